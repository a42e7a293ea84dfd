"""Words, word classes and lines: what the engine reads of a text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.draft import Tokeniser
from verifier.model import Document, Sentence, Tokens, Zone, ZoneKind
from verifier.ruleset import load
from verifier.spans import LineIndex, Span
from verifier.words import normalise

RULES = load()
TOKENISER = Tokeniser(RULES)


def read(text: str) -> Tokens:
    """The tokens of a text taken as one sentence."""
    zone = Zone(ZoneKind.BODY, Span(0, len(text)), 0)
    return TOKENISER.tokenise(Document("test", text, text, ()), (Sentence(0, zone.span, zone),))


def tag(text: str, word: str) -> str:
    """The class the first ``word`` of the text gets."""
    tokens = read(text)
    letter = tokens.tags[tokens.words.index(word)]
    return next(name for name, each in RULES.letters.words.items() if each == letter)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("U.S. forces", ["u.s.", "forces"], id="an abbreviation keeps its points"),
        pytest.param("an S-400 and a KA-52", ["an", "s-400", "and", "a", "ka-52"], id="a model number is one word"),
        pytest.param("a 49-year lease", ["a", "49-year", "lease"], id="a compound with a number is one word"),
        pytest.param("Russia’s", ["russia", "'s"], id="the clitic is a word, its apostrophe straight"),
        pytest.param("don’t", ["don't"], id="the negated verb stays whole"),
        pytest.param("O’Malley", ["o'malley"], id="an apostrophe inside a name"),
        pytest.param("1,237.5 per cent", ["1,237.5", "per", "cent"], id="a number keeps its marks"),
        pytest.param("''No,'' he said", ["''", "no", ",", "''", "he", "said"], id="doubled apostrophes are one mark"),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert read(text).words == words


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        pytest.param("The claim was false.", "claim", "noun", id="a noun after its determiner is no verb"),
        pytest.param("The claims were false.", "claims", "plural", id="nor is a plural"),
        pytest.param("Officials claim that it fell.", "claim", "base", id="after a plural subject it is"),
        pytest.param("Moscow claims that it fell.", "claims", "verb-s", id="after a name, before that, it is"),
        pytest.param("He wanted to claim it.", "claim", "base", id="after to it is"),
        pytest.param("The town was hit.", "hit", "participle", id="a participle after be"),
        pytest.param("The shells hit it.", "hit", "past", id="the same word as a past"),
        pytest.param("They have claimed it.", "claimed", "participle", id="a regular participle after have"),
        pytest.param("They claimed it.", "claimed", "past", id="a regular past"),
        pytest.param("Police in May said so.", "may", "time", id="May the month"),
        pytest.param("Police may say so.", "may", "modal", id="may the modal"),
        pytest.param("Police told Anna May, who left.", "may", "name", id="May behind a name and before a mark"),
        pytest.param("He told Ida Nor so.", "nor", "name", id="a capital behind a name joins it"),
        pytest.param("Rob Lane left.", "rob", "name", id="a given name opens the sentence"),
        pytest.param("It told us so.", "us", "object-pronoun", id="the pronoun us is no name"),
        pytest.param("US officials spoke.", "us", "name", id="in capitals it is"),
        pytest.param("Then Haftar left.", "haftar", "name", id="a capital inside the sentence is a name"),
        pytest.param("The 49-year lease ended.", "49-year", "adjective", id="a compound with a number describes"),
    ],
)
def test_the_class_of_a_word(text: str, word: str, kind: str) -> None:
    assert tag(text, word) == kind


@given(st.text(alphabet=st.characters(), max_size=200))
def test_every_token_lies_in_the_text_in_order_and_has_one_letter(text: str) -> None:
    tokens = read(text)
    assert len(tokens.words) == len(tokens.starts) == len(tokens.ends) == len(tokens.bits) == len(tokens.tags)
    edges = [edge for pair in zip(tokens.starts, tokens.ends, strict=True) for edge in pair]
    assert edges == sorted(edges)
    assert all(not text[start:end].isspace() for start, end in zip(tokens.starts, tokens.ends, strict=True))


@given(
    st.lists(st.sampled_from(["Said", "said", "U.S.", "don’t", ",", "“", "É", " ", "  ", "\n", "\u00a0"]), max_size=30)
)
def test_words_stand_where_they_are_written_whatever_lies_between_them(parts: list[str]) -> None:
    text = "".join(parts)
    spans = [Span(0, len(text) // 2), Span(len(text) // 2, len(text))]
    zone = Zone(ZoneKind.BODY, Span(0, len(text)), 0)
    cut = [Sentence(at, span, zone) for at, span in enumerate(spans)]
    wanted = [found for span in spans for found in RULES.word.finditer(text, *span)]
    for rules in (RULES, replace(RULES, word=re.compile(f"({RULES.word.pattern})"))):
        tokens = Tokeniser(rules).tokenise(Document("test", text, text, ()), cut)
        assert list(zip(tokens.starts, tokens.ends, strict=True)) == [found.span() for found in wanted]
        assert tokens.words == [normalise(found.group()) for found in wanted]


@given(st.text(alphabet="a\r\n\U0001f600é", max_size=40), st.data())
def test_lines_count_every_line_end_once_and_columns_from_one(text: str, data: st.DataObject) -> None:
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    if text[offset - 1 : offset + 1] == "\r\n":  # between the halves of one line end: still the old line
        before = before[:-1]
    assert index.line(offset) == before.count("\n") + 1
    assert index.start(index.line(offset)) + index.column(offset) - 1 == offset
    assert index.utf16_column(offset) >= index.column(offset)
