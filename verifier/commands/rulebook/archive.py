"""Rules over many drafts: what fired, what never did, and what a change of rules changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from verifier.desk import dismissals, memory, numbers
from verifier.desk.align import align
from verifier.desk.identity import identities
from verifier.engine import Engine
from verifier.errors import InputError, VerifyError, did_you_mean
from verifier.model import Document, Report
from verifier.reading import read, readable
from verifier.ruleset import RuleSet, WordList
from verifier.words import split

UNDATED = "undated"
_OFTEN = 3  # dismissals of a rule from which they tell something
_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")


def drafts(paths: Iterable[Path], problems: list[str]) -> Iterator[Document]:
    """The drafts in files and folders, in order; what cannot be read is said in ``problems``."""
    for path in paths:
        if not path.exists():
            near = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
            raise InputError(f"no such draft or folder: {path}.{did_you_mean(path.name, near)}")
        members = sorted(one for one in path.rglob("*") if one.is_file() and readable(one)) if path.is_dir() else [path]
        for member in members:
            try:
                yield read(member)
            except VerifyError as error:
                problems.append(str(error))


def remembered(report: Report, rules: RuleSet) -> Report:
    """A report with what is kept beside its draft: claim numbers for life, dismissals."""
    path = Path(report.draft.document.path)
    beside = bool(report.draft.document.path) and memory.path_of(path).exists()
    kept = memory.read(path) if beside else memory.Memory()
    if kept.numbers:
        pairs = align(kept.numbers, identities(report, rules))
        report = numbers.renumber(report, numbers.numbers(report, pairs, kept.numbers))
    return dismissals.apply(report, kept.dismissed, rules)


def month(document: Document) -> str:
    """The month of a draft: from its front matter, else from its file name."""
    dates = [value for key, value in document.meta if key == "date"]
    found = _MONTH.search(" ".join([*dates, document.name]))
    return found.group() if found else UNDATED


def fired(report: Report) -> Counter[str]:
    """How often each rule had a part in a report."""
    counts: Counter[str] = Counter(one.rule for one in report.matches)
    counts.update(one.rule for one in report.attributions)
    counts.update(one.source.rule for one in report.attributions if one.source and one.source.rule)
    counts.update(one.rule for one in report.claims if one.rule)
    counts.update(zone.rule for zone in report.draft.zones if zone.rule)
    counts.update(one.rule for one in report.findings)
    counts.update(one.rule for one in report.relations)
    return counts


@dataclass(slots=True)
class Stats:
    """What rules did over an archive."""

    drafts: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    in_drafts: Counter[str] = field(default_factory=Counter)
    dismissed: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)  # findings, those dismissed too
    months: dict[str, Counter[str]] = field(default_factory=dict)
    drafts_of: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)  # every word of the drafts
    text: list[str] = field(default_factory=list)  # their words in order, a draft an item

    def add(self, report: Report) -> None:
        """Count one report."""
        counts = fired(report)
        at = month(report.draft.document)
        self.drafts += 1
        self.drafts_of[at] += 1
        self.fired.update(counts)
        self.in_drafts.update(counts.keys())
        self.dismissed.update(one.rule for one in report.findings if one.dismissed)
        self.found.update(one.rule for one in report.findings)
        self.months.setdefault(at, Counter()).update(counts)
        words = report.draft.tokens.words
        self.words.update(words)
        self.text.append(f" {' '.join(words)} ")

    def never(self, rules: RuleSet) -> list[str]:
        """The rules that never fired."""
        return [name for name in rules.rules if name not in self.fired]

    def unwanted(self) -> Iterator[tuple[str, int, int]]:
        """The finding rules that were dismissed about as often as not: rule, times dismissed, times found."""
        for name, gone in sorted(self.dismissed.items(), key=lambda item: (-item[1], item[0])):
            if gone >= _OFTEN and 2 * gone >= self.found[name]:
                yield name, gone, self.found[name]

    def unseen(self, words: WordList, rules: RuleSet) -> list[str]:
        """The entries of a list that stand in no draft, in none of their forms."""
        return [entry for entry in words.written if not any(map(self._stands, _variants(entry, words, rules)))]

    def _stands(self, entry: tuple[str, ...]) -> bool:
        if len(entry) == 1 or not self.words.issuperset(entry):
            return self.words.issuperset(entry)
        return any(f" {' '.join(entry)} " in text for text in self.text)


def _variants(written: str, words: WordList, rules: RuleSet) -> Iterator[tuple[str, ...]]:
    """An entry in all the forms the list has it in."""
    entry = tuple(word for _, _, word in split(written, rules.word))
    yield entry
    if words.form_class:
        head = rules.inflection.head(entry, words.form_class)
        for form in rules.inflection.lettered(entry[head], words.form_class):
            yield (*entry[:head], form, *entry[head + 1 :])


def stats(documents: Iterable[Document], engine: Engine) -> Stats:
    """Count what every rule did."""
    counted = Stats()
    for document in documents:
        counted.add(remembered(engine.check(document), engine.rules))
    return counted


# --- what a change of rules changes -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two rule sets on one draft."""

    sign: str  # + added  - gone  ~ moved
    rule: str
    draft: str
    text: str
    told: str = ""


def compare(documents: Iterable[Document], old: Engine, new: Engine) -> Iterator[Change]:
    """What ``new`` adds, takes away and moves, draft by draft."""
    for document in documents:
        before, after = old.check(document), new.check(document)
        yield from _findings(before, after)
        yield from _matches(before, after)
        yield from _levels(before, after)


def _marked(report: Report, kind: str) -> Mapping[tuple[str, int, int], str]:
    values = report.findings if kind == "findings" else report.matches
    return {(one.rule, *one.span): one.span.of(report.text) for one in values}


def _difference(before: Report, after: Report, kind: str, told: str) -> Iterator[Change]:
    old, new = _marked(before, kind), _marked(after, kind)
    for sign, some, others in (("-", old, new), ("+", new, old)):
        for key, text in some.items():
            if key not in others:
                yield Change(sign, key[0], before.name, text, told)


def _findings(before: Report, after: Report) -> Iterator[Change]:
    yield from _difference(before, after, "findings", "finding")


def _matches(before: Report, after: Report) -> Iterator[Change]:
    yield from _difference(before, after, "matches", "words")


def _levels(before: Report, after: Report) -> Iterator[Change]:
    old = _strengths(before)
    for span, (level, strength, kind, text) in _strengths(after).items():
        if span in old and old[span][:3] != (level, strength, kind):
            was = old[span]
            told = f"{_of(was[1])} {was[0]} {was[2]} → {_of(strength)} {level} {kind}"
            yield Change("~", "", after.name, text, told)


def _of(strength: int | None) -> str:
    return "–" if strength is None else str(strength)


def _strengths(report: Report) -> dict[tuple[int, int], tuple[str, int | None, str, str]]:
    return {
        (claim.span.start, claim.span.end): (
            one.resolved.value, one.resolved_strength, one.type, claim.span.of(report.text)
        )
        for claim, one in zip(report.claims, report.assessments, strict=True)
    }  # fmt: skip
