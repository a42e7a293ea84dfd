"""Second mentions and pronouns point at the first full mention of their source.

Each rule of kind ``mention`` names words (or none, for names) and where to look: at a longer form of the name, at
the person, people or thing that spoke last, at the noun before a relative, at the noun a definite phrase repeats.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from verifier.mentionkit import Kit, kit_of
from verifier.model import Attribution, Draft, Source, Tokens, ZoneKind
from verifier.ruleset import Rule, RuleSet
from verifier.spans import Span

Range: TypeAlias = tuple[int, int]
"""Tokens [first, last)."""

_NAME = "N"
_PLURAL = "m"
_JOINED = "c"
_PART = frozenset("nmjNBQZYa")  # behind a name: the name is part of a longer phrase
_HEAD_ENDS = re.compile("[,pwtavzxle(]")
_MARKS = frozenset('“”"')
_MOST = 60  # names weighed for one pronoun: keeps the work in step with the length of the draft
_ASIDE = frozenset({ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.CAPTION, ZoneKind.BYLINE})

# How much speaks for a person when a pronoun asks who was meant.
_SUBJECT, _PERSON, _SPOKE, _TOLD = 2.0, 2.0, 1.5, 1.5
_OWNER, _OTHER_QUOTE, _FURTHER, _AGAIN = -1.0, -3.0, -1.2, 0.4


def resolve(draft: Draft, attributions: Sequence[Attribution], rules: RuleSet) -> tuple[Attribution, ...]:
    """The attributions, each second mention with its full first one, the words of it, and the rule that found it."""
    reading = _Reading(draft, rules.once(kit_of))
    return tuple(reading.attribution(found) for found in attributions)


class _Reading:
    """Sources in reading order; ``spoke`` has those before, the latest last."""

    def __init__(self, draft: Draft, kit: Kit) -> None:
        self._kit = kit
        self._text = draft.document.text
        self._tokens: Tokens = draft.tokens
        self._spoke: list[tuple[Range, Range]] = []  # as written, as resolved
        tags = draft.tokens.tags
        self._names = [
            self._whole(found.span(), end, aside=sentence.zone.kind in _ASIDE)
            for sentence, (start, end) in zip(draft.sentences, draft.tokens.sentences, strict=True)
            for found in kit.full.finditer(tags, start, end)
        ]
        self._starts = [start for start, _ in self._names]
        self._ends = [end for _, end in self._names]
        self._quoted = self._quotations(draft)
        self._forms: dict[str, list[Range]] = {}  # surname → full forms, those of the body of the page first
        self._sex: dict[str, str] = {}  # surname → the gender a title before it tells
        aside = [draft.sentences[self._sentence(start)].zone.kind in _ASIDE for start in self._starts]
        for late in (False, True):
            for name, beside in zip(self._names, aside, strict=True):
                if beside is late:
                    self._learn(name)

    def _whole(self, name: Range, end: int, *, aside: bool) -> Range:
        """A name with a surname that is a common word too: Maria Stone. Headlines write any word with a capital."""
        tokens, (first, last) = self._tokens, name
        if first > 1 and tokens.words[first - 1] == "." and tokens.words[first - 2] in self._kit.genders:
            return first - 2, last  # a title that opens a sentence
        if aside or last >= end or self._length(name) > 1 or tokens.words[last - 1] not in self._kit.genders:
            return name
        start, words = tokens.starts[last], tokens.bits[last] & self._kit.bodies
        beside = start == tokens.ends[last - 1] + 1
        return (name[0], last + 1) if beside and not words and self._text[start].isupper() else name

    def _learn(self, name: Range) -> None:
        surname = self._surname(name)
        if self._length(name) > 1:
            self._forms.setdefault(surname, []).append(name)
        elif told := self._told(name):
            self._sex.setdefault(surname, told)

    def _quotations(self, draft: Draft) -> list[bool]:
        """Of each token whether it stands in a quotation, by the marks of its paragraph."""
        inside, paragraph = False, -1
        quoted: list[bool] = []
        for sentence, (first, last) in zip(draft.sentences, draft.tokens.sentences, strict=True):
            if sentence.zone.paragraph != paragraph:
                inside, paragraph = False, sentence.zone.paragraph
            for tag in draft.tokens.tags[first:last]:
                if tag in _MARKS:
                    inside = tag == "“" or (tag == '"' and not inside)
                quoted.append(inside)
        return quoted

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
        """The last word of a name that is neither a mark nor behind the surname."""
        tokens = self._tokens
        for at in range(name[1] - 1, name[0] - 1, -1):
            if tokens.words[at] != "." and not tokens.bits[at] & self._kit.suffixes:
                return tokens.words[at]
        return tokens.words[name[1] - 1]

    def _given(self, name: Range) -> str:
        """The first word of a name behind its titles."""
        tokens = self._tokens
        return next((tokens.words[at] for at in range(*name) if self._counts(at)), "")

    def _counts(self, at: int) -> bool:
        """Whether a word is a name of its own: no title, mark or initial, and written with a capital."""
        tokens = self._tokens
        start, end = tokens.starts[at], tokens.ends[at]
        return (
            end - start > 1
            and self._text[start].isupper()
            and not tokens.bits[at] & (self._kit.titles | self._kit.suffixes)
        )

    def _length(self, name: Range) -> int:
        """How many words a name has, titles not counted."""
        return sum(map(self._counts, range(*name)))

    def _told(self, name: Range) -> str:
        """The gender that a title, first name or pronoun in these words tells."""
        genders = self._kit.genders
        return next((genders[word] for word in self._tokens.words[name[0] : name[1]] if word in genders), "")

    def _name_in(self, here: Range) -> Range | None:
        """The first name in or across these words that does more than tell whose the next noun is."""
        at = bisect_right(self._ends, here[0])
        found = None
        while at < len(self._names) and self._names[at][0] < here[1]:
            found = self._names[at]
            if not self._owns(found, here[1]):
                break
            at += 1
        return found

    def _full(self, here: Range) -> Range | None:
        """The first full form of a name that ends in the same word, with what describes it there."""
        name = self._name_in(here)
        if name is None or self._length(name) > 1 or self._owns(name, here[1]):
            return None
        found = self._form(name)
        return self._described(found) if found is not None else None

    def _owns(self, name: Range, end: int) -> bool:
        """Whether a name only tells whose, or which, the noun behind it is."""
        tags = self._tokens.tags
        after = name[1] + (tags[name[1] : name[1] + 1] == "s")
        return after < end and tags[after] in _PART

    def _form(self, name: Range) -> Range | None:
        """The first full form before a short one whose gender does not gainsay its title."""
        told = self._told(name)
        for form in self._forms.get(self._surname(name), ()):
            if form[0] < name[0] and not (told and self._told(form) not in ("", told)):
                return form
        return None

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
        """The person most spoken of, or the group or thing that spoke last, within the sentences the rule says."""
        kind, reach = rule.text("to"), rule.number("back", 3)
        if kind == "person":
            return self._person(at, reach)
        sentence = self._sentence(at)
        for written, target in reversed(self._spoke):
            if sentence - self._sentence(written[0]) > reach * 2:
                return None
            if target[0] < at and self._kind(target) == kind:
                return target
        return self._pair(at, reach) if kind == "people" else None

    def _pair(self, at: int, reach: int) -> Range | None:
        """The latest two names that a conjunction joins."""
        oldest = self._tokens.sentences[max(0, self._sentence(at) - reach)][0]
        names = self._named(at)
        for after, before in pairwise(names):
            if before[0] < oldest:
                break
            if after[0] == before[1] + 1 and self._tokens.tags[before[1]] == _JOINED:
                return before[0], after[1]
        return None

    def _person(self, at: int, reach: int) -> Range | None:
        """Who a pronoun stands for: the heaviest of those named or heard of late, of equals the latest."""
        sentence = self._sentence(at)
        oldest = self._tokens.sentences[max(0, sentence - reach)][0]
        best: dict[Range, float] = {}
        high = bisect_left(self._starts, at)
        low = max(bisect_left(self._starts, oldest), high - _MOST)
        for name in reversed(self._names[low:high]):
            who = self._form(name) if self._length(name) <= 1 else self._form_of_full(name)
            self._weigh(best, who or name, self._weight(name, at, sentence), self._agrees(at, name, who or name))
        for written, target in reversed(self._spoke[-_MOST:]):
            if written[0] < oldest:
                break
            self._weigh_speaker(best, written, target, at, sentence)
        if not best:
            return None
        return self._described(max(best, key=lambda who: best[who]))

    @staticmethod
    def _weigh(best: dict[Range, float], who: Range, weight: float | None, told: float | None) -> None:
        if weight is None or told is None:
            return
        before = best.get(who)
        best[who] = weight + told if before is None else max(before, weight + told) + _AGAIN

    def _weigh_speaker(self, best: dict[Range, float], written: Range, target: Range, at: int, sentence: int) -> None:
        """A source adds to the person it names; one without a name that is a person stands for itself."""
        distance = _FURTHER * (sentence - self._sentence(written[0]))
        name = self._name_in(target)
        if name is not None:
            name = (self._form(name) if self._length(name) <= 1 else self._form_of_full(name)) or name
            if (name in best or written != target) and (told := self._agrees(at, name, name)) is not None:
                best[name] = max(best.get(name, 0), _SUBJECT + _PERSON + _SPOKE + told + distance)
        elif self._kind(target) == "person" and (told := self._agrees(at, target, target)) is not None:
            best[target] = max(best.get(target, 0), _SUBJECT + _PERSON + told + distance)

    def _form_of_full(self, name: Range) -> Range | None:
        """The first mention with the same surname and given name."""
        given = self._given(name)
        return next((one for one in self._forms.get(self._surname(name), ()) if self._given(one) == given), None)

    def _weight(self, name: Range, at: int, sentence: int) -> float | None:
        """What speaks for one mention of a name; nothing where it is no person's."""
        tokens, kit = self._tokens, self._kit
        bits = 0
        for place in range(*name):
            bits |= tokens.bits[place]
        known = self._told(name) or bits & kit.titles
        if not self._length(name) or tokens.bits[name[1] - 1] & kit.bodies or (bits & kit.bodies and not known):
            return None
        after = tokens.tags[name[1] : name[1] + 1]
        weight = _FURTHER * (sentence - self._sentence(name[0]))
        if after == "s":
            weight += _OWNER
        elif kit.subject.match(tokens.tags, name[1]):
            weight += _SUBJECT
        if self._quoted[name[0]] and not self._quoted[at]:
            weight += _OTHER_QUOTE
        if known or self._forms_person(self._surname(name)):
            weight += _PERSON
        return weight

    def _forms_person(self, surname: str) -> bool:
        """Whether a title or first name elsewhere tells that this surname is a person's."""
        return surname in self._sex or any(map(self._told, self._forms.get(surname, ())[:2]))

    def _agrees(self, at: int, name: Range, who: Range) -> float | None:
        """What a title, first name or pronoun beside the name adds; nothing where it tells another gender."""
        wanted = self._kit.genders.get(self._tokens.words[at], "")
        told = self._told(name) or self._told(who)
        if not told and self._name_in(who):
            told = self._sex.get(self._surname(who), "")
        if not wanted or not told:
            return 0.0
        return _TOLD if wanted == told else None

    def _kind(self, target: Range) -> str:
        tokens, (first, last) = self._tokens, target
        head = tokens.tags[first:last].split(",")[0]
        if _JOINED in head or head.endswith(_PLURAL):
            return "people"
        bits = 0
        for at in range(first, first + len(head)):
            bits |= tokens.bits[at]
        if bits & self._kit.bodies:
            return "thing"
        return "person" if _NAME in head or bits & self._kit.persons else "thing"

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
        own = set(tokens.words[first + 1 : last])
        if tokens.tags[first] != "d" or last - first > 3 or tokens.tags[last - 1] not in "nm":
            return None
        for written, target in reversed(self._spoke[-_MOST:]):
            longer = target[1] - target[0] > last - first
            if longer and (self._says(written, own) or self._says(target, own)):
                return target
        return next((self._described(name) for name in self._named(first) if self._says(name, own)), None)

    def _named(self, at: int) -> list[Range]:
        """The names before a word, the latest first."""
        high = bisect_right(self._ends, at)
        return self._names[max(0, high - _MOST) : high][::-1]

    def _says(self, phrase: Range, own: set[str]) -> bool:
        """Whether a phrase has the head of a definite one as its own, and the words before it too."""
        first, last = phrase
        tags = self._tokens.tags[first:last]
        ends = _HEAD_ENDS.search(tags, 1)
        words = self._tokens.words[first : first + ends.start() if ends else last]
        named = _NAME in tags
        return bool(words) and own <= set(words) and (named or words[-1] in own)
