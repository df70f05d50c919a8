"""Names in the user's database: the vocabulary's own words where the dialect has room for them, else short ones that are listed."""

from __future__ import annotations


class Names:
    """Names given so far in one space of names; each is used once, and not longer than the dialect allows.

    Args:
        longest: in bytes of UTF-8.
    """

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.given: dict[str, str] = {}
        self._used: set[str] = set()

    def of(self, wanted: str, short: str) -> str:
        """The name of something: `wanted` itself, or `short` with a number where that is too long or taken."""
        found = self.given.get(wanted)
        if found is None:
            found = wanted
            number = 0
            while len(found.encode()) > self.longest or found.casefold() in self._used:
                number += 1
                found = f"{short}{number:03}"
            self._used.add(found.casefold())
            self.given[wanted] = found
        return found
