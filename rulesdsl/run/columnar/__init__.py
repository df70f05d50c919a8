"""Rules over tables: the plan as columns of a small exact algebra, computed by Polars (docs/decisions/0011). See `kernel`."""
