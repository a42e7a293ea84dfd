#!/usr/bin/env python3
"""The two seed articles against their gold labels: claims found, levels and types right.

    python benchmarks/seeds.py [--verbose]

Scored by ../shared/eval/score_seeds.py on the JSON that `verify` writes. Beside ours stand two floors over the same
claims: everything unsourced, and what a list of patterns over whole sentences gives (the first pattern that is found
names the type of every claim of its sentence, the numbers of the house give the level).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SHARED = ROOT.parent / "shared"

from verifier import reading, ruleset  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.model import Assessment, Claim, Report  # noqa: E402

Row = tuple[str, str, str]  # type, level, resolved
PATTERNS = (
    ("official_named", r"(?:spokesman|[Ss]ecretary|[Mm]inister|[Pp]resident|commander)(?: \w+)* [A-Z]\w+"),
    ("official_unnamed", r"\bofficials?\b"),
    ("intelligence_unnamed", r"[Ii]ntelligence"),
    ("imagery_unsourced", r"[Ss]atellite imagery"),
    ("hearsay", r"reportedly|[Rr]eports"),
    ("expert_unnamed", r"[Ee]xperts"),
    ("institution", r"the Kremlin"),
)


def ours(_: Report, __: Claim, assessment: Assessment) -> Row:
    return assessment.type, assessment.level.value, assessment.resolved.value


def nothing(_: Report, __: Claim, ___: Assessment) -> Row:
    return "uncited_assertion", "UNSOURCED", "UNSOURCED"


def patterns(report: Report, claim: Claim, _: Assessment) -> Row:
    sentence = report.draft.sentences[claim.sentence].span.of(report.text)
    kind = next((name for name, pattern in PATTERNS if re.search(pattern, sentence)), "uncited_assertion")
    base = ruleset.load().house.number("base", kind)
    level = "HIGH" if base >= 75 else "MODERATE" if base >= 50 else "LOW" if base >= 25 else "UNSOURCED"
    return kind, level, level


def score(reports: list[Report], row, *, verbose: bool) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for report in reports:
            claims = []
            for claim, assessment in zip(report.claims, report.assessments, strict=True):
                kind, level, resolved = row(report, claim, assessment)
                start, end = claim.span
                claims.append({"start": start, "end": end, "type": kind, "level": level, "resolved": resolved})
            paths.append(Path(folder) / f"{Path(report.name).stem}.json")
            paths[-1].write_text(json.dumps({"article": {"name": report.name}, "claims": claims}), "utf-8")
        command = [sys.executable, str(SHARED / "eval" / "score_seeds.py"), str(SHARED / "gold" / "seeds.yaml")]
        command += [*map(str, paths), "--seeds", str(ROOT / "seeds"), *(["--verbose"] if verbose else [])]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="what differs from the gold")
    options = parser.parse_args()
    if not (SHARED / "gold" / "seeds.yaml").exists():
        print("seeds: skipped, ../shared/gold is not here")
        return
    engine = Engine(ruleset.load())
    reports = [engine.check(reading.read(path)) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for name, row in (("everything unsourced", nothing), ("patterns over sentences", patterns), ("ours", ours)):
        print(name)
        print(score(reports, row, verbose=options.verbose and row is ours))


if __name__ == "__main__":
    main()
