"""Claims keep their numbers for the life of a draft; a new one gets the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from verifier.model import Report

_NUMBER = re.compile(r"\d+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def numbers(report: Report, kept: Mapping[str, str], used: Iterable[str]) -> dict[str, str]:
    """Each claim's id now → its id for life. ``kept`` has those known already; ``used`` is every id ever given.

    New claims of one sentence share the next number, with letters.
    """
    last = max((int(found.group()) for name in (*used, *kept.values()) if (found := _NUMBER.search(name))), default=0)
    names = dict(kept)
    fresh: dict[int, list[str]] = {}
    for claim in report.claims:
        if claim.id not in names:
            fresh.setdefault(claim.sentence, []).append(claim.id)
    for number, ids in enumerate(fresh.values(), last + 1):
        for at, name in enumerate(ids):
            letter = "" if len(ids) == 1 else _LETTERS[at] if at < len(_LETTERS) else f"-{at + 1}"
            names[name] = f"C{number:02}{letter}"
    return names


def renumber(report: Report, names: Mapping[str, str]) -> Report:
    """The report with every id replaced by the one that ``names`` gives it."""

    def name(old: str) -> str:
        return names.get(old, old)

    return replace(
        report,
        claims=tuple(claim._replace(id=name(claim.id)) for claim in report.claims),
        assessments=tuple(
            replace(each, support=replace(each.support, claim=name(each.support.claim))) if each.support else each
            for each in report.assessments
        ),
        findings=tuple(replace(found, claim=name(found.claim)) for found in report.findings),
        cast=tuple(replace(one, claims=tuple(map(name, one.claims))) for one in report.cast),
        unsure=tuple(map(name, report.unsure)),
        relations=tuple(
            replace(
                found,
                claim=name(found.claim) if found.draft == report.name else found.claim,
                other_claim=name(found.other_claim) if found.other_draft in ("", report.name) else found.other_claim,
            )
            for found in report.relations
        ),
    )
