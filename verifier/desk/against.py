"""A rewrite against the copy it comes from: what happened to the attribution on the way.

Six drifts are told: attribution dropped, source re-typed, count lost, verb upgraded, hedge or condition dropped,
and date, venue or quotation lost. Each is a relation of kind ``drift`` and a finding with a question. Which of the
two is right is never said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from verifier.model import Assessment, Attribution, Certainty, Claim, Finding, Kind, Relation, Report
from verifier.ruleset import RuleSet
from verifier.spans import Span

ALIKE = 0.4
_STEM = 5  # letters that tell a word from another, whatever its ending
_SHORT = 4  # words below this length carry little, unless they are names or numbers
_FIRM = {"distance": 0, "hearsay": 0, "belief": 1, "weak": 1, "neutral": 2, "forecast": 2, "stress": 3, "endorse": 4}
_SURE = {Certainty.UNKNOWN: 0, Certainty.POSSIBLE: 1, Certainty.PROBABLE: 2, Certainty.CERTAIN: 3}
_TITLES = {
    "drift-attribution": ("attribution dropped", "The original credits {was}. Who says so here?", "error"),
    "drift-source": ("source changed in kind", "The original has {was}, this has {now}. Which is it?", "error"),
    "drift-count": ("count of sources lost", "The original counts its sources ({was}). How many are they?", "warning"),
    "drift-verb": ("verb upgraded", "The original writes {was}, this writes {now}. Was it confirmed?", "warning"),
    "drift-hedge": ("hedge or condition dropped", "The original leaves it open ({was}). Has it been settled?", "error"),
    "drift-date": ("date or venue lost", "The original says when or where ({was}). Put it back?", "note"),
    "drift-quotation": ("quotation lost", "The original quotes {was}. Quote it, or keep its wording?", "note"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with what stands behind it."""

    report: Report
    claim: Claim
    assessment: Assessment

    def credits(self) -> list[Attribution]:
        """The attributions that support it."""
        found = (self.report.attributions[index] for index in self.claim.attributions)
        return [each for each in found if each.supports and each.source is not None and each.source.type]

    def words(self, span: Span | None) -> str:
        """The words under a span, on one line and not too long."""
        words = span.of(self.report.text).split() if span else []
        return f"“{' '.join(words[:8])}{' …' if len(words) > 8 else ''}”"


def drifts(draft: Report, original: Report, rules: RuleSet) -> Report:
    """The draft’s report with every drift from ``original`` told as a relation and as a finding."""
    pairs = pair(draft, original, rules)
    modifiers = {rule.id: rule.text("modifier") for rule in rules.of("detail")}
    relations, findings = [], []
    for now, was in pairs:
        for name, old, new in dict.fromkeys(_drifts(was, now, modifiers)):
            relations.append(_relation(name, was, now, draft, original))
            findings.append(_finding(name, old, new, now))
    ordered = sorted((*draft.findings, *findings), key=lambda found: -found.risk)
    return replace(draft, relations=(*draft.relations, *relations), findings=tuple(ordered))


def pair(draft: Report, original: Report, rules: RuleSet) -> list[tuple[Row, Row]]:
    """Each claim of the draft with the claim of the original it says again, where there is one."""
    theirs = [(row, _stems(row, rules)) for row in _rows(original)]
    rarity = Counter(stem for _, stems in theirs for stem in stems)
    found = []
    for now in _rows(draft):
        mine = _stems(now, rules)
        best = max(((_alike(mine, stems, rarity), -at) for at, (_, stems) in enumerate(theirs)), default=(0.0, 0))
        if best[0] >= ALIKE:
            found.append((now, theirs[-best[1]][0]))
    return found


def _rows(report: Report) -> list[Row]:
    rows = (Row(report, claim, assessment) for claim, assessment in zip(report.claims, report.assessments, strict=True))
    return [row for row in rows if row.assessment.scored and row.claim.kind is not Kind.NONE]


