"""Clauses about whole units: replaced, inserted, struck, given other labels, merged, split; and headings."""

from __future__ import annotations

from attrs import evolve

from rulesdsl.amendments.articles import Article, divide, leading_label, read_article
from rulesdsl.amendments.cursor import (
    AMBIGUOUS,
    BAD_NUMBER,
    COUNTS_DIFFER,
    NO_PLACE,
    NOT_UNDERSTOOD,
    Cursor,
    Made,
    Refused,
)
from rulesdsl.amendments.lexing import Counted, Doc
from rulesdsl.amendments.locator import Locator, Path, path_phrase
from rulesdsl.amendments.operations import (
    DeleteUnit,
    InsertUnit,
    MergeUnits,
    Operation,
    Renumber,
    ReplaceUnit,
    Retitle,
    SplitUnits,
)
from rulesdsl.amendments.read_places import Context, Target, inherited, quoted, read_units
from rulesdsl.amendments.read_words import Found, insert_at_edge

_TITLES = ("名称", "标题", "章名", "节名", "条标")


def change_units(cursor: Cursor, context: Context, target: Target) -> Found:
    """修改为 has been read: a new text, a new label, a new name, or several units out of one."""
    start = cursor.token
    if cursor.kind in ("STEP", "BADSTEP", "NEW", "OLD"):
        return renumber(cursor, context, target)
    if cursor.kind == "COUNT":
        return split(cursor, context, target)
    part = target.locator.part
    if part in _TITLES:
        cursor.skip("COLON")
        if cursor.kind == "DOC" and isinstance(cursor.token.data, Doc):
            title = cursor.token.data.title
            cursor.at += 1
        else:
            title = quoted(cursor, cursor.need("QUOTE", "BLOCK"))
        return _one(Retitle(_placed(target, context), title), target, cursor)
    locator = inherited(target, context, cursor)
    article = read_article(cursor)
    if article is None:
        raise Refused(NOT_UNDERSTOOD, "没有写出修改后的文字", start.start, start.end, ("“…”",))
    if not locator.units and not locator.part:
        raise Refused(NO_PLACE, "没有写明哪一条修改为新的文字", target.start, start.start)
    if len(locator.units) < 2:
        return _one(ReplaceUnit(locator, article.paragraphs, article.unquoted), target, cursor)
    texts = divide(article, locator.units)
    if texts is None:
        raise _uneven(article, len(locator.units), target, cursor)
    return [
        (ReplaceUnit(evolve(locator, units=(path,), checks=()), text, article.unquoted), _made(target, cursor))
        for path, text in zip(locator.units, texts, strict=True)
    ]


def _placed(target: Target, context: Context) -> Locator:
    """A heading belongs to the units that are named, else to the document."""
    return target.locator if target.named else context.about()


def renumber(cursor: Cursor, context: Context, target: Target) -> Found:
    """改为 or 作为 has been read: the new labels, one for each of the old ones."""
    sources = inherited(target, context, cursor).units
    first = cursor.token
    if not sources or target.locator.part:
        raise Refused(NO_PLACE, "没有写明哪一条改号", target.start, first.end)
    cursor.skip("NEW")
    targets = read_units(cursor, context, base=sources[0]).units
    if len(sources) != len(targets):
        message = f"改号前有 {len(sources)} 个位置，改号后有 {len(targets)} 个，对不上"
        raise Refused(COUNTS_DIFFER, message, first.start, cursor.behind)
    about = evolve(context.about(), checks=target.locator.checks)
    made = _made(target, cursor)
    found: Found = [(Renumber(about, old, new), made) for old, new in zip(sources, targets, strict=True)]
    context.last, context.renumbered = context.about().at(*sources), True
    context.moved = (sources[0], targets[0]) if len(sources) == 1 else None
    return found


def delete_units(cursor: Cursor, context: Context, target: Target) -> Found:
    """删去 and a place, and no quote behind it."""
    locator = target.locator
    if not locator.units or locator.part in ("开始部分", "末尾"):
        raise cursor.refusal("QUOTE", "STEP")
    return _one(DeleteUnit(locator), target, cursor)


