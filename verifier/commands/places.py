"""Where each report of a run goes: one file each, never another's name, never the name of what the run reads."""

from __future__ import annotations

import argparse
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from verifier import config
from verifier.commands.session import GIVEN
from verifier.desk import memory
from verifier.errors import InputError, VerifyError
from verifier.files import Guard, is_report
from verifier.report import INDEX, Format
from verifier.ruleset import packs
from verifier.words import legible

_LONGEST = 180  # bytes of a file name without its ending; most disks allow 255 with it


class Target(NamedTuple):
    """A file to write. ``draft`` is the place of its report in the run; -1 is the run as a whole."""

    format: Format
    path: Path
    draft: int = -1


def plan(names: Sequence[str], formats: Sequence[Format], out: Path) -> list[Target]:
    """Every file of a run for drafts of these names, in the order they are written, no two of one name."""
    endings = [found.extension for found in formats if found.scope == "draft"]
    taken = [f"reports{found.extension}" for found in formats if found.scope == "run"]
    stems = distinct(names, endings=endings or [""], taken=taken)
    made = []
    for found in formats:
        if found.scope == "run":
            made.append(Target(found, out / f"reports{found.extension}"))
            continue
        made += [Target(found, out / f"{stem}{found.extension}", at) for at, stem in enumerate(stems)]
        if found.name == "md":
            made.append(Target(INDEX, out / f"index{INDEX.extension}"))
    return made


def distinct(names: Sequence[str], *, endings: Sequence[str] = ("",), taken: Iterable[str] = ()) -> list[str]:
    """A file name without ending for each draft name: the shortest of three that is not shared, else a numbered one.

    With any of the ``endings``, no two are the same file, nor one of ``taken``, on disks too that know no capitals
    or write accents in another way.
    """
    choices = [_choices(name) for name in names]
    for _ in range(2):
        shared = Counter(["index", *(_key(choice[0]) for choice in choices)])
        choices = [(*each[1:], each[-1]) if shared[_key(each[0])] > 1 else each for each in choices]
    used = {_key(name) for name in (*taken, "index", *(f"index{ending}" for ending in endings))}
    counts: Counter[str] = Counter()
    stems = []
    for choice in choices:
        stem = choice[0]
        while not used.isdisjoint(files := {_key(stem + ending) for ending in endings}):
            counts[choice[0]] += 1
            stem = f"{choice[0]}-{counts[choice[0]] + 1}"
        used |= files
        stems.append(stem)
    return stems


def _key(name: str) -> str:
    """The same for two names that some disk takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _choices(name: str) -> tuple[str, str, str]:
    path = PurePath(name)
    joined = "--".join(part for part in path.parts if part not in ("/", "..", "."))
    return _short(path.stem or "draft"), _short(path.name or "draft"), _short(joined or "draft")


def _is_text(name: str) -> bool:
    """Whether a name holds no bytes that are no letters: those must stay, or the file is not found by its name."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _short(stem: str) -> str:
    """The name, or as much of it as a disk takes and what tells it from others."""
    stem = legible(stem) if not stem.isprintable() and _is_text(stem) else stem
    data = stem.encode("utf-8", "surrogateescape")
    if len(data) <= _LONGEST:
        return stem
    return f"{data[:_LONGEST].decode('utf-8', 'ignore')}-{hashlib.sha256(data).hexdigest()[:8]}"


def check(targets: Sequence[Target], guard: Guard) -> None:
    """InputError where a file to write is one that the run reads, or somebody's own work; nothing is written yet."""
    guard.check(target.path for target in targets)
    for target in targets:
        held = _bytes(target.path) if target.format.marked and target.path.is_file() else b""
        if held.strip() and not is_report(held):
            raise InputError(
                f"{target.path}: is there already and is no report of verify, so it is not replaced; move it away or "
                "name another folder with --out DIR. Nothing was written."
            )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: is there already and cannot be read ({error.strerror}).") from error


def guard(paths: Iterable[Path], options: argparse.Namespace) -> Guard:
    """What a run over these drafts reads, and so may not replace."""
    drafts = [path for path in paths if str(path) != "-"]
    files = [*drafts, *map(memory.path_of, drafts)]
    folders = [packs.built_in()]
    given = {name: getattr(options, name, None) for name in GIVEN}
    for draft in drafts:
        files += _house(draft, given, folders)
    files += _house(None, given, folders) if not drafts else ()
    files += map(Path, getattr(options, "against", ()))
    return Guard(dict.fromkeys(files), dict.fromkeys(folders))


def _house(draft: Path | None, given: dict[str, object], folders: list[Path]) -> Iterator[Path]:
    """The house file, registry and rule files that hold for a draft; rule folders go to ``folders``."""
    house = config.find(draft or Path())
    if house is not None:
        yield house
    try:
        chosen = config.settings(draft, given)
    except VerifyError:  # it is told when the draft’s turn comes
        return
    if chosen.get("registry"):
        yield Path(chosen.get("registry"))
    for rules in chosen.rules:
        if rules.is_dir():
            folders.append(rules)
        else:
            yield rules
