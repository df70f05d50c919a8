"""Cut a rule file at line-start top-level keywords, so that one mistake hides no other."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

TOP_LEVEL = ("文件", "词汇", "措施", "条款", "用例", "修改", "改写")


class Extent(NamedTuple):
    """One piece: `[start, end)` in the file's text and the keyword it begins with ("" for text before the first)."""

    start: int
    end: int
    keyword: str


@lru_cache(maxsize=1)
def _boundary() -> re.Pattern[str]:
    return re.compile(rf"^[ \t\u3000]*({'|'.join(TOP_LEVEL)})(?=[ \t\u3000\r\n「]|$)", re.MULTILINE)


def cut(text: str) -> tuple[Extent, ...]:
    """The pieces of a file in order; together they cover it. Leading comments belong to the piece before them."""
    starts = [(match.start(), match.group(1)) for match in _boundary().finditer(text)]
    extents = []
    if not starts or text[: starts[0][0]].strip():
        first_end = starts[0][0] if starts else len(text)
        extents.append(Extent(0, first_end, ""))
    for index, (start, keyword) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        extents.append(Extent(start, end, keyword))
    return tuple(extents)


def is_blank(text: str) -> bool:
    """Nothing but white space and comments."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())
