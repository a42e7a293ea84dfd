"""``verify rules …`` and ``verify not-a-problem``: the commands of whoever keeps the rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Container, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from verifier.commands.options import add_rules, language_of
from verifier.engine import Engine
from verifier.errors import InputError, RuleError, did_you_mean
from verifier.files import write
from verifier.ruleset import Rule, RuleSet, load, packs

_EXAMPLE_ID = "house-sources-say"
_SHOWN = 40  # changes a draft shows before the rest is counted


def add_commands(subparsers: Any) -> None:
    """``rules`` with its own commands, and ``not-a-problem``."""
    rules = subparsers.add_parser("rules", help="test, show, write, count and compare rules")
    inner = rules.add_subparsers(metavar="COMMAND", required=True)
    _command(inner, "test", _test, "run every example; find phrases, vetoes and patterns that do nothing or too much",
             ("chosen", {"nargs": "*", "metavar": "DIR|ID", "help": "only these rules (default: all)"}))  # fmt: skip
    _command(inner, "list", _list, "every rule, one a line",
             ("--kind", {"metavar": "KIND", "help": "only this kind"}))  # fmt: skip
    _command(inner, "show", _show, "one rule, with its phrases, numbers and examples",
             ("id", {"metavar": "ID"}))  # fmt: skip
    _command(inner, "new", _new, "asks three questions and writes a rule that passes",
             ("--words", {"help": "the words to find, in the phrase notation"}),
             ("--sentence", {"help": "a sentence that has them"}),
             ("--question", {"help": "what to ask the reporter"}),
             ("--id", {"help": "the rule's id (default: made of the words)"}),
             ("--out", {"type": Path, "default": Path("house-rules"), "metavar": "DIR",
                        "help": "the house set to write to (default: house-rules/)"}))  # fmt: skip
    paths = ("paths", {"nargs": "+", "type": Path, "metavar": "PATH", "help": "drafts and folders of drafts"})
    _command(inner, "stats", _stats, "how often each rule fired, was dismissed, or never fired", paths,
             ("--never", {"action": "store_true", "help": "name the rules that never fired"}))  # fmt: skip
    _command(inner, "diff", _diff, "what a change of rules adds, removes and moves over an archive",
             ("old", {"type": Path, "metavar": "OLD"}), ("new", {"type": Path, "metavar": "NEW"}), paths)  # fmt: skip
    _command(inner, "docs", _docs, "write a page a rule, from the rules",
             ("--out", {"type": Path, "default": packs.PAGES, "metavar": "DIR"}),
             ("--check", {"action": "store_true", "help": "write nothing; status 1 where a page is out of date"}),
             )  # fmt: skip
    _command(inner, "eject", _eject, "write a copy of the built-in rules to edit, and to lay over them with --rules",
             ("folder", {"type": Path, "metavar": "DIR"}))  # fmt: skip
    _command(inner, "schema", _schema, "the JSON Schema of rule files, for completion in editors",
             ("--out", {"type": Path, "metavar": "FILE"}),
             ("--into", {"type": Path, "metavar": "DIR",
                         "help": "write it into a rule folder, and into each file the line that points editors to it"}),
             )  # fmt: skip
    _command(subparsers, "not-a-problem", _not_a_problem, "turn a false alarm into an example and a veto",
             ("claim", {"metavar": "DRAFT:CLAIM", "help": "such as draft.txt:C07"}),
             ("--rule", {"required": True, "metavar": "ID"}),
             ("--archive", {"action": "append", "type": Path, "default": [], "metavar": "PATH",
                            "help": "drafts to show the change over (default: the draft)"}),
             ("--out", {"type": Path, "default": Path("house-rules"), "metavar": "DIR"}),
             ("--yes", {"action": "store_true", "help": "write without asking"}))  # fmt: skip


def _command(subparsers: Any, name: str, run: Any, about: str, *arguments: tuple[str, dict[str, Any]]) -> None:
    parser = subparsers.add_parser(name, help=about, description=about)
    for argument, options in arguments:
        parser.add_argument(argument, **options)
    add_rules(parser)
    parser.set_defaults(run=run)


def _print(lines: Iterable[str] | str) -> None:
    print(lines if isinstance(lines, str) else "\n".join(lines))


def _rule(name: str, rules: RuleSet) -> Rule:
    if name not in rules.rules:
        if "/" in name or name.endswith((".yml", ".yaml", ".zip")):
            raise InputError(f"there is no rule folder or file {name}.")
        raise InputError(f"there is no rule “{name}”.{did_you_mean(name, rules.rules)} See: verify rules list")
    return rules.rules[name]


# --- test -------------------------------------------------------------------------------------


def _test(options: argparse.Namespace) -> int:
    from verifier.commands.rulebook import testing

    known = packs.shipped()
    folders = [Path(name) for name in options.chosen if Path(name).exists() or name in known]
    names = [name for name in options.chosen if Path(name) not in folders]
    try:
        engine = Engine(load([*options.rules, *folders], language=language_of(options)))
    except RuleError as error:
        return _told(testing.of_faults(error.faults))
    chosen = _chosen(engine.rules, folders, names)
    problems = testing.problems_of(engine, chosen, date.today().isoformat())  # noqa: DTZ011 - the desk's own day
    problems = sorted([*problems, *_of_sets(engine, chosen, folders, names)])
    bad = {problem.path for problem in problems if problem.level in testing.FAULTS}
    status = _told(problems)
    for path, of_path in _by_path(chosen).items():
        if path not in bad and (folders or names or options.rules):
            counts = f"{_count(len(of_path), 'rule')}, {_count(testing.count_examples(of_path), 'example')}"
            print(f"{path}  ok  {counts}")
    if not chosen and not status:
        print("no rule stands there: nothing was tested. A rule begins with “rule: my-rule”; see: verify rules new")
    elif not status:
        print(f"{_count(len(chosen), 'rule')}, {_count(testing.count_examples(chosen), 'example')}: all hold.")
    return status


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _chosen(rules: RuleSet, folders: Sequence[Path], names: Sequence[str]) -> list[Rule]:
    if not folders and not names:
        return list(rules.rules.values())
    places = _places(folders)
    in_folders = [rule for rule in rules.rules.values() if _stands({rule.path, *rule.paths.values()}, places)]
    return [*in_folders, *(_rule(name, rules) for name in names)]


def _places(folders: Sequence[Path]) -> list[str]:
    return [packs.locate(folder)[1].rstrip("/") for folder in folders]


def _stands(paths: Iterable[str], places: Sequence[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for path in paths for place in places)


def _of_sets(engine: Engine, chosen: Sequence[Rule], folders: Sequence[Path], names: Sequence[str]) -> list[Any]:
    """What can be wrong between sets: dead lists, and rules that replace one of the same id without a word."""
    from verifier.commands.rulebook import lists

    under = load([], language=engine.rules.language)
    words = [
        one
        for one in engine.rules.lists.values()
        if not names and (not folders or _stands([one.path], _places(folders)))
    ]
    return [*lists.problems_of_lists(engine, words, under.lists), *lists.replaced(chosen, under)]


def _by_path(chosen: Iterable[Rule]) -> dict[str, list[Rule]]:
    files: dict[str, list[Rule]] = {}
    for rule in chosen:
        files.setdefault(rule.path, []).append(rule)
    return dict(sorted(files.items()))


def _told(problems: Sequence[Any]) -> int:
    from verifier.commands.rulebook.testing import FAULTS

    for one in problems:
        column = f":{one.column}" if one.column else ""
        line = f":{one.line}{column}" if one.line else ""
        print(f"{one.path}{line}  {one.level:<6}  {one.rule + '  ' if one.rule else ''}{one.message}")
    bad = sum(one.level in FAULTS for one in problems)
    if bad:
        print(f"{_count(bad, 'problem')}.")
    return 2 if bad else 0


# --- list, show, new --------------------------------------------------------------------------


def _list(options: argparse.Namespace) -> int:
    rules = load(options.rules, language=language_of(options))
    kinds = dict.fromkeys(rule.kind for rule in rules.rules.values())
    if options.kind and options.kind not in kinds:
        raise InputError(f"there is no kind “{options.kind}”.{did_you_mean(options.kind, kinds)}")
    rows = [rule for rule in rules.rules.values() if options.kind in (None, rule.kind)]
    wide = max(len(rule.id) for rule in rows)
    _print(f"{rule.kind:<9} {rule.id:<{wide}}  {rule.title}  ({rule.where})" for rule in rows)
    return 0


def _show(options: argparse.Namespace) -> int:
    from verifier.commands.rulebook import pages

    rules = load(options.rules, language=language_of(options))
    _print(pages.text(_rule(options.id, rules), rules))
    return 0


def _new(options: argparse.Namespace) -> int:
    from verifier.commands.rulebook import testing, writing

    folders = list(dict.fromkeys([*options.rules, *([options.out] if options.out.exists() else [])]))
    rules = load(folders, language=language_of(options))
    words = options.words or _ask("Which words should be found? (a|b: either; (a): may be left out)")
    writing.check_words(words, rules)
    answers = writing.Answers(
        words,
        options.sentence or _ask("A sentence that has them:"),
        options.question or _ask("What do you ask the reporter then?"),
    )
    sentence = writing.marked(answers, Engine(rules))
    name = options.id or writing.rule_id(words, rules.rules)
    if not writing.is_id(name):
        raise InputError(f"“{name}” cannot be a rule's id: small letters, digits and hyphens, such as {_EXAMPLE_ID}.")
    path = options.out / f"{name}.yml"
    if path.exists() or name in rules.rules:
        raise InputError(f"there is a rule “{name}” already; give another with --id.")
    writing.append(path, writing.rule_text(name, answers, sentence))
    made = load(list(dict.fromkeys([*options.rules, options.out])), language=language_of(options))
    status = _told(testing.problems_of(Engine(made), [_rule(name, made)]))
    print(f"wrote {path}: it finds {sentence}")
    print(f"Try it: verify rules stats --rules {options.out} PATH…   Use it: verify --rules {options.out} PATH…")
    return status


def _ask(question: str) -> str:
    """An answer from the terminal; a question that goes unanswered ends the command."""
    print(question, file=sys.stderr)
    answer = sys.stdin.readline().strip()
    if not answer:
        raise InputError(f"no answer to “{question}” Nothing was written.")
    return answer


# --- stats, diff ------------------------------------------------------------------------------


def _stats(options: argparse.Namespace) -> int:
    from verifier.commands.rulebook import archive

    rules = load(options.rules, language=language_of(options))
    problems: list[str] = []
    counted = archive.stats(archive.drafts(options.paths, problems), Engine(rules))
    if not counted.drafts and not problems:
        problems.append("no drafts there.")
    months = sorted(counted.months)
    print(f"{_count(counted.drafts, 'draft')}: times fired, drafts, times dismissed, rule; then by month")
    for name, count in sorted(counted.fired.items(), key=lambda item: (-item[1], item[0])):
        by_month = " ".join(f"{at} {counted.months[at][name]}" for at in months) if len(months) > 1 else ""
        print(f"{count:6} {counted.in_drafts[name]:6} {counted.dismissed[name]:6}  {name}  {by_month}".rstrip())
    never = counted.never(rules)
    if options.never:
        print(f"Never fired ({len(never)}): {', '.join(never) or 'none'}")
    for words in rules.lists.values():
        unseen = [] if words.path.startswith(packs.BASE + "/") else counted.unseen(words, rules)
        if unseen:
            print(f"Of the list “{words.name}” ({words.where}) never seen ({len(unseen)}): {', '.join(unseen)}")
    for name, gone, found in counted.unwanted():
        print(f"{name}: dismissed {gone} of {found}: demote?")
    total = len(rules.rules)
    hint = "" if options.never or not never else "; --never names them"
    drafts = _count(counted.drafts, "draft")
    print(f"{total - len(never)} of {total} rules fired in {drafts}, {len(never)} never did{hint}.")
    return _problems(problems)


def _problems(problems: Iterable[str]) -> int:
    told = list(problems)
    for line in told:
        print(f"verify: {line}", file=sys.stderr)
    return 2 if told else 0


def _diff(options: argparse.Namespace) -> int:
    from verifier.commands.rulebook import archive

    problems: list[str] = []
    old, new = (Engine(_set(path, options.rules, language_of(options))) for path in (options.old, options.new))
    changes = list(archive.compare(archive.drafts(options.paths, problems), old, new))
    _changes(changes)
    return _problems(problems)


def _set(path: Path, over: Sequence[Path], language: str) -> RuleSet:
    """A whole rule set (it has a grammar), or a house set over the built-in one."""
    from verifier.ruleset import load_from

    is_whole = path.is_dir() and any(path.rglob("grammar.y*ml"))
    return load_from(path, over, language=language) if is_whole else load([*over, path], language=language)


def _changes(changes: Sequence[Any]) -> None:
    for draft in dict.fromkeys(change.draft for change in changes):
        print(draft)
        here = [change for change in changes if change.draft == draft]
        for change in here[:_SHOWN]:
            words = " ".join(change.text.split())
            print(f"  {change.sign} {' '.join(filter(None, (change.rule, change.told)))}: “{words[:160]}”")
        if len(here) > _SHOWN:
            print(f"  … and {len(here) - _SHOWN} more")
    signs = [change.sign for change in changes]
    print(f"{signs.count('+')} added, {signs.count('-')} gone, {signs.count('~')} moved.")


# --- docs, schema -----------------------------------------------------------------------------


def _docs(options: argparse.Namespace) -> int:
    from verifier.commands.rulebook import pages

    made = pages.pages(load(options.rules, language=language_of(options)))
    folder: Path = options.out
    kept = _kept_pages(folder, made, is_only_check=options.check)
    stale = sorted(name for name in {*made, *kept} if made.get(name) != kept.get(name))
    if options.check:
        _print([f"{folder}/{name} is out of date; run: verify rules docs" for name in stale] or "all pages are true.")
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in made:
            write(folder / name, made[name])
        else:
            (folder / name).unlink()
    print(f"wrote {len(stale)} of {len(made)} pages to {folder}")
    return 0


def _kept_pages(folder: Path, made: Container[str], *, is_only_check: bool) -> dict[str, str]:
    """The pages there, by name; InputError where a page would replace a file that is none. Other files are let be."""
    from verifier.commands.rulebook.pages import is_page

    kept = {}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else []:
        words = path.read_bytes().decode("utf-8", "replace")
        if is_page(words) or (is_only_check and path.name in made):
            kept[path.name] = words
        elif path.name in made:
            raise InputError(
                f"{path}: is no page of a rule, so it is not replaced; name another folder with --out DIR."
            )
    return kept


def _eject(options: argparse.Namespace) -> int:
    """Copy the built-in rules into a folder that is not there yet, or empty."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: is there already and not empty; name a new folder. Nothing was written.")
    found = packs.files(packs.built_in(), packs.BASE)
    for file in found:
        write(folder / file.name, file.data)
    print(f"wrote {_count(len(found), 'file')} to {folder}. Edit them, then: verify --rules {folder} PATH…")
    return 0


