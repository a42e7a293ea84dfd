"""What neighbours decide: the rows taken together give what they give one after the other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.language.patches import build

Row = tuple[str, str, str, str]
LETTERS = st.sampled_from("abcB.")
OLD = st.sampled_from(["a", "b", "B", "[ab]", "[abc]", "[Bc]", r"\.", "ab", "[^a]", r"\w"])
SIDE = st.sampled_from(["-", "a", "b", "[bc]", "[^a]", r"\.", r"\|", r"\w", ".", "[a-b]"])


def one_by_one(rows: list[Row], letters: str) -> str:
    """The rows as they are written, each over all letters."""
    for give, old, before, after in rows:
        behind = "" if before == "-" else f"(?<={before}(?:{old}))"
        letters = re.sub(f"(?:{old}){behind}" + ("" if after == "-" else f"(?={after})"), give, letters)
    return letters


@pytest.mark.parametrize(
    ("rows", "before", "after"),
    [
        pytest.param([("b", "a", "-", "a")], "aaca", "baca", id="all places are looked at before any letter changes"),
        pytest.param(
            [("b", "a", "-", "a"), ("b", "a", "b", "-")], "aac", "bbc", id="a later row sees what an earlier gave"
        ),
        pytest.param([("b", "[ac]", "c", "-")], "cca", "cbb", id="so not where the row names a letter it replaces"),
        pytest.param(
            [("b", "[ac]", "d", "-"), ("b", "[ac]", "-", "e")], "dace", "dbbe", id="two rows that give the same"
        ),
        pytest.param([("b", r"\.", "a", "-")], "a.c.", "abc.", id="a mark"),
        pytest.param([("b", r"\w", "a", "-")], "aac", "abb", id="letters that are not named"),
    ],
)
def test_rows_are_taken_in_order(rows: list[Row], before: str, after: str) -> None:
    for step in build(rows):
        before = step(before)
    assert before == after


@given(
    st.lists(st.tuples(LETTERS.filter(str.isalnum), OLD, SIDE, SIDE), min_size=1, max_size=6),
    st.text(alphabet="abcB.|", max_size=20),
)
def test_rows_together_give_what_they_give_one_by_one(rows: list[Row], letters: str) -> None:
    found = letters
    for step in build(rows):
        found = step(found)
    assert found == one_by_one(rows, letters)
