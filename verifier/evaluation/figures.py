"""Counts over drafts as the figures people quote, each with a 95 % interval from drawing the drafts again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.evaluation.judging import Judge, Judged
from verifier.evaluation.labels import LabelledDraft

# figure → counted, out of; in per cent
SHARES = {
    "missed": ("missed", "required"),
    "spurious": ("spurious", "rows"),
    "source": ("source", "judged"),
    "level": ("level", "judged"),
    "type": ("type", "judged"),
    "asked": ("asked", "must"),
    "noise": ("noise", "questions"),
    "lead bad": ("lead bad", "lead"),
    "rows wrong": ("rows wrong", "rows"),
}
_DRAWS, _SEED = 1000, 20261130


@dataclass(frozen=True, slots=True)
class Figure:
    """A share in per cent, what it is a share of, and where 95 of 100 draws of the drafts put it."""

    value: float
    of: int
    low: float
    high: float


def figures(judged: Sequence[Judged]) -> dict[str, Figure]:
    """Every figure over these drafts; the same drafts give the same intervals."""
    draw = random.Random(_SEED)  # noqa: S311 - not for secrets: the same draws every time
    drawn = [_summed(draw.choices(judged, k=len(judged))) for _ in range(_DRAWS)] if len(judged) > 1 else []
    whole = _summed(judged)
    found = {}
    for name, (part, of) in SHARES.items():
        spread = sorted(_share(one, part, of) for one in drawn if one[of]) or [_share(whole, part, of)]
        low, high = spread[int(0.025 * len(spread))], spread[min(len(spread) - 1, int(0.975 * len(spread)))]
        found[name] = Figure(_share(whole, part, of), whole[of], low, high)
    return found


def _summed(judged: Sequence[Judged]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in judged:
        total.update(one.count)
    return total


def _share(count: Counter[str], part: str, of: str) -> float:
    return 100 * count[part] / count[of] if count[of] else 0.0


def agreement(drafts: Sequence[LabelledDraft], judge: Judge) -> dict[str, float]:
    """How often the first two people say the same of a claim, in per cent; empty where one labelled alone.

    ``rows wrong`` is what the program is measured by: the first choice of one not accepted by the other, both ways.
    """
    count: Counter[str] = Counter()
    for claim in (claim for draft in drafts for claim in draft.claims if len(claim.each) > 1):
        one, two = claim.each[:2]
        count["claims"] += 1
        count["level"] += one.levels[0] == two.levels[0]
        count["type"] += one.types[0] == two.types[0]
        count["ask"] += one.ask == two.ask
        for guess, gold in ((one, two), (two, one)):
            held = guess.levels[0] in gold.levels and guess.types[0] in gold.types
            count["wrong"] += not (held and judge.same_source(gold, guess.sources, guess.types[0]))
    if not count["claims"]:
        return {}
    shares = {name: 100 * count[name] / count["claims"] for name in ("level", "type", "ask")}
    return {**shares, "rows wrong": 50 * count["wrong"] / count["claims"]}
