"""Where a sentence ends: first the full stops that end none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier import ruleset
from verifier.draft.segment import abbreviations
from verifier.draft.sentences import LONGEST, Abbreviations, split
from verifier.spans import Span

KNOWN = abbreviations(ruleset.load())

ONE = {  # each of these is one sentence
    "country": "The U.S. Secretary of State left on Friday.",
    "rank": "Maj. Gen. Ann Lee and Lt. Col. Bo Ray spoke to U.N. Mission staff.",
    "retired-rank": "Retired Lt. Gen. Ann Lee said no.",
    "month": "It began on Nov. 8 and ended on Dec. 24.",
    "party-and-state": "Sen. Ann Lee (D-Nev.) said so, as did Rep. Bo Ray (R-Calif.), who left.",
    "several-senators": "Sens. Lee and Ray met Govs. Day and Fox.",
    "number": "The ship was No. 3 of the fleet.",
    "court-case": "The court decided Lee v. Ray on Monday.",
    "initials": "J. P. Lee and Ann B. Ray signed.",
    "initial-before-nickname": "Robert C. “Bo” Ray signed.",
    "quote-inside": "“We wait.” he said, and left.",
    "question-inside": "“Shall we wait?” he asked.",
    "ellipsis-inside": "They ... waited for an answer … and left.",
    "words-left-out": "“The ships [...] Waiting outside” was the title.",
    "decimal": "Prices rose 3.5 percent to $1.20.",
    "address": "Write to ann.lee@example.com or see www.example.com for more.",
    "place-before-dash": "DOVER, N.H. — Four ships waited.",
    "numbered": "1. The ships waited.",
    "company": "Lee & Co. Holdings bought Ray Inc. Media.",
    "time": "It began at 10 a.m. Friday.",
    "all-dots": "They waited. . . .",
}

TWO = {  # each of these is two, cut at the bar
    "plain": "The ships waited.| The crew left.",
    "question": "Who paid?| The owners did.",
    "quote-closed": "“We wait.”| The owners did not.",
    "quote-opened": "They left last week.| “It’s over,” he said.",
    "straight-quotes": 'She said "no."| "Why?" he asked.',
    "two-single-quotes": "He left.| ''We wait,'' she said.",
    "country-at-end": "They live in the U.S.| The others do not.",
    "country-before-quote": "They live in the U.S.| “We came late,” he said.",
    "no-as-a-word": "She said no.| The others said yes.",
    "month-at-end": "It ended in Nov.| The ships left.",
    "bracket": "(He had left.)| The crew stayed.",
    "year": "It began in 2031.| The ships left.",
    "number-first": "The ships left.| 40 sailors stayed.",
    "ellipsis": "They waited…| Then they left.",
    "four-dots": "They waited.... Nobody came.".replace(".... ", "....| "),
    "dash-first": "The ships left.| — Ann Lee",
    "note-mark": "The ships left.[1]| The crew stayed.",
    "hebrew": "הספינות חיכו.| הצוות עזב.",
    "arabic": "هل انتظرت السفن؟| نعم.",
    "chinese": "船在等。|船员走了。",
    "emoji": "The ships left.| 😀 The crew stayed.",
    "windows-line-end": "The ships left.|\r\nThe crew stayed.",
    "no-break-space": "The ships left.|\u00a0The crew stayed.",
    "blanked-markup-before-the-stop": "The **Kremlin  .| Ships left.".replace("**", ""),
    "list-mark": "They are: 1.) ships.| Then crews.",
}


def cut(text: str) -> list[str]:
    return [span.of(text) for span in split(text, Span(0, len(text)), KNOWN)]


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_no_end_inside(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize("text", TWO.values(), ids=TWO)
def test_end_at_the_bar(text: str) -> None:
    assert cut(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@pytest.mark.xfail(reason="a name after a state's abbreviation looks like the rest of an address")
def test_name_after_place() -> None:
    assert len(cut("She lives in Mount Green, Ill. Lee gave nothing.")) == 2


@given(st.text(st.sampled_from("Aa.!? ”“\"')([1…\n\u00a0é😀U.S。"), max_size=60), st.integers(0, 5))
def test_sentences_are_ordered_and_lose_nothing(text: str, start: int) -> None:
    span = Span(min(start, len(text)), len(text))
    found = list(split(text, span, KNOWN))
    assert "".join("".join(part.of(text).split()) for part in found) == "".join(span.of(text).split())
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(part.of(text) == part.of(text).strip() for part in found)


def test_no_lists_still_splits() -> None:
    assert len(list(split("A be. C d.", Span(0, 10), Abbreviations()))) == 2


def test_a_sentence_without_end_is_cut_at_spaces_and_loses_nothing() -> None:
    text = "said, " * 2_000 + "x" * 5_000 + " end"
    found = list(split(text, Span(0, len(text)), Abbreviations()))
    assert [span.of(text) for span in found if span.end - span.start > LONGEST] == ["x" * 5_000]
    assert "".join(span.of(text) for span in found).replace(" ", "") == text.replace(" ", "")
