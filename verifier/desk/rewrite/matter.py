"""What: numbers, dates and venues changed or lost; facts that no original holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from verifier.desk.rewrite.aligning import Aligned
from verifier.desk.rewrite.beside import Beside, Drift
from verifier.desk.rewrite.side import Passage, Side, Word
from verifier.model import Claim
from verifier.relations.quantities import Quantity, quantities
from verifier.ruleset import Rule

_DATES = frozenset(("date", "year"))
_FIGURES = re.compile(r"\d+")
_WIDE = 1.5  # how far the ends of a vague number lie apart
_BEFORE = 2  # words of a bound that are shown
_FEW = 2  # numbers up to here are words as much as numbers
_NEW = 0.6  # share of the words of a claim, by weight, that no one passage of an original has
_LEAST = 5  # such words of a claim
_ALONE = 4  # words of a sentence that no original has anything of


def number(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A number that stands in no original."""
    known = {end for side in beside.sides for passage in side.passages for end in _numbers(side, passage)}
    tokens = beside.draft.tokens
    for row in beside.rows:
        for one in beside.draft.quantities(row.passage):
            is_new = one.high > _FEW and one.kind not in _DATES and known.isdisjoint(_ends(one))
            if is_new and row.originals and not _is_vague(one):
                yield beside.drift(rule, tokens.span(one.first, one.last), row.originals[0])


def _ends(one: Quantity) -> tuple[float, ...]:
    """The numbers that may have been written of it: its ends, and what stands in the middle of “about”."""
    ends = (one.low, one.high, (one.low + one.high) / 2)
    return tuple(round(end, 6) for end in ends if end and end != math.inf)


def _is_vague(one: Quantity) -> bool:
    """Whether it is a word for any of several numbers: dozens."""
    return not one.exact and one.low * _WIDE < one.high < math.inf


def bound(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A number that the original bounds, about, at least, up to, and the rewrite gives as exact."""
    for row in beside.rows:
        told = [(side, one) for side, passage in _passages(beside, row) for one in side.quantities(passage)]
        loose = {end: (side, one) for side, one in told if not one.exact and not _is_vague(one) for end in _ends(one)}
        firm = {end for _, one in told if one.exact for end in _ends(one)}
        for one in beside.draft.quantities(row.passage):
            if one.exact and one.kind not in _DATES and one.low in loose and one.low not in firm:
                side, other = loose[one.low]
                before = max(0, other.first - _BEFORE)
                was = side.shown(side.tokens.span(before, other.last))
                place = beside.draft.tokens.span(one.first, one.last)
                yield Drift(rule.id, place, side.index, side.tokens.span(before, other.last), was=was)


def _passages(beside: Beside, row: Aligned) -> Iterator[tuple[Side, Passage]]:
    return ((beside.sides[passage.side], passage) for passage in row.originals)


def _numbers(side: Side, passage: Passage) -> set[float]:
    """The numbers of a passage, those inside words too: a 31-year-old."""
    found = {end for one in side.quantities(passage) for end in _ends(one)}
    words = (word for word in side.tokens.words[passage.first : passage.last] if "-" in word)
    return found | {float(figure) for word in words for figure in _FIGURES.findall(word)}


def count(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """How many the sources of the original are, where the rewrite names them and does not say."""
    for row in beside.rows:
        mine = _numbers(beside.draft, row.passage)
        for passage in row.originals:
            side = beside.sides[passage.side]
            for source in (one.source.span for one in beside.credits(passage) if one.source is not None):
                for one in quantities(side.tokens.words, side.language.lexicon.numerals, *side.tokens.range(source)):
                    keys = {key for word in side.words(*side.tokens.range(source)) for key in word.keys}
                    if mine.isdisjoint(_ends(one)) and not row.passage.keys.isdisjoint(keys):
                        place = beside.part(row.passage, keys)
                        yield Drift(rule.id, place, side.index, source, was=side.shown(source))


def lost(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """When or where something was said, which the rewrite leaves out."""
    lists = rule.words("lost")
    for row in beside.rows:
        if not row.originals or beside.draft.listed(row.passage.first, row.passage.last, lists):
            continue
        passage = row.originals[0]
        told = [span for one in beside.credits(passage) if one.source for span in (one.source.span, *one.content)]
        side = beside.sides[passage.side]
        spans = (side.tokens.span(at, at + 1) for at in beside.listed(passage, lists))
        other = next((span for span in spans if told and not any(map(span.overlaps, told))), None)
        if other is not None:
            yield Drift(rule.id, row.passage.span, side.index, passage.span, was=side.shown(other))


def added(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """A claim that nobody is credited with and of which no passage of an original has enough."""
    index = beside.alignment.index
    for row in beside.rows:
        if not row.originals and len(row.passage.words) >= _ALONE:
            yield Drift(rule.id, row.passage.span)
            continue
        for claim in beside.draft.claims.get(row.passage.sentence, ()):
            words = [] if claim.attributions else list(_own_words(beside, row.passage, claim))
            known = row.known | index.made_of(row.passage, words).known
            new = [word for word in words if known.isdisjoint(word.keys)]
            weights = {word: index.weight(word) for word in words}
            if len(new) >= _LEAST and sum(map(weights.__getitem__, new)) > _NEW * sum(weights.values()):
                yield Drift(rule.id, claim.span)


def _own_words(beside: Beside, passage: Passage, claim: Claim) -> Iterator[Word]:
    """The words of a claim of the rewrite that are not quoted."""
    first, last = beside.draft.tokens.range(claim.span, passage.first, passage.last)
    return (word for word in passage.words if first <= word.at < last and word.at not in beside.spoken)
