"""``load``: the files of one or more rule folders into a ``RuleSet``, or every fault in them at once."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from verifier.errors import Fault, InputError, RuleError, did_you_mean
from verifier.model import RuleSetId
from verifier.ruleset import build
from verifier.ruleset.documents import RawSet, missing, read_document
from verifier.ruleset.overlay import lay_over
from verifier.ruleset.reading import RuleFile, unknown
from verifier.ruleset.schema import RuleSet

_SUFFIXES = (".yml", ".yaml")
_ALLOWED = ("readme.md", "license", "licence", "changelog.md", "notice")


def built_in() -> Path:
    """The folder of the rules that come with the program: in the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    wheel = package / "_rules"
    return wheel if wheel.is_dir() else package.parent / "rules"


def load(paths: Sequence[Path | str] = (), *, more: Sequence[tuple[str, str]] = ()) -> RuleSet:
    """The built-in rules with each of ``paths`` (a folder or one file) laid over them, in order.

    ``more`` has rule text that stands in no rule folder, such as a house file’s numbers, as (name, text).

    Raises ``RuleError`` with every fault of every file, ``InputError`` where a path is not there.
    """
    return load_from(built_in(), paths, more=more)


def load_from(base: Path, paths: Sequence[Path | str] = (), *, more: Sequence[tuple[str, str]] = ()) -> RuleSet:
    """As ``load``, with another folder than the built-in one at the bottom."""
    collecting = gc.isenabled()
    gc.disable()  # a rule set is many small values that all stay: collecting while they are made costs a fifth more
    try:
        return _load(base, paths, more)
    finally:
        if collecting:
            gc.enable()


def _load(base: Path, paths: Sequence[Path | str], more: Sequence[tuple[str, str]]) -> RuleSet:
    digest = hashlib.sha256()
    whole, files = _read(base, digest, label="rules")
    for path in map(Path, paths):
        if not path.exists():
            raise InputError(_no_path(path))
        over, read = _read(path, digest, label=str(path))
        lay_over(whole, over)
        whole.name = f"{whole.name}+{over.name}"
        files += read
    for name, text in more:
        lay_over(whole, _said(name, text, digest, files))
        whole.name = f"{whole.name}+{name}"
    _check(whole)
    rules = build.build(whole, _identity(whole, digest), files[0] if files else RuleFile(str(base), b""))
    faults = sorted(set(chain.from_iterable(file.faults for file in files)))
    if faults or rules is None:
        raise RuleError(faults)
    return rules


def _identity(whole: RawSet, digest: Any) -> RuleSetId:
    return RuleSetId(whole.name, str(whole.pack.get("version", "")), digest.hexdigest())


def _no_path(path: Path) -> str:
    siblings = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
    return f"no such rule folder: {path}.{did_you_mean(path.name, siblings)}"


def _read(base: Path, digest: Any, label: str) -> tuple[RawSet, list[RuleFile]]:
    raw = RawSet(name=base.resolve().name if label != "rules" else "built-in")
    files = []
    for path in _files(base):
        relative = path.relative_to(base).as_posix() if path != base else path.name
        shown = f"{label.rstrip('/')}/{relative}" if path != base else label
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot read the rule file {shown}: {error.strerror}.") from error
        file = RuleFile(shown, data)
        files.append(file)
        if path.suffix.lower() not in _SUFFIXES:
            file.faults = [Fault(shown, 0, 0, _not_a_rule_file(path))]
            continue
        digest.update(f"{relative}\0{len(data)}\0".encode())
        digest.update(data)
        for node in file.documents():
            read_document(file, node, raw, path.stem.lower())
    if not files:
        raise InputError(f"no rule files in {label}; a rule file ends in .yml or .yaml.")
    return raw, files


def _said(name: str, text: str, digest: Any, files: list[RuleFile]) -> RawSet:
    raw, data = RawSet(name=name), text.encode("utf-8")
    file = RuleFile(name, data)
    files.append(file)
    digest.update(f"{name}\0{len(data)}\0".encode() + data)
    for node in file.documents():
        read_document(file, node, raw, name)
    return raw


def _files(base: Path) -> list[Path]:
    if base.is_file():
        return [base]
    found = [path for path in base.rglob("*") if path.is_file() and not _is_hidden(path.relative_to(base))]
    return sorted(path for path in found if path.name.lower() not in _ALLOWED)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__")) for part in path.parts)


def _not_a_rule_file(path: Path) -> str:
    return f"“{path.name}” is no rule file; rule files end in .yml or .yaml. Rename it, or move it out of this folder."


def _check(whole: RawSet) -> None:
    """What can only be seen once all sets lie over each other."""
    known_types = {*whole.numbers.get("base", {}), "no_comment"}
    for rule in whole.rules.values():
        lack = missing(rule.values)
        if lack:
            rule.file.fault(lack, rule.line, 1)
        kind = str(rule.values.get("type", ""))
        if rule.values.get("kind") == "source" and kind and kind not in known_types:
            hint = unknown("source type", kind, known_types)
            rule.file.fault_at(
                rule.entry_of["type"].node, f"{hint} Give a new type its number in house.yml, under “base”."
            )
        if rule.values.get("kind") == "source" and not kind:
            rule.file.fault("a source rule needs a type, such as “type: official_unnamed”.", rule.line, 1)
    for line, file in whole.off:
        if line.text not in whole.rules:
            file.fault(unknown("rule", line.text, whole.rules), line.line, line.column)
