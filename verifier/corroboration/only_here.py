"""Claims with a name or number of which the other draft on the same event says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.corroboration.candidates import Story
from verifier.corroboration.passages import Passage
from verifier.model import Kind, Relation, Report

_KINDS = frozenset((Kind.FACT, Kind.BACKGROUND, Kind.PRESUPPOSITION, Kind.INFERENCE))


def only_here(here: Story, there: Story, matched: set[Passage], reports: Sequence[Report]) -> Iterator[Relation]:
    """One relation for each name or number that only this draft has, at the first claim that has it."""
    theirs = {head for passage in there.passages for head in passage.names}
    their_numbers = {(q.low, q.unit) for passage in there.passages for q in passage.numbers}
    taken: set[str] = set()
    for passage in here.passages:
        if passage.kind not in _KINDS or passage in matched or passage.unsettled:
            continue
        news = {head for head in passage.proper if head not in theirs}
        figures = {f"{q.low:g}" for q in passage.numbers if q.exact and (q.low, q.unit) not in their_numbers}
        fresh = (news | figures) - taken
        if not fresh:
            continue
        if not taken.isdisjoint(news):
            taken |= news
            continue
        taken |= news | figures
        words = tuple(sorted(fresh))
        yield Relation(
            "only-here", "no-counterpart", reports[passage.draft].name, passage.id, passage.span,
            other_draft=reports[there.index].name, words=words, topic=", ".join(words),
            why=f"nothing in the other draft names {', '.join(words)}",
        )  # fmt: skip