def _schema(options: argparse.Namespace) -> int:
    from verifier.commands.rulebook.schema import NAME, TITLE, point_to, schema

    text = schema(load(options.rules, language=language_of(options)))
    if options.into:
        count = point_to(options.into, text)
        print(f"wrote {options.into / NAME}, and the line that points to it into {_count(count, 'file')}")
    elif options.out:
        if options.out.exists() and f'"title": "{TITLE}"' not in options.out.read_bytes().decode("utf-8", "replace"):
            raise InputError(f"{options.out}: is there already and is no schema of rule files; it is not replaced.")
        write(options.out, text)
        print(f"wrote {options.out}")
    else:
        print(text, end="")
    return 0


# --- not a problem ----------------------------------------------------------------------------


def _not_a_problem(options: argparse.Namespace) -> int:
    from verifier.commands.rulebook import archive, narrow, writing
    from verifier.reading import read

    path, _, claim = options.claim.rpartition(":")
    if not path:
        raise InputError(f"“{options.claim}” names no claim; write draft.txt:C07.")
    folders = list(dict.fromkeys([*options.rules, *([options.out] if options.out.exists() else [])]))
    engine = Engine(load(folders, language=language_of(options)))
    rule = _rule(options.rule, engine.rules)
    report = archive.remembered(engine.check(read(Path(path))), engine.rules)
    found = narrow.narrow(report, claim, rule, engine)
    print(f"veto      {found.veto}\nno match  {found.sentence}")
    if not writing.is_id(rule.id):
        raise InputError(f"“{rule.id}” can be no file's name, so no change to it can be written; see {rule.where}.")
    file = options.out / f"{rule.id}.yml"
    problems: list[str] = []
    draft = Path(path).resolve()
    seen = any(draft.is_relative_to(other.resolve()) for other in options.archive)
    documents = archive.drafts([*options.archive, *([] if seen else [Path(path)])], problems)
    changed = Engine(load(folders, more=[(str(file), found.document())], language=language_of(options)))
    _changes(list(archive.compare(documents, engine, changed)))
    if not options.yes and _ask(f"Write this to {file}? (yes/no)").lower() not in ("y", "yes"):
        print("Nothing was written.")
        return _problems(problems)
    writing.append(file, found.document())
    print(f"wrote {file}. Use it: verify --rules {options.out} PATH…")
    return _problems(problems)
