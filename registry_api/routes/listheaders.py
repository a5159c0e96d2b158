"""The headers of the list's answers: how long they hold, where else to look, under which licence, by which name."""

from registry_api.views import ListPage, View

CACHE_CONTROL = "public, max-age=0, must-revalidate"
"""Anybody may keep it, but has to ask whether it still holds: a forum that left must not linger.

There is no `Last-Modified`: the newest change of a list does not tell that a forum left it. The ETag does.
"""

MOST_OF_LINKS = 4_000
"""Bytes of the Link header: servers in between refuse answers with larger heads."""


def media_type(view: View) -> str:
    """The media type with its character set, where the format does not fix it."""
    parameters = {"text/csv": "; charset=utf-8; header=present"}.get(view.media_type, "; charset=utf-8")
    return view.media_type + ("" if "json" in view.media_type else parameters)


def headers(page: ListPage, view: View) -> dict[str, str]:
    """All headers of a view of the page but its length, type and ETag."""
    made = {"Cache-Control": CACHE_CONTROL, "Link": link_header(page, view)}
    if view.is_download:
        made["Content-Disposition"] = f'attachment; filename="{page.file_name(view)}"'
    if view.deprecated:
        made |= view.deprecated.headers()
    return made


def link_header(page: ListPage, view: View) -> str:
    """The licence, the pages around this one, and the other views of it (RFC 8288), as many as there is room for."""
    links = [f'<{page.site.licence_url}>; rel="license"'] if page.site.licence_url else []
    links += view.deprecated.links(page.site.base_url) if view.deprecated else []
    around = page.pages()
    nearest = sorted(around, key=lambda relation: relation not in ("prev", "next"))
    links += [f'<{page.url(view, around[relation])}>; rel="{relation}"' for relation in nearest]
    others = (other for other in page.views if other is not view)
    links += [f'<{page.url(other)}>; rel="alternate"; type="{other.media_type}"' for other in others]
    told, length = [], 0
    for link in links:
        length += len(link) + 2
        if length <= MOST_OF_LINKS:
            told.append(link)
    return ", ".join(told)
