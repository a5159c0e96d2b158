"""The list as JSON: what `/api/v1/forums` answers."""

import orjson

from registry.catalogue.facets import Facet
from registry.catalogue.query import PAGE_SIZE
from registry_api.views.declare import ListPage, View
from registry_api.views.items import item_writer, licence

MOST_VALUES = 50
"""Values told of one filter, the fullest ones; all topics, places and organisations have addresses of their own."""


def render(page: ListPage, view: View) -> bytes:
    """Items are joined as they were written into the index: nothing is read and written again."""
    answer, site = page.answer, page.site
    facets = answer.fullest(MOST_VALUES)
    head = {
        "title": page.title(),
        "query": page.query.canonical(),
        "total": answer.total,
        "page": page.query.page,
        "pages": answer.pages,
        "page_size": PAGE_SIZE,
        "some_words_only": answer.some_words_only,
        "as_of": answer.as_of,
        "licence": licence(site),
        "attribution": site.attribution,
        "note": "Listing is not endorsement. Unknown is null. A stance that is unknown is not consent.",
        "links": {
            "self": page.own_url(view),
            **{relation: page.url(view, number) for relation, number in page.pages().items()},
            "alternates": [{"type": v.media_type, "url": page.url(v)} for v in page.views if v is not view],
        },
        "facets": {facet.field: _options(facet) for facet in facets},
        "facets_left_out": {
            facet.field: left for facet in facets if (left := len(answer.counts[facet.field]) - len(facet.options)) > 0
        },
    }
    written = item_writer(site)
    return orjson.dumps(head)[:-1] + b',"items":[' + b",".join(written(hit) for hit in answer.hits) + b"]}\n"


def _options(facet: Facet) -> list[dict[str, object]]:
    return [{"value": o.value, "label": o.label, "count": o.count, "chosen": o.chosen} for o in facet.options]


VIEW = View(
    suffix=".json",
    media_type="application/json",
    label="JSON",
    order=10,
    render=render,
    description="One page of the list with facets and links, for programs.",
)
