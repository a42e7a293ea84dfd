"""A Word file as a zip of parts, opened without trusting it.

Nothing is unpacked to disk, no part is read past its limit, and what Word never writes is refused.
"""

from __future__ import annotations

import io
import posixpath
import shutil
import struct
import zipfile
import zlib
from dataclasses import dataclass

from verifier.errors import InputError
from verifier.reading.xmltree import Node, XmlError, parse

LARGEST_PART = 10_000_000
"""Bytes that one XML part may have when unpacked; a novel has about four million."""

MOST_COPIED = 500_000_000
"""Bytes of all parts of a file that is written again."""

MOST_PARTS = 10_000
_STEEPEST = 400  # a part that unpacks to more than this many times its size is a bomb (Word's own reach some 40)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can tell
_SMALL = 1_000_000  # below this no part can do harm, however steep
_LISTED = b"PK\x01\x02"  # before each part in the list of a zip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: a link, a footnote part."""

    kind: str  # the last word of the relationship type: hyperlink, footnotes, officeDocument
    target: str
    external: bool


class Package:
    """The parts of one file. Raises ``InputError`` naming the file and the fault."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(_OLE):
            raise self.fault(_old_word(data))
        if not data.startswith(b"PK"):
            raise self.fault("is not a Word file: it does not begin as one; was it renamed?")
        try:
            count = data.count(_LISTED)
            if count > MOST_PARTS:
                raise self.fault(f"has {count} parts, which no draft has; it was not opened.")
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        except _UNREADABLE as error:
            message = "is damaged or cut short: its list of parts cannot be read; copy or save it again."
            raise self.fault(message) from error

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(self._parts)

    def read(self, part: str) -> bytes:
        """The bytes of one part; at most ``LARGEST_PART``."""
        info = self._parts[part]
        steep = info.file_size > _SMALL and info.file_size > _STEEPEST * max(1, info.compress_size)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.fault(f"is damaged, or packed in a way that Word never uses, in {part}; save it again in Word.")
        if info.flag_bits & 1:
            raise self.fault("is protected by a password; save it without one.")
        if info.file_size > LARGEST_PART or steep:
            raise self.fault(f"unpacks to {info.file_size:,} bytes in {part}, like a zip bomb; it was not opened.")
        try:
            with self._zip.open(info) as file:
                data = file.read(LARGEST_PART + 1)
        except _UNREADABLE as error:
            raise self.fault(f"is damaged or cut short in {part}; copy or save it again.") from error
        if len(data) > LARGEST_PART:
            raise self.fault(f"unpacks to more than {LARGEST_PART:,} bytes in {part}; it was not opened.")
        return data

    def copy(self, out: zipfile.ZipFile, changed: dict[str, bytes]) -> None:
        """Write every part to another zip in the same order, those in ``changed`` with new bytes, new ones last.

        No part is held whole in memory; times and compression stay as they were, so that equal input gives equal bytes.
        """
        total = sum(info.file_size for info in self._zip.infolist())
        if total > MOST_COPIED:
            raise self.fault(f"unpacks to {total:,} bytes, like a zip bomb; it was not written.")
        for info in self._zip.infolist():
            name = info.filename.lstrip("/")
            if name in changed:
                out.writestr(_entry(info), changed[name])
                continue
            try:
                with self._zip.open(info) as source, out.open(_entry(info), "w") as target:
                    shutil.copyfileobj(source, target)
            except _UNREADABLE as error:
                raise self.fault(f"is damaged or cut short in {name}; copy or save it again.") from error
        for name, data in changed.items():
            if name not in self._parts:
                out.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id; of the package itself for ``""``."""
        folder, _, base = part.rpartition("/")
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self:
            return {}
        nodes = (node for node in self.parse(path).children if node.tag == "Relationship")
        return {node.attributes.get("Id", ""): _relation(node.attributes, folder) for node in nodes}

    def parse(self, part: str) -> Node:
        """The root element of an XML part."""
        try:
            return parse(self.read(part))
        except XmlError as error:
            raise self.fault(f"is damaged in {part}: {error}.") from error

    def fault(self, message: str) -> InputError:
        """The error that says what is wrong with this file."""
        return InputError(f"{self.name}: {message}")


def _entry(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    entry.compress_type = info.compress_type
    entry.external_attr = info.external_attr
    return entry


def _relation(attributes: dict[str, str], folder: str) -> Relation:
    external = attributes.get("TargetMode") == "External"
    target = attributes.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(attributes.get("Type", "").rpartition("/")[2], target, external)


def _old_word(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "is encrypted; open it in Word and save it without a password."
    return "is a Word 97–2003 file (.doc); open it in Word and save it as .docx."
