"""What can be wrong with what a person hands us: a file, or a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath
from traceback import extract_tb


class VerifyError(Exception):
    """Anything a person can mend; its text is all they are shown."""


class InputError(VerifyError):
    """A draft, folder or option that cannot be used."""


class DraftError(InputError):
    """One draft could not be checked; the others of a run can."""


class ReportError(InputError):
    """What was given as a draft is a report that this program made; a run over many passes it over."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with one rule file. Line and column count from 1; 0 stands for the whole file."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        where = self.path
        if self.line:
            where += f":{self.line}"
            if self.column:
                where += f":{self.column}"
        return f"{where}: {self.message}"


class RuleError(VerifyError):
    """Every fault of a rule set, at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[RuleError], tuple[tuple[Fault, ...]]]:
        """Made again of its faults where it comes from another process."""
        return RuleError, (self.faults,)


def unexpected(error: BaseException) -> str:
    """One line for what no draft should be able to cause: what it was, where, and that we would like to know."""
    what = type(error).__name__ + (f": {' '.join(str(error).split())[:200]}" if str(error) else "")
    frames = extract_tb(error.__traceback__)
    where = f" ({PurePath(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"a fault of verify, not of yours: {what}{where}. Please report it, with the file if you may share it."


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` Did you mean “official”?``, or nothing where no known word is near."""
    names = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), list(names), n=1, cutoff=0.6)
    return f" Did you mean “{names[near[0]]}”?" if near else ""
