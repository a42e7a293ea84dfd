"""How firmly: verbs that vouch or doubt, hedges and conditions, words that raise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.desk.rewrite.aligning import Aligned
from verifier.desk.rewrite.beside import Beside, Drift
from verifier.desk.rewrite.language import classes
from verifier.desk.rewrite.side import Passage, Side
from verifier.model import Certainty
from verifier.ruleset import Rule
from verifier.spans import Span

_BEHIND = 6  # words behind a verb that may be what it is the verb of
_REACH = 4  # words that carry matter, behind a hedge, one of which the rewrite must keep
_SURE = {Certainty.UNKNOWN: 0, Certainty.POSSIBLE: 1, Certainty.PROBABLE: 2}


def verb(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A verb of the rule’s lists that the original has not, where it has another of speech or belief."""
    tokens, letters = beside.draft.tokens, classes(rule, beside.draft.rules)
    for row in beside.rows:
        if not row.originals:
            continue
        new = [
            at
            for at in beside.own(row.passage, rule.words("gained"))
            if tokens.tags[at] in letters and not beside.has(row, at)
        ]
        was = _first(beside, row.originals, rule) if new else None
        if was is not None:
            place, near = _credited(beside.draft, row.passage, new[0])
            side = beside.sides[was[0].side]
            other, _ = _credited(side, *was)
            words, before = (text.words[at] for text, at in ((tokens, new[0]), (side.tokens, was[1])))
            yield Drift(rule.id, place, side.index, other, words, before, near)


def _credited(side: Side, passage: Passage, at: int) -> tuple[Span, Span]:
    """A verb with its source, and what it is the verb of: what an attribution says, else what stands behind."""
    tokens = side.tokens
    verb = tokens.span(at, at + 1)
    for one in side.attributions.get(passage.sentence, ()):
        if one.cue is not None and one.cue.overlaps(verb):
            source = one.source.span if one.source is not None else verb
            inside = tokens.starts[passage.first] <= source.start and source.end <= tokens.ends[passage.last - 1]
            parts = (verb, one.cue, source) if inside else (verb, one.cue)
            place = Span(min(part.start for part in parts), max(part.end for part in parts))
            return place, next(iter(one.content), place)
    return verb, tokens.span(at, min(at + _BEHIND, passage.last))


def _first(beside: Beside, passages: Sequence[Passage], rule: Rule) -> tuple[Passage, int] | None:
    """The first word of speech in some passages, as the rule’s lists and letters have it."""
    for passage in passages:
        tokens = beside.sides[passage.side].tokens
        for at in beside.listed(passage, rule.words("instead")):
            if tokens.tags[at] in classes(rule, beside.draft.rules):
                return passage, at
    return None


