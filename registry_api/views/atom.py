"""The list as Atom 1.0 (RFC 4287)."""

from functools import partial

from registry_api.views.declare import View
from registry_api.views.syndication import Atom, syndicated

VIEW = View(
    suffix=".atom",
    media_type="application/atom+xml",
    label="Atom",
    order=30,
    render=partial(syndicated, Atom),
    description="For feed readers.",
    follows=True,
)
