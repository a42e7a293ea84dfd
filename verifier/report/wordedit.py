"""Comments put into a Word file by inserting bytes: every other byte of its parts stays as it was.

A run of text is split where a comment begins or ends inside it, its formatting repeated. Comments of an earlier
run are taken out first; those of people stay.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from verifier.reading.answers import answers
from verifier.reading.docx import OURS, Page, Piece, walk
from verifier.reading.package import Package
from verifier.reading.xmltree import Node
from verifier.spans import Span

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = {_RELATED: "http://purl.oclc.org/ooxml/officeDocument/relationships",
           _MAIN: "http://purl.oclc.org/ooxml/wordprocessingml/main"}  # fmt: skip
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_LETTER = re.compile(rb"&[^;]+;|\r\n|[\xc0-\xff][\x80-\xbf]*|.", re.DOTALL)
_PREFIX = re.compile(rb"<([\w.-]+:)?\w")
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})

Edits = dict[int, list[tuple[int, bytes]]]  # place → (order, bytes to insert there)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment over a span of ``Document.text``: short lines, the first in bold."""

    span: Span
    lines: tuple[str, ...]


def comment_on(data: bytes, name: str, comments: Sequence[Comment], *, date: str = "") -> bytes:
    """The file with these comments of ours and no others; ``date`` is ISO 8601, left out when empty."""
    clean = without_ours(data, name)
    package, part, page = walk(clean, name)
    raw = package.read(part)
    path = _comments_part(package, part)
    held = package.read(path) if path in package else b""
    first = 1 + max(_numbers(package, path), default=-1)
    placed = [(number, found) for number, found in enumerate(_placeable(page, comments), first)]
    changed = {part: _with_marks(raw, page, placed)}
    if placed:
        strict = _STRICT[_MAIN].encode() in raw
        changed[path] = _with_comments(held, placed, date=date, strict=strict)
        if not held:
            changed |= _registered(package, part, path, strict=strict)
    return _written(package, changed)


def without_ours(data: bytes, name: str) -> bytes:
    """The file without the comments this program wrote into it before; what people resolved or answered stays."""
    package, part, _ = walk(data, name)
    path = _comments_part(package, part)
    if path not in package:
        return data
    kept = {one.comment for one in answers(data, name)}
    ours = [
        node
        for node in package.parse(path).children
        if node.attributes.get("author") == OURS and node.attributes.get("id", "") not in kept
    ]
    numbers = {node.attributes.get("id", "") for node in ours}
    if not numbers:
        return data
    raw, held = package.read(part), package.read(path)
    gone = _marks_of(package.parse(part), raw, numbers)
    changed = {part: _cut(raw, gone), path: _cut(held, [(node.start, node.end(held)) for node in ours])}
    return _written(package, changed)