def gained(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A word of the rule’s lists that no original has."""
    index, keys = beside.alignment.index, beside.draft.language.keys
    words = beside.draft.tokens.words
    for row in beside.rows:
        for at in beside.own(row.passage, rule.words("gained")):
            if row.originals and not beside.has(row, at) and not index.has_word(keys[words[at]]):
                place = beside.draft.tokens.span(at, at + 1)
                yield beside.drift(rule, place, row.originals[0])
                break


def hedge(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A hedge or condition of the original that the rewrite, telling the same, has not: in a claim, in a sentence."""
    yield from _in_claims(beside, rule)
    yield from _in_sentences(beside, rule)


def _in_claims(beside: Beside, rule: Rule) -> Iterator[Drift]:
    passages = {(side.index, one.sentence): one for side in beside.sides for one in side.passages}
    for fate in beside.fates:
        passage = passages.get((fate.side, fate.claim.sentence))
        if fate.row < 0 or passage is None:
            continue
        row, side = beside.rows[fate.row], beside.sides[fate.side]
        place = beside.part(row.passage, fate.keys)
        mine = [sure for span, sure in _hedges(beside.draft, row.passage, rule) if span.overlaps(place)]
        left = min(mine, default=len(_SURE))
        for span, sure in _hedges(side, passage, rule):
            if span.overlaps(fate.claim.span) and sure < left and _kept(side, passage, span, row):
                yield Drift(rule.id, place, fate.side, fate.claim.span, was=side.shown(span))
                break


def _in_sentences(beside: Beside, rule: Rule) -> Iterator[Drift]:
    for row in beside.rows:
        if not row.originals or any(beside.own(row.passage, rule.words("lost"))):
            continue
        left = min((sure for _, sure in _open(beside.draft, row.passage, rule)), default=len(_SURE))
        for passage in row.originals:
            side = beside.sides[passage.side]
            hedges = [span for span, sure in _hedges(side, passage, rule) if sure < left]
            kept = ((span, keys) for span in hedges if (keys := _kept(side, passage, span, row)))
            lost, keys = next(kept, (None, set()))
            if lost is not None:
                place = beside.part(row.passage, keys)
                yield Drift(rule.id, place, passage.side, passage.span, was=side.shown(lost))
                break


def hedge_added(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A hedge of the rewrite where the original has none."""
    for row in beside.rows:
        if row.originals and not any(_open(beside.sides[each.side], each, rule) for each in row.originals):
            for span, _ in _open(beside.draft, row.passage, rule):
                if beside.spoken.isdisjoint(range(*beside.draft.tokens.range(span))):
                    yield beside.drift(rule, span, row.originals[0])
                    break


def settled(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """What was planned or expected, by the rule’s hedges, and by its lists is certain to come now."""
    for row in beside.rows:
        will = [at for at in beside.own(row.passage, rule.words("gained")) if not beside.has(row, at)]
        if not will or _open(beside.draft, row.passage, rule):
            continue
        for passage in row.originals[:1]:
            side = beside.sides[passage.side]
            hedges = [] if beside.credits(passage) else _open(side, passage, rule)
            for span, _ in hedges[:1]:
                place = beside.part(row.passage, _kept(side, passage, span, row))
                yield Drift(rule.id, place, passage.side, passage.span, was=side.shown(span))


def negation(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """What is denied in one text and told in the other, word for word but for the “not”."""
    lists = rule.words("lost")
    for row in beside.rows:
        mine = beside.draft.listed(row.passage.first, row.passage.last, lists)
        for passage in row.originals[:1]:
            side = beside.sides[passage.side]
            theirs = side.listed(passage.first, passage.last, lists)
            if bool(mine) == bool(theirs):
                continue
            said, where, at = (row.passage, passage, theirs[0]) if theirs else (passage, row.passage, mine[0])
            behind = [word for word in where.words if at < word.at <= at + _BEHIND][:2]
            if behind and not any(said.keys.isdisjoint(word.keys) for word in behind):
                place = beside.part(row.passage, {key for word in behind for key in word.keys})
                yield Drift(rule.id, place, passage.side, passage.span, was=side.shown(passage.span))


def _open(side: Side, passage: Passage, rule: Rule) -> list[tuple[Span, int]]:
    """What leaves a passage open by the hedges that a rule names, and how sure it is, from 0."""
    rules, named = side.rules.rules, rule.words("hedges")
    matches = [match for match in side.matches.get(passage.sentence, ()) if match.rule in named]
    found = [(match.span, rules[match.rule].text("certainty")) for match in matches]
    return [(span, _SURE[Certainty(sure)]) for span, sure in found if sure in _SURE]


def _hedges(side: Side, passage: Passage, rule: Rule) -> list[tuple[Span, int]]:
    """The hedges of a passage of an original: those of the hedge rules, and the words of the rule’s lists."""
    tokens = side.tokens
    listed = side.listed(passage.first, passage.last, rule.words("lost"))
    return sorted(
        [*_open(side, passage, rule), *((tokens.span(at, at + 1), _SURE[Certainty.PROBABLE]) for at in listed)]
    )


def _kept(side: Side, passage: Passage, hedge: Span, row: Aligned) -> set[str]:
    """The keys of the words that the hedge stands before, as far as the rewrite has them."""
    behind = [word for word in passage.words if side.tokens.starts[word.at] >= hedge.end][:_REACH]
    return {key for word in behind for key in word.keys} & row.passage.keys
