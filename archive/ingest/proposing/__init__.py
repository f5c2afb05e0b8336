"""Sentences that attribute something to somebody, as claims for a person to take or leave.

A small shallow parser: no model, only tables of words (a folder for each language beside this file) and rules that are
linear in the length of the text::

    lexicon     the tables of a language                tokens, quotes, sentences, lines   the text, cut up
    groups      words about who speaks                  parties   whom they name           memory   who "he" is
    cues        verbs of saying and how they are used   scope, complements                 what they say
    by_verbs, by_passives, by_nouns, by_phrases, by_marks → attributing   all that a line attributes
    chains      what lies in what
    amounts, qualities, wording → drafting              the proposal's words               credits   captions
    proposing   from one paragraph to the next
"""

from archive.ingest.proposing.proposing import propose

__all__ = ["propose"]
