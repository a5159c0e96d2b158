"""What language a page is spelt in, where it states none and its names of months need to know."""

_POLISH = [letter.encode() for letter in "ąęłńśźż"]
_NEIGHBOURS = [letter.encode() for letter in "čćđšžěř"]
_FEW_LETTERS = 3


def spelt_in(body: bytes) -> str:
    """Polish ("pl") where a page that states no language is spelt in it, else empty. `body` is UTF-8.

    Its names of months are those of other months in languages with letters of their own. A few letters may be names'.
    """
    polish, others = (sum(body.count(letter) for letter in letters) for letters in (_POLISH, _NEIGHBOURS))
    return "pl" if polish >= _FEW_LETTERS and polish > others else ""
