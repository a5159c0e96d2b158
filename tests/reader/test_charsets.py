"""Which characters a page's bytes mean, whatever its labels say."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.page import Page
from crawler.page.charsets import charset, codec_of, decode
from crawler.reader import read

FETCHED = datetime(2026, 11, 20, tzinfo=UTC)
RUSSIAN = "Форум о садоводстве и огородах: вопросы, ответы, рассада, теплицы. Всего сообщений: 9516. Всего тем: 1390."
GERMAN = "Über Gärten und Töpfe: größere Fragen, schöne Antworten"


def page_of(said: str, head: str = "", language: str = "") -> str:
    lang = f' lang="{language}"' if language else ""
    return f"<!DOCTYPE html><html{lang}><head>{head}<title>{said[:40]}</title></head><body><p>{said}</p></body></html>"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_known_with_and_without_its_mark(codec: str) -> None:
    body = page_of(RUSSIAN).encode(codec)
    assert decode(body, charset("", body)).strip() == page_of(RUSSIAN)
    assert Page("https://a.example/", 200, (), body, FETCHED).kind == "html"
    assert Page("https://a.example/", 200, (), body, FETCHED).harvest.title == RUSSIAN[:40].strip()


def test_what_is_called_utf_16_and_is_not_is_read_as_it_is() -> None:
    body = page_of(GERMAN).encode()
    assert charset("text/html; charset=utf-16", body) == "utf-8"
    assert charset("", page_of(GERMAN, '<meta charset="utf-16">').encode()) == "utf-8"


DECLARED = {
    "windows-1251": ("cp1251", RUSSIAN),
    "CP1251": ("cp1251", RUSSIAN),
    "koi8-r": ("koi8_r", RUSSIAN),
    "iso-8859-1": ("cp1252", "“Töpfe” – schöne €"),
    "gb2312": ("gb18030", "论坛首页 帖子总数"),
    "big5": ("big5hkscs", "論壇首頁 文章總數"),
    "Shift_JIS": ("cp932", "掲示板 投稿数"),
    "euc-jp": ("euc_jp", "掲示板 投稿数"),
    "euc-kr": ("cp949", "게시판 전체 글"),
    "windows-1256": ("cp1256", "منتدى المشاركات"),
    "iso-8859-2": ("iso8859_2", "użytkowników wątków"),
    "windows-1253": ("cp1253", "Σύνολο θεμάτων"),
    "windows-874": ("cp874", "กระทู้ทั้งหมด"),
}


@pytest.mark.parametrize("label", DECLARED)
def test_a_declared_charset_is_followed_wherever_it_stands(label: str) -> None:
    codec, said = DECLARED[label]
    plain = page_of(said).encode(codec)
    inside = page_of(said, f'<meta http-equiv="Content-Type" content="text/html; charset={label}">').encode(codec)
    assert said in decode(plain, charset(f"text/html; charset={label}", plain))
    assert said in decode(inside, charset("text/html", inside))


def test_utf_8_is_known_by_its_form_though_another_label_stands_on_it() -> None:
    body = page_of(GERMAN).encode()
    assert charset("text/html; charset=ISO-8859-1", body) == "utf-8"
    assert charset("text/html; charset=windows-1251", body[:-20]) == "utf-8"


def test_a_header_of_utf_8_yields_to_a_meta_element_that_the_bytes_bear_out() -> None:
    body = page_of(RUSSIAN, '<meta charset="windows-1251">').encode("cp1251")
    assert charset("text/html; charset=utf-8", body) == "cp1251"


@pytest.mark.parametrize(("codec", "said", "language"), [
    ("cp1251", RUSSIAN, ""),
    ("koi8_r", RUSSIAN, ""),
    ("cp1251", "Форум", "ru"),
    ("cp1250", "użytkowników łącznie", "pl"),
    ("cp949", "게시판 통계", "ko"),
    ("cp932", "掲示板の統計", "ja"),
    ("big5hkscs", "論壇統計", "zh-TW"),
    ("cp1252", GERMAN, "de"),
    ("cp1252", GERMAN, ""),
    ("utf-8", GERMAN, ""),
])  # fmt: skip
def test_undeclared_pages_are_read_by_their_bytes_and_their_language(codec: str, said: str, language: str) -> None:
    body = page_of(said, language=language).encode(codec)
    assert said in decode(body, charset("text/html", body))


@given(st.text(max_size=50), st.binary(max_size=300))
def test_no_label_and_no_bytes_make_it_fail(label: str, body: bytes) -> None:
    assert isinstance(codec_of(label), str | None)
    assert isinstance(decode(body, charset(f"text/html; charset={label}", body)), str)
    assert isinstance(
        decode(body, charset("", b'<meta charset="' + label.encode("utf-8", "replace") + b'">' + body)), str
    )


def test_a_page_in_utf_16_is_read_whole() -> None:
    said = (
        '<!DOCTYPE html><html lang="en"><head><title>Garden Talk - Index page</title></head><body id="phpbb" '
        'class="nojs notouch section-index ltr"><div id="page-body"><ul class="topiclist forums"><li class="row">'
        '<a href="./viewforum.php?f=1" class="forumtitle">Roses</a></li></ul><div class="stat-block statistics"><p>'
        "Total posts <strong>18</strong> • Total topics <strong>7</strong> • Total members <strong>5</strong></p></div>"
        '<a href="https://www.phpbb.com/">phpBB</a></div></body></html>'
    )
    told = read(Page("https://a.example/", 200, (), said.encode("utf-16-le"), FETCHED))
    assert (told.platform, told.value("posts"), told.value("members")) == ("phpbb", 18, 5)
