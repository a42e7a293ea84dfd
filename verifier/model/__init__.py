"""The domain values, frozen. Everything above imports them; they import nothing of ours but spans.

Spans are half-open code-point offsets into ``Document.text``. Strength is 0 to 100 points and
speaks of attribution only; certainty is what the text commits to; truth is never represented.
"""

from verifier.model.claims import Assessment, Attribution, Claim, Commitment, Factor, Match, Source, Support
from verifier.model.draft import Block, Document, Draft, Evidence, Quotation, Quotations, Sentence, Tokens, Zone
from verifier.model.kinds import Certainty, Kind, Level, ZoneKind
from verifier.model.report import Echo, Finding, Kept, Question, Relation, Report, Rewrite, RuleSetId, Speaker

__all__ = [
    "Assessment",
    "Attribution",
    "Block",
    "Certainty",
    "Claim",
    "Commitment",
    "Document",
    "Draft",
    "Echo",
    "Evidence",
    "Factor",
    "Finding",
    "Kept",
    "Kind",
    "Level",
    "Match",
    "Question",
    "Quotation",
    "Quotations",
    "Relation",
    "Report",
    "Rewrite",
    "RuleSetId",
    "Sentence",
    "Source",
    "Speaker",
    "Support",
    "Tokens",
    "Zone",
    "ZoneKind",
]
