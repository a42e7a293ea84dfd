"""XML as a tree that knows where its tags stand in the bytes, read without entities or outside references.

A document type is refused: without one there are no entities to expand and nothing to fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from xml.parsers import expat

DEEPEST = 200
"""Levels of nesting; Word stays under a hundred even with tables in text boxes in tables."""

MOST = 250_000
"""Elements of one part; with it a part stays well under 100 MB in memory."""

_NONE: dict[str, str] = {}  # shared by all elements without attributes, and never changed
_START_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


class XmlError(Exception):
    """What is wrong with the XML, in words that follow “is damaged in word/document.xml:”."""


@dataclass(slots=True)
class Node:
    """An element by its local name. ``start`` is the byte at which its start tag begins, ``close`` its end tag."""

    tag: str
    attributes: dict[str, str]
    start: int
    close: int = 0
    text: str = ""  # the letters directly inside
    children: list[Node] = field(default_factory=list)

    def child(self, tag: str) -> Node | None:
        """The first child of that name."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self) -> Iterator[Node]:
        """This element and all inside it, in the order of the file."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def words(self, tag: str) -> str:
        """The letters of every element of that name inside."""
        return "".join(node.text for node in self.all() if node.tag == tag)

    def inner(self, data: bytes) -> int:
        """The byte after its start tag."""
        found = _START_TAG.match(data, self.start)
        return found.end() if found else self.start

    def end(self, data: bytes) -> int:
        """The byte after its end tag, or after ``<a/>``."""
        inner = self.inner(data)
        if data[inner - 2 : inner] == b"/>":
            return inner
        return data.index(b">", self.close) + 1


def parse(data: bytes) -> Node:
    """The root element of ``data``; raises ``XmlError``."""
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    builder.parser = parser
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.letters
    parser.StartDoctypeDeclHandler = builder.doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        message = f"line {error.lineno}, column {error.offset + 1}: {expat.ErrorString(error.code)}"
        raise XmlError(message) from error
    except (ValueError, LookupError) as error:  # an encoding that expat does not know
        raise XmlError(str(error)) from error
    return builder.root.children[0]


class _Builder:
    def __init__(self) -> None:
        self.root = Node("", {}, 0)
        self.parser = expat.ParserCreate()
        self._open = [self.root]
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > DEEPEST or self._count > MOST:
            raise XmlError(f"more than {DEEPEST} levels or {MOST:,} elements, which no draft has")
        values = {intern(key.rpartition(" ")[2]): value for key, value in attributes.items()} if attributes else _NONE
        node = Node(intern(name.rpartition(" ")[2]), values, self.parser.CurrentByteIndex)
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, _: str) -> None:
        self._open.pop().close = self.parser.CurrentByteIndex

    def letters(self, letters: str) -> None:
        self._open[-1].text += letters

    def doctype(self, *_: object) -> None:
        raise XmlError("it declares a document type, which Word never writes")
