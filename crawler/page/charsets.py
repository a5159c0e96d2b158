"""Which characters a page's bytes mean: a closed list of encodings, so that no odd label can crash or stall us."""

import codecs
import re

_LABELS = {
    "windows-1252": "cp1252 windows-1252 x-cp1252 latin1 latin-1 l1 iso-8859-1 iso8859-1 iso_8859-1 iso88591 ascii "
    "us-ascii "
    "ansi_x3.4-1968",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 utf-8-sig",
    "utf-16-le": "utf-16 utf-16le utf16",
    "utf-16-be": "utf-16be",
    "gb18030": "gb18030 gb2312 gbk x-gbk gb_2312-80 csgb2312 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji",
    "euc_jp": "euc-jp x-euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 korean ksc5601 windows-949",
    "koi8_r": "koi8-r koi koi8",
    "koi8_u": "koi8-u koi8-ru",
    "mac_cyrillic": "x-mac-cyrillic",
    "cp866": "ibm866 cp866 866",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "cp1254": "windows-1254 iso-8859-9 latin5",
}
_KNOWN = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_KNOWN |= {f"{prefix}{n}": f"cp125{n}" for n in (0, 1, 3, 5, 6, 7, 8) for prefix in ("windows-125", "cp125", "x-cp125")}
_KNOWN |= {
    f"{prefix}{n}": f"iso8859_{n}"
    for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)
    for prefix in ("iso-8859-", "iso8859-")
}
_KNOWN = {label: "cp1252" if codec == "windows-1252" else codec for label, codec in _KNOWN.items()}

_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([A-Za-z0-9_:.-]{2,40})")
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 2048
_SAMPLE = 400
_LOOKED_AT = 60_000
_FEW = 40
_HIGH = re.compile(rb"[\x80-\xff]+")
_C0_DF = re.compile(rb"[\xc0-\xdf]")
_E0_FF = re.compile(rb"[\xe0-\xff]")
_LANG = re.compile(rb"<html[^>]{0,300}?lang\s{0,5}=\s{0,5}[\"']?([A-Za-z]{2}(?:-[A-Za-z]{2})?)", re.IGNORECASE)
_USUAL_OF = {
    "cp1251": "ru uk be bg mk sr kk",
    "cp1250": "pl cs sk hu ro hr sl bs sq",
    "cp1253": "el",
    "cp1254": "tr az",
    "cp1255": "he iw",
    "cp1256": "ar fa ur",
    "cp1257": "et lv lt",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja",
    "cp949": "ko",
    "gb18030": "zh",
    "big5hkscs": "zh-tw zh-hk",
}
_USUAL = {language: codec for codec, languages in _USUAL_OF.items() for language in languages.split()}
"""What pages of a language are mostly written in that say nothing and are no UTF-8, as browsers assume it."""
_ONE_BYTE = frozenset(codec for codec in _KNOWN.values() if codec.startswith(("cp125", "iso8859", "koi8", "mac")))


def codec_of(label: str) -> str | None:
    """The Python codec for a label of the web, or None for labels that no forum page needs."""
    return _KNOWN.get(label.strip().lower())


def charset(content_type: str, body: bytes) -> str:
    """The codec to read `body` with.

    In this order: byte order mark, UTF-16 by its noughts, header, meta element, what the bytes themselves tell, the
    usual one of the page's language. A label that the bytes belie is not followed: UTF-8 is known by its form.
    """
    if body.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if body.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if body.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    if b"\0" in body[:_SAMPLE] and (wide := _wide(body[:_SAMPLE])):
        return wide
    stated = _HEADER.search(content_type)
    told = _narrow(codec_of(stated[1])) if stated else None
    inside = _inside(body)
    if told is None:
        told = inside
    elif told == "utf-8" and inside not in (None, "utf-8") and not _is_utf8(body):
        return inside or told
    if told is None:
        return "utf-8" if _is_utf8(body) else _by_its_bytes(body) or _by_language(body)
    if told in _ONE_BYTE and _is_utf8(body) and not body.isascii():
        return "utf-8"
    return told


def _wide(start: bytes) -> str | None:
    """UTF-16 without a mark: of its markup every other byte is nought."""
    half = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > half * 0.3 and even * 8 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.3 and odd * 8 < even else None


def _narrow(codec: str | None) -> str | None:
    """What is called UTF-16 and has no noughts is not."""
    return None if codec is None or codec.startswith("utf-16") else codec


def _inside(body: bytes) -> str | None:
    head = body[:_HEAD_BYTES]
    found = _META.search(head) or _XML.search(head)
    codec = codec_of(found[1].decode("ascii")) if found else None
    # A page that can be read as ASCII to find its own label is not UTF-16.
    return "utf-8" if codec is not None and codec.startswith("utf-16") else codec


def _is_utf8(body: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)  # a last letter may be cut off
    except UnicodeDecodeError:
        return False
    return True


def _by_its_bytes(body: bytes) -> str | None:
    """Cyrillic writes whole words in letters beyond ASCII; where its small ones lie tells which encoding it is."""
    high = _HIGH.findall(body[:_LOOKED_AT])
    runs = b"".join(run for run in high if len(run) > 2)
    letters = sum(map(len, high))
    if letters < _FEW or len(runs) < letters * 0.6:
        return None
    upper, lower = len(_C0_DF.findall(runs)), len(_E0_FF.findall(runs))
    if upper + lower < len(runs) * 0.9:
        return None
    return "cp1251" if lower > upper else "koi8_r"


def _by_language(body: bytes) -> str:
    found = _LANG.search(body[:_HEAD_BYTES])
    language = found[1].decode("ascii").lower() if found else ""
    return _USUAL.get(language) or _USUAL.get(language[:2]) or "cp1252"


def decode(body: bytes, codec: str) -> str:
    """`body` as text; bytes that mean nothing become U+FFFD."""
    try:
        return body.decode(codec, "replace").lstrip("\ufeff")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")
