"""Numbers with bounds and units, and dates: equal, compatible, or how far apart."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.corroboration.quantities import Quantity, alike, numerals, quantities
from verifier.ruleset import load
from verifier.words import split

RULES = load()
NUMERALS = numerals(RULES)


def found(text: str, dateline: date | None = None) -> list[Quantity]:
    words = [word for _, _, word in split(text, RULES.word)]
    return list(quantities(words, NUMERALS, 0, len(words), dateline=dateline))


def one(text: str) -> Quantity:
    (only,) = found(text)
    return only


# --- what is no number -------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["A man left.", "An hour passed.", "May was warm.", "The march began."])
def test_no_number_there(text):
    assert found(text) == []


def test_without_a_dateline_last_week_is_no_date():
    assert found("It began last week.") == []


def test_the_thirty_first_of_february_is_no_date():
    assert all(q.kind != "date" for q in found("On February 31, 2024 it rained."))


# --- what is -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "kind"),
    [
        ("12 soldiers", 12, 12, "soldiers", "count"),
        ("twelve soldiers", 12, 12, "soldiers", "count"),
        ("at least 12 soldiers", 12, math.inf, "soldiers", "count"),
        ("more than 1,200 soldiers", 1200, math.inf, "soldiers", "count"),
        ("up to 40 soldiers", 0, 40, "soldiers", "count"),
        ("dozens of soldiers", 24, 120, "of", "count"),
        ("two dozen soldiers", 24, 24, "soldiers", "count"),
        ("$3.5 million", 3_500_000, 3_500_000, "dollar", "money"),
        ("40 euros", 40, 40, "euro", "money"),
        ("12%", 12, 12, "%", "percent"),
        ("12 per cent", 12, 12, "%", "percent"),
        ("in 2017", 2017, 2017, "year", "year"),
        ("three thousand troops", 3000, 3000, "troops", "count"),
    ],
    ids=lambda value: str(value).replace(" ", "-"),
)
def test_a_number(text, low, high, unit, kind):
    quantity = one(text)
    assert (quantity.low, quantity.high, quantity.unit, quantity.kind) == (low, high, unit, kind)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on December 8, 2024", date(2024, 12, 8)),
        ("on 8 December 2024", date(2024, 12, 8)),
        ("on Dec. 8", date(2024, 12, 8)),
        ("on Dec. 20", date(2023, 12, 20)),
        ("yesterday", date(2024, 12, 9)),
    ],
    ids=lambda value: str(value).replace(" ", "-"),
)
def test_a_date_by_the_dateline(text, day):
    (quantity,) = found(text, date(2024, 12, 10))
    assert quantity.low == quantity.high == day.toordinal()


def test_last_week_is_any_day_of_it():
    (week,) = found("It began last week", date(2024, 12, 10))
    (day,) = found("It began on December 3, 2024", date(2024, 12, 10))
    assert week.compatible(day)


@pytest.mark.parametrize(
    ("text", "other", "compatible"),
    [
        ("at least 12 soldiers", "15 soldiers", True),
        ("at least 12 soldiers", "11 soldiers", False),
        ("about 100 soldiers", "95 soldiers", True),
        ("about 100 soldiers", "150 soldiers", False),
        ("12 soldiers", "twelve soldiers", True),
        ("12 soldiers", "13 soldiers", False),
    ],
    ids=lambda value: str(value).replace(" ", "-"),
)
def test_compatible(text, other, compatible):
    ((a, b),) = alike([one(text)], [one(other)])
    assert a.compatible(b) == compatible


def test_by_how_much():
    assert one("12 soldiers").apart(one("15 soldiers")) == pytest.approx(0.25)


# --- what holds of all -------------------------------------------------------------------------


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    for quantity in found(text):
        assert quantity.low <= quantity.high
        assert quantity.first < quantity.last
        assert quantity.apart(quantity) == 0


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_apart_has_no_direction(a, b):
    first, second = one(f"{a} crates"), one(f"{b} crates")
    assert first.apart(second) == second.apart(first)
    assert first.compatible(second) == (a == b)


@pytest.mark.xfail(strict=True, reason="a range of two figures is read as two numbers")
def test_a_range():
    assert one("12 to 15 soldiers").high == 15
