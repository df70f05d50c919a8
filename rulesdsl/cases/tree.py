"""The tree of a case file: texts, lists and mappings with their places. No text is anything but text yet.

    >>> tree, _ = compose("a.yaml", "企业: {规模以上: no}")
    >>> tree.entries[0].value.entries[0].value.text
    'no'

Built from parser events, without recursion, so that depth and size are known before anything is built on them. What YAML
has beyond lists, mappings and scalars (anchors, aliases, merge keys, tags, several documents) is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rulesdsl.cases.yaml_words import yaml_problem
from rulesdsl.diagnostics import Diagnostic, Label, Span

DEEPEST = 32
MOST_VALUES = 5_000_000

_TEXTS: dict[str, str | None] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_JSON_TEXTS = {**_TEXTS, "true": "是", "false": "否"}
"""What plain scalars of these letters say."""


class Scalar(NamedTuple):
    """A text as written between its marks; `text` None where nothing or null is written."""

    text: str | None
    span: Span
    plain: bool = True


class Entry(NamedTuple):
    """A key with its value."""

    key: Scalar
    value: Scalar | Sequence | Mapping


class Sequence(NamedTuple):
    """A list; the span is that of its first mark."""

    items: list[Tree]
    span: Span


class Mapping(NamedTuple):
    """Entries in written order, each key once; the span is that of the first key, or of the brace."""

    entries: list[Entry]
    span: Span


Tree = Scalar | Sequence | Mapping


def compose(file: str, text: str, *, json: bool = False) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Read YAML (and JSON, which is YAML here) into a tree.

    Args:
        json: the text is JSON, where true and false can only be 是 and 否.
    Returns:
        The tree without what was refused; None when the text can't be read to its end.
    Diagnostics:
        RD722 syntax, RD724 anchors and the like, RD725 a key twice, RD726 depth, RD727 a key that is no text, RD734 size.
    """
    import yaml

    composer = _Composer(file, _JSON_TEXTS if json else _TEXTS)
    try:
        composer.run(_events(text))
    except yaml.YAMLError as error:
        composer.problems.append(yaml_problem(file, text, error))
        return None, tuple(composer.problems)
    return (None if composer.stopped else composer.root), tuple(composer.problems)


def _events(text: str) -> Iterator[Any]:
    import yaml

    return iter(yaml.parse(text, Loader=getattr(yaml, "CLoader", yaml.Loader)))


class _Open:
    """A list or mapping whose end has not come; in a mapping, `key` waits for its value."""

    __slots__ = ("drop", "key", "seen", "tree")

    def __init__(self, tree: Sequence | Mapping) -> None:
        self.tree = tree
        self.key: Scalar | None = None
        self.drop = False
        self.seen: dict[str, Span] = {}


