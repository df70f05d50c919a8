"""The lines of an act: labels, headings that name a document, frames, sentences, article text without marks.

A line is a paragraph, or several that one sentence needs: a soft break inside it, quoted text on the lines after
修改为：, and paragraphs without any marks, which become one BLOCK token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from rulesdsl.amendments.lexing import NUMERAL, UNITS, Doc, Lexed, Token
from rulesdsl.amendments.numbers import read_int
from rulesdsl.amendments.words import SPACES

_CHINESE = "[零〇一二三四五六七八九十百]+"
_LABEL = re.compile(
    rf"(?:(?P<bracket>（{_CHINESE}）)(?!项)|(?P<point>{_CHINESE}、)|(?P<digit>[0-9]{{1,3}}[.、](?![0-9]))|(?P<small>（[0-9]{{1,3}}）)"
    rf"|(?P<circle>[①-⑳])|(?P<article>第{NUMERAL}条[{SPACES}]+(?=宪法|刑法|将|对|《|删|在|增|原|第)))[{SPACES}]*"
)
_STEPS = rf"第（?{NUMERAL}(?:之{NUMERAL})*）?(?:{UNITS})(?:之{NUMERAL})*"
_LOOKS = re.compile(
    r"(?:此外，?|同时，?|相应地?，?|并)*"
    r"(?:(?:将|把)(?:全文|第|《|有关|相关|原|其中|名称|标题|规章|文件|“|本)|删去|删除|取消第|在(?:第|《|全文)"
    r"|增加[一二三四五六七八九十两0-9]+[条款项章节]|(?:宣布)?废止《|对《|修改《|原第|全文|有关条文|相关条文|其中的“"
    rf"|(?:宪法|刑法|《[^《》\n]*》)?(?:{_STEPS})+(?:中|的|修改|改|增加|增写|删|后增|后新增|前增|，|、|和|至|合并|分为|拆|开始|末尾|作为|调整|相应|“)"
    r"|《[^《》\n]*》|本(?:决定|通知|规定|办法|修正案|令|意见|公告)自|修改后的|此外|对?条文顺序|“[^”]*”(?:修改|改|调整))"
)
_FRAMES = re.compile(
    r"[^。]*关于(?:修改|废止|修订|公布|印发)[^。；：]*(?:通知|决定|公告|令|意见)(?:（[^）]*）)?$"
    r"|(?:发布日期|公布日期|成文日期|发布时间|索引号|文号|来源|发文机关|时效性)：.*$"
    r"|各[^。“]*：$"
    r"|[^。\ue001]*(?:如下|决定|修改|修订|通知)：$"
    r"|（[^（）]*(?:公开|通过|公布)[^（）]*）$"
    r"|[0-9〇零一二三四五六七八九十]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$"
    r"|[\u4e00-\u9fff]{2,30}(?:政府|办公厅|办公室|委员会|局|厅|部|法院|检察院)$"
    r"|[\u4e00-\u9fff]{1,6}〔[0-9]{4}〕[0-9]+号$"
)
LONGEST_FRAME = 2000
"""A longer line is no title, addressee or opening."""

_ANNEXES = re.compile(rf"附件[{SPACES}]*(?:{NUMERAL})?[{SPACES}]*(?:：|$)|附：")
_DOC = "\ue000+"
_HEADING = re.compile(
    rf"(?:关于|对|将|修改|关于修改)?(?P<docs>{_DOC}(?:[、和]{_DOC})*)(?P<tail>(?:的|中的)?(?:部分|有关|相关)?(?:内容|条款|条文)?"
    r"(?:进行|作出|作|做出|做|予以)?(?:如下|以下|下列|相应)?(?:部分)?(?:修改|修正|修订|调整)?(?:如下|为)?)(?P<end>[：。，]|$)"
)
_PREAMBLE = re.compile(rf"(?:对|修改|将)(?P<docs>{_DOC})[^。]{{0,12}}(?:修改|修正|修订)[^。]{{0,6}}[：。]?$")


@frozen
class Line:
    """One line: its label, its tokens without label and line ends, where it begins and ends in the text."""

    label: str
    style: str
    tokens: tuple[Token, ...]
    start: int
    end: int


def lines_of(lexed: Lexed) -> Iterator[Line]:
    """The paragraphs that hold anything, up to the annexes."""
    begin = 0
    for index, token in enumerate((*lexed.tokens, Token("LINE", "", len(lexed.text), len(lexed.text)))):
        if token.kind == "LINE":
            if index > begin:
                line = _line(lexed, lexed.tokens[begin:index])
                if not line.label and _ANNEXES.match(lexed.plain, line.start):
                    return
                yield line
            begin = index + 1


def _line(lexed: Lexed, tokens: tuple[Token, ...]) -> Line:
    start, end = tokens[0].start, tokens[-1].end
    hit = _LABEL.match(lexed.plain, start, end)
    if hit is None or any(token.start < hit.end() < token.end for token in tokens):
        return Line("", "", tokens, start, end)
    rest = tuple(token for token in tokens if token.start >= hit.end())
    return Line(hit[0].strip(SPACES), hit.lastgroup or "", rest, rest[0].start if rest else hit.end(), end)


def sentence_lines(lexed: Lexed) -> Iterator[Line]:
    """The lines with what belongs to them on the lines after; frames among them, empty labels left out."""
    lines = [line for line in lines_of(lexed) if line.tokens]
    at = 0
    while at < len(lines):
        line, at = _whole(lexed, lines, at)
        yield line


def _whole(lexed: Lexed, lines: list[Line], at: int) -> tuple[Line, int]:
    line = lines[at]
    tokens = list(line.tokens)
    at += 1
    framed = is_frame(lexed, line)
    headed = tokens[-1].kind == "COLON" and heading(lexed, line) is not None
    while at < len(lines) and not framed and not headed:
        following = lines[at]
        if _only_quotes(following, may_end=tokens[-1].kind != "COLON") and tokens[-1].kind in ("COLON", "QUOTE"):
            tokens += following.tokens
        elif tokens[-1].kind == "COLON":
            block, at = _block(lexed, lines, at, line)
            if block is not None:
                tokens.append(block)
            break
        elif (
            tokens[-1].kind in ("STOP", "SEMICOLON", "QUOTE", "DOC", "LOOSE", "BLOCK")
            or following.label
            or looks_like_sentence(lexed, following)
            or is_frame(lexed, following)
        ):
            break
        else:
            tokens += following.tokens
        at += 1
    return Line(line.label, line.style, tuple(tokens), line.start, tokens[-1].end), at


def _only_quotes(line: Line, *, may_end: bool) -> bool:
    if line.label or line.tokens[0].kind != "QUOTE":
        return False
    return not may_end or all(token.kind in ("QUOTE", "STOP") for token in line.tokens)


def _block(lexed: Lexed, lines: list[Line], at: int, owner: Line) -> tuple[Token | None, int]:
    """The paragraphs after 修改为： that no mark encloses, up to the next sentence."""
    spans: list[tuple[int, int]] = []
    styles: set[str] = set()
    while at < len(lines):
        line = lines[at]
        next_item = line.label and line.style == owner.style and owner.style not in styles and _follows(owner, line)
        if next_item or looks_like_sentence(lexed, line) or heading(lexed, line):
            break
        styles.add(line.style)
        begin = line.start if not line.label else lexed.plain.rindex(line.label, 0, line.start)
        spans.append((begin, line.end))
        at += 1
    if not spans:
        return None, at
    start, end = spans[0][0], spans[-1][1]
    return Token("BLOCK", lexed.text[start:end], start, end, tuple(spans)), at


def _follows(owner: Line, line: Line) -> bool:
    one, other = (read_int(item.label.strip("（）、.")) for item in (owner, line))
    return one is not None and other == one + 1


def looks_like_sentence(lexed: Lexed, line: Line) -> bool:
    """Whether a line begins as amending sentences do; then it is never taken for article text."""
    return bool(_LOOKS.match(lexed.plain, line.start, line.end))


def is_frame(lexed: Lexed, line: Line) -> bool:
    """Whether an unlabelled line is the title, the addressee, the opening, the day or the signature of the act."""
    if line.label or line.end - line.start > LONGEST_FRAME or looks_like_sentence(lexed, line):
        return False
    text = _words(lexed, line).strip(SPACES)
    amends = any(token.kind in ("CHANGE", "DELETE", "ADD", "MERGE") for token in line.tokens)
    return bool(_FRAMES.match(text)) and (not amends or text.endswith("：")) and "将" not in text


def _words(lexed: Lexed, line: Line) -> str:
    return lexed.shadow[line.start : line.end]


def heading(lexed: Lexed, line: Line) -> tuple[tuple[Doc, ...], int] | None:
    """The documents a heading names (对《…》作出修改), and how many of the line's tokens it takes; None for no heading."""
    text = _words(lexed, line)
    hit = _HEADING.match(text)
    if hit is None or not (hit["tail"] or text.startswith(("修改", "关于修改"))) or not _amends(text[: hit.end()]):
        return None
    docs: list[Doc] = []
    for count, token in enumerate(line.tokens):
        if token.start - line.tokens[0].start >= hit.end():
            return tuple(docs), count
        if isinstance(token.data, Doc):
            docs.append(token.data)
    return tuple(docs), len(line.tokens)


def _amends(head: str) -> bool:
    return any(word in head for word in ("修改", "修正", "修订", "调整")) and not head.endswith("为")


def preamble(lexed: Lexed, line: Line) -> Doc | None:
    """The one document an opening announces to amend: …决定对《X》作如下修改：."""
    hit = _PREAMBLE.search(_words(lexed, line))
    if hit is None:
        return None
    docs = [token.data for token in line.tokens if isinstance(token.data, Doc)]
    return docs[-1] if docs else None
