"""Pictures drawn as inline SVG without a library, each with a table that says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from verifier.report.labels import CHECK, HIGH, LOW, MODERATE, NONE, UNSOURCED, VIEW, Mark, shown, type_label
from verifier.report.view import View
from verifier.report.words import cut

COLOURS = {
    HIGH: "#003C8F", MODERATE: "#2E86AB", LOW: "#A66300", UNSOURCED: "#7A0019", VIEW: "#9a9a9a", NONE: "#c4c4c4",
    CHECK: "#5b3a9e",
}  # fmt: skip
_WIDE, _HIGH = 1000, 34
_BAR, _ROW = 180, 22
_MOST = 8


def strip(view: View) -> str:
    """One bar a claim in reading order, as high as the claim is strong."""
    wide = _WIDE / max(1, len(view.rows))
    bars = []
    for at, (claim, assessment) in enumerate(view.rows):
        strength = assessment.resolved_strength
        high = 4 if strength is None else 4 + strength * 0.3
        mark = shown(assessment)
        place = f'x="{at * wide + 1:.1f}" y="{_HIGH - high:.1f}" width="{max(1, wide - 2):.1f}" height="{high:.1f}"'
        told = f"{claim.id} {mark.word}{'' if strength is None else f' {strength}'}"
        bars.append(f'<rect data-claim="{claim.id}" {place} fill="{COLOURS[mark]}"><title>{told}</title></rect>')
    box = f'viewBox="0 0 {_WIDE} {_HIGH}" preserveAspectRatio="none"'
    return f'<svg {box} role="img" aria-label="Strength of each claim, in reading order">{"".join(bars)}</svg>'


def strip_table(view: View) -> str:
    """The strip's numbers."""
    rows = [
        [claim.id, shown(assessment).word, assessment.strength, assessment.resolved_strength]
        for claim, assessment in view.rows
    ]
    return table(["Claim", "Level", "As written", "After a look elsewhere"], rows, numbers=(2, 3))


def source_types(view: View) -> list[tuple[str, int]]:
    """How many scored claims rest on each type of source, the most first."""
    counts = Counter(type_label(assessment.type) for _, assessment in view.rows if shown(assessment) is not NONE)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def bars(rows: Sequence[tuple[str, int]], *, title: str, noun: str) -> str:
    """A figure of horizontal bars with its table; the longest lists end in “others”."""
    if len(rows) > _MOST:
        rows = [*rows[:_MOST], ("others", sum(number for _, number in rows[_MOST:]))]
    most = max((number for _, number in rows), default=1)
    lines = []
    for at, (label, number) in enumerate(rows):
        wide = max(2, round(_BAR * number / most))
        y = at * _ROW
        lines.append(
            f'<rect x="190" y="{y + 3}" width="{wide}" height="{_ROW - 6}" fill="#2E86AB"/>'
            f'<text x="184" y="{y + 16}" text-anchor="end" font-size="12">{escape(cut(label, 28))}</text>'
            f'<text x="{196 + wide}" y="{y + 16}" font-size="12">{number}</text>'
        )
    box = f'viewBox="0 0 420 {max(1, len(rows)) * _ROW}" width="420"'
    svg = f'<svg {box} role="img" aria-label="{escape(title)}">{"".join(lines)}</svg>'
    twin = table([noun, "Claims"], [list(row) for row in rows], numbers=(1,))
    told = f"<details><summary>The same as a table</summary>{twin}</details>"
    return f"<figure><figcaption>{escape(title)}</figcaption>{svg}{told}</figure>"


def table(head: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: Sequence[int] = ()) -> str:
    """An HTML table; columns in ``numbers`` are set flush right."""

    def cell(tag: str, at: int, value: object) -> str:
        kind = ' class="n"' if at in numbers else ""
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{kind}{scope}>{'' if value is None else escape(str(value))}</{tag}>"

    top = "".join(cell("th", at, name) for at, name in enumerate(head))
    body = "".join(f"<tr>{''.join(cell('td', at, value) for at, value in enumerate(row))}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def name_of(mark: Mark) -> str:
    """The class a mark has in the style sheet."""
    return {HIGH: "HIGH", MODERATE: "MODERATE", LOW: "LOW", UNSOURCED: "UNSOURCED", VIEW: "VIEW", CHECK: "CHECK"}.get(
        mark, "NONE"
    )
