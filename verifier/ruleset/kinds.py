"""Which keys a rule of each kind may have: one row a key. Owners of a stage add their rows here.

``shape`` says how the value is written:
``line`` one line of text, ``word`` one of ``choices``, ``words`` several of ``choices`` (any words where there are
none), ``block`` a ``|`` block of lines, ``phrases`` a ``|`` block in the phrase notation, ``number`` a whole number,
``entries`` a ``|`` block of words, ``decimal`` any number, ``pair`` two whole numbers ``[20, 45]``, ``flag`` true or
false, ``list`` the name of a word list, ``lists`` several, ``classes`` names of word classes of the grammar, ``numbers`` a
mapping of names to whole numbers.
"""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One key a rule may have."""

    shape: str
    note: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


BLANKS = ("source", "claim", "words", "other")
"""What a question may leave to be filled in, in braces."""
SEVERITIES = ("error", "warning", "note")
CAUSES = ("source", "run", "other", "names")
STATUSES = ("preview", "stable", "deprecated", "off")
ZONES = (
    "headline", "dek", "bullet", "heading", "byline", "body", "quote", "caption", "closing", "provenance",
    "boilerplate",
)  # fmt: skip
DRIFT_CHECKS = {
    "quotation-altered": "a quotation has other words than in the originals",
    "quotation-absent": "a quotation stands in no original",
    "quotation-speaker": "a quotation is of another speaker",
    "quotation-marked": "marks stand round what an original says in its own words",
    "quotation-paraphrased": "what an original quotes is put into other words",
    "attribution-dropped": "a claim credited in the original is credited to nobody",
    "attribution-added": "a claim credited to nobody in the original is credited",
    "source-retyped": "a claim is credited to another, or another kind of source",
    "source-characterised": "a word of `gained` stands in a source, and in no original",
    "verb": "a word of `gained` stands where the original has one of `instead`",
    "gained": "a word of `gained` stands in no original",
    "hedge-dropped": "a match of `hedges` or a word of `lost` is gone, and what it stood before is not",
    "hedge-settled": "a match of `hedges` is gone and a word of `gained` has come",
    "bound-dropped": "a number stands without the bound, about or at least, that the original gives it",
    "hedge-added": "a match of `hedges` stands where the original has none",
    "negation": "a word of `lost` has come or gone, and what it denies has not",
    "number-new": "a number stands in no original",
    "number-lost": "how many the sources are is gone",
    "lost": "a word of `lost` beside a credited claim is gone",
    "fact-added": "no passage of an original has enough of a claim",
    "omitted": "no passage of the rewrite tells a claim of an original",
    "omitted-denial": "the same of denials and refusals to comment",
}
"""What a check of drifts holds of (docs/rewrites.md)."""
ZONE_CHECKS = ("words", "headline", "above", "heading", "dateline", "dek", "closing-heading", "closing-opening")
CHECKS = {
    "dropped-attribution": "headline, dek or bullet: the body credits it to somebody",
    "dropped-hedge": "headline, dek or bullet: the body is less certain",
    "raised-degree": "headline, dek or bullet: a word of high degree that the body has not",
    "endorsing-cue": "an endorsing cue from an interested party, or without date or venue",
    "interested-party": "a source that speaks of its own side",
    "unidentified-document": "a document without title, issuer or date",
    "interpretation": "an intention read into pictures or data",
    "uncounted-sources": "a plural of unnamed sources without a number",
    "no-anonymity-reason": "a name withheld without a reason",
    "no-affiliation": "a named expert whose house nobody tells",
    "accusation": "an accusation against somebody named",
    "slight": "a slight on somebody named",
    "outdated": "a claim takes for granted what the draft, or a fact of the house, says is over",
    "contradiction": "another claim of the draft says the opposite; told on the later one",
    "contested": "another source denies it",
    "no-comment": "a refusal to comment beside a claim about the same person",
    "unclear-attribution": "a clause beside one that has a source, and may not have it too",
    "support-follows": "the next sentence has the source that this one lacks",
    "no-support": "nothing in the draft supports the claim",
    "unsure": "the source is a pronoun nobody resolves, or words of no known class",
    "second-hand": "the draft: its provenance says that it was taken from elsewhere",
    "no-dateline": "the draft: “last week”, and nothing that tells which day it is",
    "one-source": "the draft: all that is credited is credited to one source",
    "own-views": "the draft: three own views and more, told once",
    "marker": "none: the words are marked for the check of another rule",
}
"""What a finding may ask of a claim or a draft that words alone cannot tell."""
EDIT_PLACES = ("before-source", "after-source", "instead-of-source", "after-cue", "before-claim", "after-claim")
CUE_CLASSES = (
    "endorse", "neutral", "stress", "weak", "distance", "belief", "forecast", "deny", "demand", "stance", "silent", "hearsay",
    "attitude", "record",
)  # fmt: skip

# Keys of every rule, whatever its kind. ``rule`` and ``kind`` come first; the rest in the order people read.
COMMON: dict[str, Key] = {
    "rule": Key("line", "a stable id in words, never reused", required=True),
    "title": Key("line", "what a report calls it"),
    "kind": Key("line", "cue, source, hedge, detail, finding, needs, profile, zone or event"),
    "type": Key("line", "the source type, event class or other type the rule gives"),
    "status": Key("word", "preview reports and never fails a run", STATUSES),
    "extend": Key("flag", "true: add to the rule of this id instead of replacing it"),
    "find": Key("phrases", "the phrases that make the rule hold, one a line"),
    "not_when": Key("phrases", "phrases that veto a match they overlap"),
    "regex": Key("block", "escape hatch: one pattern a line, run with a timeout"),
    "zones": Key("words", "only in these zones of the page", ZONES),
    "case": Key("word", "exact: words count only when written as here", ("any", "exact")),
    "message": Key("block", "the question to the reporter; {source}, {claim} are filled in"),
    "why": Key("block", "why it matters to readers"),
    "references": Key("block", "where the rule comes from, one a line"),
    "examples": Key("examples", "match, no_match and known_miss"),
}

KINDS: dict[str, dict[str, Key]] = {
    "cue": {
        "template": Key("block", "attribution templates, one a line (docs/cue-templates.md)"),
        "class": Key("word", "what the verb commits the writer to", CUE_CLASSES),
        "verbs": Key("lists", "word lists of the verbs it takes"),
        "order": Key("word", "loose: no comma is needed between the content and the cue behind it", ("loose",)),
        "supports": Key("flag", "false: an attitude; its content is not asserted by the source"),
        "speaker": Key("lists", "word lists one of which the head of the source must be in"),
        "holds": Key("lists", "word lists one of which a word of the content must be in"),
        "priority": Key("number", "rules with a higher number are tried first"),
    },
    "source": {
        "base": Key("number", "base strength, 0 to 100, where it differs from the type's"),
        "priority": Key("number", "rules with a higher number are tried first"),
    },
    "hedge": {
        "certainty": Key("word", "what the text commits to", ("CT", "PR", "PS", "U")),
        "polarity": Key("word", "negative: it says the content is unlikely", ("positive", "negative")),
        "band": Key("pair", "percent, where a standard assigns one"),
        "standard": Key("line", "the standard that assigns the band"),
        "perceived": Key("line", "how readers take it: median (from to)"),
        "scope": Key("line", "what it reaches: clause, phrase, sentence"),
        "base": Key("number", "base strength where it re-types the clause as hearsay"),
        "marks": Key("line", "what else it tells: forecast, opinion, degree …"),
    },
    "detail": {
        "modifier": Key("line", "the modifier of house.yml it brings"),
        "types": Key("words", "the source types it counts for"),
        "near": Key("line", "how near the source it must stand: source, cue, content, frame, sentence; note: also behind it in a sentence of its own"),
        "group": Key("line", "details of one group count once"),
        "label": Key("line", "what the arithmetic calls it"),
    },
    "finding": {
        "severity": Key("word", "how much it matters", SEVERITIES),
        "cause": Key("word", "what is asked about once: a source, a run of claims, {other}, the names in a claim", CAUSES),
        "several": Key("block", "the question where it is asked of a run of claims; {count} and {claim} are filled in"),
        "stakes": Key("lists", "word lists of what must be at stake in the claim"),
        "otherwise": Key("word", "how much it matters where nothing of that is at stake", SEVERITIES),
        "check": Key("word", "what decides where words alone cannot (docs/write-a-rule.md)", tuple(CHECKS)),
        "types": Key("words", "source types it speaks of"),
        "kinds": Key("words", "claim kinds it speaks of"),
        "levels": Key("words", "levels it speaks of"),
        "priority": Key("number", "findings with a higher number come first"),
    },
    "needs": {
        "severity": Key("word", "how much it matters", SEVERITIES),
        "cause": Key("word", "what is asked about once: a source, a run of claims, {other}, the names in a claim", CAUSES),
        "several": Key("block", "the question where it is asked of a run of claims; {count} and {claim} are filled in"),
        "stakes": Key("lists", "word lists of what must be at stake in the claim"),
        "otherwise": Key("word", "how much it matters where nothing of that is at stake", SEVERITIES),
        "within": Key("number", "how many sentences it looks either way"),
        "types": Key("words", "source types it speaks of"),
        "kinds": Key("words", "claim kinds it speaks of"),
    },
    "profile": {
        "share": Key("number", "matches in a thousand words of the draft from which it holds"),
        "quoted": Key("flag", "false: what a source is credited with does not count"),
        "idle": Key("lists", "word lists of stakes that tell nothing in such a draft"),
    },
    "claim": {
        "cut": Key("block", "patterns over the words of a sentence (docs/grammar.md); {begin} is where the claim begins"),
        "sides": Key("word", "on which side of the cut a verb must stand; each: also where the words are credited to somebody", ("both", "each", "left", "right", "none")),
        "carries": Key("lists", "lists of verbs of speech or evidence: behind them the source of the words before still speaks"),
        "opener": Key("line", "the list of the words before a noun phrase that is a claim of its own"),
        "head": Key("lists", "the lists of the head of that noun phrase"),
        "verb": Key("lists", "the lists of the verb behind a noun phrase that is a subject"),
        "marks": Key("line", "the kind of claim it tells"),
        "modifier": Key("line", "the modifier of house.yml that it brings where nobody is credited"),
        "tense": Key("words", "only in pieces told in one of these tenses, named in claims/grammar.yml; by itself where the rule has no phrases"),
        "attributed": Key("flag", "false: only where nobody is credited; true: only where somebody is"),
        "priority": Key("number", "rules with a higher number are tried first"),
    },
    "edit": {
        "where": Key("word", "where its words go", EDIT_PLACES, required=True),
        "text": Key("line", "the words; a space is put where one is needed", required=True),
        "types": Key("words", "the source types it may lift"),
        "priority": Key("number", "edits with a higher number are tried first"),
    },
    "zone": {
        "zone": Key("word", "the zone it gives", ZONES),
        "position": Key("word", "where in the line the phrase stands", ("opening", "ending", "anywhere")),
        "whole": Key("flag", "true: the phrase must fill the line"),
        "priority": Key("number", "rules with a higher number are tried first"),
        "check": Key("word", "what of the page decides; without it, the words of a line alone", ZONE_CHECKS),
        "longest": Key("number", "words a line may have at most"),
        "shortest": Key("number", "words of a line that the check calls long enough"),
        "paragraphs": Key("number", "dateline: the first so many may have one; closing-opening: so many there must be"),
        "capitals": Key("number", "percent of its longer words that begin with a capital"),
        "stopped": Key("number", "the same of a line that ends with a full stop"),
        "overlap": Key("number", "percent of its longer words that the next paragraphs repeat"),
    },
    "event": {
        "state": Key("line", "the state it leaves behind"),
        "ladder": Key("line", "the ladder it is a rung of"),
        "rung": Key("number", "its place on the ladder"),
        "light": Key("flag", "true: so common a word that it makes no event by itself"),
    },
    "state": {
        "dimension": Key("line", "what the state is a state of: power, control, life …", required=True),
        "value": Key("line", "the value it gives; two values of one dimension contradict each other", required=True),
        "entity": Key("word", "where the one it is said of stands", ("after", "before", "inside", "any", "object")),
    },
    "contrast": {
        "scale": Key("line", "the scale of the words: extent, time, permanence", required=True),
        "value": Key("line", "their place on the scale", required=True),
    },
    "stance": {
        "value": Key("word", "what the words do to the statement they stand in", ("denied", "false", "doubted", "ceased", "open")),
        "scope": Key("word", "how far they reach: the words after them, or all of the claim", ("near", "clause", "sentence")),
        "reach": Key("number", "how many words after it, where the scope is near"),
    },
    "drift": {
        "severity": Key("word", "how much it matters", ("error", "warning", "note")),
        "check": Key("word", "what decides (docs/rewrites.md)", tuple(DRIFT_CHECKS), required=True),
        "leads": Key("flag", "true: it stands before every other finding, and its claim is never High"),
        "priority": Key("number", "what rules with a higher number find is told first"),
        "lists": Key("flag", "true: one question stands for all that it finds"),
        "several": Key("block", "the question where there are several originals; {other} may be how many"),
        "gained": Key("lists", "word lists of which the rewrite has a word that the original has not"),
        "instead": Key("lists", "word lists of which the original must have a word"),
        "lost": Key("lists", "word lists of which the original has a word that the rewrite has not"),
        "unless": Key("lists", "word lists a word of which excuses it"),
        "hedges": Key("words", "the hedge rules whose words count"),
        "classes": Key("classes", "classes of words, one of which a word of the lists must be of"),
    },
    "rewording": {
        "groups": Key("block", "words that say the same, one group a line, in any of their forms", required=True),
        "spelling": Key("flag", "true: they are one word in two spellings, and may stand for each other in a quotation"),
    },
    "spelling": {
        "letters": Key("block", "letters of one sound, in order: kh > H"),
        "near": Key("block", "sounds that stand for each other and what it costs in hundredths: k q 30"),
        "weights": Key("numbers", "hundredths of a consonant a letter counts"),
        "drop": Key("list", "the word list of articles and particles left out"),
        "generic": Key("list", "the word list of generic terms left out beside a proper part"),
        "threshold": Key("number", "hundredths of likeness from which two spellings are one name"),
        "like": Key("number", "hundredths of likeness worth a hint, where nothing else speaks"),
        "same": Key("block", "pairs that must come out as one name: Tartus = Tartous"),
        "apart": Key("block", "pairs that must stay apart"),
    },
    "aliases": {
        "names": Key("block", "one entity a line, the name reports use first: A = B = C", required=True),
        "wide": Key("flag", "true: nations, of which no state is said: “Yemen hostage killed”"),
        "place_after": Key("list", "words before the name that make it the place and not the body"),
        "apart": Key("block", "names that look alike and are two: Niger / Nigeria"),
    },
    "homonym": {
        "name": Key("line", "the name several entities share", required=True),
        "senses": Key("block", "one entity a line with words that tell it: Georgia (country): Tbilisi, Abkhazia"),
    },
    "reading": {
        "skip": Key("classes", "classes of words that carry no matter, as in grammar.yml"),
        "auxiliary": Key("classes", "classes of be and have"),
        "participle": Key("classes", "the class of past participles"),
        "nouns": Key("classes", "classes of nouns"),
        "verbs": Key("classes", "classes of verbs"),
        "finite": Key("classes", "classes at which the object of an event ends: the next clause has begun"),
        "adjectives": Key("classes", "classes of what a “not” before it denies all of the clause by: not real, not imminent"),
        "names": Key("lists", "word lists that hold names and not ordinary words"),
        "beside": Key("number", "how many words from an event a word of degree may stand"),
    },
    "endings": {
        "endings": Key("block", "what is cut from a word, the first that fits: ies > y", required=True),
        "shortest": Key("number", "letters that must remain"),
    },
    "quantity": {
        "numbers": Key("block", "number words and their value: twelve 12"),
        "articles": Key("words", "those of them that are articles: a, an"),
        "thousands": Key("line", "the mark between thousands: 1,000"),
        "decimal": Key("line", "the mark before tenths: 0.5"),
        "vague": Key("block", "words for a number between two: dozens 24 120"),
        "multiples": Key("block", "words that multiply: million 1000000"),
        "bounds": Key("block", "words before a number: at least >="),
        "currencies": Key("block", "signs and words of one currency: $ dollar dollars"),
        "percent": Key("block", "words for hundredths, one a line"),
        "months": Key("block", "names of the months in order, one month a line"),
        "ranges": Key("block", "what stands before, and between, the two ends of a range; _ is nothing: between and"),
        "no_range": Key("words", "words before two numbers that make no range of them: from 5 to 9"),
        "partitive": Key("words", "words between a number and what it counts: dozens of"),
        "relative": Key("block", "first and last day from the dateline: last week -14 -1"),
    },
    "mention": {
        "words": Key("lists", "word lists of what is short for a source; none for names and for definite phrases"),
        "to": Key("word", "what it stands for", ("name", "before", "person", "people", "thing", "head", "role", "salient"), required=True),
        "back": Key("number", "how many sentences back it may look"),
        "same": Key("block", "words for one role a line: senator sen lawmaker"),
        "shape": Key("line", "a regular expression for words of no list: 24-year-old"),
    },
    "fact": {
        "facts": Key("block", "one dated statement a line: Jane Roe: resigned 2024-12-08", required=True),
    },
}  # fmt: skip

# Kinds that do nothing without phrases (or a regex).
PHRASED = ("source", "hedge", "detail", "event", "profile")

LEXICON_KEYS: dict[str, Key] = {
    "lexicon": Key("line", "its name", required=True),
    "title": Key("line", "what it holds"),
    "class": Key("line", "the class of its words, as the grammar calls it", required=True),
    "words": Key("entries", "forms, several a line, separated by spaces", required=True),
    "references": Key("block", "where the words come from"),
    "notes": Key("block", "anything else for people"),
}

LIST_KEYS: dict[str, Key] = {
    "list": Key("line", "its name, as <name> in phrases", required=True),
    "title": Key("line", "what it holds"),
    "forms": Key("word", "noun or verb: every entry in all its forms", ("none", "noun", "verb")),
    "case": Key("word", "exact: entries count only when written as here", ("any", "exact")),
    "based_on": Key("lists", "other lists it contains"),
    "extend": Key("flag", "true: add to the list of this name instead of replacing it"),
    "entries": Key("entries", "one entry a line"),
    "add": Key("entries", "entries added to the list of this name"),
    "remove": Key("entries", "entries taken out"),
    "status": Key("word", "off: the list is empty", STATUSES),
    "references": Key("block", "where the entries come from"),
    "notes": Key("block", "anything else for people"),
}
