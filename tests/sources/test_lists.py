"""Each kind of list on files written by us: what is named, what is left out, what is refused and why."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.listing import elements
from crawler.listing.wayside import lists_beside
from crawler.sources import sources
from crawler.sources.declare import Asked, Gathered, Lead
from crawler.sources.sitemap import MOST_FORUMS, MOST_MAPS, MOST_PAGES, start
from registry.gathered import MOST_NAMED, Named
from registry.profile import ForumProfile
from registry.vocabulary import Outcome
from tests.sources.asking import HOSTS, page

S = "https://lists.example/"


def read(kind: str, body: str | bytes, url: str = S, content: str = "text/plain") -> Gathered:
    return sources()[kind].read(page(body, url, content), Asked(url, hosts=HOSTS))


def named(gathered: Gathered) -> list[str]:
    assert gathered.refused is None, gathered.refused
    return [one.address for one in gathered.found]


def why(gathered: Gathered) -> str:
    assert gathered.refused is not None
    assert gathered.refused[0] is Outcome.UNREADABLE
    return gathered.refused[1]


def opml(*outlines: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<opml version="2.0"><body>{"".join(outlines)}</body></opml>'


def test_opml_names_the_site_before_its_feed() -> None:
    body = opml(
        '<outline text="Hens &amp; geese" htmlUrl="https://hens.example/" xmlUrl="https://hens.example/feed"/>',
        '<outline text="Group"><outline text="Bees" xmlUrl="https://bees.example/rss"/></outline>',
        '<outline text="Nothing"/><outline text="Bad" url="javascript:alert(1)"/>',
    )
    gathered = read("opml", body)
    assert gathered.found == (
        Named("https://hens.example/", "Hens & geese"),
        Named("https://bees.example/rss", "Bees"),
    )


BOMB = '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize("kind", ["opml", "registry", "sitemap"])
@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE opml [<!ENTITY % x SYSTEM "http://10.0.0.5/x"> %x;]>',
    ],
    ids=["bomb", "file", "parameter"],
)
def test_xml_with_entities_is_refused(kind: str, head: str) -> None:
    body = opml('<outline text="&c;" url="https://a.example/"/>', head=head)
    assert "entities" in why(read(kind, body, content="text/xml"))


def test_xml_that_asks_for_a_definition_elsewhere_is_read_without_it() -> None:
    head = '<!DOCTYPE opml SYSTEM "http://10.0.0.5/opml.dtd">'
    assert named(read("opml", opml('<outline text="A&nbsp;b" url="https://a.example/?x=1&y=2"/>', head=head))) == [
        "https://a.example/?x=1&y=2"
    ]


def test_xml_that_is_nested_too_deeply_is_refused() -> None:
    deep = elements.DEEPEST + 5
    assert "within each other" in why(read("opml", opml("<outline>" * deep + "</outline>" * deep)))


def test_what_comes_before_a_mistake_is_kept() -> None:
    body = opml('<outline url="https://a.example/"/>', "<outline url='https://b.example/'></oops>")
    assert named(read("opml", body)) == ["https://a.example/"]


def test_xml_stops_at_its_bound_of_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "MOST_ELEMENTS", 12)
    body = opml(*(f'<outline url="https://f{n}.example/"/>' for n in range(50)))
    assert len(named(read("opml", body))) == 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_odd_encodings_are_read(encoding: str) -> None:
    said = opml('<outline text="Cylch Meithrin Llanfair – café" url="https://cylch.example/"/>')
    body = said.replace("–", "-").replace('version="1.0"', f'version="1.0" encoding="{encoding.removesuffix("-sig")}"')
    (one,) = read("opml", body.encode(encoding), content="text/xml").found
    assert "café" in one.words


@pytest.mark.parametrize("body", ["", "hello", "<html><body>no</body></html>", "{}", "\x00\x01"])
def test_what_is_no_list_is_said(body: str) -> None:
    for kind in ("opml", "registry"):
        assert why(read(kind, body))


CSVS = {
    "named": "name,url\nHens,https://hens.example/\nBees,https://bees.example/\n",
    "semicolons": "Nom;Adresse du site;Adresse\nHens;x;https://hens.example/\nBees;y;https://bees.example/\n",
    "tabs": "a\tb\nHens\thttps://hens.example/\nBees\tbees.example\n",
    "no header": "https://hens.example/,Hens\nhttps://bees.example/,Bees\n",
    "one column": "https://hens.example/\nhttps://bees.example/\n",
    "a broken line": 'name,url\n"Hens,https://broken.example/\nHens,https://hens.example/\nBees,https://bees.example/\n',
}


@pytest.mark.parametrize("form", CSVS)
def test_the_column_of_addresses_is_found(form: str) -> None:
    found = named(read("csv", CSVS[form], content="text/csv"))
    assert [address for address in found if "broken" not in address] in (
        ["https://hens.example/", "https://bees.example/"],
        ["https://hens.example/", "https://bees.example"],
    )


def test_a_table_without_addresses_says_what_it_lacks_and_not_what_it_says() -> None:
    said = why(read("csv", "name,members\nHens,3\nBees,4\n"))
    assert "call one 'address'" in said
    assert "members" not in said


def test_a_topic_is_taken_where_it_is_a_path() -> None:
    body = "address,name,topic\nhttps://a.example/,A,/childcare-parenting|/x\nhttps://b.example/,B,Parents\n"
    assert [one.topic for one in read("csv", body).found] == ["/childcare-parenting", None]


@pytest.mark.parametrize(
    "document",
    [
        ["https://a.example/", "https://b.example/"],
        [{"name": "A", "url": "https://a.example/"}, {"name": "B", "website": "b.example"}],
        {"data": {"forums": [{"homepage": "https://a.example/"}, {"link": "https://b.example/"}]}},
    ],
)
def test_json_of_any_shape_gives_its_addresses(document: Any) -> None:
    assert [address.rstrip("/") for address in named(read("json", json.dumps(document)))] == [
        "https://a.example", "https://b.example",
    ]  # fmt: skip


def test_json_one_object_a_line() -> None:
    assert named(read("json", '{"url": "https://a.example/"}\n{"url": "https://b.example/"}\n')) == [
        "https://a.example/", "https://b.example/",
    ]  # fmt: skip


def test_json_that_is_nested_without_end_is_no_list() -> None:
    assert why(read("json", "[" * 100_000))
    assert named(read("json", json.dumps([[[[[[[[[[{"url": "https://deep.example/"}]]]]]]]]]]))) == []


def test_another_copy_of_this_service_is_read_with_its_topics_and_pages() -> None:
    forum = {
        "id": "f1", "url": f"{S}forums/f1", "name": "Hens", "address": "https://hens.example/",
        "topics": [{"topic": "/environment", "title": "Environment"}],
    }  # fmt: skip
    document = {"items": [forum], "links": {"self": f"{S}forums.json", "next": f"{S}forums.json?page=2"}}
    gathered = read("registry", json.dumps(document), f"{S}forums.json")
    assert gathered.found == (Named("https://hens.example/", "Hens", "/environment"),)
    assert [lead.address for lead in gathered.next] == [f"{S}forums.json?page=2"]


def test_changes_of_another_registry_name_what_was_added_and_never_what_went() -> None:
    items = [
        {"seq": 3, "kind": "removed", "id": "f3", "url": "https://gone.example/"},
        {"seq": 2, "kind": "merged", "forum": {"address": "https://merged.example/"}},
        {"seq": 1, "kind": "added", "url": f"{S}changes/1", "forum": {"address": "https://hens.example/", "name": "H"}},
    ]
    assert named(read("registry", json.dumps({"items": items}), f"{S}changes.json")) == ["https://hens.example/"]


def test_a_json_feed_leads_to_what_its_items_are_about() -> None:
    items = [{"id": "1", "url": f"{S}forums/1", "external_url": "https://hens.example/", "title": "Hens"}]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items, "next_url": "https://x.example/"})
    gathered = read("registry", body, f"{S}forums.feed.json")
    assert named(gathered) == ["https://hens.example/"]
    assert gathered.next == ()  # a next page of another host is no page of this list


RSS = """<rss version="2.0"><channel><title>Forums</title><link>https://lists.example/</link>
<item><title>Hens</title><link>https://lists.example/forums/1</link>
<description>&lt;dl&gt;&lt;dt&gt;Address&lt;/dt&gt;&lt;dd&gt;https://hens.example/forum/&lt;/dd&gt;&lt;/dl&gt;</description></item>
<item><title>Bees</title><link>https://bees.example/</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Forums</title><link rel="next" href="https://lists.example/2"/>
<entry><title>Hens</title><link href="https://lists.example/forums/1"/><link rel="license" href="https://law.example/"/>
<content type="html">&lt;p&gt;Address: https://hens.example/forum/&lt;/p&gt;</content></entry>
<entry><title>Bees</title><link href="https://bees.example/"/></entry></feed>"""


@pytest.mark.parametrize("body", [RSS, ATOM], ids=["rss", "atom"])
def test_feeds_name_the_forum_and_not_the_registrys_page_of_it(body: str) -> None:
    gathered = read("registry", body, content="application/xml")
    assert gathered.found == (Named("https://hens.example/forum/", "Hens"), Named("https://bees.example/", "Bees"))


# Sitemaps


def sitemap(*urls: str, index: bool = False) -> str:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    rows = "".join(f"<{inner}><loc>{url}</loc></{inner}>" for url in urls)
    return f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{outer}>'


def test_robots_txt_tells_where_sitemaps_are() -> None:
    robots = "User-agent: *\nDisallow:\nSitemap: https://o.example/a.xml\nsitemap:/b.xml\nSitemap: ftp://x/\n"
    assert start("https://o.example/", robots) == ("https://o.example/a.xml", "https://o.example/b.xml")
    assert start("https://o.example/", "") == ("https://o.example/sitemap.xml",)
    assert start("https://o.example/my-map.xml", robots) == ("https://o.example/my-map.xml",)


def test_a_sitemap_gives_forums_and_pages_that_may_name_some_and_nothing_else() -> None:
    url = "https://o.example/sitemap.xml"
    body = sitemap(
        "https://o.example/about", "https://o.example/news/links-to-obesity", "https://o.example/useful-links",
        "https://o.example/get-help/online-communities", "https://o.example/forum/viewtopic.php?t=12",
        "https://o.example/forum/viewforum.php?f=2", "https://elsewhere.example/forum/", "https://o.example/blog/1",
    )  # fmt: skip
    gathered = read("sitemap", body, url, "application/xml")
    assert named(gathered) == ["https://o.example/forum/"]
    assert [(lead.kind, lead.address) for lead in gathered.below] == [
        ("links", "https://o.example/get-help/online-communities"), ("links", "https://o.example/useful-links"),
    ]  # fmt: skip


def test_a_sitemap_of_thousands_gives_a_few() -> None:
    urls = [f"https://o.example/s{n}/useful-links" for n in range(3000)]
    urls += [f"https://o.example/s{n}/forum/" for n in range(3000)]
    gathered = read("sitemap", sitemap(*urls), "https://o.example/sitemap.xml")
    assert len(gathered.found) <= MOST_FORUMS
    assert len(gathered.below) <= MOST_PAGES
    index = read(
        "sitemap", sitemap(*(f"https://o.example/{n}.xml" for n in range(500)), index=True), "https://o.example/"
    )
    assert len(index.below) == MOST_MAPS


def test_packed_sitemaps_are_unpacked_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://o.example/sitemap.xml.gz"
    body = sitemap("https://o.example/links", *(f"https://o.example/p/{n}" for n in range(5000)))
    packed = gzip.compress(body.encode())
    assert len(read("sitemap", packed, url, "application/gzip").below) == 1
    assert len(read("sitemap", packed[: len(packed) // 2], url, "application/gzip").below) == 1  # cut on the wire
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(elements.unpacked(bomb)) == elements.LARGEST
    assert elements.unpacked(b"\x1f\x8bnonsense") == b""


def test_a_sitemap_as_plain_text_is_read() -> None:
    gathered = read("sitemap", "https://o.example/a\nhttps://o.example/links\n", "https://o.example/sitemap.txt")
    assert [lead.address for lead in gathered.below] == ["https://o.example/links"]


PIECES = st.sampled_from(
    [
        "<opml>", "<outline url='https://a.example/'/>", "</opml>", "<urlset>", "<url><loc>https://lists.example/links",
        "</loc></url>", "<item>", "<link>https://b.example/</link>", "</item>", "&nbsp;", "&", "<![CDATA[", "]]>",
        "\x00", "<!--", "-->", '<a href="https://c.example/">x</a>', "<a href='/page/2'>2</a>", "<h2>", "<ul><li>",
        "name,url\n", "x;https://d.example/;y\n", '{"items": [', '{"url": "https://e.example/"', "}", "]", ",", '"',
        '"kind": []', "<?xml version='1.0' encoding='utf-7'?>", "<rss>", "<feed>", "<base href='//[x'>",
        '<a href="http://[bad/">y</a>',
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=25).map("".join), st.sampled_from(sorted(sources())))
def test_no_source_ever_raises_and_all_are_bounded(body: str, kind: str) -> None:
    for content in ("text/html", "text/xml", "application/json", "text/csv"):
        gathered = sources()[kind].read(page(body.encode("utf-8", "replace"), S, content), Asked(S, hosts=HOSTS))
        assert len(gathered.found) <= MOST_NAMED
        assert all(one.address.startswith(("http://", "https://")) for one in gathered.found)
        assert all(len(one.words) <= 200 for one in gathered.found)
        assert len(gathered.next) + len(gathered.below) <= 500


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(sources())))
def test_bytes_of_any_kind_do_no_harm(body: bytes, kind: str) -> None:
    sources()[kind].read(page(body, S, "application/octet-stream"), Asked(S, hosts=HOSTS))


def test_a_forum_s_list_of_links_on_a_member_s_page_is_not_kept() -> None:
    body = "<html><body><a href='/members/jane-doe/links'>Links</a><a href='/links.html'>Links</a></body></html>"
    here = page(body, "https://hens.example/")
    assert lists_beside(here, ForumProfile(is_forum=True)) == (Lead("links", "https://hens.example/links.html"),)
