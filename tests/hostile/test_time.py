"""How deep a page nests is told before it is parsed, as the parser's time grows with the square of it."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from kinds import KINDS

from verifier.cli import main
from verifier.commands import budget
from verifier.engine import Engine
from verifier.model import Document, Report
from verifier.reading.htmldepth import depth


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no clock of processor time")
def test_a_draft_that_takes_too_long_is_not_checked_and_the_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Engine._read

    def slow(engine: Engine, document: Document) -> Report:
        while "Odd" in document.text:
            pass
        return whole(engine, document)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Engine, "_read", slow)
    monkeypatch.setattr(budget, "LEAST", 1.0)
    for name, word in (("odd", "Odd"), ("good", "It rained")):
        Path(f"{name}.txt").write_text(f"{word}, officials said.\n", encoding="utf-8")
    for more in ([], ["-f", "jsonl", "--workers", "1"]):
        assert main(["odd.txt", "good.txt", "-q", "--out", "out", *more]) == 2
        assert "odd.txt: not checked: " in capsys.readouterr().err
    assert Path("out/good.md").exists()
    assert len(Path("out/reports.jsonl").read_text(encoding="utf-8").splitlines()) == 1


REFUSED = [name for name in KINDS if name in {"html div q", "html table q", "html deep", "html a", "html div p"}]


@pytest.mark.parametrize("name", REFUSED)
def test_tags_that_would_nest_without_end_are_counted_before_they_are_parsed(name: str) -> None:
    make = KINDS[name][1]
    text = make(200_000)
    assert isinstance(text, str)
    assert depth(text, 1500) in range(1502)


@pytest.mark.parametrize(
    "page",
    [
        "<p><i class='x'/>text <o:p/></p>" * 3_000,
        "<svg>" + "<path d='x'/>" * 5_000 + "</svg>",
        "<script>" + "<div>" * 5_000 + "</script>",
        "<!-- " + "<div>" * 5_000 + " -->",
        "<ul>" + "<li>a" * 3_000 + "</ul>",
        "<p>a" * 3_000,
        "<table>" + "<tr><td>a<td>b" * 3_000 + "</table>",
        "<p><b>a</p>" * 3_000,
        "".join(f"<a href={at}>b</a>" for at in range(3_000)),
        "<div><span>a</span></div>" * 3_000,
    ],
)
def test_a_long_page_is_not_deep(page: str) -> None:
    assert depth(page, 1500) < 100


@pytest.mark.parametrize(
    "page",
    ["<div>" * 2_000, "<div></q>" * 2_000, "<table></q>" * 2_000, "<div></p>" * 2_000, "<span><div></span>" * 2_000,
     "<blockquote><p>a" * 2_000, "".join(f"<b class={at}><p>a" for at in range(2_000))],
)  # fmt: skip
def test_a_deep_page_is(page: str) -> None:
    assert depth(page, 1500) == 1501
