"""Who stands behind each claim of a draft, how strong that attribution is, and what to ask. Never truth.

``verifier.verify(text) -> Report``; ``verifier.check(document, rules) -> Report``; ``verifier.load(paths) -> RuleSet``;
``verifier.to_frame(report)`` and ``verifier.page(report)`` show one in a notebook. Each is imported on first use, so
that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from verifier.version import __version__

if TYPE_CHECKING:
    from verifier.engine import check, verify
    from verifier.notebook import page, to_frame, verify_many
    from verifier.reading import read
    from verifier.ruleset import load

__all__ = ["__version__", "check", "load", "page", "read", "to_frame", "verify", "verify_many"]

_HOMES = {
    "check": "engine",
    "verify": "engine",
    "page": "notebook",
    "to_frame": "notebook",
    "verify_many": "notebook",
    "read": "reading",
    "load": "ruleset",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
