"""Words shown for what is stored as codes. Kept apart from pages and feeds, so that a catalogue can take them over."""

from collections.abc import Mapping
from typing import Any

from registry.catalogue import coverage
from registry.catalogue.card import NO_FIGURES, NOT_VISITED

STANCES = {
    "welcome": "welcome",
    "ask_first": "ask the forum first",
    "information_only": "information only",
    "not_welcome": "not welcome",
    "unknown": "not known",
}
"""A forum's stance on officials."""

STANCES_MEAN = {
    "welcome": "Officials are welcome, if they say who they are.",
    "ask_first": "Ask the people who run the forum before you do anything there.",
    "information_only": "Officials may give information when asked for it, and do nothing more.",
    "not_welcome": "Officials are asked to stay away.",
    "unknown": "The forum has not told us. That is not consent: ask the people who run it first.",
}
"""What a stance on taking part means for an official."""

READING_MEANS = {
    "welcome": "Officials may read what is public there to learn from it.",
    "ask_first": "Ask the people who run the forum before you read for insight.",
    "information_only": "Officials may look up information, and not study what people write.",
    "not_welcome": "Officials are asked not to read for insight.",
    "unknown": "The forum has not told us. That is not consent: ask the people who run it first.",
}
"""What a stance on reading for insight means for an official."""

TIERS = {
    "busy": "Busy",
    "steady": "Steady",
    "quiet": "Quiet",
    "dormant": "No post for a year",
    "unknown": "Activity not known",
}
"""How active a forum is, in kind words."""

PLACE_KINDS = {
    "country": "country",
    "nation": "nation",
    "region": "region",
    "local": "locality",
}
"""Levels of place."""

INPUTS = {
    "posts_per_day": "Posts a day",
    "posts_per_day_low": "Posts a day, at least",
    "posts_per_day_high": "Posts a day, at most",
    "source": "Read from",
    "at_least": "What is counted",
    "days_since_last_post": "Days since the last post",
    "no_trend": "No trend is told",
}
"""What goes into the judgement of activity."""

AT_LEAST = {
    "yes": "some of the posts: there may be more",
    "no": "all posts",
}
"""Whether the posts a day are a lower bound."""

NO_TREND = {
    "few_visits": "fewer than three visits have read the post counter",
    "short_time": "the visits do not reach over two weeks, with one near the middle",
    "no_posts": "no posts in all that time",
    "too_few_posts": "too few posts to tell a trend from chance",
}
"""Why it is not told whether more or fewer posts are written than before."""

RATE_SOURCES = {
    "counters": "how much the post counter grew between visits",
    "posts_7_days": "the posts of 7 days that the forum states",
    "posts_30_days": "the posts of 30 days that the forum states",
    "active_7_days": "the people active in 7 days that the forum states",
    "active_30_days": "the people active in 30 days that the forum states",
    "thread_times": "the times of the newest threads",
    "last_post_at": "the age of the last post",
}
"""What the posts a day were read from."""

SOURCES = {
    "observed": "read from the forum's pages",
    "declared": "declared by the forum's owner",
    "edited": "entered by the registry's people",
    "imported": "imported from another list",
}
"""Who says so."""

FACTS = {
    "name": "Name",
    "description": "Description",
    "language": "Language",
    "members": "Members",
    "threads": "Threads",
    "posts": "Posts",
    "online": "Online now",
    "last_post_at": "Last post",
    "rules_url": "Rules",
    "contact_url": "Contact page",
    "registration_url": "Registration page",
    "platform": "Software",
    "platform_version": "Software version",
    "login_wall": "Login needed to read",
    "active_7_days": "Active in 7 days",
    "active_30_days": "Active in 30 days",
}
"""Facts of a forum."""

CHANGES = {
    "added": "Added",
    "changed": "Changed",
    "merged": "Merged",
    "removed": "Removed",
}
"""What happened to a forum in public."""

PARTS = {
    "name": "name",
    "description": "description",
    "address": "address",
    "kind": "kind of community",
    "standing": "state of the entry",
    "state": "whether it could be read",
    "activity": "activity",
    "figures": "figures",
    "topics": "topics",
    "places": "places",
    "departments": "organisations concerned",
    "audience": "whom it is for",
    "peer_support": "peer support",
    "sensitive": "special care",
    "wishes": "how officials may take part",
    "told": "whether it was told",
    "boards": "boards",
    "links": "links",
    "software": "software",
    "language": "language and country",
    "source": "where it is named",
    "other": "something else",
}
"""Parts of an entry, as changes tell of them (see `registry.catalogue.changed`)."""

ACTIVITY = {
    "busy": "busy",
    "steady": "steady",
    "quiet": "quiet",
    "dormant": "no posts for a year",
    "unknown": "not known",
}
"""How active a forum is. The tier `dormant` is not the standing of that name, so people read other words for it."""

ACTIVITY_WORDS = {
    "busy": "Busy: 50 posts a day or more, the last of them within a week.",
    "steady": "Steady: a post a day or more, the last of them within a month.",
    "quiet": "Quiet: people still post, but less than once a day, or not in the last month. Quiet is not closed.",
    "dormant": "No posts for a year: the last post that we saw is more than a year old.",
    "unknown": "Not known: the pages we read do not tell how active the forum is.",
}
"""What each word means, in a sentence; the formula stands on the page about scoring."""

KINDS_OF_ACTIVITY = {
    **TIERS,
    "waiting": "Not visited yet",
    "in_use": "In use, how busy is not known",
    "at_least_steady": "At least steady",
    "at_least_quiet": "Quiet or busier",
}
"""How active a forum is, as far as the evidence goes: the tiers, and what is shown where they would say too much."""

