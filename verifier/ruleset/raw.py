"""What the files of one folder say, before sets are laid over each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from verifier.ruleset.reading import Entry, RuleFile
from verifier.ruleset.schema import Exemption, Number, PhraseLine


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
    grammar: dict[str, tuple[RuleFile, Entry]] = field(default_factory=dict)
    inflection: dict[str, tuple[PhraseLine, ...]] = field(default_factory=dict)
    shapes: dict[str, tuple[PhraseLine, ...]] = field(default_factory=dict)
    lexicon: dict[str, str] = field(default_factory=dict)  # form → its class
    pack: dict[str, Any] = field(default_factory=dict)
    exemptions: list[tuple[Exemption, RuleFile]] = field(default_factory=list)
    file_of: dict[str, RuleFile] = field(default_factory=dict)  # singleton → the file it stands in
    entry_of: dict[tuple[str, str], tuple[RuleFile, Entry]] = field(default_factory=dict)  # number → its place
