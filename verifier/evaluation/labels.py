"""Labelled drafts, one JSON object a line: the text, and who stands behind each claim by people's judgement.

``{"article", "text", "genre"?, "claims": [{"start", "end", "types", "levels", "sources", "ask", "optional"?}]}``

or, where several people labelled the same claims, ``{"start", "end", "labels": [{"types", "levels", "sources", "ask",
"optional"?}, …]}``: then a type, level or source is right when any of them accepts it, ``ask`` is must or no only where
all say so, and how far they agree can be told. Offsets are code points of ``text``, half open.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verifier.errors import InputError

ASKS = ("must", "may", "no")


@dataclass(frozen=True, slots=True)
class Label:
    """What one person says of one claim: the best type and level first, then those also acceptable."""

    types: tuple[str, ...]
    levels: tuple[str, ...]
    sources: tuple[str, ...]
    ask: str
    optional: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """Its place in the text, what all labels together accept, and the labels one by one."""

    start: int
    end: int
    label: Label
    each: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledDraft:
    """One draft and its claims in reading order."""

    name: str
    genre: str
    text: str
    claims: tuple[LabelledClaim, ...]


def read(path: Path) -> tuple[LabelledDraft, ...]:
    """The drafts of a file of JSON lines, gzipped or not. A line that is none raises ``InputError`` with its number."""
    drafts = []
    for number, line in _lines(path):
        try:
            drafts.append(_draft(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}:{number}: no labelled draft ({_told(error)}).") from error
    if not drafts:
        raise InputError(f"{path}: holds no labelled draft.")
    return tuple(drafts)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}).") from error


def _told(error: Exception) -> str:
    return f"the key {error} is missing" if isinstance(error, KeyError) else str(error)


def _draft(row: Mapping[str, Any]) -> LabelledDraft:
    text = str(row["text"])
    claims = tuple(_claim(claim, text) for claim in row["claims"])
    return LabelledDraft(str(row["article"]), str(row.get("genre") or "all"), text, claims)


def _claim(row: Mapping[str, Any], text: str) -> LabelledClaim:
    start, end = row["start"], row["end"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise ValueError(f"{start} to {end} is no stretch of the text")
    if "labels" not in row:
        return LabelledClaim(start, end, _label(row))
    each = tuple(map(_label, row["labels"]))
    return LabelledClaim(start, end, together(each), each)


def _label(row: Mapping[str, Any]) -> Label:
    if row["ask"] not in ASKS:
        raise ValueError(f"ask is “{row['ask']}”, not one of {', '.join(ASKS)}")
    types, levels, sources = (tuple(map(str, row[key] or ())) for key in ("types", "levels", "sources"))
    if not types or not levels:
        raise ValueError("a claim needs a type and a level at least")
    return Label(types, levels, sources, row["ask"], bool(row.get("optional")), bool(row.get("strict")))


def together(each: tuple[Label, ...]) -> Label:
    """What several labels of one claim accept between them."""

    def union(key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for one in each for value in getattr(one, key)))

    asks = {one.ask for one in each}
    return Label(
        union("types"),
        union("levels"),
        union("sources"),
        asks.pop() if len(asks) == 1 else "may",
        all(one.optional for one in each),
        len({one.levels for one in each}) == 1 and len(each[0].levels) == 1,
    )
