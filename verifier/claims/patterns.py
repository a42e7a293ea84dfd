"""What is asked of the letters of a piece, as patterns made of the letters that the language pack names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def clause(grammar: Mapping[str, str]) -> re.Pattern[str]:
    """Letters up to the first finite verb; a bare form behind a word that makes it none (“to go”) is passed over."""
    verb = grammar["finite"] + grammar["bare"]
    before = _any(set(grammar["bare_after"]) - set(verb))
    passed, adverb, bare = _but([*verb, *grammar["bare_after"]]), _any(grammar["adverb"]), _any(grammar["bare"])
    return re.compile(f"{passed}*+(?:{before}{adverb}*+{bare}?+{passed}*+)*+{_any(verb)}")


def perhaps(grammar: Mapping[str, str]) -> re.Pattern[str]:
    """Letters up to a form behind a noun that may be finite where nothing else is."""
    noun, doubtful = grammar["nominal"], grammar["doubtful"]
    return re.compile(f"{_but(noun)}*+(?={_any(noun)}){_but(doubtful)}*+{_any(doubtful)}")


def lead(grammar: Mapping[str, str]) -> re.Pattern[str]:
    """Commas and joining words before a piece; “That's all” begins with a pronoun, and keeps it."""
    pronoun = _any(grammar["that"]) + _any(grammar["finite"] + grammar["possessive"])
    return re.compile(f"(?:(?!{pronoun}){_any(grammar['edges'])})*+")


def _any(letters: Iterable[str]) -> str:
    """One of these letters."""
    escaped = re.escape("".join(letters))
    return f"[{escaped}]" if escaped else "(?!)"


def _but(letters: Iterable[str]) -> str:
    """Any letter but these."""
    escaped = re.escape("".join(letters))
    return f"[^{escaped}]" if escaped else "(?s:.)"
