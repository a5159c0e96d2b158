"""The list as RSS 2.0."""

from functools import partial

from registry_api.views.declare import View
from registry_api.views.syndication import Rss, syndicated

VIEW = View(
    suffix=".rss",
    media_type="application/rss+xml",
    label="RSS",
    order=20,
    render=partial(syndicated, Rss),
    description="For feed readers.",
    follows=True,
)
