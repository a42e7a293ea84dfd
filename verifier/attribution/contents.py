"""How far a content reaches: behind its cue, before it, on both sides, and over later sentences."""

from __future__ import annotations

from verifier.attribution.page import Found, Page, Range
from verifier.attribution.templates import compiled
from verifier.model import Quotation, ZoneKind

_NEAR = 5  # groups behind a cue within which its quotation must open


def list_of(page: Page, kind: str, opens: int, end: int) -> list[Range]:
    """The content that opens at a group, as many clauses as its cue has: said that …; that …; and that …"""
    letters, joint = page.letters, page.cues.shapes["next-that"]
    last = end_of(page, kind, opens, end)
    if letters[opens] not in page.cues.roles.clause_openers:
        return page.spans(opens, last)
    found: list[Range] = []
    while True:
        for more in joint.finditer(page.plain, opens + 1, last):
            if not page.spoken(more.start()):
                found += page.spans(opens, more.start())
                opens = more.end() - 1
        found += page.spans(opens, last)
        beyond = joint.match(page.plain, last, end)
        if beyond is None:
            return found
        opens = beyond.end() - 1
        last = end_of(page, kind, opens, end)


def end_of(page: Page, kind: str, opens: int, end: int) -> int:
    """The group behind a content of this kind that opens at a group, in a sentence that ends at ``end``."""
    letters = page.letters
    if letters[opens] == "“":
        last = page.opened.get(page.chunks.first[opens])
        if last is not None:
            close = page.behind(last)
            if close > end or letters[close : close + 1] in ".|,)" or letters[close - 2 : close - 1] in ".,":
                return close
            opens = close
    ends = compiled(page.cues.grammar.ends[kind])
    found = ends.search(page.plain, opens + 1, end + 1)
    while found and page.spoken(found.start()):
        found = ends.search(page.plain, found.start() + 1, end + 1)
    last = found.start() if found else end
    cue = _next_cue(page, opens, last)
    if cue is not None:
        return cue
    return last if found else _past_quotation(page, end)


def _next_cue(page: Page, opens: int, end: int) -> int | None:
    """The group at which a reporting verb joined to what came before ends the content; None where there is none."""
    tokens, heads = page.draft.tokens, page.chunks.head
    for found in page.cues.shapes["next-cue"].finditer(page.plain, opens + 1, end):
        if tokens.bits[heads[found.start("verb")]] & page.cues.reporting and not page.spoken(found.start()):
            return found.start()
    return None


def _past_quotation(page: Page, end: int) -> int:
    """The group behind the quotation that is open at the end of a sentence, else that end."""
    inside, last = page.quotes.spoken, page.chunks.first[end]
    if last >= len(inside) or not inside[last] or page.letters[end + 1] == "“":
        return end
    while last < len(inside) and inside[last]:
        last += 1
    return page.behind(last)


def before(page: Page, left: int, start: int, *, loose: bool) -> list[Range] | None:
    """The content that stands before group ``left``: a quotation, or the sentence so far; None where there is none."""
    letters = page.letters
    joint = letters.rfind(";", start, left)
    if joint >= 0 and any(page.covered[start:joint]):  # …, said one; …, said the other
        start = joint + 1
    if left == start:  # a sentence of cue alone, after the quotation
        opened = page.closed.get(page.chunks.first[start]) if start else None
        return None if opened is None else [(opened, page.chunks.first[start])]
    at = left
    if letters[left - 1] in page.cues.roles.as_words and left - 2 > start:  # as he put it
        at = left - 1
    else:
        while at > start and letters[at - 1] in page.cues.roles.joining:
            at -= 1
    previous = letters[at - 1] if at > start else "|"
    close = at if previous == "”" else at - 1 if previous in ",-" and letters[at - 2] == "”" else 0
    if close > start:
        return _quoted(page, start, close)
    if at > start and (previous in ",-" or loose):
        return page.spans(start, at) or None
    return None


def _introduced(page: Page, first: int, start: int) -> bool:
    """Whether a verb of saying with a subject of its own stands before the quotation that opens at group ``first``."""
    at = first - 1
    while at > start and page.letters[at] in page.cues.roles.before_quotation:
        at -= 1
    bits, cues = page.draft.tokens.bits[page.chunks.head[at]], page.cues
    return at > start and page.letters[at] == cues.roles.plain_verb and bool(bits & cues.reporting)


def _quoted(page: Page, start: int, close: int) -> list[Range] | None:
    """A quotation that closes before group ``close``, with the words of its sentence before it; None where it is told
    before."""
    letters = page.letters
    opened = page.closed.get(page.chunks.last[close - 1])
    head = start + (1 if letters[start] in page.cues.roles.contrasts and start + 1 < close else 0)
    if opened is None:
        return page.spans(head, close)
    first = page.group(opened)
    if first > start and _introduced(page, first, start):
        return None
    if first > start and letters[start:first].strip(page.cues.roles.lead_in) and not any(page.covered[start:first]):
        return page.spans(head, close)
    return [(opened, page.chunks.last[close - 1])]


