"""The list as linked data: a data set (schema.org and DCAT) with the page's forums in their order."""

from typing import Any

import orjson

from registry.catalogue.answer import Hit
from registry.catalogue.query import PAGE_SIZE
from registry_api.site import Site
from registry_api.views.declare import ListPage, View

CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms:modified": {"@type": "xsd:dateTime"},
    **{name: {"@type": "@id"} for name in ("url", "contentUrl", "license")},
    **{name: {"@type": "@id"} for name in ("dcterms:license", "dcterms:publisher", "dcat:landingPage")},
    **{name: {"@type": "@id"} for name in ("dcat:distribution", "dcat:downloadURL", "dcat:accessURL")},
}
"""All words are explained here: a reader has nothing to fetch."""

KEYWORDS = ("online forums", "peer support", "online communities", "public services")

MOST_KEYWORDS = 20
"""Topics of the answer that are named as keywords."""


def render(page: ListPage, _view: View) -> bytes:
    """The page of the list. `<`, `>` and `&` are escaped, so that it may stand within a page as it is."""
    return explained(data_set(page))


def explained(said: dict[str, Any]) -> bytes:
    """A thing with the words it is told in, as a document of its own."""
    made = orjson.dumps({"@context": CONTEXT, **said})
    for sign, escaped in ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026")):
        made = made.replace(sign, escaped)
    return made + b"\n"


def data_set(page: ListPage) -> dict[str, Any]:
    """The answer as `Dataset` and `dcat:Dataset`."""
    answer, site = page.answer, page.site
    keywords = _keywords(page)
    home = f"{site.base_url}/"
    landing = site.list_url(page.query.on_page(1))
    made: dict[str, Any] = {
        "@id": landing,
        "@type": ["Dataset", "dcat:Dataset"],
        "name": page.title(),
        "dcterms:title": page.title(),
        "description": f"Online forums where people help each other: {page.subject()}. Listing is not endorsement. "
        "Unknown figures are left out; a stance that is unknown is not consent.",
        "dcterms:description": page.subject(),
        "url": landing,
        "dcat:landingPage": landing,
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "creditText": site.attribution,
        "copyrightNotice": site.rights(),
        **_licence(site),
        "publisher": {"@type": "Organization", "@id": home, "name": site.name, "url": home},
        "dcterms:publisher": home,
        "keywords": keywords,
        "dcat:keyword": keywords,
        "distribution": [_distribution(page, other) for other in page.views if not other.is_page],
        "dcat:distribution": [page.url(other) for other in page.views if not other.is_page],
    }
    if answer.as_of:
        made |= {"dateModified": answer.as_of, "dcterms:modified": answer.as_of, "temporalCoverage": answer.as_of[:10]}
    first = (page.query.page - 1) * PAGE_SIZE + 1
    made["mainEntity"] = {
        "@type": "ItemList",
        "numberOfItems": answer.total,
        "itemListOrder": "https://schema.org/ItemListOrderAscending",
        "itemListElement": [_element(site, hit, at) for at, hit in enumerate(answer.hits, first)],
    }
    return made


def entry(site: Site, hit: Hit) -> dict[str, Any]:
    """The registry's entry of a forum: ours to license, as the forum itself is not."""
    page = site.forum_url(hit.public_id)
    return {
        "@type": "WebPage",
        "url": page,
        "name": hit.forum["name"],
        "description": "An entry of the public list of online forums. Listing is not endorsement. "
        "Unknown figures are left out; a stance that is unknown is not consent.",
        "isPartOf": {"@type": "Dataset", "@id": f"{site.base_url}/forums", "name": site.name},
        "creditText": site.attribution,
        "copyrightNotice": site.rights(),
        **_licence(site),
        "mainEntity": one_forum(site, hit),
    }


def _licence(site: Site) -> dict[str, Any]:
    """By its address, which both vocabularies ask for; a licence without one is told in `copyrightNotice` alone."""
    return {"license": site.licence_url, "dcterms:license": site.licence_url} if site.licence_url else {}


def _keywords(page: ListPage) -> list[str]:
    """What the list is about, then the topics of the forums shown, the most frequent first."""
    titles = [topic["title"] for hit in page.answer.hits for topic in hit.forum["topics"]]
    frequent = sorted(dict.fromkeys(titles), key=lambda title: -titles.count(title))[:MOST_KEYWORDS]
    return list(dict.fromkeys((*KEYWORDS, *frequent)))


def _distribution(page: ListPage, view: View) -> dict[str, Any]:
    url = page.url(view)
    return {
        "@id": url,
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": view.label,
        "description": view.description,
        "encodingFormat": view.media_type,
        "dcat:mediaType": view.media_type,
        "contentUrl": url,
        "dcat:accessURL": url,
        "dcat:downloadURL": url,
        **_licence(page.site),
    }


def _element(site: Site, hit: Hit, position: int) -> dict[str, Any]:
    return {"@type": "ListItem", "position": position, "item": one_forum(site, hit)}


def one_forum(site: Site, hit: Hit) -> dict[str, Any]:
    """A forum as a `WebSite`; what is not known is left out."""
    forum = hit.forum
    item = {
        "@id": site.forum_url(hit.public_id),
        "@type": "WebSite",
        "identifier": hit.public_id,
        "name": forum["name"],
        "description": forum["description"],
        "url": forum["address"],
        "inLanguage": forum["language"],
        "keywords": [topic["title"] for topic in forum["topics"]],
        "spatialCoverage": [{"@type": "Place", "name": r["name"], "identifier": r["code"]} for r in forum["regions"]],
        "dateModified": forum["updated_at"],
    }
    return {name: said for name, said in item.items() if said}


VIEW = View(
    suffix=".jsonld",
    media_type="application/ld+json",
    label="JSON-LD",
    order=80,
    render=render,
    description="One page of the list as linked data (schema.org, DCAT), for catalogues and search engines.",
)
