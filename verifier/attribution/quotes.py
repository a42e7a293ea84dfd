"""Pairs quotation marks: straight, curly, doubled apostrophes, single, unclosed, running over paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.model import Draft
from verifier.ruleset import RuleSet

_DOUBLE = '“”"'


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens [first, last), the marks included where there are any; ``speech``: long enough to be said."""

    first: int
    last: int
    speech: bool
    single: bool = False


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotations of a draft in reading order; ``inside`` has 1 for each token of a spoken one."""

    all: tuple[Quotation, ...]
    inside: bytearray
    marks: dict[int, str]


def pair(draft: Draft, rules: RuleSet) -> Quotations:
    """Every quotation of a draft, paragraph by paragraph."""
    tokens = draft.tokens
    found: list[Quotation] = []
    marks: dict[int, str] = {}
    carried = False
    for first, last in _paragraphs(draft):
        carried = _paragraph(draft, first, last, found, marks, carried=carried)
    inside = bytearray(len(tokens.starts))
    for quotation in found:
        if quotation.speech:
            inside[quotation.first : quotation.last] = b"\1" * (quotation.last - quotation.first)
    return Quotations(tuple(found), inside, marks)


def _paragraphs(draft: Draft) -> list[tuple[int, int]]:
    """Token ranges of the paragraphs."""
    ranges: list[tuple[int, int]] = []
    paragraph = -1
    for sentence, (first, last) in zip(draft.sentences, draft.tokens.sentences, strict=True):
        if first == last:
            continue
        if sentence.zone.paragraph == paragraph and ranges:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
            paragraph = sentence.zone.paragraph
    return ranges


def _paragraph(
    draft: Draft, first: int, last: int, found: list[Quotation], marks: dict[int, str], *, carried: bool
) -> bool:
    """Pair the marks of one paragraph, in place; whether a quotation is still open at its end."""
    tokens, text = draft.tokens, draft.document.text
    tags = tokens.tags
    opened = -1
    closer = ""
    begin = len(found)
    for at in range(first, last):
        tag = tags[at]
        if tag in _DOUBLE:
            if opened < 0 or (closer != tag and closer == "'"):
                if tag == "”" or (tag == '"' and _closes(draft, at, last)):
                    if carried and len(found) == begin:  # a close for what the paragraph before left open
                        _add(draft, found, marks, first, at + 1, opener=False)
                    carried = False
                    continue
                opened, closer = at, "”" if tag == "“" else tag
            elif tag == closer or (closer in '”"' and tag in '”"'):
                _add(draft, found, marks, opened, at + 1)
                opened = -1
        elif tag == "'" and opened < 0 and _opens_single(draft, at, last):
            end = _single_end(draft, at, last)
            if end:
                opened, closer = -1, ""
                _add(draft, found, marks, at, end, single=True)
        elif tag == "'" and closer == "'" and opened >= 0:
            opened = -1
    del text
    if opened >= 0:
        _add(draft, found, marks, opened, last, closed=False)
        return True
    return False


def _closes(draft: Draft, at: int, last: int) -> bool:
    """Whether a straight mark has a word before it and none after: the end of something never opened."""
    tokens, text = draft.tokens, draft.document.text
    before = at > 0 and tokens.ends[at - 1] == tokens.starts[at]
    after = at + 1 < last and tokens.starts[at + 1] == tokens.ends[at] and text[tokens.starts[at + 1]].isalnum()
    return before and not after


def _opens_single(draft: Draft, at: int, last: int) -> bool:
    tokens, text = draft.tokens, draft.document.text
    space = at == 0 or tokens.ends[at - 1] < tokens.starts[at] or not text[tokens.starts[at] - 1].isalnum()
    return space and at + 1 < last and tokens.starts[at + 1] == tokens.ends[at] and text[tokens.starts[at]] != "’"


def _single_end(draft: Draft, at: int, last: int) -> int:
    """The token after the mark that closes a single quotation, or 0."""
    tokens, text = draft.tokens, draft.document.text
    for to in range(at + 2, last):
        if tokens.tags[to] in "'s" and tokens.ends[to] == tokens.starts[to] + 1:
            after = text[tokens.ends[to] : tokens.ends[to] + 1]
            if tokens.ends[to - 1] == tokens.starts[to] and not after.isalnum():
                return to + 1
        elif tokens.tags[to] in _DOUBLE:
            return 0
    return 0


def _is_speech(tags: str, first: int, words: str) -> bool:
    """Words with a verb, or few words that end in a mark and do not belong to a phrase (as titles do)."""
    if len(words) > 3 and any(tag in "zvxlb" for tag in words):
        return True
    before = tags[first - 1] if first else "."
    return words[-1] in ",.-" and before not in "dgjspnmN0"


def _add(
    draft: Draft,
    found: list[Quotation],
    marks: dict[int, str],
    first: int,
    last: int,
    *,
    single: bool = False,
    opener: bool = True,
    closed: bool = True,
) -> None:
    tags = draft.tokens.tags
    words = tags[first:last].strip(_DOUBLE + "'")
    speech = bool(words) and _is_speech(tags, first, words)
    if opener:
        marks[first] = "“" if speech else "_"
    if closed:
        marks[last - 1] = "”" if speech else "_"
    found.append(Quotation(first, last, speech, single))
