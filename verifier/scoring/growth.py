"""What other origins add to the strength of a claim: a factor of its own for each, under a ceiling (domain.md 3.3).

``100·(1 − (1 − s)·Π(1 − δᵢ·sᵢ))``, where s is what the claim has by its own sentence. No more than 15 points above it
(8 where nobody has a name), never above 95, and never above the claim's own cap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from verifier.model import Assessment, Echo, Factor, Report
from verifier.ruleset import RuleSet

RULE = "second-origin"
_CHANNEL = "second-channel"  # what two channels in one source have already added


def grow(report: Report, echoes: Mapping[int, Sequence[Echo]], rules: RuleSet) -> tuple[Assessment, ...]:
    """The assessments, each claim that other origins tell too raised by them; ``echoes`` by place of the claim."""
    found = list(report.assessments)
    for at, rows in echoes.items():
        own = found[at]
        if own.scored and own.strength:
            added = tuple(_factors(own, rows, rules))
            found[at] = replace(own, factors=(*own.factors, *added)) if added else own
    return _lent(report, found) if echoes else report.assessments


def _factors(own: Assessment, rows: Sequence[Echo], rules: RuleSet) -> Iterator[Factor]:
    """One line for each origin that adds a point."""
    house = rules.house
    start = own.strength or 0
    every_unnamed = all(house.has("caps", kind) for kind in (own.type, *(row.type for row in rows)))
    before = sum(factor.points for factor in own.factors if factor.rule == _CHANNEL)
    bonus = house.get("corroboration", "ceiling_unnamed" if every_unnamed else "ceiling", 8 if every_unnamed else 15)
    ceiling = min(start + max(0, bonus - before), house.get("corroboration", "never_above", 95), own.cap)
    if every_unnamed:
        ceiling = min(ceiling, own.cuts[0] - 1)  # nobody whom a reader could ask
    rest, reached = 1 - start / 100, start
    for row in rows:
        rest *= 1 - row.share * row.strength / 100
        total = int(min(round(100 * (1 - rest)), ceiling))
        if total > reached:
            name = "other_channel" if row.share >= house.get("corroboration", "other_channel", 0.5) else "same_class"
            yield Factor(RULE, _label(row, name), total - reached, None, house.where("corroboration", name))
            reached = total


def _label(row: Echo, share: str) -> str:
    place = f"{row.draft} {row.claim}" if row.draft else row.claim
    return f"also told by “{row.source}” ({place}), {share.replace('_', ' ').replace('other', 'another')}"


def _lent(report: Report, found: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """What a headline borrows grows with the claim that lends it."""
    strengths = {claim.id: own.strength or 0 for claim, own in zip(report.claims, found, strict=True)}
    return tuple(
        replace(own, support=replace(own.support, strength=strengths[own.support.claim]))
        if own.support is not None and strengths.get(own.support.claim, 0) > own.support.strength
        else own
        for own in found
    )
