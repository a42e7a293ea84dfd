"""How well sources, cues and contents are found, on news that other people annotated (PolNeAR).

    python benchmarks/attribution.py [--train N] [--misses] [--json OUT]

Runs the stages up to ``attribute`` over ``../shared/eval/polnear-dev.jsonl.gz`` (or over N articles of train, evenly
drawn), scores with the scorer that lies beside it, and prints the table beside two floors measured in the same run:
quotation marks alone, and a list of cue words learned from train. Where the data is not there it says so and stops.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
import sys
import time
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verifier.engine import Engine
from verifier.model import Draft
from verifier.reading import from_text
from verifier.ruleset import load

DATA = Path(__file__).resolve().parents[2] / "shared" / "eval"
GOALS = {
    "sentence": 87, "unattributed": 73, "detection": 74, "source any": 71, "source exact": 65, "content >= .5": 64,
    "source spans": 67, "cue spans": 60, "content spans": 49,
}  # fmt: skip
GOAL_SOURCE = 93
WORD = re.compile(r"[A-Za-z’']+")
QUOTED = re.compile(r"“[^”\n]{12,}”|\"[^\"\n]{12,}\"|''[^\n]{12,}?''")
SHOWN = 20

Record = dict[str, Any]
Prediction = dict[str, Any]


def scorer() -> ModuleType:
    """The scorer that lies beside the data."""
    spec = importlib.util.spec_from_file_location("score_attribution", DATA / "score_attribution.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records(name: str) -> list[Record]:
    """The articles of one split."""
    with gzip.open(DATA / f"polnear-{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def drafted(record: Record, engine: Engine) -> Draft:
    """An article cut into sentences and words."""
    document = from_text(record["text"], name=record["id"])
    return engine.prepare(document)


def predicted(draft: Draft, engine: Engine) -> list[Prediction]:
    """What the engine finds, attributions inside others left out, as the corpus does."""
    return [
        {
            "source": list(found.source.span) if found.source else None,
            "cue": list(found.cue) if found.cue else None,
            "content": [list(span) for span in found.content],
            "rule": found.rule,
        }
        for found in engine.attributor.found(draft)
        if found.parent is None
    ]


def floor_quotes(record: Record) -> list[Prediction]:
    """Every long quotation is a content."""
    return [{"source": None, "cue": None, "content": [list(m.span())]} for m in QUOTED.finditer(record["text"])]


def learn(train: list[Record]) -> set[str]:
    """Words that, where they occur outside any content, are a cue in at least half of the cases."""
    seen: Counter[tuple[str, bool]] = Counter()
    for record in train:
        cue = [span for one in record["attributions"] for span in _spans(one.get("cue"))]
        told = [span for one in record["attributions"] for span in _spans(one.get("content"))]
        for word in WORD.finditer(record["text"]):
            at = word.start()
            if any(a <= at < b for a, b in cue):
                seen[word.group().lower(), True] += 1
            elif not any(a <= at < b for a, b in told):
                seen[word.group().lower(), False] += 1
    return {word for word, is_cue in seen if is_cue and seen[word, True] >= max(3, seen[word, False])}


def _spans(value: Any) -> list[list[int]]:
    if not value:
        return []
    return [value] if isinstance(value[0], int) else value


def floor_list(record: Record, cues: set[str], module: ModuleType) -> list[Prediction]:
    """A cue of the list with the capitalised or pronoun words before it and the rest of its sentence."""
    text, found = record["text"], []
    sentences: dict[int, list[int]] = defaultdict(list)
    for start, end, sentence in record["tokens"]:
        sentences[sentence] += [start, end]
    for places in sentences.values():
        first, last = min(places), max(places)
        for word in WORD.finditer(text, first, last):
            if word.group().lower() not in cues:
                continue
            who = re.search(r"((?:[A-Z][\w.’'-]+ )+|(?:he|she|they|who) )$", text[first : word.start()])
            content = [word.end(), last] if last - word.end() > 20 else [first, word.start()]
            source = [first + who.start(), first + who.end() - 1] if who else None
            found.append({"source": source, "cue": list(word.span()), "content": [content]})
            break
    del module
    return found


def scored(module: ModuleType, gold: list[Record], answers: list[list[Prediction]]) -> tuple[Record, Counter[Any]]:
    """The scorer's table and its breakdown."""
    count: Counter[Any] = Counter()
    kinds: Counter[Any] = Counter()
    for record, answer in zip(gold, answers, strict=True):
        module.score(module.Article(record), answer, count, kinds)
    return module.table(count), kinds


