"""From a draft to its report as a person gets it: house file, rules, check, registry, memory, chosen findings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verifier import config
from verifier.config import Settings
from verifier.desk import answered, memory
from verifier.errors import InputError, did_you_mean
from verifier.model import Document, Report
from verifier.ruleset import RuleSet, packs
from verifier.spans import LineIndex

if TYPE_CHECKING:
    from verifier.engine import Engine

_CLAIM = re.compile(r"[Cc](\d{1,6})([A-Za-z]*)\Z")  # C4B is meant as C04b


@dataclass(frozen=True, slots=True)
class Checked:
    """One report, with the settings and the engine it was made under."""

    report: Report
    settings: Settings
    engine: Engine

    @property
    def rules(self) -> RuleSet:
        """The rules of the engine."""
        return self.engine.rules

    @property
    def path(self) -> Path:
        """The draft’s file; InputError for standard input, which has none."""
        path = self.report.draft.document.path
        if not path:
            raise InputError("Standard input has no file to remember this beside; save the draft first.")
        return Path(path)


def settings(document: Document, given: Mapping[str, object]) -> Settings:
    """What holds for one draft; ``given`` are the settings asked for, by name (None: not asked for)."""
    return config.settings(Path(document.path) if document.path else None, given, said(document))


def said(document: Document) -> dict[str, str]:
    """What a draft says of itself: its language in front matter, or in a page’s markup where there are rules for it."""
    meta = dict(document.meta)
    known = packs.languages(packs.built_in())
    written = meta.get("language") or meta.get("lang", "")
    names = (written, written.lower(), written.lower().partition("-")[0])
    name = next((name for name in names if name in known), "")
    if not name and "language" in meta:
        raise packs.no_language(written, known, where=f"{document.name}: ")
    return {"language": name} if name else {}


def check_one(document: Document, given: Mapping[str, object]) -> Checked:
    """One draft on its own."""
    chosen = settings(document, given)
    engine = config.engine_of(chosen)
    return finish(engine.check(document), chosen, engine)


def finish(report: Report, chosen: Settings, engine: Engine) -> Checked:
    """What the desk adds: registry, numbers for life, dismissals, the findings that were chosen."""
    if chosen.get("registry"):
        from verifier.desk import registry

        report = registry.annotate(report, registry.read(Path(chosen.get("registry"))))
    report = answered.apply(_remembered(report, engine.rules))
    if chosen.get("select") or chosen.get("ignore"):
        from verifier.desk import limits

        limits.known_rules((*chosen.get("select"), *chosen.get("ignore")), engine.rules)
        report = limits.choose(report, select=chosen.get("select"), ignore=chosen.get("ignore"))
    return Checked(report, chosen, engine)


def _remembered(report: Report, rules: RuleSet) -> Report:
    path = report.draft.document.path
    beside = bool(path) and memory.path_of(Path(path)).exists()
    if not beside and "verify:" not in report.text:
        return report
    from verifier.desk import dismissals, numbers
    from verifier.desk.align import align
    from verifier.desk.identity import identities

    kept = memory.read(Path(path)) if beside else memory.Memory()
    if kept.numbers:
        pairs = align(kept.numbers, identities(report, rules))
        report = numbers.renumber(report, numbers.numbers(report, pairs, kept.numbers))
    return dismissals.apply(report, kept.dismissed, rules)


def claims_at(report: Report, place: str) -> Sequence[str]:
    """The ids of the claims that ``C04``, ``C04b`` or a line number names; InputError where there is none."""
    known = [claim.id for claim in report.claims]
    if place.isdecimal():
        lines = LineIndex(report.text)
        wanted = [
            claim.id
            for claim in report.claims
            if lines.line(claim.span.start) <= int(place) <= lines.line(max(claim.span.start, claim.span.end - 1))
        ]
        if not wanted:
            raise InputError(f"{report.name}: no claim on line {place}.")
        return wanted
    place = _CLAIM.sub(lambda found: f"C{int(found[1]):02}{found[2].lower()}", place)
    wanted = [name for name in known if name == place or (name[:-1] == place and name[-1].isalpha())]
    if not wanted:
        last = f" It has {known[0]} to {known[-1]}." if known else " It has no claims."
        raise InputError(f"{report.name}: no claim {place}.{did_you_mean(place, known)}{last}")
    return wanted
