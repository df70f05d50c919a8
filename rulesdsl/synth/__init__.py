"""Synth: made-up populations in the words of a vocabulary, for trying and measuring. The same seed gives the same tables."""