def _stems(row: Row, rules: RuleSet) -> frozenset[str]:
    """The words that carry a claim, by their first letters; names and numbers count whole."""
    tokens, letters = row.report.draft.tokens, str(rules.grammar.get("guards", ""))
    first, last = tokens.sentences[row.claim.sentence]
    inside = [at for at in range(first, last) if row.claim.span.covers(tokens.span(at, at + 1))]
    return frozenset(
        tokens.words[at] if tokens.tags[at] in letters else tokens.words[at][:_STEM]
        for at in inside
        if tokens.tags[at] in letters or (len(tokens.words[at]) >= _SHORT and tokens.words[at][0].isalpha())
    )


def _alike(mine: frozenset[str], theirs: frozenset[str], rarity: Mapping[str, int]) -> float:
    """The share of the shorter claim’s words that both have, rare ones weighing more; two words at least."""
    common = mine & theirs
    if len(common) < 2:
        return 0.0
    weight = {stem: 1 / max(1, rarity.get(stem, 1)) ** 0.5 for stem in mine | theirs}
    shorter = min(sum(weight[stem] for stem in mine), sum(weight[stem] for stem in theirs))
    both = sum(weight[stem] for stem in mine | theirs)
    shared = sum(weight[stem] for stem in common)
    return float((shared / shorter + shared / both) / 2)


def _drifts(was: Row, now: Row, modifiers: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(drift, words of the original, words of the draft)."""
    before, after = was.credits(), now.credits()
    if before and not after:
        source = before[0].source
        yield "drift-attribution", was.words(source.span if source else None), ""
    if before and after:
        yield from _sources(was, now, modifiers)
    yield from _certainty(was, now)
    if before and after:
        yield from _details(was, now, modifiers)


def _sources(was: Row, now: Row, modifiers: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    before, after = was.credits()[0], now.credits()[0]
    if before.source is None or after.source is None:
        return
    if was.assessment.type != now.assessment.type:
        yield "drift-source", was.words(before.source.span), now.words(after.source.span)
    low, high = _firmness(was, before, modifiers), _firmness(now, after, modifiers)
    if high > low and high >= _FIRM["stress"]:
        yield "drift-verb", was.words(before.cue), now.words(after.cue)


def _firmness(row: Row, credit: Attribution, modifiers: Mapping[str, str]) -> int:
    """How far the cue vouches for its content: as its class says, or as a detail of the verb does."""
    named = {modifiers.get(factor.rule, "") for factor in row.assessment.factors}
    verb = next((name for name in ("endorse", "distance") if f"{name}_verb" in named), credit.cue_class)
    return _FIRM.get(verb, _FIRM["neutral"])


def _certainty(was: Row, now: Row) -> Iterator[tuple[str, str, str]]:
    before, after = was.assessment.commitment, now.assessment.commitment
    if _SURE[before.certainty] < _SURE[Certainty.CERTAIN] and after.certainty is Certainty.CERTAIN:
        yield "drift-hedge", was.words(before.spans[0] if before.spans else was.claim.span), ""


def _details(was: Row, now: Row, modifiers: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    def had(row: Row, name: str) -> Span | None:
        return next((each.span for each in row.assessment.factors if modifiers.get(each.rule, each.rule) == name), None)

    for modifier, drift in (("count", "drift-count"), ("date_venue", "drift-date"), ("quote", "drift-quotation")):
        span = had(was, modifier)
        if span is not None and had(now, modifier) is None:
            yield drift, was.words(span), ""


def _relation(name: str, was: Row, now: Row, draft: Report, original: Report) -> Relation:
    title = _TITLES[name][0]
    return Relation(
        "drift", name, draft.name, now.claim.id, now.claim.span, original.name, was.claim.id, was.claim.span, title
    )


def _finding(name: str, old: str, new: str, now: Row) -> Finding:
    title, question, severity = _TITLES[name]
    risk = min(100, max(now.assessment.risk, {"error": 80, "warning": 60, "note": 30}[severity]))
    why = "A rewrite that hardens a claim or hides its source misleads readers about who stands behind it."
    return Finding(
        name, title, question.format(was=old, now=new), why, now.claim.span, now.claim.id, severity, risk=risk
    )