def show(module: ModuleType, columns: dict[str, Record], kinds: Counter[Any]) -> None:
    """Print the tables."""
    print(f"{'':16}" + "".join(f"{name:>26}" for name in columns) + f"{'to reach':>10}")
    for row in module.ROWS:
        cells = "".join(
            f"{100 * table[row]['precision']:12.1f}{100 * table[row]['recall']:7.1f}{100 * table[row]['f1']:7.1f}"
            for table in columns.values()
        )
        print(f"{row:16}{cells}{GOALS.get(row, ''):>10}")
    accuracy = "".join(f"{100 * t['source given detection']['accuracy']:26.1f}" for t in columns.values())
    print(f"{'source | found':16}{accuracy}{GOAL_SOURCE:>10}\n")
    for kind in sorted({kind for kind, _ in kinds}):
        n = kinds[kind, "gold"]
        found, right = 100 * kinds[kind, "detected"] / n, 100 * kinds[kind, "source right"] / n
        print(f"{kind:28} n {n:5}  found {found:5.1f}  with its source {right:5.1f}")


# --- causes of misses and false alarms -----------------------------------------------------------


def causes(module: ModuleType, gold: list[Record], drafts: list[Draft], answers: list[list[Prediction]]) -> None:
    """Print misses by the shape of their cue and false alarms by rule, the commonest first."""
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for record, draft, answer in zip(gold, drafts, answers, strict=True):
        article = module.Article(record)
        kept = article.predicted([dict(one) for one in answer])
        pairs = module.pair(article.gold, kept)
        for index, one in enumerate(article.gold):
            if index not in pairs:
                missed[_shape(draft, article, one)] += 1
        rules = {article.words(one["cue"]) - article.ignored: one["rule"] for one in answer}
        used = set(pairs.values())
        false.update(rules.get(one["cue"], "?") for index, one in enumerate(kept) if index not in used)
    for title, causes_ in (("misses, by word classes of the cue", missed), ("false alarms, by rule", false)):
        print(f"\n{title}: {sum(causes_.values())}")
        for cause, n in causes_.most_common(SHOWN):
            print(f"  {n:5}  {cause}")


def _shape(draft: Draft, article: Any, gold: dict[str, frozenset[int]]) -> str:
    """The word classes of a cue, and whether it names a source."""
    places = [article.tokens[at][:2] for at in sorted(gold["cue"])]
    if not places:
        return "no cue marked"
    starts = {start: at for at, start in enumerate(draft.tokens.starts)}
    short, tags = _short(), draft.tokens.tags
    letters = "".join(short.get(tags[starts[start]], "?") if start in starts else "?" for start, _ in places)
    kind = next((name for name, pattern in _KINDS if re.search(pattern, letters)), "other words")
    return f"{kind}, {'a source' if gold['source'] else 'no source'}"


@cache
def _short() -> dict[str, str]:
    """The letter of a word class → the one by which ``_KINDS`` has it."""
    words = load().letters.words
    return {words[name]: letter for name, letter in _CLASSES.items()}


_CLASSES = {
    "base": "b", "verb-s": "z", "past": "v", "participle": "e", "ing": "a", "auxiliary": "x",
    "nonfinite-auxiliary": "y", "noun": "n", "plural": "m", "adjective": "j", "to": "o", "preposition": "p",
    "name": "N", ":": ":", "dash": "-", ",": ",",
}  # fmt: skip
_KINDS = (
    ("verb and noun", r"[bzveayx].*[nm]"),
    ("infinitive", r"o.*b"),
    ("past or present verb", r"[zv]"),
    ("plain verb", r"b"),
    ("participle", r"[ea]"),
    ("be and adjective", r"[xy].*j"),
    ("noun", r"[nm]"),
    ("adjective", r"j"),
    ("preposition or mark", r"^[po:\-,]+$"),
    ("name", r"N"),
)


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=int, metavar="N", help="N articles of train instead of dev")
    parser.add_argument("--misses", action="store_true", help="group misses and false alarms by cause")
    parser.add_argument("--json", type=Path, metavar="OUT")
    options = parser.parse_args()
    if not (DATA / "polnear-dev.jsonl.gz").exists():
        print("skipped: the PolNeAR data is not there (../shared/eval)")
        return 0
    module, train = scorer(), records("train")
    gold = train[:: max(1, len(train) // options.train)][: options.train] if options.train else records("dev")
    engine = Engine(load())
    drafts = [drafted(record, engine) for record in gold]
    engine.attributor.found(drafts[0])
    began = time.process_time()
    answers = [predicted(draft, engine) for draft in drafts]
    took = time.process_time() - began
    words = sum(len(record["text"].split()) for record in gold)
    table, kinds = scored(module, gold, answers)
    cues = learn(train)
    floors = {
        "quotation marks": scored(module, gold, [floor_quotes(record) for record in gold])[0],
        f"{len(cues)} cue words of train": scored(module, gold, [floor_list(r, cues, module) for r in gold])[0],
    }
    print(f"{len(gold)} articles of {'train' if options.train else 'dev'}; precision, recall, F1\n")
    show(module, {"verify": table, **floors}, kinds)
    print(f"\nthis stage: {words / took:,.0f} words a CPU second (cutting into words not counted)")
    if options.misses:
        causes(module, gold, drafts, answers)
    if options.json:
        options.json.write_text(json.dumps(table, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
