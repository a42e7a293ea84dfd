"""Which claim of one draft is which of another: the same words first, then the likest, each used once."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.desk.identity import Identity

ALIKE = 0.6


def align(old: Mapping[str, Identity], new: Mapping[str, Identity], *, least: float = ALIKE) -> dict[str, str]:
    """New id → old id. Ties go to the claims that stand nearest in their drafts."""
    pairs: dict[str, str] = {}
    places = {name: at for at, name in enumerate(old)}
    taken: set[str] = set()
    by_words: dict[tuple[str, ...], list[str]] = {}
    for name, identity in old.items():
        by_words.setdefault(identity.words, []).append(name)
    for name, identity in new.items():
        same = by_words.get(identity.words)
        if same:
            pairs[name] = same.pop(0)
            taken.add(pairs[name])
    candidates = [
        (-likeness, abs(places[other] - at), at, places[other], name, other)
        for at, (name, identity) in enumerate(new.items())
        if name not in pairs
        for other, known in old.items()
        if other not in taken and (likeness := identity.likeness(known)) >= least
    ]
    for *_, name, other in sorted(candidates):
        if name not in pairs and other not in taken:
            pairs[name] = other
            taken.add(other)
    return pairs
