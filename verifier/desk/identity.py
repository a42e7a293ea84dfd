"""What makes a claim the same claim in the next draft: its words, and the words that must not change.

A claim is known by its words, never by its line. Names, numbers, dates, negations (the letters ``guards`` of
``grammar.yml`` and the list ``guard-word``) and quotations are its guards: a claim in which one of them has
changed is another claim, however alike the rest.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from verifier.model import Claim, Report
from verifier.ruleset import RuleSet
from verifier.spans import Span


@dataclass(frozen=True, slots=True)
class Identity:
    """The normalised words of a claim, its guards in alphabetical order, and its quoted words in order."""

    words: tuple[str, ...]
    guards: tuple[str, ...]
    quoted: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits in two groups, from the words alone."""
        return fingerprint_of(self.words)

    def likeness(self, other: Identity) -> float:
        """0 to 1: how much of their letters, in order, two claims share."""
        if self.words == other.words:
            return 1.0
        matcher = SequenceMatcher(None, " ".join(self.words), " ".join(other.words), autojunk=False)
        if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
            return 0.0
        return matcher.ratio()

    def changed(self, other: Identity) -> tuple[str, ...]:
        """The guards that one has and the other has not; quotations count as a whole."""
        mine, theirs = Counter(self.guards), Counter(other.guards)
        words = sorted((mine - theirs) + (theirs - mine))
        if self.quoted != other.quoted:
            words.append(f"“{' '.join(other.quoted or self.quoted)}”")
        return tuple(words)


def fingerprint_of(words: Iterable[str]) -> str:
    """Eight hexadecimal digits in two groups for the normalised words of a claim."""
    digest = hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"


def worded(report: Report, claim: Claim) -> list[int]:
    """The tokens of a claim that are words, in order."""
    words = report.draft.tokens.words
    return [at for at in _inside(report, claim) if any(letter.isalnum() for letter in words[at])]


def _inside(report: Report, claim: Claim) -> list[int]:
    tokens = report.draft.tokens
    first, last = tokens.sentences[claim.sentence]
    return [at for at in range(first, last) if claim.span.covers(Span(tokens.starts[at], tokens.ends[at]))]


def identities(report: Report, rules: RuleSet) -> dict[str, Identity]:
    """The identity of every claim, by id."""
    letters = frozenset(str(rules.grammar.get("guards", "")))
    mask = rules.mask(str(rules.grammar.get("guard_words", "")).split())
    quotes = report.draft.quotations.within
    return {claim.id: _identity(report, claim, letters, mask, quotes) for claim in report.claims}


def _identity(report: Report, claim: Claim, letters: frozenset[str], mask: int, quotes: bytes) -> Identity:
    tokens = report.draft.tokens
    words = worded(report, claim)
    guards = [
        at
        for at in _inside(report, claim)
        if tokens.tags[at] in letters
        or tokens.bits[at] & mask
        or _is_capital(report.text[tokens.starts[at] + 1 : tokens.ends[at]])
    ]
    quoted = [at for at in words if quotes[at]]
    return Identity(
        tuple(tokens.words[at] for at in words),
        tuple(sorted(tokens.words[at] for at in guards)),
        tuple(tokens.words[at] for at in quoted),
    )


def _is_capital(rest: str) -> bool:
    """Whether a word has a capital after its first letter, as names do that begin with a small one: al-Assad."""
    return rest != rest.lower()
