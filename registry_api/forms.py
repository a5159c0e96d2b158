"""Forms without an account: bodies of a bounded size, of this site's own pages, filled in by people.

A form carries the time it was made, signed, so that a post can tell how long it was open; and a field that people do
not see. Neither is a secret of the visitor, and no cookie is set. What comes back faster than a person writes waits for
the rest of that time: whoever fills forms in by speech or by a helper's key is not sent away for it.
"""

import asyncio
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from registry.stewardship.keys import derived
from registry.stewardship.writing import Wrong

MOST_BYTES = 64 * 1024
"""Of a body; a longer one is a 413."""

SLOWEST_S = 20.0
"""Seconds within which a body has to be there: one that trickles in holds a connection."""

SOONEST_S = 2
"""A form is taken in no sooner after it was shown, in seconds."""

LATEST_S = 24 * 3600
"""A form that was open for longer is sent again, in seconds."""

TRAP = "website"
"""The name of the field that people do not see."""

SEAL = "form"
"""The name of the field with the signed time."""

_MOST_FIELDS = 40
_FORM = "application/x-www-form-urlencoded"

TRAPPED = Wrong(TRAP, "the field that is to stay empty was filled in", "empty it and send the form again")
STALE = Wrong(SEAL, "the form was open for too long, or is not one of ours", "check what you wrote and send it again")


def seal(key: bytes, name: str, now_s: float) -> str:
    """The value of the field SEAL in the form `name`, shown at this time (seconds since 1970)."""
    made = str(int(now_s))
    return f"{made}.{_signature(key, name, made)}"


def why_not(fields: Mapping[str, str], key: bytes, name: str, now_s: float) -> Wrong | None:
    """What tells that no person filled in this form; None when nothing does."""
    if fields.get(TRAP, ""):
        return TRAPPED
    made, signature = _parts(fields)
    if not made:
        return STALE
    if not hmac.compare_digest(signature.encode("utf-8", "replace"), _signature(key, name, made).encode()):
        return STALE
    age = now_s - int(made)
    return STALE if age > LATEST_S or age < -SOONEST_S else None


async def slow_down(fields: Mapping[str, str], now_s: float) -> None:
    """Wait until the form is as old as it has to be."""
    made, _ = _parts(fields)
    if made and 0 < (left := int(made) + SOONEST_S - now_s) <= SOONEST_S:
        await asyncio.sleep(left)


def _parts(fields: Mapping[str, str]) -> tuple[str, str]:
    """The time in a form, as digits, and its signature; no digits where there is none."""
    made, _, signature = fields.get(SEAL, "").partition(".")
    return (made, signature) if made.isascii() and made.isdigit() and len(made) <= 12 else ("", "")


def resealed(fields: Mapping[str, str], key: bytes, name: str, now_s: float) -> str:
    """The value of SEAL in a form that is shown again: its old one where that holds, so that no time is lost."""
    holds = why_not({**fields, TRAP: ""}, key, name, now_s) is None
    return fields[SEAL] if holds else seal(key, name, now_s)


def _signature(key: bytes, name: str, made: str) -> str:
    return hmac.digest(derived(key, f"form {name}"), made.encode(), "sha256").hex()


def demand_own_page(request: Request) -> None:
    """Raise a 403 for a post that the browser says comes from a page of another site.

    Programs send neither header, and are no browser that a page of somebody else's could use.
    """
    fetched_by = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    hosts = {request.headers.get("host", ""), urlsplit(request.app.state.public.site.base_url).netloc}
    strange = origin is not None and urlsplit(origin).netloc not in hosts - {""}
    if fetched_by not in ("same-origin", "none") or strange:
        raise HTTPException(403, "This was sent from a page of another site. Use the form on this site.")


async def body_of(request: Request) -> bytes:
    """The body; raises a 413 as soon as it is more than MOST_BYTES, a 408 when it takes longer than SLOWEST_S.

    Whoever goes away before the end is answered a 400 that nobody reads.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST_S):
            async for part in request.stream():
                body += part
                if len(body) > MOST_BYTES:
                    raise _too_large()
    except TimeoutError:
        raise HTTPException(408, "That took too long to arrive. Send it again.", {"Connection": "close"}) from None
    except ClientDisconnect:
        raise HTTPException(400, "The rest did not arrive.") from None
    return bytes(body)


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a posted form, the last of each name. Raises a 415, 413 or 400."""
    if media_type(request) != _FORM:
        raise HTTPException(415, "Send the form as it stands on the page.")
    body = await body_of(request)
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(400, "That is not the form that stands on the page.") from None
    return dict(pairs)


def media_type(request: Request) -> str:
    """The type of the body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _too_large() -> HTTPException:
    return HTTPException(413, f"That is too long: at most {MOST_BYTES // 1024} KB are taken.")
