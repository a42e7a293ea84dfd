"""Second mentions and pronouns point at the first full mention of their source.

Each rule of kind ``mention`` names words (or none, for names) and where to look: at a longer form of the name, at
the person, people or thing that spoke last, at the noun before a relative, at the noun a definite phrase repeats.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from verifier.model import Attribution, Draft, Source, Tokens
from verifier.ruleset import Rule, RuleSet
from verifier.spans import Span

Range: TypeAlias = tuple[int, int]
"""Tokens [first, last)."""

_NAME = "N"
_PLURAL = "m"
_JOINED = "c"


@dataclass(frozen=True, slots=True)
class _Kit:
    """The mention rules of a pack, ready to use."""

    by_word: dict[str, Rule]
    surname: Rule | None
    definite: Rule | None
    full: re.Pattern[str]
    antecedent: re.Pattern[str]
    titles: int  # bits of words before a name that are no part of it
    bodies: int  # bits of words that no person's name has
    genders: dict[str, str]  # word → the list of words that tell a gender it is in


def _kit(rules: RuleSet) -> _Kit:
    grammar = rules.grammar["mentions"]
    words = {key: str(value) for key, value in grammar.items()} if isinstance(grammar, dict) else {}
    by_word: dict[str, Rule] = {}
    special: dict[str, Rule] = {}
    for rule in rules.of("mention"):
        special[rule.text("to")] = rule
        for name in rule.words("words"):
            by_word.update((entry[0], rule) for entry in rules.lists[name].entries)
    return _Kit(
        by_word=by_word,
        surname=special.get("name"),
        definite=special.get("head"),
        full=re.compile(words["full"]),
        antecedent=re.compile(words["antecedent"]),
        titles=_bits(rules, words["titles"]),
        bodies=_bits(rules, words["bodies"]),
        genders={
            entry[0]: gender
            for gender, names in (("1", words["masculine"]), ("2", words["feminine"]))
            for name in names.split()
            for entry in rules.lists[name].entries
        },
    )


def _bits(rules: RuleSet, names: str) -> int:
    total = 0
    for name in names.split():
        total |= rules.bit(name)
    return total


def resolve(draft: Draft, attributions: Sequence[Attribution], rules: RuleSet) -> tuple[Attribution, ...]:
    """The attributions, each second mention with its full first one, the words of it, and the rule that found it."""
    reading = _Reading(draft, rules.once(_kit))
    return tuple(reading.attribution(found) for found in attributions)


class _Reading:
    """Sources in reading order; ``spoke`` has those before, the latest last."""

    def __init__(self, draft: Draft, kit: _Kit) -> None:
        self._kit = kit
        self._text = draft.document.text
        self._tokens: Tokens = draft.tokens
        self._spoke: list[tuple[Range, Range]] = []  # as written, as resolved
        tags = draft.tokens.tags
        self._names = [m.span() for start, end in draft.tokens.sentences for m in kit.full.finditer(tags, start, end)]
        self._ends = [end for _, end in self._names]
        self._first: dict[str, Range] = {}
        for name in self._names:
            if self._length(name) > 1:
                self._first.setdefault(self._surname(name), name)

    def attribution(self, found: Attribution) -> Attribution:
        """An attribution with its source resolved; the same where there is nothing to tell."""
        if found.source is None:
            return found
        source = self.source(found.source)
        return found if source is found.source else replace(found, source=source)

    def source(self, source: Source) -> Source:
        """A source with what it stands for, where a rule tells."""
        here = self._range(source.span)
        found = self._find(here)
        self._spoke.append((here, found[0] if found else here))
        if found is None:
            return source
        target, rule = found
        span = self._tokens.span(*target)
        return replace(source, resolved=span, resolved_name=span.of(self._text), resolved_by=rule.id)

    def _range(self, span: Span) -> Range:
        first = bisect_left(self._tokens.starts, span.start)
        return first, max(first + 1, bisect_left(self._tokens.starts, span.end))

    def _find(self, here: Range) -> tuple[Range, Rule] | None:
        first, last = here
        tokens = self._tokens
        rule = self._kit.by_word.get(tokens.words[first]) if last - first == 1 else None
        target: Range | None = None
        if rule is not None:
            target = self._antecedent(first) if rule.text("to") == "before" else self._speaker(first, rule)
        elif _NAME in tokens.tags[first:last]:
            rule, target = self._kit.surname, self._full(here)
        else:
            rule, target = self._kit.definite, self._repeated(here)
        return (target, rule) if rule is not None and target is not None and target != here else None

    # --- names -----------------------------------------------------------------------------------

    def _surname(self, name: Range) -> str:
        return next(
            self._tokens.words[at] for at in range(name[1] - 1, name[0] - 1, -1) if self._tokens.tags[at] == "N"
        )

    def _length(self, name: Range) -> int:
        """How many words a name has, titles not counted."""
        tokens = self._tokens
        return sum(
            tokens.tags[at] == _NAME and not tokens.bits[at] & self._kit.titles for at in range(name[0], name[1])
        )

    def _full(self, here: Range) -> Range | None:
        """The first full form of a name that ends in the same word, with what describes it there."""
        at = bisect_right(self._ends, here[0])
        name = self._names[at] if at < len(self._names) else None
        if name is None or name[0] >= here[1] or self._length(name) > 1:
            return None
        first = self._first.get(self._surname(name))
        return self._described(first) if first is not None and first[0] < here[0] else None

    def _described(self, name: Range) -> Range:
        """A name with the apposition behind it: Ann Lee, a lawyer in Reno."""
        tags = self._tokens.tags
        last = name[1]
        if tags[last : last + 1] == "," and tags[last + 1 : last + 2] in ("d", "g", "n", "j"):
            end = next((at for at in range(last + 1, min(last + 14, len(tags))) if tags[at] in ',.;:zvxlw“”"'), last)
            if tags[end : end + 1] in (",", "."):
                return name[0], end
        return name

    # --- pronouns --------------------------------------------------------------------------------

    def _speaker(self, at: int, rule: Rule) -> Range | None:
        """Who spoke last, of the kind and within the sentences that the rule says, else the last name."""
        kind, reach = rule.text("to"), rule.number("back", 3)
        sentence = self._sentence(at)
        for _, target in reversed(self._spoke):
            if sentence - self._sentence(target[0]) > reach * 4 or target[0] >= at:
                continue
            if self._kind(target) == kind and self._agrees(at, target):
                return target
        if kind != "person":
            return None
        for name in reversed(self._names):
            if name[1] <= at and sentence - self._sentence(name[0]) <= reach:
                target = self._full(name) or name
                if self._kind(target) == kind and self._agrees(at, target):
                    return target
        return None

    def _kind(self, target: Range) -> str:
        tokens, (first, last) = self._tokens, target
        tags = tokens.tags[first:last]
        head = tags.split(",")[0]
        if _JOINED in head or head.endswith(_PLURAL):
            return "people"
        bodies = any(tokens.bits[at] & self._kit.bodies for at in range(first, first + len(head)))
        return "person" if _NAME in head and not bodies else "thing"

    def _agrees(self, at: int, target: Range) -> bool:
        """Whether no title nor pronoun beside the name tells another gender."""
        words = self._tokens.words
        wanted = self._kit.genders.get(words[at], "")
        told = next((self._kit.genders[w] for w in words[target[0] : target[1]] if w in self._kit.genders), "")
        return not wanted or not told or wanted == told

    def _sentence(self, token: int) -> int:
        return bisect_right(self._tokens.sentences, (token, len(self._tokens.starts) + 1)) - 1

    # --- nouns -----------------------------------------------------------------------------------

    def _antecedent(self, at: int) -> Range | None:
        """The noun phrase that a relative stands behind."""
        start = self._tokens.sentences[self._sentence(at)][0]
        found = self._kit.antecedent.search(self._tokens.tags, start, at)
        if found is None:
            return None
        last = at - 1 if self._tokens.tags[at - 1] == "," else at
        return found.start(), last

    def _repeated(self, here: Range) -> Range | None:
        """The fuller source of an earlier sentence that has the head of this definite phrase in it."""
        first, last = here
        tokens = self._tokens
        if tokens.tags[first] != "d" or last - first > 3 or tokens.tags[last - 1] not in "nm":
            return None
        head = tokens.words[last - 1]
        for written, target in reversed(self._spoke):
            longer = target[1] - target[0] > last - first
            if longer and (
                head in tokens.words[written[0] : written[1]] or head in tokens.words[target[0] : target[1]]
            ):
                return target
        return next(
            (self._described(n) for n in reversed(self._names) if n[1] <= first and head in tokens.words[n[0] : n[1]]),
            None,
        )
