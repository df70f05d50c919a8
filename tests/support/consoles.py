"""Console blocks of the documentation: the commands, what the page says they print, and whether they do."""

from __future__ import annotations

from collections.abc import Sequence


def prints(printed: list[str], wanted: list[str]) -> bool:
    """Whether a page shows what was printed; a line …… on the page stands for lines that are left out."""
    parts: list[list[str]] = [[]]
    for line in wanted:
        if line == "……":
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) == 1:
        return printed == wanted
    at = 0
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        starts = [len(printed) - len(part)] if last else [0] if number == 0 else range(at, len(printed) + 1)
        found = next((start for start in starts if start >= at and printed[start : start + len(part)] == part), None)
        if found is None:
            return False
        at = found + len(part)
    return True


def lines(text: str) -> list[str]:
    """What is seen of a text: without spaces at line ends and empty lines around it."""
    return [line.rstrip() for line in text.strip().splitlines()]


def runs(body: str, programs: Sequence[str] = ("rulesdsl ",)) -> list[tuple[str, str]]:
    """The commands of a console block that begin so, each with the lines that follow it."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:].strip(), []))
        elif found:
            found[-1][1].append(line)
    return [(command, "".join(shown)) for command, shown in found if command.startswith(tuple(programs))]
