"""Numbers with bounds and units, and dates: equal, compatible, or different by how much.

A quantity is a range: ``at least 12`` is 12 or more, ``dozens`` 24 to 120. All words come from the rule of kind
``quantity``. A unit is the word counted, as it stands: ``12 soldiers``; currencies go by their first name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from verifier.ruleset import RuleSet
from verifier.ruleset.wording import WORD_SHAPE

_LONGEST = 3  # words of a bound
_ABOUT = 0.15  # how far “about” may be off
NO_YEAR = 4  # a leap year in which days stand whose year the page does not tell
_IN_A_YEAR = 366


class Quantity(NamedTuple):
    """A number the text gives; tokens [first, last). ``low`` to ``high`` is what it leaves possible."""

    low: float
    high: float
    unit: str
    first: int
    last: int
    kind: str = "count"  # count | money | percent | year | date
    exact: bool = True

    def compatible(self, other: Quantity) -> bool:
        """Whether one number could satisfy both."""
        return self.gap(other) <= 0

    def gap(self, other: Quantity) -> float:
        """How far the one must move to meet the other; days without a year go round with the years."""
        if self.kind == "date" and "day" in (self.unit, other.unit):
            a, b = _in_no_year(self), _in_no_year(other)
            turns = (-_IN_A_YEAR, 0, _IN_A_YEAR)
            return min(max(a.low + turn, b.low) - min(a.high + turn, b.high) for turn in turns)
        return max(self.low, other.low) - min(self.high, other.high)

    @property
    def told(self) -> str:
        """As reports write it: ``12``, ``12 to 15``, ``12 or more``, ``up to 40``; a date as people write it."""
        if self.kind == "date":
            ends = dict.fromkeys(_told_day(int(day), self.unit) for day in (self.low, self.high))
            return " to ".join(ends)
        unit = "%" if self.unit == "%" else f" {self.unit}" if self.unit else ""
        if self.high == math.inf:
            return f"{self.low:,.10g}{unit} or more"
        if not self.low and self.high:
            return f"up to {self.high:,.10g}{unit}"
        return " to ".join(dict.fromkeys(f"{end:,.10g}" for end in (self.low, self.high))) + unit

    def apart(self, other: Quantity) -> float:
        """By what share of the smaller one the two differ; 0 where they are compatible."""
        if self.compatible(other):
            return 0.0
        below, above = sorted((self, other), key=lambda q: q.low)
        return (above.low - below.high) / abs(below.high) if below.high else math.inf


@dataclass(frozen=True)
class Numerals:
    """The number words of a language."""

    numbers: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]
    multiples: Mapping[str, float]
    bounds: Mapping[tuple[str, ...], str]
    currencies: Mapping[str, str]
    percent: frozenset[tuple[str, ...]]
    months: Mapping[str, int]
    articles: frozenset[str] = frozenset()
    relative: Mapping[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)
    ranges: Mapping[str, str] = field(default_factory=dict)  # what stands between the ends → what before the first
    no_range: frozenset[str] = frozenset()
    partitive: frozenset[str] = frozenset()
    thousands: str = ""  # the mark between thousands
    decimal: str = ""  # the mark before tenths
    year: re.Pattern[str] | None = None  # the built-in <year>
    rule: str = ""

    @cached_property
    def _figure(self) -> re.Pattern[str]:
        grouped = rf"(?:{re.escape(self.thousands)}\d{{3}})*" if self.thousands else ""
        tenths = rf"(?:{re.escape(self.decimal)}\d+)?" if self.decimal else ""
        return re.compile(rf"(\d+{grouped}{tenths})(%|[a-z]{{1,2}})?")

    def figure(self, word: str) -> tuple[float, str] | None:
        """The value of a number in figures, and the sign or letters that hang on it; None for another word."""
        found = self._figure.fullmatch(word)
        if found is None:
            return None
        digits = found[1].replace(self.thousands, "") if self.thousands else found[1]
        return float(digits.replace(self.decimal, ".") if self.decimal else digits), found[2] or ""

    def is_year(self, word: str) -> bool:
        """Whether a word is a year."""
        return self.year is not None and self.year.fullmatch(WORD_SHAPE + word) is not None

    @cached_property
    def datable(self) -> frozenset[str]:
        """Words of dates that may want a dateline to be told."""
        return frozenset((*self.months, *(name[0] for name in self.relative)))

    @cached_property
    def starts(self) -> frozenset[str]:
        """Words with which a number or date can begin, figures aside."""
        return frozenset((*self.numbers, *self.vague, *self.currencies, *self.months, *(n[0] for n in self.relative)))

    @cached_property
    def idle(self) -> frozenset[str]:
        """Words that begin a number or date only before one of ``followers``: a million, this week."""
        alone = (*self.vague, *self.currencies, *self.months, *(name[0] for name in self.relative if len(name) == 1))
        numbers = self.numbers.keys() - self.articles
        return frozenset((*self.articles, *(name[0] for name in self.relative))) - numbers - set(alone)

    @cached_property
    def followers(self) -> frozenset[str]:
        """Words that multiply a number, and second words of days."""
        return frozenset((*self.multiples, *self.vague, *(name[1] for name in self.relative if len(name) > 1)))

    @cached_property
    def telling(self) -> frozenset[str]:
        """Words one of which stands in every number or date that has no figure."""
        return (self.starts - self.idle) | self.followers

    @cached_property
    def parts(self) -> frozenset[str]:
        """Words that may be part of a number or date, figures and marks aside."""
        phrases = (*self.percent, *self.relative)
        return self.starts | self.followers | {*self.ranges, *(word for phrase in phrases for word in phrase)}


def numerals(rules: RuleSet) -> Numerals:
    """The number words of a rule set."""
    rule = next(iter(rules.of("quantity")), None)

    def lines(key: str) -> list[list[str]]:
        return [line.split() for line in rule.words(key)] if rule else []

    return Numerals(
        numbers={word: float(value) for word, value in lines("numbers")},
        vague={word: (float(low), float(high)) for word, low, high in lines("vague")},
        multiples={word: float(value) for word, value in lines("multiples")},
        bounds={tuple(words): sign for *words, sign in lines("bounds")},
        currencies={word: line[1] for line in lines("currencies") for word in line if len(line) > 1},
        percent=frozenset(tuple(line) for line in lines("percent")),
        months={word: month for month, line in enumerate(lines("months"), start=1) for word in line},
        articles=frozenset(rule.words("articles")) if rule else frozenset(),
        ranges={between: "" if before == "_" else before for before, between in lines("ranges")},
        no_range=frozenset(rule.words("no_range")) if rule else frozenset(),
        partitive=frozenset(rule.words("partitive")) if rule else frozenset(),
        thousands=rule.text("thousands") if rule else "",
        decimal=rule.text("decimal") if rule else "",
        year=rules.shapes.get("year"),
        rule=rule.id if rule else "",
        relative={tuple(name): (int(low), int(high)) for *name, low, high in lines("relative")},
    )


def quantities(
    words: Sequence[str], numerals: Numerals, first: int, last: int, *, dateline: date | None = None
) -> tuple[Quantity, ...]:
    """Every number and date in the tokens [first, last), with its bound and unit.

    A date with a year, or one that ``dateline`` places (“last week”), is a range of ordinal days; so is a day without
    a year, in the year 4.
    """
    found: list[Quantity] = []
    starts, idle, end = numerals.starts, numerals.idle, first
    for at in [at for at, word in enumerate(words[first:last], first) if word[0].isdecimal() or word in starts]:
        if at < end or (words[at] in idle and (at + 1 == last or words[at + 1] not in numerals.followers)):
            continue
        quantity = _dated(words, numerals, at, last, dateline) or _ranged(words, numerals, at, first, last)
        if quantity is not None:
            found.append(quantity)
            end = quantity.last
    return tuple(found)


def _dated(words: Sequence[str], numerals: Numerals, at: int, last: int, dateline: date | None) -> Quantity | None:
    """``8 December``, ``Dec. 8, 2024``, a year, or ``last week`` where the dateline is known."""
    month, day, end = _month_and_day(words, numerals, at, last)
    if month:
        year, end = _year(words, numerals, end, last)
        if not year and dateline is not None and dateline.year != NO_YEAR:
            year = dateline.year if (month, day) <= (dateline.month, dateline.day) else dateline.year - 1
        return _day(year, month, day, (at, end))
    if numerals.is_year(words[at]):
        known = float(words[at])
        return Quantity(known, known, "year", at, at + 1, "year")
    days = numerals.relative.get(tuple(words[at : at + 2])) or numerals.relative.get((words[at],))
    if days is None or dateline is None:
        return None
    end = at + (2 if tuple(words[at : at + 2]) in numerals.relative else 1)
    day = dateline.toordinal()
    unit = "day" if dateline.year == NO_YEAR else "date"
    return Quantity(day + days[0], day + days[1], unit, at, min(end, last), "date", exact=days[0] == days[1])


def _month_and_day(words: Sequence[str], numerals: Numerals, at: int, last: int) -> tuple[int, int, int]:
    if words[at] in numerals.months:
        figure = at + 1 + (at + 1 < last and words[at + 1] == ".")  # Dec. 8
        if figure < last and words[figure].isdecimal() and 1 <= int(words[figure]) <= 31:
            return numerals.months[words[at]], int(words[figure]), figure + 1
    elif at + 1 < last and words[at + 1] in numerals.months and words[at].isdecimal() and 1 <= int(words[at]) <= 31:
        return numerals.months[words[at + 1]], int(words[at]), at + 2
    return 0, 0, at


def _year(words: Sequence[str], numerals: Numerals, at: int, last: int) -> tuple[int, int]:
    """The year at a token, or behind a comma, and the token after it; 0 where there is none."""
    for place in (at, at + 1):
        if place < last and numerals.is_year(words[place]) and (place == at or words[at] == ","):
            return int(words[place]), place + 1
    return 0, at


def _day(year: int, month: int, day: int, tokens: tuple[int, int]) -> Quantity | None:
    try:
        when = date(year or NO_YEAR, month, day).toordinal()
    except ValueError:
        return None
    return Quantity(when, when, "date" if year else "day", *tokens, "date")


def _told_day(ordinal: int, unit: str) -> str:
    when = date.fromordinal(ordinal)
    return when.isoformat() if unit == "date" else when.isoformat()[5:]


def _in_no_year(day: Quantity) -> Quantity:
    """A date without its year, to be compared with one that has none."""
    if day.unit == "day":
        return day
    when = date.fromordinal(int(day.low))
    low = date(NO_YEAR, when.month, when.day).toordinal()
    return day._replace(low=low, high=low + day.high - day.low, unit="day")


def _ranged(words: Sequence[str], numerals: Numerals, at: int, first: int, last: int) -> Quantity | None:
    """A number, or the range that it opens: ``12 to 15 people``, ``between 12 and 15``, ``$3-5 million``."""
    one = _counted(words, numerals, at, first, last)
    if one is None:
        return None
    joint = one.last
    before = numerals.ranges.get(words[joint]) if joint < last else None
    ahead = words[one.first - 1] if one.first > first else ""
    if before is None or ahead in numerals.no_range or before not in ("", ahead) or not one.exact:
        return one
    other = _counted(words, numerals, joint + 1, joint + 1, last)
    if other is None or not other.exact or (one.kind != "count" and other.kind not in ("count", one.kind)):
        return one
    low, factor = one.low, _multiple(words[other.first : other.last], numerals)
    if _multiple(words[one.first : one.last], numerals) == 1 and low * factor < other.high:
        low *= factor  # 3 to 5 million
    if low >= other.high:
        return one
    named = one if other.kind == "count" and one.kind != "count" else other
    return Quantity(low, other.high, named.unit, one.first, other.last, named.kind, exact=False)


def _multiple(words: Sequence[str], numerals: Numerals) -> float:
    """What the words multiply a number by."""
    ends = (word.lstrip("0123456789.,") for word in words)
    return math.prod(numerals.multiples.get(end, 1.0) for end in ends)


def _counted(words: Sequence[str], numerals: Numerals, at: int, first: int, last: int) -> Quantity | None:
    start, money = at, numerals.currencies.get(words[at], "")
    if money:
        at += 1
    value, end, exact, attached = _value(words, numerals, at, last)
    if value is None:
        return None
    low, high = value
    if end - at == 1 and words[at] in numerals.articles:
        return None
    low, high, exact = _bounded(low, high, _bound(words, numerals, start, first), exact=exact)
    unit, end, kind = _unit(words, numerals, end, last, attached)
    if money:
        unit, kind = money, "money"
    return Quantity(low, high, unit, start, end, kind, exact)


def _value(
    words: Sequence[str], numerals: Numerals, at: int, last: int
) -> tuple[tuple[float, float] | None, int, bool, str]:
    """The number at a token as a range, the token after it, whether it is exact, and a sign written onto it."""
    if at >= last:
        return None, at, True, ""
    word, attached, exact = words[at], "", True
    figure = numerals.figure(word)
    if figure:
        low = high = figure[0]
        attached = figure[1]
        if attached and attached != "%" and attached not in numerals.multiples:
            return None, at, True, ""
        if attached in numerals.multiples:
            low, high, attached = low * numerals.multiples[attached], high * numerals.multiples[attached], ""
    elif word in numerals.numbers:
        low = high = numerals.numbers[word]
    elif word in numerals.vague:
        low, high = numerals.vague[word]
        exact = low == high
    else:
        return None, at, True, ""
    at += 1
    while at < last and (words[at] in numerals.multiples or words[at] in numerals.vague):
        if words[at] in numerals.multiples:
            factor = numerals.multiples[words[at]]
            low, high = low * factor, high * factor
        else:
            low, high = low * numerals.vague[words[at]][0], high * numerals.vague[words[at]][1]
        at += 1
    return (low, high), at, exact, attached


def _bound(words: Sequence[str], numerals: Numerals, at: int, first: int) -> str:
    for length in range(_LONGEST, 0, -1):
        sign = numerals.bounds.get(tuple(words[max(first, at - length) : at]))
        if sign:
            return sign
    return ""


def _bounded(low: float, high: float, sign: str, *, exact: bool) -> tuple[float, float, bool]:
    if sign in (">=", ">"):
        return low, math.inf, False
    if sign in ("<=", "<"):
        return 0.0, high, False
    if sign == "~<":
        return low * (1 - _ABOUT), high, False
    if sign == "~":
        return low * (1 - _ABOUT), high * (1 + _ABOUT), False
    return low, high, exact


def _unit(words: Sequence[str], numerals: Numerals, at: int, last: int, attached: str) -> tuple[str, int, str]:
    if attached == "%":
        return "%", at, "percent"
    for length in (2, 1):
        if tuple(words[at : at + length]) in numerals.percent and at + length <= last:
            return "%", at + length, "percent"
    if at < last and words[at] in numerals.currencies:
        return numerals.currencies[words[at]], at + 1, "money"
    return (words[at] if at < last and words[at][0].isalpha() else attached), at, "count"


def alike(some: Iterable[Quantity], others: Iterable[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """For each kind and unit that both have, the two that are nearest each other."""
    nearest: dict[tuple[str, str], tuple[Quantity, Quantity]] = {}
    theirs = list(others)
    for a in some:
        for b in theirs:
            key = (a.kind, "" if a.kind == "date" else a.unit)
            if not a.unit or key != (b.kind, "" if b.kind == "date" else b.unit):
                continue
            if key not in nearest or a.apart(b) < nearest[key][0].apart(nearest[key][1]):
                nearest[key] = (a, b)
    return list(nearest.values())
