"""What a rewrite keeps of its originals and what it leaves out, counted by claims, attributions and quotations."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.desk.rewrite.beside import Beside, Drift
from verifier.desk.rewrite.fates import Fate
from verifier.desk.rewrite.quotes import pieces
from verifier.model import Kept, Rewrite
from verifier.ruleset import Rule
from verifier.spans import Span

_NOWHERE = Span(0, 0)


def omitted(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """Claims that no passage of the rewrite tells, denials aside; the first stands for all."""
    left = [fate for fate in beside.fates if fate.row < 0 and not fate.silent]
    for fate in left:
        yield _left(beside, rule, fate, str(len(left)))


def omitted_denial(beside: Beside, rule: Rule) -> Iterator[Drift]:
    """Denials, and words that somebody would not comment, that no passage of the rewrite tells."""
    for fate in beside.fates:
        if fate.row < 0 and fate.silent:
            yield _left(beside, rule, fate, "")


def _left(beside: Beside, rule: Rule, fate: Fate, words: str) -> Drift:
    side = beside.sides[fate.side]
    sentence = side.report.draft.sentences[fate.claim.sentence].span
    other = sentence if fate.silent else fate.claim.span
    return Drift(rule.id, _NOWHERE, fate.side, other, words, side.shown(other))


def kept(beside: Beside) -> Rewrite:
    """The table: how many facts, attributions and quotations of the originals the rewrite has."""
    told = [fate for fate in beside.fates if not fate.silent]
    credited = [fate for fate in told if fate.claim.attributions]
    same = [quote.found for quote in beside.quotes if quote.found is not None and quote.found.same]
    found = {(one.side, at) for one in same for at in one.at}
    quoted = [[(side.index, at) for at in piece.words] for side in beside.sides for piece in pieces(side)]
    return Rewrite(
        tuple(side.report.name for side in beside.sides),
        (
            Kept("facts", sum(fate.row >= 0 for fate in told), len(told)),
            Kept("attributions", sum(_is_credited(beside, fate) for fate in credited), len(credited)),
            Kept("quotations", sum(found.issuperset(words) for words in quoted), len(quoted)),
        ),
    )


def _is_credited(beside: Beside, fate: Fate) -> bool:
    if fate.row < 0:
        return False
    passage = beside.rows[fate.row].passage
    carried = any(claim.attributions for claim in beside.draft.claims.get(passage.sentence, ()))
    return carried or bool(beside.credits(passage, draft=True))
