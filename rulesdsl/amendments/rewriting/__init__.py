"""An amended rule set as rule text again: what an act left alone word for word, what it changed at its place in the text.

`changes` finds the edits of one clause, `pieces` those of a file, `rule_files` writes the files and proves that they say what the
amended model says.
"""
