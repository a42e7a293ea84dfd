"""One document of a rule file: which kind it is, and what it adds to a set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain
from typing import Any

import yaml

from verifier.ruleset.kinds import BLANKS, COMMON, KINDS, LIST_KEYS, PHRASED, Key
from verifier.ruleset.overlay import merged
from verifier.ruleset.raw import RawList, RawRule, RawSet
from verifier.ruleset.reading import Entry, RuleFile, unknown
from verifier.ruleset.singletons import SINGLETONS
from verifier.ruleset.values import values_of
from verifier.words import normalise

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_BLANK = re.compile(r"(?<!\{)\{(?!\{)(?P<name>[^{}]*)(?P<end>\}?)")
_ASKED = frozenset(("find", "regex", "check", "types", "kinds", "levels"))
"""What tells a finding which claims it speaks of."""
_MARKERS = ("rule", "list", *SINGLETONS)


def read_document(file: RuleFile, node: yaml.MappingNode, raw: RawSet, stem: str) -> None:
    """Add one document to a set; ``stem`` is the file's name, which tells what a document without marker is."""
    entries = file.entries(node)
    marker = next((key for key in _MARKERS if key in entries), stem if stem in _MARKERS else "")
    if marker == "list":
        _add_list(file, entries, raw)
    elif marker == "rule":
        _add_rule(file, entries, raw)
    elif marker in SINGLETONS:
        raw.file_of[marker] = file
        SINGLETONS[marker](file, entries, raw)
    elif entries:
        first = next(iter(entries.values()))
        hint = unknown("kind of document; its first key is", first.key, _MARKERS)
        file.fault(f"{hint} A document begins with “rule: …” or “list: …”.", first.line, first.column)


# --- lists and rules --------------------------------------------------------------------------


def _add_list(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    values = values_of(file, entries, LIST_KEYS, "list")
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
    for line in chain.from_iterable(file.lines_of(entry) for entry in blocks):
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
    values = values_of(file, {key: entry for key, entry in entries.items() if key != "kind"}, keys, kind or "rule")
    name = str(values.get("rule", ""))
    if not _is_name(name):
        if name:
            file.fault_at(entries["rule"].node, f"“{name}” is no rule id; use small letters, digits, “-” and “.”.")
        return
    if kind:
        values["kind"] = kind
    rule = RawRule(name, file, entries["rule"].line, values, entries, bool(values.get("extend")))
    first = raw.rules.get(name)
    if first is None:
        raw.rules[name] = rule
    elif first.extend or rule.extend:
        raw.rules[name] = merged(first, rule) if rule.extend else merged(rule, first)
    else:
        message = f"the rule “{name}” is defined twice; first in {first.file.path}:{first.line}."
        file.fault_at(entries["rule"].node, message)


def _any_kind() -> dict[str, Key]:
    return {key: row for keys in KINDS.values() for key, row in keys.items()}


def missing(values: Mapping[str, Any]) -> str:
    """What a rule still lacks to be whole."""
    if not values.get("kind"):
        return f"this rule has no kind; add “kind: source”, or another of {', '.join(KINDS)}."
    if values["kind"] in PHRASED and not values.get("find") and not values.get("regex"):
        return "this rule finds nothing; add “find: |” with a phrase on the next line."
    if values["kind"] == "finding" and not _ASKED.intersection(values):
        return "this rule speaks of every claim; add “find: |” with a phrase on the next line."
    return "" if "title" in values else "this rule has no title; add “title: …”, what a report calls it."


def blanks(rule: RawRule) -> None:
    """What a question leaves to be filled in must be known: {source}, {claim}, {words}, {other}."""
    files = rule.values.get("_files", {})  # {{…}} is a tag of a wiki
    for line in (*rule.values.get("message", ()), *rule.values.get("several", ())):
        file = files.get(id(line), rule.file)
        for found in _BLANK.finditer(line.text):
            column = line.column + found.start()
            if not found["end"]:
                file.fault("this “{” is never closed: “{source}”.", line.line, column)
            elif found["name"] not in (*BLANKS, "count"):
                hint = unknown("blank of a question", found["name"], BLANKS)
                file.fault(f"{hint} There are {', '.join(BLANKS)}.", line.line, column)


def _is_name(name: str) -> bool:
    return (
        bool(name)
        and name.isascii()
        and all(letter.islower() or letter.isdigit() or letter in "-._" for letter in name)
    )
