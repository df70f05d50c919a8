"""Amending sentences executed on an official text: the new text, and of every character where it comes from.

working.py    the text while it is being changed: blocks, one a unit, made of pieces
hits.py       where quoted words stand, width and spaces ignored
changes.py    what one sentence changes, as edits that don't overlap; seam.py: the marks that go with struck words
text_*.py     replace, delete, insert, merge names: an operation → changes
units.py      whole units put in, replaced, struck, merged, split; numbering.py: labels at the end of an act
execute.py    an act on a text; outcome.py: what came of it; spanmap.py: old ↔ new
"""
