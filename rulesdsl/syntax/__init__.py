"""Rule files as trees: text is cut into pieces at top-level keywords, each parsed by one LALR grammar; spans and comments stay."""
