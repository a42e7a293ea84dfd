"""The files of one or more rule folders into a ``RuleSet``, or every fault in them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from verifier.errors import Fault, InputError, RuleError
from verifier.model import RuleSetId
from verifier.ruleset import build, packs
from verifier.ruleset.documents import blanks, missing, read_document
from verifier.ruleset.overlay import except_words, lay_over
from verifier.ruleset.raw import RawSet
from verifier.ruleset.reading import RuleFile, unknown
from verifier.ruleset.schema import RuleSet


def assemble(base: Path, paths: Sequence[Path | str], more: Sequence[tuple[str, str]], language: str) -> RuleSet:
    """The rule set of a folder with others laid over it; ``RuleError`` has every fault of every file."""
    digest = hashlib.sha256()
    whole, files = _read(base, digest, label=packs.BASE, language=language)
    whole.name = packs.BUILT_IN if base == packs.built_in() else whole.name
    for path in paths:
        for over, read in _with_extended(Path(path), digest, set()):
            _same_language(whole, over)
            lay_over(whole, over)
            whole.name = f"{whole.name}+{over.name}"
            files += read
    for name, text in more:
        lay_over(whole, _said(name, text, digest, files))
        whole.name = f"{whole.name}+{name}"
    except_words(whole)
    _check(whole)
    rules = build.build(whole, _identity(whole, digest), language)
    faults = sorted(set(chain.from_iterable(file.faults for file in files)))
    if faults or rules is None:
        raise RuleError(faults)
    return rules


def _identity(whole: RawSet, digest: Any) -> RuleSetId:
    return RuleSetId(whole.name, str(whole.pack.get("version", "")), digest.hexdigest())


def _with_extended(path: Path, digest: Any, open_: set[Path]) -> Iterator[tuple[RawSet, list[RuleFile]]]:
    """A set, after the packs its ``pack.yml`` extends."""
    place, label = packs.locate(path)
    over, read = _read(place, digest, label=label)
    resolved = place.resolve()
    if resolved in open_:
        raise InputError(f"{label} extends itself, by way of the packs it extends.")
    for name in str(over.pack.get("extends", "")).split():
        beside = place.parent / name
        yield from _with_extended(beside if beside.exists() else Path(name), digest, {*open_, resolved})
    yield over, read


def _same_language(whole: RawSet, over: RawSet) -> None:
    """A pack that names its language lies over that one alone."""
    own, other = whole.pack.get("language"), over.pack.get("language")
    if own and other and own != other:
        file, entry = over.entry_of["pack", "language"]
        file.fault_at(entry.node, f"this pack is for the language “{other}”; the rules it lies over are for “{own}”.")


def _read(base: Path, digest: Any, label: str, language: str = "") -> tuple[RawSet, list[RuleFile]]:
    raw = RawSet(name=base.resolve().stem if label != packs.BASE else packs.BUILT_IN)
    read = []
    for found in packs.files(base, label, language):
        file = RuleFile(found.shown, found.data)
        read.append(file)
        if not found.is_rule_file:
            file.faults = [Fault(found.shown, 0, 0, _not_a_rule_file(found.name))]
            continue
        digest.update(f"{found.name}\0{len(found.data)}\0".encode() + found.data)
        for node in file.documents():
            read_document(file, node, raw, found.stem)
    raw.name = str(raw.pack.get("pack", raw.name))
    return raw, read


def _said(name: str, text: str, digest: Any, files: list[RuleFile]) -> RawSet:
    raw, data = RawSet(name=name), text.encode("utf-8")
    file = RuleFile(name, data)
    files.append(file)
    digest.update(f"{name}\0{len(data)}\0".encode() + data)
    for node in file.documents():
        read_document(file, node, raw, name)
    return raw


def _not_a_rule_file(name: str) -> str:
    return f"“{name}” is no rule file; rule files end in .yml or .yaml. Rename it, or move it out of this folder."


def _check(whole: RawSet) -> None:
    """What can only be seen once all sets lie over each other."""
    known_types = {*whole.numbers.get("base", {}), "no_comment"}
    for rule in whole.rules.values():
        lack = missing(rule.values)
        if lack:
            rule.file.fault(lack, rule.line, 1)
        blanks(rule)
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
