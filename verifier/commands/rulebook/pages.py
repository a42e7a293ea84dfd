"""What a rule says of itself: for the screen and as a page of ``docs/rules``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from verifier.notation import Ref, walk
from verifier.report.measured import told
from verifier.ruleset import PhraseLine, Rule, RuleSet, packs
from verifier.ruleset.phrases import parse_line

KIND_TITLES = {
    "source": "Sources",
    "cue": "Attribution",
    "hedge": "Certainty",
    "detail": "Details",
    "finding": "Findings",
    "needs": "Findings",
    "drift": "A rewrite beside its original",
    "claim": "Claims",
    "zone": "Parts of the page",
    "event": "Events",
}
OTHER = "Events and names"
_HEAD_OF_INDEX = "Made by `verify rules docs` from the rules themselves"
_FOOT = "[All rules](index.md)"
_GROUPS = {
    "match": "It holds in",
    "no_match": "It does not hold in",
    "known_miss": "It should hold, and does not yet, in",
}
_MARK = re.compile(r"<<|>>|\{\{|\}\}")
_SHOWN = {"<<": "**", ">>": "**", "{{": "[", "}}": "]"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def pages(rules: RuleSet) -> dict[str, str]:
    """File name → Markdown, one page a rule and ``index.md``."""
    made = {f"{rule.id}.md": page(rule, rules) for rule in rules.rules.values()}
    made["index.md"] = index(rules)
    return made


def is_page(words: str) -> bool:
    """Whether a Markdown file is one of these pages, of whatever rule."""
    return _HEAD_OF_INDEX in words[:400] or words.rstrip().endswith(_FOOT)


def index(rules: RuleSet) -> str:
    """The table of all rules."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules.rules.values():
        groups.setdefault(KIND_TITLES.get(rule.kind, OTHER), []).append(rule)
    lines = ["# Rules", "", f"{_HEAD_OF_INDEX}; change the rules, not these pages."]
    order = [*dict.fromkeys(KIND_TITLES.values()), OTHER]
    for title in (name for name in order if name in groups):
        lines += ["", f"## {title}", "", "| rule | what it is |", "|:---|:-----|"]
        lines += [f"| [{rule.id}]({rule.id}.md) | {_plain(rule.title)} |" for rule in groups[title]]
    return "\n".join(lines) + "\n"


def page(rule: Rule, rules: RuleSet) -> str:
    """One rule as Markdown."""
    return "\n".join(_lines(rule, rules)) + "\n"


def _lines(rule: Rule, rules: RuleSet) -> Iterator[str]:
    yield f"# {_plain(rule.title)}"
    yield ""
    yield f"`{rule.id}` · {rule.kind}{f' · `{rule.type}`' if rule.type else ''} · {rule.status} · `{rule.path}`"
    if rule.why:
        yield from ("", _plain(rule.why))
    if rule.message:
        yield from ("", f"**Asks the reporter:** {_plain(rule.message)}")
    if rule.kind in ("finding", "needs") and rule.path.startswith(packs.BASE + "/"):
        how_often = told(rule.id) or "never asked on the labelled drafts"
        yield from ("", f"**How often was it right?** {how_often[:1].upper()}{how_often[1:]}.")
    facts = list(_facts(rule, rules))
    if facts:
        yield from ("", *facts)
    yield from _block("Finds", rule.find)
    yield from _block("Finds (patterns)", rule.regex)
    yield from _block("But not", rule.not_when)
    for key in sorted(rule.options):
        yield from _block(key.capitalize(), rule.phrases(key))
    yield from _lists(rule, rules)
    for group, title in _GROUPS.items():
        examples = rule.examples.lines.get(group, ())
        if examples:
            yield from ("", f"## {title}", "")
            yield from (f"- {_example(line.text)}" for line in examples)
    if rule.references:
        yield from ("", "## From", "")
        yield from (f"- <{line}>" for line in rule.references)
    yield from ("", _FOOT)


def _facts(rule: Rule, rules: RuleSet) -> Iterator[str]:
    """Its numbers and other keys, one a line."""
    house = rules.house
    if rule.type and house.has("base", rule.type):
        cap = f", never above {house.number('caps', rule.type)}" if house.has("caps", rule.type) else ""
        yield f"- strength: {house.number('base', rule.type)} before details{cap}"
    modifier = rule.text("modifier")
    if modifier and house.has("modifiers", modifier):
        yield f"- points: {house.number('modifiers', modifier):+}"
    for key, value in rule.options.items():
        if not rule.phrases(key) and not isinstance(value, dict):
            shown = " ".join(map(str, value)) if isinstance(value, tuple) else value
            yield f"- {key.replace('_', ' ')}: {_plain(str(shown))}"
    if rule.zones:
        yield f"- only in: {' '.join(rule.zones)}"


def _block(title: str, lines: Iterable[PhraseLine]) -> Iterator[str]:
    texts = [line.text for line in lines]
    if texts:
        yield from ("", f"## {title}", "", "```text", *texts, "```")


def _lists(rule: Rule, rules: RuleSet) -> Iterator[str]:
    names = dict.fromkeys(list_names(rule, rules))
    if names:
        yield from ("", "## Word lists", "")
    for name in names:
        words = rules.lists[name]
        some = ", ".join(words.written[:6])
        more = f" … ({len(words.written)})" if len(words.written) > 6 else ""
        if not some:
            some = "all of " + ", ".join(words.based_on)
        yield f"- `<{name}>` {_plain(words.title)}: {_plain(some)}{more} · `{words.path}`"


def list_names(rule: Rule, rules: RuleSet) -> Iterator[str]:
    """The word lists a rule's phrases name."""
    for line in (*rule.find, *rule.not_when):
        for node in walk(parse_line(line, rules).nodes):
            if isinstance(node, Ref) and node.name in rules.lists:
                yield node.name


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _example(text: str) -> str:
    """An example with what the rule marks in bold and the claim in brackets."""
    shown, at = [], 0
    for mark in _MARK.finditer(text):
        shown += [_plain(text[at : mark.start()]), _SHOWN[mark.group()]]
        at = mark.end()
    return "".join([*shown, _plain(text[at:])])


def text(rule: Rule, rules: RuleSet) -> str:
    """A rule for the screen."""
    rows: Mapping[str, str] = {
        "kind": rule.kind + (f", type {rule.type}" if rule.type else ""),
        "status": rule.status,
        "file": rule.where,
        "asks": rule.message,
        "why": rule.why,
    }
    lines = [f"{rule.id}  {rule.title}"]
    lines += [f"  {key:<8}{value}" for key, value in rows.items() if value]
    lines += [f"  {'finds' if at == 0 else '':<8}{line.text}" for at, line in enumerate((*rule.find, *rule.regex))]
    lines += [f"  {'but not' if at == 0 else '':<8}{line.text}" for at, line in enumerate(rule.not_when)]
    lines += [f"  {'':<8}{fact.removeprefix('- ')}" for fact in _facts(rule, rules)]
    for group, title in (("match", "yes"), ("no_match", "no"), ("known_miss", "missed")):
        lines += [f"  {title:<8}{line.text}" for line in rule.examples.lines.get(group, ())]
    lines += [f"  {'from':<8}{line}" for line in rule.references]
    return "\n".join(lines)
