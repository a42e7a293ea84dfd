"""What is made of the built-in rules, kept ready-made beside the compiled modules, as Python keeps those.

It is made once for each state of the rule files and of this package; where ``__pycache__`` cannot be written, or
``VERIFY_NO_CACHE`` is set, it is made each time. What cannot be read is made anew. It saves half of a cold start.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from verifier.ruleset.packs import Found
from verifier.ruleset.schema import RuleSet

SWITCH = "VERIFY_NO_CACHE"
_PACKAGE = Path(__file__).parent.parent
_FOLDER = Path(__file__).parent / "__pycache__"
_DIGEST = 32  # bytes of the checksum that stands before what is kept
_CANNOT = (OSError, pickle.UnpicklingError, EOFError, LookupError, AttributeError, ImportError, TypeError, ValueError)


def key(*parts: bytes) -> str:
    """What tells one state of some bytes, of this package’s modules and of Python from another."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag}\0".encode())
    for folder in ("", "model", "language", "ruleset", "matching"):
        for module in sorted((_PACKAGE / folder).glob("*.py")):
            status = module.stat()
            digest.update(f"{module.name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    for part in parts:
        digest.update(f"{len(part)}\0".encode() + part)
    return digest.hexdigest()


def key_of(files: Sequence[Found]) -> str:
    """The key of a rule set, by its files."""
    return key(*(part for file in files for part in (file.name.encode(), file.data)))


def _path(name: str, kept_as: str) -> Path:
    return _FOLDER / f"{name}-{kept_as[:32]}.pickle"


def kept(name: str, kept_as: str, known: Mapping[str, object] | None = None) -> Any:
    """What was kept under a name and key, or None; ``known`` are the values that ``keep`` left out."""
    if os.environ.get(SWITCH):
        return None
    collecting = gc.isenabled()
    gc.disable()
    try:
        data = _path(name, kept_as).read_bytes()
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:  # cut short, or a bit of it turned
            return None
        return _Reader(data[_DIGEST:], known or {}).load()
    except _CANNOT:
        return None
    finally:
        if collecting:
            gc.enable()


def keep(name: str, kept_as: str, value: object, known: Mapping[str, object] | None = None) -> None:
    """Keep a value under a name in place of the one before; ``known`` are values in it that whoever asks will have.

    Nothing is lost where that cannot be done.
    """
    if os.environ.get(SWITCH):
        return
    path = _path(name, kept_as)
    half = path.with_suffix(f".{os.getpid()}")
    if isinstance(value, RuleSet):
        value.vocabulary, value.capitals  # noqa: B018 - each is made when it is first asked for
    with suppress(OSError):
        _FOLDER.mkdir(exist_ok=True)
        data = _Writer(known or {}).written(value)
        half.write_bytes(hashlib.sha256(data).digest() + data)
        half.replace(path)
        for old in _FOLDER.glob(f"{name}-*.pickle"):
            if old != path:
                old.unlink()


class _Writer(pickle.Pickler):
    def __init__(self, known: Mapping[str, object]) -> None:
        self._bytes = BytesIO()
        super().__init__(self._bytes, protocol=pickle.HIGHEST_PROTOCOL)
        self._names = {id(value): name for name, value in known.items()}

    def persistent_id(self, value: object) -> str | None:
        """The name of a known value, which is not written."""
        return self._names.get(id(value))

    def written(self, value: object) -> bytes:
        """A value as bytes."""
        self.dump(value)
        return self._bytes.getvalue()


class _Reader(pickle.Unpickler):  # our own bytes, beside our own compiled code
    def __init__(self, data: bytes, known: Mapping[str, object]) -> None:
        super().__init__(BytesIO(data))
        self._known = known

    def persistent_load(self, name: str) -> object:
        """A known value by its name."""
        return self._known[name]
