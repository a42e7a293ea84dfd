"""The lines of ``key: value`` between ``---`` (YAML) or ``+++`` (TOML) with which a Markdown draft may open."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from verifier import plainyaml
from verifier.errors import InputError
from verifier.spans import Span

_FRONT = re.compile(r"(?sm)(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=mark)[ \t]*(?:\r?\n|\Z)")
_LARGEST_TOML = 100_000  # letters
_LONGEST_KEY = 1_000  # letters of a dotted key, or brackets in a row
_CHAIN = re.compile(r"(?:[\w\"'-]+[ \t]*\.[ \t]*)+|[\[{][\[{\s]*")
_NAMES = {  # what site generators call the things a desk wants
    "title": "headline", "headline": "headline", "author": "byline", "authors": "byline", "byline": "byline",
    "date": "date", "published": "date", "language": "language", "lang": "language",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a draft says of itself before it begins, and where its text begins."""

    end: int = 0
    meta: tuple[tuple[str, str], ...] = ()
    title: Span | None = None
    notes: tuple[str, ...] = ()


def read(text: str, name: str = "") -> FrontMatter:
    """The front matter of ``text``; a block that cannot be parsed is left out, with a note.

    One that might take for ever (aliases, deep nesting, very many values) is an ``InputError`` with its place.
    """
    found = _FRONT.match(text)
    if found is None:
        return FrontMatter()
    toml = found["mark"] == "+++"
    try:
        values = _toml(found["body"]) if toml else plainyaml.plain(plainyaml.compose(found["body"]))
    except plainyaml.YamlError as error:
        if error.is_unsafe:
            raise InputError(
                f"{name}:{error.line + 1}:{max(1, error.column)}: front matter: {error.message}"
            ) from error
        values = None
    if not isinstance(values, dict):
        notes = () if isinstance(values, list | str) else ("the front matter cannot be parsed and was left out",)
        return FrontMatter(found.end(), notes=notes if found["body"].strip() else ())
    told = {str(key).lower(): _words(value) for key, value in values.items()}
    meta = tuple((_NAMES[key], value) for key, value in told.items() if key in _NAMES and value)
    return FrontMatter(found.end(), meta, _title(text, found, dict(meta).get("headline", "")))


def _toml(body: str) -> dict[str, Any]:
    """The top keys of TOML. Its parser takes more than linear time over long keys and deep values, and so gets none."""
    most = max((len(found.group()) for found in _CHAIN.finditer(body)), default=0)
    if len(body) > _LARGEST_TOML or most > _LONGEST_KEY:
        raise plainyaml.YamlError("its keys are too long, or it is.", unsafe=True)
    try:
        return tomllib.loads(body.replace("\r\n", "\n"))
    except RecursionError as error:
        raise plainyaml.YamlError("values are nested too deep.", unsafe=True) from error
    except ValueError as error:  # a syntax error, or a number or date that is none
        raise plainyaml.YamlError(f"not valid TOML: {error}.") from error


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if isinstance(value, dict) else " ".join(str(value).split())


def _title(text: str, found: re.Match[str], title: str) -> Span | None:
    """Where the headline's words stand, when they stand there letter for letter."""
    at = text.find(title, found.start("body"), found.end("body")) if title else -1
    return Span(at, at + len(title)) if at >= 0 else None
