"""From a file or a string to a ``Document``; one module a format.

Every reader keeps ``Document.text`` as it found it (or, for HTML and Word, as it took it out of the
markup) and gives a ``prose`` of the same length with everything that is not prose blanked by spaces.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from verifier.errors import InputError, ReportError, did_you_mean
from verifier.files import is_report
from verifier.model import Document
from verifier.reading import text
from verifier.reading.decode import check_text, decode, load

TextReader = Callable[[str, str], Document]  # (text, name) -> document

SUFFIXES = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".docm": "docx",
}
"""What each file name ending is read as."""

LONGEST = 2_000_000
"""Letters of the longest text that is checked: three novels. What is longer is an archive, and is to be split."""


def read(path: Path | str) -> Document:
    """The draft in the file ``path``, read as its ending says.

    Raises ``InputError`` naming the file and what is wrong with it.
    """
    path = Path(path)
    kind = _format_of(path)
    return _from_bytes(load(path), kind, name=path.name, path=str(path))


def from_bytes(data: bytes, *, name: str) -> Document:
    """The draft in the bytes of a file called ``name``, read as the ending of that name says."""
    return _from_bytes(data, _format_of(Path(name)), name=Path(name).name, path="")


def _from_bytes(data: bytes, kind: str, *, name: str, path: str) -> Document:
    _no_report(data, path or name)
    if kind == "docx":
        from verifier.reading import docx

        return _placed(docx.read(data, path or name), name, path)
    return from_text(decode(data, path or name), name=name, format=kind, path=path)


def from_text(text: str, *, name: str, format: str = "text", path: str = "") -> Document:
    """The draft in a string; ``format`` is one of ``text``, ``markdown`` and ``html``."""
    reader = _text_reader(format)
    check_text(text, path or name)
    _no_report(text, path or name)
    return _placed(reader(text, path or name), name, path)


def _no_report(content: str | bytes, name: str) -> None:
    """ReportError for what this program wrote."""
    if is_report(content):
        raise ReportError(f"{name}: is a report of verify, not a draft.")


def readable(path: Path) -> bool:
    """Whether a file in a folder is taken for a draft: by its ending alone."""
    return path.suffix.lower() in SUFFIXES and path.suffix != ""


def _placed(document: Document, name: str, path: str) -> Document:
    if not document.blocks:
        raise InputError(f"{path or name}: holds no prose; there is nothing to check.")
    if len(document.text) > LONGEST:
        raise InputError(f"{path or name}: {len(document.text):,} letters; a draft has at most {LONGEST:,}. Split it.")
    return replace(document, name=name, path=path)


def _format_of(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    known = ", ".join(ending for ending in SUFFIXES if ending)
    raise InputError(f"{path}: cannot read {suffix} files; save the draft as one of {known}.")


def _text_reader(kind: str) -> TextReader:
    if kind == "text":
        return text.read
    if kind == "markdown":  # imported late: markdown-it costs a plain-text run 70 ms
        from verifier.reading import markdown

        return markdown.read
    if kind == "html":
        from verifier.reading import html

        return html.read
    raise InputError(f"unknown format “{kind}”.{did_you_mean(kind, SUFFIXES.values())}")
