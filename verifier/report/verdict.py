"""The one line an editor reads first: counts, then the gravest of the lead and of the draft as a whole."""

from __future__ import annotations

from verifier.report.labels import LOW, UNSOURCED, VIEW, counted
from verifier.report.view import View


def verdict(view: View) -> list[str]:
    """Plain sentences, the first always there: how many claims have no source or a weak one."""
    total = len(view.rows)
    if not total:
        return ["No claim was found in this draft."]
    counts = view.count()
    views = counts[VIEW]
    head = f"{_of(counts[UNSOURCED], total)} no source, {counts[LOW]} {'is' if counts[LOW] == 1 else 'are'} weak."
    rest = [f"{counted(views, 'more is', 'more are')} the writer’s own view."] if views else []
    for found in view.lead_findings():
        rest.append(f"{found.claim}: {_sentence(found.title)}")
        break
    grave = [found for found in view.of_draft() if found.severity != "note"]
    rest += [_sentence(found.title) for found in grave[:2]]
    return [head, *rest]


def _of(number: int, total: int) -> str:
    """``5 of 21 claims have``."""
    return f"{number} of {counted(total, 'claim')} {'has' if number == 1 else 'have'}"


def _sentence(title: str) -> str:
    """A title as a sentence: a capital first, a full stop last."""
    return f"{title[:1].upper()}{title[1:].rstrip('.')}."
