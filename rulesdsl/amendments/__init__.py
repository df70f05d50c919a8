"""Amending notices: official sentences read into operations, and operations written as official sentences.

quotes.py    where the quotation marks of a whole act pair up, with one pass
lexing.py    text → tokens with their offsets; quotes and titles are atoms
segments.py  tokens → lines: labels, headings, frames, article text without marks
read_*.py    one sentence → operations, or a refusal with its place
act.py       the whole: sentences in order, each with its document and what it inherits
operations/  the operations, one construct a module
printing.py  operations → one official sentence
execution/   sentences executed on a text
drafting/    two texts → the sentences that lead from one to the other
"""
