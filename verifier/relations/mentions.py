"""The names in a draft, each with the entity it stands for, as far as the draft and the aliases tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from verifier.model import Draft
from verifier.relations.lexicon import JOINS, OPENS_TALL, Alias, Lexicon
from verifier.relations.spelling import plain

_KNOWN = 40  # spellings of a block that a word is held against
_SHORT = 3  # letters of a word, and longer words of a line, up to which capitals prove nothing


class Mention(NamedTuple):
    """Tokens [first, last) that name something. ``entity`` is an alias's; ``words`` are those of a plain name."""

    first: int
    last: int
    entity: str = ""
    words: tuple[str, ...] = ()
    rule: str = ""
    proper: bool = True
    wide: bool = False  # a nation
    shown: str = ""  # as an alias shows it; nothing: as written


class Mentions:
    """The names of one draft: those of one sentence, or all once the whole draft is known."""

    def __init__(self, draft: Draft, lexicon: Lexicon) -> None:
        self.draft, self._lexicon = draft, lexicon
        self._sentences: dict[int, list[Mention]] = {}

    def titled(self, sentence: int) -> bool:
        """Whether a sentence is set in title case."""
        return sentence in self.draft.tokens.titles

    def of(self, sentence: int) -> list[Mention]:
        """Every name that a sentence may have: those that are no proper ones may prove to be none."""
        found = self._sentences.get(sentence)
        if found is None:
            found = self._sentences[sentence] = self._read(sentence)
        return found

    def _read(self, sentence: int) -> list[Mention]:
        tokens, lexicon = self.draft.tokens, self._lexicon
        first, last = tokens.sentences[sentence]
        weighed = map(lexicon.parting.__getitem__, tokens.words[first:last])
        marked = list(compress(range(first, last), weighed))  # most sentences have few of them
        found = list(_aliases(self.draft, lexicon, marked, first, last)) if marked else []
        if lexicon.name is None:
            return found
        if marked:
            letters = self._letters(first, last, marked, found)
            runs = [(first + run.start(), first + run.end()) for run in lexicon.name.finditer(letters)]
        else:
            runs = [run.span() for run in lexicon.name.finditer(tokens.tags, first, last)]
        if not runs:
            return found
        found += self._in_title(runs) if self.titled(sentence) else self._in_text(runs, first)
        return sorted([mention for mention in found if mention.entity or mention.words], key=itemgetter(0))

    def _in_title(self, runs: Iterable[tuple[int, int]]) -> Iterator[Mention]:
        """Each word of a line set in title case that may be a name."""
        words = self.draft.tokens.words
        for at in [at for run in runs for at in range(*run)]:
            if words[at] not in self._lexicon.ordinary and words[at][0].isalnum():
                yield self._mention(at, at + 1, proper=False)

    def _in_text(self, runs: Iterable[tuple[int, int]], sentence: int) -> Iterator[Mention]:
        """The names in running text, where a word that begins a sentence proves nothing by its capital."""
        words, ordinary = self.draft.tokens.words, self._lexicon.ordinary
        for run in runs:
            first, last = run if run[1] - run[0] == 1 else _trimmed(*run, words, ordinary)
            if last - first > 1 or first > sentence or words[first] not in ordinary:
                yield self._mention(first, last, proper=True)

    def _mention(self, first: int, last: int, *, proper: bool) -> Mention:
        words, parts, drop = self.draft.tokens.words, self._lexicon.name_parts, self._lexicon.spelling.drop
        said = parts[words[first]]
        if last - first > 1:
            said = tuple([part for word in words[first:last] for part in parts[word]])
        if not drop.isdisjoint(said):
            said = tuple([word for word in said if word not in drop]) or said
        return Mention(first, last, "", said, "", proper)

    @cached_property
    def all(self) -> list[Mention]:
        """Every name of the draft in reading order. In lines set in title case only names known elsewhere count."""
        found = [mention for at in range(len(self.draft.tokens.sentences)) for mention in self.of(at)]
        doubtful = {mention for mention in found if not mention.proper and not mention.entity}
        if doubtful:
            running = {word for mention in found if mention not in doubtful for word in mention.words}
            found = [m for m in found if m not in doubtful or running.issuperset(m.words)]
        return _with_senses(found, self.draft, self._lexicon)

    def _letters(self, first: int, last: int, marked: Sequence[int], aliases: Sequence[Mention]) -> str:
        """The tags of a sentence, with letters of their own for aliases, joiners and names behind a particle."""
        letters = list(self.draft.tokens.tags[first:last])
        for at in marked:
            letters[at - first] = _letter(self.draft, self._lexicon, at)
        for mention in aliases:
            for at in range(mention.first, mention.last):
                letters[at - first] = "|"
        return "".join(letters)


