"""A report as Markdown (with pipe tables): for a reply, a memo, a repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rulesdsl.diagnostics.cells import visible
from rulesdsl.reports.document import Block, Fields, Report, Section, Table

_SPECIAL = re.compile(r"[\\`*_\[\]|~]")
_AT_START = re.compile(r"^(?=[#+\-=>]|\d+[.)])")


def render_markdown(report: Report) -> str:
    """The report under one heading; text from rules and cases can't become markup."""
    lines = [f"# {escape(report.title)}"]
    for section in report.sections:
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """A text that Markdown shows as it is; line feeds become breaks.

    >>> escape("a|b <i> `x`")
    'a\\\\|b &lt;i&gt; \\\\`x\\\\`'
    """
    lines = [visible(line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in text.split("\n")]
    return "<br>".join(_SPECIAL.sub(lambda match: "\\" + match[0], line) for line in lines)


def _paragraph(text: str) -> str:
    """Escaped, and not taken for a list or a heading."""
    escaped = escape(text)
    number = re.match(r"\d+(?=[.)])", escaped)
    if number:
        return f"{number[0]}\\{escaped[number.end() :]}"
    return _AT_START.sub(r"\\", escaped)


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * (section.level + 1)} {_paragraph(section.title)}"
    for block in section.blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        kept = block.kept()
        yield _row([block.columns[index] for index in kept])
        yield "|" + " --- |" * len(kept)
        yield from (_row([row[index] for index in kept]) for row in block.rows)
    elif isinstance(block, Fields):
        for item in block.items:
            if len(item.values) == 1:
                yield f"- **{escape(item.label)}**：{escape(item.values[0])}"
            else:
                yield f"- **{escape(item.label)}**："
                yield from (f"  - {_paragraph(value)}" for value in item.values)
    else:
        yield _paragraph(block.text)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"
