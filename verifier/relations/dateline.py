"""The day a draft is of: from its head, else from its dateline or byline: “BEIRUT, Dec. 14 (Reuters) —”."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date

from verifier.model import Report, ZoneKind
from verifier.relations.quantities import NO_YEAR, Numerals, quantities
from verifier.words import split

_HEAD = (ZoneKind.BYLINE, ZoneKind.PROVENANCE)


def dateline(report: Report, numerals: Numerals, word: re.Pattern[str]) -> date | None:
    """The day, in the year 4 where no year stands on the page; ``word`` finds words.

    A full date anywhere in the head of the page goes before one without its year.
    """
    days = sorted(_days(report, numerals, word), key=lambda day: day.year == NO_YEAR)
    return days[0] if days else None


def _days(report: Report, numerals: Numerals, word: re.Pattern[str]) -> Iterator[date]:
    written = dict(report.draft.document.meta).get("date", "")
    with contextlib.suppress(ValueError):
        yield date.fromisoformat(written[:10])
    zones = [zone.span.of(report.text) for zone in report.draft.zones if zone.kind in _HEAD]
    for text in (written, *zones):
        words = [found for _, _, found in split(text, word)]
        for quantity in quantities(words, numerals, 0, len(words)):
            if quantity.kind == "date" and quantity.exact:
                yield date.fromordinal(int(quantity.low))
