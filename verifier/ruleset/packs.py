"""Where rule files come from: a folder, one file, a zip, or a pack that comes with the program, by its name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from verifier.errors import InputError, did_you_mean
from verifier.ruleset.reading import LARGEST

BASE = "rules"
BUILT_IN = "built-in"  # the name of the rule set that comes with the program
"""What faults call the folder of the built-in rules."""
DEFAULT = "en"
"""The language of a draft of which nothing says another."""
PACK = "pack.yml"
"""The file that makes a folder of the built-in rules a language, and tells its name."""
PAGES = Path("docs/rules")
"""Where the page of each rule stands."""
SUFFIXES = (".yml", ".yaml")
_ALLOWED = ("readme.md", "license", "licence", "changelog.md", "notice", "rules.schema.json")
_MOST_FILES = 5_000
_MOST_BYTES = 50_000_000  # of all files of a set together
_LISTED = b"PK\x01\x02"  # before each file in the list of a zip
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError,
            struct.error)  # fmt: skip


class Found(NamedTuple):
    """One file of a rule set; ``shown`` is what faults call it, ``name`` its path inside the set."""

    name: str
    shown: str
    data: bytes

    @property
    def stem(self) -> str:
        """Its name without folder and ending, in small letters."""
        return PurePosixPath(self.name).stem.lower()

    @property
    def is_rule_file(self) -> bool:
        """Whether its name says that it holds rules."""
        return PurePosixPath(self.name).suffix.lower() in SUFFIXES


def _beside(wheel: str, checkout: str) -> Path:
    package = Path(__file__).resolve().parent.parent
    inside = package / wheel
    return inside if inside.is_dir() else package.parent / checkout


def built_in() -> Path:
    """The folder of the rules that come with the program: in the wheel, or beside the package in a checkout."""
    return _beside("_rules", "rules")


def shipped() -> dict[str, Path]:
    """The packs that come with the program, by name."""
    folder = _beside("_packs", "packs")
    return {path.name: path for path in sorted(folder.iterdir()) if path.is_dir()} if folder.is_dir() else {}


def locate(path: Path) -> tuple[Path, str]:
    """The folder, file or zip that a person named, and what to call it; a pack's bare name will do."""
    if path.exists():
        return path, path.as_posix()
    packs = shipped()
    if path.as_posix() in packs:
        return packs[path.as_posix()], f"packs/{path.as_posix()}"
    siblings = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
    hint = did_you_mean(path.name, [*siblings, *packs])
    raise InputError(f"no such rule folder: {path}.{hint} Packs that come with verify: {', '.join(packs) or 'none'}.")


def languages(base: Path) -> dict[str, Path]:
    """The languages among the folders of a rule folder, by name."""
    found = sorted(path.parent for path in base.glob(f"*/{PACK}")) if base.is_dir() else []
    return {path.name: path for path in found}


def no_language(name: str, known: Iterable[str], where: str = "") -> InputError:
    """What to tell of a language that has no rules."""
    names = list(known)
    message = f"{where}there are no rules for the language “{name}”.{did_you_mean(name, names)}"
    return InputError(f"{message} There are rules for: {', '.join(names)}. A language is a folder in {BASE}/.")


def files(base: Path, label: str, language: str = "") -> list[Found]:
    """Every file of a rule set, in order; hidden ones, those for people and those of other languages left out."""
    if base.is_dir():
        known = languages(base)
        if language and known and language not in known:
            raise no_language(language, known)
        others = known.keys() - {language} if language else frozenset[str]()
        found = [file for file in _in_folder(base, label) if file.name.partition("/")[0] not in others]
    elif base.suffix.lower() == ".zip":
        found = list(_in_zip(base, label))
    else:
        found = [Found(base.name, label, _bytes(base, label))]
    if not found:
        raise InputError(f"no rule files in {label}; a rule file ends in .yml or .yaml.")
    return found


def _in_folder(base: Path, label: str) -> Iterator[Found]:
    for path in sorted(base.rglob("*")):
        name = path.relative_to(base).as_posix()
        if _is_meant(name) and path.is_file():
            yield Found(name, f"{label.rstrip('/')}/{name}", _bytes(path, f"{label}/{name}"))


def _in_zip(base: Path, label: str) -> Iterator[Found]:
    try:
        data = _bounded(base, label)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir() and _is_meant(info.filename)]
            if sum(info.file_size for info in members) > _MOST_BYTES:
                raise InputError(f"{label} unpacks to more than {_MOST_BYTES:,} bytes, which no rule set has.")
            for info in sorted(members, key=lambda info: info.filename):
                if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise InputError(f"{label} is packed in an unusual way; pack it again as a plain zip file.")
                with archive.open(info) as file:
                    data = file.read(LARGEST + 1)
                yield Found(info.filename, f"{label}/{info.filename}", data)
    except _BAD_ZIP as error:
        raise InputError(f"{label} cannot be read as a zip file: {str(error) or type(error).__name__}.") from error


def _bounded(base: Path, label: str) -> bytes:
    """The bytes of a zip that lists no more files than a rule set may have: the list is read whole."""
    with base.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise InputError(f"{label} has more than {_MOST_BYTES:,} bytes, which no rule set has.")
    if data.count(_LISTED) > _MOST_FILES:
        raise InputError(f"{label} holds more than {_MOST_FILES:,} files.")
    return data


def _is_meant(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not any(part.startswith((".", "__")) for part in parts) and parts[-1].lower() not in _ALLOWED


def _bytes(path: Path, label: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"cannot read the rule file {label}: {error.strerror}.") from error
