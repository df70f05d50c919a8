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


def known_on_option(parser: argparse.ArgumentParser) -> None:
    """`--known-on DATE`."""
    parser.add_argument("--known-on", metavar="日期", help="只看到这一天为止已经公布的修改（默认：全部）")


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


def progress(done: int, of: int) -> None:
    """A bar on a terminal."""
    if sys.stderr.isatty():
        cells = max(10, min(40, width() - 30))
        full = done * cells // of
        end = "\n" if done == of else ""
        print(f"\r{'█' * full}{'·' * (cells - full)} {done}/{of} 份", end=end, file=sys.stderr, flush=True)


def polars_is_missing(command: str) -> bool:
    """Say how to install what commands on tables need; False when it is there."""
    from importlib.util import find_spec

    missing = [name for name in ("numpy", "polars", "pyarrow") if find_spec(name) is None]
    if missing:
        advice = "pip install 'rulesdsl[batch]'"
        print(f"rulesdsl {command}: 没有安装 {'、'.join(missing)}，先运行 {advice}", file=sys.stderr)
    return bool(missing)
