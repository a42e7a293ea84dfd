"""The built-in rule set, kept ready-made beside the compiled modules, as Python keeps those.

The rules are read from YAML once for each state of their files and of this package; where ``__pycache__`` cannot be
written, or ``VERIFY_NO_CACHE`` is set, they are read each time. A kept set that cannot be read is made anew. It saves
a third of a cold start.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from verifier.ruleset.packs import Found
from verifier.ruleset.schema import RuleSet

SWITCH = "VERIFY_NO_CACHE"
_PACKAGE = Path(__file__).parent
_FOLDER = _PACKAGE / "__pycache__"
_BELOW = ("words.py", "model.py", "notation.py", "spans.py")


def key(files: Sequence[Found]) -> str:
    """What tells one state of rules, package and Python from another."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag}\0".encode())
    for module in sorted((*_PACKAGE.glob("*.py"), *map(_PACKAGE.parent.joinpath, _BELOW))):
        status = module.stat()
        digest.update(f"{module.name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    for file in files:
        digest.update(f"{file.name}\0{len(file.data)}\0".encode() + file.data)
    return digest.hexdigest()


def _path(kept_as: str) -> Path:
    return _FOLDER / f"rules-{kept_as[:32]}.pickle"


def kept(kept_as: str) -> RuleSet | None:
    """The rule set kept under a key, if there is one."""
    if os.environ.get(SWITCH):
        return None
    collecting = gc.isenabled()
    gc.disable()
    try:
        rules = pickle.loads(_path(kept_as).read_bytes())  # noqa: S301 - our own, beside our own compiled code
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    finally:
        if collecting:
            gc.enable()
    return rules if isinstance(rules, RuleSet) else None


def _work_out(rules: RuleSet) -> None:
    """What every draft asks of a rule set, worked out now so that it is kept as well."""
    rules.vocabulary, rules.capitals  # noqa: B018 - each is made when it is first asked for


def keep(kept_as: str, rules: RuleSet) -> None:
    """Keep a rule set, in place of those kept before. Nothing is lost where that cannot be done."""
    if os.environ.get(SWITCH):
        return
    path = _path(kept_as)
    half = path.with_suffix(f".{os.getpid()}")
    _work_out(rules)
    with suppress(OSError):
        _FOLDER.mkdir(exist_ok=True)
        half.write_bytes(pickle.dumps(rules, protocol=pickle.HIGHEST_PROTOCOL))
        half.replace(path)
        for old in _FOLDER.glob("rules-*.pickle"):
            if old != path:
                old.unlink()