class _Composer:
    """One reading: the open collections, what was found wrong, and whether it had to stop."""

    def __init__(self, file: str, texts: dict[str, str | None]) -> None:
        self.file = file
        self._texts = texts
        self.root: Tree | None = None
        self.problems: list[Diagnostic] = []
        self.stopped = False
        self._open: list[_Open] = []
        self._count = 0

    def run(self, events: Iterator[Any]) -> None:
        """Take events until the end, or until a limit is reached."""
        for event in events:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self._scalar(event)
            elif kind == "MappingStartEvent":
                self._begin(event, Mapping([], self._first_mark(event)))
            elif kind == "SequenceStartEvent":
                self._begin(event, Sequence([], self._first_mark(event)))
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._end()
            elif kind == "AliasEvent":
                self._refuse(event, "别名（*）", "把内容照写一遍")
                self._put(Scalar(None, self._span(event)))
            elif kind == "DocumentStartEvent" and self.root is not None:
                self._stop(
                    "RD722", "一个案卷文件里有两份文档", self._span(event), "删去“---”及以下的内容，或分成两个文件"
                )
            if self.stopped:
                return

    def _span(self, event: Any) -> Span:
        return Span(self.file, event.start_mark.index, event.end_mark.index)

    def _first_mark(self, event: Any) -> Span:
        return Span(self.file, event.start_mark.index, max(event.end_mark.index, event.start_mark.index + 1))

    def _stop(self, code: str, message: str, span: Span, advice: str) -> None:
        self.problems.append(Diagnostic(code, message, span, help=advice))
        self.stopped = True

    def _refuse(self, event: Any, what: str, advice: str) -> None:
        self.problems.append(Diagnostic("RD724", f"案卷里不用{what}", self._span(event), help=advice))

    def _check_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "锚点（&）", "删去它；名称以 & 开头的，用引号括起")
        if event.tag is not None:
            self._refuse(event, "标签（!）", "删去它；值以 ! 开头的，用引号括起")

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._check_extras(event)
        plain = not event.style
        text = self._texts.get(event.value, event.value) if plain else event.value
        if text is not None and not text.isprintable():
            self._check_characters(text, self._span(event))
        self._put(Scalar(text, self._span(event), plain))

    def _check_characters(self, text: str, span: Span) -> None:
        """Escapes such as \\u202e bring in what may not stand in the file itself."""
        from unicodedata import category

        wrong = next(
            (mark for mark in text if mark not in "\t\r\n" and category(mark) in ("Cc", "Cf", "Cs", "Zl", "Zp")), None
        )
        if wrong is not None:
            self.problems.append(Diagnostic("RD003", f"含有看不见的字符 U+{ord(wrong):04X}", span, help="删去这个字符"))

    def _begin(self, event: Any, tree: Sequence | Mapping) -> None:
        self._check_extras(event)
        if len(self._open) == DEEPEST:
            self._stop("RD726", f"案卷嵌套超过 {DEEPEST} 层", tree.span, "对象只按 属于 嵌套，不需要这么多层")
            return
        self._put(tree)
        self._open.append(_Open(tree))

    def _end(self) -> None:
        done = self._open.pop().tree
        if isinstance(done, Mapping) and done.entries and self._open:
            self._widen(done, done.entries[0].key.span)

    def _widen(self, done: Mapping, span: Span) -> None:
        """Give a mapping the span of its first key, where it now stands in what holds it."""
        holder = self._open[-1].tree
        if isinstance(holder, Sequence) and holder.items and holder.items[-1] is done:
            holder.items[-1] = done._replace(span=span)
        elif isinstance(holder, Mapping) and holder.entries and holder.entries[-1].value is done:
            holder.entries[-1] = holder.entries[-1]._replace(value=done._replace(span=span))

    def _put(self, tree: Tree) -> None:
        self._count += 1
        if self._count > MOST_VALUES:
            self._stop(
                "RD734", f"案卷超过 {MOST_VALUES} 个值", tree.span, "成批的数据用 rulesdsl batch 处理，或把案卷拆开"
            )
        elif not self._open:
            self.root = tree
        elif isinstance(self._open[-1].tree, Sequence):
            self._open[-1].tree.items.append(tree)
        else:
            self._pair(self._open[-1], self._open[-1].tree, tree)

    def _pair(self, holder: _Open, mapping: Mapping, tree: Tree) -> None:
        if holder.key is not None or holder.drop:
            if holder.key is not None and not holder.drop:
                mapping.entries.append(Entry(holder.key, tree))
            holder.key, holder.drop = None, False
        elif isinstance(tree, Scalar) and tree.text:
            holder.key = tree
            holder.drop = self._bad_key(holder, tree, tree.text)
        elif isinstance(tree, Scalar):
            self.problems.append(Diagnostic("RD727", "键应是一个名称", tree.span, help="写成 名称: 值"))
            holder.drop = True
        else:
            self._stop(
                "RD727", "键应是一个名称，不能是列表或键值", tree.span, "写成 名称: 值；以 [ 或 { 开头的名称用引号括起"
            )

    def _bad_key(self, holder: _Open, key: Scalar, text: str) -> bool:
        if text == "<<" and key.plain:
            self.problems.append(Diagnostic("RD724", "案卷里不用合并键（<<）", key.span, help="把内容照写一遍"))
            return True
        before = holder.seen.setdefault(text, key.span)
        if before is key.span:
            return False
        also = (Label(before, "前面已经写过"),)
        self.problems.append(
            Diagnostic("RD725", f"「{text}」写了两次", key.span, secondary=also, help="删去其中一个，或合成一个")
        )
        return True
