#!/usr/bin/env python3
"""Certainty: how far what a report says of a claim agrees with what readers take an author to be sure of.

    python benchmarks/certainty.py [--part dev|train | FILE] [--rules] [--sample N]

Measured on the events of the UW factuality corpus: readers' mean from −3 (certainly not) to +3 (certainly), Pearson r
and mean absolute error, each with a 95 % interval (sentences drawn anew). Scored are the events that are the main word
of a reported claim, by the class and polarity that the report shows of the claim, through one fixed table to the scale.
In the same run: the floor (everything is certain), ten lines of window rules, the certainty reader at the word alone;
and, for all events of the corpus, the reader at each word. `--sample N` prints N claims with the words shown as
evidence, to be looked at. Published: rules with an SVM r .66, MAE .42; later models about .71 and .5 (all events). The
likelihood phrases are ranked by the numbers of our hedge rules and by what people read into them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import correlation, mean

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
EVAL = ROOT.parent / "shared" / "eval"

from verifier import ruleset  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.model import Commitment, Document, Draft, Sentence, Zone, ZoneKind  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.scoring.certainty import Hedges, pack  # noqa: E402
from verifier.spans import Span  # noqa: E402

SCALE = {"CT": 3.0, "PR": 2.2, "PS": 1.4, "U": 1.0}
DENIED = {"CT": -2.2, "PR": -1.5, "PS": -0.5, "U": -0.5}
MARKS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}
OFTEN = set("almost_always always frequently more_often_than_not never not_often often rarely usually".split())


def joined(words: list[str]) -> tuple[str, list[int]]:
    """The corpus's tokens as running text, and where each begins."""
    text, starts = "", []
    for written in words:
        word = MARKS.get(written, written)
        close = word in {",", ".", "?", "!", ";", ":", "%", ")", "”", "n't"} or (word[0] == "'" and 1 < len(word) < 4)
        if text and not close and not text.endswith(("(", "“", "$")):
            text += " "
        starts.append(len(text))
        text += word
    return text, starts


def events(path: Path, engine: Engine) -> tuple[Draft, list[tuple[int, int, float, str]]]:
    """One draft of all sentences, and (token, sentence, readers' mean, word) of each event."""
    text, spans, places, found = "", [], {}, []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            key = tuple(record["tok"])
            if key not in places:
                sentence, starts = joined(record["tok"])
                places[key] = (len(text), starts, len(spans))
                spans.append(Span(len(text), len(text) + len(sentence)))
                text += sentence + "\n\n"
            base, starts, index = places[key]
            found.append((base + starts[record["span"][0]], index, record["y"], record["word"]))
    document = Document("events", text, text, ())
    zone = Zone(ZoneKind.BODY, Span(0, len(text)), 0)
    cut = tuple(Sentence(index, span, zone) for index, span in enumerate(spans))
    draft = engine.preparer.prepared(document, (zone,), cut)
    starts = draft.tokens.starts
    return draft, [(bisect_right(starts, at) - 1, index, y, word) for at, index, y, word in found]


def ours(commitment: Commitment) -> float:
    certainty = commitment.certainty.value
    return DENIED[certainty] if commitment.negative else SCALE[certainty]


def window(draft: Draft, at: int, sentence: int) -> float:
    """The ten lines: words shortly before the event, and nothing else."""
    first, _ = draft.tokens.sentences[sentence]
    before = draft.tokens.words[max(first, at - 4) : at]
    if any(word in {"not", "never", "no"} or word.endswith("n't") for word in before):
        return -2.0
    if any(word in {"may", "might", "could", "can", "if", "whether"} for word in before):
        return 1.2
    if any(word in {"will", "would", "should", "'ll"} for word in before):
        return 2.0
    return 1.5 if "to" in before[-2:] else 2.9


def told(name: str, got: list[float], gold: list[float], groups: list[int]) -> None:
    """r and MAE with the interval that 1,000 draws of the sentences give."""
    held = defaultdict(list)
    for at, group in enumerate(groups):
        held[group].append(at)
    draw, sentences = random.Random(1), list(held.values())
    drawn = [[at for one in draw.choices(sentences, k=len(sentences)) for at in one] for _ in range(1000)]
    r, error = agreement(got, gold, range(len(got)))
    columns = [sorted(values) for values in zip(*(agreement(got, gold, one) for one in drawn), strict=True)]
    (r_low, r_high), (low, high) = [(column[25], column[974]) for column in columns]
    print(f"{name:34} r {r:5.3f} ({r_low:.2f} to {r_high:.2f})   MAE {error:5.3f} ({low:.2f} to {high:.2f})")


def agreement(got: list[float], gold: list[float], places: Iterable[int]) -> tuple[float, float]:
    pairs = [(got[at], gold[at]) for at in places]
    ours, theirs = zip(*pairs, strict=True)
    r = correlation(ours, theirs) if len(set(ours)) > 1 else 0.0
    return r, mean(abs(one - other) for one, other in pairs)


