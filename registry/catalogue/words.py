"""What a searcher's words may mean: tokens, words too common to ask for, British and American spellings. Pure."""

import re
import unicodedata
from functools import lru_cache

from registry.assess.wording import humps

MOST_TOKENS = 16
"""Words of a question that are looked for; a longer one says nothing more."""

MOST_READ = 40
"""Words of a question that are read, those that tell nothing apart among them."""

COMMON = frozenset({
    "a", "about", "all", "also", "am", "an", "and", "any", "anybody", "anyone", "are", "as", "at", "be", "been",
    "being", "but", "by", "can", "cant", "could", "did", "didnt", "do", "does", "doesnt", "dont", "else", "every",
    "find", "finding", "for", "from", "get", "gets", "getting", "go", "goes", "going", "got", "had", "has", "have",
    "havent", "having", "he", "help", "her", "him", "his", "how", "i", "if", "im", "in", "into", "is", "isnt", "it",
    "its", "ive", "just", "keep", "keeps", "let", "like", "looking", "me", "my", "need", "needs", "not", "of", "on",
    "or", "other", "others", "our", "out", "really", "she", "should", "so", "some", "somebody", "someone", "something",
    "than", "that", "the", "their", "them", "there", "these", "they", "this", "to", "too", "up", "us", "want", "wants",
    "was", "wasnt", "we", "were", "what", "when", "where", "which", "who", "whose", "why", "will", "with", "wont",
    "would", "wouldnt", "you", "your",
    "y", "yn", "ar", "gan", "gyda", "neu", "mae", "ydy", "sut",
})  # fmt: skip
"""Words that tell no forums apart, of both languages."""

HOUSEHOLD = frozenset({
    "board", "boards", "chat", "community", "communities", "discuss", "discussion", "discussions", "forum", "forums",
    "fforwm", "group", "groups", "mailing", "message", "messages", "online", "people", "person", "place", "places",
    "site", "sites", "space", "support", "talk", "talking", "thread", "threads", "uk", "website", "websites",
    "network", "peer",
})  # fmt: skip
"""Words that say no more than that a forum is one: they hardly count."""

NEARLY_COMMON = HOUSEHOLD | frozenset({
    "access", "advice", "affected", "affecting", "best", "body", "british", "condition",
    "conditions", "country", "current", "development",
    "engagement", "england", "experience", "experienced", "experiences", "feedback", "general", "good", "government",
    "impact", "individual", "individuals", "info", "information", "issue", "issues", "latest", "life", "lived",
    "living", "main", "matters", "member", "members", "national", "new", "news", "official", "officials",
    "organisation", "organisations", "outcomes", "policies", "policy", "problem", "problems", "provision", "public",
    "question", "questions", "recent", "reform", "reforms", "regulation", "regulations", "related", "scheme",
    "schemes", "sector", "service", "services", "stakeholder", "stakeholders", "story", "stories", "strategy", "suffer",
    "sufferers", "system", "user", "users", "various", "view", "views", "working", "works",
})  # fmt: skip
"""Words that nearly every forum, searcher or official uses: they count, but alone they ask for nothing."""

_FAMILIES = (
    ("wills",), ("carer", "carers"), ("car", "cars"), ("care",),
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

_SHOUTED = re.compile(r"(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")

_ENDINGS = (
    ("isation", "ization"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("iser", "izer"),
    ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring"), ("ourhood", "orhood"),
    ("tre", "ter"), ("tres", "ters"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"), ("llers", "lers"),
    ("yse", "yze"),
    ("ence", "ense"), ("ogue", "og"), ("mme", "m"), ("mmes", "ms"),
)  # fmt: skip
_SUFFERERS = (("ia", "ic"), ("ia", "ics"), ("psy", "ptic"), ("psy", "ptics"))
"""A condition and who has it: `dyslexia`, `dyslexic`. Their stems differ."""
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


def apart(name: str) -> str:
    """A name with the words apart that are told by capitals only: `LandlordZONE`, `UKJobs`."""
    return _SHOUTED.sub(" ", humps(name))


def telling(words: list[str]) -> list[str]:
    """The words that tell forums apart; all of them when none does."""
    kept = [w for w in words if w not in COMMON]
    return kept or words


def singular(word: str) -> str:
    """An English word without its plural's ending, and otherwise as it is."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def phrase_key(phrase: str) -> str:
    """A phrase in one form, whatever its case, signs and last word's number."""
    return " ".join(map(singular, tokens(phrase)))


def own_forms(word: str) -> tuple[str, ...]:
    """All forms of a word whose stem is that of another word too (`probation`, `probate`); none of other words."""
    return _FORMS.get(word, ())


@lru_cache(maxsize=4096)
def variants(word: str) -> tuple[str, ...]:
    """A word's spellings across the Atlantic, and its near double where there is one; never the word itself."""
    found = [other for other in (_PAIRS.get(word), _OTHER_WAY.get(word)) if other]
    if len(word) > 4:
        found += _kin(word) if word not in _FORMS else []
        for condition, person in _SUFFERERS:
            for one, other in ((condition, person), (person, condition)):
                if word.endswith(one) and len(word) - len(one) >= 5:
                    found.append(word[: -len(one)] + other)
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
