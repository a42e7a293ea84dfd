"""The values of a document's keys, each read by the shape its row in ``kinds.py`` gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import yaml

from verifier.ruleset.kinds import Key
from verifier.ruleset.reading import Entry, RuleFile, unknown
from verifier.ruleset.schema import Option, PhraseLine

EXAMPLE_KEYS = ("match", "no_match", "known_miss")


def values_of(file: RuleFile, entries: Mapping[str, Entry], keys: Mapping[str, Key], what: str) -> dict[str, Any]:
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
    text = file.line(entry)
    words = tuple(text.split()) if shape in ("words", "lists") else (text,)
    for word in words:
        if row.choices and word and word not in row.choices:
            file.fault_at(entry.node, _not_among(entry.key, word, row.choices))
    return words if shape in ("words", "lists") else text


def _not_among(key: str, word: str, choices: tuple[str, ...]) -> str:
    bare = word.strip("“”„‘’«»")
    if bare in choices:
        return f"“{key}” takes the bare word {bare}; take the quotation marks off."
    return f"{unknown(f'value of “{key}”:', word, choices)} It is one of {', '.join(choices)}."


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