ACTIVITY_SENTENCES = {
    **ACTIVITY_WORDS,
    "waiting": "Not known yet: this forum has not been visited.",
    "out_of_reach": "Not known: there are no figures of this forum.",
    "in_use": "In use: people posted in the last month. How much they post is not known yet.",
    "at_least_steady": "At least steady: its newest threads alone show a post a day or more. It may be much busier.",
    "at_least_quiet": "Quiet or busier: its newest threads show less than a post a day, and each may hide many more.",
}
"""The same in a sentence; `out_of_reach` for a forum that could not be read."""


def activity_kind(forum: Mapping[str, Any]) -> str:
    """The code in `KINDS_OF_ACTIVITY` for a forum as lists have it."""
    activity = forum["activity"]
    if activity["score"] is None:
        if forum["state"] == NOT_VISITED:
            return "waiting"
        return "in_use" if activity["at_least"] and activity["tier"] == "unknown" else str(activity["tier"])
    bound = activity["at_least"] and activity["tier"] in ("steady", "quiet")
    return f"at_least_{activity['tier']}" if bound else str(activity["tier"])


def activity_sentence(forum: Mapping[str, Any]) -> str:
    """What is known of how active a forum is, in English: one of `ACTIVITY_SENTENCES`."""
    kind = activity_kind(forum)
    return ACTIVITY_SENTENCES["out_of_reach" if kind == "unknown" and forum["state"] == NO_FIGURES else kind]


STANDINGS = {
    "listed": "listed",
    "dormant": "listed, but silent or out of reach for long",
    "closed": "closed: gone from the web",
}
"""Where a public forum stands."""

TRENDS = {
    "rising": "more posts than before",
    "level": "about as many posts as before",
    "falling": "fewer posts than before",
}
"""The growth of the post counter in the later half of the last visits against that in the earlier half."""

ROLES = {
    "seed list": "the seed list",
    "moderator": "a moderator",
    "operator": "the registry's operator",
    "owner": "the forum's owner",
    "import": "an import",
    "crawler": "the crawler, by rule",
}
"""In what role somebody decided: the history of a record names no person."""

REASONS = {
    "name": "found in the name",
    "description": "found in the description",
    "board": "found in a board's name",
    "topic": "topic",
    "topic evidence": "found in what its topics rest on",
    "place": "place",
    "country": "country",
    "audience": "whom it is for",
    "read as": "your words read as",
    "address": "found in the address",
    "department": "organisation concerned",
    "wider topic": "wider topic",
    "words spelt alike": "words spelt alike",
    "same subject in the name": "same subject, in the name",
    "same subject in the description": "same subject, in the description",
    "same subject in the board": "same subject, in a board's name",
    "same subject in the topic": "same subject, in the topic",
    "same subject in the topic evidence": "same subject, in what its topics rest on",
    "same subject in the place": "same subject, in the place",
}
"""Why a forum is in an answer: the part of its entry in which the searcher's words stand (see `catalogue.why`)."""

FILTERS = {
    "topic": "Topic",
    "region": "Place",
    "activity": "Activity",
    "department": "Organisation",
    "platform": "Software",
    "language": "Language",
    "country": "Country",
    "stance": "Officials taking part",
    "updated_since": "Updated since",
}
"""Filters in the order they are shown."""

FIELDS = {**FILTERS, "q": "Words", "sort": "Order", "page": "Page"}
"""All that a question may say."""

EVERYTHING = {
    "topic": "See all topics",
    "region": "See all places",
    "department": "See all organisations",
}
"""Links to the pages that show all values of a filter."""

ELSEWHERE = "Choose from the filters of the list"
"""Where the values of any other filter stand."""

SORTS = {
    "relevance": "Best match",
    "major": "Major in this topic or place",
    "activity": "Most active",
    "size": "Largest",
    "name": "Name",
    "newest": "Newest in the list",
    "updated": "Lately updated",
}
"""Orders of the list."""

SEARCHED_PARTS = {
    "name": "Name",
    "topic_titles": "Titles of its topics",
    "place_names": "Names of its places",
    "boards": "Names of its boards",
    "description": "Description",
    "topic_phrases": "Phrases that its topics rest on",
    "audience": "Whom it is for",
    "address": "Address",
    "departments": "Public bodies concerned",
}
"""Parts of an entry that are searched for words."""

COVERED = {
    "none": "No forum",
    "wider_only": "Only wider forums",
    "silent_only": "Only silent forums",
    "one": "One forum in use",
    "several": "Two or more in use",
}
"""How well something is covered (see `registry.catalogue.coverage`)."""

LOOKED_FOR = {
    "topic": "Topics",
    "place": "Places",
    "policy_area": "Policy areas",
    "audience": "Audiences",
    "language": "Languages",
    "stance": "Officials welcome",
}
"""What forums are looked for by."""

SPREADS = {
    "only_large": "Only large forums are listed.",
    "mostly_large": "Mostly large forums are listed.",
    "mixed": "Forums of several sizes are listed.",
    "mostly_small": "Mostly small forums are listed.",
}
"""Whether only the biggest were chosen."""

SIZE_CLASSES = {
    "small": "Small",
    "medium": "Medium",
    "large": "Large",
    "very_large": "Very large",
}
"""Sizes of forums by their members."""

NOT_LOOKED_FOR = {
    coverage.NO_SUBJECTS: "Whom a topic is for is not known here: no subjects were read.",
    coverage.NO_TOPICS: "Audiences are looked for by topic, and no topic is noted for this body.",
    coverage.NO_PLACES: "No nations and regions are known.",
    coverage.NOTHING_NOTED: "Neither topics nor places are noted for this body, so that nothing can be looked for.",
}
"""Why something was not looked for, by the reason that the API gives."""
