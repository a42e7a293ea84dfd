"""Which links, notes and comments of a draft are evidence: those that name or point to a document outside of it.

An address counts by its parts alone: nothing is opened. An index of a site (a tag, an author’s page, a search), a
mailbox, a script, an empty target or a place in the draft itself is no document. Words of a note count where they hold
such an address or name a document; a note that asks, or that says the document is still to come, names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from verifier.model import Evidence
from verifier.ruleset import RuleSet
from verifier.words import normalise, split

_ADDRESS = re.compile(r"(?:https?://|www\.|doi:|urn:)[^\s<>\"”’]+", re.IGNORECASE)
_WEB = frozenset({"http", "https", "ftp", "ftps"})
_NUMBERS = frozenset({"doi", "urn", "hdl", "isbn", "issn", "arxiv"})  # schemes that name a document outright
_CARRIED = ("q", "url", "u")  # where a service that forwards keeps the address it leads to
_FORWARDS = re.compile(r"(?:www\.google\.[a-z.]+/url|safelinks\.protection\.outlook\.com/?|l\.facebook\.com/l\.php)\Z")
_ASKS = re.compile(r"[?？؟]\W*\Z")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_FRONT = "index"  # as servers call the first page of a site
_LONGEST = 4  # words of an entry that are looked for
_MOST = 600  # letters of a note that are read: a document is named at once
_NAMES = 2  # words with a capital that, with a year, name a work


class Words(NamedTuple):
    """The word lists of the language, as sets of phrases; ``word`` is its pattern of words and marks."""

    documents: frozenset[str]
    to_come: frozenset[str]
    listing: frozenset[str]
    word: re.Pattern[str]


def words_of(rules: RuleSet) -> Words:
    """What a rule set says of documents, read once."""

    told = rules.grammar.get("evidence", {})

    def entries(key: str) -> frozenset[str]:
        return frozenset(" ".join(entry) for name in told.get(key, "").split() for entry in rules.lists[name].entries)

    return Words(entries("documents"), entries("to_come"), entries("listing"), rules.word)


def documents(found: Iterable[Evidence], words: Words) -> tuple[Evidence, ...]:
    """Those that name or point to a document, in order."""
    return tuple(one for one in found if _counts(one, words))


def _counts(one: Evidence, words: Words) -> bool:
    if one.kind == "link":
        return points(one.target, words.listing)
    note = one.target[:_MOST]
    if any(points(address.group().rstrip(".,;:)]"), words.listing) for address in _ADDRESS.finditer(note)):
        return True
    return one.kind == "footnote" and _names_document(note, words)


def points(target: str, listing: frozenset[str] = frozenset()) -> bool:
    """Whether an address is that of a document on another site; ``listing`` has the words of pages that list others."""
    target = _led_to(target.strip())
    try:
        parts = urlsplit(f"https://{target}" if target[:4].lower() == "www." else target, scheme="https")
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme in _NUMBERS:
        return bool(parts.path.strip("/"))
    if parts.scheme not in _WEB or "." not in host.strip("."):
        return False
    steps = [normalise(unquote(step)) for step in parts.path.split("/") if step]
    if not steps or (len(steps) == 1 and steps[0].partition(".")[0] in {*listing, _FRONT}):
        return False
    return listing.isdisjoint(steps[-2:-1])


def _led_to(target: str) -> str:
    """The address behind one of a service that only forwards to it."""
    try:
        parts = urlsplit(target)
        if not _FORWARDS.search(f"{parts.hostname or ''}{parts.path}"):
            return target
        carried = parse_qs(parts.query)
    except ValueError:
        return target
    return next((carried[key][0] for key in _CARRIED if key in carried), target)


def _names_document(note: str, words: Words) -> bool:
    if _ASKS.search(note):
        return False
    said = [word for _, _, word in split(note, words.word)]
    phrases = {
        " ".join(said[at:end]) for at in range(len(said)) for end in range(at + 1, min(at + _LONGEST, len(said)) + 1)
    }
    if not phrases.isdisjoint(words.to_come):
        return False
    capitals = sum(word[:1].isupper() for word in note.split())
    return not phrases.isdisjoint(words.documents) or (capitals >= _NAMES and bool(_YEAR.search(note)))
