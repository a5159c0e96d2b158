"""Closed lists with residents and organisations, for what is ranked and summed up."""

from registry.catalogue.terms import Body, Place, Terms

TERMS = Terms(
    topics={
        "/housing": "Housing",
        "/housing/renting": "Renting a home",
        "/housing/owning": "Owning a home",
        "/health": "Health",
        "/health/cancer": "Living with cancer",
    },
    places={
        "N1": Place("England", "nation", (), 1_400_000, residents_derived=True),
        "R1": Place("Yorkshire", "region", ("N1",), 1_400_000, residents_derived=True),
        "L1": Place("Sheffield", "local", ("R1", "N1"), 500_000),
        "L2": Place("Leeds", "local", ("R1", "N1"), 800_000),
        "L3": Place("Whitby", "local", ("R1", "N1"), 100_000),
        "L4": Place("Hull", "local", ("R1", "N1")),
        "N2": Place("Wales", "nation"),
    },
    organisations={"homes": "Department for Homes (DfH)", "leeds": "Leeds City Council"},
    bodies={
        "homes": Body("homes", "Department for Homes", "DfH", "department", None, None, ("/housing",), ("GB",)),
        "agency": Body("agency", "Lettings Agency", None, "agency", "homes", None, ("/housing/renting",), ("N1",)),
        "leeds": Body("leeds", "Leeds City Council", None, "council", None, None, (), ("L2",)),
    },
)
