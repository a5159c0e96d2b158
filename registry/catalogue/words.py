"""What a searcher's words may mean: tokens, words too common to ask for, British and American spellings. Pure."""

import re
import unicodedata
from functools import lru_cache

MOST_TOKENS = 16
"""Words of a question that are looked for; a longer one says nothing more."""

MOST_READ = 40
"""Words of a question that are read, those that tell nothing apart among them."""

COMMON = frozenset({
    "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "could", "do",
    "does", "for", "from", "get", "had", "has", "have", "he", "help", "her", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "me", "my", "of", "on", "or", "our", "out", "should", "so", "some", "than", "that", "the",
    "their", "them", "there", "these", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when",
    "where", "which", "who", "why", "will", "with", "would", "you", "your",
})  # fmt: skip
"""Words that tell no forums apart."""

NEARLY_COMMON = frozenset({
    "board", "boards", "chat", "community", "communities", "discussion", "discussions", "forum", "forums", "group",
    "groups", "message", "messages", "online", "people", "person", "place", "site", "support", "website", "advice",
    "user", "users", "talk", "members", "new", "help", "general", "info", "information", "problem", "problems",
    "issue", "issues", "question", "questions", "uk", "life", "living",
})  # fmt: skip
"""Words that nearly every forum, or every searcher, uses: they count, but alone they ask for nothing."""

_FAMILIES = (
    ("probate",), ("probation", "probationary", "probationer", "probationers"),
    ("author", "authors", "authored"), ("authority", "authorities"),
    ("hospital", "hospitals", "hospitalised"), ("hospitality",),
    ("animal", "animals"), ("animation", "animations", "animated"),
    ("import", "imports", "imported", "importing"), ("important", "importance"),
    ("organ", "organs"), ("organic", "organics"),
    ("intern", "interns"), ("internal", "internally"),
    ("universe", "universes", "universal"), ("university", "universities"),
)  # fmt: skip
_FORMS = {word: family for family in _FAMILIES for word in family}

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

_ENDINGS = (
    ("isation", "ization"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("iser", "izer"),
    ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring"), ("ourhood", "orhood"),
    ("tre", "ter"), ("tres", "ters"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"), ("llers", "lers"),
    ("yse", "yze"),
    ("ence", "ense"), ("ogue", "og"), ("mme", "m"), ("mmes", "ms"),
)  # fmt: skip
_INSIDE = (
    ("aemia", "emia"),
    ("paed", "ped"),
    ("gynae", "gyne"),
    ("oea", "ea"),
    ("oest", "est"),
    ("aest", "est"),
    ("foet", "fet"),
)
_PAIRS = {
    "mum": "mom", "mums": "moms", "mummy": "mommy", "tyre": "tire", "tyres": "tires", "kerb": "curb", "grey": "gray",
    "pyjamas": "pajamas", "aluminium": "aluminum", "jewellery": "jewelry", "mould": "mold", "plough": "plow",
    "sceptic": "skeptic", "cheque": "check", "enrol": "enroll", "fulfil": "fulfill", "maths": "math",
    "manoeuvre": "maneuver", "moustache": "mustache", "storey": "story", "wheelie": "wheely", "aeroplane": "airplane",
    "autumn": "fall", "nappy": "diaper", "nappies": "diapers", "solicitor": "attorney", "flat": "apartment",
    "flats": "apartments", "postcode": "zipcode", "pensioner": "retiree", "pensioners": "retirees", "car": "automobile",
    "lorry": "truck", "lorries": "trucks", "holiday": "vacation", "petrol": "gasoline", "kids": "children",
    "kid": "child", "dad": "father", "dads": "fathers", "lgbt": "lgbtq", "job": "employment", "jobs": "employment",
}  # fmt: skip
_OTHER_WAY = {american: british for british, american in _PAIRS.items()}


def tokens(text: str, most: int = MOST_TOKENS) -> list[str]:
    """The words of a text, plain (no case, accents or apostrophes), in order, at most `most` different ones."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    found = (re.sub("['’]", "", word)[:40] for word in _WORD.findall(plain))
    return list(dict.fromkeys(found))[:most]


def telling(words: list[str]) -> list[str]:
    """The words that tell forums apart; all of them when none does."""
    kept = [w for w in words if w not in COMMON]
    return kept or words


def singular(word: str) -> str:
    """An English word without its plural's ending, and otherwise as it is."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def own_forms(word: str) -> tuple[str, ...]:
    """All forms of a word whose stem is that of another word too (`probation`, `probate`); none of other words."""
    return _FORMS.get(word, ())


@lru_cache(maxsize=4096)
def variants(word: str) -> tuple[str, ...]:
    """A word's spellings across the Atlantic, and its near double where there is one; never the word itself."""
    found = [other for other in (_PAIRS.get(word), _OTHER_WAY.get(word)) if other]
    if len(word) > 4:
        found += _kin(word)
        for british, american in _ENDINGS:
            for one, other in ((british, american), (american, british)):
                if word.endswith(one) and len(word) - len(one) >= 3:
                    found.append(word[: -len(one)] + other)
        for british, american in _INSIDE:
            if british in word:
                found.append(word.replace(british, american))
            elif american in word:
                found.append(word.replace(american, british))
    return tuple(dict.fromkeys(w for w in found if w != word))


def _kin(word: str) -> list[str]:
    """Who does it, and doing it: `farmers`, `farming`, `farm`."""
    for ending in ("ers", "er", "ing"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3:
            return [root + other for other in ("ers", "ing", "") if other != ending]
    return []
