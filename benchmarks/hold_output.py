#!/usr/bin/env python3
"""Whether a change changes a report: JSON lines of the seeds, the claim drafts and PolNeAR dev, byte for byte.

    python benchmarks/hold_output.py --against COMMIT     # what this tree writes beside what a commit writes
    python benchmarks/hold_output.py --save FOLDER        # keep what this tree writes
    python benchmarks/hold_output.py --against FOLDER     # compare with what was kept

Ends with status 1 where a report differs, and names the drafts. The rules are those of each tree; the hash of the rule
set is left out of the comparison, for any change to a rule file changes it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVAL = ROOT.parent / "shared" / "eval"
SETS = {"claims_dev": "claims_dev.jsonl.gz", "polnear_dev": "polnear-dev.jsonl.gz"}
UNHELD = ("ruleset",)


def drafts(folder: Path) -> list[str]:
    """Every draft as a file in ``folder``; the names of the sets that are there."""
    found = ["seeds"]
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        (folder / f"seeds-{path.name}").write_bytes(path.read_bytes())
    for name, file in SETS.items():
        if not (EVAL / file).exists():
            print(f"{name}: skipped, {file} is not there")
            continue
        found.append(name)
        with gzip.open(EVAL / file, "rt", encoding="utf-8") as lines:
            for at, line in enumerate(lines):
                text = json.loads(line)["text"]
                (folder / f"{name}-{at:03}.txt").write_text(text, encoding="utf-8", newline="")
    return found


def reports(tree: Path, texts: Path, out: Path) -> dict[str, str]:
    """Draft → hash of its report, as the program of a tree writes it."""
    command = [sys.executable, "-m", "verifier", ".", "--format", "jsonl", "--out", str(out), "-q"]
    subprocess.run(command, cwd=texts, env={**os.environ, "PYTHONPATH": str(tree)}, check=False)
    hashes = {}
    for line in (out / "reports.jsonl").read_text("utf-8").splitlines():
        report = json.loads(line)
        held = {key: value for key, value in report.items() if key not in UNHELD}
        hashes[report["article"]["name"]] = hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()
    return hashes


def of_commit(commit: str, texts: Path, folder: Path) -> dict[str, str]:
    """The hashes of a commit, checked out for the while."""
    tree = folder / "tree"
    subprocess.run(["git", "worktree", "add", "-q", "--detach", str(tree), commit], cwd=ROOT, check=True)
    try:
        return reports(tree, texts, folder / "before")
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", help="a commit, or a folder of --save")
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts"
        texts.mkdir()
        sets = drafts(texts)
        now = reports(ROOT, texts, folder / "now")
        print(f"{len(now)} drafts of {', '.join(sets)}")
        if options.save:
            options.save.mkdir(parents=True, exist_ok=True)
            (options.save / "hashes.json").write_text(json.dumps(now, indent=1), "utf-8")
        if not options.against:
            return 0
        kept = Path(options.against) / "hashes.json"
        before = json.loads(kept.read_text("utf-8")) if kept.exists() else of_commit(options.against, texts, folder)
    changed = sorted(draft for draft in now.keys() | before.keys() if now.get(draft) != before.get(draft))
    print(f"{len(changed)} differ{': ' if changed else ''}{' '.join(changed[:20])}")
    return 1 if changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