def _aliases(draft: Draft, lexicon: Lexicon, openers: Sequence[int], first: int, last: int) -> Iterator[Mention]:
    known, words, opens = lexicon.aliases, draft.tokens.words, lexicon.parting
    text, starts = draft.document.text, draft.tokens.starts
    free = (first, 0)  # the token, and the part of it, that no alias has yet
    for token in openers:
        may = opens[words[token]]
        if may == JOINS or (may == OPENS_TALL and text[starts[token]].islower()):
            continue
        for part, word in enumerate(lexicon.parts[words[token]]):
            if word in known and (token, part) >= free:
                ahead = _ahead(words, lexicon, (token, part), last)
                for alias in known[word]:
                    if _is_alias(alias, draft, ahead):
                        used = ahead[: 1 + len(alias.rest)]
                        end, _, after = used[-1]
                        free = (end, after)
                        yield _of_alias(alias, draft, used, first)
                        break


def _ahead(words: Sequence[str], lexicon: Lexicon, place: tuple[int, int], last: int) -> list[tuple[int, str, int]]:
    """The plain words from a part of a token on, as far as an alias may reach: token, word, and the part after it."""
    found: list[tuple[int, str, int]] = []
    token, part = place
    reach = lexicon.reach[lexicon.parts[words[token]][part]]
    while token < last and len(found) < reach:
        found += [(token, word, at + 1) for at, word in enumerate(lexicon.parts[words[token]]) if at >= part]
        token, part = token + 1, 0
    return found


def _of_alias(alias: Alias, draft: Draft, used: Sequence[tuple[int, str, int]], first: int) -> Mention:
    start, stop = used[0][0], used[-1][0] + 1
    if start > first and draft.tokens.words[start - 1] in alias.place_after:
        return Mention(start, stop, words=tuple(word for _, word, _ in used))
    return Mention(start, stop, alias.entity, rule=alias.rule, proper=alias.capital, wide=alias.wide, shown=alias.shown)


def _is_alias(alias: Alias, draft: Draft, ahead: Sequence[tuple[int, str, int]]) -> bool:
    length = 1 + len(alias.rest)
    if alias.rest and tuple(word for _, word, _ in ahead[1:length]) != alias.rest:
        return False
    token = ahead[0][0]
    if ahead[length - 1][0] - token > length + 1:
        return False
    written = draft.document.text[draft.tokens.starts[token] : draft.tokens.ends[token]]
    if alias.upper:
        return written.isupper()
    return not alias.capital or written[0].isupper()


def _letter(draft: Draft, lexicon: Lexicon, at: int) -> str:
    """The tag of a token; a joiner, or a name behind a small particle (al-Masri), by its own letter."""
    tokens = draft.tokens
    if tokens.bits[at] & lexicon.joiner:
        return lexicon.joining
    if "-" not in tokens.words[at]:
        return tokens.tags[at]
    written = draft.document.text[tokens.starts[at] : tokens.ends[at]]
    return lexicon.capitals if written.rpartition("-")[2].istitle() else tokens.tags[at]


def _trimmed(first: int, last: int, words: Sequence[str], ordinary: frozenset[str]) -> tuple[int, int]:
    """A run without the ordinary words at either end: titles before a name, what it is after.

    Two words are a name as they stand when the second is ordinary: Gordon Brown.
    """
    proper = [at for at in range(first, last) if words[at] not in ordinary]
    if not proper:
        return first, last
    return proper[0], last if last - proper[0] == 2 else proper[-1] + 1


