"""The types of a source text: numbered units with lasting ids, and where each of their parts stands.

A unit's own parts are disjoint and in this order: label, title, body, responsibility lines; what its children hold is
not part of them. All offsets are code points of the decoded file (`text.decode`).
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import Folded, fold

Kind = Literal[
    "title",  # 标题
    "imprint",  # 版头: document number, day of publication
    "addressee",  # 主送
    "preamble",  # 前言
    "point",  # 一、
    "item",  # （一）
    "subitem",  # 1.
    "detail",  # （1）
    "lead",  # 文首段: what stands under a label before its first numbered part
    "closing",  # 结尾段: what stands after the last numbered part
    "signature",  # 落款
]

LEVELS: tuple[Kind, ...] = ("point", "item", "subitem", "detail")
"""The numbered kinds, outermost first (GB/T 9704: 一、 （一） 1. （1）)."""


@frozen
class Responsibility:
    """One 责任单位 line: the whole of it, and the bodies it lists without 责任单位 and the colon."""

    span: Span
    listed: Span


@frozen
class Unit:
    """One unit of an official text.

    `id` lasts over versions: `点:4/项:1`, in a series that runs through several points `项:14`, a lead paragraph
    `点:1/文首段`; a repeated label gets `~2`. `number` is (14,), with an insertion 十一之一 (11, 1), and () without a
    label. `title` is the text of `title_span` without soft line breaks, "" where the unit has none. `body` holds one
    span for each paragraph of the unit's own text. `span` runs from the label to the end of the last descendant.
    `parent` is the id of the unit above, by position: an item of a running series still has its point as parent.
    """

    id: str
    kind: Kind
    span: Span
    label: str = ""
    number: tuple[int, ...] = ()
    title: str = ""
    parent: str | None = None
    label_span: Span | None = None
    title_span: Span | None = None
    body: tuple[Span, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()


@frozen
class SourceText:
    """One official text: the decoded file as it is, and its units in the order of the text.

    `span` is the part of the file that was read as this text: the whole file, or one annex of it.
    `running` says that the （一） labels form one series through several points, so that 第十四项 needs no point
    before it.
    """

    file: str
    text: str
    units: tuple[Unit, ...]
    span: Span
    running: bool = False

    @cached_property
    def folded(self) -> Folded:
        """The copy in which quotes are looked for; made once."""
        return fold(self.text)

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        """The units by their ids."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each unit starts, in step with `units`; rises, since an upper unit stands before its lower ones."""
        return tuple(unit.span.start for unit in self.units)

    @cached_property
    def children(self) -> dict[str, tuple[Unit, ...]]:
        """The units directly below each unit that has any, by the id of the upper one."""
        below: dict[str, list[Unit]] = {}
        for unit in self.units:
            if unit.parent is not None:
                below.setdefault(unit.parent, []).append(unit)
        return {parent: tuple(units) for parent, units in below.items()}

    def slice(self, span: Span) -> str:
        """The text of a span, exactly as the file has it."""
        return self.text[span.start : span.end]

    def subtree(self, unit: Unit) -> tuple[Unit, ...]:
        """A unit and everything below it, in the order of the text."""
        found = [unit]
        for child in self.children.get(unit.id, ()):
            found.extend(self.subtree(child))
        return tuple(found)
