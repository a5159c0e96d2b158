"""What the in-memory index holds of a forum: its fields, how their words are taken apart, what fills them."""

from typing import Any

from tantivy import Filter, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from registry.catalogue.listed import ListedForum
from registry.catalogue.spoken import Spoken
from registry.catalogue.texts import Texts
from registry.catalogue.words import apart
from registry.vocabulary import Sort

BOOSTS = {
    "name": 3.0, "topic_titles": 0.8, "place_names": 2.5, "boards": 1.2, "description": 1.6, "topic_phrases": 1.2,
    "audience": 1.0, "address": 1.0, "departments": 0.6,
}  # fmt: skip
"""How much a word weighs in each part of a forum."""

NOT_SAID = ("audience", "address", "departments")
"""Parts whose words do not stand in the field `said`, which holds those of all others."""

FACETS = ("topic", "region", "country", "platform", "language", "activity", "department", "stance")
"""The filters whose values are counted for every answer."""

UNFILED = "-"
"""Stands where a forum that is filed under no topic would have one."""

SENSITIVE = "yes"
"""Stands where a forum is sensitive."""

COUNTED = (*FACETS, "filed", "placed", "state")
"""All that is counted: each has a column of numbers, those of its values in `Texts`, which are quicker than texts."""

ORDERS = {
    Sort.ACTIVITY: "by_activity", Sort.SIZE: "by_size", Sort.NEWEST: "by_newest", Sort.UPDATED: "by_updated",
}  # fmt: skip
"""Orders that are fields of their own, larger first."""


_ONE_VALUE = ("country", "platform", "language", "activity", "stance", "state")
_INDEXED = (*FACETS, "filed")
_NUMBERS = ("updated", "weight", "by_rank", "by_name", *ORDERS.values())


def analyzer() -> TextAnalyzer:
    """Words without case and accents, stemmed."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(41))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


def plain_analyzer() -> TextAnalyzer:
    """Words without case and accents, as they stand: for beginnings and slips."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(41))
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


def schema() -> Schema:
    """The fields of the index."""
    builder = SchemaBuilder()
    for name in BOOSTS:
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    builder.add_text_field("said", tokenizer_name="words")
    for name in ("plain", "joined"):
        builder.add_text_field(name, tokenizer_name="plain", index_option="basic")
    for name in (*FACETS, "filed", "first_topic", "sure_topic", "sensitive", "subject"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in COUNTED:
        builder.add_unsigned_field(counter(name), fast=True)
    builder.add_integer_field("number", fast=True, indexed=True)
    builder.add_unsigned_field("updated", fast=True, indexed=True)
    for name in ("by_rank", "by_name", *ORDERS.values()):
        builder.add_unsigned_field(name, fast=True)
    builder.add_float_field("weight", fast=True)
    return builder.build()


def counter(name: str) -> str:
    """The column that the values of a filter are counted in."""
    return f"n_{name}"


def fields(number: int, row: ListedForum, texts: Texts, spoken: Spoken) -> dict[str, Any]:
    """What fills them for one forum; the numbers of its values are those of `texts`."""
    said = row.said
    name = f"{said.name} {spread}" if (spread := apart(said.name)) != said.name else said.name
    words = (name, said.description, *said.boards, *said.topic_titles, *said.topic_phrases, *said.place_names)
    text = "\n".join(words)
    codes = {
        "topic": said.topics_and_wider,
        "filed": said.topics or [UNFILED],
        "region": said.places_and_wider,
        "placed": row.measures.places,
        "department": said.organisations,
        **{k: [value] if (value := getattr(row, k)) else [] for k in _ONE_VALUE},
    }
    return {
        "name": name,
        "description": said.description,
        "boards": said.boards,
        "topic_titles": said.topic_titles,
        "topic_phrases": said.topic_phrases,
        "place_names": said.place_names,
        "audience": said.audience,
        "departments": said.organisation_names,
        "address": said.host.replace(".", " "),
        "said": text,
        "plain": text,
        "joined": ["".join(filter(str.isalnum, said.name.casefold())), said.host.split(".", 1)[0].replace("-", "")],
        "first_topic": said.topics[:1],
        "sure_topic": row.sure_topics,
        "subject": spoken.subjects(said.topic_phrases, said.topics),
        "sensitive": [SENSITIVE] if row.sensitive else [],
        **{k: codes[k] for k in _INDEXED},
        **{counter(k): [texts.number(code) for code in values] for k, values in codes.items()},
        **{k: getattr(row, k) for k in _NUMBERS},
        "number": number,
    }
