"""What a Chinese phrase says: its quantities (value, unit, bound, use) and the words that carry meaning.

The form before is plain text; the form after is readings with spans in that text. See docs/language/quantities.md.
"""
