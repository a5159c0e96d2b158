"""Headers that every answer carries. Pure ASGI, inside the cache, so that a cached answer has them already."""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script and no style stands in our pages: all there is, are the files under `/static/`."""

SECURITY = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Deprecation, Sunset",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What is published as data may be read from any page; it holds nothing of the reader."""

PREFLIGHT = {
    **CROSS_ORIGIN,
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Headers:
    """Adds the security headers to every answer, those for other origins to data, and answers preflights."""

    def __init__(self, app: ASGIApp, is_data: Callable[[str], bool]) -> None:
        """`is_data` says whether a path holds data for programs."""
        self._app, self._is_data = app, is_data

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        data = self._is_data(scope["path"])
        if data and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={**SECURITY, **PREFLIGHT})(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update(SECURITY)
                if data:
                    headers.update(CROSS_ORIGIN)
            await send(message)

        await self._app(scope, receive, with_headers)
