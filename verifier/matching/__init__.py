"""Phrases of the rules found: in the words of a draft, and in the lines of a page."""
