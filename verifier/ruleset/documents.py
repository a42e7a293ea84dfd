"""What one document of a rule file says: a list, a rule, numbers, grammar; raw, not yet laid over another set."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import yaml

from verifier.ruleset.kinds import COMMON, KINDS, LIST_KEYS, PHRASED, Key
from verifier.ruleset.reading import Entry, RuleFile, unknown
from verifier.ruleset.schema import Number, Option, PhraseLine
from verifier.words import normalise

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
EXAMPLE_KEYS = ("match", "no_match", "known_miss")
_MARKERS = ("rule", "list", "house", "grammar", "inflection", "shapes", "pack", "exceptions")


@dataclass(slots=True)
class RawList:
    """A word list of one file."""

    name: str
    file: RuleFile
    line: int
    title: str = ""
    forms: str = "none"
    exact: bool = False
    extend: bool = False
    based_on: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    entry_of: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(slots=True)
class RawRule:
    """A rule of one file; ``values`` has what each of its keys says."""

    id: str
    file: RuleFile
    line: int
    values: dict[str, Any]
    entry_of: dict[str, Entry]
    extend: bool = False


@dataclass(slots=True)
class RawSet:
    """Everything the files of one folder say."""

    name: str
    lists: dict[str, RawList] = field(default_factory=dict)
    rules: dict[str, RawRule] = field(default_factory=dict)
    numbers: dict[str, dict[str, Number]] = field(default_factory=dict)
    off: list[tuple[PhraseLine, RuleFile]] = field(default_factory=list)
    grammar: dict[str, Any] = field(default_factory=dict)
    inflection: dict[str, tuple[PhraseLine, ...]] = field(default_factory=dict)
    shapes: dict[str, PhraseLine] = field(default_factory=dict)
    pack: dict[str, Any] = field(default_factory=dict)
    file_of: dict[str, RuleFile] = field(default_factory=dict)  # singleton → the file it stands in
    entry_of: dict[tuple[str, str], tuple[RuleFile, Entry]] = field(default_factory=dict)  # number → its place


def read_document(file: RuleFile, node: yaml.MappingNode, raw: RawSet, stem: str) -> None:
    """Add one document to a set; ``stem`` is the file's name, which tells what a document without marker is."""
    entries = file.entries(node)
    marker = next((key for key in _MARKERS if key in entries), stem if stem in _MARKERS else "")
    if marker == "list":
        _add_list(file, entries, raw)
    elif marker == "rule":
        _add_rule(file, entries, raw)
    elif marker in _SINGLETONS:
        raw.file_of.setdefault(marker, file)
        _SINGLETONS[marker](file, entries, raw)
    elif entries:
        first = next(iter(entries.values()))
        hint = unknown("kind of document; its first key is", first.key, _MARKERS)
        file.fault(f"{hint} A document begins with “rule: …” or “list: …”.", first.line, first.column)


# --- lists and rules --------------------------------------------------------------------------


