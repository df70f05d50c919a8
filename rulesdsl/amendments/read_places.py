"""Where a clause works: [将][《X》][第五条第一款、第二款][责任单位]中的 → a locator, and what stands between it and the verb."""

from __future__ import annotations

from attrs import define, evolve, field, frozen

from rulesdsl.amendments.cursor import AMBIGUOUS, BAD_NUMBER, NO_PLACE, TOO_MANY_UNITS, Cursor, Refused
from rulesdsl.amendments.lexing import Counted, Doc, Token
from rulesdsl.amendments.locator import RANKS, Locator, Path, Step, inherit, stands_alone

MOST_UNITS = 100_000
"""So many units one act may name, ranges written out; 第一条至第九千条 is short to write."""


@define
class Context:
    """What a clause inherits from those before it; `spent` counts the units that were named.

    `moved`: the unit this sentence has given another label, and that label; what it goes on to say without 条 is about it.
    `broken`: the sentence before, under the same label, was refused. `fresh`: a new label stands before this sentence.
    """

    base: Doc | None = None
    document: Doc | None = None
    path: Path = ()
    last: Locator | None = None
    renumbered: bool = False
    moved: tuple[Path, Path] | None = None
    broken: bool = False
    fresh: bool = False
    spent: int = 0
    aliases: dict[str, Doc] = field(factory=dict)

    def about(self) -> Locator:
        """A locator that says which document is meant."""
        doc = self.document
        return Locator(doc=doc.title, number=doc.number, note=doc.note) if doc else Locator()

    def renewed(self, path: Path) -> Path:
        """A path in the new numbering, as far as this sentence has changed it."""
        if self.moved is None or path[: len(self.moved[0])] != self.moved[0]:
            return path
        return self.moved[1] + path[len(self.moved[0]) :]

    def name_document(self, doc: Doc) -> None:
        """A document is named; a path in another one is forgotten."""
        doc = self.aliases.get(doc.title, doc)
        if doc.alias:
            self.aliases[doc.alias] = doc
        if self.document is None or doc.title != self.document.title:
            self.path, self.last, self.broken = (), None, False
        self.document = doc


@frozen
class Target:
    """What stands before the verb. `where` is the word behind the place, 后, 前, 中 or nothing, and `behind` the token
    there; `named` says that units, a scope or a part were written, and not inherited."""

    locator: Locator
    named: bool
    where: str
    start: int
    behind: Token


def read_target(cursor: Cursor, context: Context) -> Target:
    """Read as far as the place goes."""
    start = cursor.token.start
    cursor.skip("BA")
    documented = _document(cursor, context)
    locator, named = _units_or_scope(cursor, context)
    locator, parted = _part(cursor, locator)
    named = named or parted
    if not named and documented and cursor.kind == "IN":
        # 将《X》中的“A”: the whole of it.
        locator, named = evolve(context.about(), scope="全文"), True
    behind = cursor.token
    where = _where(cursor)
    cursor.skip("OF")
    if named and cursor.kind == "COMMA" and cursor.ahead() == "BA" and cursor.ahead(2) in ("QUOTE", "ABOUT"):
        # 第五条中，将“A”修改为“B”; in 删去第七条，将第八条改为第七条 the comma parts two clauses.
        # 第五条，将“A”修改为“B”; in 删去第七条，将第八条改为第七条 the comma parts two clauses.
        cursor.take("COMMA")
    cursor.skip("BA")
    cursor.skip("ABOUT")
    return Target(locator, named, where, start, behind)


def _document(cursor: Cursor, context: Context) -> bool:
    if cursor.kind == "DOC" and isinstance(cursor.token.data, Doc):
        context.name_document(cursor.token.data)
        cursor.at += 1
        cursor.take("OF")
        return True
    if cursor.take("SELF"):
        cursor.take("OF")
        return True
    return False


def _units_or_scope(cursor: Cursor, context: Context) -> tuple[Locator, bool]:
    if cursor.take("WHOLE"):
        return evolve(context.about(), scope="全文"), True
    if cursor.kind == "IN" and cursor.ahead() == "RELATED":
        cursor.at += 1
    if cursor.take("RELATED"):
        return evolve(context.about(), scope="有关条文"), True
    if cursor.take("ITS"):
        return _same_units(cursor, context), True
    if cursor.kind in ("STEP", "BADSTEP", "OLD", "NEW"):
        return read_units(cursor, context), True
    return context.about(), False


