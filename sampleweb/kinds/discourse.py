"""Discourse: HTML as its server writes it for guests without JavaScript, and its JSON and RSS addresses.

`version` decides the names of the statistics: `topics_count` since 3.0, `topic_count` before.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from sampleweb.kinds.labels import labels
from sampleweb.model import SampleBoard, SampleSite, SampleThread
from sampleweb.moments import zulu
from sampleweb.names import PLANTED_NAMES
from sampleweb.pages import Answer, Maker, World, slug, with_headers


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """Latest, categories, boards, topics, about, guidelines, feeds and the JSON of each."""
    html = partial(_page, site, world)
    for address in ("/", "/latest"):
        yield address, partial(html, "latest", "list/latest", threads=site.newest, board=None)
    yield "/categories", partial(html, "categories", "categories/index")
    yield "/about", partial(html, "about", "about/index", rows=_rows(site))
    for address in ("/guidelines", "/faq", "/tos", "/privacy"):
        yield address, partial(html, "guidelines", "static/show")
    for address in ("/signup", "/login"):
        yield address, partial(html, "signup", "static/show")
    for board in site.boards:
        path = f"/c/{slug(board.name)}/{board.number}"
        yield path, partial(html, "latest", "list/category_default", threads=board.newest, board=board)
        yield f"{path}.json", partial(_json, _topic_list(board.newest, site))
        for thread in board.newest:
            topic = f"/t/{slug(thread.title)}/{thread.number}"
            yield topic, partial(html, "topic", "topics/show", board=board, thread=thread)
            yield f"/t/{thread.number}", partial(html, "topic", "topics/show", board=board, thread=thread)
    for address in ("/latest.rss", "/posts.rss"):
        yield (
            address,
            lambda: world.xml(
                "discourse/latest.rss", site, "application/rss+xml; charset=utf-8", said=labels(site.language)
            ),
        )
    yield "/about.json", partial(_json, {"about": _about(site)})
    yield "/site.json", partial(_json, _whole_site(site))
    yield (
        "/categories.json",
        partial(_json, {"category_list": {"categories": [_category(board) for board in site.boards]}}),
    )
    yield "/latest.json", partial(_json, _topic_list(site.newest, site))
    yield "/site/statistics.json", partial(_json, _statistics(site))
    yield "/site/basic-info.json", partial(_json, {"title": site.title, "description": site.description})


def _page(site: SampleSite, world: World, part: str, route: str, **values: object) -> Answer:
    answer = world.html(f"discourse/{part}.html", site, said=labels(site.language), **values)
    return with_headers(answer, ("X-Discourse-Route", route), ("Cache-Control", "no-cache, no-store"))


def _json(told: dict[str, Any]) -> Answer:
    return Answer(json.dumps(told, separators=(",", ":")).encode(), "application/json; charset=utf-8")


def _old(site: SampleSite) -> bool:
    return int(site.version.partition(".")[0]) < 3


def _statistics(site: SampleSite) -> dict[str, Any]:
    ending = "" if _old(site) else "s"
    members, threads, posts = site.members or 0, site.threads or 0, site.posts or 0
    return {
        f"topic{ending}_count": threads,
        "topics_7_days": max(1, threads // 400),
        "topics_30_days": max(1, threads // 100),
        f"post{ending}_count": posts,
        "posts_last_day": max(1, posts // 3000),
        "posts_7_days": max(1, posts // 400),
        "posts_30_days": max(1, posts // 100),
        f"user{ending}_count": members,
        "users_7_days": max(1, members // 500),
        "active_users_7_days": members // 20,
        "active_users_30_days": members // 8,
        f"like{ending}_count": posts // 2,
    }


def _about(site: SampleSite) -> dict[str, Any]:
    people = [
        {"id": number, "username": name.replace(" ", "_"), "name": name, "title": "Moderator"}
        for number, name in enumerate(PLANTED_NAMES[:2], start=1)
    ]
    return {
        "stats": _statistics(site),
        "description": site.description,
        "title": site.title,
        "locale": site.language,
        "version": site.version,
        "admins": people,
        "moderators": people,
    }


def _whole_site(site: SampleSite) -> dict[str, Any]:
    return {
        "default_archetype": "regular",
        "notification_types": {"mentioned": 1, "replied": 2, "quoted": 3},
        "post_types": {"regular": 1, "moderator_action": 2, "small_action": 3, "whisper": 4},
        "trust_levels": {"newuser": 0, "basic": 1, "member": 2, "regular": 3, "leader": 4},
        "groups": [{"id": 10, "name": "trust_level_0"}],
        "uncategorized_category_id": 1,
        "categories": [_category(board) for board in site.boards],
    }


def _category(board: SampleBoard) -> dict[str, Any]:
    return {
        "id": board.number,
        "name": board.name,
        "color": "3AB54A",
        "slug": slug(board.name),
        "topic_count": board.threads,
        "post_count": board.posts,
        "position": board.number,
        "description": board.about,
        "description_text": board.about,
        "topic_url": f"/t/about-{slug(board.name)}/{board.number}",
        "read_restricted": False,
    }


def _topic_list(threads: tuple[SampleThread, ...], site: SampleSite) -> dict[str, Any]:
    names = dict.fromkeys(name for thread in threads for name in (thread.starter, thread.last_by))
    topics = [
        {
            "id": thread.number,
            "title": thread.title,
            "fancy_title": thread.title,
            "slug": slug(thread.title),
            "posts_count": thread.replies + 1,
            "reply_count": thread.replies,
            "views": thread.views,
            "created_at": zulu(thread.started_at),
            "last_posted_at": zulu(thread.last_post_at),
            "bumped": True,
            "bumped_at": zulu(thread.last_post_at),
            "pinned": False,
            "category_id": site.board_of(thread).number,
            "last_poster_username": thread.last_by.replace(" ", "_"),
        }
        for thread in threads
    ]
    return {
        "users": [{"id": n, "username": name.replace(" ", "_"), "name": name} for n, name in enumerate(names, start=1)],
        "primary_groups": [],
        "topic_list": {"can_create_topic": False, "per_page": 30, "topics": topics},
    }


def _rows(site: SampleSite) -> list[tuple[str, int, int, int, int]]:
    """The table of `/about`: label, all time, and the last day, 7 and 30 days."""
    told = (("Topics", site.threads), ("Posts", site.posts), ("Sign-Ups", site.members))
    return [(label, n or 0, (n or 0) // 3000, (n or 0) // 400, (n or 0) // 100) for label, n in told]
