"""Why one claim has its strength: words underlined, the sum, what would raise it, what did not fire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from verifier.model import Assessment, Claim
from verifier.report.labels import CHECK, shown, told_as, type_label
from verifier.report.marks import evidence_of
from verifier.report.screen import Screen
from verifier.report.view import NOTE, View
from verifier.report.why import signed
from verifier.report.words import pad, width
from verifier.spans import Span

NARROW = 60
_Line: TypeAlias = tuple[str, str, str, str]
"""One line of the sum: rule, words, points, where the rule stands."""


def lines(
    view: View, claim: Claim, *, screen: Screen, fingerprint: str, raises: Sequence[str], silent: Sequence[str]
) -> Iterator[str]:
    """The explanation of ``claim``. ``raises`` says what would lift it, ``silent`` what was considered in vain."""
    assessment = view.by_id[claim.id][1]
    mark = shown(assessment)
    name = view.report.draft.document.path or view.report.name
    strength = "" if assessment.resolved_strength is None else f", {assessment.resolved_strength}"
    check = f" {screen.sign(CHECK, 'check')}" if claim.id in view.checks else ""
    yield from screen.wrap(f"{name}:{view.place(claim.span)}")
    head = f"{claim.id}   {screen.sign(mark, mark.word.lower())}{strength}{check}"
    yield from (
        [head, f"fingerprint {fingerprint}"] if screen.width < NARROW else [f"{head}   (fingerprint {fingerprint})"]
    )
    yield ""
    yield from _underlined(view, claim, assessment, screen)
    yield ""
    yield from _sum(view, assessment, screen)
    yield ""
    yield from _facts(claim, assessment, view, screen)
    yield from _meant(view, claim, screen)
    yield from screen.wrap(_raised(raises, assessment), indent=2)
    if silent:
        yield from screen.wrap(f"Considered, did not fire: {'; '.join(silent)}.", indent=2)
    for found in view.findings_of(claim.id):
        label = "Note" if found.severity == NOTE else "Ask"
        yield from screen.wrap(f"{label}: {found.question} ({found.rule})", indent=2)
        if found.reopened:
            yield from screen.wrap(f"Was dismissed: {found.reopened}.", indent=2)
    yield ""
    yield from screen.wrap(f'Let it be: verify dismiss {name}:{claim.id} --reason "…"', indent=2)


def _meant(view: View, claim: Claim, screen: Screen) -> Iterator[str]:
    """Who each second mention stands for, and the rule that says so."""
    for index in claim.attributions:
        source = view.report.attributions[index].source
        if source is not None and source.resolved_by:
            stands = "may stand" if source.unsure else "stands"
            told = f"“{source.name}” {stands} for “{source.resolved_name}” ({source.resolved_by})."
            yield from screen.wrap(told, indent=2)


def _raised(raises: Sequence[str], assessment: Assessment) -> str:
    if assessment.strength is None:
        return "Nothing is scored here: the source gave nothing, or nothing is claimed."
    if not raises:
        return "No edit of one place that we know of would raise its level."
    return f"It would be {'; '.join(raises)}."


def _underlined(view: View, claim: Claim, assessment: Assessment, screen: Screen) -> Iterator[str]:
    """The sentence in lines, under each the words that decided and their rules."""
    sentence = view.sentence_of(claim)
    marks = _marks(view, claim, assessment, sentence)
    for start, end in _rows(view.text, sentence, screen.width - 4):
        text = _plain(view.text[start:end], screen)
        yield f"  {text}".rstrip()
        here = [
            (max(span.start, start), min(span.end, end), label)
            for span, label in marks
            if span.overlaps(Span(start, end))
        ]
        for first, last, label in here:
            indent = width(_plain(view.text[start:first], screen))
            line = "~" * max(1, width(_plain(view.text[first:last], screen)))
            room = screen.width - 3 - indent - len(line)
            if room >= len(label):
                yield f"  {' ' * indent}{line} {label}"
            else:
                yield f"  {' ' * indent}{line}"
                yield f"  {screen.cut(label, screen.width - 2)}"


def _plain(text: str, screen: Screen) -> str:
    """As ``screen.plain``, but as long as it stands: white space is one space a letter."""
    kept = "".join(" " if letter.isspace() else letter for letter in text)
    head = len(kept) - len(kept.lstrip(" "))
    tail = len(kept) - len(kept.rstrip(" ")) if kept.strip(" ") else 0
    return " " * head + screen.plain(kept) + " " * tail


def _rows(text: str, span: Span, columns: int) -> Iterator[tuple[int, int]]:
    """The span in pieces that fit, broken at spaces."""
    start = span.start
    while start < span.end:
        end = min(span.end, start + columns)
        while end > start + 1 and width(text[start:end]) > columns:
            end -= 1
        if end < span.end:
            space = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
            end = space if space > start else end
        yield start, end
        start = end
        while start < span.end and text[start].isspace():
            start += 1


def _marks(view: View, claim: Claim, assessment: Assessment, sentence: Span) -> list[tuple[Span, str]]:
    """What decided, each span once, in reading order."""
    found: dict[Span, str] = {}
    for factor in assessment.factors:
        if factor.span is not None and factor.span.overlaps(sentence) and not factor.span.covers(claim.span):
            found.setdefault(factor.span, factor.rule)
    for attribution in view.attributions_of(claim):
        if attribution.source is not None and attribution.source.span.overlaps(sentence):
            found.setdefault(attribution.source.span, attribution.source.rule or "source")
        if attribution.cue is not None and attribution.cue.overlaps(sentence):
            found.setdefault(attribution.cue, attribution.rule)
    rules = assessment.commitment.rules
    for at, span in enumerate(assessment.commitment.spans):
        if span.overlaps(sentence):
            found.setdefault(span, f"{rules[min(at, len(rules) - 1)] if rules else 'certainty'} (certainty)")
    return sorted(found.items())


def _sum(view: View, assessment: Assessment, screen: Screen) -> Iterator[str]:
    rows = []
    for at, factor in enumerate(assessment.factors):
        words = screen.quote(factor.span.of(view.text), 26) if factor.span else screen.cut(f"({factor.label})", 26)
        rows.append((factor.rule, words, signed(factor.points, first=at == 0), factor.where))
    total = sum(factor.points for factor in assessment.factors)
    if total > assessment.cap:
        rows.append((assessment.capped_by or "cap", "(no more than)", str(assessment.cap), ""))
    if not rows:
        return
    yield from (_narrow_sum if screen.width < NARROW else _wide_sum)(rows, assessment, screen)
    support = assessment.support
    if support and assessment.resolved_strength != assessment.strength:
        yield from screen.wrap(
            f"Elsewhere in the draft {support.claim} has {support.strength}; less {support.penalty} that makes "
            f"{assessment.resolved_strength}, {shown(assessment).word.lower()} ({support.rule}).",
            indent=2,
        )


def _wide_sum(rows: Sequence[_Line], assessment: Assessment, screen: Screen) -> Iterator[str]:
    names = max(width(row[0]) for row in rows)
    found = max(8, min(max(width(row[1]) for row in rows), screen.width - 10 - names))
    for rule, words, points, where in rows:
        cells = pad(screen.cut(rule, names), names), pad(screen.cut(words, found), found)
        line = f"  {'  '.join(cells)}  {pad(points, 4, right=True)}"
        yield from _with_place(line, where, screen)
    if assessment.strength is not None:
        yield f"  {' ' * (names + found + 2)}  {'─' * 4}"
        yield from screen.line(f"  {' ' * (names + found + 2)}  {assessment.strength:4}   {_range(assessment)}")


def _narrow_sum(rows: Sequence[_Line], assessment: Assessment, screen: Screen) -> Iterator[str]:
    """The sum where there is no room for columns: a rule a line, its words and points below, nothing cut."""
    for rule, words, points, where in rows:
        yield from screen.wrap(rule, indent=2)
        yield from screen.wrap(f"{words} {points}", indent=4)
        if where:
            yield from screen.wrap(where, indent=4)
    if assessment.strength is not None:
        yield from screen.wrap(f"= {assessment.strength}, {_range(assessment)}", indent=2)


def _with_place(line: str, where: str, screen: Screen) -> Iterator[str]:
    if width(line) + 3 + width(where) <= screen.width:
        yield f"{line}   {where}"
    else:
        yield line
        if where:
            yield f"      {screen.cut(where, screen.width - 6)}"


def _range(assessment: Assessment) -> str:
    high, moderate, low = assessment.cuts
    name = shown(assessment, as_written=True).word.lower()
    edges = {"high": (high, 100), "moderate": (moderate, high - 1), "low": (low, moderate - 1)}
    first, last = edges.get(name, (0, low - 1))
    return f"{name} is {first} to {last}"


def _facts(claim: Claim, assessment: Assessment, view: View, screen: Screen) -> Iterator[str]:
    words = ", ".join(screen.quote(span.of(view.text), 30) for span in assessment.commitment.spans[:3])
    band = assessment.commitment.band
    certainty = told_as(assessment.commitment)
    told = f"{certainty}{f', {band[0]} to {band[1]} %' if band else ''}{f' ({words})' if words else ''}"
    kind = str(claim.kind).replace("_", " ")
    yield from screen.wrap(f"Type: {type_label(assessment.type)}. Kind: {kind}. The text makes it {told}.", indent=2)
    if claim.id in view.unsure:
        yield from screen.wrap("Unsure: the source is a pronoun nobody resolves, or words of no known class.", indent=2)
    for item in evidence_of(view, claim):
        yield from screen.wrap(f"In notes, {item.kind}: {item.target}", indent=2)
    if assessment.contested:
        yield from screen.wrap("Another source in the draft disputes it.", indent=2)
