"""One rule set laid over another: add, replace by id, extend, change a number, switch off."""

from __future__ import annotations

from typing import Any

from verifier.ruleset.raw import RawList, RawRule, RawSet
from verifier.ruleset.reading import unknown
from verifier.ruleset.schema import PhraseLine

_LINES = ("find", "not_when", "regex", "message")
NEW_TYPES = ("base", "caps")
"""Sections in which a house may name types of its own."""


def lay_over(under: RawSet, over: RawSet) -> None:
    """Lay ``over`` on ``under``, in place. Faults are noted in the files of ``over``."""
    for words in over.lists.values():
        under.lists[words.name] = _list(under.lists.get(words.name), words)
    for rule in over.rules.values():
        _rule(under.rules, rule)
    _numbers(under, over)
    under.grammar.update(over.grammar)
    under.inflection.update(over.inflection)
    under.shapes.update(over.shapes)
    under.lexicon.update(over.lexicon)
    under.file_of.update(over.file_of)
    under.off.extend(over.off)
    under.exemptions.extend(over.exemptions)


def _list(under: RawList | None, over: RawList) -> RawList:
    if under is None or not over.extend:
        if over.extend:
            over.file.fault_at(over.entry_of["list"].node, f"there is no list “{over.name}” to extend.")
        return over
    over.based_on = tuple(dict.fromkeys((*under.based_on, *over.based_on)))
    _twice(over, set(under.entries))
    over.entries = (*(entry for entry in under.entries if entry not in over.remove), *over.entries)
    over.remove = (*under.remove, *over.remove)
    over.forms = over.forms or under.forms
    over.exact = over.exact or under.exact
    over.title = over.title or under.title
    return over


def _twice(over: RawList, known: set[str]) -> None:
    if known.isdisjoint(over.entries):
        return
    for key in ("entries", "add"):
        for line in over.file.lines_of(over.entry_of[key]) if key in over.entry_of else ():
            if line.text in known:
                message = f"the list “{over.name}” has “{line.text}” already; take it out here."
                over.file.fault(message, line.line, line.column)


def _rule(rules: dict[str, RawRule], over: RawRule) -> None:
    under = rules.get(over.id)
    if under is None:
        partial = over.extend or set(over.values) <= {"rule", "status"}
        if partial:
            over.file.fault_at(over.entry_of["rule"].node, unknown("rule", over.id, rules) + " Nothing to change.")
            return
        rules[over.id] = over
    elif over.extend or set(over.values) <= {"rule", "status", "title", "message", "severity"}:
        rules[over.id] = merged(under, over)
    else:
        rules[over.id] = over


def merged(under: RawRule, over: RawRule) -> RawRule:
    """The rule below with what the one above says; phrases and examples are added to it."""
    values: dict[str, Any] = {**under.values, **over.values}
    for key in ("find", "not_when", "regex", "references"):
        values[key] = (*under.values.get(key, ()), *over.values.get(key, ()))
    below, above = under.values.get("examples", {}), over.values.get("examples", {})
    values["examples"] = {key: (*below.get(key, ()), *above.get(key, ())) for key in {**below, **above}}
    added = [(line, over.file) for key in _LINES for line in over.values.get(key, ())]
    made = RawRule(under.id, under.file, under.line, values, {**under.entry_of, **over.entry_of}, under.extend)
    made.values["_files"] = {**under.values.get("_files", {}), **{id(line): file for line, file in added}}
    return made


def _numbers(under: RawSet, over: RawSet) -> None:
    types = {str(rule.values.get("type", "")) for rule in (*under.rules.values(), *over.rules.values())}
    for section, numbers in over.numbers.items():
        known = under.numbers.get(section)
        file, entry = over.entry_of[section, ""]
        if known is None:
            file.fault(unknown("section of numbers", section, under.numbers), entry.line, entry.column)
            continue
        for name, number in numbers.items():
            file, entry = over.entry_of[section, name]
            if name in known or (section in NEW_TYPES and name in types):
                known[name] = number
            else:
                file.fault(unknown(f"number of “{section}”:", name, known), entry.line, entry.column)


def except_words(whole: RawSet) -> None:
    """Apply the exceptions: their words become vetoes of the rule, or the whole rule is switched off."""
    for exemption, file in whole.exemptions:
        rule = whole.rules.get(exemption.rule)
        if rule is None:
            message = unknown("rule", exemption.rule, whole.rules) + " Nothing to except."
            file.fault(message, exemption.line, 1)
        elif exemption.words:
            files = {**rule.values.get("_files", {}), **{id(line): file for line in exemption.words}}
            values = {**rule.values, "_files": files}
            values["not_when"] = (*rule.values.get("not_when", ()), *exemption.words)
            whole.rules[exemption.rule] = RawRule(rule.id, rule.file, rule.line, values, rule.entry_of)
        else:
            whole.off.append((PhraseLine(exemption.rule, exemption.line), file))
