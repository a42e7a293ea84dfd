"""The names in a draft, each with the entity it stands for, as far as the draft and the aliases tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from verifier.corroboration.lexicon import Alias, Lexicon
from verifier.model import Draft
from verifier.names import plain

_SHORT = 3  # letters of a word, and longer words of a line, up to which capitals prove nothing


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [first, last) that name something. ``entity`` is an alias's; ``words`` are those of a plain name."""

    first: int
    last: int
    entity: str = ""
    words: tuple[str, ...] = ()
    rule: str = ""
    proper: bool = True
    wide: bool = False  # a nation
    shown: str = ""  # as an alias shows it, or as written


def mentions(draft: Draft, lexicon: Lexicon) -> list[Mention]:
    """Every name of a draft in reading order. In lines set in title case only names known elsewhere count."""
    found: list[Mention] = []
    titled: list[Mention] = []
    for first, last in draft.tokens.sentences:
        aliases = list(_aliases(draft, lexicon, first, last))
        found += aliases
        taken = {at for mention in aliases for at in range(mention.first, mention.last)}
        title = in_title_case(draft, lexicon, first, last)
        (titled if title else found).extend(_names(draft, lexicon, first, last, taken, title=title))
    running = {word for mention in found for word in mention.words}
    found = [mention for mention in found if mention.entity or mention.words]
    found += [mention for mention in titled if mention.words and (running.issuperset(mention.words) or mention.proper)]
    return sorted(_with_senses(found, draft, lexicon), key=lambda mention: mention.first)


