"""The house file ``verify.yml``, found upward from a draft: every value knows the file and line it came from."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from verifier import plainyaml
from verifier.errors import Fault, RuleError, did_you_mean
from verifier.files import read_text
from verifier.ruleset import RuleSet, load
from verifier.ruleset.packs import DEFAULT

if TYPE_CHECKING:
    from verifier.engine import Engine

NAMES = ("verify.yml", "verify.yaml")
NUMBERS = (
    "base", "modifiers", "caps", "levels", "kind_weight", "certainty_weight", "position_weight", "inheritance",
)  # fmt: skip
SETTINGS: dict[str, tuple[type, object, str]] = {
    "rules": (list, (), "house rule sets laid over the built-in one"),
    "language": (str, DEFAULT, "the language of the drafts, a folder of the built-in rules"),
    "registry": (str, "", "what the house knows of outlets, agencies and people (sources.yml)"),
    "out": (str, "reports", "where reports are written"),
    "format": (list, ("md",), "formats written"),
    "fail_on": (list, (), "levels or findings that end a run with status 1"),
    "max_unsourced": (int, None, "claims without a source that a draft may have"),
    "select": (list, (), "only these findings"),
    "ignore": (list, (), "never these findings"),
    "greeting": (str, "Hello,", "how a mail of questions begins (--format mail)"),
    "sign_off": (str, "Thank you.", "how it ends"),
}
_WHOLE = re.compile(r"[0-9]{1,9}")
_HEAD = ("house", "profiles", "paths")


class Value(NamedTuple):
    """A setting and where it was made: ``verify.yml:3``, ``--rules``, or ``built in``."""

    value: Any
    where: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one draft: the house file, its first profile that fits, and the options of the command line."""

    values: Mapping[str, Value]
    numbers: tuple[tuple[str, str], ...] = ()  # (label, rule text) of the house’s own numbers
    profile: str = ""
    folder: Path = field(default_factory=Path)  # of the house file: its paths are meant from there

    def get(self, name: str) -> Any:
        """The value of a setting."""
        return self.values[name].value

    @property
    def rules(self) -> tuple[Path, ...]:
        """House rule sets, those of the house file before those of the command line."""
        return tuple(map(Path, self.get("rules")))

    def key(self) -> tuple[object, ...]:
        """What decides the rule set: drafts with the same key are checked together."""
        return self.rules, self.get("registry"), self.numbers, self.get("language")


def find(start: Path) -> Path | None:
    """The nearest house file at or above a draft or folder."""
    here = start.resolve()
    return _find(here if here.is_dir() else here.parent)


