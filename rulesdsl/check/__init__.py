"""Checks: one question a module, each a pure function over the rule set and the official texts."""