def in_title_case(draft: Draft, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether every longer word of matter has a capital, so that capitals tell nothing."""
    text, tokens = draft.document.text, draft.tokens
    long = 0
    for at in range(first, last):
        if len(tokens.words[at]) > _SHORT and tokens.words[at][0].isalpha():
            if tokens.tags[at] not in lexicon.skip and not text[tokens.starts[at]].isupper():
                return False
            long += 1
    return long > _SHORT


def _aliases(draft: Draft, lexicon: Lexicon, first: int, last: int) -> Iterator[Mention]:
    words, origin = _plain_words(draft, lexicon, first, last)
    at = 0
    while at < len(words):
        known = lexicon.aliases.get(words[at])
        alias = next((a for a in known if _is_alias(a, draft, words, origin, at)), None) if known else None
        if alias is None:
            at += 1
            continue
        end = at + 1 + len(alias.rest)
        start, stop = origin[at], origin[end - 1] + 1
        before = draft.tokens.words[start - 1] if start > first else ""
        if before in alias.place_after:
            yield Mention(start, stop, words=tuple(words[at:end]), shown=_written(draft, start, stop))
        else:
            yield Mention(
                start, stop, alias.entity, rule=alias.rule, proper=alias.capital, wide=alias.wide, shown=alias.shown
            )
        at = end


def _plain_words(draft: Draft, lexicon: Lexicon, first: int, last: int) -> tuple[list[str], list[int]]:
    """The words of a sentence without accents, hyphens and particles, and the token each comes from."""
    words: list[str] = []
    origin: list[int] = []
    drop = lexicon.spelling.drop
    for at, word in enumerate(draft.tokens.words[first:last], first):
        if word.isalpha() and word.isascii():
            if word not in drop:
                words.append(word)
                origin.append(at)
        elif word[0].isalnum():
            parts = [part for part in plain(word).split() if part not in drop]
            words += parts
            origin += [at] * len(parts)
    return words, origin


def _is_alias(alias: Alias, draft: Draft, words: list[str], origin: list[int], at: int) -> bool:
    end = at + 1 + len(alias.rest)
    if tuple(words[at + 1 : end]) != alias.rest:
        return False
    if origin[end - 1] - origin[at] > len(alias.rest) + 2:
        return False
    written = draft.document.text[draft.tokens.starts[origin[at]] : draft.tokens.ends[origin[at]]]
    if alias.upper:
        return written.isupper()
    return not alias.capital or written[0].isupper()


def _names(draft: Draft, lexicon: Lexicon, first: int, last: int, taken: set[int], *, title: bool) -> Iterator[Mention]:
    if lexicon.name is None:
        return
    tokens = draft.tokens
    letters = list(tokens.tags[first:last])
    for at, (word, bits) in enumerate(zip(tokens.words[first:last], tokens.bits[first:last], strict=True), first):
        if at in taken:
            letters[at - first] = "|"
        elif bits & lexicon.joiner or "-" in word:
            letters[at - first] = _letter(draft, lexicon, at)
    for found in lexicon.name.finditer("".join(letters)):
        run = [first + at for at in range(*found.span())]
        if title:
            for at in run:
                if tokens.words[at] not in lexicon.ordinary and tokens.words[at][0].isalnum():
                    yield _mention(draft, lexicon, [at], proper=False)
            continue
        kept = _trimmed(run, tokens.words, lexicon.ordinary)
        if len(kept) > 1 or kept[0] > first or tokens.words[kept[0]] not in lexicon.ordinary:
            yield _mention(draft, lexicon, kept, proper=True)


def _letter(draft: Draft, lexicon: Lexicon, at: int) -> str:
    """The tag of a token; a joiner, or a name behind a small particle (al-Masri), by its own letter."""
    tokens = draft.tokens
    if tokens.bits[at] & lexicon.joiner:
        return "@"
    if "-" not in tokens.words[at]:
        return tokens.tags[at]
    written = draft.document.text[tokens.starts[at] : tokens.ends[at]]
    return "N" if written.rpartition("-")[2].istitle() else tokens.tags[at]


def _trimmed(run: list[int], words: Sequence[str], ordinary: frozenset[str]) -> list[int]:
    """A run without the ordinary words at either end: titles before a name, what it is after.

    Two words are a name as they stand when the second is ordinary: Gordon Brown.
    """
    proper = [index for index, at in enumerate(run) if words[at] not in ordinary]
    if not proper:
        return run
    return run[proper[0] :] if len(run) - proper[0] == 2 else run[proper[0] : proper[-1] + 1]


def _mention(draft: Draft, lexicon: Lexicon, tokens: list[int], *, proper: bool) -> Mention:
    words = [part for at in tokens for part in _parts(draft.tokens.words[at])]
    kept = tuple(word for word in words if word not in lexicon.spelling.drop) or tuple(words)
    shown = _written(draft, tokens[0], tokens[-1] + 1)
    return Mention(tokens[0], tokens[-1] + 1, words=kept, proper=proper, shown=shown)


def _written(draft: Draft, first: int, last: int) -> str:
    return " ".join(draft.tokens.span(first, last).of(draft.document.text).split())


def _parts(word: str) -> list[str]:
    """A word in its parts; one with a figure (S-400) is one."""
    parts = plain(word).split()
    return ["".join(parts)] if any(map(str.isdigit, word)) else parts


def _with_senses(found: list[Mention], draft: Draft, lexicon: Lexicon) -> Iterable[Mention]:
    """Names that several entities share go to the one whose words the draft has most of."""
    if not lexicon.homonyms:
        return found
    held = [m for m in found if (m.entity or " ".join(m.words)) in lexicon.homonyms]
    if not held:
        return found
    known = Counter(plain(word) for word in draft.tokens.words)
    senses = {name: _sense(lexicon, name, known) for name in {m.entity or " ".join(m.words) for m in held}}
    return [
        replace(m, entity=senses[m.entity or " ".join(m.words)]) if (m.entity or " ".join(m.words)) in senses else m
        for m in found
    ]


def _sense(lexicon: Lexicon, name: str, known: Mapping[str, int]) -> str:
    counts = [(sum(known.get(word, 0) for word in words), sense) for sense, words in lexicon.homonyms[name]]
    best, sense = max(counts)
    return sense if best and sum(count == best for count, _ in counts) == 1 else name


class Names:
    """Names of several drafts brought together: spellings, surnames and aliases of one entity under one key."""

    def __init__(self, drafts: Sequence[Sequence[Mention]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = self._spelled(drafts)
        self.found = [self._resolved(found) for found in drafts]
        self.shown = self._shown()

    def _shown(self) -> dict[str, str]:
        """How reports write each head: as most drafts do, the longest way of those."""
        count: dict[str, Counter[str]] = {}
        for found in self.found:
            for mention, head, _ in found:
                count.setdefault(head, Counter())[mention.shown] += 1
        return {head: max(ways, key=lambda way: (ways[way], len(way), way)) for head, ways in count.items()}

    def _spelled(self, drafts: Sequence[Sequence[Mention]]) -> dict[str, str]:
        """Each word of a name with the first of its spellings."""
        count: Counter[str] = Counter(word for found in drafts for m in found if m.proper for word in m.words)
        blocks: dict[str, list[str]] = {}
        chosen: dict[str, str] = {}
        for word, _ in sorted(count.items(), key=lambda item: (-item[1], item[0])):
            block = blocks.setdefault(self._lexicon.spelling.block(word), [])
            chosen[word] = next((known for known in block[:40] if self._one(word, known)), word)
            if chosen[word] == word:
                block.append(word)
        return chosen

    def _one(self, word: str, known: str) -> bool:
        if word.isdigit() or frozenset((word, known)) in self._lexicon.apart:
            return False
        return self._lexicon.spelling.same(word, known)

    def _resolved(self, found: Sequence[Mention]) -> list[tuple[Mention, str, str]]:
        """Each mention with its head (entity or last word) and its full name where the draft gives one alone."""
        full: dict[str, set[str]] = {}
        for mention in found:
            if not mention.entity and len(mention.words) > 1:
                full.setdefault(self._key(mention.words[-1]), set()).add(" ".join(map(self._key, mention.words)))
        rows = []
        for mention in found:
            if mention.entity:
                rows.append((mention, mention.entity, mention.entity))
                continue
            head = self._key(mention.words[-1])
            name = " ".join(map(self._key, mention.words))
            names = full.get(head, set())
            if len(mention.words) == 1:
                name = next(iter(names)) if len(names) == 1 else ""
            rows.append((mention, head, name))
        return rows

    def _key(self, word: str) -> str:
        return self._words.get(word, word)
