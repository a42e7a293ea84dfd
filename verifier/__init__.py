"""Who stands behind each claim of a draft, how strong that attribution is, and what to ask. Never truth.

``verify(Path("draft.docx"))`` reads a file, ``verify(text)`` takes a text, ``verify_many(paths)`` goes through many;
each gives a ``Report``. ``Engine(load(["house/"])).check(read(path))`` does it with rules of one’s own. ``to_frame``
and ``page`` show a report in a notebook. Each is imported on first use, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from verifier.version import __version__

if TYPE_CHECKING:
    from verifier.api import page, to_frame, verify, verify_many
    from verifier.engine import Engine
    from verifier.reading import read
    from verifier.ruleset import load

__all__ = ["Engine", "__version__", "load", "page", "read", "to_frame", "verify", "verify_many"]

_HOMES = {
    "Engine": "engine",
    "load": "ruleset",
    "page": "api",
    "read": "reading",
    "to_frame": "api",
    "verify": "api",
    "verify_many": "api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
