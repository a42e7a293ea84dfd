"""Which kind of statement a piece is: by the rule that cut it, else by the words in it and the tense it is told in."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from verifier.claims.pack import Pack, Telling
from verifier.claims.piece import Piece
from verifier.claims.tenses import tense_at
from verifier.model import Kind, Match, Tokens


def by_sentence(found: Iterable[Match], rules: Container[str]) -> dict[int, list[Match]]:
    """Those of the matches that some rules made."""
    made: dict[int, list[Match]] = {}
    for match in found:
        if match.rule in rules:
            made.setdefault(match.sentence, []).append(match)
    return made


class Kinds:
    """The kinds of the pieces of one sentence, asked for in reading order."""

    def __init__(self, tokens: Tokens, telling: Sequence[Match], zone: str, kit: Pack) -> None:
        self._tokens = tokens
        self._telling = telling
        self._zone = zone
        self._kit = kit
        self._last = ""  # tense of the last piece that has one: a participle is of the time of its main clause

    def of(self, piece: Piece) -> tuple[Kind, str]:
        """The kind, and the rule that told it ("" for a plain fact)."""
        tense = self._last = self._tense(piece) or self._last
        marked = Kind(piece.marks) if piece.marks else None
        if marked is not None and marked is not Kind.NONE:
            return marked, piece.rule
        credited, best = piece.owner >= 0, None
        for one in self._held(piece):
            if best is not None and one.priority <= best.priority:
                continue
            if (one.attributed is None or one.attributed is credited) and (not one.tenses or tense in one.tenses):
                best = one
        if marked is not None and (best is None or best.kind is not Kind.PRESUPPOSITION):
            return marked, piece.rule
        return (best.kind, best.rule) if best is not None else (Kind.FACT, "")

    def _held(self, piece: Piece) -> Iterable[Telling]:
        """What the rules tell whose words stand in a piece, and those that go by its tense alone."""
        for match in self._telling:
            if piece.first <= match.first <= piece.last:
                yield self._kit.kinds[match.rule]
        for one in self._kit.told:
            if not one.zones or self._zone in one.zones:
                yield one

    def _tense(self, piece: Piece) -> str:
        tokens, kit = self._tokens, self._kit
        verb = kit.clause.match(tokens.tags, piece.first, piece.last)
        verb = verb or kit.perhaps.match(tokens.tags, piece.first, piece.last)
        return tense_at(verb.end() - 1, piece.last, tokens.tags, tokens.bits, kit.tenses) if verb else ""
