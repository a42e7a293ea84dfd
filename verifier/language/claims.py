"""The patterns at which the rules of claims cut a sentence."""

from __future__ import annotations

from verifier.language.letters import Letters
from verifier.language.patterns import Compiled, Level, compiled

SHAPES = {
    "noun-run": "subject",
    "noun-tail": "complement",
    "finite-word": "finite_verb",
    "clause-subject": "clause_subject",
    "clause-lead": "clause_lead",
}
"""The patterns of the grammar that a cut may name, and how its section ``claims`` calls them."""


def cut(text: str, letters: Letters) -> Compiled:
    """One line of ``cut``; patterns of the grammar stand in braces."""
    return compiled(text, Level(letters, groups=False, shapes=tuple(SHAPES)))
