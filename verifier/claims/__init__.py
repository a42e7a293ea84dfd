"""Cuts a draft into claims: one a clause, or a noun phrase that takes an event for granted.

What is credited to somebody is cut inside the words credited; the rest of the sentence is cut by itself, so that a
second clause without a source of its own is never taken for sourced.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier.claims.cuts import Piece, pieces
from verifier.claims.kinds import kind_of, marks_in
from verifier.claims.owners import Owners
from verifier.claims.pack import Pack, pack
from verifier.model import Attribution, Claim, Draft, Kind, Match
from verifier.ruleset import RuleSet
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.match import Matches

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def cut(draft: Draft, attributions: Sequence[Attribution], matches: Matches, rules: RuleSet) -> tuple[Claim, ...]:
    """The claims of a draft in reading order; ids count the sentences that hold any."""
    kit = rules.once(pack)
    owners = Owners(draft, attributions, kit)
    marks = marks_in(matches, kit)
    claims: list[Claim] = []
    number = 0
    for sentence in draft.sentences:
        if sentence.zone.kind in kit.silent_zones:
            continue
        first, last = draft.tokens.sentences[sentence.index]
        found = pieces(draft, kit, rules, (first, last), owners.of(first, last), zone=sentence.zone.kind)
        if found:
            number += 1
            claims += _claims(draft, kit, owners, found, marks.get(sentence.index, ()), f"C{number:02}")
    return tuple(claims)


def _claims(
    draft: Draft, kit: Pack, owners: Owners, found: list[Piece], marks: Sequence[Match], number: str
) -> list[Claim]:
    claims = []
    seen: set[int] = set()
    sources: set[Span] = set()
    for at, piece in enumerate(found):
        kind, rule = kind_of(piece, marks, kit)
        if piece.owner >= 0 and owners.attributions[piece.owner].cue_class in kit.whole_classes:
            kind = Kind.SPEECH_ACT
        sentence = draft.sentences[piece.sentence(draft)]
        claims.append(
            Claim(
                id=number + (_letter(at) if len(found) > 1 else ""),
                span=draft.tokens.span(piece.first, piece.last),
                sentence=sentence.index,
                zone=sentence.zone.kind,
                kind=kind,
                attributions=owners.chain(piece.owner),
                rule=piece.rule or rule,
                carried="clause" if owners.carried(piece.owner, seen, sources) else "",
                negative=any(match.rule in kit.negative and piece.first <= match.first < piece.last for match in marks),
            )
        )
    return claims


def _letter(at: int) -> str:
    return _LETTERS[at] if at < len(_LETTERS) else _letter(at // len(_LETTERS) - 1) + _LETTERS[at % len(_LETTERS)]


__all__ = ["cut"]