def _add_list(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    values = _values(file, entries, LIST_KEYS, "list")
    name = str(values.get("list", ""))
    line = entries["list"].line
    if not _is_name(name):
        file.fault_at(entries["list"].node, f"“{name}” is no list name; use small letters, digits and “-”.")
        return
    if name in raw.lists:
        first = raw.lists[name]
        message = f"the list “{name}” is defined twice; first in {first.file.path}:{first.line}."
        file.fault_at(entries["list"].node, message)
        return
    words: tuple[str, ...] = values.get("entries", ())
    added: tuple[str, ...] = values.get("add", ())
    _twice(file, name, [entries[key] for key in ("entries", "add") if key in entries], (*words, *added))
    raw.lists[name] = RawList(
        name, file, line,
        title=values.get("title", ""),
        forms=values.get("forms", ""),
        exact=values.get("case") == "exact",
        extend=bool(values.get("extend")) or bool(added) or name in values.get("based_on", ()),
        based_on=tuple(other for other in values.get("based_on", ()) if other != name),
        entries=() if values.get("status") == "off" else (*words, *added),
        remove=values.get("remove", ()),
        entry_of=entries,
    )  # fmt: skip


def _twice(file: RuleFile, name: str, blocks: list[Entry], words: tuple[str, ...]) -> None:
    """An entry that stands in a list twice is a fault. Places are worked out only where there is one."""
    if len(set(map(str.lower, words))) == len(words):
        return
    seen: dict[str, int] = {}
    for line in chain.from_iterable(file.block(entry) for entry in blocks):
        first = seen.setdefault(normalise(line.text), line.line)
        if first != line.line:
            message = f"“{line.text}” is in the list “{name}” twice; first in line {first}."
            file.fault(message, line.line, line.column)


def _add_rule(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    kind_entry = entries.get("kind")
    kind = file.line(kind_entry) if kind_entry else ""
    if kind_entry and kind and kind not in KINDS:
        file.fault_at(kind_entry.node, unknown("kind", kind, KINDS) + f" The kinds are {', '.join(KINDS)}.")
        return
    keys = {**(KINDS[kind] if kind else _any_kind()), **COMMON}
    values = _values(file, {key: entry for key, entry in entries.items() if key != "kind"}, keys, kind or "rule")
    name = str(values.get("rule", ""))
    if not _is_name(name):
        file.fault_at(entries["rule"].node, f"“{name}” is no rule id; use small letters, digits, “-” and “.”.")
        return
    if name in raw.rules:
        first = raw.rules[name]
        file.fault_at(
            entries["rule"].node, f"the rule “{name}” is defined twice; first in {first.file.path}:{first.line}."
        )
        return
    if kind:
        values["kind"] = kind
    raw.rules[name] = RawRule(name, file, entries["rule"].line, values, entries, bool(values.get("extend")))


def _any_kind() -> dict[str, Key]:
    return {key: row for keys in KINDS.values() for key, row in keys.items()}


def missing(values: Mapping[str, Any]) -> str:
    """What a rule still lacks to be whole."""
    if not values.get("kind"):
        return f"this rule has no kind; add “kind: source”, or another of {', '.join(KINDS)}."
    if values["kind"] in PHRASED and not values.get("find") and not values.get("regex"):
        return "this rule finds nothing; add “find: |” with a phrase on the next line."
    return "" if values.get("title") else "this rule has no title; add “title: …”, what a report calls it."


def _is_name(name: str) -> bool:
    return (
        bool(name)
        and name.isascii()
        and all(letter.islower() or letter.isdigit() or letter in "-._" for letter in name)
    )


# --- values -----------------------------------------------------------------------------------


def _values(file: RuleFile, entries: Mapping[str, Entry], keys: Mapping[str, Key], what: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, entry in entries.items():
        row = keys.get(key)
        if row is None:
            file.fault(unknown(f"key of a {what}", key, keys), entry.line, entry.column)
        elif row.shape == "examples":
            values[key] = _examples(file, entry)
        else:
            values[key] = _value(file, entry, row)
    return values


def _value(file: RuleFile, entry: Entry, row: Key) -> Option:
    shape = row.shape
    if shape in _SHAPES:
        return _SHAPES[shape](file, entry)
    if shape in ("block", "phrases"):
        return file.block(entry, strict=shape == "phrases" or entry.key == "regex")
    text = file.line(entry, row.choices)
    words = tuple(text.split()) if shape in ("words", "lists") else (text,)
    for word in words:
        if row.choices and word and word not in row.choices:
            hint = unknown(f"value of “{entry.key}”:", word, row.choices)
            file.fault_at(entry.node, f"{hint} It is one of {', '.join(row.choices)}.")
    return words if shape in ("words", "lists") else text


def _numbers(file: RuleFile, entry: Entry) -> dict[str, int]:
    if not isinstance(entry.node, yaml.MappingNode):
        file.fault_at(entry.node, f"“{entry.key}” takes names and numbers, one a line.")
        return {}
    return {key: int(file.number(inner)) for key, inner in file.entries(entry.node).items()}


_SHAPES: dict[str, Callable[[RuleFile, Entry], Option]] = {
    "number": lambda file, entry: file.number(entry),
    "decimal": lambda file, entry: file.number(entry, whole=False),
    "flag": lambda file, entry: file.flag(entry),
    "pair": lambda file, entry: file.pair(entry),
    "numbers": _numbers,
    "entries": lambda file, entry: file.texts(entry),
}


def _examples(file: RuleFile, entry: Entry) -> dict[str, tuple[PhraseLine, ...]]:
    if not isinstance(entry.node, yaml.MappingNode):
        file.fault_at(entry.node, "“examples” holds “match: |” and “no_match: |”, indented below it.")
        return {}
    examples = {}
    for key, inner in file.entries(entry.node).items():
        if key in EXAMPLE_KEYS:
            examples[key] = file.block(inner)
        else:
            file.fault(unknown("key of examples", key, EXAMPLE_KEYS), inner.line, inner.column)
    return examples


# --- singletons -------------------------------------------------------------------------------


def _add_house(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    for key, entry in entries.items():
        if key == "off":
            raw.off.extend((line, file) for line in file.block(entry))
        elif key in ("house", "version", "title", "notes"):
            raw.pack[key] = entry.node.value if isinstance(entry.node, yaml.ScalarNode) else ""
        elif isinstance(entry.node, yaml.MappingNode):
            section = raw.numbers.setdefault(key, {})
            for name, inner in file.entries(entry.node).items():
                number = file.number(inner, whole=False)
                section[name] = Number(number, f"{file.path}:{inner.line}")
                raw.entry_of[key, name] = (file, inner)
            raw.entry_of.setdefault((key, ""), (file, entry))
        else:
            file.fault(f"“{key}” must hold names and numbers, one a line and indented.", entry.line, entry.column)


def _add_grammar(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    raw.grammar.update({key: file.plain(entry.node) for key, entry in entries.items()})


def _add_inflection(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    known = ("inflection", "title", "verb", "noun", "irregular_verb", "irregular_noun", "head_before")
    for key, entry in entries.items():
        if key not in known:
            file.fault(unknown("key of inflection", key, known), entry.line, entry.column)
        elif key not in ("inflection", "title"):
            raw.inflection[key] = file.block(entry)


def _add_shapes(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    for key, entry in entries.items():
        if key not in ("shapes", "title"):
            lines = file.block(entry)
            raw.shapes[key] = PhraseLine("|".join(line.text for line in lines), entry.line, entry.column)


def _add_pack(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    raw.pack.update({key: file.plain(entry.node) for key, entry in entries.items()})


def _add_exceptions(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    raw.pack["exceptions"] = {key: file.plain(entry.node) for key, entry in entries.items()}


_SINGLETONS = {
    "house": _add_house,
    "grammar": _add_grammar,
    "inflection": _add_inflection,
    "shapes": _add_shapes,
    "pack": _add_pack,
    "exceptions": _add_exceptions,
}
