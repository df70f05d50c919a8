"""Clauses about a whole act: 废止, 施行, 有效期, 重新公布, 条文顺序作相应调整, and effects that change no word.

They are told by their fixed words, so they are matched against the sentence with titles and quotes blotted out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from attrs import evolve

from rulesdsl.amendments.cursor import BAD_NUMBER, Cursor, Made, Refused
from rulesdsl.amendments.lexing import Doc
from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.numbers import read_int
from rulesdsl.amendments.operations import AutoRenumber, Effective, Extend, NonTextual, Operation, Repeal, Republish
from rulesdsl.amendments.read_places import Context, read_units
from rulesdsl.amendments.words import SPACES

_N = "[0-9〇零一二三四五六七八九十]"
_DATE = rf"(?P<year>{_N}{{4}})年(?P<month>{_N}{{1,3}})月(?P<day>{_N}{{1,3}})日"
_DOCS = "(?P<docs>\ue000[\ue000、和及]*)"
_END = "(?=[，；。]|$)"
_EFFECTIVE = re.compile(
    rf"(?P<subject>\ue000*[^，；。自\ue000]{{0,40}}?)自(?:{_DATE}|(?P<event>(?:公布|发布|印发|颁布|签发|下发)之日))起(?:正式|开始)?(?:施行|执行|生效|实施){_END}"
)
_REPEAL = re.compile(
    rf"(?:(?:宣布|决定|予以)?(?:废止|宣布失效){_DOCS}|{_DOCS.replace('docs', 'more')}(?:自{_DATE}起|同时|即行|现?予以|一并)*"
    rf"(?:废止|宣布失效|失效|宣布废止)){_END}"
)
_REPEAL_ON = re.compile(rf"自{_DATE}起(?:宣布|予以)?废止{_DOCS}{_END}")
_EXTEND = re.compile(
    rf"(?:将)?{_DOCS}?(?:的)?有效期(?:限)?(?:延长|延续|顺延)(?:至{_DATE}|(?P<years>{_N}{{1,3}})年){_END}"
)
_REPUBLISH = re.compile(
    rf"(?:{_DOCS}|(?P<these>以上|上述)[^，；。]{{0,12}})?根据本[^，；。]{{1,4}}(?:作|做|进行|作出)?相应(?:的)?(?:修改|修正|修订|调整)"
    rf"(?P<auto>(?:，|并|，并|和)(?:对)?条[^，；。]{{0,4}}(?:顺序|序号)作?相应(?:的)?调整)?(?:，|，并|并)?重新公布{_END}"
)
_ANNEXED = re.compile(
    rf"(?P<docs>\ue000+)?(?:修改|修订)后的(?:版本|文本|全文|文件|\ue000+)?(?:全文)?(?:详见|见)(?P<annex>附件[0-9]*|后){_END}"
)
_AUTO = re.compile(
    r"(?:对)?(?P<docs>\ue000+)?(?:的)?(?:其他|其余|有关|相关|以下|其后)?(?P<what>条文|条款|条目|章节|款项|条、款|目录|项目)(?:的)?(?:顺序|序号|编号|次序)?"
    rf"(?:依次|一并|亦|也)?(?:作|做|进行|予以|作出)?(?:相应(?:的|地)?(?:调整|顺延|变动|修改)|顺延){_END}"
)
_EFFECTS = re.compile(
    r"不再适用|暂停执行|停止执行|暂停适用|暂时停止|停止适用|暂不执行|不再执行|继续有效|继续执行|不适用"
    r"|(?:有关|相关|上述|其)?职责(?:由|划入|调整由)[^，；。]|按照[^，；。]{1,60}执行"
)


def read_act(cursor: Cursor, context: Context) -> list[tuple[Operation, Made]] | None:
    """A clause of these kinds, or None when the words are others."""
    if not cursor.may_be_act:
        return None
    start, end = cursor.token.start, cursor.tokens[-1].end
    for pattern, build in _KINDS:
        hit = pattern.match(cursor.lexed.shadow, start, end)
        if hit is not None:
            docs: list[Doc] = []
            while cursor.token.start < hit.end() and cursor.kind != "FINISH":
                if isinstance(cursor.token.data, Doc):
                    docs.append(cursor.token.data)
                cursor.at += 1
            made = Made((start, cursor.behind), None)
            return [(operation, made) for operation in build(hit, docs, context, made)]
    return None


def read_effect(cursor: Cursor, context: Context, at: int) -> list[tuple[Operation, Made]] | None:
    """P26: a sentence that commands no change of words, from token `at` to its end."""
    left = cursor.tokens[at:-1]
    if not left or any(
        token.kind in ("CHANGE", "DELETE", "ADD", "MERGE", "QUOTE", "LOOSE", "BADSTEP") for token in left
    ):
        return None
    hit = _EFFECTS.search(cursor.lexed.shadow, left[0].start, left[-1].end)
    if hit is None:
        return None
    locator = context.about()
    inner = Cursor(cursor.lexed, left)
    inner.skip("BA")
    first = inner.token
    if first.kind == "DOC" and isinstance(first.data, Doc):
        locator = _about(first.data, context)
        inner.at += 1
    if inner.kind == "STEP":
        path = context.path
        try:
            locator = evolve(locator, units=read_units(inner, context).units)
        finally:
            context.path = path
    cursor.at = len(cursor.tokens) - 1
    stops = len(left) - 1 if left[-1].kind == "STOP" else len(left)
    start, end = left[0].start, left[max(stops - 1, 0)].end
    effect = "职责调整" if "职责" in hit[0] else "按照执行" if hit[0].startswith("按照") else hit[0]
    return [(NonTextual(locator, effect, cursor.lexed.text[start:end]), Made((start, end), None))]


def _effective(hit: re.Match[str], docs: list[Doc], context: Context, made: Made) -> list[Operation]:
    subject = hit["subject"].strip(SPACES)
    locator, day = Locator(), _day(hit, made)
    if docs:
        locator, subject = _about(docs[0], context), ""
    return [Effective(locator, day, hit["event"] or "", subject)]


def _repeal(hit: re.Match[str], docs: list[Doc], context: Context, made: Made) -> list[Operation]:
    return [Repeal(_about(doc, context), _day(hit, made)) for doc in docs]


def _extend(hit: re.Match[str], docs: list[Doc], context: Context, made: Made) -> list[Operation]:
    years = read_int(hit["years"]) if hit["years"] else 0
    locators = [_about(doc, context) for doc in docs] or [context.about()]
    return [Extend(locator, _day(hit, made), years or 0) for locator in locators]


def _republish(hit: re.Match[str], docs: list[Doc], context: Context, made: Made) -> list[Operation]:
    locators = [_about(doc, context) for doc in docs] or [Locator() if hit["these"] else context.about()]
    found: list[Operation] = [Republish(locator) for locator in locators]
    return [*(AutoRenumber(locator) for locator in locators), *found] if hit["auto"] else found


def _annexed(hit: re.Match[str], docs: list[Doc], context: Context, made: Made) -> list[Operation]:
    annex = "附件" if hit["annex"] == "后" else hit["annex"]
    return [Republish(_about(docs[0], context) if docs else Locator(), annex)]


def _auto(hit: re.Match[str], docs: list[Doc], context: Context, made: Made) -> list[Operation]:
    locator = _about(docs[0], context) if docs else context.about()
    return [AutoRenumber(evolve(locator, part="目录" if hit["what"] == "目录" else ""))]


def _about(doc: Doc, context: Context) -> Locator:
    doc = context.aliases.get(doc.title, doc)
    return Locator(doc=doc.title, number=doc.number, note=doc.note)


def _day(hit: re.Match[str], made: Made) -> str:
    if not hit["year"]:
        return ""
    year = "".join(
        str("〇一二三四五六七八九".find(mark.replace("零", "〇"))) if not mark.isdigit() else mark
        for mark in hit["year"]
    )
    try:
        return datetime.date(int(year), read_int(hit["month"]) or 0, read_int(hit["day"]) or 0).isoformat()
    except ValueError:
        raise Refused(BAD_NUMBER, "没有这一天", *made.clause) from None


_Build = Callable[["re.Match[str]", list[Doc], Context, Made], list[Operation]]
_KINDS: tuple[tuple[re.Pattern[str], _Build], ...] = (
    (_EFFECTIVE, _effective),
    (_REPEAL_ON, _repeal),
    (_REPEAL, _repeal),
    (_EXTEND, _extend),
    (_REPUBLISH, _republish),
    (_ANNEXED, _annexed),
    (_AUTO, _auto),
)
