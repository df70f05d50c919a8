"""The types of a source text: numbered units with lasting ids, and where each of their parts stands.

A unit's own parts are disjoint and in this order: label, title, body, responsibility lines; what its children hold is
not part of them. All offsets are code points of the decoded file (`text.decode`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from typing import Literal, TypeVar

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import Folded, fold

Key = TypeVar("Key")

Kind = Literal[
    "title",  # 标题
    "imprint",  # 版头: document number, day of publication, 题注
    "addressee",  # 主送
    "contents",  # 目录
    "preamble",  # 前言, 序言
    "annex",  # 附件
    "schedule",  # 附表
    "appendix",  # 附录
    "book",  # 第一编
    "subbook",  # 第一分编
    "chapter",  # 第一章
    "section",  # 第一节
    "point",  # 一、
    "article",  # 第一条
    "paragraph",  # 款: a paragraph of an article, counted and not labelled
    "item",  # （一）
    "subitem",  # 1.
    "detail",  # （1）
    "lead",  # 文首段: what stands under a label before its first numbered part
    "closing",  # 结尾段: what stands after the last numbered part
    "signature",  # 落款
]

RANKS: dict[Kind, int] = {
    "annex": 0,
    "schedule": 0,
    "appendix": 0,
    "book": 1,
    "subbook": 2,
    "chapter": 3,
    "section": 4,
    "point": 5,
    "article": 6,
    "paragraph": 7,
    "item": 8,
    "subitem": 9,
    "detail": 10,
}
"""The numbered kinds, outermost first: 一、 （一） 1. （1） of GB/T 9704, among them the units of a statute."""

ANNEXES: frozenset[Kind] = frozenset(kind for kind, rank in RANKS.items() if rank == 0)
"""What stands behind a statute and numbers its own articles."""


@frozen
class Responsibility:
    """One 责任单位 line: the whole of it, and the bodies it lists without 责任单位 and the colon."""

    span: Span
    listed: Span


@frozen
class Unit:
    """One unit of an official text.

    `id` lasts over versions: `点:4/项:1`, in a series that runs through several points `项:14`, an article `条:5` whatever
    chapter it stands in, a lead paragraph `点:1/文首段`; a repeated label gets `~2`. `number` is (14,), with an insertion
    十一之一 (11, 1), 第27.573条 (27, 573), for a paragraph of an article its place among them, and () where nothing is
    counted. `title` is the text of `title_span` without soft line breaks, "" where the unit has none. `body` holds one
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

    @property
    def decimal(self) -> bool:
        """Whether the number is written with a point, 27.573."""
        return len(self.number) > 1 and not {".", "．"}.isdisjoint(self.label)


@frozen
class SourceText:
    """One official text: the decoded file as it is, and its units in the order of the text.

    `span` is the part of the file that was read as this text: the whole file, or one annex of it.
    `running` says that the （一） labels form one series through several points, so that 第十四项 needs no point
    before it.

    INVARIANT: the starts of the units rise, and each unit's own parts end before the next unit starts.
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
    def by_number(self) -> dict[tuple[Kind, tuple[int, ...]], tuple[Unit, ...]]:
        """The units by kind and number, in the order of the text."""
        return _grouped(self.units, lambda unit: (unit.kind, unit.number))

    @cached_property
    def by_kind(self) -> dict[Kind, tuple[Unit, ...]]:
        """The units by kind, in the order of the text."""
        return _grouped(self.units, lambda unit: unit.kind)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each unit starts, in step with `units`; rises, since an upper unit stands before its lower ones."""
        return tuple(unit.span.start for unit in self.units)

    @cached_property
    def children(self) -> dict[str | None, tuple[Unit, ...]]:
        """The units directly below each unit that has any, by the id of the upper one; the outermost under None."""
        return _grouped(self.units, lambda unit: unit.parent)

    def slice(self, span: Span) -> str:
        """The text of a span, exactly as the file has it."""
        return self.text[span.start : span.end]

    def subtree(self, unit: Unit) -> tuple[Unit, ...]:
        """A unit and everything below it, in the order of the text."""
        first = bisect_left(self.starts, unit.span.start)
        return self.units[first : bisect_left(self.starts, unit.span.end, first)]


def _grouped(units: tuple[Unit, ...], key: Callable[[Unit], Key]) -> dict[Key, tuple[Unit, ...]]:
    found: dict[Key, list[Unit]] = {}
    for unit in units:
        found.setdefault(key(unit), []).append(unit)
    return {one: tuple(group) for one, group in found.items()}
