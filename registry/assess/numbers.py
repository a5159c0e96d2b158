"""Telephone numbers and postcodes in a forum's description, as signs of its country. Pure; nothing of them is kept."""

import re
from collections.abc import Iterator

A_DIALLING_CODE = 2.5
"""What an international number weighs for its country."""

A_NUMBER = 2.0
"""What a number in the form of one country weighs: several countries have free numbers that look alike."""

A_POSTCODE = 2.0

_CODES = {
    "353": "IE", "351": "PT", "356": "MT", "357": "CY", "852": "HK", "971": "AE", "234": "NG", "254": "KE",
    "27": "ZA", "30": "GR", "31": "NL", "32": "BE", "33": "FR", "34": "ES", "39": "IT", "41": "CH", "43": "AT",
    "44": "GB", "45": "DK", "46": "SE", "47": "NO", "48": "PL", "49": "DE", "60": "MY", "61": "AU", "64": "NZ",
    "65": "SG", "66": "TH", "81": "JP", "91": "IN", "92": "PK",
}  # fmt: skip
"""Countries by the code they are dialled by; +1 is left out, for many share it."""

_DIALLED = re.compile(rf"(?:\+|\b00)({'|'.join(_CODES)})[\s().-]{{0,3}}\d[\d\s().-]{{5,}}")
_FORMS = (
    ("GB", re.compile(r"\b0(?:800|808|300|303|330|333|345|844|845|870|871)[\s-]?\d{3}[\s-]?\d{3,4}\b")),
    ("GB", re.compile(r"\b07\d{3}[\s-]?\d{3}[\s-]?\d{3}\b")),
    ("GB", re.compile(r"\b0(?:20[\s-]?\d{4}|1\d{2,3}|2[389])[\s-]\d{3,4}[\s-]?\d{3,4}\b")),
    ("AU", re.compile(r"\b(?:1300[\s-]?\d{3}[\s-]?\d{3}|13[\s-]?\d{2}[\s-]?\d{2})\b")),
    ("NZ", re.compile(r"\b0(?:508[\s-]?\d{3}[\s-]?\d{3}|2[12789][\s-]\d{3}[\s-]\d{3,4})\b")),
    ("US", re.compile(r"\b(?:1-)?8(?:00|33|44|55|66|77|88)-\d{3}-\d{4}\b|\(\d{3}\) ?\d{3}-\d{4}\b")),
)
_POSTCODES = (
    ("GB", re.compile(r"\b(?:[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKPSTUW]?) \d[ABD-HJLNP-UW-Z]{2}\b")),
    ("US", re.compile(r"\b(?:A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|"
                      r"T[NX]|UT|V[TA]|W[AVIY]) \d{5}\b")),
    ("CA", re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d\b")),
    ("AU", re.compile(r"\b(?:NSW|VIC|QLD|TAS|ACT)[ ,]+\d{4}\b")),
    ("IE", re.compile(r"\b[AC-FHKNPRTV-Y]\d[\dW] [\dA-Z]{4}\b")),
)  # fmt: skip
DIGIT = re.compile(r"\d")
"""What a text without numbers lacks."""


def numbers_of(text: str) -> Iterator[tuple[str, float, str]]:
    """For each kind of number that tells a country: its code, the weight, and the evidence in words."""
    for country in dict.fromkeys(_CODES[found] for found in _DIALLED.findall(text)):
        yield country, A_DIALLING_CODE, "a telephone number with the country's code, in the description"
    for forms, weight, said in ((_FORMS, A_NUMBER, "a telephone number"), (_POSTCODES, A_POSTCODE, "a postcode")):
        for country in dict.fromkeys(country for country, form in forms if form.search(text)):
            yield country, weight, f"{said} in the form of the country, in the description"
