"""The words that values may take: levels, certainties, kinds of claims and of zones."""

from enum import StrEnum


class Level(StrEnum):
    """How well a claim is attributed, in words an editor can re-derive by hand."""

    HIGH = "HIGH"
    MODERATE = "MODERATE"
    LOW = "LOW"
    UNSOURCED = "UNSOURCED"
    NA = "N/A"


class Certainty(StrEnum):
    """What the text commits to: certain, probable, possible, unknown."""

    CERTAIN = "CT"
    PROBABLE = "PR"
    POSSIBLE = "PS"
    UNKNOWN = "U"


class Kind(StrEnum):
    """What sort of statement a claim is."""

    FACT = "fact"
    BACKGROUND = "background"
    PRESUPPOSITION = "presupposition"
    INFERENCE = "inference"
    FORECAST = "forecast"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    SPEECH_ACT = "speech_act"
    CAVEAT = "caveat"
    NONE = "none"


class ZoneKind(StrEnum):
    """Which part of the page a passage belongs to."""

    HEADLINE = "headline"
    DEK = "dek"
    BULLET = "bullet"
    HEADING = "heading"
    BYLINE = "byline"
    BODY = "body"
    QUOTE = "quote"
    CAPTION = "caption"
    CLOSING = "closing"
    PROVENANCE = "provenance"
    BOILERPLATE = "boilerplate"
