"""Welsh changes the first letter of a name by what stands before it: yng Nghaerdydd, i Gaerdydd, a Chaerdydd. Pure."""

SHORTEST = 6
"""Letters of a name whose changed forms are looked for: shorter ones fall together with other words."""

_CHANGES = (
    ("ll", ("l",)),
    ("rh", ("r",)),
    ("c", ("g", "ngh", "ch")),
    ("p", ("b", "mh", "ph")),
    ("t", ("d", "nh", "th")),
    ("g", ("", "ng")),
    ("b", ("f", "m")),
    ("d", ("dd", "n")),
    ("m", ("f",)),
)
"""First letters with what the soft, nasal and aspirate mutations make of them."""

_ENGLISH = ("ch", "th", "ph", "k", "v", "x", "q", "z", "sh")
_UNCHANGED = (
    "Mumbles",
    "Cardiff",
    "Barmouth",
    "Bridgend",
    "Port ",
    "Church",
    "Cross",
    "Castle",
    "Mount",
    "Garden",
    "Great",
    "Glan ",
)


def mutations(name: str) -> tuple[str, ...]:
    """The changed forms of a Welsh name; none of one that is short or looks English."""
    low = name.lower()
    if len(low) < SHORTEST or low.startswith(_ENGLISH) or name.startswith(_UNCHANGED) or not _welsh(low):
        return ()
    for first, changed in _CHANGES:
        if low.startswith(first):
            return tuple(one + low[len(first) :] for one in changed)
    return ()


def _welsh(low: str) -> bool:
    """Whether the letters are those of Welsh: no k, v, x or z, and none of the endings of English places."""
    english = (
        "ton",
        "ham",
        "bridge",
        "port",
        "field",
        "wood",
        "town",
        "bury",
        "ford",
        "mouth",
        "side",
        "head",
        "stone",
    )
    endings = (
        "stow",
        "well",
        "ville",
        "land",
        "shire",
        "grove",
        "park",
        "street",
        "lane",
        "valley",
        "bay",
        "ness",
        "haven",
    )
    return not any(letter in low for letter in "kvxzj") and not low.endswith((*english, *endings))
