"""The summary fits its screen, whatever the draft, and asks the gravest first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import report

from verifier.report import Look, terminal
from verifier.report.words import cut, flat, to_ascii, width, wrap

LONG = "Officials said " + "many words follow here " * 20
REPORTS = [report(f"Head of it\n{LONG}\nA b.\nC d.\n{'x' * 200}", name="a.txt"), report("One.", name=f"{'b' * 60}.txt")]


@pytest.mark.parametrize("columns", [40, 59, 60, 80, 100])
@pytest.mark.parametrize("ascii", [False, True], ids=["marks", "ascii"])
def test_no_line_is_wider_than_the_screen(columns: int, ascii: bool) -> None:
    made = terminal.render(REPORTS, Look(width=columns, ascii=ascii, wrote=("reports/a.md", "reports/index.md")))
    assert max(map(width, made.splitlines())) <= columns
    assert made.isascii() or not ascii


@given(st.text(max_size=80), st.integers(40, 100))
@settings(deadline=None)
def test_any_draft_fits(text: str, columns: int) -> None:
    made = terminal.render([report(f"{text}\nB c.", name="n.txt")], Look(width=columns))
    assert all(width(line) <= columns for line in made.split("\n"))


def test_no_escape_reaches_the_screen() -> None:
    made = terminal.render([report("\x1b[31mred\x1b[0m \x9b31m\x07 said\nB.", name="\x1bn.txt")], Look())
    assert "\x1b" not in made
    assert "\x9b" not in made


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in terminal.render(REPORTS, Look())
    assert "\x1b[" in terminal.render(REPORTS, Look(colour=True))


def test_the_totals_add_up() -> None:
    made = terminal.render(REPORTS, Look())
    total = next(line for line in made.splitlines() if line.startswith("total"))
    assert total.split()[1] == str(sum(len(each.claims) for each in REPORTS))


def test_it_tells_what_to_do_next() -> None:
    made = terminal.render(REPORTS, Look(wrote=("reports/a.md", "reports/b.md", "reports/index.md")))
    assert "Wrote reports/index.md and 2 reports." in made
    assert "Next: verify explain a.txt:C01" in made


@given(st.text(max_size=60), st.integers(5, 40))
def test_a_cut_fits_and_a_wrap_leaves_nothing_out(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns
    lines = list(wrap(flat(text), columns))
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == flat(text).replace(" ", "")


@given(st.text(max_size=30))
def test_ascii_is_ascii(text: str) -> None:
    assert to_ascii(text).isascii()
