"""What language a page is spelt in, where it states none and its names of months need to know."""

_POLISH = [letter.encode() for letter in "ąęłńśźż"]
_NEIGHBOURS = [letter.encode() for letter in "čćđšžěř"]
_FEW_LETTERS = 3
_LEADS = (b"\xc4", b"\xc5")
"""The first bytes of all these letters, which few other languages' letters share."""
_ASCII = bytes(range(128))


def spelt_in(body: bytes) -> str:
    """Polish ("pl") where a page that states no language is spelt in it, else empty. `body` is UTF-8.

    Its names of months are those of other months in languages with letters of their own. A few letters may be names'.
    """
    if not any(lead in body for lead in _LEADS):
        return ""
    # Among the few bytes beyond ASCII a letter is counted much sooner than among all.
    foreign = body.translate(None, _ASCII)
    polish, others = (sum(foreign.count(letter) for letter in letters) for letters in (_POLISH, _NEIGHBOURS))
    return "pl" if polish >= _FEW_LETTERS and polish > others else ""
