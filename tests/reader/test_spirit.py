"""Spirit: its pages state no language, and its dates are words of one."""

import re
from datetime import UTC, datetime

import pytest

from crawler.page import Page
from crawler.reader import read
from tests.reader.saved import saved

POLISH = "Ostatnie wątki. Zaloguj się. Stwórz wątek"


@pytest.mark.parametrize(
    ("words", "read_at"),
    [
        (POLISH, datetime(2026, 11, 10, 11, 55, tzinfo=UTC)),
        ("Prijavi se i pošalji poruku", None),  # may be Croatian, whose listopad is October
        ("Wątek, się", None),  # a few letters are a name's
        ("Łukasz Wałęsa, wątek: što se piše češće, čaša, žaba, đak", None),
    ],
)
def test_a_month_of_two_languages_is_that_of_the_one_the_page_is_spelt_in(words: str, read_at: datetime | None) -> None:
    page = saved("spirit")
    body = re.sub(r'topic__date" title="[^"]+"', 'topic__date" title="10 listopada 2026 11:55"', page.text)
    body = (
        body.replace("2 Oct</div>", "</div>").replace("2h</div>", "</div>").replace("</body>", f"<p>{words}</p></body>")
    )
    found = read(Page(page.url, 200, page.headers, body.encode(), page.fetched_at))
    assert found.value("last_post_at") == read_at
