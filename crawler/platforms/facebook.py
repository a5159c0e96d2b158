"""Facebook groups: hardly more than address and name. What they hold is behind a login, and is not asked for."""

from crawler.platforms.declare import (
    Platform,
    address,
    any_of,
    at_address,
    element,
    from_title,
    meta,
    named_in_meta,
    resource,
)

_NAMED = r"^(?:\(\d{1,3}\+?\) )?(?!(?:Log in|Facebook|Groups|Anmelden|Connexion)\b)(?P<name>.+?) \| Facebook$"
_FRONT = r"facebook\.com/groups/[\w.-]+/?(?:about/?)?(?:[?#]|$)"

PLATFORM = Platform(
    name="Facebook group",
    homepage="https://www.facebook.com/",
    source="Facebook's templates are not public; the frame, title and meta elements of group pages as scrapers in "
    "public repositories save and test them.",
    clues=[
        address(r"//(?:[\w-]+\.)?facebook\.com/groups/(?!(?:create|discover|feed|joins)\b)[\w.-]+", 45),
        element("html#facebook", 30),
        resource("static.xx.fbcdn.net", 15),
        meta("og:site_name", r"Facebook$", 10),
        meta("og:url", r"https?://(?:[\w-]+\.)?facebook\.com/groups/", 20),
        meta("twitter:title", r".*\| Facebook$", 5),
    ],
    # A post's title holds a member's words, and often a member's name.
    profile={"name": at_address(any_of(named_in_meta("og:title", _NAMED), from_title(_NAMED)), _FRONT)},
    home=r"https?://(?:[\w-]+\.)?facebook\.com/groups/[\w.-]+(?=/[^?#])",
    wall="form#login_form, #login_popup_cta_form",
    hosted=True,
    totals=False,
)
