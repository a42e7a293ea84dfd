"""Reads one draft: tries the cue templates at the words that may be cues, content before cue first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from verifier.attribution import contents
from verifier.attribution.cues import Cues, Frame
from verifier.attribution.page import Found, Page, Range, read
from verifier.attribution.subjects import Subjects
from verifier.attribution.templates import HEAD, Template, compiled
from verifier.model import Draft

_CLOSED = re.compile("”")
_PARAGRAPH, _PHRASE = "paragraph", "phrase"
"""The contents that reach to the end of their paragraph, and that end where a main clause begins."""


_Fit: TypeAlias = tuple[Template, re.Match[str]]
"""A template and what it matched behind its anchor."""


@dataclass(slots=True)
class _Place:
    """One word group that may be a cue, in its sentence; groups [start, end).

    ``fit`` is the best template not yet tried, ``fits`` gives those after it.
    """

    index: int
    at: int
    start: int
    end: int
    fit: _Fit | None
    fits: Iterator[_Fit]


def find(draft: Draft, cues: Cues) -> list[Found]:
    """Every attribution of a draft, those inside another's content with their ``holder``."""
    return _Reading(read(draft, cues)).all()


class _Reading:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._subjects = Subjects(page)
        self._found: list[Found] = []

    def all(self) -> list[Found]:
        inner: list[_Place] = []
        for _, places in groupby(self._places(), key=attrgetter("index")):
            inner += self._sentence(list(places))
        contents.lead_up(self._page, self._found)
        contents.carry_on(self._page, self._found)
        contents.blocks(self._page, self._found)
        self._inside(inner)
        return self._found

    def _sentence(self, places: list[_Place]) -> list[_Place]:
        """Find the attributions of a sentence; what is left are places inside a content."""
        covered = self._page.covered
        rest = [place for place in places if covered[place.at] or not self._leads_in(place)]
        inner: list[_Place] = []
        for place in rest:
            if covered[place.at]:
                inner.append(place)
            elif not self._in_last_cue(place):
                self._keep(self._match(place, first=False))
        return inner

    def _leads_in(self, place: _Place) -> bool:
        """Whether a template with the content before its cue is the best that fits a word, and finds something."""
        return place.fit is not None and place.fit[0].before and self._keep(self._match(place, first=True))

    def _in_last_cue(self, place: _Place) -> bool:
        """Whether a word is part of the cue found last, and none of its own: was quoted as saying, there is talk."""
        if not self._found:
            return False
        found = self._found[-1]
        first, last = found.cue
        if found.template.source == HEAD and found.source:
            last = found.source[1]
        return first <= self._page.chunks.head[place.at] < last

    def _places(self) -> Iterator[_Place]:
        """The groups that may be cues, in reading order."""
        page = self._page
        letters, heads, bits, sentences = page.letters, page.chunks.head, page.draft.tokens.bits, page.chunks.sentences
        cues, inside, raising = page.cues, page.quotes.spoken, page.cues.raising
        told = self._behind_quotations()
        index = 0
        for at in self._cues(told):
            head, letter = heads[at], letters[at]
            if inside[head] or (bits[head] & raising and letter in page.cues.roles.raising and self._raises(at)):
                continue
            frames = cues.frames(letters[at : at + 2], bits[head])
            if at in told:
                frames += cues.anything
            if not frames:
                continue
            while sentences[index][1] <= at:
                index += 1
            start, end = sentences[index]
            fits = self._fits(frames, index, at)
            fit = next(fits, None)
            if fit:
                yield _Place(index, at, start, end, fit, fits)

    def _cues(self, told: set[int]) -> list[int]:
        """The groups whose letter and word may trigger a template, those behind a quotation among them."""
        page = self._page
        letters, heads, bits = page.letters, page.chunks.head, page.draft.tokens.bits
        masks, always = page.cues.masks, page.cues.roles.always
        cues = [
            at
            for at, (letter, head) in enumerate(zip(letters, heads, strict=True))
            if letter in masks and (bits[head] & masks[letter] or letter in always)
        ]
        return sorted(told.union(cues)) if told else cues

    def _behind_quotations(self) -> set[int]:
        """The verbs right behind a quotation, or with one group between."""
        letters = self._page.letters
        closed = [found.start() for found in _CLOSED.finditer(letters)]
        return {
            at
            for close in closed
            for at in (close + 1, close + 2)
            if letters[at : at + 1] == self._page.cues.roles.plain_verb and letters[at - 1] != "|"
        }

    def _keep(self, made: Found | None) -> bool:
        if made is None:
            return False
        self._found.append(made)
        self._page.cover(made.contents)
        return True

    def _inside(self, places: list[_Place]) -> None:
        """Attributions inside the content of another: officials said Russia told them."""
        if not places:
            return
        holders: list[Found | None] = [None] * len(self._page.draft.tokens.starts)
        for outer in self._found:
            for low, high in outer.contents:
                holders[low:high] = [outer] * (high - low)
        for place in places:
            holder = holders[self._page.chunks.head[place.at]]
            made = self._match(place, first=False)
            if made is not None and holder is not None and made.cue != holder.cue:
                made.holder = holder
                self._found.append(made)

    # --- one cue ---------------------------------------------------------------------------------

    def _match(self, place: _Place, *, first: bool) -> Found | None:
        """What the first template finds that fits; one with the content behind its cue waits for the second reading."""
        while place.fit:
            template, after = place.fit
            if not self._stands_behind(template, place):
                made = None
            elif template.before:
                made = self._content_first(template, after, place)
            elif first:
                return None
            else:
                made = self._content_last(template, after, place)
            if made:
                return made
            place.fit = next(place.fits, None)
        return None

    def _fits(self, frames: tuple[Frame, ...], index: int, at: int) -> Iterator[_Fit]:
        """The templates that fit what stands behind group ``at`` of a sentence."""
        letters, plain = self._page.letters, self._page.plain
        start, end = self._page.chunks.sentences[index]
        spoken = letters.find("”", start, at) >= 0
        for after, mark, quoted, templates in frames:
            if (quoted and not spoken) or (mark and letters.find(mark, at, end + 2) < 0):
                continue
            found = compiled(after).match(plain, at + 1, end + 2)
            if found is None:
                continue
            for template in templates:
                if template.zones and self._page.draft.sentences[index].zone.kind not in template.zones:
                    continue
                if self._words_fit(template, found):
                    yield template, found

    def _words_fit(self, template: Template, after: re.Match[str]) -> bool:
        tokens, chunks = self._page.draft.tokens, self._page.chunks
        for name, allowed in template.words:
            at = after.start(name)
            if at >= 0 and tokens.words[chunks.first[at]] not in allowed:
                return False
        for name, mask in template.heads:
            at = after.start(name)
            if at >= 0 and not tokens.bits[chunks.head[at]] & mask:
                return False
        return True

    def _content_last(self, template: Template, after: re.Match[str], place: _Place) -> Found | None:
        source = self._source(template, after, place)
        if not self._source_fits(template, source):
            return None
        found: list[Range] = []
        if template.topic:
            topic = self._subjects.topic(place.at, place.start, place.end)
            if topic is None:
                return None
            found.append(topic)
        opens = after.start("content") if template.content else -1
        if opens >= 0:
            found += self._content(template, opens, place)
        if not found or not self._holds(template, found):
            return None
        quote = opens >= 0 and self._page.letters[opens] == "“"
        return Found(template, place.at, self._cue(template, after, place, source), source, found, place.index, quote)

    def _source_fits(self, template: Template, source: Range | None) -> bool:
        """Whether the source is there, as stands before it and its head is in a list where the template wants that."""
        if source is None:
            return template.source == "none" and not template.led and not template.speaker
        page, group = self._page, self._page.group(source[0])
        if template.led and page.letters[group - 1] != page.cues.roles.as_before:
            return False
        return not template.speaker or bool(page.draft.tokens.bits[page.chunks.head[group]] & template.speaker)

    def _holds(self, template: Template, found: list[Range]) -> bool:
        """Whether a word that the template wants is among those of a content."""
        bits = self._page.draft.tokens.bits
        return not template.holds or any(
            bits[at] & template.holds for first, last in found for at in range(first, last)
        )

    def _stands_behind(self, template: Template, place: _Place) -> bool:
        """Whether what the template wants right before its anchor is there."""
        if not template.behind:
            return True
        before = self._page.letters[place.at - 1] if place.at > place.start else "|"
        return before in template.behind

    def _content(self, template: Template, opens: int, place: _Place) -> list[Range]:
        page = self._page
        end = place.end
        if opens > end:
            end = page.block_end(place.index + 1)
        elif template.content == _PARAGRAPH:
            end = page.speech_end(place.index)
        kind = _PHRASE if self._leads(place) else template.content
        return contents.list_of(page, kind, opens, end)

    def _leads(self, place: _Place) -> bool:
        """Whether the cue stands in a part of its sentence that its main clause follows."""
        letters = self._page.letters
        roles = self._page.cues.roles
        if letters[place.at] in roles.nonfinite:
            return self._subjects.leads(place.at, place.start)
        if letters[place.start] not in roles.subordinate:
            return False
        return self._page.cues.shapes["finite"].search(self._page.plain, place.start, place.at) is None

    def _cue(self, template: Template, after: re.Match[str], place: _Place, source: Range | None) -> Range:
        chunks = self._page.chunks
        first, last = chunks.first[place.at], chunks.last[place.at]
        if self._page.letters[place.at] == self._page.cues.roles.infinitive:
            first = self._raised_from(place)
        if source and first < source[1] <= last:  # his claim that
            first = source[1]
        for name in template.cued:
            at = after.start(name)
            if at >= 0:
                last = max(last, chunks.last[at])
        return first, last

    def _source(self, template: Template, after: re.Match[str], place: _Place) -> Range | None:
        page, at, start, end = self._page, place.at, place.start, place.end
        if template.source in ("after", HEAD):
            first, last = after.span("source" if template.source == "after" else template.heads[0][0])
            return page.trim(first, last) if first >= 0 else None
        if template.source == "subject":
            return self._subjects.of(at, start, end)
        if template.source == "beside":
            return self._subjects.beside(at, start)
        if template.source == "owner":
            return self._subjects.owner(at)
        if template.source in ("opening", "label"):
            known = template.source == "opening" or at in page.labels
            return self._subjects.opening(at, start) if known else None
        return self._subjects.bearer(at, start, end) if page.letters[at] in page.cues.roles.nouns else None

    def _content_first(self, template: Template, after: re.Match[str], place: _Place) -> Found | None:
        page = self._page
        found = self._source_first(template, after, place)
        if found is None:
            return None
        source, left = found
        if template.quoted and "”" not in page.letters[max(place.start, left - 2) : left]:
            return None
        if template.post:
            behind: list[Range] | None = contents.paragraph_before(page, place.index, left)
        else:
            behind = contents.before(page, left, place.start, loose=template.loose)
        if behind is None:
            return None
        tails = [] if template.post else contents.tail(page, after.end(), place.end)
        if not any(contents.is_clause(page, one) for one in (*behind[:1], *tails[:1])):
            return None
        quote = page.letters[page.group(behind[0][0])] == "“"
        cue = self._cue(template, after, place, None)
        return Found(template, place.at, cue, source, behind + tails, place.index, quote)

    def _source_first(self, template: Template, after: re.Match[str], place: _Place) -> tuple[Range, int] | None:
        """The source of a cue behind its content, and the group at which source and cue begin."""
        page = self._page
        own = self._subjects.own(place.at, place.start)
        if template.source != "after":
            source = self._subjects.words(own) if own else None
            return None if source is None else (source, page.group(source[0]))
        before = page.letters[max(place.start, place.at - 2) : place.at]
        if own and before.endswith(",") and before != "”," and page.letters[place.at] not in page.cues.roles.always:
            return None
        source = page.trim(*after.span("source"))
        if source is not None and template.venue:
            source = self._subjects.behind_venue(source)
        return None if source is None else (source, place.at)

    # --- verbs that lend tense to an infinitive --------------------------------------------------

    def _raises(self, at: int) -> bool:
        """Whether this verb only lends tense to the infinitive cue behind it: went on to say."""
        page = self._page
        heads, bits = page.chunks.head, page.draft.tokens.bits
        if not bits[heads[at]] & page.cues.raising:
            return False
        found = page.cues.shapes["raised"].match(page.plain, at + 1)
        return bool(found and bits[heads[found.end() - 1]] & page.cues.masks.get(page.cues.roles.infinitive, 0))

    def _raised_from(self, place: _Place) -> int:
        """The first token of an infinitive cue, the verb that only lends it tense included."""
        page, at = self._page, place.at
        for other in range(at - 1, max(place.start, at - 4) - 1, -1):
            if page.letters[other] in page.cues.roles.raising:
                return page.chunks.first[other if self._raises(other) else at]
        return page.chunks.first[at]
