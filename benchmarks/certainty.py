#!/usr/bin/env python3
"""Certainty: how far our class and polarity agree with what readers take an author to be sure of.

    python benchmarks/certainty.py [--part dev|train] [--rules]

Measured on the events of the UW factuality corpus: readers' mean from −3 (certainly not) to +3 (certainly), Pearson r
and mean absolute error. Ours is one fixed table from class and polarity to the scale. Beside it stand the floor
(everything is certain) and ten lines of window rules. Published: rules with an SVM r .66, MAE .42; later models about
.71 and .5. The likelihood phrases are ranked by the numbers of our hedge rules and by what people read into them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from bisect import bisect_right
from collections import defaultdict
from pathlib import Path
from statistics import correlation, mean

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
EVAL = ROOT.parent / "shared" / "eval"

from verifier import ruleset  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.model import Document, Draft, Sentence, Zone, ZoneKind  # noqa: E402
from verifier.scoring.certainty import Hedges, Reading, pack  # noqa: E402
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


def ours(reading: Reading) -> float:
    certainty = reading.commitment.certainty.value
    return DENIED[certainty] if reading.negative else SCALE[certainty]


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


def report(name: str, got: list[float], gold: list[float]) -> None:
    r = correlation(got, gold) if len(set(got)) > 1 else 0.0
    error = mean(abs(one - other) for one, other in zip(got, gold, strict=True))
    print(f"{name:34} r {r:5.3f}   MAE {error:5.3f}")


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
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--rules", action="store_true", help="readers' mean by class and rule")
    options = parser.parse_args()
    path = EVAL / f"uw_factuality_{options.part}.jsonl.gz"
    if not path.exists():
        print("uw_factuality: skipped, ../shared/eval is not here")
        return
    engine = Engine(ruleset.load())
    draft, found = events(path, engine)
    hedges = Hedges(draft, engine.matcher.find(draft), pack(engine.rules))
    readings = [hedges.at_token(at, sentence) for at, sentence, _, _ in found]
    gold = [y for _, _, y, _ in found]
    print(f"{len(gold)} events of uw_factuality {options.part}")
    report("floor: all is certain", [3.0] * len(gold), gold)
    report("ten lines of window rules", [window(draft, at, sentence) for at, sentence, _, _ in found], gold)
    report("ours: class and polarity", [ours(reading) for reading in readings], gold)
    if options.rules:
        groups: dict[tuple[str, bool, str], list[float]] = defaultdict(list)
        for reading, y in zip(readings, gold, strict=True):
            names = reading.commitment.rules
            groups[reading.commitment.certainty.value, reading.negative, names[0] if names else "–"].append(y)
        for (certainty, negative, rule), values in sorted(groups.items(), key=lambda pair: -len(pair[1])):
            print(f"  {certainty:3} {'denied' if negative else '':7} {rule:18} {len(values):5}  {mean(values):5.2f}")
    phrases(engine)


if __name__ == "__main__":
    main()
