"""A rewrite beside its originals, with the look-ups that the checks share, made once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from verifier.desk.rewrite.aligning import Aligned, Alignment
from verifier.desk.rewrite.fates import Fate, fates
from verifier.desk.rewrite.language import Language
from verifier.desk.rewrite.quotes import Found, Piece, Quoted, pieces
from verifier.desk.rewrite.side import Passage, Side
from verifier.model import Attribution, Claim, Report
from verifier.ruleset import Rule
from verifier.spans import Span


class Drift(NamedTuple):
    """What a rewrite did to some words.

    ``other`` are the words of an original, ``was`` and ``words`` what a question shows; ``near`` is what the claim has
    that the finding belongs to, where it is not the place.
    """

    rule: str
    place: Span
    side: int = -1  # which original; -1 for none
    other: Span | None = None
    words: str = ""
    was: str = ""
    near: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a quotation of the rewrite, and where it was found."""

    piece: Piece
    found: Found | None


class Beside:
    """The rewrite and its originals."""

    def __init__(self, draft: Report, originals: Sequence[Report], language: Language) -> None:
        self.draft = Side(draft, language)
        self.sides = tuple(Side(report, language, index) for index, report in enumerate(originals))
        self.alignment = Alignment(self.draft, self.sides)

    @property
    def rows(self) -> Sequence[Aligned]:
        """Each passage of the rewrite with those it is made of."""
        return self.alignment.rows

    @cached_property
    def quotes(self) -> list[Quote]:
        """Every quotation of the rewrite, looked for in the originals."""
        known, words = Quoted(self.sides), self.draft.tokens.words
        return [Quote(piece, known.find([words[at] for at in piece.words])) for piece in pieces(self.draft)]

    @cached_property
    def fates(self) -> tuple[Fate, ...]:
        """What became of every claim of the originals."""
        return tuple(fates(self.alignment))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the rewrite that are names."""
        tokens, letters = self.draft.tokens, self.draft.language.names
        return frozenset(word for word, tag in zip(tokens.words, tokens.tags, strict=False) if tag in letters)

    @cached_property
    def risks(self) -> dict[str, int]:
        """What an editor loses by not asking, by the id of a claim of the rewrite."""
        report = self.draft.report
        return {claim.id: own.risk for claim, own in zip(report.claims, report.assessments, strict=True)}

    @cached_property
    def spoken(self) -> frozenset[int]:
        """The words of the rewrite that stand in quotation marks: they are not the writer’s own."""
        return frozenset(at for quote in self.quotes for at in quote.piece.words)

    def own(self, passage: Passage, lists: Sequence[str]) -> Iterator[int]:
        """The words of a passage of the rewrite, outside quotations, that are entries of word lists."""
        return (at for at in self.draft.listed(passage.first, passage.last, lists) if at not in self.spoken)

    def has(self, row: Aligned, at: int) -> bool:
        """Whether the passages that a row is made of have a word of the rewrite, or another for the same."""
        keys = self.draft.language.keys[self.draft.tokens.words[at]]
        return any(not self._all_keys(passage).isdisjoint(keys) for passage in row.originals)

    def _all_keys(self, passage: Passage) -> frozenset[str]:
        """The keys of every word of a passage of an original, those that carry no matter too."""
        place = (passage.side, passage.sentence)
        if place not in self._keys:
            side = self.sides[passage.side]
            words = side.tokens.words[passage.first : passage.last]
            self._keys[place] = frozenset(key for word in words for key in side.language.keys[word])
        return self._keys[place]

    @cached_property
    def _keys(self) -> dict[tuple[int, int], frozenset[str]]:
        return {}

    def claim(self, passage: Passage, keys: Collection[str]) -> Claim | None:
        """The claim of a passage of the rewrite that has most words of these keys, where it has any."""
        starts = self.draft.tokens.starts
        places = [starts[word.at] for word in passage.words if not set(word.keys).isdisjoint(keys)]
        counts = [
            (sum(one.span.start <= at < one.span.end for at in places), -one.span.start, one)
            for one in self.draft.claims.get(passage.sentence, ())
        ]
        best = max(counts, default=None)
        return best[2] if best is not None and best[0] else None

    def part(self, passage: Passage, keys: Collection[str]) -> Span:
        """The words of that claim; of none, all of the passage."""
        found = self.claim(passage, keys)
        return found.span if found is not None else passage.span

    def listed(self, passage: Passage, lists: Sequence[str]) -> list[int]:
        """The words of a passage of an original that are entries of word lists."""
        return self.sides[passage.side].listed(passage.first, passage.last, lists)

    def credits(self, passage: Passage, *, draft: bool = False) -> list[Attribution]:
        """Who is credited in a passage of an original, or of the rewrite."""
        side = self.draft if draft else self.sides[passage.side]
        found = side.attributions.get(passage.sentence, ())
        return [one for one in found if one.supports and one.source is not None and one.source.type]

    def shown(self, drift: Drift) -> str:
        """The words of the original, on one line."""
        return self.sides[drift.side].shown(drift.other) if drift.other is not None else ""

    def drift(self, rule: Rule, place: Span, passage: Passage | None = None, **told: object) -> Drift:
        """A drift from a passage of an original, where there is one."""
        if passage is None:
            return Drift(rule.id, place, **told)  # type: ignore[arg-type]
        told.setdefault("other", passage.span)
        return Drift(rule.id, place, passage.side, **told)  # type: ignore[arg-type]
