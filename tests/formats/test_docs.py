"""`docs/api.md` is held to the code: formats, columns, fields of a question, and the head of a bulk export."""

import re

from starlette.testclient import TestClient

from registry.catalogue.query import FIELDS, PAGE_SIZE
from registry.settings import PROJECT
from registry.vocabulary import ActivityTier, Sort, Stance
from registry_api.deprecation import POLICY, SHORTEST_NOTICE
from registry_api.views import views
from registry_api.views.csv_table import COLUMNS
from registry_api.views.opml import NAMESPACE

TEXT = (PROJECT / "docs" / "api.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.split("\n") if line.startswith("|")]


def test_every_view_is_documented_with_its_media_type_and_what_it_holds() -> None:
    written = {tuple(row[:2]): row[2] for row in ROWS if len(row) == 4}
    for view in views():
        holds = written.pop((f"`{view.suffix}`" if view.suffix else "(none)", f"`{view.media_type}`"))
        assert holds.startswith("the whole answer" if view.is_download else "a page"), view.label
    assert list(written) == [("ending", "media type"), ("---", "---")]


def test_every_column_is_documented_in_its_order() -> None:
    start = [row[0] for row in ROWS].index("column") + 2
    assert [row[:2] for row in ROWS[start : start + len(COLUMNS)]] == [[f"`{c.name}`", c.about] for c in COLUMNS]
    assert len(ROWS[start + len(COLUMNS)]) != 2 or not ROWS[start + len(COLUMNS)][0].startswith("`")


def test_every_field_of_a_question_is_documented() -> None:
    fields = {name for row in ROWS if len(row) == 2 for name in re.findall("`([a-z_]+)`", row[0])}
    assert set(FIELDS) <= fields
    values = {row[0].strip("`"): set(re.findall("`([a-z_]+)`", row[1])) for row in ROWS if len(row) == 2}
    for name, words in (("activity", ActivityTier), ("stance", Stance), ("sort", Sort)):
        assert values[name] == {word.value for word in words}, name


def test_the_head_of_a_bulk_export_is_documented(reader: TestClient) -> None:
    head = reader.get("/forums.ndjson").text.split("\n", 1)[0]
    part = TEXT.split("### NDJSON")[1].split("###")[0]
    assert set(re.findall('"([a-z_]+)":', head)) - {"name", "url", "self", "changes", "schema"} == set(
        re.findall("`([a-z_]+)`", part.split("Then follow")[0])
    )
    assert f"{PAGE_SIZE} forums" in TEXT
    assert NAMESPACE in TEXT


def test_the_promise_is_the_one_that_is_kept() -> None:
    assert f"at\nleast {SHORTEST_NOTICE.days} days" in TEXT
    assert f"`{POLICY}`" in TEXT
