"""The token of this user's service: made once and kept, so that a page goes on when the service is started again."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def token() -> str:
    """The kept token; a new one, kept where that can be done, where there is none."""
    path = _path()
    with contextlib.suppress(OSError, UnicodeDecodeError):
        kept = path.read_text("utf-8").strip()
        if len(kept) >= 20 and kept.isascii() and kept.isalnum():
            return kept
    made = secrets.token_hex(16)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(made + "\n")
    return made


def _path() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    base = Path(state) if state else Path(os.path.expanduser("~")) / ".local" / "state"  # noqa: PTH111 - never raises
    return base / "verify" / "serve-token"