def insert(cursor: Cursor, context: Context, target: Target) -> Found:
    """增加 has been read: units (一款), or words at the start or the end of a unit."""
    counted = cursor.token.data
    if isinstance(counted, Counted) and counted.unit != "句":
        cursor.at += 1
        return _insert_units(cursor, context, target, counted)
    if target.locator.part in ("开始部分", "末尾"):
        return insert_at_edge(cursor, context, target)
    if isinstance(counted, Counted) and target.where != "前":
        return insert_at_edge(cursor, context, target)
    cursor.skip("TAIL")
    cursor.skip("COLON")
    if cursor.kind in ("QUOTE", "BLOCK"):
        advice = "写明 增加一款，作为第…款，或者 末尾增加、开始部分增加、在“…”后增加"
        raise Refused(
            AMBIGUOUS, "看不出增加的是一款还是一句，加在哪里", target.start, cursor.token.start, advice=advice
        )
    raise cursor.refusal("COUNT", "QUOTE")


def _insert_units(cursor: Cursor, context: Context, target: Target, counted: Counted) -> Found:
    start = cursor.token
    beside = target.locator.units
    if len(beside) > 1:
        raise Refused(AMBIGUOUS, "增加的位置不止一处", target.start, start.start, advice="一个位置写一句")
    place = beside[0] if beside else (context.path if counted.unit not in ("条", "章", "节", "编") else ())
    place = context.renewed(place)
    cursor.take("TAIL")
    cursor.take("COMMA") if cursor.ahead() in ("AS", "ADVERB") else None
    cursor.skip("ADVERB")
    labels: tuple[Path, ...] = ()
    named = cursor.token
    if cursor.take("AS"):
        labels = read_units(cursor, context, base=place).units
        if len(labels) != counted.number:
            message = f"增加 {counted.number} {counted.unit}，却写了 {len(labels)} 个位置"
            raise Refused(COUNTS_DIFFER, message, named.start, cursor.behind)
        wrong = next((path for path in labels if path[-1].unit != counted.unit), None)
        if wrong is not None:
            message = f"增加的是{counted.unit}，「{path_phrase(wrong)}」不是"
            raise Refused(BAD_NUMBER, message, named.start, cursor.behind)
    cursor.take("TAIL")
    before_text = cursor.at
    article = read_article(cursor)
    if article is None and (before_text == cursor.at or not labels):
        raise cursor.refusal("COLON", "QUOTE") if before_text == cursor.at else cursor.refusal("QUOTE", "BLOCK")
    return _new_units(cursor, context, target, counted, labels, article)


def _new_units(
    cursor: Cursor,
    context: Context,
    target: Target,
    counted: Counted,
    labels: tuple[Path, ...],
    article: Article | None,
) -> Found:
    about = evolve(context.about(), checks=target.locator.checks)
    beside = target.locator.units[0] if target.locator.units else ()
    after, before = (beside if target.where == word else () for word in ("后", "前"))
    if article is not None and not labels and counted.number == 1:
        label = leading_label(article.paragraphs[0], counted.unit)
        labels = (label,) if label is not None and counted.unit == "条" else ()
    if not labels:
        if counted.number > 1:
            raise Refused(COUNTS_DIFFER, "增加几个单位要写明各作为第几", target.start, cursor.token.start)
        inside = about if target.where in ("后", "前") else evolve(about, units=target.locator.units)
        text = article.paragraphs if article else ()
        made = InsertUnit(inside, counted.unit, (), text, after, before, bool(article and article.unquoted))
        context.last = context.about().at(*target.locator.units)
        return _one(made, target, cursor)
    texts: tuple[tuple[str, ...], ...] | None = tuple(() for _ in labels)
    if article is not None:
        texts = divide(article, labels)
        if texts is None:
            raise _uneven(article, len(labels), target, cursor)
    context.path = labels[-1]
    context.last, context.renumbered = context.about().at(*labels), False
    unquoted = bool(article and article.unquoted)
    operations: list[Operation] = []
    for path, text in zip(labels, texts or (), strict=True):
        operations.append(InsertUnit(about, counted.unit, path, text, after, before, unquoted))
        after = path if after else ()
    return [(operation, _made(target, cursor)) for operation in operations]


