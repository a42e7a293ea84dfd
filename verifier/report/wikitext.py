"""The draft with Wikipedia's inline tags behind its weak claims, each with a reason; nothing else is changed.

No tag has a date: the encyclopedia's own robot adds it, and two runs give the same bytes.
"""

from __future__ import annotations

import re

from verifier.model import Assessment, Claim, Report
from verifier.report import Look
from verifier.report.labels import type_label
from verifier.report.view import View
from verifier.report.words import cut, flat

_TAGS = {  # the encyclopedia's templates by source type; any other type needs a citation
    "hearsay": "by whom",
    "expert_unnamed": "who",
    "person_unnamed": "who",
    "official_unnamed": "who",
    "source_bare": "who",
    "evidence_unspecified": "according to whom",
    "uncited_background": "citation needed",
}
_CITE = "citation needed"
_AFTER = re.compile(r"[.,;:!?…]?[\"'”’»)\]]*[.,;:!?…]?")  # tags stand behind the punctuation
_BRACES = str.maketrans({"{": "(", "}": ")", "[": "(", "]": ")", "<": "(", ">": ")", "=": "-"})


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every renderer is called alike
    """The text of the draft, tagged."""
    view, source = View(report), report.text
    tags: dict[int, str] = {}
    for claim, assessment in view.weak():
        after = _AFTER.match(source, claim.span.end)
        tags.setdefault(after.end() if after else claim.span.end, _tag(view, claim, assessment))
    parts, at = [], 0
    for place in sorted(tags):
        parts += [source[at:place], tags[place]]
        at = place
    text = "".join([*parts, source[at:]])
    return text if text.endswith("\n") else f"{text}\n"


def _tag(view: View, claim: Claim, assessment: Assessment) -> str:
    questions = [found.question for found in view.findings_of(claim.id) if found.question]
    reason = questions[0] if questions else f"{claim.id}: {type_label(assessment.type)}"
    words = cut(flat(reason).translate(_BRACES), 200).replace("|", "{{!}}")
    return f"{{{{{_TAGS.get(assessment.type, _CITE)}|reason={words}}}}}"
