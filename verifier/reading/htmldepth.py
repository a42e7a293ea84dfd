"""How deep the tags of a page nest, told before it is parsed: the parser’s time grows with the square of it.

As HTML has it: a start tag of one kind ends an open element of another (``<p>`` a ``<p>``), an end tag ends what is
open inside of its element, and one without an open element ends nothing. Words of scripts and comments are no tags.
"""

from __future__ import annotations

import re
from collections import Counter

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)\b|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?P<self>/?)>",
    re.DOTALL | re.IGNORECASE,
)
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


def depth(text: str, most: int) -> int:
    """The deepest nesting of the page, or ``most`` + 1 as soon as it is deeper than that."""
    opened, deepest = _Open(), 0
    for found in _TAG.finditer(text):
        tag = (found["tag"] or "").lower()
        if not tag or tag in _VOID:
            continue
        if found["close"]:
            opened.end(frozenset((tag,)), frozenset() if tag in _BLOCKS else _BLOCKS)
            continue
        if tag in _ENDS:
            opened.end(*_ENDS[tag])
        if found["self"] and opened.is_foreign:
            continue
        opened.push(tag)
        deepest = max(deepest, len(opened.tags))
        if deepest > most:
            return most + 1
    return deepest
