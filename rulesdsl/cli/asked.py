"""Values of options that several commands have: days, years, readings. What is wrong is said on standard error."""

from __future__ import annotations

import sys


def typed_option(command: str, option: str, kind: str, text: str | None) -> tuple[int | None, bool]:
    """A day (日期, an ordinal) or a year (年度), None when it isn't given; and whether it could be read."""
    if not text:
        return None, True
    from rulesdsl.model.literals import LiteralError, read_as

    value = read_as(kind, "", text)
    if isinstance(value, LiteralError) or not isinstance(value, int):
        reason = value.reason if isinstance(value, LiteralError) else "读不懂"
        print(f"rulesdsl {command}: {option} {text}：{reason}", file=sys.stderr)
        return None, False
    return value, True


def reading_options(command: str, given: list[str]) -> tuple[tuple[str, str], ...] | None:
    """`--reading 口径=读法`, each as a pair; None when one is written otherwise."""
    readings = []
    for item in given:
        name, mark, option = item.replace("＝", "=").partition("=")
        if not mark:
            text = f"--reading 写成 口径=读法，例如 分档方式=超额累进，而不是「{item}」"
            print(f"rulesdsl {command}: {text}", file=sys.stderr)
            return None
        readings.append((name.strip(), option.strip()))
    return tuple(readings)
