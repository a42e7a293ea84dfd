"""What is answered where: the page, and the API that the page, a CMS and anyone else with the token uses."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from verifier.errors import VerifyError
from verifier.server.guard import App, Guard
from verifier.server.line import FullError, Line
from verifier.server.service import Given, Ready, Service

_PAGES = {
    "app.js": ("server", "text/javascript"),
    "draw.js": ("server", "text/javascript"),
    "app.css": ("server", "text/css"),
    "report.css": ("report", "text/css"),
    "openapi.json": ("server", "application/json"),
}
Answer = Callable[[Service, Mapping[str, Any]], Any]


def app(service: Service, token: str, *, origins: Sequence[str] = (), line: Line | None = None) -> App:
    """The service as an ASGI application, behind its guard; ``origins`` are other pages that may use the API."""
    queue = line or Line()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        queue.close()

    async def about(_: Request) -> Response:
        return _json(await queue.run(service.about))

    async def index(_: Request) -> Response:
        return Response(_file("server", "index.html").replace("{{here}}", f"/p/{token}/"), media_type="text/html")

    routes = [Route("/", index), Route("/api/about", about), *map(_static, _PAGES)]
    routes += [
        Route(f"/api/{name}", _post(service, queue, answer), methods=["POST"]) for name, answer in ANSWERS.items()
    ]
    made = Starlette(routes=routes, lifespan=lifespan, exception_handlers={404: _missing, 405: _missing, 500: _broken})
    return Guard(made, token, origins)


def _static(name: str) -> Route:
    package, kind = _PAGES[name]

    async def page(_: Request) -> Response:
        return Response(_file(package, name), media_type=kind)

    return Route(f"/{name}", page)


def _file(package: str, name: str) -> str:
    return files(f"verifier.{package}").joinpath("page", name).read_text("utf-8")


def _post(service: Service, queue: Line, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def post(request: Request) -> Response:
        try:
            body = await _read(request)
            found = await queue.run(lambda: answer(service, body))
        except FullError:
            told = {"error": "Too many drafts wait here; ask again in a second."}
            return JSONResponse(told, 503, headers={"Retry-After": "1"})
        except VerifyError as error:
            return _json({"error": str(error)}, 422)
        except asyncio.CancelledError:
            raise
        return found if isinstance(found, Response) else _json(found)

    return post


async def _read(request: Request) -> Mapping[str, Any]:
    """A JSON object, or a file as it is with its name in the query: ``POST /api/verify?name=draft.docx``."""
    body = await request.body()
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return {"file": body, "name": request.query_params.get("name", "draft.txt")}
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise VerifyError("The body is no JSON.") from error
    if not isinstance(found, dict):
        raise VerifyError('The body is no JSON object; send {"text": …, "name": …}.')
    return found


def given(body: Mapping[str, Any]) -> Given:
    """The draft that a request carries."""
    name, text, file = body.get("name") or "draft.txt", body.get("text"), body.get("file")
    strings = (name, body.get("format") or "", body.get("language") or "")
    if not all(isinstance(value, str) for value in strings) or not isinstance(text, str | None):
        raise VerifyError("“text”, “name”, “format” and “language” are strings.")
    if isinstance(file, str):
        try:
            file = base64.b64decode(file, validate=True)
        except (binascii.Error, ValueError) as error:
            raise VerifyError("“file” is no base64.") from error
    if file is None and text is None:
        raise VerifyError("Send “text”, or “file” in base64.")
    name = PurePosixPath(name.replace("\\", "/")).name or "draft.txt"
    return Given(name, text, file, *strings[1:])


def _string(body: Mapping[str, Any], key: str, *, needed: bool = True) -> str:
    value = body.get(key) or ""
    if not isinstance(value, str) or (needed and not value.strip()):
        raise VerifyError(f"“{key}” is needed, as a string.")
    return value


def _other(body: Mapping[str, Any]) -> Given:
    other = body.get("other")
    if not isinstance(other, dict):
        raise VerifyError('“other” is needed: a draft, as {"text": …, "name": …}.')
    return given(other)


def _render(service: Service, body: Mapping[str, Any]) -> Response:
    made = service.render(given(body), _string(body, "as"))
    name = f"attachment; filename*=UTF-8''{quote(made.name, safe='')}"
    return Response(made.content, media_type=made.kind, headers={"Content-Disposition": name})


def _dismiss(service: Service, body: Mapping[str, Any]) -> Any:
    by, rule = _string(body, "by", needed=False), _string(body, "rule", needed=False)
    return service.dismiss(given(body), _string(body, "claim"), rule, _string(body, "reason"), by)


ANSWERS: Mapping[str, Answer] = {
    "verify": lambda service, body: service.verify(given(body)),
    "explain": lambda service, body: service.explain(given(body), _string(body, "claim")),
    "against": lambda service, body: service.against(given(body), _other(body)),
    "diff": lambda service, body: service.diff(given(body), _other(body)),
    "compare": lambda service, body: service.compare(given(body), _other(body)),
    "rules/try": lambda service, body: service.try_rule(_string(body, "rule"), given(body)),
    "dismiss": _dismiss,
    "render": _render,
}


def _json(value: object, status: int = 200) -> Response:
    """JSON; what is JSON already goes out as it is."""
    words = value if isinstance(value, Ready) else json.dumps(value, ensure_ascii=False)
    return Response(words.encode("utf-8", "replace"), status, media_type="application/json")


async def _missing(request: Request, _: Exception) -> Response:
    known = ", ".join(f"/api/{name}" for name in ANSWERS)
    return _json({"error": f"There is nothing at {request.method} {request.url.path}. POST to {known}."}, 404)


async def _broken(_: Request, error: Exception) -> Response:
    told = f"verify failed on this draft ({type(error).__name__}); please report it. The service goes on."
    return _json({"error": told}, 500)
