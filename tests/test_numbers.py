"""Numbers with bounds and units, and dates: equal, compatible, or how far apart."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.api import verify
from verifier.engine import Engine
from verifier.relations.dateline import dateline
from verifier.relations.quantities import NO_YEAR, Quantity, alike, numerals, quantities
from verifier.ruleset import load
from verifier.words import split

RULES = load()
ENGINE = Engine(RULES)
NUMERALS = numerals(RULES)


def found(text: str, dateline: date | None = None) -> list[Quantity]:
    words = [word for _, _, word in split(text, RULES.word)]
    return list(quantities(words, NUMERALS, 0, len(words), dateline=dateline))


def one(text: str) -> Quantity:
    (only,) = found(text)
    return only


# --- what is no number -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["A man left.", "An hour passed.", "May was warm.", "The march began.", "Note ² December"]
)
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


# --- ranges ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["It rose from 12 to 15 soldiers.", "They voted 15 to 12.", "Between Oslo and 12 soldiers.", "12 and 15 soldiers"],
    ids=["a rise", "a vote", "no first end", "no between"],
)
def test_no_range_there(text):
    assert all(quantity.exact for quantity in found(text))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "kind"),
    [
        ("12 to 15 soldiers", 12, 15, "soldiers", "count"),
        ("twelve to fifteen soldiers", 12, 15, "soldiers", "count"),
        ("between 12 and 15 soldiers", 12, 15, "soldiers", "count"),
        ("12-15 soldiers", 12, 15, "soldiers", "count"),
        ("12–15 soldiers", 12, 15, "soldiers", "count"),
        ("$3 million to $5 million", 3_000_000, 5_000_000, "dollar", "money"),
        ("$3 to $5 million", 3_000_000, 5_000_000, "dollar", "money"),
        ("3-5 million euros", 3_000_000, 5_000_000, "euro", "money"),
        ("900 to 1.2 million euros", 900, 1_200_000, "euro", "money"),
        ("3 to 5 percent", 3, 5, "%", "percent"),
        ("3% to 5%", 3, 5, "%", "percent"),
    ],
    ids=lambda value: str(value).replace(" ", "-"),
)
def test_a_range(text, low, high, unit, kind):
    quantity = one(text)
    assert (quantity.low, quantity.high, quantity.unit, quantity.kind) == (low, high, unit, kind)
    assert not quantity.exact


@pytest.mark.parametrize(
    ("text", "other", "by"),
    [
        ("12 to 15 soldiers", "14 soldiers", 0),
        ("12 to 15 soldiers", "at least 15 soldiers", 0),
        ("12 to 15 soldiers", "18 soldiers", 0.2),
        ("between 3 and 5 percent", "10 percent", 1.0),
        ("$3 million to $5 million", "$6 million", 0.2),
    ],
    ids=["inside", "at its end", "beyond", "percentages", "money"],
)
def test_how_far_a_range_is(text, other, by):
    ((a, b),) = alike([one(text)], [one(other)])
    assert a.apart(b) == pytest.approx(by)


@pytest.mark.parametrize(
    ("text", "told"),
    [("12 to 15 soldiers", "12 to 15 soldiers"), ("at least 1,200 soldiers", "1,200 soldiers or more"),
     ("up to 40 soldiers", "up to 40 soldiers"), ("$3.5 million", "3,500,000 dollar"), ("12 per cent", "12%")],
    ids=["range", "or more", "up to", "money", "percent"],
)  # fmt: skip
def test_as_reports_write_it(text, told):
    assert one(text).told == told


# --- the day a draft is of ---------------------------------------------------------------------


def day(text: str, format: str = "markdown") -> date | None:
    return dateline(verify(text, format=format, engine=ENGINE), NUMERALS, RULES.word)


BODY = "The council sold the mill last week, and nobody in the town of Zenda knew of it before."


def test_no_day_where_none_stands():
    assert day(f"# Mill sold\n\n{BODY}") is None
    assert day(f"# Mill sold\n\n{BODY} It was built on May 8, 1804.") is None


@pytest.mark.parametrize(
    ("head", "when"),
    [
        ("---\ndate: 2024-12-08\n---\n\n# Mill sold\n\n", date(2024, 12, 8)),
        ("---\ndate: 8 December 2024\n---\n\n# Mill sold\n\n", date(2024, 12, 8)),
        ("# Mill sold\n\nBEIRUT, Dec. 14, 2024 (Reuters) — ", date(2024, 12, 14)),
        ("# Mill sold\n\nBEIRUT, Dec. 14 (Reuters) — ", date(NO_YEAR, 12, 14)),
        ("# Mill sold\n\nBy Ann Lee, December 14, 2024\n\n", date(2024, 12, 14)),
    ],
    ids=["front matter", "in words", "dateline", "dateline without a year", "byline"],
)
def test_the_day_of_a_draft(head, when):
    assert day(head + BODY) == when


@pytest.mark.parametrize(
    ("text", "other", "meet"),
    [
        ("December 10", "last week", True),
        ("November 10", "last week", False),
        ("December 10, 2024", "last week", True),
        ("March 3, 2024", "last week", False),
    ],
    ids=["in it", "before it", "in it, with a year", "before it, with a year"],
)
def test_days_without_a_year(text, other, meet):
    (a,), (b,) = found(text), found(other, date(NO_YEAR, 12, 14))
    assert alike([a], [b]) == [(a, b)]
    assert a.compatible(b) == b.compatible(a) == meet


def test_days_without_a_year_go_round_with_it():
    (a,), (b,) = found("December 30"), found("last week", date(NO_YEAR, 1, 3))
    assert a.compatible(b)
