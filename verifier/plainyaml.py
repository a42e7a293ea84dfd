"""YAML that somebody else wrote, read without being carried out: every value keeps its place, every size is bounded.

It is only composed, never constructed, so that a number is its letters and a date is never made. Anchors, aliases and
tags are faults, since a few lines of them can stand for gigabytes; so are deep nesting and very many values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

LARGEST = 1_000_000
"""Letters of one file, where its reader sets no other bound."""

MOST_EVENTS = 100_000
DEEPEST = 12
BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_MOST_OPEN = 200  # brackets in a file that needs no look at its depth
_ODD = re.compile(r"(?:^|[\s\[{,:-])(?:[&*][^\s&*]|!\S)", re.MULTILINE)
_DEEP = re.compile(r"^[ \t?:-]{100}", re.MULTILINE)
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")
)
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(Exception):
    """What is wrong with the text, where; line and column count from 1, 0 where there is none.

    ``is_unsafe``: it was not even parsed, as doing so might never end.
    """

    def __init__(self, message: str, line: int = 0, column: int = 0, *, unsafe: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.is_unsafe = unsafe
        self.line = line
        self.column = column

    def at(self, name: str) -> str:
        """``name:line:column: what is wrong``."""
        places = "".join(f":{number}" for number in (self.line, self.column) if number)
        return f"{name}{places}: {self.message}"


def bound(text: str, *, most_events: int = MOST_EVENTS) -> None:
    """Raise ``YamlError`` for anchors, aliases, tags and deep nesting; looked at only where there could be any."""
    odd = ("&" in text or "*" in text or "!" in text) and _ODD.search(text)
    if not odd and not _DEEP.search(text) and text.count("[") + text.count("{") <= _MOST_OPEN:
        return
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            problem = _problem(event, depth, count, most_events)
            if problem:
                mark: Any = event.start_mark
                raise YamlError(problem, mark.line + 1, mark.column + 1, unsafe=True)
    except yaml.YAMLError as error:
        raise fault_of(error, text) from error


def _problem(event: yaml.Event, depth: int, count: int, most: int) -> str:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "anchors (&) and aliases (*) are not used here; write the value out, or put it in a | block."
    tag = getattr(event, "tag", None)
    if tag is not None and tag not in _PLAIN_TAGS:
        return f"the tag “{tag}” is not used here; put the text in a | block."
    if depth > DEEPEST:
        return f"values are nested more than {DEEPEST} deep."
    return f"there are more than {most:,} values." if count > most else ""


def fault_of(error: yaml.YAMLError, text: str) -> YamlError:
    """The parser’s own error, with its place."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark
        where = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        return YamlError(f"not valid YAML: {error.problem}.", *where)
    position = getattr(error, "position", None)
    if isinstance(position, int):
        lines = BREAK.split(text[:position])
        return YamlError(
            "a control character stands here; YAML allows none. Delete it.", len(lines), len(lines[-1]) + 1
        )
    return YamlError(f"not valid YAML: {error}.")


def compose(text: str, *, largest: int = LARGEST) -> yaml.Node | None:
    """The one document of a text, nothing made of its values; ``YamlError`` where that cannot be done safely."""
    if len(text) > largest:
        raise YamlError(f"holds more than {largest:,} letters.", unsafe=True)
    bound(text, most_events=max(MOST_EVENTS, largest // 10))
    try:
        return yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        raise fault_of(error, text) from error
    except (ValueError, RecursionError, OverflowError) as error:
        raise YamlError(f"cannot be read as YAML: {error}.") from error


def entries(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Each key as its word, with the node of the key and that of the value; ``YamlError`` for one given twice."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or not key.value:
            raise YamlError("a key must be a word.", line, key.start_mark.column + 1)
        if key.value in seen:
            message = f"the key “{key.value}” is given twice; first in line {seen[key.value]}."
            raise YamlError(message, line, key.start_mark.column + 1)
        seen[key.value] = line
        yield str(key.value), key, value


def plain(node: yaml.Node | None) -> Any:
    """A value as strings, lists and dictionaries; nothing is nothing."""
    if isinstance(node, yaml.MappingNode):
        return {key: plain(value) for key, _, value in entries(node)}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null") and not node.style):
        return None
    return str(node.value)
