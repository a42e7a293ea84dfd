#!/usr/bin/env python3
"""Weasel words and hedges: ours beside proselint's and Vale's sourcing rules.

    python benchmarks/weasel.py [--list] [--judge] [--articles N]

First, phrase by phrase, what the sourcing rules of proselint (weasel_words, hedging) and of Vale's write-good style
(Weasel) look for, and the phrases on the page of Wikipedia that both go back to: is it found, by which of our rules
(the built-in set with the pack ``wikipedia``), or left on purpose, and why. Only words that speak of who says so,
or how sure it is, are listed: Vale's list has some 150 adverbs of manner more (angrily, bristly …), which say
nothing of sourcing.

Then both are run over the same articles (``polnear-dev.jsonl.gz``): findings of the sourcing rules and words a CPU
second. proselint is run with its two sourcing checks only, and, for speed, with all that are on by default. False
alarms are counted over 50 articles of seven outlets whose findings were read one by one; the verdicts stand in
``weasel_judged.csv`` by article and the offset of the sentence, without a word of the text. ``--judge`` prints what
has no verdict yet. A finding is right where the words rest a statement on somebody whom the article does not name
beside it; "few people understood", "critics, like Senators Lee and Stone" and what a named speaker says of "everyone"
are false alarms.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
EVAL = ROOT.parent / "shared" / "eval"
JUDGED = Path(__file__).with_name("weasel_judged.csv")

from verifier.engine import Engine  # noqa: E402
from verifier.model import Report  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.ruleset import load  # noqa: E402

OURS = (
    "wikipedia-who", "wikipedia-by-whom", "hearsay-who", "expert-weasel", "evidence-whose", "bare-source",
    "vague-actors",
)  # fmt: skip
WELL_SOURCED = 50

STYLE = "style: speaks of emphasis, not of sourcing or certainty"
VAGUE = "a vague amount: asked about where a rule of counting fires (uncounted-plural), not by itself"
MANNER = "an adverb of manner"
DEGREE = "how often or how far, not who says so"
MARKING = ("source", "hedge", "finding", "needs")
"""Kinds of rule whose match on a phrase counts as finding it."""
CARRIERS = {
    "adverb": "The club {} lost two players.",
    "noun": "The town has {} visitors.",
    "adjective": "The {} crime was old.",
    "say": "{} that the bridge is old.",
}


class Phrase(NamedTuple):
    """A phrase of another tool's sourcing rules."""

    origin: str
    words: str
    carrier: str
    left: str = ""  # why it is left, where it is


GROUPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (  # origin, carrier, why it is left, phrases
    ("proselint hedging", "say", "", ("I would argue",)),
    ("proselint hedging", "adverb", DEGREE, ("to a certain degree",)),
    ("proselint hedging", "adverb", STYLE, (", so to speak,",)),
    ("proselint weasel_words", "adverb", STYLE, ("very nearly",)),
    ("Vale write-good", "adverb", "",
     ("allegedly", "presumably", "likely", "clearly", "definitely", "apparently", "reportedly", "interestingly",
      "fortunately", "unfortunately", "surprisingly", "recently", "lately", "currently")),
    ("Vale write-good", "noun", VAGUE, ("few", "many", "approximately two", "roughly two")),
    ("Vale write-good", "adverb", DEGREE,
     ("largely", "mostly", "usually", "relatively", "fairly", "normally", "occasionally", "rarely")),
    ("Vale write-good", "adverb", STYLE,
     ("very", "really", "simply", "literally", "extremely", "completely", "remarkably", "significantly")),
    ("Vale write-good", "adverb", MANNER,
     ("honestly", "frankly", "truthfully", "suspiciously", "doubtfully", "quickly")),
    ("Wikipedia words to watch", "say", "",
     ("Some people say", "Many scholars state", "It is believed", "It is regarded", "It is widely thought",
      "Experts declare", "It is often reported", "It has been said", "Research has shown", "Science says",
      "Evidence suggests", "Critics claim", "Sources say", "Many are of the opinion", "Most feel",
      "There is evidence", "Studies show", "It is said", "Observers believe", "Analysts expect")),
    ("Wikipedia words to watch", "adjective", "", ("alleged", "supposed", "purported")),
    ("Wikipedia words to watch", "adverb", "",
     ("supposedly", "purportedly", "of course", "obviously", "arguably", "notably")),
    ("Wikipedia words to watch", "adverb", "distance without a source: left to the editor's ear", ("so-called",)),
)  # fmt: skip


def _phrases() -> Iterator[Phrase]:
    for origin, carrier, left, phrases in GROUPS:
        for words in phrases:
            yield Phrase(origin, words, carrier, left)


def found_by(phrase: Phrase, engine: Engine) -> list[str]:
    """The rules that mark the phrase in its sentence."""
    text = CARRIERS[phrase.carrier].format(phrase.words)
    start = text.index(phrase.words)
    end = start + len(phrase.words)
    report = engine.check(from_text(text, name="phrase"))
    spans = [(one.rule, one.span) for one in report.matches if engine.rules.rules[one.rule].kind in MARKING]
    spans += [(one.rule, one.cue) for one in report.attributions if one.cue]
    spans += [(one.rule, one.span) for one in report.findings if one.rule in OURS]
    return sorted({rule for rule, span in spans if span.start < end and start < span.end})


def list_phrases(engine: Engine) -> int:
    """Print every phrase with what finds it; how many are neither found nor left on purpose."""
    lost = 0
    for phrase in _phrases():
        by = found_by(phrase, engine)
        told = f"left: {phrase.left}" if phrase.left and not by else ", ".join(by) or "LOST"
        lost += told == "LOST"
        print(f"{phrase.origin:<26} {phrase.words:<24} {told}")
    return lost


