"""Diagnostics as people read them in a terminal: what, where with the line and a caret under it, and what to do.

    错误[RD204] 词汇里没有「设备总投资」
     --> item-08.rule:2:5
      |
    2 |     设备总投资 达到 500万元
      |     ^^^^^^^^^^ 没有声明过
      |
      = 帮助: 改为「设备投资额」

The caret is placed by terminal cells, so it stands under the right characters when they are wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rulesdsl.diagnostics.arrange import arrange, head, summary
from rulesdsl.diagnostics.cells import visible
from rulesdsl.diagnostics.codes import Severity, severity_of
from rulesdsl.diagnostics.diagnostic import Diagnostic, Fix, Label, Span
from rulesdsl.diagnostics.excerpt import Mark, excerpt, marks_of
from rulesdsl.diagnostics.paint import Paint
from rulesdsl.diagnostics.positions import Index, Lines
from rulesdsl.diagnostics.render_concise import where

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}


def render_text(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    *,
    color: bool = False,
    width: int = 100,
    ambiguous: int = 1,
) -> str:
    """Every diagnostic with its source lines, and a last line that counts them.

    Args:
        diagnostics: in any order; shown by file and position, each once.
        sources: the text of each file that was read; a file missing here is named without its lines.
        color: whether to write colour codes; the caller knows whether a terminal reads them.
        width: the cells a source line may take; of a longer one the part around the mark is shown.
        ambiguous: the cells of characters such as “ ” — in the reader's terminal.
    """
    arranged = arrange(diagnostics)
    shown = _Renderer(Index(sources), Paint(color), width, ambiguous)
    blocks = ["\n".join(shown.block(item)) for item in arranged]
    return "\n\n".join([*blocks, summary(arranged)]) + "\n"


class _Renderer:
    """What stays the same for all diagnostics of one rendering."""

    def __init__(self, index: Index, paint: Paint, width: int, ambiguous: int) -> None:
        self.index = index
        self.paint = paint
        self.width = width
        self.ambiguous = ambiguous

    def block(self, item: Diagnostic) -> Iterator[str]:
        colour = _COLOURS[severity_of(item.code)]
        yield self.paint(colour, head(item.code)) + self.paint("bold", " " + visible(item.message))
        labels = ([Label(item.span, item.label)] if item.span else []) + list(item.secondary)
        gutter = max((self._digits(label.span) for label in labels), default=1)
        for number, (file, group) in enumerate(groupby(_by_file(labels), key=lambda label: label.span.file)):
            arrow = "-->" if number == 0 and item.span else ":::"
            yield from self._file(file, list(group), arrow, gutter, item.span, colour)
        yield from self._notes(item, gutter)

    def _digits(self, span: Span) -> int:
        lines = self.index.of(span.file)
        return len(str(lines.last(span.start, span.end).line)) if lines else 1

    def _file(
        self, file: str, labels: list[Label], arrow: str, gutter: int, primary: Span | None, colour: str
    ) -> Iterator[str]:
        yield self.paint("blue", " " * gutter + arrow) + " " + where(labels[0].span, self.index)
        lines = self.index.of(file)
        if lines is None:
            yield from (f"{' ' * gutter}   {visible(label.text)}" for label in labels if label.text)
            return
        bar = self.paint("blue", " " * gutter + " |")
        yield bar
        marks: list[Mark] = []
        for label in labels:
            sign, hue = ("^", colour) if label.span == primary else ("-", "blue")
            marks += marks_of(lines, label.span, visible(label.text), sign, hue)
        yield from self._lines(lines, marks, gutter, bar)
        yield bar

    def _lines(self, lines: Lines, marks: list[Mark], gutter: int, bar: str) -> Iterator[str]:
        shown = 0
        for number, group in groupby(sorted(marks, key=lambda mark: mark.line), key=lambda mark: mark.line):
            if shown and number > shown + 1:
                yield self.paint("blue", "." * 3)
            source, *underlines = excerpt(lines.text(number), list(group), self.width, self.ambiguous, self.paint)
            yield f"{self.paint('blue', f'{number:>{gutter}} |')} {source}".rstrip()
            yield from (f"{bar} {underline}" for underline in underlines)
            shown = number

    def _notes(self, item: Diagnostic, gutter: int) -> Iterator[str]:
        notes = [("帮助", visible(item.help)), ("改法", self._fix(item.fix)), ("依据", visible(item.citation))]
        for word, text in notes:
            if text:
                yield self.paint("blue", " " * gutter + " =") + f" {self.paint('bold', word + ':')} {text}"

    def _fix(self, fix: Fix | None) -> str:
        """What the fix does, in words; one that may change the meaning says that a person has to look."""
        if fix is None:
            return ""
        old = _quoted(self.index.cut(fix.span))
        new = _quoted(fix.replacement)
        if old and new:
            text = f"把{old}改为{new}"
        elif new:
            text = f"在 {where(fix.span, self.index)} 写上{new}"
        else:
            text = f"删去{old}" if old else ""
        return text if fix.safe or not text else f"{text}（请先核对原意）"


def _by_file(labels: list[Label]) -> list[Label]:
    """The labels with those of one file together, files in the order in which they are first named."""
    files = list(dict.fromkeys(label.span.file for label in labels))
    return sorted(labels, key=lambda label: files.index(label.span.file))


def _quoted(text: str, longest: int = 60) -> str:
    """A text in 「」 as it fits into a sentence: on one line, the middle of a long one left out; empty stays empty."""
    shown = visible(text)
    if len(shown) > longest:
        shown = f"{shown[: longest // 2]}...{shown[-longest // 2 :]}"
    left, right = "『』" if {"「", "」"} & set(shown) else "「」"
    return f"{left}{shown}{right}" if shown else ""
