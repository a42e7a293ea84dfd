"""The JSON Schema of rule files, for completion and checking in editors: made from ``kinds.py``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verifier.errors import InputError
from verifier.ruleset import RuleSet
from verifier.ruleset.kinds import COMMON, KINDS, LEXICON_KEYS, LIST_KEYS, Key
from verifier.ruleset.packs import SUFFIXES
from verifier.ruleset.values import EXAMPLE_KEYS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAME = "rules.schema.json"
TITLE = "A rule file of verify"
_MODELINE = "# yaml-language-server: $schema="


def schema(rules: RuleSet) -> str:
    """The schema as JSON. Known lists and types are offered; a house may have others."""
    kinds = [_rule(kind, keys, rules) for kind, keys in KINDS.items()]
    documents = [*kinds, _change(), _list(), _lexicon(), *_singletons(rules)]
    return json.dumps({"$schema": DRAFT, "title": TITLE, "anyOf": documents}, indent=1) + "\n"


def _object(properties: Mapping[str, Any], required: list[str], title: str) -> dict[str, Any]:
    return {
        "title": title,
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


def _rule(kind: str, keys: Mapping[str, Key], rules: RuleSet) -> dict[str, Any]:
    properties = {key: _value(key, row) for key, row in {**COMMON, **keys}.items()}
    properties["kind"] = {"const": kind}
    if kind == "source":
        known = [*rules.house.section("base"), "no_comment"]
        properties["type"] = {"anyOf": [{"enum": known}, {"type": "string"}], "description": COMMON["type"].note}
    return _object(properties, ["rule", "kind"], f"A {kind} rule")


def _change() -> dict[str, Any]:
    """A document that changes a rule of another set and so needs no kind."""
    every = {**{key: row for keys in KINDS.values() for key, row in keys.items()}, **COMMON}
    properties = {key: _value(key, row) for key, row in every.items() if key != "kind"}
    return _object(properties, ["rule"], "A change to a rule")


def _list() -> dict[str, Any]:
    return _object({key: _value(key, row) for key, row in LIST_KEYS.items()}, ["list"], "A word list")


def _lexicon() -> dict[str, Any]:
    properties = {key: _value(key, row) for key, row in LEXICON_KEYS.items()}
    return _object(properties, ["lexicon", "class", "words"], "A lexicon")


def _singletons(rules: RuleSet) -> list[dict[str, Any]]:
    numbers = {name: {"type": "object", "additionalProperties": {"type": "number"}} for name in rules.house.sections()}
    house = {"house": {"type": "string"}, "version": {"type": "string"}, "off": {"type": "string"}}
    house.update(title={"type": "string"}, notes={"type": "string"})
    return [
        _object(
            {**house, "title": {"type": "string"}, "notes": {"type": "string"}, **numbers}, [], "Numbers of a house"
        ),
        *({"type": "object", "required": [name]} for name in ("grammar", "inflection", "shapes", "pack", "exception")),
    ]


_SHAPES: dict[str, dict[str, Any]] = {
    "number": {"type": "integer"},
    "decimal": {"type": "number"},
    "flag": {"type": "boolean"},
    "pair": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
    "numbers": {"type": "object", "additionalProperties": {"type": "integer"}},
    "examples": _object({name: {"type": "string"} for name in EXAMPLE_KEYS}, [], "examples"),
}


def _value(key: str, row: Key) -> dict[str, Any]:
    made = {"description": row.note or key, **_SHAPES.get(row.shape, {"type": "string"})}
    if row.shape == "word" and row.choices:
        return {**made, "enum": [*row.choices, False] if "off" in row.choices else list(row.choices)}
    return made


def point_to(folder: Path, text: str) -> int:
    """Write the schema into a rule folder, and its place into the first line of each file; how many were changed."""
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder.")
    (folder / NAME).write_text(text, "utf-8")
    changed = 0
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
        up = "../" * (len(path.relative_to(folder).parts) - 1)
        old = path.read_bytes().decode("utf-8")
        new = f"{_MODELINE}{up}{NAME}\n{old}"
        if not old.startswith(_MODELINE):
            path.write_bytes(new.encode("utf-8"))
            changed += 1
    return changed
