"""How deep the tags of a page nest, told before it is parsed: the parser’s time grows with the square of it.

As HTML has it: a start tag of one kind ends an open element of another (``<p>`` a ``<p>``), an end tag ends what is
open inside of its element, and one without an open element ends nothing. Words of scripts and comments are no tags.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/?)(?P<tag>[a-z][^\s/><]*))", re.IGNORECASE)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})  # no tags inside
_ENDS_OF = {tag: re.compile(rf"</{tag}\b", re.IGNORECASE) for tag in _RAW}
_VOID = frozenset({
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param",
})  # fmt: skip
_FOREIGN = frozenset({"svg", "math"})  # where a tag may close itself
_ROWS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"})
_BLOCKS = _ROWS | frozenset({
    "address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "section",
    "table", "ul", "li", "dd", "dt", "body", "html", "template", "button", "object",
})  # fmt: skip
_IN_PARAGRAPH = (frozenset({"p"}), frozenset({"table", "td", "th", "button", "object"}))
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {  # a start tag → what it ends, unless one of these is nearer
    **dict.fromkeys(_BLOCKS - _ROWS - {"body", "html"}, _IN_PARAGRAPH),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "table", "td"})),
    "dd": (frozenset({"dd", "dt"}), frozenset({"dl", "table", "td"})),
    "dt": (frozenset({"dd", "dt"}), frozenset({"dl", "table", "td"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "thead": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "tfoot": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "a": (frozenset({"a"}), frozenset({"table", "td", "th"})),
}  # fmt: skip
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_ALIKE = 3
_MOST_CARRIED = 150
_NEAR = 60  # open elements that are looked through; who opens more without closing them nests


class _Open:
    """The elements that are open."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        self._counts: Counter[str] = Counter()

    def push(self, tag: str) -> None:
        self.tags.append(tag)
        self._counts[tag] += 1

    def end(self, wanted: frozenset[str], barriers: frozenset[str]) -> None:
        """End the nearest element of ``wanted`` and all inside it, if no barrier is nearer."""
        if not any(self._counts[tag] for tag in wanted):
            return
        for back, tag in enumerate(reversed(self.tags[-_NEAR:]), 1):
            if tag in wanted:
                self._counts.subtract(self.tags[-back:])
                del self.tags[-back:]
                return
            if tag in barriers:
                return

    @property
    def is_foreign(self) -> bool:
        return any(self._counts[tag] > 0 for tag in _FOREIGN)


class _Carried:
    """Formatting that was never ended: the parser opens it again in every block that follows, three of a kind."""

    def __init__(self) -> None:
        self._open: dict[str, list[str]] = {}
        self._count = 0
        self._alike: Counter[str] = Counter()

    def add(self, tag: _Tag) -> int:
        """Take in a start or end tag; how many are open again in the next block."""
        same = self._open.setdefault(tag.name, [])
        if not tag.is_end:
            same.append(tag.written)
            self._alike[tag.written] += 1
            self._count += self._alike[tag.written] <= _ALIKE
        elif same:
            written = same.pop()
            self._count -= self._alike[written] <= _ALIKE
            self._alike[written] -= 1
        return self._count


class _Tag(NamedTuple):
    name: str
    written: str  # with its attributes
    is_end: bool
    closes_itself: bool


def _tags(text: str) -> Iterator[_Tag]:
    """The tags in order; no letter is looked at twice."""
    found = _TAG.search(text)
    while found:
        end = text.find("-->" if found["comment"] else ">", found.end())
        if end < 0:
            return
        name = (found["tag"] or "").lower()
        if name:
            yield _Tag(name, text[found.start() : end], bool(found["close"]), text[end - 1] == "/")
            if name in _RAW and not found["close"]:
                last = _ENDS_OF[name].search(text, end)
                if last is None:
                    return
                end = last.start()
        found = _TAG.search(text, end)


def depth(text: str, most: int) -> int:
    """The deepest nesting of the page, or ``most`` + 1 as soon as it is deeper than that."""
    opened, carried, deepest = _Open(), _Carried(), 0
    for tag in _tags(text):
        if tag.name in _VOID:
            continue
        if tag.name in _FORMATTING and carried.add(tag) > _MOST_CARRIED:
            return most + 1
        if tag.is_end:
            opened.end(frozenset((tag.name,)), frozenset() if tag.name in _BLOCKS else _BLOCKS)
            continue
        if tag.name in _ENDS:
            opened.end(*_ENDS[tag.name])
        if tag.closes_itself and opened.is_foreign:
            continue
        opened.push(tag.name)
        deepest = max(deepest, len(opened.tags))
        if deepest > most:
            return most + 1
    return deepest
