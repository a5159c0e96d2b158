"""Where a place's name is the name of something else: a breed, a club, a city of the new world. Pure."""

import re

_BREEDS = (
    "terriers? bulls? spaniels? corgis? pon(?:y|ies) sheepdogs? setters? beagles? hounds? lurchers? punch rex folds? "
    "longwools? greyfaces? collies? deerhounds? wolfhounds?"
)
_CLUBS = "fc afc rfc rlfc united rovers wanderers albion athletic hotspur fans? supporters?"
_GOODS = (
    "carpets? sofas? boots? pottery porcelain audio bombers? boilers? sauce salts? buttons? lace cheeses? puddings? "
    "past(?:y|ies) cakes? tarts? pies? knots? shoes? stoves? terrace chairs?"
)
FOLLOWERS = f"{_BREEDS} {_CLUBS} {_GOODS}".split()
"""Words that make something else of the name before them: `Sussex spaniels`, `Leeds United`, `Axminster carpets`."""

AMISS = 0.5
"""Share of the times a name stands there as something else from which it is no place."""

_ROADS = "|road|rd|street|lane|avenue|way|drive|close"
"""A road that is named for where it leads is not there."""

_LETTERS = "|".join(FOLLOWERS)
_AFTER = re.compile(rf"(?:{_LETTERS}{_ROADS}) ", re.IGNORECASE)
_RUN_ON = re.compile(rf"(?:{_LETTERS})", re.IGNORECASE)
_BEFORE = ("New ", "Border ", "Old English ")


def misnamed(pattern: str, text: str) -> bool:
    """Whether the phrase (as in `Phrase.pattern`) mostly names something else in a text in its searched form."""
    times = amiss = 0
    at = text.find(pattern)
    while at >= 0:
        if not at or text[at - 1] == " ":
            times += 1
            amiss += bool(_AFTER.match(text, at + len(pattern))) or text.endswith(_BEFORE, 0, at)
        at = text.find(pattern, at + len(pattern))
    return bool(times) and amiss >= AMISS * times


def runs_on(rest: str) -> bool:
    """Whether the letters behind a name run together make something else of it: `spaniels` behind `sussex`."""
    return bool(_RUN_ON.match(rest))
