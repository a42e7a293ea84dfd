"""What neighbours decide: the rows of ``patches`` in the language pack, over the letters of a draft.

The rows are tried in order, each over all letters. Looking through them costs much the same whether a row finds
anything or not, and least where it looks for one letter only. So rows side by side that give the same are tried
at once, and those that replace several letters once a letter, wherever that can change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
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
    apart = all(row.indifferent for row in rows) and len(rows[0].letters) > 1
    for letter in rows[0].letters if apart else [old]:
        around = [row.around(letter) for row in rows]
        if "" in around and letter.isalnum():
            yield methodcaller("replace", letter, give)
        else:
            yield partial(re.compile(f"{letter}(?:{'|'.join(around)})").sub, give)
