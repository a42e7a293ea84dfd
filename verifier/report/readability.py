"""How hard the prose is to read, by textstat's formulas that count letters, words and sentences only."""

from __future__ import annotations

import re

from verifier.model import ZoneKind
from verifier.report.labels import counted
from verifier.report.view import View

_READ = frozenset({ZoneKind.BODY, ZoneKind.QUOTE, ZoneKind.CLOSING, ZoneKind.DEK, ZoneKind.BULLET})
_BANDS = ((30, "very easy"), (40, "easy"), (50, "medium"), (60, "hard"))  # Björnsson 1968
_WORD = re.compile(r"\w")


def readability(view: View) -> str:
    """Words, LIX with its band, RIX, ARI and Coleman–Liau of the prose; the count alone where there is none.

    Formulas that count syllables are left out: textstat would fetch a dictionary for them.
    """
    prose = view.report.draft.document.prose
    text = "\n".join(" ".join(zone.span.of(prose).split()) for zone in view.report.draft.zones if zone.kind in _READ)
    words = counted(view.words, "word")
    if not _WORD.search(text):
        return f"{words}."
    import textstat  # half a second: only a Markdown report pays for it

    lix = round(textstat.lix(text))
    band = next((name for limit, name in _BANDS if lix < limit), "very hard")
    ari, coleman = textstat.automated_readability_index(text), textstat.coleman_liau_index(text)
    return f"{words}, LIX {lix} ({band}), RIX {textstat.rix(text):.1f}, ARI {ari:.1f}, Coleman–Liau {coleman:.1f}."