def _with_senses(found: list[Mention], draft: Draft, lexicon: Lexicon) -> list[Mention]:
    """Names that several entities share go to the one whose words the draft has most of."""
    if not lexicon.homonyms:
        return found
    held = [m for m in found if (m.entity or " ".join(m.words)) in lexicon.homonyms]
    if not held:
        return found
    known = Counter(draft.tokens.words)
    for word, times in list(known.items()):
        if not (word.isalpha() and word.isascii()):
            known[plain(word)] += times
    senses = {name: _sense(lexicon, name, known) for name in {m.entity or " ".join(m.words) for m in held}}
    return [
        m._replace(entity=senses[m.entity or " ".join(m.words)]) if (m.entity or " ".join(m.words)) in senses else m
        for m in found
    ]


def _sense(lexicon: Lexicon, name: str, known: Mapping[str, int]) -> str:
    counts = [(sum(known.get(word, 0) for word in words), sense) for sense, words in lexicon.homonyms[name]]
    best, sense = max(counts)
    return sense if best and sum(count == best for count, _ in counts) == 1 else name


def _written(draft: Draft, first: int, last: int) -> str:
    return " ".join(draft.tokens.span(first, last).of(draft.document.text).split())


class Names:
    """Names of several drafts brought together: spellings, surnames and aliases of one entity under one key."""

    def __init__(self, drafts: Sequence[Mentions], lexicon: Lexicon) -> None:
        self._drafts, self._lexicon = drafts, lexicon
        self._shown: dict[str, str] = {}

    @cached_property
    def found(self) -> list[list[tuple[Mention, str, str]]]:
        """For each draft its mentions, each with its head (entity or last word) and the full name, if there is one."""
        return [self._resolved(draft.all) for draft in self._drafts]

    def shown(self, head: str) -> str:
        """How reports write a name: as most drafts do, the longest way of those."""
        if head not in self._shown:
            ways = Counter(m.shown or _written(draft, m.first, m.last) for draft, m in self._by_head.get(head, ()))
            self._shown[head] = max(ways, key=lambda way: (ways[way], len(way), way)) if ways else head
        return self._shown[head]

    @cached_property
    def _by_head(self) -> dict[str, list[tuple[Draft, Mention]]]:
        rows: dict[str, list[tuple[Draft, Mention]]] = {}
        for mentions, found in zip(self._drafts, self.found, strict=True):
            for mention, head, _ in found:
                rows.setdefault(head, []).append((mentions.draft, mention))
        return rows

    @cached_property
    def _words(self) -> dict[str, str]:
        """Each word of a name that is spelled in several ways, with the first of its spellings."""
        count = Counter([word for draft in self._drafts for m in draft.all if m.proper for word in m.words])
        blocks: dict[str, list[str]] = {}
        for word in count:
            blocks.setdefault(self._lexicon.spelling.block(word), []).append(word)
        chosen: dict[str, str] = {}
        for block in blocks.values():
            if len(block) > 1:
                block.sort(key=lambda word: (-count[word], word))
                self._choose(block, chosen)
        return chosen

    def _choose(self, block: Iterable[str], chosen: dict[str, str]) -> None:
        """To each word of a block the first before it that is one name with it."""
        firsts: list[str] = []
        for word in block:
            for known in firsts[:_KNOWN]:
                if self._one(word, known):
                    chosen[word] = known
                    break
            else:
                firsts.append(word)

    def _one(self, word: str, known: str) -> bool:
        if word.isdigit() or frozenset((word, known)) in self._lexicon.apart:
            return False
        return self._lexicon.spelling.same(word, known)

    def _resolved(self, found: Sequence[Mention]) -> list[tuple[Mention, str, str]]:
        """Each mention with its head (entity or last word) and its full name where the draft gives one alone."""
        key = self._words.get
        full: dict[str, set[str]] = {}
        rows: list[tuple[Mention, str, str]] = []
        for mention in found:
            words = mention.words
            if mention.entity:
                rows.append((mention, mention.entity, mention.entity))
            elif len(words) > 1:
                head, name = key(words[-1], words[-1]), " ".join(map(key, words, words))
                full.setdefault(head, set()).add(name)
                rows.append((mention, head, name))
            else:
                rows.append((mention, key(words[0], words[0]), ""))
        alone = {head: next(iter(names)) for head, names in full.items() if len(names) == 1}
        return [row if row[2] else (row[0], row[1], alone.get(row[1], "")) for row in rows]
