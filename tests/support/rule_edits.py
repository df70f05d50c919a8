"""Edits of rule files as they come up at a keyboard: a line lost, a mark lost, a number changed, a line twice, lines swapped."""

from __future__ import annotations

import re
from random import Random


def edited(files: dict[str, str], random: Random) -> dict[str, str]:
    """The same files with one edit in one of them."""
    file = random.choice([name for name, text in files.items() if text.strip()])
    lines = files[file].split("\n")
    at = random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[at]
        case 1:
            place = random.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + lines[at][place + 1 :]
        case 2:
            lines[at] = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), lines[at])
        case 3:
            lines.insert(at, random.choice(lines))
        case _:
            other = random.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return files | {file: "\n".join(lines)}
