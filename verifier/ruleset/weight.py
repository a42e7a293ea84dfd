"""How large a pattern grows when its repeats are written out: compiling it takes memory in that measure."""

from __future__ import annotations

import re

HEAVIEST = 20_000
"""Steps of one pattern; the heaviest of the built-in rules has some hundreds."""

_TOKEN = re.compile(
    r"\\.|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\()|(?P<close>\))|(?P<bar>\|)"
    r"|\{(?P<low>\d*)(?:,(?P<high>\d*))?\}|(?P<star>[*+?])|.",
    re.DOTALL,
)


def weight(pattern: str) -> int:
    """The number of steps with every ``{m,n}`` written out; nested repeats multiply."""
    groups: list[list[int]] = [[0, 0]]  # of each open group: its steps, and those of the last item
    for found in _TOKEN.finditer(pattern):
        group = groups[-1]
        if found["open"]:
            groups.append([0, 0])
        elif found["close"] and len(groups) > 1:
            groups.pop()
            groups[-1][0] += group[0] + 1
            groups[-1][1] = group[0] + 1
        elif found["low"] is not None and (found["low"] or found["high"]):
            times = max(int((found["high"] or found["low"])[:9]), int((found["low"] or "0")[:9]), 1)
            group[0] += group[1] * (times - 1)
            group[1] *= times
        elif not found["star"]:
            group[0] += 1
            group[1] = 1
        if groups[-1][0] > HEAVIEST:
            break
    return sum(steps for steps, _ in groups)
