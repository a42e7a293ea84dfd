"""HTML: first what must not be read and what must not hang; then text, places, links."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier import reading
from verifier.errors import InputError
from verifier.model import Document

BODY = "<p>The dock workers of the harbour stopped work at noon, the union said.</p>"
MORE = "<p>Four ships waited outside the harbour in the evening, a spokesman for the port said.</p>"


def read(page: str) -> Document:
    return reading.from_text(page, name="draft.html", format="html")


def words(page: str) -> str:
    return " ".join(read(page).text.split())


FURNITURE = {
    "script": "<script>var a = '<p>Not this.</p>'</script>",
    "style": "<style>p:after {content: 'Not this'}</style>",
    "navigation": "<nav><a href='/'>Not this</a></nav>",
    "footer": "<footer><p>Not this, whatever it says and however long it is.</p></footer>",
    "aside": "<aside><p>Not this, whatever it says and however long it is.</p></aside>",
    "form": "<form><label>Not this</label><button>Not this</button></form>",
    "role": "<div role='navigation'>Not this</div>",
    "hidden": "<div hidden>Not this</div><p style='display: none'>Not this</p><p aria-hidden='true'>Not</p>",
    "named-in-class": "<div class='post-related big'><p>Not this, whatever it says.</p></div>",
    "named-in-id": "<section id='comments'><p>Not this, whatever it says.</p></section>",
    "menu-without-a-name": "<ul><li><a href='/a'>Not</a><li><a href='/b'>this</a><li><a href='/c'>one</a></ul>",
    "comment": "<!-- Not this --><![CDATA[Not this]]>",
    "no-script": "<noscript>Not this</noscript><template><p>Not this</p></template>",
    "picture": "<svg><text>Not this</text></svg><img alt='Not this'><video>Not this</video>",
}


@pytest.mark.parametrize("furniture", FURNITURE.values(), ids=FURNITURE)
def test_furniture_is_left_out(furniture: str) -> None:
    found = words(f"<html><body>{furniture}<article><h1>Ships wait</h1>{BODY}{furniture}{MORE}</article>{furniture}")
    assert "Not" not in found
    assert found == words(f"<h1>Ships wait</h1>{BODY}{MORE}")


def test_a_class_that_holds_the_article_is_no_furniture() -> None:
    assert words(f"<div class='social-first comments'>{BODY}{MORE}</div>") == words(BODY + MORE)


HOSTILE = {
    "deep": "<div>" * 100_000 + "x",
    "deep-formatting": "<b><i>" * 50_000 + "x",
    "open-tags": "<a " * 300_000,
    "open-comments": "<!--" * 300_000,
    "open-brackets": "<" * 1_000_000,
    "paragraphs-never-closed": "<p>" * 200_000 + "x",
    "tables-in-tables": "<table><tr><td>" * 30_000 + "x",
    "many-small-pieces": "<p>" + "<i>x</i> " * 200_000,
    "many-entities": "&amp;" * 500_000,
    "many-breaks": "<br>" * 200_000 + "x",
    "one-long-line": "word " * 400_000,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_nothing_hangs(page: str) -> None:
    start = time.monotonic()
    try:
        assert read(page).text
    except InputError as error:
        assert str(error).startswith("draft.html: ")  # noqa: PT017 - either is right
    assert time.monotonic() - start < 30  # a hang, not a speed


@pytest.mark.parametrize("page", ["<script>a</script>", "<nav>Home</nav>", "<!-- a -->", "<img>"])
def test_a_page_without_prose_is_refused(page: str) -> None:
    with pytest.raises(InputError, match=r"draft\.html: holds no prose"):
        read(page)


TAGS = ["<p>", "</p>", "<div class=share>", "</div>", "<a href='#n'>", "</a>", "<h1>", "</h1>", "<li id=n>", "<br>"]
MORE_TAGS = [
    "<table>",
    "<td>",
    "</table>",
    "<!-- c -->",
    "<blockquote>",
    "</body>",
    "<body>",
    "<sup>",
    "&nbsp;",
    "&#0;",
]


@given(st.lists(st.sampled_from([*TAGS, *MORE_TAGS, "a", " ", "\n", "é😀"]), max_size=40).map("".join))
def test_any_page_gives_blocks_in_order(page: str) -> None:
    try:
        found = read(page)
    except InputError:
        return
    assert len(found.prose) == len(found.text)
    spans = [block.span for block in found.blocks]
    assert spans == sorted(spans)
    assert "".join("".join(span.of(found.text).split()) for span in spans) == "".join(found.text.split())
    assert all(0 <= item.span.start < item.span.end <= len(found.text) for item in found.evidence)


# --- what must be read -------------------------------------------------------------------------


def test_white_space_and_entities_are_as_a_browser_shows_them() -> None:
    found = read("<p>Lee&nbsp;&amp; Sons\n   <b>wai</b>ted &ldquo;out&shy;side&rdquo;<br>all day</p>")
    assert found.text == "Lee\u00a0& Sons waited “out\u00adside”\nall day"


def test_two_breaks_make_a_paragraph() -> None:
    found = read("<div>Four ships waited.<br><br>The crew left.</div>")
    assert [block.span.of(found.text) for block in found.blocks] == ["Four ships waited.", "The crew left."]


def test_elements_say_what_a_block_is() -> None:
    found = read(
        f"<article><h1>Ships wait</h1><p class='byline'>By Ann Lee</p>{BODY}<h3>Talks</h3><ul><li>one</li></ul>"
        "<blockquote><p>“We wait.”</p></blockquote><table><tr><td>a<td>b</table><figure><figcaption>Photo</figcaption>"
    )
    assert [(block.kind, block.level) for block in found.blocks] == [
        ("heading", 1), ("byline", 0), (None, 0), ("heading", 3), ("bullet", 0), ("quote", 0), ("table", 0),
        ("table", 0), ("caption", 0),
    ]  # fmt: skip


def test_headline_outside_the_article_is_read_first() -> None:
    found = read(f"<header><h1>Ships wait</h1></header><main><div>{BODY}{MORE}</div></main>")
    assert found.blocks[0].span.of(found.text) == "Ships wait"


def test_page_title_is_the_headline_where_there_is_no_other() -> None:
    metas = "<meta property='og:title' content='Ships wait'><meta name=author content='A L'>"
    head = f"<head><title>Ships wait | Site</title>{metas}</head>"
    found = read(f"<html>{head}<body>{BODY}</body></html>")
    assert [block.kind for block in found.blocks] == ["title", None]
    assert found.blocks[0].span.of(found.text) == "Ships wait"
    assert found.meta == (("headline", "Ships wait"), ("byline", "A L"))


@pytest.mark.parametrize(
    ("title", "kinds"),
    [("Document1", [None, None]), ("Ships wait | Site", ["title", None])],
    ids=["file-name", "headline"],
)
def test_a_bare_title_counts_only_where_a_line_repeats_it(title: str, kinds: list[str | None]) -> None:
    found = read(f"<html><head><title>{title}</title></head><body><p>Ships wait</p>{BODY}</body></html>")
    assert [block.kind for block in found.blocks] == kinds


def test_links_footnotes_and_comments_are_evidence() -> None:
    found = read(
        "<p>See <a href='https://a.org'>the <b>log</b></a>, they said.<a href='#n1'>[1]</a><!-- checked --> Again.</p>"
        "<p id='n1'>Port log, <i>p. 7</i>.</p>"
    )
    assert found.text.startswith("See the log, they said. Again.")
    assert [(item.kind, item.span.of(found.text), item.target) for item in found.evidence] == [
        ("link", "the log", "https://a.org"),
        ("footnote", "said.", "Port log, p. 7."),
        ("comment", "said.", "checked"),
    ]


def test_without_the_parser_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "selectolax.lexbor", None)
    with pytest.raises(InputError, match=r"pip install 'verify-attribution\[html\]'"):
        read("<p>a</p>")
