"""Relations between drafts, against what people say of them.

    python benchmarks/relations.py [FOLDER] [seeds|claimdiff|headlines]

Three measures. **seeds**: the pairs of claims of the two seeds that an annotator listed (``gold/seeds.yaml``), found
with their relation or not, and the relations reported that the list does not have. **claimdiff**: 1,857 pairs of
claims by two outlets on one topic; does the rank tell pairs that bear on each other from pairs that do not (AUC), and
macro F1 of strengthens, weakens, neither; floors are word overlap and the cosine of weighted words. **headlines**:
headlines for and against one rumour; a pair of one of each contradicts. The floor is a list of words of denial.
Sources: ClaimDiff (Ko et al. 2023) and Emergent (Ferreira and Vlachos 2016), read where they lie, never copied here.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from verifier.engine import Engine
from verifier.model import Relation, Report
from verifier.reading import from_text, read
from verifier.relations.related import Related
from verifier.ruleset import load

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ACCEPTED = {
    "tension": {"degree"},
    "corroborates": {"corroborates"},
    "contradicts": {"conflicts"},
    "modality_conflict": {"modality"},
    "naming_conflict": {"conflicts"},
    "only_in_A": {"only-here"},
    "only_in_B": {"only-here"},
    "specifies": {"only-here"},
    "internal_drift": {"drift", "modality"},
    "internal_conflict": {"conflicts"},
    "internal_tension": {"modality", "conflicts"},
}
"""Our kinds that say what an annotator's relation says."""
LADDER = {"X07": {"drift"}}
"""“Ladder jump communication -> negotiations is content drift”, says its note."""
DENIALS = re.compile(
    r"\b(?:not|no|never|n't|hoax|fake|false|den(?:y|ies|ied)|debunk\w*|untrue)\b|n['’]t\b", re.IGNORECASE
)


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


# --- seeds -----------------------------------------------------------------------------------


def words_in(text: str, start: int, end: int) -> set[int]:
    """Where the words of a span begin."""
    return {found.start() for found in re.finditer(r"\w+", text) if start <= found.start() < end}


