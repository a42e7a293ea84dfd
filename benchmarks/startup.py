#!/usr/bin/env python3
"""From cold: CPU time and memory of one short draft, JSON and Markdown, beside bare Python and an empty argparse.

    python benchmarks/startup.py [--runs N]

Each row is a process of its own, the best of N runs, so that only what the machine adds is left out. Python may write
its compiled modules, as it does where a program is installed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAFT = ROOT / "seeds" / "000_f252c9510e71f429.txt"


def run(command: list[str]) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a process."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**kept, "PYTHONPATH": str(ROOT)}) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        verify = [sys.executable, "-m", "verifier", str(DRAFT), "--quiet"]
        rows = {
            "floor: bare Python": [sys.executable, "-c", "pass"],
            "peer: argparse and yaml imported": [sys.executable, "-c", "import argparse, yaml"],
            "verify --help": [sys.executable, "-m", "verifier", "--help"],
            "verify --format json (aim .35 s, 80 MB)": [*verify, "--format", "json"],
            "verify, Markdown (aim 1 s)": [*verify, "--out", folder],
        }
        for name, command in rows.items():
            found = [run(command) for _ in range(options.runs)]
            seconds, megabytes = min(each[0] for each in found), max(each[1] for each in found)
            print(f"{name:42} {seconds:6.2f} s CPU {megabytes:6.0f} MB")


if __name__ == "__main__":
    main()
