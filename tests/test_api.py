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


def test_a_name_is_not_taken_for_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "draft.txt").write_text("The bridge is closed, police said.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"draft\.txt.*Path\('draft\.txt'\)"):
        verifier.verify("draft.txt")
    assert verifier.verify("no such draft").text == "no such draft"


def test_a_path_is_read_and_a_string_is_the_text(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("# Bridge\n\nThe bridge is closed, police said.\n", encoding="utf-8")
    report = verifier.verify(path)
    assert report.name == "draft.md"
    assert report.draft.zones[0].kind == "headline"
    assert len(verifier.verify("The bridge is closed, police said.").claims) == 1


def test_a_warm_engine_says_what_a_cold_one_says() -> None:
    warm = verifier.Engine(verifier.load())
    documents = [verifier.read(path) for path in PATHS]
    first = [warm.check(document) for document in documents]
    again = [warm.check(document) for document in reversed(documents)]
    cold = [verifier.Engine(verifier.load()).check(document) for document in documents]
    for reports in (list(reversed(again)), cold):
        assert [rendered("json", report) for report in reports] == [rendered("json", report) for report in first]


def test_a_claim_has_its_words() -> None:
    report = verifier.verify("The bridge is closed, police said. It reopens on Monday.")
    assert [claim.text for claim in report.claims] == [claim.span.of(report.text) for claim in report.claims]
    assert report.claims[0].text.startswith("The bridge is closed")
