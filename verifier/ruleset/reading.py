"""Rule files, read strictly: every value keeps its line and column, every fault is kept, nothing is constructed.

Safe by design: YAML is only composed, never constructed; anchors, aliases and tags are faults; size, depth and
number of values are bounded before a nested structure is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import yaml

from verifier import plainyaml
from verifier.errors import Fault, did_you_mean
from verifier.plainyaml import BREAK
from verifier.ruleset.schema import PhraseLine
from verifier.ruleset.slips import slip_of

LARGEST = 1_000_000  # bytes of one rule file
MOST_FAULTS = 100  # told of one file
MOST_DOCUMENTS = 5_000
MOST_LINES = 5_000  # of one block of phrases
_MOST_KEYS = 1_000
_NOTE = re.compile(r"(?:^|\s)##(?:\s.*)?$")


class Entry(NamedTuple):
    """One key of a mapping and its value."""

    key: str
    line: int
    column: int
    node: yaml.Node


class RuleFile:
    """One rule file: its documents, and the faults found in it so far."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.text = self._decode(data)
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the file, as YAML counts them."""
        if self._lines is None:
            self._lines = (
                BREAK.split(self.text) if "\r" in self.text or not self.text.isascii() else self.text.split("\n")
            )
        return self._lines

    def fault(self, message: str, line: int = 0, column: int = 0) -> None:
        """Note one thing that is wrong; where very much is, the rest is left untold."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(self.path, line, column, message))
        elif len(self.faults) == MOST_FAULTS:
            told = f"this file has more than {MOST_FAULTS} faults; the rest is not told."
            self.faults.append(Fault(self.path, line, column, told))

    def fault_at(self, node: yaml.Node, message: str) -> None:
        """Note something wrong with a value."""
        self.fault(message, node.start_mark.line + 1, node.start_mark.column + 1)

    def documents(self) -> list[yaml.MappingNode]:
        """Every ``---`` document that is a mapping."""
        if self.faults or not self._is_bounded():
            return []
        nodes: list[yaml.Node | None] = []
        try:
            nodes.extend(islice(yaml.compose_all(self.text, plainyaml.Loader), MOST_DOCUMENTS + 1))
        except yaml.YAMLError as error:
            self._yaml_fault(error)
        except (ValueError, RecursionError, OverflowError) as error:
            self.fault(f"this file cannot be read as YAML: {error}.")
        if len(nodes) > MOST_DOCUMENTS:
            self.fault(f"this file holds more than {MOST_DOCUMENTS:,} documents. Split it.")
            return []
        mappings = []
        for node in nodes:
            if isinstance(node, yaml.MappingNode):
                mappings.append(node)
            elif node is not None and not (isinstance(node, yaml.ScalarNode) and not node.value):
                self.fault_at(node, "a rule file holds keys and values, such as “rule: my-rule”; this is neither.")
        return mappings

    # --- values ------------------------------------------------------------------------------

    def entries(self, node: yaml.MappingNode) -> dict[str, Entry]:
        """The keys of a mapping; a key given twice, or that is no word, is a fault."""
        entries: dict[str, Entry] = {}
        if len(node.value) > _MOST_KEYS:
            self.fault_at(node, f"this holds more than {_MOST_KEYS:,} keys.")
        for key, value in node.value[:_MOST_KEYS]:
            if not isinstance(key, yaml.ScalarNode) or not key.value:
                self.fault_at(key, "a key must be a word.")
                continue
            entry = Entry(key.value, key.start_mark.line + 1, key.start_mark.column + 1, value)
            if entry.key in entries:
                first = entries[entry.key].line
                self.fault(f"the key “{entry.key}” is given twice; first in line {first}.", entry.line, entry.column)
            else:
                entries[entry.key] = entry
        return entries

    def line(self, entry: Entry) -> str:
        """A value of one line of text. ``status: off`` may stand as it is."""
        if isinstance(entry.node, yaml.ScalarNode) and entry.key == "status" and entry.node.value == "off":
            return "off"
        node = self._scalar(entry)
        if node is None:
            return ""
        value = str(node.value).strip()
        if "\n" in value:
            self.fault_at(node, f"“{entry.key}” takes one line of text.")
        elif not value:
            self.fault_at(node, f"“{entry.key}” is empty.")
        return _NOTE.sub("", value.split("\n")[0]).strip()

    def block(self, entry: Entry, *, strict: bool = True) -> tuple[PhraseLine, ...]:
        """The lines of a ``|`` block, notes and empty lines left out. ``strict``: one plain line is a fault."""
        node = self._scalar(entry)
        if node is None:
            return ()
        if node.style != "|":
            if strict or node.style == ">" or node.start_mark.line != node.end_mark.line:
                where = f"“{entry.key}: |”, then each item on a line of its own, indented by two spaces"
                self.fault_at(node, f"write {where}; other ways let YAML change the words.")
                return ()
            text = node.value.strip()
            return (PhraseLine(text, node.start_mark.line + 1, node.start_mark.column + 1),) if text else ()
        lines = tuple(islice(self._block_lines(node), MOST_LINES + 1))
        if not lines:
            self.fault(f"“{entry.key}” is empty; put a line below it, or take the key out.", entry.line, entry.column)
        if len(lines) > MOST_LINES:
            self.fault_at(node, f"“{entry.key}” has more than {MOST_LINES:,} lines; put the words in a list.")
        return lines[:MOST_LINES]

    def lines_of(self, entry: Entry) -> Iterable[PhraseLine]:
        """The lines of a ``|`` block, however many."""
        return self._block_lines(entry.node) if isinstance(entry.node, yaml.ScalarNode) else ()

    def texts(self, entry: Entry) -> tuple[str, ...]:
        """The lines of a ``|`` block without their places: what word lists of thousands of entries are read with."""
        node = entry.node
        if not isinstance(node, yaml.ScalarNode) or node.style != "|":
            return tuple(line.text for line in self.block(entry))
        lines = BREAK.split(node.value)
        if "##" in node.value:
            lines = [_NOTE.sub("", line) for line in lines]
        return tuple(filter(None, map(str.strip, lines)))

    def _block_lines(self, node: yaml.ScalarNode) -> Iterable[PhraseLine]:
        text: str = node.value
        lines = text.split("\n") if text.isascii() else BREAK.split(text)
        for number, line in enumerate(lines, node.start_mark.line + 2):
            stripped = (_NOTE.sub("", line) if "##" in line else line).strip()
            if stripped:
                raw = self.lines[number - 1] if number <= len(self.lines) else line
                yield PhraseLine(stripped, number, raw.find(stripped) + 1)

    def number(self, entry: Entry, *, whole: bool = True) -> float:
        """A number; a whole one unless told otherwise."""
        node = entry.node
        kind = "a whole number" if whole else "a number"
        if not isinstance(node, yaml.ScalarNode) or not re.fullmatch(r"[-+]?\d{1,9}(?:\.\d{1,9})?", node.value):
            self.fault_at(node, f"“{entry.key}” must be {kind}.")
            return 0
        if "." in node.value and whole:
            self.fault_at(node, f"“{entry.key}” must be {kind}.")
        return float(node.value) if "." in node.value else int(node.value)

    def flag(self, entry: Entry) -> bool:
        """``true`` or ``false``."""
        value = entry.node.value if isinstance(entry.node, yaml.ScalarNode) else ""
        if value not in ("true", "false"):
            self.fault_at(entry.node, f"“{entry.key}” must be true or false.")
        return bool(value == "true")

    def pair(self, entry: Entry) -> tuple[int, int]:
        """Two whole numbers, the smaller first."""
        node = entry.node
        values = [item.value for item in node.value] if isinstance(node, yaml.SequenceNode) else []
        good = len(values) == 2 and all(isinstance(value, str) and value.isdecimal() for value in values)
        if not good or int(values[0]) > int(values[1]):
            self.fault_at(node, f"“{entry.key}” must be two whole numbers, the smaller first: [20, 45].")
            return (0, 0)
        return int(values[0]), int(values[1])

    # --- guards ------------------------------------------------------------------------------

    def _scalar(self, entry: Entry) -> yaml.ScalarNode | None:
        node, key = entry.node, entry.key
        if not isinstance(node, yaml.ScalarNode):
            self.fault_at(node, f"“{key}” takes text, not a nested value; write “{key}: |” and lines below.")
            return None
        if not node.style and node.tag.endswith((":bool", ":null")):
            if node.tag.endswith(":null"):
                self.fault(f"“{entry.key}” is empty; write a value or take the key out.", entry.line, entry.column)
            else:
                message = (
                    f"YAML reads the bare word “{node.value}” as true or false; put it in quotation marks or a | block."
                )
                self.fault_at(node, message)
            return None
        return node

    def _decode(self, data: bytes) -> str:
        if len(data) > LARGEST:
            self.fault(f"this file is larger than {LARGEST:,} bytes. Split it.")
            return ""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - data.rfind(b"\n", 0, error.start)
            self.fault("this is not UTF-8 text; save the file as UTF-8.", line, column)
            return ""

    def _is_bounded(self) -> bool:
        """No anchors, aliases or tags, no deep nesting. Looked at only where the text could have any."""
        try:
            plainyaml.bound(self.text)
        except plainyaml.YamlError as fault:
            if isinstance(fault.__cause__, yaml.YAMLError):
                self._yaml_fault(fault.__cause__)
            else:
                self.fault(fault.message, fault.line, fault.column)
            return False
        return True

    def _yaml_fault(self, error: yaml.YAMLError) -> None:
        slip = slip_of(error, self.lines) if isinstance(error, yaml.MarkedYAMLError) else None
        if slip:
            self.fault(*slip)
            return
        position = getattr(error, "position", None)
        if isinstance(position, int):
            before = self.text[:position]
            line = len(BREAK.findall(before)) + 1
            column = len(BREAK.split(before)[-1]) + 1
            self.fault("a control character stands here; YAML allows none. Delete it.", line, column)
            return
        self.fault(f"this file cannot be read as YAML: {error}.")


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """``unknown key “patern”. Did you mean “pattern”?``."""
    return f"unknown {what} “{name}”.{did_you_mean(name, known)}"
