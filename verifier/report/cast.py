"""Who speaks, the same in every format: people by name, names withheld, bodies, documents."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Speaker
from verifier.report.labels import LEVELS, Mark
from verifier.report.view import View
from verifier.report.words import cut, flat

SORTS = {"named": "By name", "withheld": "Name withheld", "body": "Bodies", "document": "Documents and pictures"}
HEAD = ("Who", "Role", "Line", "Claims", "Best level", "Also told as")
_NAME, _ROLE, _ALSO = 60, 60, 60


def mark_of(one: Speaker) -> Mark:
    """The mark of the best level that a claim has by a speaker."""
    return LEVELS[one.level]


def cells(view: View, one: Speaker) -> tuple[str, str, int, str, str, str]:
    """Name, role with what the house's registry says, first line, claims, level, other spellings."""
    role = "; ".join(part for part in (cut(one.role, _ROLE) if one.role else "", one.graded) if part)
    mark = mark_of(one)
    also = "; ".join(cut(each, _ALSO) for each in one.also)
    return cut(one.name, _NAME), role, view.line(one.first), ", ".join(one.claims), f"{mark.sign} {mark.word}", also


def sorted_cast(view: View) -> Iterator[tuple[str, tuple[Speaker, ...]]]:
    """The speakers of each sort that has any, under its title."""
    for sort, title in SORTS.items():
        found = tuple(one for one in view.report.cast if one.sort == sort)
        if found:
            yield title, found


def cast_line(view: View) -> str:
    """All speakers in one sentence; nothing where there are none."""
    told = [f"{title}: {'; '.join(map(_short, found))}" for title, found in sorted_cast(view)]
    return ". ".join(told) + "." if told else ""


def _short(one: Speaker) -> str:
    role = f" ({cut(flat(one.role), _ROLE)})" if one.role else ""
    return f"{cut(flat(one.name), _NAME)}{role}"
