"""The author's Word file with comments on weak claims; a draft in another format is first made a Word file.

Three short lines a comment: the mark, the question, the rule. Longer ones are cut in Word's margin.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from verifier.files import MARK
from verifier.model import Block, Claim, Document, Report
from verifier.reading.decode import load
from verifier.reading.docx import walk
from verifier.report import Look
from verifier.report.cast import cast_line
from verifier.report.labels import CHECK, shown
from verifier.report.verdict import verdict
from verifier.report.view import View
from verifier.report.wordedit import Comment, comment_on
from verifier.report.words import cut, flat
from verifier.spans import Span

_QUESTION = 140
_WORD = frozenset({".docx", ".docm"})
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SIZES = {"title": 36, "heading": 28}  # half points


def render(report: Report, look: Look) -> bytes:
    """The bytes of the Word file."""
    view = View(report)
    document = report.draft.document
    comments = list(_comments(view))
    if look.path is not None and look.path.suffix.lower() in _WORD:
        return _marked(comment_on(load(look.path), str(look.path), comments, date=_date()))
    data, places = made(document)
    moved = [Comment(_moved(found.span, places), found.lines) for found in comments]
    return _marked(comment_on(data, report.name, moved, date=_date()))


def _marked(data: bytes) -> bytes:
    """The file with a word at its end that Word drops on saving: what an editor has worked on is a draft again."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as file:
        file.comment = MARK.encode()
    return out.getvalue()


def _comments(view: View) -> Iterator[Comment]:
    """The verdict on the first words, then one comment a question on its gravest claim, in reading order."""
    blocks = view.report.draft.document.blocks
    if blocks:
        told = f" {cut(flat(f'Who speaks: {cast_line(view)}'), _QUESTION)}" if view.report.cast else ""
        yield Comment(blocks[0].span, (f"{verdict(view)[0]}{told} Strengths speak of attribution, not truth.",))
    for one in sorted(view.asked, key=lambda one: one.first.span):
        question = cut(flat(one.text or one.first.title), _QUESTION)
        if one.claims:
            claim = view.by_id[one.claims[0]][0]
            yield Comment(claim.span, (_head(view, claim, len(one.claims)), question, f"[{one.first.rule}]"))


def _head(view: View, claim: Claim, claims: int) -> str:
    assessment = view.by_id[claim.id][1]
    more = f" and {claims - 1} more" if claims > 1 else ""
    if claim.id in view.checks:
        return f"{CHECK.sign} {claim.id} {CHECK.word.upper()}{more}"
    mark = shown(assessment)
    number = "" if assessment.resolved_strength is None else f" {assessment.resolved_strength}"
    return f"{mark.sign} {claim.id} {mark.word.upper()}{number}{more}"


def _date() -> str:
    """The time that reproducible builds are told, if any: no clock is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdecimal():
        return ""
    moment = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# --- a Word file out of another draft ----------------------------------------------------------


def made(document: Document) -> tuple[bytes, list[tuple[Span, int]]]:
    """A plain Word file of the draft, and for each block where its words begin in the file's own text."""
    blocks = document.blocks or (Block(Span(0, len(document.text))),)
    body = "".join(_paragraph(document, block) for block in blocks)
    parts = {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
        ),
        "_rels/.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f'{_XML}<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, words in parts.items():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), words, zipfile.ZIP_DEFLATED)
    data = out.getvalue()
    _, _, page = walk(data, document.name)
    return data, [(block.span, piece.span.start) for block, piece in zip(blocks, page.pieces, strict=False)]


def _paragraph(document: Document, block: Block) -> str:
    """One paragraph, one run: as many letters as the block, so that places inside it stay."""
    words = escape(_ILLEGAL.sub("\ufffd", block.span.of(document.prose).replace("\r", " ").replace("\n", " ")))
    size = _SIZES.get(block.kind or "")
    look = f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>' if size else ""
    indent = '<w:pPr><w:ind w:left="360"/></w:pPr>' if block.kind in {"bullet", "quote"} else ""
    return f'<w:p>{indent}<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _moved(span: Span, places: list[tuple[Span, int]]) -> Span:
    """A span of the draft in the text of the file made from it."""

    def move(at: int) -> int:
        block, start = next((place for place in reversed(places) if place[0].start <= at), (Span(0, 0), 0))
        return start + min(max(at - block.start, 0), block.end - block.start)

    return Span(move(span.start), move(span.end))
