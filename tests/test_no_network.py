"""Nothing leaves the machine: a whole run, readability included, opens no socket."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

BLOCKED = """
import socket, sys
def refuse(*_, **__):
    raise SystemExit("a socket was opened")
class Refused(socket.socket):
    __init__ = refuse
socket.socket = Refused
socket.create_connection = socket.getaddrinfo = refuse
import verifier.cli
sys.exit(verifier.cli.main(sys.argv[1:]))
"""


def test_a_run_opens_no_socket(tmp_path: Path) -> None:
    places = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            BLOCKED,
            str(ROOT / "seeds"),
            "--format",
            "md",
            "--format",
            "json",
            "--out",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": places},
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert (tmp_path / "index.md").exists()
