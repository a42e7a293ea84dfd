"""What neighbours decide: the rows of ``patches`` in the language pack, over the letters of a draft.

The rows are tried in order, each over all letters. Looking through them costs much the same whether a row finds
anything or not, and least where it looks for one letter only. So rows side by side that give the same are tried
at once, and those that replace several letters once a letter, wherever that can change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from operator import methodcaller
from typing import NamedTuple

Step = Callable[[str], str]
_NONE = "-"
_OLD = re.compile(r"\[([^\W_]+)\]|([^\\.^$*+?{}\[\]|()])|\\(\W)")  # several letters, or one
_VAGUE = re.compile(r"\\\w|\w-\w")  # of such a pattern it is not plain which letters it names


class _Row(NamedTuple):
    give: str
    old: str
    before: str
    after: str

    @property
    def letters(self) -> str:
        """The letters it replaces; none where that is not plain."""
        found = _OLD.fullmatch(self.old)
        return found[1] or found[2] or found[3] if found else ""

    @property
    def indifferent(self) -> bool:
        """Whether it finds the same when some of the letters it replaces are replaced already."""
        around = self.before + self.after
        return bool(self.letters) and not _VAGUE.search(around) and set(self.letters + self.give).isdisjoint(around)

    def around(self, old: str) -> str:
        """The pattern of what must stand on both sides of ``old``, for the place behind it."""
        return (f"(?<={self.before}{old})" if self.before else "") + (f"(?={self.after})" if self.after else "")


def build(table: Iterable[Sequence[str]]) -> tuple[Step, ...]:
    """The rows (letter given, letters replaced, what stands before, what stands after) as steps to take in order."""
    groups: list[list[_Row]] = []
    for give, old, *sides in table:
        row = _Row(give, old, *("" if side == _NONE else side for side in sides))
        if groups and groups[-1][0][:2] == row[:2] and row.indifferent:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(step for group in groups for step in _steps(group))


def _steps(rows: Sequence[_Row]) -> Iterator[Step]:
    """Rows that give the same for the same letters."""
    give, old, *_ = rows[0]
    letters = rows[0].letters
    apart = len(letters) > 1 and all(row.indifferent for row in rows)
    for letter in letters if apart else [old]:
        around = [row.around(letter) for row in rows]
        sought = letter if apart else letters if len(letters) == 1 else ""
        if "" in around and sought:
            yield methodcaller("replace", sought, give)
        else:
            yield partial(_replaced, sought, f"{letter}(?:{'|'.join(around)})", give)


def _replaced(sought: str, pattern: str, give: str, letters: str) -> str:
    """The letters with those of a pattern replaced; without the letter sought the pattern is not even compiled."""
    return _compiled(pattern).sub(give, letters) if sought in letters else letters


_compiled = cache(re.compile)
