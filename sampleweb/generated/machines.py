"""What software of the generated web answers to programs: totals, boards, newest threads, as its own API words them."""

from typing import Any

from sampleweb.model import SampleSite
from sampleweb.moments import zulu


def lemmy_site(site: SampleSite) -> dict[str, Any]:
    """What Lemmy says of a whole site, to programs and in its own pages."""
    counts = {
        "users": site.members, "posts": site.threads, "comments": site.posts, "communities": len(site.boards),
        "users_active_week": 5 + (site.online or 0), "users_active_month": 15 + 2 * (site.online or 0),
    }  # fmt: skip
    about = {"id": 1, "name": site.title, "description": site.description, "published": "2023-06-10T09:00:00Z"}
    local = {"id": 1, "site_setup": True, "private_instance": False}
    return {"site_view": {"site": about, "local_site": local, "counts": counts}, "admins": [], "version": site.version}


def _lemmy_communities(site: SampleSite) -> dict[str, Any]:
    return {
        "communities": [
            {
                "community": {"id": board.number, "name": f"c{board.number}", "title": board.name,
                              "description": board.about, "local": True,
                              "actor_id": f"https://{site.host}/c/c{board.number}"},
                "counts": {"posts": board.threads, "comments": board.posts, "subscribers": 40},
            }
            for board in site.boards
        ]
    }  # fmt: skip


def _lemmy_posts(site: SampleSite) -> dict[str, Any]:
    return {
        "posts": [
            {
                "post": {"id": thread.number, "name": thread.title, "published": zulu(thread.started_at), "local": True,
                         "ap_id": f"https://{site.host}/post/{thread.number}"},
                "creator": {"name": thread.starter},
                "counts": {"comments": thread.replies, "newest_comment_time": zulu(thread.last_post_at)},
            }
            for thread in site.newest[:30]
        ]
    }  # fmt: skip


def _nodebb_categories(site: SampleSite) -> dict[str, Any]:
    return {
        "categories": [
            {"cid": board.number, "name": board.name, "description": board.about, "slug": f"{board.number}/x",
             "topic_count": board.threads, "post_count": board.posts}
            for board in site.boards
        ]
    }  # fmt: skip


def _nodebb_recent(site: SampleSite) -> dict[str, Any]:
    return {
        "topics": [
            {"tid": thread.number, "title": thread.title, "postcount": thread.replies + 1, "viewcount": thread.views,
             "timestampISO": zulu(thread.started_at), "lastposttimeISO": zulu(thread.last_post_at)}
            for thread in site.newest[:20]
        ]
    }  # fmt: skip


def _vanilla_categories(site: SampleSite) -> list[dict[str, Any]]:
    return [
        {"categoryID": board.number, "name": board.name, "description": board.about, "countDiscussions": board.threads,
         "countComments": board.posts}
        for board in site.boards
    ]  # fmt: skip


ANSWERS: dict[str, dict[str, Any]] = {
    "lemmy": {
        "api/v3/site": lemmy_site,
        "api/v3/community/list?type_=Local&sort=TopAll&limit=50": _lemmy_communities,
        "api/v3/post/list?type_=Local&sort=NewComments&limit=50": _lemmy_posts,
    },
    "nodebb": {"api/categories": _nodebb_categories, "api/recent": _nodebb_recent},
    "vanilla": {"categories.json": lambda site: {"Categories": _vanilla_categories(site)}},
}
"""By platform: the address below the forum's folder, and what makes its answer."""