def gold_ids(reports: Sequence[Report], gold: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Each of our claims → the listed claim it shares most words with (at least half by F1), else its own id."""
    ids = {}
    for report in reports:
        listed = [c for s in gold["sentences"] if s["file"] == report.name for c in s.get("claims") or []]
        for claim in report.claims:
            mine = words_in(report.text, *claim.span)
            best, name = 0.0, claim.id
            for one in listed:
                theirs = words_in(report.text, *one["span"])
                score = 2 * len(mine & theirs) / (len(mine) + len(theirs))
                if score >= 0.5 and score > best:
                    best, name = score, one["id"]
            ids[report.name, claim.id] = name
    return ids


def supports(entry: dict[str, Any], kind: str, one: str, other: str) -> bool:
    """Whether a listed pair holds this relation of two claims."""
    if kind not in ACCEPTED[entry["relation"]] | LADDER.get(entry["id"], set()):
        return False
    a, b = set(entry["a"]), set(entry["b"])
    if entry["relation"].startswith("only"):
        return one in a | b
    if entry["relation"] == "specifies":
        return one in a | b or other in a | b
    if entry["id"].startswith("I"):
        return one in a | b and other in a | b
    return (one in a and other in b) or (one in b and other in a)


def seeds(engine: Engine) -> None:
    """Print which listed pairs were found, and what else was reported."""
    path = SHARED / "gold" / "seeds.yaml"
    if not path.exists():
        print("seeds: skipped, gold/seeds.yaml is not there\n")
        return
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    listed = gold["cross_article"]
    reports = engine.check_together([read(p) for p in sorted((ROOT / "seeds").glob("*.txt"))])
    ids = gold_ids(reports, gold)
    found: defaultdict[str, list[str]] = defaultdict(list)
    others = []
    total = 0
    for one in _once(reports):
        total += 1
        pairs = [(one.claim, one.other_claim), *one.also]
        named = [(ids.get((one.draft, a), a), ids.get((one.other_draft, b), b)) for a, b in pairs]
        hits = {x["id"]: at == 0 for at, pair in reversed(list(enumerate(named))) for x in listed
                if supports(x, one.kind, *pair)}  # fmt: skip
        for entry, first in hits.items():
            found[entry].append(one.kind if first else f"{one.kind} (further pair)")
        if not hits:
            others.append((one, named[0]))
    print("seeds: the pairs an annotator listed")
    for entry in listed:
        state = ", ".join(found[entry["id"]]) or "-"
        print(f"  {entry['id']}  findable: {entry['detectable']:8} {entry['relation']:18} {state}")
    for findable in ("yes", "partial", "no"):
        of = [x["id"] for x in listed if x["detectable"] == findable]
        print(f"  findable {findable}: {sum(bool(found[i]) for i in of)} of {len(of)}")
    print(f"  reported {total}; not in the list {len(others)}:")
    for one, pair in others:
        print(f"    {one.kind} {one.topic}: {pair[0]} / {pair[1]}: {one.why}")
    print()


def _once(reports: Iterable[Report]) -> Iterable[Relation]:
    """Each relation once, though both drafts tell it."""
    for report in reports:
        for one in report.relations:
            if one.kind == "only-here" or one.draft <= one.other_draft:
                yield one


# --- claimdiff -------------------------------------------------------------------------------


def auc(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Area under the curve of true against false positives: the chance that a true pair scores above a false one."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks = [0.0] * len(scores)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and scores[order[end]] == scores[order[at]]:
            end += 1
        for place in range(at, end):
            ranks[order[place]] = (at + end + 1) / 2
        at = end
    true = sum(truth)
    return (sum(r for r, t in zip(ranks, truth, strict=True) if t) - true * (true + 1) / 2) / (
        true * (len(truth) - true)
    )


def plain_words(text: str) -> list[str]:
    """Lower-case words."""
    return re.findall(r"[a-z0-9]+", text.lower())


def floors(pairs: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    """Word overlap (Jaccard) and the cosine of weighted words."""
    number = Counter(w for p in pairs for side in ("claim_a", "claim_b") for w in set(plain_words(p[side])))
    overlap, cosine = [], []
    for pair in pairs:
        a, b = Counter(plain_words(pair["claim_a"])), Counter(plain_words(pair["claim_b"]))
        overlap.append(len(a.keys() & b.keys()) / len(a.keys() | b.keys()))
        va, vb = ({w: (1 + math.log(n)) * math.log(2 * len(pairs) / number[w]) for w, n in c.items()} for c in (a, b))
        product = sum(va[w] * vb[w] for w in va.keys() & vb.keys())
        length = math.sqrt(sum(x * x for x in va.values()) * sum(x * x for x in vb.values())) or 1.0
        cosine.append(product / length)
    return {"word overlap": overlap, "cosine of weighted words": cosine}


def claimdiff(folder: Path, engine: Engine) -> None:
    """Print AUC of relatedness and macro F1."""
    path = folder / "claimdiff_train.jsonl.gz"
    if not path.exists():
        print(f"claimdiff: skipped, {path.name} is not there\n")
        return
    pairs = rows(path)
    topics = sorted({pair["topic"] for pair in pairs})
    drafts = [sorted({p[s] for p in pairs if p["topic"] == t for s in ("claim_a", "claim_b")}) for t in topics]
    related = Related(drafts)
    place = {topic: at for at, topic in enumerate(topics)}
    ours = [related.weigh(p["claim_a"], p["claim_b"], (place[p["topic"]],) * 2) for p in pairs]
    alone = [related.claims(p["claim_a"], p["claim_b"]) for p in pairs]
    truth = [pair["label"] != "neither" for pair in pairs]
    print(f"claimdiff: {len(pairs)} pairs of {len(topics)} topics, does one claim bear on the other (AUC)")
    scores = {**floors(pairs), "letters of the claims alone": alone, "claims and their drafts": ours}
    for name, values in scores.items():
        halves = " ".join(f"{_auc_of(values, truth, pairs, topics[half::2]):.3f}" for half in (0, 1))
        print(f"  {name:30} {auc(values, truth):.3f}   halves of the topics {halves}")
    _macro(pairs, ours, engine)


def _auc_of(values: Sequence[float], truth: Sequence[bool], pairs: Sequence[dict[str, Any]], some: list[str]) -> float:
    chosen = set(some)
    kept = [(v, t) for v, t, p in zip(values, truth, pairs, strict=True) if p["topic"] in chosen]
    return auc([v for v, _ in kept], [t for _, t in kept])


def _macro(pairs: Sequence[dict[str, Any]], ours: Sequence[float], engine: Engine) -> None:
    """Three classes: neither below a rank; weakens where ``relate`` sees a conflict; else strengthens."""
    cut = sorted(ours)[len(ours) // 5]
    guessed = []
    for pair, value in zip(pairs, ours, strict=True):
        two = [headline(pair[side], side, engine, mark="") for side in ("claim_a", "claim_b")]
        kinds = {one.kind for one in engine.relater.study(two, one_event=True).relations if one.other_draft}
        weakens = bool(kinds & {"conflicts", "modality", "degree"})
        guessed.append("contradict/weaken" if weakens else "neither" if value < cut else "corroborate")
    truth = [pair["label"] for pair in pairs]
    scores = {label: f1(guessed, truth, label) for label in sorted(set(truth))}
    most = Counter(truth).most_common(1)[0][0]
    floor = sum(f1([most] * len(truth), truth, label) for label in scores) / len(scores)
    print(f"  macro F1 of three classes {sum(scores.values()) / len(scores):.3f} (always “{most}”: {floor:.3f}); "
          + ", ".join(f"{label} {score:.2f}" for label, score in scores.items()) + "\n")  # fmt: skip


def f1(guessed: Sequence[str], truth: Sequence[str], label: str) -> float:
    """F1 of one class."""
    both = sum(g == t == label for g, t in zip(guessed, truth, strict=True))
    either = sum(g == label for g in guessed) + sum(t == label for t in truth)
    return 2 * both / either if either else 0.0


# --- headlines -------------------------------------------------------------------------------


def headline(text: str, name: str, engine: Engine, *, mark: str = "# ") -> Report:
    """A draft of one line: a headline, or with no ``mark`` a sentence."""
    draft = engine.prepare(from_text(mark + text, name=name, format="markdown"))
    return Report(draft, (), (), (), (), engine.rules.id, matches=tuple(engine.matcher.find(draft).all))


def headlines(folder: Path, engine: Engine) -> None:
    """Print precision, recall and F1 of contradiction."""
    path = folder / "emergent_claims40.jsonl.gz"
    if not path.exists():
        print(f"headlines: skipped, {path.name} is not there\n")
        return
    groups: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(path):
        if row["articleHeadlineStance"] in ("for", "against"):
            groups[row["claimId"]][row["articleHeadline"]] = row["articleHeadlineStance"]
    floor, ours = ([Counter[str](), Counter[str]()] for _ in range(2))
    for at, rumour in enumerate(sorted(groups)):
        texts = sorted(groups[rumour])
        reports = [headline(text, str(i), engine) for i, text in enumerate(texts)]
        found = engine.relater.study(reports, one_event=True).relations
        conflicts = {(one.draft, one.other_draft) for one in found if one.kind == "conflicts"}
        for a, b in combinations(range(len(texts)), 2):
            truth = groups[rumour][texts[a]] != groups[rumour][texts[b]]
            ours[at % 2][_cell(truth, (str(a), str(b)) in conflicts)] += 1
            floor[at % 2][_cell(truth, bool(DENIALS.search(texts[a])) != bool(DENIALS.search(texts[b])))] += 1
    print(f"headlines: for against against, {sum((ours[0] + ours[1]).values())} pairs of {len(groups)} rumours")
    for name, (even, odd) in (("words of denial", floor), ("relate: conflicts", ours)):
        for part, cells in (("all", even + odd), ("looked at", even), ("not looked at", odd)):
            print(f"  {name:20} {part:14} {_prf(cells)}")
    print()


def _cell(truth: bool, said: bool) -> str:
    return ("t" if truth == said else "f") + ("p" if said else "n")


def _prf(cells: Counter[str]) -> str:
    precision = cells["tp"] / ((cells["tp"] + cells["fp"]) or 1)
    recall = cells["tp"] / ((cells["tp"] + cells["fn"]) or 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / ((precision + recall) or 1):.3f}"


def main(arguments: Sequence[str]) -> int:
    """Run the measures asked for, all without a name."""
    folder = next((Path(a) for a in arguments if Path(a).is_dir()), SHARED / "eval")
    wanted = [a for a in arguments if a in ("seeds", "claimdiff", "headlines")] or ["seeds", "claimdiff", "headlines"]
    engine = Engine(load())
    if "seeds" in wanted:
        seeds(engine)
    if "claimdiff" in wanted:
        claimdiff(folder, engine)
    if "headlines" in wanted:
        headlines(folder, engine)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
