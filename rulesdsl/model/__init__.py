"""The typed model: frozen values, one module per construct, each with the builder that reads it from the tree.

Gone since the tree: punctuation, keywords, layout. Kept: every span, every quote. Names are not resolved yet.
"""
