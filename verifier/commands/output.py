"""Where results go that are no files: a screen that can show what it is sent, a pipe, the summary of a job."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from verifier.errors import InputError
from verifier.report import Look
from verifier.words import legible

if TYPE_CHECKING:
    from verifier.model import Report

T = TypeVar("T")

_WIDTHS = (40, 100)
_MOST_SUMMARY = 1_000_000  # bytes: GitHub shows none that has more than a mebibyte


def to_stdout(content: str | bytes | Iterable[str]) -> None:
    """A machine's format, in UTF-8 whatever the locale."""
    parts = [content] if isinstance(content, str | bytes) else content
    for part in parts:
        sys.stdout.buffer.write(part if isinstance(part, bytes) else part.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def job_summary(reports: Sequence[Report]) -> None:
    """All questions to the summary of a GitHub job, where one runs: annotations hold only the worst."""
    from verifier.report.github import summary

    for path in job_summary_file():
        try:
            with path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(legible(summary(reports, room=_MOST_SUMMARY - file.tell())))
        except OSError as error:
            raise InputError(f"{path}: the job summary cannot be written ({error.strerror}).") from error


def job_summary_file() -> list[Path]:
    """The file of the summary, where a job of GitHub runs."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    return [Path(path)] if path else []


def progress(items: Sequence[T], what: str) -> Iterator[T]:
    """The items, with a count on stderr once they take more than a second and somebody is looking."""
    if not sys.stderr.isatty():
        yield from items
        return
    begun, told = time.monotonic(), False
    for at, item in enumerate(items):
        if time.monotonic() - begun > 1:
            told = True
            print(f"\rverify: {at} of {len(items)} {what}", end="", file=sys.stderr, flush=True)
        yield item
    if told:
        print("\r\x1b[K" if os.environ.get("TERM") != "dumb" else "", end="", file=sys.stderr, flush=True)


def look(*, ascii: bool, no_color: bool, with_text: bool = False, stream: TextIO | None = None) -> Look:
    """What the screen can show: asked for, or told by the locale and the environment."""
    stream = stream or sys.stdout
    columns = shutil.get_terminal_size((80, 24)).columns
    return Look(
        ascii=ascii or not _shows_unicode(stream),
        colour=not no_color and _wants_colour(stream),
        width=max(_WIDTHS[0], min(columns, _WIDTHS[1])),
        with_text=with_text,
    )


def _shows_unicode(stream: TextIO) -> bool:
    """Python turns a plain C locale into UTF-8 behind one's back; the terminal does not."""
    if "utf" not in (stream.encoding or "").lower():
        return False
    places = ("LC_ALL", "LC_CTYPE", "LANG")
    named = [
        value for place in places if (value := os.environ.get(place)) and (place, value) != ("LC_CTYPE", "C.UTF-8")
    ]
    return not named or "utf" in named[0].lower()


def _wants_colour(stream: TextIO) -> bool:
    environ = os.environ
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb" or environ.get("CLICOLOR") == "0":
        return False
    if environ.get("FORCE_COLOR") or environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return stream.isatty()