def _written(package: Package, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        package.copy(target, changed)
    return out.getvalue()


def _cut(raw: bytes, spans: Sequence[tuple[int, int]]) -> bytes:
    parts, at = [], 0
    for start, end in sorted(spans):
        parts.append(raw[at:start])
        at = max(at, end)
    return b"".join([*parts, raw[at:]])


def _marks_of(root: Node, raw: bytes, numbers: set[str]) -> list[tuple[int, int]]:
    """Where the marks of these comments stand, each run that holds nothing else with them."""
    spans = []
    for node in root.all():
        inside = [child for child in node.children if child.tag != "rPr"]
        if node.tag == "r" and len(inside) == 1 and _is_mark(inside[0], numbers):
            spans.append((node.start, node.end(raw)))
        elif node.tag != "r":
            spans += [(child.start, child.end(raw)) for child in node.children if _is_mark(child, numbers)]
    return spans


def _is_mark(node: Node, numbers: set[str]) -> bool:
    return node.tag in _MARKS and node.attributes.get("id") in numbers


# --- where marks go ----------------------------------------------------------------------------


def _placeable(page: Page, comments: Sequence[Comment]) -> list[Comment]:
    """The comments that lie on text outside text boxes."""
    return [found for found in comments if _pieces(page, found.span)]


def _pieces(page: Page, span: Span) -> list[Piece]:
    return [piece for piece in page.pieces if piece.span.overlaps(span) and not piece.boxed]


def _with_marks(raw: bytes, page: Page, placed: Sequence[tuple[int, Comment]]) -> bytes:
    """The main part with a range and a reference for each comment."""
    edits: Edits = {}
    breaks: dict[tuple[int, int], tuple[Piece, list[tuple[int, bytes]]]] = {}
    for number, found in placed:
        pieces = _pieces(page, found.span)
        first, last = pieces[0], pieces[-1]
        prefix = _prefix(raw, first.run.start)
        start = max(0, found.span.start - first.span.start)
        end = min(found.span.end, last.span.end) - last.span.start
        opens = b'<%scommentRangeStart %sid="%d"/>' % (prefix, prefix, number)
        closes = b'<%scommentRangeEnd %sid="%d"/><%sr><%scommentReference %sid="%d"/></%sr>' % (
            prefix, prefix, number, prefix, prefix, prefix, number, prefix,
        )  # fmt: skip
        breaks.setdefault((first.node.start, start), (first, []))[1].append((1, opens))
        breaks.setdefault((last.node.start, end), (last, []))[1].append((0, closes))
    for (_, at), (piece, marks) in breaks.items():
        ordered = b"".join(mark for _, mark in sorted(marks, key=lambda mark: mark[0]))
        _break(raw, piece, at, ordered, edits)
    return _insert(raw, edits)


def _break(raw: bytes, piece: Piece, at: int, marks: bytes, edits: Edits) -> None:
    """Put marks before letter ``at`` of a piece: outside its run where it begins or ends there, else split it."""
    run, node = piece.run, piece.node
    inside = [child for child in run.children if child.tag != "rPr"]
    length = len(node.text)
    if at == 0 and inside[0] is node:
        edits.setdefault(run.start, []).append((1, marks))
    elif at == length and inside[-1] is node:
        edits.setdefault(run.end(raw), []).append((0, marks))
    elif at in {0, length}:
        place = node.start if at == 0 else node.end(raw)
        edits.setdefault(place, []).append((1, _closed(raw, run) + marks + _opened(raw, run)))
    else:
        _split(raw, piece, at, marks, edits)


def _split(raw: bytes, piece: Piece, at: int, marks: bytes, edits: Edits) -> None:
    run, node = piece.run, piece.node
    inner = node.inner(raw)
    letters = raw[inner : node.close]
    if b"<" in letters:  # a CDATA section: stay outside it
        _break(raw, piece, 0, marks, edits)
        return
    prefix = _prefix(raw, node.start)
    place = inner + sum(len(found.group()) for _, found in zip(range(at), _LETTER.finditer(letters), strict=False))
    keep = b' xml:space="preserve"'
    edits.setdefault(place, []).append(
        (1, b"</%st>" % prefix + _closed(raw, run) + marks + _opened(raw, run) + b"<%st%s>" % (prefix, keep))
    )
    if keep not in raw[node.start : inner] and (0, keep) not in edits.setdefault(inner - 1, []):
        edits[inner - 1].append((0, keep))


def _closed(raw: bytes, run: Node) -> bytes:
    return b"</%sr>" % _prefix(raw, run.start)


def _opened(raw: bytes, run: Node) -> bytes:
    """The start of a run like this one: its formatting, not its revision numbers."""
    properties = run.child("rPr")
    formatting = raw[properties.start : properties.end(raw)] if properties else b""
    return b"<%sr>" % _prefix(raw, run.start) + formatting


def _prefix(raw: bytes, at: int) -> bytes:
    found = _PREFIX.match(raw, at)
    return (found[1] or b"") if found else b"w:"


def _insert(raw: bytes, edits: Edits) -> bytes:
    parts, at = [], 0
    for place in sorted(edits):
        parts += [raw[at:place], *(words for _, words in sorted(edits[place], key=lambda edit: edit[0]))]
        at = place
    return b"".join([*parts, raw[at:]])


# --- the part that holds the comments ----------------------------------------------------------


def _comments_part(package: Package, part: str) -> str:
    found = [relation.target for relation in package.relations(part).values() if relation.kind == "comments"]
    return next(
        (target for target in found if target in package), posixpath.join(posixpath.dirname(part), "comments.xml")
    )


def _numbers(package: Package, path: str) -> list[int]:
    if path not in package:
        return []
    numbers = (node.attributes.get("id", "") for node in package.parse(path).children)
    return [int(number) for number in numbers if number.isdecimal()]


def _with_comments(held: bytes, placed: Sequence[tuple[int, Comment]], *, date: str, strict: bool) -> bytes:
    name = _STRICT[_MAIN] if strict else _MAIN
    held = held or (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{name}"></w:comments>'.encode()
    )
    root = re.search(rb"<([\w.-]+:)?comments\b", held)
    prefix = (root[1] or b"").decode() if root else "w:"
    told = "".join(_comment_xml(number, found, prefix, date) for number, found in placed)
    return _before_end(held, "comments", told)


def _comment_xml(number: int, found: Comment, prefix: str, date: str) -> str:
    w = prefix
    when = f" {w}date={quoteattr(date)}" if date else ""
    lines = []
    for at, words in enumerate(found.lines):
        bold = f"<{w}rPr><{w}b/></{w}rPr>" if at == 0 and len(found.lines) > 1 else ""
        letters = escape(_ILLEGAL.sub("\ufffd", words))
        lines.append(f'<{w}p><{w}r>{bold}<{w}t xml:space="preserve">{letters}</{w}t></{w}r></{w}p>')
    head = f'<{w}comment {w}id="{number}" {w}author="{OURS}" {w}initials="V"{when}>'
    return f"{head}{''.join(lines)}</{w}comment>"


def _before_end(xml: bytes, tag: str, words: str) -> bytes:
    """``words`` put in as the last of the root element, which may be written ``<a/>``."""
    close = re.search(rb"</((?:[\w.-]+:)?%s)\s*>\s*\Z" % tag.encode(), xml)
    if close:
        return xml[: close.start()] + words.encode() + xml[close.start() :]
    empty = re.search(rb"<((?:[\w.-]+:)?%s)\b([^<]*)/>\s*\Z" % tag.encode(), xml)
    if empty is None:
        return xml
    name, attributes = empty[1], empty[2]
    return xml[: empty.start()] + b"<%s%s>" % (name, attributes) + words.encode() + b"</%s>" % name


def _registered(package: Package, part: str, path: str, *, strict: bool) -> dict[str, bytes]:
    """The content types and relationships with the new part in them."""
    folder, base = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{base}.rels")
    held = package.read(rels) if rels in package else f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
    kind = f"{_STRICT[_RELATED] if strict else _RELATED}/comments"
    link = f'<Relationship Id="rIdVerify" Type="{kind}" Target="{posixpath.basename(path)}"/>'
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in package else b""
    named = f'<Override PartName="/{path}" ContentType="{_TYPE}"/>'
    changed = {rels: _before_end(held, "Relationships", link)}
    if types and f"/{path}".encode() not in types:
        changed["[Content_Types].xml"] = _before_end(types, "Types", named)
    return changed
