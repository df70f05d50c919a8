"""Settings for the whole suite."""

import gc

from hypothesis import settings

# Slow machines are no failure, and a run finds the same each time.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

# As on the command line: trees of rules live long, and to look through them again and again takes a third of the time.
gc.set_threshold(100_000)
