"""What an executed act does to rules: derived from the span map, never guessed.

anchors.py    what became of a quoted passage: kept, moved, gone, touched
bodies.py     which agencies and funds a passage named before and names now
conditions.py atoms struck with their passage; lines.py: the lines of a clause; clauses.py: a clause in the next version
rules.py      the rule set in the next version; effect.py: what is reported
"""
