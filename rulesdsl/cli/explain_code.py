"""`rulesdsl explain-code RD204`: the page of a diagnostic code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rulesdsl.cli.common import write

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("code", metavar="代码", nargs="?", help="例如 RD204；不写则列出全部")


def run(options: argparse.Namespace) -> int:
    """Print the page, or the list of codes."""
    from rulesdsl.diagnostics.codes import CODES
    from rulesdsl.diagnostics.pages import page

    if not options.code:
        write("\n".join(f"{code}  {item.slug:<28}{item.title}" for code, item in CODES.items()))
        return 0
    text = page(options.code)
    if text is None:
        print(f"rulesdsl explain-code: 没有代码「{options.code}」；不写代码则列出全部", file=sys.stderr)
        return 2
    write(text)
    return 0
