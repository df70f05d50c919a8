"""The computed text of a document against the text that was published: every differing character gets a class.

`published` finds the text, `comparison` what differs, `findings` why, `hints` what an uncommanded change resembles, and `counts` puts
it together.
"""
