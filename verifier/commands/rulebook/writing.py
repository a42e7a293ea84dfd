"""New rule text: a whole rule from three answers, a change to a rule, the lines of a block."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from verifier.commands.rulebook.examples import draft_of
from verifier.engine import Engine
from verifier.errors import InputError
from verifier.files import locked, write
from verifier.ruleset import Examples, PhraseLine, Rule, RuleSet
from verifier.ruleset.phrases import faults

_ID = re.compile(r"\w[\w-]*")
_LONGEST_ID = 80
_NOT_ID = re.compile(r"[^a-z0-9]+")
_MARKS = re.compile(r"<<|>>|\{\{|\}\}|\s+##\s")


@dataclass(frozen=True, slots=True)
class Answers:
    """What an editor is asked for a new rule."""

    words: str
    sentence: str
    question: str


def is_id(name: str) -> bool:
    """Whether a rule may be called so: a word or several with hyphens, which is a file name everywhere."""
    return bool(_ID.fullmatch(name)) and len(name) <= _LONGEST_ID


def rule_id(words: str, taken: Iterable[str]) -> str:
    """An id made of the words, not taken yet."""
    stem = _NOT_ID.sub("-", words.lower()).strip("-")[:40].strip("-") or "rule"
    known = set(taken)
    name, number = f"house-{stem}", 2
    while name in known:
        name, number = f"house-{stem}-{number}", number + 1
    return name


def check_words(words: str, rules: RuleSet) -> None:
    """The phrase must be one; InputError says what is wrong, pointing at the character."""
    for fault in faults(PhraseLine(words, 1), rules, "", "finding"):
        raise InputError(f"{words}\n{' ' * (fault.column - 1)}^ {fault.message}")


def marked(answers: Answers, engine: Engine) -> str:
    """The sentence with what the words find between ``<<`` and ``>>``; InputError where they find nothing."""
    sentence = " ".join(_MARKS.sub(" ", answers.sentence).split())
    rule = _trial(answers.words)
    found = engine.matcher.find_one(draft_of(sentence, rule, engine), rule)
    if not found:
        raise InputError(f"“{answers.words}” is not found in “{sentence}”. Are all its words there, in this order?")
    for one in reversed(found):
        sentence = f"{sentence[: one.span.start]}<<{one.span.of(sentence)}>>{sentence[one.span.end :]}"
    return sentence


def _trial(words: str) -> Rule:
    line = PhraseLine(words, 1)
    return Rule("trial", "", "finding", "", "stable", (line,), (), "", "", (), Examples(), "", 1, {})


def rule_text(name: str, answers: Answers, sentence: str) -> str:
    """The file of a new rule."""
    title = answers.words[:1].upper() + answers.words[1:]
    return (
        f"rule: {name}\ntitle: {quoted(title)}\nkind: finding\nseverity: warning\n"
        f"status: preview      # reports, and never fails a run; later: stable\n"
        f"find: |\n{block([answers.words])}message: |\n{block([answers.question])}"
        f"examples:\n  match: |\n{block([sentence], indent=4)}"
    )


def quoted(text: str) -> str:
    """A one-line YAML value that no YAML reader changes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def block(lines: Iterable[str], indent: int = 2) -> str:
    """The lines of a ``|`` block."""
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def append(path: Path, document: str) -> None:
    """Add a document to a rule file, or begin one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path):
        before = path.read_text("utf-8") if path.exists() else ""
        joint = "" if not before else "---\n" if before.endswith("\n") else "\n---\n"
        write(path, before + joint + document)
