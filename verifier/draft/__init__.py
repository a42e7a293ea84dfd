"""A document cut up once for every stage: zones, sentences, tokens, quotations."""

from dataclasses import replace

from verifier.draft.evidence import documents, words_of
from verifier.draft.quotations import pair
from verifier.draft.segment import Segmenter
from verifier.draft.tokens import Tokeniser
from verifier.model import Document, Draft, Sentence, Zone
from verifier.ruleset import RuleSet


class Preparer:
    """Makes documents into drafts as a rule set says."""

    def __init__(self, rules: RuleSet) -> None:
        self.segmenter = Segmenter(rules)
        self.tokeniser = Tokeniser(rules)
        self._words = words_of(rules)
        self._quotations = rules.grammar["quotations"]

    def prepare(self, document: Document) -> Draft:
        """A document cut into zones, sentences and tokens; of what hangs on its words, what is evidence."""
        if document.evidence:
            document = replace(document, evidence=documents(document.evidence, self._words))
        return self.prepared(document, *self.segmenter.segment(document))

    def prepared(self, document: Document, zones: tuple[Zone, ...], sentences: tuple[Sentence, ...]) -> Draft:
        """A document of which zones and sentences are known."""
        tokens = self.tokeniser.tokenise(document, sentences)
        return Draft(document, zones, sentences, tokens, pair(document, sentences, tokens, self._quotations))


__all__ = ["Preparer", "Segmenter", "Tokeniser"]