def ranks(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [mean(at for at, other in enumerate(ordered) if other == value) for value in values]


def number(phrase: str, engine: Engine) -> float | None:
    """What our hedge rules say of a likelihood phrase, in percent."""
    text = f"They say it is {phrase.replace('_', ' ').lower()}."
    document = Document("phrase", text, text, ())
    zone = Zone(ZoneKind.BODY, Span(0, len(text)), 0)
    cut = (Sentence(0, Span(0, len(text)), zone),)
    draft = engine.preparer.prepared(document, (zone,), cut)
    best = None
    for found in engine.matcher.find(draft).of_kind("hedge"):
        rule = engine.rules.rules[found.rule]
        told = rule.text("perceived").split()
        band = rule.pair("band")
        if told or band:
            value = float(told[0]) if told else sum(band) / 2
            length = found.last - found.first
            best = max(best or (0, 0.0), (length, value))
    return best[1] if best else None


def phrases(engine: Engine) -> None:
    path = EVAL / "probability_words.jsonl.gz"
    if not path.exists():
        print("probability_words: skipped, ../shared/eval is not here")
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        data = json.loads(next(lines))
    for name in ("capphrase", "zonination", "survey2018"):
        pairs, missing = [], []
        for phrase, (_, median, *_) in data[name].items():
            if phrase in OFTEN:
                continue
            value = number(phrase, engine)
            if value is None:
                missing.append(phrase)
            else:
                pairs.append((value, median))
        mine, theirs = zip(*pairs, strict=True)
        rank = correlation(ranks(list(mine)), ranks(list(theirs)))
        without = f", without a number: {', '.join(missing)}" if missing else ""
        print(f"{name:34} rank correlation {rank:5.3f} over {len(pairs)} phrases{without}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="events in the corpus's form, instead of --part")
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--rules", action="store_true", help="readers' mean by class and rule")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N claims with the words shown as evidence")
    options = parser.parse_args()
    path = options.file or EVAL / f"uw_factuality_{options.part}.jsonl.gz"
    if not path.exists():
        print("uw_factuality: skipped, ../shared/eval is not here")
        return
    engine = Engine(ruleset.load())
    draft, found = events(path, engine)
    hedges = Hedges(draft, engine.matcher.find(draft), pack(engine.rules))
    alone = [hedges.at_token(at, sentence) for at, sentence, _, _ in found]
    shown = reported(draft, engine)
    main_words = [
        (at, shown[draft.tokens.starts[event[0]]])
        for at, event in enumerate(found)
        if draft.tokens.starts[event[0]] in shown
    ]
    gold = [found[at][2] for at, _ in main_words]
    sentences = [found[at][1] for at, _ in main_words]
    print(f"{path.name}: {len(main_words)} of {len(found)} events are the main word of a reported claim")
    told("floor: all is certain", [3.0] * len(gold), gold, sentences)
    told("ten lines of window rules", [window(draft, *found[at][:2]) for at, _ in main_words], gold, sentences)
    told("the reader at the word alone", [ours(alone[at]) for at, _ in main_words], gold, sentences)
    told("ours: as the report shows it", [ours(one) for _, (_, one) in main_words], gold, sentences)
    denied = [found[at][2] for at, (_, one) in main_words if one.negative]
    print(f"of {len(denied)} claims shown as denied, readers deny {100 * mean(y < 0 for y in denied):.0f} %")
    print(f"all {len(found)} events, the reader at each word:")
    every, where = [event[2] for event in found], [event[1] for event in found]
    told("floor: all is certain", [3.0] * len(found), every, where)
    told("ours at the word", [ours(one) for one in alone], every, where)
    for at, (claim, one) in random.Random(7).sample(main_words, min(options.sample, len(main_words))):
        words = ", ".join(f"“{span.of(draft.document.text)}”" for span in one.spans) or "–"
        print(f"  {found[at][2]:5.2f} {one.certainty.value} {'denied' if one.negative else '':6} {words} | {claim}")
    if options.rules:
        groups: dict[tuple[str, bool, str], list[float]] = defaultdict(list)
        for at, (_, one) in main_words:
            groups[one.certainty.value, one.negative, one.rules[0] if one.rules else "–"].append(found[at][2])
        for (certainty, negative, rule), values in sorted(groups.items(), key=lambda pair: -len(pair[1])):
            print(f"  {certainty:3} {'denied' if negative else '':7} {rule:18} {len(values):5}  {mean(values):5.2f}")
    phrases(engine)


def reported(draft: Draft, engine: Engine) -> dict[int, tuple[str, Commitment]]:
    """Where the main word of each reported claim begins, with the claim's words and the commitment the report shows."""
    report = engine.check(from_text(draft.document.text, name="events.txt"))
    reader = Hedges(report.draft, engine.matcher.find(report.draft), pack(engine.rules))
    found: dict[int, tuple[str, Commitment]] = {}
    for claim, assessment in zip(report.claims, report.assessments, strict=True):
        place = report.draft.tokens.starts[reader.main_word(claim)]
        found.setdefault(place, (claim.span.of(report.text), assessment.commitment))
    return found


if __name__ == "__main__":
    main()
