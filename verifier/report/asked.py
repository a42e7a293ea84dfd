"""What a question is about, in few words: its claims, its lines, the words it does not quote itself."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.model import Claim, Question
from verifier.report.view import View
from verifier.report.words import cut, flat

_QUOTED = 16  # letters of a claim that a question must hold to name it


def claims_of(view: View, one: Question) -> tuple[Claim, ...]:
    """The claims of a question in reading order."""
    return tuple(view.by_id[claim][0] for claim in one.claims)


def ids(view: View, one: Question) -> str:
    """``C04``, ``C04 and C09``, ``C11a–C13``; ``The draft`` where it is asked of the whole."""
    if not one.claims:
        return "The draft"
    places = [view.order[claim] for claim in one.claims]
    if len(places) > 2 and places[-1] - places[0] == len(places) - 1:
        return f"{one.claims[0]}–{one.claims[-1]}"
    return joined(one.claims)


def lines(view: View, one: Question) -> str:
    """``line 4``, ``lines 11–13``, ``lines 3, 9 and 20``; nothing of the draft as a whole."""
    numbers = sorted({view.line(claim.span) for claim in claims_of(view, one)})
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    if _is_run(view, one):
        return f"lines {numbers[0]}–{numbers[-1]}"
    return f"lines {joined([str(number) for number in numbers])}"


def _is_run(view: View, one: Question) -> bool:
    return view.order[one.claims[-1]] - view.order[one.claims[0]] == len(one.claims) - 1


def joined(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def excerpt(view: View, one: Question, letters: int) -> str:
    """The words of the claim where the question quotes none itself, else nothing."""
    if not one.claims or any(_quotes(view, one, claim) for claim in one.claims):
        return ""
    claim = one.first.claim if one.first.claim in one.claims else one.claims[0]
    return cut(flat(view.by_id[claim][0].span.of(view.text)), letters)


def others(view: View, one: Question) -> tuple[Claim, ...]:
    """The claims of a question that neither it nor its excerpt quotes."""
    quoted = [claim for claim in one.claims if _quotes(view, one, claim)] or [one.first.claim]
    return tuple(claim for claim in claims_of(view, one) if claim.id not in quoted)


def _quotes(view: View, one: Question, claim: str) -> bool:
    return flat(view.by_id[claim][0].span.of(view.text))[:_QUOTED] in flat(one.text)


def further(view: View, one: Question, letters: int) -> tuple[str, ...]:
    """The claims of a question that it does not quote, a line each: id and words."""
    return tuple(f"{claim.id} “{cut(claim.span.of(view.text), letters)}”" for claim in others(view, one))
