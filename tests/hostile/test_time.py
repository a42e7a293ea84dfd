"""How deep a page nests is told before it is parsed, as the parser's time grows with the square of it."""

from __future__ import annotations

import pytest
from kinds import KINDS

from verifier.reading.htmldepth import depth

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