def _same_units(cursor: Cursor, context: Context) -> Locator:
    """其中的: the units of the clause before, by their old labels if it gave them new ones."""
    if context.last is None:
        token = cursor.tokens[cursor.at - 1]
        raise Refused(NO_PLACE, f"「{token.text}」之前没有写明位置", token.start, token.end)
    numbering = "original" if context.renumbered else ""
    return evolve(context.last, numbering=numbering, part="", refers="", checks=())


def read_units(cursor: Cursor, context: Context, *, base: Path | None = None) -> Locator:
    """A list of units: 第五条第一款、第二款和第七条, 第三条至第五条.

    Args:
        base: the path that shortened labels complete; None for the one named last in the act.
    """
    first = cursor.token
    numbering = "original" if cursor.take("OLD") else "new" if cursor.take("NEW") else ""
    units: list[Path] = []
    checks: dict[Path, str] = {}
    before = context.path if base is None else base
    while True:
        at = cursor.token
        path = _path(cursor, context, before, at, checks, labels=base is not None)
        units.append(path)
        _spend(context, 1, at)
        if cursor.kind == "TO" and cursor.ahead() in ("STEP", "BADSTEP"):
            cursor.take("TO")
            last = _path(cursor, context, path, at, checks, labels=base is not None)
            numbers = _range(path, last, at, cursor)
            _spend(context, len(numbers), at)
            unit = path[-1].unit
            units += [(*path[:-1], Step(unit, f"{_cut(path[-1].number)[0]}{value}")) for value in numbers]
        before = units[-1]
        if not (cursor.kind in ("LIST", "AND") and cursor.ahead() in ("STEP", "BADSTEP", "OLD")):
            break
        cursor.at += 1
        cursor.take("OLD")
    if len(set(units)) < len(units):
        raise Refused(BAD_NUMBER, "同一个位置写了两次", first.start, cursor.behind)
    if base is None:
        if first.kind == "STEP" and context.renewed(units[0]) != units[0] and RANKS[units[0][-1].unit] > RANKS["条"]:
            numbering = "original"
        context.path, context.broken = units[-1], False
    return evolve(context.about(), units=tuple(units), numbering=numbering, checks=tuple(checks.items()))


def _path(
    cursor: Cursor, context: Context, before: Path, first: Token, checks: dict[Path, str], *, labels: bool
) -> Path:
    steps: list[Step] = []
    quotes: list[tuple[int, str]] = []
    while True:
        token = cursor.token
        if token.kind == "STEP" and isinstance(token.data, Step):
            step = token.data
        elif steps and token.kind == "COUNT" and isinstance(token.data, Counted) and token.data.unit in RANKS:
            step = Step(token.data.unit, str(token.data.number))
        else:
            break
        rank = RANKS[step.unit]
        out_of_order = rank <= RANKS["条"] and any(rank <= RANKS[upper.unit] for upper in steps)
        if out_of_order or any(step.unit == upper.unit for upper in steps):
            raise Refused(BAD_NUMBER, f"「{token.text}」不能在「{first.text}」之下", token.start, token.end)
        steps.append(step)
        cursor.at += 1
        if (
            cursor.kind == "QUOTE"
            and not labels
            and cursor.ahead() in ("IN", "STEP", "START", "END", "PART", "HEADING")
        ):
            quotes.append((len(steps), quoted(cursor, cursor.need("QUOTE"))))
    if not steps:
        raise cursor.refusal("STEP")
    path = inherit(before, tuple(steps))
    if not stands_alone(path):
        raise Refused(NO_PLACE, f"「{first.text}」没有写明在哪一条", first.start, first.end)
    if context.broken and not labels and RANKS[steps[0].unit] > RANKS["条"]:
        raise Refused(NO_PLACE, f"「{first.text}」所承的前一句没有读懂", first.start, first.end)
    for count, quote in quotes:
        checks[path[: len(path) - len(steps) + count]] = quote
    return path


def _spend(context: Context, units: int, token: Token) -> None:
    context.spent += units
    if context.spent > MOST_UNITS:
        message = f"修改语句写到的位置超过 {MOST_UNITS} 处"
        raise Refused(TOO_MANY_UNITS, message, token.start, token.end)


