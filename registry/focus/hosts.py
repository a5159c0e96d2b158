"""Names that everybody links to and that are no forum of anybody: data. Communities of strangers on some of them are
told by `seeds/hosts.toml` and never come here.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SOCIAL = _names(
    "facebook.com fb.com fb.me twitter.com x.com t.co instagram.com youtube.com youtu.be tiktok.com linkedin.com "
    "lnkd.in pinterest.com pinterest.co.uk tumblr.com snapchat.com whatsapp.com wa.me telegram.org t.me vk.com "
    "ok.ru weibo.com flickr.com vimeo.com twitch.tv soundcloud.com spotify.com threads.net bsky.app mastodon.social "
    "patreon.com ko-fi.com linktr.ee medium.com substack.com dailymotion.com messenger.com skype.com zoom.us "
    "slideshare.net issuu.com"
)
"""Social networks and what people show on."""

SHOP = _names(
    "amazon.com amazon.co.uk amazon.de amazon.fr amazon.it amazon.es amazon.ca amzn.to ebay.com ebay.co.uk ebay.de "
    "etsy.com aliexpress.com walmart.com argos.co.uk tesco.com sainsburys.co.uk boots.com johnlewis.com ikea.com "
    "shopify.com paypal.com paypal.me stripe.com justgiving.com gofundme.com eventbrite.com eventbrite.co.uk "
    "ticketmaster.com booking.com airbnb.com trustpilot.com groupon.com"
)
"""Where something is bought, booked or given."""

TRACKER = _names(
    "doubleclick.net googletagmanager.com google-analytics.com googleadservices.com googlesyndication.com "
    "addthis.com sharethis.com adservice.google.com outbrain.com taboola.com scorecardresearch.com quantserve.com "
    "criteo.com awin1.com skimlinks.com skimresources.com viglink.com anrdoezrs.net dpbolvw.net jdoqocy.com "
    "tkqlhce.com feedburner.com bit.ly goo.gl tinyurl.com ow.ly is.gd cloudflare.com gstatic.com googleapis.com "
    "jsdelivr.net gravatar.com onetrust.com cookiebot.com mailchimp.com list-manage.com hotjar.com statcounter.com "
    "histats.com"
)
"""Advertising, counting, shortening and delivering."""

REFERENCE = _names(
    "google.com google.co.uk bing.com yahoo.com duckduckgo.com wikipedia.org wikimedia.org wikidata.org fandom.com "
    "archive.org archive.ph apple.com microsoft.com mozilla.org adobe.com w3.org wordpress.org wordpress.com "
    "blogger.com blogspot.com wix.com squarespace.com weebly.com creativecommons.org gnu.org php.net mysql.com "
    "apache.org bbc.co.uk bbc.com theguardian.com nytimes.com dailymail.co.uk telegraph.co.uk independent.co.uk "
    "cnn.com reuters.com imdb.com doi.org orcid.org schema.org openstreetmap.org maps.google.com"
)
"""Search engines, encyclopaedias, makers of software, news."""

MAKERS = _names(
    "github.com gitlab.com sourceforge.net npmjs.com phpbb.com vbulletin.com vbulletin.org xenforo.com "
    "simplemachines.org mybb.com invisioncommunity.com invisionpower.com discourse.org flarum.org nodebb.org "
    "vanillaforums.com vanillaforums.org woltlab.com phorum.org fluxbb.org punbb.informer.com bbpress.org "
    "buddypress.org discuz.net kunena.org jforum.net yetanotherforum.net phpbbstyles.com tapatalk.com"
)
"""Makers of forum software, named at the foot of each forum made with it, and where programs are made."""

OFFICIAL = _names(
    "gov mil edu gov.uk nhs.uk police.uk ac.uk mod.uk parliament.uk gov.scot gov.wales gov.au gov.ie gc.ca "
    "europa.eu gouv.fr"
)
"""Endings of names that public bodies, universities and armies have."""

LISTED: dict[str, str] = {
    **dict.fromkeys(REFERENCE, "host:reference"),
    **dict.fromkeys(SHOP, "host:shop"),
    **dict.fromkeys(TRACKER, "host:tracker"),
    **dict.fromkeys(SOCIAL, "host:social"),
    **dict.fromkeys(MAKERS, "host:maker"),
}
"""By name: the sign it is of."""


def listed_as(host: str) -> str | None:
    """The sign of a host name in lower case by these lists, its own name or one it lies under; None for others."""
    parts = host.split(".")
    for start in range(max(0, len(parts) - 4), len(parts) - 1):
        if (sign := LISTED.get(".".join(parts[start:]))) is not None:
            return sign
    for start in range(max(0, len(parts) - 2), len(parts)):
        if ".".join(parts[start:]) in OFFICIAL and start > 0:
            return "host:official"
    return None
