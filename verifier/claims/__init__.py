"""Cuts a draft into claims: one a clause, or a noun phrase that takes an event for granted.

What is credited to somebody is cut inside the words credited; the rest of the sentence is cut by itself, so that a
second clause without a source of its own is never taken for sourced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from verifier.claims.cuts import Cutter
from verifier.claims.kinds import Kinds, by_sentence
from verifier.claims.owners import Owners
from verifier.claims.pack import Pack, pack
from verifier.claims.piece import Piece
from verifier.model import Attribution, Claim, Draft, Kind, Sentence
from verifier.ruleset import RuleSet

if TYPE_CHECKING:
    from verifier.matching.match import Matches

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class ClaimCutter:
    """Everything that the rules say of where a claim begins and ends, compiled once."""

    def __init__(self, rules: RuleSet) -> None:
        self._kit = pack(rules)

    def cut(self, draft: Draft, attributions: Sequence[Attribution], matches: Matches) -> tuple[Claim, ...]:
        """The claims of a draft in reading order; ids count the sentences that hold any."""
        kit = self._kit
        owners = Owners(draft, attributions, matches, kit)
        cutter = Cutter(draft, kit, owners.entire)
        maker = _Maker(draft, owners, matches, kit)
        claims: list[Claim] = []
        number = 0
        for sentence, (first, last) in zip(draft.sentences, draft.tokens.sentences, strict=True):
            if first == last or sentence.zone.kind in kit.silent_zones:
                continue
            pieces = cutter.pieces(sentence, owners.runs(first, last))
            if pieces:
                number += 1
                claims += maker.claims(sentence, pieces, f"C{number:02}")
        return tuple(claims)


class _Maker:
    """Makes pieces into claims."""

    def __init__(self, draft: Draft, owners: Owners, matches: Matches, kit: Pack) -> None:
        self._text = draft.document.text
        self._tokens = draft.tokens
        self._owners = owners
        self._kit = kit
        self._telling = by_sentence(matches.of_kind("claim"), kit.kinds)

    def claims(self, sentence: Sentence, pieces: Sequence[Piece], number: str) -> Iterator[Claim]:
        """The claims of one sentence; ``number`` begins their ids."""
        index, zone, several = sentence.index, sentence.zone.kind, len(pieces) > 1
        telling = self._telling.get(index, ())
        spoken: list[Attribution] = []
        kinds = Kinds(self._tokens, telling, zone, self._kit)
        for at, piece in enumerate(pieces):
            kind, rule = kinds.of(piece)
            if piece.owner < 0 and any(match.rule == self._kit.note and match.first < piece.first for match in telling):
                kind, rule = Kind.CAVEAT, self._kit.note
            chain: tuple[int, ...] = ()
            carried = ""
            if piece.owner >= 0:
                chain, owner = self._owners.chain(piece.owner), self._owners.attributions[piece.owner]
                if several:
                    carried = "clause" if _speaks_on(owner, spoken) else ""
                    spoken.append(owner)
                if owner.cue_class in self._kit.whole_classes:
                    kind = Kind.SPEECH_ACT
            name = number + _letter(at) if several else number
            span = self._tokens.span(piece.first, piece.last)
            words, cut = span.of(self._text), piece.rule or rule
            yield Claim(name, span, index, zone, kind, chain, cut, carried, rule, words)


def _speaks_on(one: Attribution, spoken: Sequence[Attribution]) -> bool:
    """Whether an attribution reaches its clause only over an earlier one of the sentence."""
    for other in spoken:
        if other is one or (
            one.source is not None and other.source is not None and one.source.span == other.source.span
        ):
            return True
    return False


def _letter(at: int) -> str:
    return _LETTERS[at] if at < len(_LETTERS) else _letter(at // len(_LETTERS) - 1) + _LETTERS[at % len(_LETTERS)]


__all__ = ["ClaimCutter"]
