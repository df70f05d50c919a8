"""Where a sentence works: paths of numbered units, a document, a scope, a part of a unit.

A path is written outermost first: 第一百六十二条之一第二款 is `条:162之1`, `款:2`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from attrs import evolve, field, frozen

from rulesdsl.amendments.numbers import write_number

RANKS = {
    "编": 0,
    "章": 1,
    "节": 2,
    "部分": 3,
    "点": 4,
    "附件": 5,
    "附表": 5,
    "附录": 5,
    "序言": 5,
    "前言": 5,
    "条": 5,
    "款": 6,
    "项": 7,
    "目": 8,
    "小目": 9,
    "自然段": 10,
    "段": 10,
    "行": 10,
    "列": 11,
    "注": 11,
    "句": 12,
}
"""The units a path may name, outermost first."""

_STANDING = RANKS["条"]
_NEEDS_MORE = ("款", "目", "小目", "行", "列")


class Step(NamedTuple):
    """One step of a path; `number` is the short form of `numbers.py`, empty for 序言 and an annex without number."""

    unit: str
    number: str

    def __str__(self) -> str:
        return f"{self.unit}:{self.number}" if self.number else self.unit


Path = tuple[Step, ...]


def path_to_json(path: Path) -> list[str]:
    """The steps as `条:3`."""
    return [str(step) for step in path]


def inherit(before: Path, named: Path) -> Path:
    """A path that may leave out its upper steps, completed from the one named before it.

    第二款 after 第五条第一款 is 第五条第二款; 第十三项 after 第九项 stays alone; 第六条 never takes anything.
    """
    rank = RANKS[named[0].unit]
    if rank <= _STANDING:
        return named
    same = any(step.unit == named[0].unit for step in before)
    upper: list[Step] = []
    for step in before:
        # 第十四项第二款 is how notices without 条 count, so a unit of the same kind decides before the usual order does.
        if step.unit == named[0].unit or (not same and RANKS[step.unit] >= rank):
            break
        upper.append(step)
    return (*upper, *named)


def stands_alone(path: Path) -> bool:
    """Whether a path can be found without knowing what was named before it: 第九项 and 第三条 can, 第二款 can't."""
    return path[0].unit not in _NEEDS_MORE


@frozen
class Locator:
    """Where an operation works; empty fields say nothing.

    `scope` is 全文 or 有关条文, and then `units` is empty. `part` is a part without number: 责任单位, 标题, 末尾.
    `refers` is 该内容 where the part is that of the words the clause before has struck. `numbering` says whether the
    labels are those before the act (`original`, also the meaning of empty) or after it (`new`). `checks` are quotes behind
    a step which its heading or lead-in must equal: 第六点“拓展市场”.
    """

    units: tuple[Path, ...] = ()
    doc: str = ""
    number: str = ""
    note: str = ""
    scope: str = ""
    part: str = ""
    refers: str = ""
    numbering: str = ""
    checks: tuple[tuple[Path, str], ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The object of the JSON form; `units` is always there, everything else only when it says something."""
        shown: dict[str, Any] = {}
        for name in ("doc", "number", "note"):
            if getattr(self, name):
                shown[name] = getattr(self, name)
        shown["units"] = [path_to_json(path) for path in self.units]
        for name in ("scope", "part", "refers", "numbering"):
            if getattr(self, name):
                shown[name] = getattr(self, name)
        if self.checks:
            shown["check"] = {"/".join(path_to_json(path)): quote for path, quote in self.checks}
        return shown

    @property
    def said(self) -> bool:
        """Whether it says anything."""
        return self != Locator()

    def about(self) -> Locator:
        """Only which document is meant."""
        return Locator(doc=self.doc, number=self.number, note=self.note)

    def at(self, *units: Path) -> Locator:
        """The same document, other units."""
        return evolve(self.about(), units=units)


def label(step: Step) -> str:
    """A step as documents write it: 第一百六十二条之一, 第27.573条, 附件1."""
    if step.unit in ("附件", "附表", "附录", "序言", "前言"):
        return step.unit + step.number
    number, _, inserted = step.number.partition("之")
    tail = f"之{write_number(inserted)}" if inserted else ""
    return f"第{write_number(number)}{step.unit}{tail}"


def path_phrase(path: Path, checks: dict[Path, str] | None = None) -> str:
    """A path as documents write it, with the quotes to check behind their steps."""
    shown = ""
    for index, step in enumerate(path, 1):
        quote = (checks or {}).get(path[:index])
        shown += label(step) + (f"“{quote}”" if quote else "")
    return shown


def units_phrase(units: tuple[Path, ...], checks: tuple[tuple[Path, str], ...] = ()) -> str:
    """Paths side by side, with 、; an upper step is left out where the next path inherits it."""
    known = dict(checks)
    shown: list[str] = []
    before: Path = ()
    for path in units:
        short = path[-1:]
        brief = bool(before) and len(path) > 1 and inherit(before, short) == path and path not in known
        shown.append(path_phrase(short if brief else path, known))
        before = path
    return "、".join(shown)


def doc_phrase(locator: Locator) -> str:
    """《X》（number，note）, or nothing; 刑法 and 宪法 have no marks."""
    if not locator.doc:
        return ""
    inside = "，".join(item for item in (locator.number, locator.note) if item)
    name = locator.doc if locator.doc in BARE_NAMES else f"《{locator.doc}》"
    return name + (f"（{inside}）" if inside else "")


BARE_NAMES = ("宪法", "刑法")
"""Laws that amending sentences name without 《》."""

_NUMBERING = {"original": "原", "new": "修改后的", "": ""}


def phrase(locator: Locator) -> str:
    """The words in front of 中的“…”, 修改为 and the like."""
    where = locator.scope or _NUMBERING[locator.numbering] + units_phrase(locator.units, locator.checks)
    return doc_phrase(locator) + where + (f"中{locator.refers}" if locator.refers else "") + locator.part
