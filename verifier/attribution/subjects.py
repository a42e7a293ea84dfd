"""Whose a cue is: the subject of a verb, shared or understood; the owner or bearer of a noun."""

from __future__ import annotations

from verifier.attribution.page import Page, Range


class Subjects:
    """The subjects of one draft, each worked out once. Ranges are of tokens unless said."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._roles = page.cues.roles
        self._known: dict[int, Range | None] = {}

    def of(self, at: int, start: int, end: int) -> Range | None:
        """The subject of the verb group ``at`` of the sentence [start, end): its own, or one it shares."""
        if at not in self._known:
            self._known[at] = self._find(at, start, end)
        return self._known[at]

    def own(self, at: int, start: int) -> Range | None:
        """Groups of the subject that stands before the finite verb group ``at``."""
        letters, plain, shapes = self._page.letters, self._page.plain, self._page.cues.shapes
        found = shapes["relative"].search(plain, start, at)
        if found:
            return found.start(), found.start() + 1
        placed = shapes["placed"].match(plain, start, at)
        if placed and self._page.draft.tokens.bits[self._page.chunks.first[start]] & self._page.cues.placing:
            return self._bare(placed.start("found"), at)
        found = shapes["subject"].search(plain, start, at)
        if not found:
            return None
        first, last = self._bare(found.start(), at)
        joined = letters.find(self._roles.joins or "\n", first, last)
        behind_verb = first > start and letters[first - 1] in self._roles.transitive + self._roles.hangs
        if joined > 0 and behind_verb and "," not in letters[joined:last]:
            first = joined + 1  # met Smith, and Jones said
        return first, last

    def words(self, own: Range) -> Range | None:
        """The tokens of a subject, given as groups, without the place or time that opens its sentence."""
        page = self._page
        trimmed = page.trim(*own)
        if trimmed is None:
            return None
        tokens, (first, last) = page.draft.tokens, trimmed
        time = page.cues.time.match(tokens.tags, first, last)
        if time and tokens.bits[time.end() - 1] & page.cues.times:
            return time.end(), last
        if first and tokens.bits[first - 1] & page.cues.placing:
            place = page.cues.place.match(tokens.tags, first, page.chunks.last[own[0]])
            return (place.end(), last) if place else trimmed
        return trimmed

    def behind_venue(self, words: Range) -> Range | None:
        """The name that stands in one noun phrase behind where it spoke: in a statement Maria Stone."""
        tokens, cues = self._page.draft.tokens, self._page.cues
        found = cues.venue.match(tokens.tags, *words)
        return (found.end(), words[1]) if found and tokens.bits[found.end() - 1] & cues.venues else None

    def topic(self, at: int, start: int, end: int) -> Range | None:
        """What a passive or a participle is said of, or who gets what the noun phrase ``at`` tells of."""
        page = self._page
        if page.letters[at] in self._roles.nouns:
            return self._governing(at, start, end)
        if page.letters[at] != self._roles.participle:
            return self.of(at, start, end)
        found = page.cues.shapes["topic"].search(page.plain, start, at)
        return page.trim(found.start(), at) if found else None

    def owner(self, at: int) -> Range | None:
        """The words of the noun phrase ``at`` that name whose it is, their possessive mark included."""
        chunks = self._page.chunks
        first = chunks.first[at]
        tags = self._page.draft.tokens.tags[first : chunks.head[at]]
        owned = tags.rfind(self._roles.possessive or "\n")
        if owned > 0:
            return first, first + owned + 1
        return (first, first + 1) if tags[:1] == self._roles.owner else None

    def bearer(self, at: int, start: int, end: int) -> Range | None:
        """Whose the noun phrase ``at`` is: its owner, a name before its head, or the subject before it."""
        owner = self.owner(at)
        if owner:
            return owner
        page = self._page
        first, head = page.chunks.first[at], page.chunks.head[at]
        tags = page.draft.tokens.tags[first:head]
        if tags and tags[-1] == self._roles.name:
            return first + len(tags.rstrip(self._roles.name)), head
        return self._governing(at, start, end)

    def _governing(self, at: int, start: int, end: int) -> Range | None:
        """The subject of the verb before the noun phrase ``at``."""
        page = self._page
        for other in range(at - 1, start - 1, -1):
            if page.letters[other] in self._roles.verbs:
                return None if page.covered[other] else self.of(other, start, end)
        return None

    def beside(self, at: int, start: int) -> Range | None:
        """The noun phrase that stands right before group ``at``, where it can speak."""
        page = self._page
        if at == start or not self._speaks(at - 1):
            return None
        found = page.cues.shapes["beside"].search(page.plain, start, at)
        return page.trim(found.start(), at) if found else None

    def opening(self, at: int, start: int) -> Range | None:
        """Who speaks where a sentence opens with a name and a mark at group ``at``."""
        page = self._page
        found = page.cues.shapes["opening"].search(page.plain, start, at)
        if not found or not self._speaks(found.start()):
            return None
        first = found.start()
        return None if page.draft.tokens.tags[page.chunks.first[first]] == self._roles.article else page.trim(first, at)

    def leads(self, at: int, start: int) -> bool:
        """Whether the -ing form ``at`` opens its sentence, or stands behind one preposition that does."""
        return not self._page.letters[start:at].strip(self._roles.leading)

    def _speaks(self, at: int) -> bool:
        page = self._page
        if page.letters[at] == self._roles.noun:
            return bool(page.draft.tokens.bits[page.chunks.head[at]] & page.cues.speakers)
        return page.letters[at] in self._roles.speaking

    def _bare(self, first: int, last: int) -> Range:
        letters, roles = self._page.letters, self._roles
        then = roles.participle + self._page.cues.groups.told["time"]  # a report released last year
        while last > first + 1 and letters[last - 1] in roles.loose and letters[last - 2 : last] != then:
            last -= 1
        return first, last

    def _find(self, at: int, start: int, end: int) -> Range | None:
        page = self._page
        letter = page.letters[at]
        if letter in self._roles.finite:
            own = self.own(at, start)
            if own:
                return self.words(own)
        elif letter == self._roles.infinitive and at - 2 >= start and self._is_object(at - 1):
            return page.trim(at - 1, at)  # urged Smith to say
        elif letter == self._roles.gerund:
            beside = self.beside(at, start)
            if beside:
                return beside
            if self.leads(at, start):
                return self._of_main_clause(at, end)
        return self._shared(at, start, end)

    def _is_object(self, at: int) -> bool:
        """Whether the noun phrase ``at`` is the object of a verb right before it, and does what follows."""
        page = self._page
        if page.letters[at - 1] not in self._roles.transitive:
            return False
        if page.letters[at] == self._roles.noun:
            return bool(page.draft.tokens.bits[page.chunks.head[at - 1]] & page.cues.causing)
        return page.letters[at] in self._roles.objects

    def _of_main_clause(self, at: int, end: int) -> Range | None:
        """Citing a report, Smith said."""
        page = self._page
        found = page.cues.shapes["main-clause"].search(page.plain, at + 1, end)
        return page.trim(*self._bare(*found.span("found"))) if found else None

    def _shared(self, at: int, start: int, end: int) -> Range | None:
        """The subject of the nearest verb before that has one and is not itself reported."""
        page = self._page
        for other in range(at - 1, start - 1, -1):
            is_open = page.letters[other] in self._roles.finite and not page.covered[other]
            if is_open and page.spoken(other) == page.spoken(at):
                shared = self.of(other, start, end)
                if shared:
                    return shared
        return None