@cache
def _find(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        for name in NAMES:
            if (place / name).is_file():
                return place / name
    return None


def settings(
    draft: Path | None, given: Mapping[str, object], said: Mapping[str, object] = MappingProxyType({})
) -> Settings:
    """The settings for a draft (None: standard input, the working folder counts).

    ``given`` is the command line; ``said`` is what the draft says of itself, which the house file gives way to.
    """
    house = find(draft or Path())
    made = Settings({name: Value(default, "built in") for name, (_, default, _) in SETTINGS.items()})
    if house is not None:
        made = _read(house).settings(draft, made.values)
    values = {**made.values, **{name: Value(value, "the draft") for name, value in said.items()}}
    for name, value in given.items():
        if value is None or value == []:
            continue
        chosen = (*made.get(name), *value) if name == "rules" and isinstance(value, Sequence) else value
        values[name] = Value(chosen, f"--{name.replace('_', '-')}")
    return replace(made, values=values)


class _House:
    """One house file, read strictly."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.label = path.name
        self.faults: list[Fault] = []
        self.text = _text(path)
        self.top = self._mapping(self._compose())
        self.profiles = self._profiles()
        self._check(self.top, extra=_HEAD[:2])
        for profile in self.profiles.values():
            self._check(profile, extra=_HEAD[2:])
        if self.faults:
            raise RuleError(self.faults)

    def settings(self, draft: Path | None, base: Mapping[str, Value]) -> Settings:
        """What the file says of one draft."""
        values, numbers, name = {**base}, [], ""
        layers = [("", self.top)]
        if draft is not None:
            relative = Path(draft).resolve().relative_to(self.path.parent).as_posix()
            name = next((each for each, keys in self.profiles.items() if self._fits(keys, relative)), "")
            if name:
                layers.append((name, self.profiles[name]))
        for profile, keys in layers:
            for key, node in keys.items():
                if key in SETTINGS:
                    values[key] = Value(self._value(key, node), f"{self.label}:{node.start_mark.line + 1}")
            own = self._numbers(profile, keys)
            if own:
                numbers.append((self.label, own))
        return Settings(values, tuple(numbers), name, self.path.parent)

    def _fits(self, keys: Mapping[str, yaml.Node], relative: str) -> bool:
        node = keys.get("paths")
        return node is not None and any(fnmatchcase(relative, pattern) for pattern in self._strings(node))

    def _numbers(self, profile: str, keys: Mapping[str, yaml.Node]) -> str:
        """The lines of the number sections where they stand, all others blank, so that faults name the right line."""
        kept = {key: node for key, node in keys.items() if key in NUMBERS}
        if not kept:
            return ""
        lines = self.text.splitlines()
        shown = [""] * len(lines)
        first = min(self._start(node) for node in kept.values())
        for node in kept.values():
            for at in range(self._start(node), max(node.end_mark.line, node.start_mark.line + 1)):
                shown[at] = lines[at]
        indent = " " * (len(lines[first]) - len(lines[first].lstrip()))
        shown.append(f"{indent}house: {profile or 'house'}")  # last, so that every line keeps its number
        return "\n".join(shown) + "\n"

    @staticmethod
    def _start(node: yaml.Node) -> int:
        """The line of the key before a value."""
        is_block = isinstance(node, yaml.MappingNode) and not node.flow_style
        return int(node.start_mark.line) - is_block

    def _value(self, key: str, node: yaml.Node) -> object:
        kind = SETTINGS[key][0]
        if kind is list:
            words = self._strings(node)
            return tuple(str(self.path.parent / word) for word in words) if key == "rules" else words
        if kind is int:
            return int(node.value)
        return str(self.path.parent / node.value) if key in ("registry", "out") else str(node.value)

    def _strings(self, node: yaml.Node) -> tuple[str, ...]:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(str(item.value) for item in items)

    def _compose(self) -> yaml.Node | None:
        try:
            return plainyaml.compose(self.text)
        except plainyaml.YamlError as fault:
            raise RuleError([Fault(str(self.path), fault.line, fault.column, fault.message)]) from fault

    def _mapping(self, node: yaml.Node | None) -> dict[str, yaml.Node]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self._fault(node, "keys and values are needed here, such as “rules: house/”.")
            return {}
        try:
            return {key: value for key, _, value in plainyaml.entries(node)}
        except plainyaml.YamlError as fault:
            self.faults.append(Fault(str(self.path), fault.line, fault.column, fault.message))
            return {}

    def _profiles(self) -> dict[str, dict[str, yaml.Node]]:
        node = self.top.get("profiles")
        return {name: self._mapping(value) for name, value in self._mapping(node).items()} if node is not None else {}

    def _check(self, keys: Mapping[str, yaml.Node], *, extra: Sequence[str]) -> None:
        known = (*SETTINGS, *NUMBERS, *extra)
        for key, node in keys.items():
            if key not in known:
                self._fault(node, f"unknown setting “{key}”.{did_you_mean(key, known)}")
            elif key in SETTINGS:
                self._check_value(key, node)
        if "paths" in extra and "paths" not in keys:
            self.faults.append(Fault(str(self.path), 0, 0, "a profile needs “paths”, such as opinion/*."))

    def _check_value(self, key: str, node: yaml.Node) -> None:
        kind = SETTINGS[key][0]
        if kind is int and not (isinstance(node, yaml.ScalarNode) and _WHOLE.fullmatch(node.value)):
            self._fault(node, f"“{key}” needs a whole number.")
        if kind is str and not isinstance(node, yaml.ScalarNode):
            self._fault(node, f"“{key}” needs one value.")
        if kind is list and isinstance(node, yaml.MappingNode):
            self._fault(node, f"“{key}” needs one value or a list of them.")

    def _fault(self, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self.faults.append(Fault(str(self.path), mark.line + 1, mark.column + 1, message))


def _text(path: Path) -> str:
    return read_text(path, most=plainyaml.LARGEST)


@cache
def _read(path: Path) -> _House:
    return _House(path)


def rules_of(chosen: Settings) -> RuleSet:
    """The rule set that the settings ask for."""
    return _load(chosen.rules, chosen.get("registry"), chosen.numbers, chosen.get("language"))


def engine_of(chosen: Settings) -> Engine:
    """The engine for the rule set that the settings ask for, made once."""
    return _engine(chosen.rules, chosen.get("registry"), chosen.numbers, chosen.get("language"))


@cache
def _engine(paths: tuple[Path, ...], registry: str, numbers: tuple[tuple[str, str], ...], language: str) -> Engine:
    from verifier.engine import Engine

    made = Engine(_load(paths, registry, numbers, language))
    gc.freeze()  # it stays: no search for garbage need look at it
    return made


@cache
def _load(paths: tuple[Path, ...], registry: str, numbers: tuple[tuple[str, str], ...], language: str) -> RuleSet:
    more = list(numbers)
    if registry:
        from verifier.desk.registry import overlay, read

        more += overlay(read(Path(registry)), load(paths, language=language))
    return load(paths, more=more, language=language)


def told(chosen: Settings, rules: RuleSet) -> Iterator[tuple[str, str, str]]:
    """Name, value and origin of every setting, then of every number that the house changed."""
    for name, (value, where) in chosen.values.items():
        shown = ", ".join(map(str, value)) if isinstance(value, tuple | list) else "" if value is None else str(value)
        yield name, shown, where
    if chosen.profile:
        yield "profile", chosen.profile, "its paths"
    for section in rules.house.sections():
        for name, number in rules.house.section(section).items():
            yield f"{section}.{name}", f"{number:g}", rules.house.where(section, name)


def forget() -> None:
    """Read house file, registry and rules anew next time: for a program that outlives an edit of them."""
    from verifier.desk.registry import read

    for cached in (_find, _read, _engine, _load, read):
        cached.cache_clear()
    gc.unfreeze()
