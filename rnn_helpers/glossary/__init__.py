"""The terms of the course: what they mean, where they are explained, and what is made of them."""

from rnn_helpers.glossary.pages import in_a_sentence, meaning, page, terms_line
from rnn_helpers.glossary.search import find
from rnn_helpers.glossary.terms import GROUPS, TERMS, Term

__all__ = ["GROUPS", "TERMS", "Term", "find", "in_a_sentence", "meaning", "page", "terms_line"]