def tail(page: Page, at: int, end: int) -> list[Range]:
    """What goes on behind a cue that stands inside its content, from group ``at``."""
    letters = page.letters
    opens = letters.find("“", at, min(at + _NEAR, end + 1))
    if opens >= 0 and not page.cues.shapes["joint"].search(page.plain, at, opens):
        last = page.opened.get(page.chunks.first[opens])
        if last:
            return [(page.chunks.first[opens], last)]
    if at + 1 < end and letters[at] == "," and letters[at + 1] not in page.cues.roles.nonfinite:
        found = compiled(page.cues.grammar.ends["clause"]).search(page.plain, at + 1, end + 1)
        return page.spans(at + 1, found.start() if found else end)
    return []


def is_clause(page: Page, content: Range) -> bool:
    """Whether a finite verb stands in these tokens, or they are a quotation."""
    first, last = page.group(content[0]), page.behind(content[1])
    return page.letters[first] == "“" or bool(page.cues.shapes["finite"].search(page.plain, first, last))


def carry_on(page: Page, found: list[Found]) -> None:
    """Give quotations that nobody was found to say to the speaker of the sentence before, in place."""
    taken, speakers = _taken(page, found)
    for quote in page.quotes.all:
        if not quote.speech or any(taken[quote.first : quote.last]):
            continue
        index = page.draft.tokens.sentence(quote.first)
        speaker = speakers.get(index - 1)
        opens = page.draft.tokens.sentences[index][0] == quote.first
        if speaker is not None and opens and _goes_on(page, index, quote):
            speaker.contents.append((quote.first, quote.last))
            speakers[page.draft.tokens.sentence(quote.last - 1)] = speaker


def paragraph_before(page: Page, index: int, left: int) -> list[Range] | None:
    """The words of a paragraph before the signature at group ``left`` of a sentence, else the paragraph before it."""
    sentences = page.draft.sentences
    first = index
    if left == page.chunks.sentences[index][0]:
        first -= 1
    while first > 0 and sentences[first - 1].zone.paragraph == sentences[first].zone.paragraph:
        first -= 1
    return page.spans(page.chunks.sentences[first][0], left) or None if first >= 0 else None


def blocks(page: Page, found: list[Found]) -> None:
    """Give block quotations that nobody was found to say to who speaks in the sentence before, in place."""
    taken, speakers = _taken(page, found)
    sentences = page.draft.sentences
    for index in range(1, len(sentences)):
        if sentences[index].zone.kind is not ZoneKind.QUOTE or sentences[index - 1].zone.kind is ZoneKind.QUOTE:
            continue
        first, last = page.chunks.first[page.chunks.sentences[index][0]], page.chunks.first[page.block_end(index)]
        speaker = speakers.get(index - 1)
        if speaker is not None and not any(taken[first:last]):
            speaker.contents.append((first, last))


def lead_up(page: Page, found: list[Found]) -> None:
    """Give paragraphs of a quotation that its speaker only stands behind later to that speaker, in place."""
    taken, _ = _taken(page, found)
    opening = {first: made for made in found for first, _ in made.contents}
    quotes = page.quotes.all
    for quote, after in zip(quotes[-2::-1], quotes[:0:-1], strict=True):
        open_ended = page.quotes.marks.get(quote.last - 1) != "”" and quote.last == after.first
        speaker = opening.get(after.first)
        if quote.speech and open_ended and speaker is not None and not any(taken[quote.first : quote.last]):
            speaker.contents.append((quote.first, quote.last))
            opening[quote.first] = speaker


def _taken(page: Page, found: list[Found]) -> tuple[bytearray, dict[int, Found]]:
    """The tokens some attribution has, and who was quoted last in each sentence."""
    taken = bytearray(len(page.quotes.spoken))
    speakers: dict[int, Found] = {}
    for made in found:
        for first, last in made.contents:
            taken[first:last] = b"\1" * (last - first)
        taken[made.cue[0]] = 1
        if made.quote:
            speakers[page.draft.tokens.sentence(made.cue[0])] = made
            speakers[page.draft.tokens.sentence(max(last for _, last in made.contents) - 1)] = made
    for made in found:
        if not made.quote and _tells(page, made):
            speakers.setdefault(page.draft.tokens.sentence(max(last for _, last in made.contents) - 1), made)
    return taken, speakers


def _tells(page: Page, made: Found) -> bool:
    """Whether somebody tells something in a clause, so that a quotation right behind may be theirs too."""
    finite = page.letters[made.anchor] in page.cues.roles.telling
    return finite and made.source is not None and made.template.supports and is_clause(page, made.contents[0])


def _goes_on(page: Page, index: int, quote: Quotation) -> bool:
    """Whether the quotation that opens a sentence stands in the paragraph before it, or fills its own."""
    sentences = page.draft.sentences
    if sentences[index].zone.paragraph == sentences[index - 1].zone.paragraph:
        return True
    return quote.last >= page.chunks.last[page.paragraph_end(index) - 1]
