"""What became of each claim of the originals: told by a passage of the rewrite, or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.desk.rewrite.aligning import Alignment
from verifier.desk.rewrite.side import Word
from verifier.model import Claim, Kind

_TOLD = 0.4  # share of the words of a claim, by weight, that a passage of the rewrite must have
_DENY = "deny"


@dataclass(frozen=True, slots=True)
class Fate:
    """A claim of an original and the passage of the rewrite that tells it, -1 for none."""

    side: int
    claim: Claim
    row: int
    share: float  # of the words of the claim, by weight, that the passage has
    keys: frozenset[str]
    silent: bool  # a denial, or that somebody would not comment


def fates(alignment: Alignment) -> Iterator[Fate]:
    """Every claim of the originals in reading order."""
    rows = {row.passage.sentence: at for at, row in enumerate(alignment.rows)}
    twins = {(twin.side, twin.claim.id): rows[claim.sentence] for claim, twin in alignment.claims if twin is not None}
    for side in alignment.sides:
        for claim, own in zip(side.report.claims, side.report.assessments, strict=True):
            denied = any(side.report.attributions[at].cue_class == _DENY for at in claim.attributions)
            silent = denied or not own.scored
            if claim.kind is not Kind.NONE or silent:
                words = list(side.words(*side.tokens.range(claim.span, *side.tokens.sentences[claim.sentence])))
                row, share = _told(alignment, words, twins.get((side.index, claim.id), -1))
                yield Fate(side.index, claim, row, share, frozenset(key for one in words for key in one.keys), silent)


def _told(alignment: Alignment, words: Sequence[Word], twin: int) -> tuple[int, float]:
    """The passage of the rewrite that tells some words, and its share: the one with most, else that of the twin.

    Without words any passage tells them, where there is one.
    """
    if not words:
        return min(0, len(alignment.rows) - 1), 0.0
    weights = {word: alignment.index.weight(word) for word in words}
    gains, total = alignment.telling(weights), sum(weights.values())
    best = max(gains, key=lambda at: (gains[at][0], -at), default=-1)
    if best >= 0 and gains[best][0] >= _TOLD * total and gains[best][1] >= min(2, len(words)):
        return best, gains[best][0] / total
    return twin, gains[twin][0] / total if twin in gains else 0.0
