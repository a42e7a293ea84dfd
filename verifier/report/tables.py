"""Markdown by hand and tables by tabulate, intact whatever letters a draft holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from tabulate import DataRow, Line, TableFormat, tabulate

from verifier.report.words import flat
from verifier.spans import Span

# Every one of these may be escaped by a backslash in CommonMark and in pandoc.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$^@#]|&(?=#?\w+;)|(?<=\w):(?=//)|(?<=[wW]{3})\.")
_OPENING = re.compile(r"^(?:[-+=:>]|\d+(?=[.)]))")
_EDGE = re.compile(r"\S*$"), re.compile(r"^\S*")


def escape(text: str) -> str:
    """One line of Markdown that shows ``text`` letter by letter, in a table cell too."""
    return _SPECIAL.sub(lambda found: "\\" + found.group(), flat(text))


def opening(text: str) -> str:
    """Escaped text made safe to begin a line: it cannot turn into a list, a heading or a rule."""
    found = _OPENING.match(text)
    if not found:
        return text
    if found.group().isdecimal():
        return f"{found.group()}\\{text[found.end() :]}"
    return "\\" + text


def code(text: str) -> str:
    """A code span; it holds no vertical bar or backtick, as tables cannot carry them all alike."""
    line = flat(text).replace("|", "¦").replace("`", "ʼ")
    return f"`{line}`" if line else ""


def rule_link(rule: str, pages: Mapping[str, str]) -> str:
    """A rule's id, with a link to its page where it has one."""
    return f"[{code(rule)}]({pages[rule]})" if rule in pages else code(rule)


def quoted(text: str) -> str:
    """Escaped text between quotation marks."""
    return f"“{escape(text)}”"


def marked(text: str, spans: Sequence[Span], *, within: Span) -> str:
    """The words of ``within``, escaped, with those under ``spans`` in bold.

    Bold begins and ends at white space, so that every renderer agrees where it is.
    """
    parts, at = [], within.start
    for span in _merge([_widen(text, span, within) for span in spans if span.overlaps(within)], text):
        parts += [_piece(text[at : span.start]), f"**{escape(text[span.start : span.end])}**"]
        at = span.end
    parts.append(_piece(text[at : within.end]))
    return "".join(parts).strip()


def _piece(text: str) -> str:
    """Escaped text that keeps a space at either end."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{escape(text)}{after}" if text.strip() else " " * bool(text)


def _widen(text: str, span: Span, within: Span) -> Span:
    start, end = max(span.start, within.start), min(span.end, within.end)
    before, after = _EDGE[0].search(text[within.start : start]), _EDGE[1].match(text[end : within.end])
    start -= len(before.group()) if before else 0
    end += len(after.group()) if after else 0
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _merge(spans: Sequence[Span], text: str) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.end > span.start):
        if merged and not text[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def table(head: Sequence[str], rows: Sequence[Sequence[object]], *, widths: Sequence[int], align: str) -> str:
    """A pipe table. ``widths`` weight the columns, as pandoc reads dashes; ``align`` has l, r or c a column."""
    places = {"l": "left", "r": "right", "c": "center"}
    return tabulate(
        [[_cell(value) for value in row] for row in rows],
        headers=[_cell(value) for value in head],
        tablefmt=_pipe(tuple(widths), align),
        disable_numparse=True,
        colalign=[places[letter] for letter in align] if rows else None,
    )


def _cell(value: object) -> str:
    """A cell on one line; an empty one keeps its place."""
    return " ".join(str(value).split()) or " "


def _pipe(widths: tuple[int, ...], align: str) -> TableFormat:
    dashes = [_dashes(count, letter) for count, letter in zip(widths, align, strict=True)]

    def rule(*_: object) -> str:
        return f"| {' | '.join(dashes)} |"

    def row(cells: Sequence[str], *_: object) -> str:
        return f"| {' | '.join(cell.strip() for cell in cells)} |"

    as_row = cast("DataRow", row)  # tabulate takes functions; its annotations know of values only
    return TableFormat(
        lineabove=None,
        linebelowheader=cast("Line", rule),
        linebetweenrows=None,
        linebelow=None,
        headerrow=as_row,
        datarow=as_row,
        padding=0,
        with_header_hide=None,
    )


def _dashes(count: int, letter: str) -> str:
    line = "-" * max(3, count)
    return {"l": ":" + line[1:], "r": line[1:] + ":", "c": f":{line[2:]}:"}[letter]
