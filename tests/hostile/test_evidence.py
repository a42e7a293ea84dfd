"""A link, note or comment is evidence only where it names or points to a document outside, and it credits nobody.

What hangs on the words (rows) is tried in every way a format can hang it (columns).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

import pytest
from wordfiles import pack, paragraph, part, run

import verifier
from verifier.cli import main
from verifier.model import Assessment, Evidence, Report
from verifier.reading import docx, from_text

ADDRESSES_OF_NOTHING = [
    "", "#", "#top", "#fn1", "/", "/tag/y", "/2024/05/report", "report.pdf", "../a", "?q=yard", "mailto:a@example.org",
    "MAILTO:a@example.org?subject=report", "tel:+47123", "sms:1", "javascript:void(0)", "data:text/html,report",
    "file:///C:/report.pdf", "about:blank", "https://", "http:///a", "https://example.org", "https://example.org/",
    "https://example.org/?utm_source=x", "https://example.org/index.html", "https://example.org/tag/yard",
    "https://example.org/author/ann-roe/", "https://example.org/category/ports", "https://example.org/search?q=yard",
    "https://localhost/a", "https://[::1/a", "https://www.google.com/url?q=mailto:a@example.org", "doi:",
]  # fmt: skip
ADDRESSES = [
    "https://example.org/2024/05/report.pdf", "http://example.org/a",
    "www.example.org/reports/4", "https://www.google.com/url?q=https://example.org/a&sa=D", "doi:10.1000/182",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=1",
]  # fmt: skip
NOTES_OF_NOTHING = ["TK source??", "tk", "Which report?", "source to come", "TODO: the report", "Ann said so", "above",
                    "mailto:a@example.org", "TK Port Authority report 2024"]  # fmt: skip
NOTES = ["Port Authority, annual report, p. 12.", "https://example.org/a", "See https://example.org/a.", "doi:10.1/2",
         "Roe, A. and Holm, B. (2019), Harbours."]  # fmt: skip

BARE = "The mayor took bribes from the {yard}."
SAID = "The {yard} sank two ships, Mayor Anna Roth said."


def _markdown(text: str) -> Report:
    return _checked(from_text(text, name="d.md", format="markdown"))


def _html(text: str) -> Report:
    return _checked(from_text(text, name="d.html", format="html"))


def _word(body: str, *links: tuple[str, str, str], parts: dict[str, str] | None = None) -> Report:
    return _checked(docx.read(pack(body, *links, parts=parts), "d.docx"))


@cache
def _engine() -> verifier.Engine:
    return verifier.Engine(verifier.load())


def _checked(document: verifier.Document) -> Report:
    return _engine().check(document)


def _split(text: str) -> tuple[str, str]:
    before, _, after = text.partition("{yard}")
    return before, after


def _anchor(target: str) -> str:
    return f'<a href="{escape(target)}">yard</a>'


def _word_link(text: str, target: str) -> Report:
    before, after = _split(text)
    body = paragraph(before, f'<w:hyperlink r:id="l">{run("yard")}</w:hyperlink>', after)
    return _word(body, ("l", "hyperlink", _outside(target)))


def _outside(target: str) -> str:
    """As Word writes it: always with a scheme."""
    return escape(target if ":" in target else f"http://{target}" if target.startswith("www.") else f"x:{target}")


def _word_note(kind: str) -> Callable[[str, str], Report]:
    def made(text: str, words: str) -> Report:
        before, after = _split(text)
        mark = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
        held = part(f"{kind}s", f'<w:{kind} w:id="2" w:author="Ed">{paragraph(words)}</w:{kind}>')
        body = paragraph(f"{before}yard", mark, after)
        return _word(body, ("n", f"{kind}s", f"{kind}s.xml"), parts={f"word/{kind}s.xml": held})

    return made


FOOT = "<ol><li id=n1>{words} <a href=#r1>↩</a></li></ol>"

LINKS: dict[str, Callable[[str, str], Report]] = {
    "markdown": lambda text, target: _markdown(text.format(yard=f"[yard](<{target}>)") + "\n"),
    "markdown, by a reference": lambda text, target: _markdown(f"{text.format(yard='[yard][y]')}\n\n[y]: <{target}>\n"),
    "html": lambda text, target: _html(f"<p>{text.format(yard=_anchor(target))}</p>"),
    "word": _word_link,
}
NOTED: dict[str, Callable[[str, str], Report]] = {
    "markdown": lambda text, words: _markdown(f"{text.format(yard='yard[^1]')}\n\n[^1]: {words}\n"),
    "markdown, below": lambda text, words: _markdown(f"{text.format(yard='yard[^a]')}\n\n[^a]:\n    {words}\n"),
    "html": lambda text, words: _html(
        f"<p>{text.format(yard='yard<sup><a href=#n1 id=r1>1</a></sup>')}</p>{FOOT.format(words=escape(words))}"
    ),
    "word": _word_note("footnote"),
    "word, at the end": _word_note("endnote"),
}


def plain(text: str) -> Assessment:
    return _markdown(text.format(yard="yard") + "\n").assessments[0]


def hung(report: Report) -> tuple[Evidence, ...]:
    return report.draft.document.evidence


@pytest.mark.parametrize("way", LINKS.values(), ids=LINKS)
@pytest.mark.parametrize("text", [BARE, SAID], ids=["bare", "credited"])
def test_an_address_of_nothing_is_nothing(text: str, way: Callable[[str, str], Report]) -> None:
    wanted = plain(text)
    for target in ADDRESSES_OF_NOTHING:
        report = way(text, target)
        got = report.assessments[0]
        assert (target, got.type, got.strength, hung(report)) == (target, wanted.type, wanted.strength, ())


@pytest.mark.parametrize("way", NOTED.values(), ids=NOTED)
@pytest.mark.parametrize("text", [BARE, SAID], ids=["bare", "credited"])
def test_a_note_of_nothing_is_nothing(text: str, way: Callable[[str, str], Report]) -> None:
    wanted = plain(text)
    for words in NOTES_OF_NOTHING:
        report = way(text, words)
        got = report.assessments[0]
        assert (words, got.type, got.strength, hung(report)) == (words, wanted.type, wanted.strength, ())


@pytest.mark.parametrize("words", [*NOTES_OF_NOTHING, "Port Authority, annual report, p. 12."])
def test_a_comment_of_an_editor_is_no_evidence(words: str) -> None:
    assert hung(_word_note("comment")(BARE, words)) == ()
    assert hung(_markdown(BARE.format(yard=f"yard <!-- {words} -->"))) == ()


@pytest.mark.parametrize("way", LINKS.values(), ids=LINKS)
def test_an_address_of_a_document_is_shown_and_credits_nobody(way: Callable[[str, str], Report]) -> None:
    for target in ADDRESSES:
        bare, said = way(BARE, target), way(SAID, target)
        assert [one.kind for one in hung(bare)] == ["link"], target
        assert (bare.assessments[0].type, bare.assessments[0].strength) == ("uncited_assertion", 15)
        assert said.assessments[0].strength == (plain(SAID).strength or 0) + 6


@pytest.mark.parametrize("way", NOTED.values(), ids=NOTED)
def test_a_note_that_names_a_document_is_shown_and_credits_nobody(way: Callable[[str, str], Report]) -> None:
    for words in NOTES:
        bare = way(BARE, words)
        assert [one.kind for one in hung(bare)] == ["footnote"], words
        assert (bare.assessments[0].type, bare.assessments[0].strength) == ("uncited_assertion", 15)


def test_a_note_does_not_pass_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d.md").write_text(BARE.format(yard="yard[^1]") + "\n\n[^1]: TK source??\n", encoding="utf-8")
    assert main(["d.md", "-q", "--max-unsourced", "0"]) == 1
    report = Path("reports/d.md").read_text(encoding="utf-8")
    assert "nobody?" not in report
