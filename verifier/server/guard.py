"""Who may ask: this machine, with the token, from our own page. Everything else is refused before it is read."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST = 8_000_000  # bytes of a request: a draft of 5 MB as a file, in base64 with its name
_HERE = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_SHARED = {  # for pages that whoever started the service named
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Allow-Methods": "GET, POST",
    "Vary": "Origin",
}


class Guard:
    """Lets through what comes from this machine with the token, cut to size; the rest gets a word why not.

    The token stands in the address (``?token=…``), as the first part of a path (``/p/TOKEN/…``, what the page uses), or
    in a header (``Authorization: Bearer …``).
    """

    def __init__(self, app: App, token: str, origins: Sequence[str] = ()) -> None:
        self._app, self._token, self._origins = app, token, frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        origin = headers.get("origin", "")
        told = _told(send, _SHARED | {"Access-Control-Allow-Origin": origin} if origin in self._origins else {})
        if origin in self._origins and scope["method"] == "OPTIONS":  # a browser asks before it sends the token
            await _answer(told, 204, b"")
            return
        refused = self._refused(scope, headers)
        if refused is not None:
            await _refuse(told, *refused)
            return
        body = await _body(receive, headers)
        if body is None:
            await _refuse(told, 413, f"A draft has at most {LARGEST // 1_000_000} MB as it is sent; split it.")
            return
        await self._app(self._without_token(scope), _once(body), told)

    def _refused(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        if _name(headers.get("host", "")) not in _HERE:
            return 403, "This service answers on this machine only (foreign Host)."
        origin = headers.get("origin")
        if origin is not None and origin not in (f"http://{headers['host']}", *self._origins):
            return 403, "This service answers its own page only (foreign Origin)."
        if not any(hmac.compare_digest(given.encode(), self._token.encode()) for given in self._given(scope, headers)):
            return 401, "No token, or a wrong one: use the address that “verify serve” printed."
        return None

    def _given(self, scope: Scope, headers: dict[str, str]) -> list[str]:
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        parts = scope["path"].split("/")
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        return [*query.get("token", ()), bearer, *(parts[2:3] if parts[1:2] == ["p"] else ())]

    def _without_token(self, scope: Scope) -> Scope:
        prefix = f"/p/{self._token}"
        if not scope["path"].startswith(f"{prefix}/"):
            return scope
        path = scope["path"].removeprefix(prefix)
        return {**scope, "path": path, "raw_path": path.encode()}


def _name(host: str) -> str:
    """A Host without its port."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host


async def _body(receive: Receive, headers: dict[str, str]) -> bytes | None:
    """The whole body, or None where it is too long: what is not kept is still read, so that the answer is heard."""
    length = headers.get("content-length", "0")
    too_long = length.isdecimal() and int(length) > LARGEST
    kept, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(kept)
        kept += b"" if too_long else message.get("body", b"")
        too_long = too_long or len(kept) > LARGEST
        more = message.get("more_body", False)
    return None if too_long else bytes(kept)


def _once(body: bytes) -> Receive:
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> MutableMapping[str, Any]:
        return next(messages, {"type": "http.disconnect"})

    return receive


def _told(send: Send, shared: Mapping[str, str]) -> Send:
    """Every answer says what a browser may do with it."""
    more = [(name.lower().encode(), value.encode("latin-1")) for name, value in {**_HEADERS, **shared}.items()]

    async def told(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *more]}
        await send(message)

    return told


async def _refuse(send: Send, status: int, words: str) -> None:
    await _answer(send, status, json.dumps({"error": words}, ensure_ascii=False).encode())


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
