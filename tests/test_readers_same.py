"""The same prose as text, Markdown, HTML and Word is cut the same way, and gives the same claims."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfiles import pack, paragraph, part

from verifier import reading, ruleset
from verifier.engine import Engine
from verifier.model import Document
from verifier.reading import docx

FORMATS = ["markdown", "html", "docx"]
SENTENCES = st.sampled_from(
    [
        "The dock workers stopped at noon, the union said.",
        "U.S. officials said on Nov. 8 that four ships had left.",
        "“We will wait,” said Sen. Ann Lee (D-Nev.). “The talks go on.”",
        "According to Maj. Gen. Bo Ray, the harbour’s gates were shut & locked.",
        "It may last for weeks …",
        "Lee & Sons reportedly lost 3.5 percent — about $2 million.",
    ]
)
PAGES = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), min_size=2, max_size=5)
HEADLINE = "Port Workers Begin Partial Strike"
STYLES = part("styles", '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>')


@lru_cache(maxsize=1)
def engine() -> Engine:
    return Engine(ruleset.load())


def written(form: str, page: list[str]) -> Document:
    """The page in a format, with emphasis inside a word here and there, as drafts have it."""
    if form == "text":
        return reading.from_text("\n\n".join([HEADLINE, *page]), name="draft")
    if form == "markdown":
        bodies = [body.replace("the union", "the *union*") for body in page]  # a link would be evidence, and count
        return reading.from_text("\n\n".join([f"# {HEADLINE}", *bodies]), name="draft", format="markdown")
    escaped = [body.replace("&", "&amp;") for body in page]
    if form == "html":
        bodies = "".join(f"<p>{body.replace('the union', 'the <b>union</b>')}</p>" for body in escaped)
        return reading.from_text(f"<h1>{HEADLINE}</h1>{bodies}", name="draft", format="html")
    bodies = "".join(paragraph(*body.replace("the union", "the |union").split("|")) for body in page)
    styled = (("s", "styles", "styles.xml"),)
    headline = paragraph(HEADLINE, style="T")
    return docx.read(pack(headline + bodies, *styled, parts={"word/styles.xml": STYLES}), "draft")


def plain(text: str) -> str:
    return " ".join(text.split()).replace(" ,", ",")


@pytest.mark.parametrize("form", FORMATS)
@given(page=PAGES)
def test_zones_and_sentences_are_the_same(form: str, page: list[str]) -> None:
    drafts = [engine().prepare(written(one, page)) for one in ("text", form)]
    cuts = [
        [(item.zone.kind, plain(item.span.of(draft.document.prose))) for item in draft.sentences] for draft in drafts
    ]
    assert cuts[0] == cuts[1]


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=25, deadline=None)
@given(page=PAGES)
def test_claims_are_the_same(form: str, page: list[str]) -> None:
    reports = [engine().check(written(one, page)) for one in ("text", form)]
    claims = [
        [
            (claim.id, claim.kind, plain(claim.span.of(report.draft.document.prose)), report.assessments[at].strength)
            for at, claim in enumerate(report.claims)
        ]
        for report in reports
    ]
    assert claims[0] == claims[1]


@pytest.mark.parametrize("seed", sorted(Path("seeds").glob("*.txt")), ids=lambda path: path.stem[:3])
def test_seeds_are_cut_the_same_as_html(seed: Path) -> None:
    draft = engine().prepare(reading.read(seed))
    lines = [line for line in draft.document.text.split("\n") if line]
    page = "".join(f"<p>{line}</p>" for line in lines)
    other = engine().prepare(reading.from_text(page, name="draft", format="html"))
    assert [zone.kind for zone in other.zones] == [zone.kind for zone in draft.zones]
