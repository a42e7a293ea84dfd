"""Who stands behind each claim of a draft, how strong that attribution is, and what to ask. Never truth.

``verifier.verify(text) -> Report``; ``verifier.check(document, rules) -> Report``; ``verifier.load(paths) -> RuleSet``.
Each is imported on first use, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verifier.engine import check, verify
    from verifier.notebook import verify_many
    from verifier.reading import read
    from verifier.ruleset import load

__version__ = "0.1.0"
__all__ = ["__version__", "check", "load", "read", "verify", "verify_many"]

_HOMES = {"check": "engine", "verify": "engine", "verify_many": "notebook", "read": "reading", "load": "ruleset"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
