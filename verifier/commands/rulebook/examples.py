"""A rule's own examples, run through the stages a real run uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from verifier.desk.rewrite import Comparer
from verifier.draft import sentences
from verifier.engine import Engine
from verifier.model import Document, Draft, Report, Sentence, Zone, ZoneKind
from verifier.reading import from_text
from verifier.ruleset import Example, PhraseLine, Rule
from verifier.ruleset.schema import parse_example
from verifier.spans import Span

NAME = "example"
_NEW_LINE = " ¶ "
"""Stands for a line end in an example of several lines."""
_BESIDE = " => "
"""Stands between an original and its rewrite in an example of a drift."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule did with one of its examples. ``wrong`` says what it should not have, in words."""

    rule: str
    group: str  # match | no_match | known_miss
    example: Example
    path: str
    marked: tuple[Span, ...]
    wrong: str = ""
    phrases: tuple[int, ...] = ()  # lines of the phrases that held


def parsed(line: PhraseLine) -> Example:
    """An example line as text of one or more lines."""
    return parse_example(line._replace(text=line.text.replace(_NEW_LINE, "\n")))


def run(rule: Rule, engine: Engine) -> Iterator[Outcome]:
    """Every example of a rule, tried."""
    for group, lines in rule.examples.lines.items():
        for line in lines:
            yield try_example(rule, group, parsed(line), engine)


def try_example(rule: Rule, group: str, example: Example, engine: Engine) -> Outcome:
    """One example, tried."""
    marked, phrases = marks(rule, example.text, engine)
    return Outcome(rule.id, group, example, rule.path, marked, _wrong(group, example, marked), phrases)


def _wrong(group: str, example: Example, marked: tuple[Span, ...]) -> str:
    quoted = ", ".join(f"“{span.of(example.text)}”" for span in marked)
    if group == "no_match":
        return f"should not match “{example.text}”, but did ({quoted})" if marked else ""
    wanted = tuple(Span(*span) for span in example.marked)
    if not marked:
        return f"should match “{example.text}”, but did not"
    if wanted and wanted != marked:
        expected = ", ".join(f"“{span.of(example.text)}”" for span in wanted)
        return f"should mark {expected} in “{example.text}”, but marked {quoted}"
    return ""


def marks(rule: Rule, text: str, engine: Engine) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    """The words a rule marks in a text, and the lines of the phrases that held."""
    if rule.kind == "zone":
        zones, _ = engine.preparer.segmenter.segment(from_text(text, name=NAME))
        return tuple(_trimmed(text, zone.span) for zone in zones if zone.rule == rule.id), ()
    if rule.kind == "cue":
        report = _report(text, engine)
        cues = sorted({found.cue for found in report.attributions if found.rule == rule.id and found.cue})
        return tuple(cues), ()
    if rule.kind == "claim" and not rule.find:
        report = _report(text, engine)
        return tuple(claim.span for claim in report.claims if claim.rule == rule.id), ()
    if rule.kind in ("finding", "needs") and not rule.find and not rule.regex:
        report = _report(text, engine)
        return tuple(sorted({found.span for found in report.findings if found.rule == rule.id})), ()
    if rule.kind == "drift":
        return _drifts(rule, text, engine), ()
    found = engine.matcher.find_one(draft_of(text, rule, engine), rule)
    return tuple(one.span for one in found), tuple(one.line for one in found)


@cache
def _comparer(engine: Engine) -> Comparer:
    return Comparer(engine.rules)


def _drifts(rule: Rule, text: str, engine: Engine) -> tuple[Span, ...]:
    """The words of the rewrite behind ``=>`` that a rule finds changed from the original before it."""
    before, _, after = text.partition(_BESIDE)
    report = _comparer(engine).compare(_report(after, engine), (_report(before, engine),))
    move = len(before) + len(_BESIDE)
    found = {Span(one.span.start + move, one.span.end + move) for one in report.findings if one.rule == rule.id}
    return tuple(sorted(found))


def reach(rule: Rule, example: Example, engine: Engine) -> str:
    """What is wrong with the claims an example marks with ``{{…}}``, in words; nothing where they are reached.

    A source rule reaches a claim that the whole pipeline gives its type; a claim rule cuts out just the claim.
    """
    if rule.kind not in ("source", "claim") or not example.claims:
        return ""
    report = _report(example.text, engine)
    for span in (Span(*claim) for claim in example.claims):
        words = span.of(example.text)
        if rule.kind == "claim":
            if all(_trimmed(example.text, claim.span) != span for claim in report.claims):
                cut = _quoted(claim.span.of(example.text) for claim in report.claims)
                return f"should cut out “{words}”, but cut {cut}"
            continue
        rows = zip(report.claims, report.assessments, strict=True)
        types = {assessment.type for claim, assessment in rows if claim.span.overlaps(span)}
        if rule.type not in types:
            return f"should reach “{words}”, but the claim there is {', '.join(sorted(types)) or 'none'}"
    return ""


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts) or "nothing"


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _report(text: str, engine: Engine) -> Report:
    return engine.check(from_text(text, name=NAME))


def draft_of(text: str, rule: Rule, engine: Engine) -> Draft:
    """A text as the body of a draft, or as the first zone the rule speaks of."""
    return draft_in(text, ZoneKind(rule.zones[0]) if rule.zones else ZoneKind.BODY, engine)


def draft_in(text: str, kind: ZoneKind, engine: Engine) -> Draft:
    """A text as a draft of one zone."""
    document: Document = from_text(text, name=NAME)
    zone = Zone(kind, Span(0, len(text)), 0)
    found = sentences.split(document.prose, zone.span, engine.preparer.segmenter.abbreviations)
    cut = tuple(Sentence(index, span, zone) for index, span in enumerate(found))
    return engine.preparer.prepared(document, (zone,), cut)