def _range(first: Path, last: Path, token: Token, cursor: Cursor) -> range:
    """The last numbers after the first path's up to the last one's; the paths must differ in nothing else."""
    head, start = _cut(first[-1].number)
    other_head, stop = _cut(last[-1].number)
    alike = first[:-1] == last[:-1] and first[-1].unit == last[-1].unit
    if not alike or head != other_head or start >= stop:
        end = cursor.behind
        raise Refused(BAD_NUMBER, "起止的编号不成一个范围", token.start, end)
    return range(start + 1, stop + 1)


def _cut(number: str) -> tuple[str, int]:
    """A number as what stays and what counts on: 162之 and 1."""
    for mark in ("之", "."):
        head, found, tail = number.rpartition(mark)
        if found:
            return head + mark, int(tail)
    return "", int(number or 0)


def _part(cursor: Cursor, locator: Locator) -> tuple[Locator, bool]:
    if cursor.kind in ("IN", "OF") and cursor.ahead() in ("START", "END", "PART", "HEADING", "NAME", "THAT"):
        cursor.at += 1
    refers = cursor.take("THAT")
    if refers:
        cursor.take("OF")
        cursor.take("IN") if cursor.ahead() == "PART" else None
        part = cursor.need("PART")
        return evolve(locator, refers="该内容", part=part.text), True
    part_token = cursor.take("START", "END", "PART", "HEADING", "NAME")
    if part_token is None:
        return locator, False
    return evolve(locator, part=_part_name(part_token)), True


def _part_name(token: Token) -> str:
    if token.kind in ("NAME", "START", "END"):
        return {"NAME": "名称", "START": "开始部分", "END": "末尾"}[token.kind]
    return token.text


def _where(cursor: Cursor) -> str:
    token = cursor.take("IN", "AFTER", "BEFORE")
    if token is None:
        return ""
    return {"IN": "中", "AFTER": "后", "BEFORE": "前"}[token.kind]


def inherited(target: Target, context: Context, cursor: Cursor) -> Locator:
    """The place of a clause that works on words or a part: its own, or that of the clause before."""
    locator = target.locator
    if locator.refers and not locator.units:
        if context.last is None:
            raise Refused(NO_PLACE, "「该内容」之前没有写明位置", target.start, cursor.behind)
        return evolve(locator, units=context.last.units)
    if target.named:
        return locator
    if context.broken:
        raise Refused(NO_PLACE, "所承的前一句没有读懂，不知道在哪里改", target.start, cursor.behind)
    if context.last is not None:
        numbering = "original" if context.renumbered else context.last.numbering
        return evolve(context.last, numbering=numbering, refers="", checks=())
    if context.path and not context.fresh:
        return context.about().at(context.path)
    raise Refused(
        NO_PLACE, "没有写明在哪里改", target.start, cursor.behind, advice="写明位置，例如 第三条中的、全文中的"
    )


def quoted(cursor: Cursor, token: Token) -> str:
    """The words of a quote on one line, as they stand; an empty quote is refused."""
    paragraphs = quoted_paragraphs(cursor, token)
    if not paragraphs:
        raise Refused(AMBIGUOUS, "引号里没有文字", token.start, token.end, advice="写出要改的文字")
    return "".join(paragraphs)


def quoted_paragraphs(cursor: Cursor, token: Token) -> tuple[str, ...]:
    """The paragraphs of a quote or block, as they stand, without the marks that open a paragraph again."""
    text = cursor.lexed.text
    if token.kind == "BLOCK":
        spans = token.data if isinstance(token.data, tuple) else ()
        pieces = [text[span[0] : span[1]] for span in spans if isinstance(span, tuple)]
    else:
        start = token.start + 1
        if not getattr(token.data, "reopened", ()) and "\n" not in token.text and "⏎" not in token.text:
            return (token.text[1:-1],) if token.text[1:-1].strip() else ()
        inside = list(text[start : token.end - 1])
        for offset in getattr(token.data, "reopened", ()):
            inside[offset - start] = ""
        pieces = "".join(inside).replace("⏎", "\n").split("\n")
    return tuple(piece for piece in (piece.strip() for piece in pieces) if piece)
