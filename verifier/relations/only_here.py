"""Claims with a name or number of which the other draft on the same event says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from verifier.model import Kind, Relation
from verifier.relations.independence import Origins
from verifier.relations.passages import Passage

_KINDS = frozenset((Kind.FACT, Kind.BACKGROUND, Kind.PRESUPPOSITION, Kind.INFERENCE))
_BODY = frozenset(("body", "quote", "caption"))
_OFTEN = 2  # mentions from which a name is one the draft is about, and no passing detail


def only_here(
    here: Sequence[Passage],
    there: Sequence[Passage],
    counterparts: Mapping[Passage, Passage],
    origins: tuple[Origins, Origins],
) -> Iterator[Relation]:
    """One relation for each name or number that only this draft has, at the claim of its body that has it first.

    A name must come back in the draft, or stand in the sentence of a claim that the other draft has too.
    """
    news = _news(here, there)
    count = Counter(name for passage in here for name in news[passage])
    beside = {p.sentence: counterparts[p] for p in here if p in counterparts}
    taken: set[str] = set()
    for passage in sorted(here, key=lambda p: (p.zone not in _BODY, p.claim)):
        if passage.kind not in _KINDS or passage in counterparts or passage.unsettled or not news[passage]:
            continue
        near = beside.get(passage.sentence)
        names = {name for name in news[passage] if count[name] >= _OFTEN or near is not None or name[0].isdigit()}
        if names and taken.isdisjoint(news[passage]):
            yield _relation(passage, names, near, news, origins)
        taken |= {name for p in here if p.sentence == passage.sentence for name in news[p]}


def _news(here: Sequence[Passage], there: Sequence[Passage]) -> dict[Passage, set[str]]:
    """The names and figures of each claim that no claim of the other draft has."""
    heads = {head for passage in there for head in passage.names}
    figures = {(q.low, q.unit) for passage in there for q in passage.numbers}
    return {
        passage: {head for head in passage.proper if head not in heads}
        | {f"{q.low:g}" for q in passage.numbers if q.exact and (q.low, q.unit) not in figures and q.unit}
        for passage in here
    }


def _relation(
    passage: Passage,
    names: set[str],
    near: Passage | None,
    news: Mapping[Passage, set[str]],
    origins: tuple[Origins, Origins],
) -> Relation:
    words = tuple(passage.show(names))
    also = tuple((p.id, "") for p in news if p is not passage and names & news[p] and p.kind in _KINDS)
    mine, theirs = origins
    return Relation(
        "only-here", "adds-detail" if near else "no-counterpart", mine.report.name, passage.id, passage.span,
        theirs.report.name, near.id if near else "", near.span if near else None,
        f"the other draft does not name {', '.join(words)}", words, topic=", ".join(words), also=also,
        source=mine.name(passage.claim), other_source=theirs.name(near.claim) if near else "",
        other_text=near.span.of(theirs.report.text) if near else "",
    )  # fmt: skip
