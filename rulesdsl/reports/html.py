"""A report as one HTML page that needs nothing else: for the screen, for printing, for the file."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as escape_html

from rulesdsl.diagnostics.cells import visible
from rulesdsl.reports.document import Block, Field, Fields, Report, Section, Table

STYLE = """
:root { color-scheme: light; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff;
  font: 1rem/1.65 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; line-break: strict; }
h1, h2, h3, th, dt { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; border-bottom: 3px double #8a1f11; padding-bottom: .3rem; }
h2 { font-size: 1.2rem; margin-top: 2rem; color: #8a1f11; }
h3 { font-size: 1.05rem; margin-top: 1.8rem; padding-top: .8rem; border-top: 1px solid #bbb; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #999; padding: .3rem .55rem; text-align: left; vertical-align: top; white-space: pre-line; }
th { background: #f3efe8; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .8rem 0; }
dt { grid-column: 1; color: #555; }
dd { grid-column: 2; margin: 0; }
dd.quote { color: #333; }
@media print { body { max-width: none; margin: 0; font-size: 10.5pt; } h3, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } }
"""


def render_html(report: Report) -> str:
    """The report as a page; every text is escaped, and nothing is fetched or run."""
    title = report.title if not report.sections else f"{report.title}：{report.sections[0].title}"
    body = "\n".join(line for section in report.sections for line in _section(section))
    return page(title, f"<h1>{escape(report.title)}</h1>\n{body}")


def page(title: str, body: str, style: str = "") -> str:
    """A page around a body that is markup already; `style` comes after the common one."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def escape(text: str) -> str:
    """A text as HTML text or attribute; control characters are made visible, line feeds kept.

    >>> escape('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return "\n".join(escape_html(visible(line)) for line in text.split("\n"))


def _section(section: Section) -> Iterator[str]:
    tag = f"h{section.level + 1}"
    yield "<section>"
    yield f"<{tag}>{escape(section.title)}</{tag}>"
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        kept = block.kept()
        titles = "".join(f'<th scope="col">{escape(block.columns[index])}</th>' for index in kept)
        yield f"<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>"
        for row in block.rows:
            yield "<tr>" + "".join(f"<td>{escape(row[index])}</td>" for index in kept) + "</tr>"
        yield "</tbody>\n</table>"
    elif isinstance(block, Fields):
        yield "<dl>"
        for item in block.items:
            yield from _field(item)
        yield "</dl>"
    else:
        yield f"<p>{escape(block.text)}</p>"


def _field(item: Field) -> Iterator[str]:
    yield f"<dt>{escape(item.label)}</dt>"
    kind = ' class="quote"' if item.quote else ""
    for value in item.values:
        yield f"<dd{kind}>{escape(value)}</dd>"
