"""Answers for readers: (plan, case, result) → a neutral report → text, Markdown, HTML; and JSON for programs.

New against `run`: results are chosen and ordered (`select`), put in words with their source (`explanation`), and laid out.
Nothing here decides anything.
"""
