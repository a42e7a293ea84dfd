"""The lines of ``key: value`` between ``---`` (YAML) or ``+++`` (TOML) with which a Markdown draft may open."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

import yaml

from verifier.spans import Span

_FRONT = re.compile(r"(?sm)(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=mark)[ \t]*(?:\r?\n|\Z)")
_NAMES = {  # what site generators call the three things a desk wants
    "title": "headline", "headline": "headline", "author": "byline", "authors": "byline", "byline": "byline",
    "date": "date", "published": "date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a draft says of itself before it begins, and where its text begins."""

    end: int = 0
    meta: tuple[tuple[str, str], ...] = ()
    title: Span | None = None
    notes: tuple[str, ...] = ()


def read(text: str) -> FrontMatter:
    """The front matter of ``text``; a block that cannot be parsed is left out, with a note."""
    found = _FRONT.match(text)
    if found is None:
        return FrontMatter()
    try:
        values = _values(found["body"], toml=found["mark"] == "+++")
    except (yaml.YAMLError, tomllib.TOMLDecodeError):
        return FrontMatter(found.end(), notes=("the front matter cannot be parsed and was left out",))
    meta = tuple((_NAMES[key], value) for key, value in values.items() if key in _NAMES and value)
    return FrontMatter(found.end(), meta, _title(text, found, dict(meta).get("headline", "")))


def _values(body: str, *, toml: bool) -> dict[str, str]:
    loaded = tomllib.loads(body.replace("\r\n", "\n")) if toml else yaml.load(body, Loader=yaml.BaseLoader)  # noqa: S506 - plain strings only
    if not isinstance(loaded, dict):
        return {}
    return {str(key).lower(): _words(value) for key, value in loaded.items()}


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if isinstance(value, dict) else " ".join(str(value).split())


def _title(text: str, found: re.Match[str], title: str) -> Span | None:
    """Where the headline's words stand, when they stand there letter for letter."""
    at = text.find(title, found.start("body"), found.end("body")) if title else -1
    return Span(at, at + len(title)) if at >= 0 else None
