"""Documents that are neither rule nor list: numbers, grammar, lexicon, inflection, shapes, packs, exceptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from verifier.ruleset.kinds import LEXICON_KEYS, Key
from verifier.ruleset.raw import RawSet
from verifier.ruleset.reading import Entry, RuleFile, unknown
from verifier.ruleset.schema import Exemption, Number
from verifier.ruleset.values import values_of
from verifier.version import __version__


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
    raw.grammar.update({key: (file, entry) for key, entry in entries.items()})


def _add_lexicon(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    values = values_of(file, entries, LEXICON_KEYS, "lexicon")
    _required(file, entries["lexicon"], values, LEXICON_KEYS, "a lexicon")
    words = " ".join(values.get("words", ())).split()
    known = raw.lexicon.keys() & set(words)
    if known or len(set(words)) < len(words):
        again = min(known or {word for word, times in Counter(words).items() if times > 1})
        text = next(line for line in file.lines_of(entries["words"]) if again in line.text.split())
        message = f"“{again}” has a class in the lexicon already; a form stands there once."
        file.fault(message, text.line, text.column)
    raw.lexicon.update(dict.fromkeys(words, str(values.get("class", ""))))


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
            raw.shapes[key] = file.block(entry)


_PACK_KEYS = {
    "pack": Key("line", "its name", required=True),
    "title": Key("line", "what it is for"),
    "version": Key("line", "its version", required=True),
    "language": Key("line", "the language its rules speak of"),
    "licence": Key("line", "on what terms it may be used"),
    "engine": Key("line", "the least version of verify it works with, such as 0.1"),
    "extends": Key("line", "packs it lies over"),
    "notes": Key("block", "anything else for people"),
    "references": Key("block", "where it comes from"),
}
_EXCEPTION_KEYS = {
    "exception": Key("line", "the rule", required=True),
    "words": Key("phrases", "the phrases excepted; without them the rule is switched off"),
    "reason": Key("block", "why", required=True),
    "owner": Key("line", "who answers for it", required=True),
    "expires": Key("line", "the day it ends: 2027-03-31", required=True),
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _add_pack(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    first = next(iter(entries.values()))
    raw.pack.update(values_of(file, entries, _PACK_KEYS, "pack"))
    _required(file, first, raw.pack, _PACK_KEYS, "a pack")
    if "language" in entries:
        raw.entry_of["pack", "language"] = (file, entries["language"])
    least = str(raw.pack.get("engine", "0"))
    if _version(least) > _version(__version__):
        message = f"this pack needs verify {least} or later; this is {__version__}."
        file.fault(message, entries["engine"].line, entries["engine"].column)


def _version(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d{1,6}", text)]


def _add_exception(file: RuleFile, entries: dict[str, Entry], raw: RawSet) -> None:
    values = values_of(file, entries, _EXCEPTION_KEYS, "exception")
    first = entries["exception"]
    _required(file, first, values, _EXCEPTION_KEYS, "an exception")
    day = str(values.get("expires", ""))
    if day and not _DAY.fullmatch(day):
        file.fault_at(entries["expires"].node, f"“{day}” is no day; write it as 2027-03-31.")
    reason = " ".join(line.text for line in values.get("reason", ()))
    made = Exemption(
        str(values["exception"]),
        values.get("words", ()),
        reason,
        str(values.get("owner", "")),
        day,
        file.path,
        first.line,
    )
    raw.exemptions.append((made, file))


def _required(file: RuleFile, first: Entry, values: Mapping[str, Any], keys: Mapping[str, Key], what: str) -> None:
    for key, row in keys.items():
        if row.required and not values.get(key):
            file.fault(f"{what} needs “{key}”: {row.note}.", first.line, first.column)


SINGLETONS: dict[str, Callable[[RuleFile, dict[str, Entry], RawSet], None]] = {
    "house": _add_house,
    "grammar": _add_grammar,
    "lexicon": _add_lexicon,
    "inflection": _add_inflection,
    "shapes": _add_shapes,
    "pack": _add_pack,
    "exception": _add_exception,
}
