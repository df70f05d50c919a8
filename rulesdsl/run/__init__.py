"""Running a plan on a case: the reference interpreter. It knows plan nodes, never clause kinds."""
