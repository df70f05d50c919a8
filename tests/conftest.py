"""Settings for the whole suite."""

from hypothesis import settings

# Slow machines are no failure, and a run finds the same each time.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")
