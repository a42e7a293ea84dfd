"""From bytes to text, or to a sentence that says why not."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path
from typing import IO

from verifier.errors import InputError
from verifier.spans import LineIndex

LARGEST = 100_000_000
"""Bytes of the largest file that is read; a draft of that size is no draft."""

_MARKS = (  # the longer marks first: UTF-32 little-endian begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def load(path: Path) -> bytes:
    """All bytes of a file; ``InputError`` where it cannot be opened or is too large."""
    try:
        with path.open("rb") as file:
            if stat.S_ISCHR(os.fstat(file.fileno()).st_mode) and not file.isatty():
                raise InputError(f"{path}: is a device, not a file; there is nothing to check.")
            return at_most(file, str(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}.") from error


def at_most(file: IO[bytes], name: str) -> bytes:
    """All bytes of an open file or stream; ``InputError`` where there are more than a draft may have."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{name}: has more than the {LARGEST // 1_000_000} MB a draft may have.")
    return data


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16 or UTF-32 with one. The mark itself is dropped."""
    encoding = next((found for mark, found in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(_not_text(data, name, encoding, error)) from error


def check_text(text: str, name: str) -> None:
    """Raise ``InputError`` for a text that no reader can use: NUL inside, or nothing but white space."""
    at = text.find("\0")
    if at >= 0:
        lines = LineIndex(text)
        where = f"{name}:{lines.line(at)}:{lines.column(at)}"
        raise InputError(f"{where}: holds a NUL character, so it is not a text file; export the draft as text.")
    if not text or text.isspace():
        raise InputError(f"{name}: is empty; there is nothing to check.")


def _not_text(data: bytes, name: str, encoding: str, error: UnicodeDecodeError) -> str:
    if encoding != "utf-8":
        return f"{name}: begins like {encoding.upper()} text but is not: {error.reason} at byte {error.start}."
    if b"\0" in data[:4096]:
        return f"{name}: is a binary file, not text; export the draft as text."
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - data.rfind(b"\n", 0, error.start)
    return (
        f"{name}:{line}:{column}: is not UTF-8 (byte 0x{data[error.start]:02X}); "
        "save the draft as UTF-8 in your editor and try again."
    )
