"""Zones and sentences: what holds for both seeds, for every zone rule, and for any text at all."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier import reading, ruleset
from verifier.draft import Segmenter
from verifier.errors import InputError
from verifier.model import Document, Sentence, Zone
from verifier.ruleset.schema import Rule, RuleSet


@lru_cache(maxsize=1)
def segmenter() -> Segmenter:
    return Segmenter(rules())


@lru_cache(maxsize=1)
def rules() -> RuleSet:
    return ruleset.load()


def cut(text: str, kind: str = "text") -> tuple[Document, tuple[Zone, ...], tuple[Sentence, ...]]:
    document = reading.from_text(text, name="draft", format=kind)
    return document, *segmenter().segment(document)


def kinds(text: str, kind: str = "text") -> list[str]:
    return [zone.kind.value for zone in cut(text, kind)[1]]


def zone_rules() -> list[Rule]:
    return list(rules().of("zone"))


# --- every zone rule's own examples; “ ¶ ” stands for the end of a paragraph -------------------


def marked(rule: Rule, text: str) -> list[tuple[int, int]]:
    return [tuple(zone.span) for zone in cut(text)[1] if zone.rule == rule.id]


def page(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[str, list[tuple[int, int]]]:
    """The example as a page: each pilcrow and its spaces become three line ends, so that offsets stay."""
    return text.replace(" ¶ ", "\n\n\n"), list(spans)


@pytest.mark.parametrize("rule", zone_rules(), ids=lambda rule: rule.id)
def test_zone_rule_does_not_hold_for_its_traps(rule: Rule) -> None:
    for example in rule.examples.no_match:
        text, _ = page(example.text, ())
        assert not marked(rule, text), f"{rule.where}: {example.text}"


@pytest.mark.parametrize("rule", zone_rules(), ids=lambda rule: rule.id)
def test_zone_rule_holds_for_its_examples(rule: Rule) -> None:
    assert rule.examples.match
    for example in rule.examples.match:
        text, spans = page(example.text, example.marked)
        found = {text[start:end].strip() for start, end in marked(rule, text)}
        wanted = {text[start:end].strip() for start, end in spans}
        # two rules may share a zone, so an example may mark more than its own rule finds
        assert found, f"{rule.where}:{example.line}: {example.text}"
        assert found <= wanted, f"{rule.where}:{example.line}: {example.text}"


# --- the seeds ---------------------------------------------------------------------------------


def test_seed_with_summary_and_furniture() -> None:
    document = reading.read("seeds/000_f252c9510e71f429.txt")
    zones, sentences = segmenter().segment(document)
    assert [zone.kind.value for zone in zones] == [
        "headline", "dek", "body", "body", "body", "body", "body", "closing", "provenance", "boilerplate",
    ]  # fmt: skip
    assert len(sentences) == 23


def test_seed_with_six_bullets_above_its_headline() -> None:
    document = reading.read("seeds/001_e3bc71b6b5f5464f.txt")
    zones, sentences = segmenter().segment(document)
    assert [zone.kind.value for zone in zones] == [
        *["bullet"] * 6, "headline", "body", "body", "heading", "body", "body", "heading", "closing", "closing",
    ]  # fmt: skip
    assert len(sentences) == 26


# --- what formats say --------------------------------------------------------------------------


def test_markdown_says_what_its_blocks_are() -> None:
    text = "# Ships wait\n\nFour ships waited, the union said.\n\n## Talks\n\n- one\n\n> We wait.\n"
    assert kinds(text, "markdown") == ["headline", "body", "heading", "bullet", "quote"]


def test_front_matter_gives_the_headline() -> None:
    text = "---\ntitle: Ships wait\nauthor: Ann Lee\n---\nFour ships waited, the union said.\n"
    document, zones, _ = cut(text, "markdown")
    assert zones[0].kind == "headline"
    assert zones[0].span.of(document.text) == "Ships wait"
    assert document.meta == (("headline", "Ships wait"), ("byline", "Ann Lee"))


# --- for any text ------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["The", "ship", "U.S.", "said.", "“No,”", "Gen.", "Lee", "…", "😀", "e\u0301", "שלום.", "مرحبا؟", "\u202e", "(a)",
     "\u00a0", "…”", "No. 7", "...", "Overall,", "Source:", "By Ann Lee", "- x", "A" * 60, "\ufeff", "\u2028"]
)  # fmt: skip
ENDS = st.sampled_from([" ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "  ", "\t", "\x0b", "\x85"])
PAGES = st.lists(st.tuples(WORDS, ENDS), min_size=1, max_size=40).map(lambda pairs: "".join(a + b for a, b in pairs))


@pytest.mark.parametrize("kind", ["text", "markdown"])
@given(text=PAGES | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_zones_and_sentences_cover_all_prose_in_order(text: str, kind: str) -> None:
    try:
        document, zones, sentences = cut(text, kind)
    except InputError:  # nothing but white space and marks
        assert not any(letter.isalnum() for letter in text)
        return
    assert document.text == text
    assert len(document.prose) == len(text)
    for spans in ([zone.span for zone in zones], [sentence.span for sentence in sentences]):
        assert all(left.end <= right.start for left, right in pairwise(spans))
        covered = "".join(document.prose[span.start : span.end] for span in spans)
        assert "".join(covered.split()) == "".join(document.prose.split())
    assert all(sentence.zone.span.covers(sentence.span) for sentence in sentences)
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))


def test_a_draft_of_one_letter_has_one_sentence() -> None:
    _, zones, sentences = cut("a")
    assert [zone.kind.value for zone in zones] == ["body"]
    assert [tuple(sentence.span) for sentence in sentences] == [(0, 1)]
