"""Which kind of statement a piece is: by the rule that cut it, else by the words in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier.claims.cuts import Piece
from verifier.claims.pack import Pack
from verifier.model import Kind, Match

if TYPE_CHECKING:
    from verifier.match import Matches


def marks_in(matches: Matches, kit: Pack) -> dict[int, list[Match]]:
    """The matches that tell a kind or deny, by sentence."""
    found: dict[int, list[Match]] = {}
    for kind in ("claim", "hedge"):
        for match in matches.of_kind(kind):
            if match.rule in kit.kinds or match.rule in kit.negative:
                found.setdefault(match.sentence, []).append(match)
    return found


def kind_of(piece: Piece, marks: Sequence[Match], kit: Pack) -> tuple[Kind, str]:
    """The kind, and the rule that told it ("" for a plain fact)."""
    if piece.marks:
        return Kind(piece.marks), piece.rule
    attributed = piece.owner >= 0
    best, rule = -1, ""
    for match in marks:
        if match.rule in kit.kinds and piece.first <= match.first <= piece.last:
            priority, _, wanted = kit.kinds[match.rule]
            if priority > best and wanted in (None, attributed):
                best, rule = priority, match.rule
    return (Kind(kit.kinds[rule][1]), rule) if rule else (Kind.FACT, "")
