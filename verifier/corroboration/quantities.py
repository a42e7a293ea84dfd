"""Numbers with bounds and units, and dates: equal, compatible, or different by how much.

A quantity is a range: ``at least 12`` is 12 or more, ``dozens`` 24 to 120. All words come from the rule of kind
``quantity``. A unit is the word counted, as it stands: ``12 soldiers``; a currency or hundredths go by their first name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verifier.ruleset import RuleSet

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_FIGURE = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(%|[a-z]{1,2})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 3  # words of a bound
_ABOUT = 0.15  # how far “about” may be off


@dataclass(frozen=True, slots=True)
class Quantity:
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
        return self.low <= other.high and other.low <= self.high

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
    articles: frozenset[str] = frozenset({})


def numerals(rules: RuleSet) -> Numerals:
    """The number words of a rule set."""
    rule = next(iter(rules.of("quantity")), None)
    lines = (lambda key: [line.split() for line in rule.words(key)]) if rule else (lambda _: [])
    return Numerals(
        numbers={word: float(value) for word, value in lines("numbers")},
        vague={word: (float(low), float(high)) for word, low, high in lines("vague")},
        multiples={word: float(value) for word, value in lines("multiples")},
        bounds={tuple(words): sign for *words, sign in lines("bounds")},
        currencies={word: line[1] for line in lines("currencies") for word in line if len(line) > 1},
        percent=frozenset(tuple(line) for line in lines("percent")),
        months={word: month for month, line in enumerate(lines("months"), start=1) for word in line},
        articles=frozenset(word for word, value in lines("numbers") if float(value) == 1 and word != "one"),
    )


def quantities(words: Sequence[str], numerals: Numerals, first: int, last: int) -> tuple[Quantity, ...]:
    """Every number in the tokens [first, last), with its bound and unit."""
    found: list[Quantity] = []
    at = first
    while at < last:
        quantity = _dated(words, numerals, at, last) or _counted(words, numerals, at, first, last)
        if quantity is None:
            at += 1
        else:
            found.append(quantity)
            at = quantity.last
    return tuple(found)


def _dated(words: Sequence[str], numerals: Numerals, at: int, last: int) -> Quantity | None:
    """``8 December``, ``Dec. 8`` or a year: a date with no year is its day in the year, 100·month + day."""
    month = numerals.months.get(words[at])
    if month and at + 1 < last and words[at + 1].isdigit() and int(words[at + 1]) <= 31:
        day = 100 * month + int(words[at + 1])
        return Quantity(day, day, "day", at, at + 2, "date")
    if words[at].isdigit() and int(words[at]) <= 31 and at + 1 < last and words[at + 1] in numerals.months:
        if not numerals.months[words[at + 1]]:
            return None
        day = 100 * numerals.months[words[at + 1]] + int(words[at])
        return Quantity(day, day, "day", at, at + 2, "date")
    if _YEAR.fullmatch(words[at]):
        year = float(words[at])
        return Quantity(year, year, "year", at, at + 1, "year")
    return None


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
    low, high, exact = _bounded(low, high, exact, _bound(words, numerals, start, first))
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
    figure = _FIGURE.fullmatch(word)
    if figure:
        low = high = float(figure[1].replace(",", ""))
        attached = figure[2] or ""
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


def _bounded(low: float, high: float, exact: bool, sign: str) -> tuple[float, float, bool]:
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
    """Pairs of one kind and unit."""
    theirs = list(others)
    return [(a, b) for a in some for b in theirs if a.kind == b.kind and a.unit == b.unit and a.unit]
