"""Who: sources that went, came, or became others; and what is said of them now."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.desk.rewrite.aligning import Aligned
from verifier.desk.rewrite.beside import Beside, Drift
from verifier.desk.rewrite.language import classes
from verifier.desk.rewrite.side import Passage, Side
from verifier.desk.rewrite.speakers import Speaker, Speakers, are_two
from verifier.model import Claim, Report, Source
from verifier.ruleset import Rule
from verifier.spans import Span

_PARTLY = 0.4  # share of a claim of the rewrite, by weight, that one of an original must have to be said again
_MOSTLY = 0.6  # share of a claim of an original, by weight, that a passage must have to be said to tell it
_SHORT = 3  # words of a second mention


def dropped(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A claim credited in the original that nobody is credited with here, seen from either text."""
    reports = [side.report for side in beside.sides]
    for claim, side, other in _told_bare(beside, rule):
        was = _source(reports[side], other)
        if was is not None:
            yield Drift(rule.id, claim.span, side, other.span, was=_shown(beside.sides[side], was))


def _told_bare(beside: Beside, rule: Rule) -> Iterator[tuple[Claim, int, Claim]]:
    """The claims of the rewrite without a source or a verb of speech, each with a claim of an original it tells."""
    bare = {
        claim.id: claim
        for row in beside.rows
        for claim in beside.draft.claims.get(row.passage.sentence, ())
        if not (claim.attributions or _is_spoken(beside, claim) or _speaks(beside, row.passage, claim, rule))
    }
    for claim, twin in beside.alignment.claims:
        if twin is not None and claim.id in bare and twin.share >= _PARTLY:
            yield claim, twin.side, twin.claim
    for fate in beside.fates:
        if fate.row >= 0 and fate.share > _MOSTLY:
            found = beside.claim(beside.rows[fate.row].passage, fate.keys)
            if found is not None and found.id in bare:
                yield found, fate.side, fate.claim


def _speaks(beside: Beside, passage: Passage, claim: Claim, rule: Rule) -> bool:
    """Whether a claim of the rewrite, or what stands before it, has a verb of speech at all."""
    tokens, letters = beside.draft.tokens, classes(rule, beside.draft.rules)
    return any(
        tokens.tags[at] in letters and tokens.starts[at] < claim.span.end
        for at in beside.own(passage, rule.words("unless"))
    )


def _is_spoken(beside: Beside, claim: Claim) -> bool:
    """Whether a claim stands in quotation marks."""
    words = [word.at for word in beside.draft.words(*beside.draft.tokens.range(claim.span))]
    return sum(at in beside.spoken for at in words) * 2 > len(words)


def added(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """Somebody credited with what the original says by itself."""
    for row in beside.rows:
        if not row.originals or any(_is_said(beside, passage, rule) for passage in row.originals):
            continue
        for one in beside.credits(row.passage, draft=True):
            if one.source is not None and not _is_told(beside, row, one.source):
                yield beside.drift(rule, one.source.span, row.originals[0])
                break


def _is_told(beside: Beside, row: Aligned, source: Source) -> bool:
    """Whether the original speaks of a source, as of one who does something."""
    known = row.known
    words = list(beside.draft.words(*beside.draft.tokens.range(source.span)))
    return not words or any(not known.isdisjoint(word.keys) for word in words)


def _is_said(beside: Beside, passage: Passage, rule: Rule) -> bool:
    """Whether anything in a passage of an original is credited, quoted, or said at all."""
    side = beside.sides[passage.side]
    if beside.credits(passage) or any(claim.carried for claim in side.claims.get(passage.sentence, ())):
        return True
    return bool(beside.listed(passage, rule.words("unless"))) or any(
        quote.first < passage.last and passage.first < quote.last for quote in side.quotations
    )


def retyped(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A source that became one of another kind, or lost its name."""
    reports = [side.report for side in beside.sides]
    for claim, twin in beside.alignment.claims:
        now = _source(beside.draft.report, claim)
        if twin is None or now is None:
            continue
        was, side = _source(reports[twin.side], twin.claim), beside.sides[twin.side]
        if was is not None and _differ(beside, side, was, now):
            yield Drift(rule.id, now.span, twin.side, was.span, now.resolved_name, _shown(side, was))


def characterised(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A word of judgement in a source that no original has."""
    tokens = beside.draft.tokens
    for row in beside.rows:
        for one in beside.credits(row.passage, draft=True):
            if one.source is None or not row.originals:
                continue
            for at in beside.draft.listed(*tokens.range(one.source.span), rule.words("gained")):
                if not beside.alignment.index.has_word(beside.draft.language.keys[tokens.words[at]]):
                    yield beside.drift(rule, tokens.span(at, at + 1), row.originals[0])
                    break


def _shown(side: Side, source: Source) -> str:
    """A source as readers know it: of a second mention, the first."""
    return source.resolved_name or side.shown(source.span)


def _source(report: Report, claim: Claim) -> Source | None:
    """Who stands behind a claim, where the text gives more than a pronoun nobody can place."""
    found = [report.attributions[at] for at in claim.attributions]
    return next((one.source for one in found if one.supports and one.source is not None and one.source.type), None)


def _differ(beside: Beside, side: Side, was: Source, now: Source) -> bool:
    """Whether two sources are not one and the same as a reader knows them."""
    before, after = Speakers(side).named(was), Speakers(beside.draft).named(now)
    if not _is_named(side, was, before) or not _is_named(beside.draft, now, after):
        return False
    if before.head and after.head:
        return are_two(before, after) and not _common(beside, side, was, now)
    if before.head in beside.names and _is_definite(beside.draft, now):
        return False  # “the company”, of one that has its name elsewhere in the rewrite
    return was.type != now.type or not _common(beside, side, was, now)


def _is_named(side: Side, source: Source, speaker: Speaker) -> bool:
    """Whether a source is more than a pronoun; one that stands for a name is."""
    return bool(speaker.head) or any(True for _ in side.words(*side.tokens.range(source.span)))


def _is_definite(side: Side, source: Source) -> bool:
    """Whether it is a short noun phrase with an article."""
    first, last = side.tokens.range(source.span)
    return last - first <= _SHORT and side.tokens.tags[first] == side.rules.letters.of("determiner")


def _full(source: Source) -> Span:
    return source.resolved or source.span


def _common(beside: Beside, side: Side, was: Source, now: Source) -> bool:
    """Whether both are called by a word they share."""
    theirs = side.tokens.range(_full(was))
    mine = beside.draft.tokens.range(_full(now))
    keys = {key for word in side.words(*theirs) for key in word.keys}
    return any(not keys.isdisjoint(word.keys) for word in beside.draft.words(*mine))
