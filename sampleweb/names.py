"""Made-up members of the sample forums: whoever finds one of these names in a database has found a leak."""

PLANTED_NAMES: tuple[str, ...] = (
    "Zebulon Quartermaine",
    "Araminta Thistledown",
    "Peregrine Oxbarrow",
    "Hephzibah Nightingall",
    "Lysander Cobblepot",
    "Thomasina Wrenfield",
    "Barnaby Fotheringhay",
    "Philomena Duckett-Ashe",
    "Ignatius Pellweather",
    "Clementine Grubbstone",
    "Obadiah Marchbanks",
    "Seraphina Tolliver-Nye",
    "Gwilym Penhesgyn",
    "Angharad Llwyncelyn",
    "Morwenna Trezance",
    "Fearghas Strathdonan",
    "Caoilfhionn Magherabeg",
    "Ottokar Finkenwalder",
    "Mirabelle Saltonstow",
    "Ptolemy Harrowgate",
    "Wilhelmina Sprockett",
    "Cuthbert Addlethorpe",
    "Jocasta Merriweather-Pym",
    "Horatio Bramblewick",
)
"""Every name that stands on a sample page as a member's: posters, newest members, moderators, feed authors."""
