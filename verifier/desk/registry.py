"""The registry: what a house knows of outlets, agencies and people, and has decided for itself.

``sources.yml`` is a list; an entry has a ``name`` and any of ``kind`` (outlet, agency, person), ``reliability``
(A to F, as the Admiralty code has it; F, “cannot be judged”, where none is given), ``state_media`` and ``party_to``.
It marks the sources of a report; of the score it moves only the type, where an outlet is a state’s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from verifier import plainyaml
from verifier.errors import Fault, RuleError, did_you_mean
from verifier.files import read_text
from verifier.model import Attribution, Report
from verifier.ruleset import RuleSet
from verifier.words import normalise

_KEYS = ("name", "kind", "reliability", "state_media", "party_to", "note")
_KINDS = ("outlet", "agency", "person")
_LARGEST = 10_000_000
_GRADES = "ABCDEF"


@dataclass(frozen=True, slots=True)
class Known:
    """One entry."""

    name: str
    kind: str = "outlet"
    reliability: str = "F"
    state_media: bool = False
    party_to: str = ""
    line: int = 0

    @property
    def told(self) -> str:
        """The entry in words: ``graded B, state media, party to Norland``."""
        grade = "not graded" if self.reliability == "F" else f"graded {self.reliability}"
        parts = [grade, "state media" if self.state_media else "", f"party to {self.party_to}" if self.party_to else ""]
        return ", ".join(filter(None, parts))


@cache
def read(path: Path) -> tuple[Known, ...]:
    """The entries of a registry; every fault at once."""
    try:
        node = plainyaml.compose(read_text(path, most=_LARGEST), largest=_LARGEST)
    except plainyaml.YamlError as fault:
        raise RuleError([Fault(str(path), fault.line, fault.column, fault.message)]) from fault
    faults: list[Fault] = []
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    if not items:
        faults.append(Fault(str(path), 1, 1, "a list is needed, such as “- name: Gazette”."))
    entries = [_entry(item, str(path), faults) for item in items]
    if faults:
        raise RuleError(faults)
    return tuple(entries)


def _entry(node: yaml.Node, path: str, faults: list[Fault]) -> Known:
    def fault(at: yaml.Node, message: str) -> None:
        faults.append(Fault(path, at.start_mark.line + 1, at.start_mark.column + 1, message))

    values: dict[str, Any] = {}
    try:
        entries = list(plainyaml.entries(node)) if isinstance(node, yaml.MappingNode) else []
    except plainyaml.YamlError as twice:
        faults.append(Fault(path, twice.line, twice.column, twice.message))
        return Known("")
    for name, key, value in entries:
        if not isinstance(value, yaml.ScalarNode):
            fault(value, f"“{name}” takes one value.")
        elif name not in _KEYS:
            fault(key, f"unknown key “{name}”.{did_you_mean(name, _KEYS)}")
        elif name == "state_media" and value.value not in ("true", "false"):
            fault(value, "“state_media” is true or false.")
        elif name == "reliability" and value.value not in tuple(_GRADES):
            fault(value, "“reliability” is a letter from A to F.")
        elif name == "kind" and value.value not in _KINDS:
            fault(value, f"“kind” is one of {', '.join(_KINDS)}.{did_you_mean(str(value.value), _KINDS)}")
        else:
            values[name] = value.value == "true" if name == "state_media" else str(value.value)
    if not values.get("name"):
        fault(node, "an entry needs a name.")
    values.pop("note", None)
    return Known(**{"name": "", **values}, line=node.start_mark.line + 1)


def overlay(entries: Sequence[Known], rules: RuleSet) -> list[tuple[str, str]]:
    """The word lists that the registry adds to, as rule text; names that the rules know already are left out."""
    told = rules.grammar.get("registry", {})
    wanted = {
        told.get("state", ""): [each.name for each in entries if each.state_media],
        told.get("outlet", ""): [each.name for each in entries if each.kind == "outlet" and not each.state_media],
    }
    documents = []
    for name, words in wanted.items():
        known = {" ".join(entry) for entry in rules.lists[name].entries} if name in rules.lists else set()
        fresh = sorted({word for word in words if normalise(word) not in known})
        if fresh and name in rules.lists:
            documents.append(f"list: {name}\nextend: true\nentries: |\n" + "".join(f"  {word}\n" for word in fresh))
    return [("sources.yml", "---\n".join(documents))] if documents else []


def graded(name: str, entries: Sequence[Known]) -> str:
    """What the registry says of a source, by the words of its name; empty where it says nothing."""
    words = f" {' '.join(normalise(name).split())} "
    found = [each for each in entries if f" {normalise(each.name)} " in words]
    return max(found, key=lambda each: len(each.name)).told if found else ""


def annotate(report: Report, entries: Sequence[Known]) -> Report:
    """The report with what the registry says of each source."""
    return replace(
        report,
        attributions=tuple(_annotated(found, entries) for found in report.attributions),
        cast=tuple(replace(one, graded=graded(one.name, entries) or one.graded) for one in report.cast),
    )


def _annotated(found: Attribution, entries: Sequence[Known]) -> Attribution:
    if found.source is None:
        return found
    told = graded(found.source.resolved_name or found.source.name, entries)
    return found._replace(source=found.source._replace(graded=told)) if told else found
