"""Which declared name a written one is, and what to suggest when it is none.

    >>> Names(["设备投资额"]).suggest("設備投資額")
    '设备投资额'

Width variants are one name (NFKC). Traditional characters are not, but the simplified name is suggested.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import normalize

from rulesdsl.cases.traditional import simplified
from rulesdsl.diagnostics.suggest import nearest

MOST_SUGGESTIONS = 200
"""How many different unknown names are compared with all declared ones; a file of a million is no slip of the pen."""


def fold(name: str) -> str:
    """The form in which two writings of one name are equal."""
    return name if name.isascii() else normalize("NFKC", name)


class Names:
    """A set of declared names, asked again and again; suggestions are worked out once a name."""

    def __init__(self, names: Iterable[str]) -> None:
        self.all: Sequence[str] = list(dict.fromkeys(names))
        self._folded = {fold(name): name for name in self.all}
        self._suggested: dict[str, str | None] = {}

    def find(self, written: str) -> str | None:
        """The declared name, width variants equal."""
        return self._folded.get(fold(written.strip()))

    def suggest(self, written: str) -> str | None:
        """The declared name that was probably meant."""
        if written not in self._suggested:
            plain = simplified(fold(written))
            found = self._folded.get(plain)
            if found is None and len(self._suggested) < MOST_SUGGESTIONS:
                found = nearest(plain, self.all)
            self._suggested[written] = found
        return self._suggested[written]

    def advice(self, written: str, otherwise: str) -> str:
        """Help for an unknown name: the suggestion, else what is said otherwise."""
        word = self.suggest(written)
        return f"是否要写「{word}」" if word else otherwise
