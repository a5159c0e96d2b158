"""Whatever bytes a seed file holds, the check answers with problems that say where, and never raises."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.seeding import check_seeds
from tests.seeds.folder import FILES, make_seeds

SPOILABLE = sorted(FILES)
TABLES = sorted(name for name in FILES if name.endswith(".csv"))
DOCUMENTS = sorted(name for name in FILES if name.endswith(".toml"))
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["https://a.example.org/", "https://[::1", "//", "GB", "/education", '"', "\x00", "\ud800", "a|b"]),
)


def spoilt(name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        for problem in check_seeds(make_seeds(Path(folder), **{name.replace(".", "_"): content})):
            assert problem.file in FILES
            assert problem.reason
            assert problem.line >= 0
            assert "\n" not in str(problem)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SPOILABLE), st.binary(max_size=300))
def test_any_bytes(name: str, content: bytes) -> None:
    spoilt(name, content)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(TABLES), st.lists(st.lists(CELLS, max_size=12), max_size=6))
def test_any_cells_below_a_sound_header(name: str, rows: list[list[str]]) -> None:
    header = FILES[name].partition("\n")[0]
    lines = [header, *(",".join(cells) for cells in rows)]
    spoilt(name, "\n".join(lines).encode("utf-8", "surrogatepass"))


SUBJECT_WORDS = [
    "also",
    "fair",
    "hint",
    "against",
    "synonyms",
    "country",
    "seeking",
    "sensitive",
    "query",
    "subdomains",
]
SUBJECT_WORDS += ["aliases", "except", "platform"]
VALUES = st.sampled_from(
    [
        "3",
        '"x"',
        "[3]",
        "true",
        "[]",
        "{}",
        '["x"]',
        "{a = 3}",
        '{a = "x"}',
        "{a = {b = 3}}",
        "[{}]",
        "1979-05-27",
        "nan",
    ]
)
WORDS = st.sampled_from(
    [
        "subject",
        "elsewhere",
        "country",
        "support",
        "audience",
        "kind",
        "furniture",
        "keeper",
        "reviewed",
        "shared",
        "country.GB",
        "country.GB.strong",
        "support.for",
        "sensitive",
        "domain",
        "a",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.lists(st.tuples(WORDS, VALUES), max_size=5))
def test_any_values_below_any_word(name: str, held: list[tuple[str, str]]) -> None:
    spoilt(name, "".join(f"{word} = {value}\n" for word, value in held).encode())


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SUBJECT_WORDS), VALUES), max_size=5))
def test_any_values_in_a_subject(held: list[tuple[str, str]]) -> None:
    spoilt("topics.toml", (FILES["topics.toml"] + "".join(f"{word} = {value}\n" for word, value in held)).encode())
    spoilt("hosts.toml", (FILES["hosts.toml"] + "".join(f"{word} = {value}\n" for word, value in held)).encode())
