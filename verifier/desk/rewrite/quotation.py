"""What became of quotations: words altered, marks put on or taken off, another speaker."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.desk.rewrite.beside import Beside, Drift
from verifier.desk.rewrite.quotes import Found, Piece, pieces
from verifier.desk.rewrite.side import Side
from verifier.desk.rewrite.speakers import Speakers, are_two
from verifier.ruleset import Rule
from verifier.spans import Span

_LEAST = 3  # words that are somebody’s and not anybody’s
_TOLD = 0.34  # share of the words of a quotation, by weight, that a passage tells in its own


def altered(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """Words in quotation marks that an original has otherwise."""
    for quote in beside.quotes:
        if quote.found is not None and not quote.found.same:
            yield _from(beside, rule, quote.piece, quote.found)


def absent(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """Words in quotation marks that stand in no original."""
    for quote in beside.quotes:
        if quote.found is None:
            yield Drift(rule.id, quote.piece.span, was=str(len(beside.sides)))


def marked(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """Quotation marks put on what an original says in its own words."""
    for quote in beside.quotes:
        found = quote.found
        if found is not None and found.same and not found.quoted and quote.piece.quotation.speech:
            yield _from(beside, rule, quote.piece, found)


def speaker(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """Words that an original has somebody else say."""
    mine, theirs = Speakers(beside.draft), [Speakers(side) for side in beside.sides]
    for quote in beside.quotes:
        if quote.found is None or not quote.found.quoted or len(quote.piece.words) < _LEAST:
            continue
        now, was = mine.of(quote.piece.words), theirs[quote.found.side].of(quote.found.at)
        if now and was and are_two(now, was):
            drift = _from(beside, rule, quote.piece, quote.found)
            yield drift._replace(words=now.shown, was=was.shown)


def paraphrased(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """Passages that put into other words what an original quotes."""
    kept = {(quote.found.side, at) for quote in beside.quotes if quote.found is not None for at in quote.found.at}
    said = {_forms(beside.draft, quote.piece) for quote in beside.quotes}
    told = set()
    for side in beside.sides:
        for piece in pieces(side):
            is_kept = _forms(side, piece) in said or not kept.isdisjoint((side.index, at) for at in piece.words)
            place = None if is_kept else _told(beside, side, piece)
            if place is not None and place not in told:
                told.add(place)
                yield Drift(rule.id, place, side.index, piece.span, was=side.shown(piece.span))


def _forms(side: Side, piece: Piece) -> tuple[str, ...]:
    return tuple(side.tokens.words[at] for at in piece.words)


def _from(beside: Beside, rule: Rule, piece: Piece, found: Found) -> Drift:
    side = beside.sides[found.side]
    other = Span(side.tokens.starts[found.at[0]], side.tokens.ends[found.at[-1]])
    return Drift(rule.id, piece.span, found.side, other, was=side.shown(other))


def _told(beside: Beside, side: Side, piece: Piece) -> Span | None:
    """The passage of the rewrite that has most words of a quotation, where it has enough of them."""
    words = list(side.words(piece.words[0], piece.words[-1] + 1))
    weights = {word: beside.alignment.index.weight(word) for word in words}
    gains = beside.alignment.telling(weights)
    best = max(gains, key=lambda at: (gains[at][0], -at), default=-1)
    if best < 0 or gains[best][0] < _TOLD * sum(weights.values()) or gains[best][1] < min(2, len(words)):
        return None
    return beside.part(beside.rows[best].passage, {key for word in words for key in word.keys})
