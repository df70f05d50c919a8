"""The grammar's parts, one per construct; `rulesdsl.syntax` joins them in a stated order."""