class Marked(NamedTuple):
    """A finding in an article."""

    article: str
    start: int
    end: int
    rule: str
    sentence: int = 0  # where its sentence begins


def our_findings(name: str, report: Report) -> list[Marked]:
    starts = [sentence.span.start for sentence in report.draft.sentences]
    return [
        Marked(name, *one.span, one.rule, starts[bisect_right(starts, one.span.start) - 1])
        for one in report.findings
        if one.rule in OURS
    ]


def proselint(*, sourcing: bool) -> Callable[[str, str], list[Marked]] | None:
    """proselint with its sourcing checks, or with all of them; ``None`` where it is not installed."""
    try:
        from proselint.checks import __register__ as checks
        from proselint.config import DEFAULT
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile
    except ImportError:
        return None
    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many(checks)
    switched_on = registry.get_all_enabled(DEFAULT["checks"])
    chosen = [one for one in switched_on if not sourcing or one.path.startswith(("weasel_words", "hedging"))]

    def run(name: str, text: str) -> list[Marked]:
        file = LintFile(name, text)
        return [
            Marked(name, one.span[0] - 1, one.span[1] - 1, check.path)
            for check in chosen
            for one in check.check_with_flags(file.content)
            if check.flags.allow_quotes or not file.is_quoted_pos(one.span[0])
        ]

    return run


def verdicts() -> dict[tuple[str, int, str], str]:
    """Article, offset of the sentence and rule → ``right`` or ``alarm``."""
    if not JUDGED.exists():
        return {}
    with JUDGED.open(newline="", encoding="utf-8") as file:
        return {(row["article"], int(row["sentence"]), row["rule"]): row["verdict"] for row in csv.DictReader(file)}


def over_articles(engine: Engine, rows: Sequence[dict[str, str]], *, judge: bool) -> None:
    words = sum(len(row["text"].split()) for row in rows)
    engine.check(from_text(rows[0]["text"], name="warm"))
    start = process_time()
    reports = {row["id"]: engine.check(from_text(row["text"], name=row["id"])) for row in rows}
    spent = process_time() - start
    ours = [one for name, report in reports.items() for one in our_findings(name, report)]
    print(f"\n{len(rows)} articles, {words:,} words")
    print(f"ours, everything: {words / spent:9,.0f} words/s; of the sourcing rules {len(ours)} findings")
    print("   " + ", ".join(f"{rule} {count}" for rule, count in Counter(one.rule for one in ours).most_common()))
    for sourcing in (True, False):
        run = proselint(sourcing=sourcing)
        if run is None:
            print("proselint: skipped, it is not installed (pip install proselint)")
            return
        run("warm", rows[0]["text"])
        start = process_time()
        theirs = [one for row in rows for one in run(row["id"], row["text"])]
        spent = process_time() - start
        which = "sourcing checks" if sourcing else "all checks on by default"
        print(f"proselint, {which}: {words / spent:9,.0f} words/s, {len(theirs)} findings")
        if sourcing:
            _overlap(theirs, reports)
    _alarms(ours, rows, reports, judge=judge)


def _overlap(theirs: Sequence[Marked], reports: dict[str, Report]) -> None:
    """What proselint finds, by its words, and how often one of our rules marks the same words."""
    seen: dict[str, Counter[bool]] = {}
    for one in theirs:
        report = reports[one.article]
        marks = [match.span for match in report.matches]
        same = any(span.start < one.end and one.start < span.end for span in marks)
        seen.setdefault(report.text[one.start : one.end].strip().lower(), Counter())[same] += 1
    for words, counts in sorted(seen.items()):
        print(f"   “{words}” {sum(counts.values())}, of which marked by ours {counts[True]}")


def _alarms(ours: Sequence[Marked], rows: Sequence[dict[str, str]], reports: dict[str, Report], *, judge: bool) -> None:
    known = verdicts()
    chosen = {row["id"] for row in _well_sourced(rows)}
    mine = [one for one in ours if one.article in chosen]
    counts = Counter(known.get((one.article, one.sentence, one.rule), "unread") for one in mine)
    read = counts["right"] + counts["alarm"]
    print(
        f"over {len(chosen)} well-sourced articles: {len(mine)} findings, {read} read, {counts['alarm']} false alarms"
    )
    if judge:
        for one in mine:
            if (one.article, one.sentence, one.rule) not in known:
                text = reports[one.article].text
                around = text[max(0, one.start - 160) : one.end + 60].replace("\n", " ")
                print(f"{one.article},{one.sentence},{one.rule},?  # {one.start} …{around}…")


def _well_sourced(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Fifty articles, the outlets in turn."""
    outlets: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        outlets.setdefault(row["id"].split("_")[0], []).append(row)
    chosen: list[dict[str, str]] = []
    for name in ("nyt", "wash-post", "usa-today", "politico", "west-journal", "huff-post", "breitbart"):
        chosen += outlets.get(name, [])
    return chosen[:WELL_SOURCED]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--list", action="store_true", help="only the phrases")
    options.add_argument("--judge", action="store_true", help="print findings nobody has read")
    options.add_argument("--articles", type=int, default=84)
    chosen = options.parse_args()
    engine = Engine(load(["wikipedia"]))
    lost = list_phrases(engine)
    print(f"{lost} lost")
    path = EVAL / "polnear-dev.jsonl.gz"
    if not chosen.list:
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                over_articles(engine, [json.loads(line) for line in lines][: chosen.articles], judge=chosen.judge)
        else:
            print(f"articles: skipped, {path} is not there")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
