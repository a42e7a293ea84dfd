"""Which kind of statement a piece is: by the rule that cut it, else by the words in it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from verifier.claims.pack import Pack
from verifier.claims.piece import Piece
from verifier.model import Kind, Match


def by_sentence(found: Iterable[Match], rules: Container[str]) -> dict[int, list[Match]]:
    """Those of the matches that some rules made."""
    made: dict[int, list[Match]] = {}
    for match in found:
        if match.rule in rules:
            made.setdefault(match.sentence, []).append(match)
    return made


def kind_of(piece: Piece, marks: Sequence[Match], kit: Pack) -> tuple[Kind, str]:
    """The kind, and the rule that told it ("" for a plain fact)."""
    if piece.marks:
        return Kind(piece.marks), piece.rule
    best, rule = -1, ""
    for match in marks:
        if piece.first <= match.first <= piece.last:
            priority, _, wanted = kit.kinds[match.rule]
            if priority > best and (wanted is None or wanted is (piece.owner >= 0)):
                best, rule = priority, match.rule
    return (Kind(kit.kinds[rule][1]), rule) if rule else (Kind.FACT, "")