def merge(cursor: Cursor, context: Context, target: Target) -> Found:
    """合并 has been read: [，作为第Z条][，修改为：“T”]."""
    sources = target.locator.units
    if len(sources) < 2 or target.locator.part:
        raise Refused(NO_PLACE, "「合并」之前要写两个以上的位置", target.start, cursor.token.start)
    label: Path = ()
    if cursor.kind == "COMMA" and cursor.ahead() in ("AS", "CHANGE"):
        cursor.at += 1
    token = cursor.take("AS", "FOR")
    if token is not None:
        if cursor.take("COUNT"):
            cursor.take("COMMA")
            cursor.skip("ADVERB")
            token = cursor.take("AS")
        if token is not None:
            label = _only(read_units(cursor, context, base=sources[0]).units, cursor)
    article = _new_text(cursor)
    text = article.paragraphs if article else ()
    made = MergeUnits(
        evolve(context.about(), checks=target.locator.checks), sources, label, text, bool(article and article.unquoted)
    )
    context.last, context.renumbered = context.about().at(*sources), True
    return _one(made, target, cursor)


def _new_text(cursor: Cursor) -> Article | None:
    """[，][并]修改为：“T”, if that comes."""
    at = cursor.at
    cursor.skip("COMMA", "LEAD")
    if cursor.take("CHANGE"):
        article = read_article(cursor)
        if article is None:
            raise cursor.refusal("QUOTE", "BLOCK")
        return article
    cursor.at = at
    if cursor.kind == "COLON":
        return read_article(cursor)
    return None


def split(cursor: Cursor, context: Context, target: Target) -> Found:
    """分为 or 修改为 has been read: 两条，作为第五条、第六条[，修改为：“T1”“T2”]."""
    sources = inherited(target, context, cursor).units
    counted = cursor.take("COUNT")
    source = _only(sources, cursor)
    if counted is not None:
        cursor.take("COMMA")
        cursor.skip("ADVERB")
        cursor.need("AS")
    elif cursor.kind not in ("STEP", "BADSTEP"):
        raise cursor.refusal("COUNT", "STEP")
    start = cursor.token
    targets = read_units(cursor, context, base=source).units
    number = counted.data.number if counted is not None and isinstance(counted.data, Counted) else len(targets)
    if number != len(targets) or number < 2:
        message = f"写了 {len(targets)} 个位置，与前面的数目不同"
        raise Refused(COUNTS_DIFFER, message, start.start, cursor.behind)
    article = _new_text(cursor)
    texts = divide(article, targets) if article else ()
    if texts is None and article is not None:
        raise _uneven(article, len(targets), target, cursor)
    context.last, context.renumbered = context.about().at(source), True
    about = evolve(context.about(), checks=target.locator.checks)
    return _one(SplitUnits(about, source, targets, texts or (), bool(article and article.unquoted)), target, cursor)


def _only(units: tuple[Path, ...], cursor: Cursor) -> Path:
    if len(units) != 1:
        token = cursor.tokens[max(cursor.at - 1, 0)]
        raise Refused(COUNTS_DIFFER, "这里只能写一个位置", token.start, token.end)
    return units[0]


def _uneven(article: Article, units: int, target: Target, cursor: Cursor) -> Refused:
    message = f"新的文字有 {len(article.paragraphs)} 段，分不成 {units} 个单位"
    return Refused(
        COUNTS_DIFFER, message, article.start, article.end, advice="各单位的文字各自加引号，或者写上各自的编号"
    )


def _one(operation: Operation, target: Target, cursor: Cursor) -> Found:
    return [(operation, _made(target, cursor))]


def _made(target: Target, cursor: Cursor) -> Made:
    return Made((target.start, cursor.behind), None)
