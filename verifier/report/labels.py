"""The words and marks by which people are told levels, types and kinds, the same in every format."""

from __future__ import annotations

from typing import NamedTuple

from verifier.model import Assessment, Certainty, Commitment, Level


class Mark(NamedTuple):
    """A level as shown: a sign, the letter where only ASCII can be written, and the word."""

    sign: str
    ascii: str
    word: str

    def show(self, *, ascii: bool = False) -> str:
        """The sign that can be written."""
        return self.ascii if ascii else self.sign


HIGH = Mark("●", "H", "High")
MODERATE = Mark("◐", "M", "Moderate")
LOW = Mark("◔", "L", "Low")
UNSOURCED = Mark("○", "U", "Unsourced")
VIEW = Mark("–", "-", "Own view")
NONE = Mark("·", ".", "Not scored")
CHECK = Mark("▲", "!", "Check")

UNSURE = "(unsure who)"  # behind a source that may be one of several

MARKS = (HIGH, MODERATE, LOW, UNSOURCED, VIEW, NONE)
LEVELS = {Level.HIGH: HIGH, Level.MODERATE: MODERATE, Level.LOW: LOW, Level.UNSOURCED: UNSOURCED, Level.NA: NONE}

#: The type of the writer's own interpretation, shown apart: to be without a source is its nature.
VIEW_TYPE = "uncited_analysis"

_AFFIRMED = {
    Certainty.CERTAIN: "certain",
    Certainty.PROBABLE: "probable",
    Certainty.POSSIBLE: "possible",
    Certainty.UNKNOWN: "open",
}
_DENIED = {
    Certainty.CERTAIN: "denied",
    Certainty.PROBABLE: "probably not so",
    Certainty.POSSIBLE: "possibly not so",
    Certainty.UNKNOWN: "open",
}


def told_as(commitment: Commitment) -> str:
    """How certain the text makes a claim, and whether it denies it, in words."""
    return (_DENIED if commitment.negative else _AFFIRMED)[commitment.certainty]


#: Kinds of relation, in the order people read them.
RELATED = {
    "conflicts": "In conflict",
    "degree": "Differs in degree",
    "modality": "Certain in one, open in the other",
    "drift": "Changed on the way",
    "corroborates": "Same event told",
}

#: Source types in words.
TYPES = {
    "official_named": "named official",
    "official_unnamed": "unnamed official",
    "expert_named": "named expert",
    "expert_unnamed": "unnamed expert",
    "person_named": "named person",
    "person_unnamed": "unnamed person",
    "source_bare": "bare source",
    "institution": "institution",
    "statement_release": "statement",
    "intelligence_named": "named intelligence",
    "intelligence_unnamed": "intelligence",
    "imagery_provider": "credited imagery",
    "imagery_unsourced": "uncredited imagery",
    "document": "document",
    "legal_record": "legal record",
    "data_record": "data",
    "social_post": "social post",
    "media_named": "news outlet",
    "media_state": "state outlet",
    "own_observation": "own observation",
    "hearsay": "hearsay",
    "evidence_unspecified": "unspecified evidence",
    "uncited_background": "background without a source",
    "uncited_assertion": "no source",
    "uncited_analysis": "writer’s own view",
    "no_comment": "no comment",
}


def type_label(name: str) -> str:
    """A source type in words; a house's own type has its underscores opened."""
    return TYPES.get(name) or name.replace("_", " ") or "none"


def shown(assessment: Assessment, *, as_written: bool = False) -> Mark:
    """The mark of a claim: its level as resolved or as written, the writer's own view apart."""
    level = assessment.level if as_written else assessment.resolved
    if level is Level.UNSOURCED and assessment.type == VIEW_TYPE:
        return VIEW
    return LEVELS[level]


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
