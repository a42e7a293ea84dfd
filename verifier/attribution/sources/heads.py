"""The type of a source by its head: "intelligence officials" are people, "intelligence reports" are not.

Among the source rules that hold inside a source, the one that ends last before its first complement decides ("a
spokesman | for the ministry"); a rule that names a person may reach over it ("Ruiz, a White House adviser"). What the
rules say of a name elsewhere in the draft holds for its later, shorter mentions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier.attribution.sources.pack import Kit
from verifier.model import Draft, Match, Tokens
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.matching.match import Matches

_REACH = 6  # tokens that a match may stand before or behind the words marked as source


class Heads:
    """The source rules that hold in one draft, and what they make of a source."""

    def __init__(self, draft: Draft, matches: Matches, kit: Kit) -> None:
        self._kit = kit
        self._tokens: Tokens = draft.tokens
        types = self._kit.types
        self._found: Sequence[Match] = [match for match in matches.of_kind("source") if match.rule in types]
        self._firsts = [match.first for match in self._found]
        self._roles = self._named_in_draft()
        self._ranges: dict[Span, tuple[int, int]] = {}
        self._known: dict[Span, tuple[str, str, tuple[str, ...]]] = {}

    def range(self, span: Span) -> tuple[int, int]:
        """The tokens [first, last) of a span."""
        known = self._ranges.get(span)
        if known is None:
            first, last = self._tokens.range(span)
            known = self._ranges[span] = first, max(first + 1, last)
        return known

    def is_name(self, span: Span) -> bool:
        """Whether a source is a name and nothing else, which may be a place's or a person's (“Paris said”)."""
        first, last = self.range(span)
        return all(letter in self._kit.names for letter in self._tokens.tags[first:last])

    def seen(self, span: Span) -> tuple[str, str, tuple[str, ...]]:
        """Rule, type and further types of a source; "" where no rule knows it."""
        known = self._known.get(span)
        if known is None:
            known = self._known[span] = self._read(span)
        return known

    def able(self, first: int, last: int) -> bool:
        """Whether the head of a source that no rule knows may be somebody who speaks."""
        end = self._head_end(first, last)
        return not self._tokens.bits[max(first, end - 1)] & self._kit.unable

    def type_of(self, rule: str) -> str:
        """The type that a rule gives."""
        return self._kit.told.get(rule, "")

    def _read(self, span: Span) -> tuple[str, str, tuple[str, ...]]:
        first, last = self.range(span)
        if last - first > 1 and self._tokens.tags[last - 1] == self._kit.possessive:
            last -= 1  # in Poe's view
        parts = self._conjuncts(first, last)
        if len(parts) == 1:
            return (*self._part(first, last), ())
        read = [self._part(*part) for part in parts]
        read = [part for part in read if part[0]] or read[:1]
        best = max(read, key=lambda part: self._kit.base.get(part[1], 0))
        also = tuple(dict.fromkeys(kind for _, kind in read if kind and kind != best[1]))
        return (*best, also)

    def _conjuncts(self, first: int, last: int) -> list[tuple[int, int]]:
        """A conjoined source in its parts, where each part has a head of its own."""
        tags = self._tokens.tags
        for at in range(first + 2, last - 1):
            if tags[at] in self._kit.joins and tags[at - 1] in self._kit.heads and self._best(first, at, whole=True):
                later = self._conjuncts(at + 1, last)
                if all(self._best(*part, whole=True) for part in later):
                    return [(first, at), *later]
        return [(first, last)]

    def _part(self, first: int, last: int) -> tuple[str, str]:
        best, end = self._best(first, last), self._head_end(first, last)
        if best is None or best.last < end:
            rule = self._plain(first, end)
            if not rule and best is not None and self.able(first, last):
                rule = best.rule
        else:
            rule = best.rule
            if rule == self._kit.plain:
                rule = self._roles.get(self._tokens.words[best.last - 1], rule)
        return rule, self.type_of(rule)

    def _plain(self, first: int, end: int) -> str:
        """The rule of a head that no phrase knows: a name, a pronoun, or a word that stands for anybody."""
        tokens, kit = self._tokens, self._kit
        head = end - 1
        if head < first or tokens.bits[head] & kit.unable:
            return ""
        if tokens.bits[head] & kit.bare_words:
            return kit.bare
        if tokens.bits[head] & kit.pronouns:
            return kit.person
        if tokens.tags[head] not in kit.names:
            return ""
        while end > first and tokens.tags[end - 1] in kit.names:
            end -= 1
        if end and tokens.words[end - 1] == kit.article:
            return kit.with_article
        return self._roles.get(tokens.words[head], kit.plain)

    def _head_end(self, first: int, last: int) -> int:
        """The token behind the head: where the first complement begins."""
        tags, seen = self._tokens.tags, False
        for at in range(first, last):
            if tags[at] in self._kit.heads:
                seen = True
            elif seen and tags[at] in self._kit.ends and not self._tokens.bits[at - 1] & self._kit.quantities:
                return at
        return last

    def _best(self, first: int, last: int, *, whole: bool = False) -> Match | None:
        """The match that decides: a strong one that reaches over the head's end, else the one that ends last."""
        end = self._head_end(first, last)
        best: Match | None = None
        rank: tuple[int, int, int] | None = None
        for match in self._near(first, last):
            strong = self._kit.types[match.rule] in self._kit.reach
            if match.first >= end or match.last <= first or (match.last > end and not strong):
                continue
            if whole and (match.last < end or strong):
                continue
            here = (match.last, match.last - max(match.first, first - 1), self._kit.priority[match.rule])
            if rank is None or here > rank:
                best, rank = match, here
        return best

    def _near(self, first: int, last: int) -> Sequence[Match]:
        low = bisect_left(self._firsts, first - _REACH)
        return self._found[low : bisect_left(self._firsts, last, low)]

    def _named_in_draft(self) -> dict[str, str]:
        """The last word of each name that a rule gives a role → that rule."""
        roles: dict[str, str] = {}
        tags, words = self._tokens.tags, self._tokens.words
        lending = self._kit.lending
        for match in self._found:
            if match.rule in lending and match.last - match.first > 1:
                ends = [at for at in range(match.first, match.last) if tags[at] in self._kit.names]
                for at in ends:
                    if at + 1 >= match.last or tags[at + 1] not in self._kit.names:
                        roles.setdefault(words[at], match.rule)
        return roles

    def in_release(self, cue: Span, rule: str, kind: str) -> tuple[str, str]:
        """“The ministry said in a statement”: the statement is what is cited."""
        first, last = self.range(cue)
        for match in self._near(first, last + _REACH):
            if match.rule == self._kit.release and match.last > first and match.last - match.first > 1:
                return match.rule, self._kit.types[match.rule]
        return rule, kind
