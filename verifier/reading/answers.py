"""What people did with the comments that this program wrote into a Word file: resolved them, or answered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifier.reading.docx import OURS, walk
from verifier.reading.package import Package
from verifier.reading.xmltree import Node

_RULE = re.compile(r"\[([\w.-]+)\]\s*\Z")
_ON = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Answer:
    """One of our comments that is resolved or answered; ``reason`` is the answer, "" where there is none."""

    comment: str  # its number in the file
    start: int  # where its words begin in the text as read
    rule: str
    reason: str


def answers(data: bytes, name: str) -> tuple[Answer, ...]:
    """The comments of ours that are resolved or answered, in the order of the text."""
    package, part, page = walk(data, name)
    comments = _part(package, part, "comments")
    ours = [node for node in comments if node.attributes.get("author") == OURS]
    if not ours:
        return ()
    states = {node.attributes.get("paraId", ""): node.attributes for node in _part(package, part, "commentsExtended")}
    replies: dict[str, list[str]] = {}
    for node in comments:
        to = next((states[key].get("paraIdParent", "") for key in _paragraphs(node) if key in states), "")
        if to and node.attributes.get("author") != OURS:
            replies.setdefault(to, []).append(" ".join(node.words("t").split()))
    found = []
    for node in ours:
        keys, number = _paragraphs(node), node.attributes.get("id", "")
        rule = _RULE.search(node.words("t"))
        reason = "; ".join(words for key in keys for words in replies.get(key, ()) if words)
        done = any(states.get(key, {}).get("done") in _ON for key in keys)
        if rule and number in page.ranges and (done or reason):
            found.append(Answer(number, page.ranges[number], rule[1], reason))
    return tuple(sorted(found, key=lambda one: (one.start, one.rule)))


def _part(package: Package, part: str, kind: str) -> list[Node]:
    """The elements of the part of that kind; none where there is no such part."""
    found = [one.target for one in package.relations(part).values() if one.kind == kind and one.target in package]
    return [node for target in found for node in package.parse(target).children]


def _paragraphs(comment: Node) -> list[str]:
    return [node.attributes["paraId"] for node in comment.all() if node.tag == "p" and "paraId" in node.attributes]
