"""The Markdown report is intact in a renderer whatever a draft holds."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import report
from markdown_it import MarkdownIt

from verifier.engine import Engine
from verifier.reading import from_text
from verifier.report import Look, index, markdown
from verifier.report.tables import escape, marked, opening, table
from verifier.report.view import View
from verifier.ruleset import load
from verifier.spans import Span

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LOOK = Look()
NASTY = [
    pytest.param("a | b || c", id="bars end cells"),
    pytest.param("*bold* **more** _it_ ~~gone~~", id="emphasis"),
    pytest.param("<b>tag</b> <!-- note --> <script>", id="HTML"),
    pytest.param("`code` ``two`` `", id="backticks"),
    pytest.param("[link](http://example.org) ![image](x) [note]: x", id="links"),
    pytest.param("back\\slash \\| \\\\", id="backslashes"),
    pytest.param("# heading", id="heading"),
    pytest.param("- item", id="list"),
    pytest.param("1. first 2) second", id="numbered list"),
    pytest.param("--- | ---", id="a separator row"),
    pytest.param("> quotation", id="quotation"),
    pytest.param("&amp; &#35; AT&T", id="entities"),
    pytest.param("$x$ H~2~O 5^th^ @name", id="pandoc’s own"),
    pytest.param("x" * 300, id="a word of 300 letters"),
    pytest.param("مرحبا שלום 🙂 日本", id="right to left, emoji, wide"),
    pytest.param("bell\x07 null\x00 escape\x1b[31m", id="control characters"),
]


def shown(source: str) -> str:
    """The text that a reader of the rendered page sees."""
    parts = []
    for token in PARSER.parse(source):
        for child in token.children or ():
            assert child.type not in ("html_inline", "code_inline", "image", "link_open", "s_open"), child
            parts.append(child.content)
    return "".join(parts)


@pytest.mark.parametrize("text", NASTY)
def test_an_escaped_text_shows_itself(text: str) -> None:
    clean = re.sub(r"[\x00-\x1f]", "\ufffd", text)
    assert shown(opening(escape(text))) == clean


@given(st.text(alphabet="ab |*_`<>[]()\\#-+1.&;!~:=\n’“é", max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_shows_itself(text: str) -> None:
    assert shown(opening(escape(text))) == " ".join(text.split())


@given(st.lists(st.lists(st.text(alphabet="ab|\\`*<\n ", max_size=12), min_size=3, max_size=3), min_size=1, max_size=4))
@settings(deadline=None)
def test_a_table_keeps_its_cells(rows: list[list[str]]) -> None:
    made = table(["a", "b", "c"], [[escape(cell) for cell in row] for row in rows], widths=[3, 9, 4], align="lrc")
    tokens = PARSER.parse(made)
    cells = [tokens[at + 1].children for at, token in enumerate(tokens) if token.type == "td_open"]
    assert ["".join(child.content for child in cell or ()) for cell in cells] == [
        " ".join(cell.split()) for row in rows for cell in row
    ]


def test_widths_stand_in_the_separator_row() -> None:
    lines = table(["a", "b"], [["x", "y"]], widths=[3, 9], align="lr").splitlines()
    assert lines[1] == "| :-- | --------: |"


@pytest.mark.parametrize("text", NASTY)
def test_the_table_of_claims_has_six_cells_a_row(text: str) -> None:
    made = report(f"{text}\nOfficials {text} said.\nMore {text}")
    tokens = PARSER.parse(markdown.render(made, LOOK))
    rows = [at for at, token in enumerate(tokens) if token.type == "tr_open"]
    tables = "\n".join(token.content for token in tokens if token.type == "inline")
    assert all(claim.id in tables for claim in made.claims)
    claims = [row for row in rows if tokens[row + 2].content in {claim.id for claim in made.claims}]
    assert len(claims) == len(made.claims)
    for row in claims:
        cells = [token for token in tokens[row : row + 25] if token.type == "td_open"]
        assert len(cells) >= 6
        assert tokens[row + 1 + 6 * 3].type == "tr_close"


@pytest.mark.parametrize("text", NASTY)
def test_the_index_has_its_cells(text: str) -> None:
    made = report(f"{text}\nOfficials {text} said.", name=f"{text[:20]}.txt")
    tokens = PARSER.parse(index.render([made], Look(links=("x y.md",))))
    assert sum(token.type == "td_open" for token in tokens) == 10
    assert any(child.attrs.get("href") == "x%20y.md" for token in tokens for child in token.children or ())


@given(st.text(alphabet="ab .,“”*|é", min_size=1, max_size=30), st.data())
@settings(deadline=None)
def test_bold_words_leave_the_text_as_it_is(text: str, data: st.DataObject) -> None:
    where = st.integers(0, len(text))
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(where, where), max_size=3))]
    made = marked(text, spans, within=Span(0, len(text)))
    assert shown(opening(made)).strip() == " ".join(text.split())


def test_sections_stand_in_the_order_an_editor_reads() -> None:
    made = markdown.render(report("Head\nA b.\nC d.\nE f.\nG h.\nI j."), LOOK)
    assert re.findall("^## (.*)$", made, re.MULTILINE) == [
        "Ask the reporter", "Every claim", "Why", "The draft as a whole", "Sign-off",
    ]  # fmt: skip


def test_the_arithmetic_of_what_is_asked_adds_up() -> None:
    made = report("Head\nOfficials said so.")
    asked = replace(made, findings=(replace(made.findings[0], claim="C02"),))
    assert "unnamed official “Head” 50, nothing found −5 = 45 |" in markdown.render(asked, LOOK)
    assert "−5" not in markdown.render(made, LOOK), "nothing is asked of the second claim"


def test_at_most_seven_questions_lead() -> None:
    made = markdown.render(report("\n".join(f"Line {number} is here." for number in range(60))), LOOK)
    assert made.count("- [ ]") == 7
    assert "further questions" in made


def test_one_rule_leaves_room_for_others_and_fills_what_is_left() -> None:
    made = report("\n\n".join(f"Pier {number} was shut by the storm." for number in range(9)))
    found = made.findings[0]
    other = replace(found, claim="C09", question="Counted by whom?", rule="other", risk=1)
    view = View(replace(made, findings=(*(replace(found, claim=f"C0{at}") for at in range(1, 9)), other)))
    assert [one.claims[0] for one in view.lead] == ["C01", "C02", "C03", "C04", "C05", "C06", "C09"]


def test_what_only_a_note_documents_is_marked_apart() -> None:
    text = "The pier [was shut](https://example.org/order.pdf) on Monday."
    source = markdown.render(Engine(load()).check(from_text(text, name="d.md", format="markdown")), LOOK)
    assert "(in notes: link)" in next(line for line in source.splitlines() if line.startswith("| C01 |"))


def test_a_draft_without_claims_has_a_report() -> None:
    made = markdown.render(report(""), LOOK)
    assert "No claim was found" in made


def test_it_says_that_it_never_speaks_of_truth() -> None:
    assert "never says whether the claim is true" in markdown.render(report("A b."), LOOK)


def test_two_runs_give_the_same_bytes() -> None:
    made = report("Head\nA b.\nC d.")
    assert markdown.render(made, LOOK) == markdown.render(made, LOOK)


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")
@pytest.mark.parametrize("source", ["gfm", "markdown"])
def test_pandoc_keeps_the_table(source: str) -> None:
    text = "\n".join(param.values[0] for param in NASTY)
    made = report(text)
    html = subprocess.run(
        ["pandoc", "-f", source, "-t", "html"],
        input=markdown.render(made, LOOK),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for claim in made.claims:
        assert re.search(r"<tr[^>]*>\s*(<td[^>]*>.*</td>\s*){6}</tr>", html[html.index(f">{claim.id}</td>") - 60 :])


@pytest.mark.parametrize("name", ["000_f252c9510e71f429.txt", "001_e3bc71b6b5f5464f.txt"])
def test_but_for_the_table_of_claims_it_has_no_more_words_than_a_draft_of_a_page(name: str) -> None:
    from drafts import seed

    draft = seed(name)
    parts = re.split(r"(?m)^## ", markdown.render(draft, LOOK))
    told = " ".join(part for part in parts if not part.startswith("Every claim"))
    words = [word for word in told.split() if any(map(str.isalnum, word))]
    assert len(words) <= max(700, len(draft.text.split()))
