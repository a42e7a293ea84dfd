"""A rewrite beside the texts it comes from: what became of quotations, sources, firmness and matter on the way."""

from verifier.desk.rewrite.comparison import Comparer

__all__ = ["Comparer"]
