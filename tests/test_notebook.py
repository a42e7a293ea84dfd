"""Many drafts, data frames, notebooks: first what must be said when something is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from test_render_formats import rendered, seeds

import verifier
from verifier.errors import InputError
from verifier.report.csv import COLUMNS

PATHS = sorted(Path("seeds").glob("*.txt"))


def test_without_a_frame_library_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match="pip install polars"):
        verifier.to_frame(seeds()[0])
    with pytest.raises(InputError, match="pip install pandas"):
        verifier.to_frame(seeds()[0], "pandas")


def test_an_unknown_frame_is_refused() -> None:
    with pytest.raises(InputError, match="polars or pandas"):
        verifier.to_frame(seeds()[0], "dask")


@pytest.mark.parametrize("kind", ["polars", "pandas"])
def test_a_frame_has_a_row_a_claim(kind: str) -> None:
    pytest.importorskip(kind)
    frame = verifier.to_frame(seeds()[0], kind)
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == len(seeds()[0].claims)


def test_a_missing_draft_is_named_at_its_turn() -> None:
    reports = verifier.verify_many([PATHS[0], "no.txt"])
    assert next(reports).name == PATHS[0].name
    with pytest.raises(InputError, match=r"no\.txt"):
        next(reports)


@pytest.mark.parametrize("jobs", [1, 2])
def test_reports_come_in_order_whatever_the_processes(jobs: int) -> None:
    reports = list(verifier.verify_many(PATHS * 3, jobs=jobs))
    assert [report.name for report in reports] == [path.name for path in PATHS * 3]
    assert rendered("json", reports[0]) == rendered("json", reports[2])


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    shown = verifier.page(seeds()[0])._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "<script" not in shown
