"""Where a sentence ends. The language's abbreviations and openings are handed in; the marks are here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verifier.spans import Span

_QUOTES = "\"'“”‘’«»„‹›"
_CLOSERS = "\"'”’»›)\\]}"
_OPENERS = "\"'“‘«„‹([{¿¡"
_STOPS = ".!?…‽؟۔"
_WIDE = "。！？"
_END = re.compile(  # begins with one of few letters, the first of its run, so that a run of stops is read once
    rf"(?P<stops>(?:[{_STOPS}](?<![{_STOPS}].)(?<!\.[ \u00a0].)|[{_WIDE}](?<![{_WIDE}].))"
    rf"(?:(?<=\.)[ \u00a0](?:\.[ \u00a0])*[{_STOPS}]+"
    rf"|(?<=[{_STOPS}])[{_STOPS}]*|(?<=[{_WIDE}])[{_WIDE}]*))"
    rf"(?P<closers>(?:[{_CLOSERS}]|\[\d{{1,3}}\])*)"
    rf"(?P<gap>\s+|(?<=[{_WIDE}])|(?<=[a-z][.!?][”’»])(?=[“‘«A-Z]))(?=(?P<openers>[{re.escape(_OPENERS)}]*)(?P<next>[^\s.,;:!?…]))"
)
_WORD_BEFORE = re.compile(rf"[^\s{re.escape(_OPENERS)}–—/-]*+\Z")
_SPACE = re.compile(r"\s+")
_LAST_SPACE = re.compile(r"(?s)\s+(?=\S*\Z)")
_WORD_AFTER = re.compile(r"\w+")
_REACH = 24  # characters before a stop in which its word is looked for
LONGEST = 2_000
"""Letters of the longest sentence; what is longer is a list or a dump, and is cut at a space so that no stage is
held up by it."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Lower-case words without their last full stop (``u.s``, ``gen``), by what may follow them."""

    before_name: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()


def split(text: str, span: Span, abbreviations: Abbreviations) -> list[Span]:
    """The sentences of ``text`` inside ``span``, in order, without the white space between them.

    Together they hold every character of ``span`` that is no white space.
    """
    found: list[Span] = []
    start = _first_word(text, span.start, span.end)
    for end in _END.finditer(text, start, span.end):
        if end.end() > start and _is_boundary(text, start, end, abbreviations):
            found.append(Span(start, end.start("gap")))
            start = end.end()
    last = span.start + len(text[span.start : span.end].rstrip())
    if start < last:
        found.append(Span(start, last))
    if span.end - span.start <= LONGEST:
        return found
    return [piece for sentence in found for piece in _cut(text, sentence)]


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence in pieces of at most ``LONGEST`` letters, as far as white space allows."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        found = _LAST_SPACE.search(text, start, start + LONGEST + 1) or _SPACE.search(text, start, sentence.end)
        if found is None:
            break
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, sentence.end)


def _first_word(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _is_boundary(text: str, start: int, end: re.Match[str], known: Abbreviations) -> bool:
    """Whether the sentence that began at ``start`` ends with these marks."""
    after = end["next"]
    if after.islower():
        return False
    stops = end["stops"]
    if "]" in end["closers"] and len(stops) > 1:
        return False  # “[...]” stands for words left out
    if stops != ".":
        return True
    before = _WORD_BEFORE.search(text, max(start, end.start() - _REACH), end.start())
    written = before.group() if before else ""
    word = written.lower()
    if before and word.isdecimal():  # "1. The first item" is one sentence
        return before.start() > start and not end["closers"].startswith(")")
    initial = len(written) == 1 and written.isupper()
    return _may_end(word, text, end, known, initial=initial)


def _may_end(word: str, text: str, end: re.Match[str], known: Abbreviations, *, initial: bool) -> bool:
    """Whether a sentence can end at ``word`` and its full stop, by what follows."""
    number = end["next"].isdecimal()
    other = not (number or end["next"].isalpha())  # a dash, a currency sign, an emoji
    if word in known.before_number and not initial:
        return not number
    if word in known.before_name and not initial:
        return False
    if not (initial or word in known.anywhere or "." in word):
        return True
    if other or number or (initial and end["openers"]):
        return False
    if end["openers"]:
        return end["openers"][0] in _QUOTES
    following = _WORD_AFTER.match(text, end.end())
    return following is not None and following.group().lower() in known.starters
