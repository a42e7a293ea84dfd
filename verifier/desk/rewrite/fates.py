"""What became of each claim of the originals: told by a passage of the rewrite, or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.desk.rewrite.aligning import Alignment
from verifier.desk.rewrite.side import Side
from verifier.model import Claim, Kind

_TOLD = 0.4  # share of the words of a claim, by weight, that a passage of the rewrite must have
_DENY = "deny"


@dataclass(frozen=True, slots=True)
class Fate:
    """A claim of an original, and the passage of the rewrite that tells it, -1 for none."""

    side: int
    claim: Claim
    row: int
    silent: bool  # a denial, or that somebody would not comment


def fates(alignment: Alignment) -> Iterator[Fate]:
    """Every claim of the originals in reading order."""
    rows = {row.passage.sentence: at for at, row in enumerate(alignment.rows)}
    twins = {(twin[0], twin[1].id): rows[claim.sentence] for claim, twin in alignment.claims if twin is not None}
    for side in alignment.sides:
        for claim, own in zip(side.report.claims, side.report.assessments, strict=True):
            denied = any(side.report.attributions[at].cue_class == _DENY for at in claim.attributions)
            silent = denied or not own.scored
            if claim.kind is not Kind.NONE or silent:
                row = twins.get((side.index, claim.id), -1)
                row = row if row >= 0 else _row(alignment, side, claim)
                yield Fate(side.index, claim, row, silent)


def _row(alignment: Alignment, side: Side, claim: Claim) -> int:
    """The passage of the rewrite that tells a claim; a claim without words of its own is told by any."""
    words = list(side.words(*side.tokens.range(claim.span, *side.tokens.sentences[claim.sentence])))
    weights = {word: alignment.index.weight(word) for word in words}
    gains = alignment.telling(weights)
    best = max(gains, key=lambda at: (gains[at][0], -at), default=-1 if words else 0)
    if best in gains and (gains[best][0] < _TOLD * sum(weights.values()) or gains[best][1] < min(2, len(words))):
        return -1
    return best
