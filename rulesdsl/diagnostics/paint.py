"""Colour for terminals: four codes, or none."""

from __future__ import annotations

_CODES = {"red": "1;31", "yellow": "1;33", "cyan": "1;36", "blue": "1;34", "bold": "1"}


class Paint:
    """Wraps a text in a colour when colour is wanted."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, colour: str, text: str) -> str:
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self._color and text else text
