"""Rules inside the user's own database: the column algebra printed as SQL views (docs/decisions/0013). See `script`."""
