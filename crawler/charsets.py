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


def codec_of(label: str) -> str | None:
    """The Python codec for a label of the web, or None for labels that no forum page needs."""
    return _KNOWN.get(label.strip().lower())


def charset(content_type: str, body: bytes) -> str:
    """The codec to read `body` with: byte order mark, header, meta element, else UTF-8 or Windows-1252."""
    if body.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if body.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if body.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    stated = _HEADER.search(content_type)
    if stated and (codec := codec_of(stated[1])):
        return codec
    head = body[:_HEAD_BYTES]
    inside = _META.search(head) or _XML.search(head)
    if inside and (codec := codec_of(inside[1].decode("ascii"))):
        # A page that can be read as ASCII to find its own label is not UTF-16.
        return "utf-8" if codec.startswith("utf-16") else codec
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decode(body: bytes, codec: str) -> str:
    """`body` as text; bytes that mean nothing become U+FFFD."""
    try:
        return body.decode(codec, "replace").lstrip("\ufeff")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")
