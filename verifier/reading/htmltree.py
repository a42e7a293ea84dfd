"""An HTML page as a tree without what is never prose, and what content systems name their furniture.

The parser is lexbor (selectolax). Its tree is copied, without scripts, menus and the like, into one of
our own that can be walked without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.errors import InputError
from verifier.reading.htmldepth import depth

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

DEEPEST = 1000
"""Levels of nesting of a page that is read."""
_DEEPEST_TAGS = 1500  # before it is parsed: what closes by rules that only the parser knows is given room

_FURNITURE = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "nav", "footer", "form", "button",
    "select", "option", "input", "textarea", "aside", "canvas", "object", "embed", "audio", "video", "dialog",
    "menu", "head", "link", "meta", "map", "label", "progress",
})  # fmt: skip
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert", "toolbar"})
# What content systems call their furniture in class and id; conventions of the web, not of a language.
_NAMES = re.compile(
    r"(?:^|[-_ ])(?:share|sharing|social|related|newsletter|promo|comments?|disqus|cookies?|consent|subscribe|"
    r"breadcrumbs?|sidebar|widget|advert(?:isement)?|ads?|sponsor(?:ed)?|popup|modal|toolbar|tags|recirc|outbrain|"
    r"taboola|most-?(?:read|popular)|trending|sr-only|visually-hidden|screen-reader-text|skip-?link)(?:$|[-_ ])",
    re.IGNORECASE,
)
_PART = 0.3  # of the page's letters from which a named part is no furniture


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str | None]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)
    letters: int = 0  # of running text inside
    is_aside: bool = False  # furniture by its name, or inside such
    told: tuple[str | None, int] = (None, 0)  # kind and level of the blocks in it

    def above(self) -> Iterator[Element]:
        """This element and those that hold it, inmost first."""
        node: Element | None = self
        while node is not None:
            yield node
            node = node.parent

    @property
    def names(self) -> str:
        return f"{self.attributes.get('class') or ''} {self.attributes.get('id') or ''}"


def parse(text: str, name: str) -> LexborHTMLParser:
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        hint = "pip install 'verify-attribution[html]'"
        raise InputError(f"{name}: HTML drafts need one more package: {hint}") from error
    if depth(text, _DEEPEST_TAGS) > _DEEPEST_TAGS:
        raise too_deep(name)
    return LexborHTMLParser(text)


def too_deep(name: str) -> InputError:
    return InputError(f"{name}: has tags nested deeper than {DEEPEST} levels, which no page has; it was not read.")


def tree(node: LexborNode | None, name: str) -> Element:
    """Our own tree without furniture: elements, strings, and comments as elements of the tag ``!``."""
    root = Element("html", {}, None)
    waiting = [(node, root, 0)]
    while waiting:
        source, parent, level = waiting.pop()
        if source is None:
            continue
        if level > DEEPEST:
            raise too_deep(name)
        if source.next is not None and source is not node:
            waiting.append((source.next, parent, level))
        if source.is_text_node:
            parent.children.append(source.text_content or "")
        elif source.is_comment_node:
            parent.children.append(Element("!", {"": source.comment_content}, parent))
        elif source.is_element_node:
            element = Element(source.tag or "", dict(source.attributes), parent)
            if not _is_furniture(element):
                parent.children.append(element)
                waiting.append((source.child, element, level + 1))
    return root


def _is_furniture(element: Element) -> bool:
    attributes = element.attributes
    if element.tag in _FURNITURE or attributes.get("role") in _ROLES or "hidden" in attributes:
        return True
    style = (attributes.get("style") or "").replace(" ", "")
    return attributes.get("aria-hidden") == "true" or "display:none" in style


def elements(root: Element) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))


def find_asides(root: Element) -> None:
    """Mark every element whose name, or that of one around it, calls it furniture.

    One that holds a good part of the page’s text is none, whatever it is called.
    """
    for element in elements(root):
        inside = element.parent is not None and element.parent.is_aside
        few = element.letters < _PART * root.letters
        element.is_aside = inside or (few and bool(_NAMES.search(element.names)))
