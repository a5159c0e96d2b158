"""Invitations to Discord servers. What they state of the server stands in meta elements; the rest needs an account.

The words are another's on any page but Discord's own: the address has to be an invitation's.
"""

from crawler.platforms.declare import Platform, address, any_of, counted_in_meta, meta, named_in_meta

PLATFORM = Platform(
    name="Discord invitation",
    homepage="https://discord.com/",
    source="Discord's templates are not public; the meta elements of invitations as public repositories saved and "
    "quoted them, 2020 to 2025.",
    clues=[
        address(r"//(?:www\.)?(?:discord\.gg/|discord(?:app)?\.com/(?:invite|servers)/)[\w-]{2,}", 40),
        meta("og:site_name", r"Discord$", 10),
        meta("twitter:site", r"@discord\b", 10),
        meta("og:title", r".*\bDiscord\b.*[!！]$", 20),
        meta("og:description", r".*hang out with \d[\d,.]* other members", 30),
        meta("og:description", r".*\|\s*\d[\d,.]* members$", 30),
    ],
    profile={
        "name": any_of(
            named_in_meta("og:description", r"^Check out the (?P<name>.+) community on Discord\b"),
            named_in_meta("og:title", r"^Join the (?P<name>.+) Discord Server!?$"),
        ),
        "members": any_of(
            counted_in_meta("og:description", r"hang out with (?P<n>\d[\d,.]{0,12}) other members"),
            counted_in_meta("og:description", r"\|\s*(?P<n>\d[\d,.]{0,12}) members$"),
        ),
    },
    hosted=True,
    totals=False,
)
