"""The language of a forum: what its page declares, else the small words of a longer text. Null on short text."""

from collections.abc import Mapping

SHORTEST = 25
"""Words a text needs before its small words are counted."""
ENOUGH = 4
LEAD = 1.5
"""Different small words a language needs, and how many times those of the next one."""

_PROFILES: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the and of to is you that for with are this have my was not be on your from it what how can they all",
        "cy": "yn y yr a i o ar mae ac am wedi ond neu gan ei eu hyn sydd gyda fel roedd bod dim ni chi rhywun unrhyw",
        "ga": "agus an na is ar le go ni ag se bhi ata chun mar seo sin ach nach do",
        "gd": "agus an tha air gu na is ann le cha do bha anns seo sin airson",
        "fr": "le la les et des un une est pour que qui dans pas vous sur avec sont mon ce je nous plus au",
        "de": "der die das und ist nicht ein eine ich zu den mit auf fur von im wie auch sich dem sind bei",
        "es": "el la los las de que y en un una es por con para no se del mi como pero sus",
        "it": "il lo la gli che e di un una per non con sono del della mi come nel piu anche",
        "pt": "o a os as que de e um uma para nao com em por do da meu como mais mas",
        "nl": "de het een en van is niet ik dat op te voor met zijn er maar aan ook bij wat",
        "sv": "och att det som en ar jag inte pa for med av har till om var den",
        "da": "og at det er jeg en ikke pa til med for af har der den som",
        "no": "og det er jeg som en ikke pa til med for av har om var",
        "fi": "ja on ei se etta han oli mutta kun niin mita minun ole myos kuin",
        "pl": "i w na nie sie z do jest to jak ze co od dla po ale czy mam",
        "cs": "a se na je v ze to s z do jsem jak pro ale si by kde",
        "ro": "si de la in nu este pentru cu pe o un ca din am mai sunt care",
        "hu": "a az es hogy nem is egy van de ez meg csak mint volt",
        "tr": "ve bir bu icin da de ile ne cok daha ama var mi nasil",
        "id": "yang dan di untuk dengan ini itu tidak dari ada saya bisa",
        "vi": "la va cua cho khong toi co nguoi mot nhung duoc trong",
    }.items()
}
_SCRIPTS = (
    ("\u0400", "\u04ff", "ru"),
    ("\u0370", "\u03ff", "el"),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"),
    ("\u0a00", "\u0a7f", "pa"),
    ("\u0980", "\u09ff", "bn"),
    ("\u0e00", "\u0e7f", "th"),
    ("\u3040", "\u30ff", "ja"),
    ("\uac00", "\ud7a3", "ko"),
    ("\u4e00", "\u9fff", "zh"),
)


def declared(language: str | None) -> str | None:
    """The primary language of a tag such as `en-GB`, in lower case; None for what is no tag."""
    primary = (language or "").strip().replace("_", "-").split("-")[0].lower()
    return primary if 2 <= len(primary) <= 3 and primary.isascii() and primary.isalpha() else None


def guessed(text: str) -> str | None:
    """The language of a text in plain words; None when it is short, mixed or unknown."""
    letters = [c for c in text if c > "\u02ff" and c.isalpha()]
    if len(letters) > 20 and len(letters) > 0.4 * sum(c.isalpha() for c in text):
        for first, last, code in _SCRIPTS:
            if sum(first <= c <= last for c in letters) > 0.6 * len(letters):
                return code
        return None
    words = text.lower().split()
    if len(words) < SHORTEST:
        return None
    known = set(words)
    ranked = sorted(((len(known & small), code) for code, small in _PROFILES.items()), reverse=True)
    (most, code), (next_most, _) = ranked[0], ranked[1]
    return code if most >= ENOUGH and most >= LEAD * next_most else None


def language_of(tag: str | None, text: str) -> str | None:
    """What the page declares wins; the text is asked only when it declares nothing."""
    return declared(tag) or guessed(text)
