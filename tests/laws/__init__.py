"""The laws of the meaning (docs/semantics.md, laws), on generated rules and cases."""
