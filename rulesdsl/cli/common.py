"""What the commands share: showing diagnostics, the options for policies, the screen's width."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from rulesdsl.diagnostics import Diagnostic, severity_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

DIAGNOSTIC_FORMATS = ("text", "json", "concise", "sarif")


def policies_option(parser: argparse.ArgumentParser) -> None:
    """`--policies PATH`, also several times."""
    where = "规则所在的文件夹（默认：当前文件夹下的 policies，否则随程序附带的）"
    parser.add_argument("--policies", metavar="路径", action="append", help=where)


def read_day(command: str, option: str, text: str) -> int | None:
    """A day on the command line as an ordinal; None, and a line on standard error, if it is none."""
    from rulesdsl.model.literals import LiteralError, read_as

    value = read_as("日期", "", text)
    if isinstance(value, LiteralError):
        print(f"rulesdsl {command}: {option} {text}：{value.reason}", file=sys.stderr)
        return None
    return int(value) if isinstance(value, int) else None


def read_readings(command: str, items: Sequence[str]) -> tuple[tuple[str, str], ...] | None:
    """`--reading 口径=读法`, also several times; None, and a line on standard error, if one is written otherwise."""
    readings = []
    for item in items:
        name, mark, option = item.replace("＝", "=").partition("=")
        if not mark:
            print(
                f"rulesdsl {command}: --reading 写成 口径=读法，例如 分档方式=超额累进，而不是「{item}」",
                file=sys.stderr,
            )
            return None
        readings.append((name.strip(), option.strip()))
    return tuple(readings)


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether any is an error."""
    return any(severity_of(item.code) == "error" for item in diagnostics)


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, str], form: str) -> str:
    """Diagnostics in one of `DIAGNOSTIC_FORMATS`."""
    if form == "json":
        from rulesdsl.diagnostics.render_json import render_json

        return render_json(diagnostics, sources)
    if form == "sarif":
        from rulesdsl.diagnostics.render_sarif import render_sarif

        return render_sarif(diagnostics, sources)
    if form == "concise":
        from rulesdsl.diagnostics.render_concise import render_concise

        return render_concise(diagnostics, sources)
    from rulesdsl.diagnostics.render_text import render_text

    return render_text(diagnostics, sources, color=use_color(), width=width())


def show_problems(diagnostics: Sequence[Diagnostic], sources: Mapping[str, str]) -> None:
    """Print diagnostics for a person on standard error."""
    if diagnostics:
        print(render(diagnostics, sources, "text").rstrip("\n"), file=sys.stderr)


def use_color() -> bool:
    """Colour on a terminal that wants it."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def width() -> int:
    """Columns of the screen; 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def write(text: str) -> None:
    """Print a report that ends in one line break."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
