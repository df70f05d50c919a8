"""Text → tokens with their offsets. Quotes and titles are atoms; a word the language doesn't know is OTHER.

The kinds are those of `words.WORDS`, and QUOTE, LOOSE (a mark without partner), DOC, SELF (本办法), STEP, COUNT (一款),
LINE (the end of a paragraph), BLOCK (paragraphs without marks, put in by `segments`), FINISH (the end of a sentence).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rulesdsl.amendments.locator import Step
from rulesdsl.amendments.numbers import read_int, read_number
from rulesdsl.amendments.quotes import PARAGRAPH_BREAKS, Pair, Quotes, match_quotes
from rulesdsl.amendments.words import KIND_OF, SPACES, plain

# Every repetition is bounded, so that a long run of numerals, spaces or steps that leads nowhere costs no more than its
# length.
NUMERAL = r"(?:[零〇一二三四五六七八九十百千两]{1,12}|[0-9０-９]{1,9}(?:[.．][0-9]{1,4}){0,3})"
UNITS = "自然段|部分|大点|小目|编|章|节|点|条|款|项|目|段|句|行|列|注"
_SP = f"[{SPACES}]{{0,3}}"
_ONE = rf"（?{_SP}{NUMERAL}(?:之{NUMERAL}){{0,3}}{_SP}）?"
_LAWS = "法典|法|条例|办法|规定|细则|章程|规则|解释|规程"
_KNOWN_FIRST = "".join({word[0] for word in KIND_OF})
_TOKEN = re.compile(
    rf"(?P<steps>第{_SP}{_ONE}(?:[、至到]第?{_ONE}){{0,30}}{_SP}(?:{UNITS})(?:之{NUMERAL}){{0,3}})"
    rf"|(?P<item>（{NUMERAL}）项)"
    rf"|(?P<annex>(?:附件|附表|附录){_SP}(?:{NUMERAL})?|序言|前言)"
    rf"|(?P<count>{NUMERAL}{_SP}个?(?:条款|句话|附件|附表|{UNITS}))"
    rf"|(?P<self>(?:本|该)(?:规章|文件|通知|意见|决定|公告|方案|{_LAWS})(?=第|中|全文|名称|标题|目录|增加|末尾))"
    rf"|(?P<early>(?:中华人民共和国|对外|中国|中医|中小|中外|合同|合伙)[\u4e00-\u9fff]{{0,14}}?(?:{_LAWS})(?=第))"
    rf"|(?P<word>{'|'.join(sorted(map(re.escape, KIND_OF), key=len, reverse=True))})"
    rf"|(?P<law>[\u4e00-\u9fff]{{1,14}}?(?:{_LAWS})(?=第|序言))"
    rf"|(?P<space>[{SPACES}]+)"
    r"|(?P<number>[零〇一二三四五六七八九十百千]+|[0-9０-９]+)"
    rf"|(?P<other>[^{re.escape(_KNOWN_FIRST)}{SPACES}\n⏎第（《“”‘’「」『』\"＂0-9零〇一二三四五六七八九十百千两\u4e00-\u9fff]+|.)"
)
_STEPS = re.compile(rf"(?P<sep>[、至到]?)第?{_SP}(?P<open>（)?{_SP}(?P<number>{NUMERAL}(?:之{NUMERAL})*){_SP}）?")
_UNIT_AT_END = re.compile(rf"(?P<unit>{UNITS})(?P<tail>(?:之{NUMERAL})*)$")
_COUNT = re.compile(rf"(?P<number>{NUMERAL}){_SP}个?(?P<unit>\D+)$")
_DOC_NUMBER = re.compile(r"[〔\[［].*[〕\]］].*号|令.*第?.*号|第[0-9]+号")
_SAME_UNIT = {"大点": "点", "条款": "条", "句话": "句"}


class Doc(NamedTuple):
    """A document named in 《》: its title, and what the brackets behind it say."""

    title: str
    number: str = ""
    note: str = ""
    alias: str = ""


class Counted(NamedTuple):
    """一款, 两项."""

    number: int
    unit: str


class Token(NamedTuple):
    """One token. `data` is a Step, Counted, Doc, Pair, or for a BLOCK its paragraphs as spans."""

    kind: str
    text: str
    start: int
    end: int
    data: Step | Counted | Doc | Pair | tuple[tuple[int, int], ...] | None = None


class Lexed(NamedTuple):
    """A text, two copies of the same length, and its tokens.

    `plain` has one form for every mark; `shadow` has, besides, every title as a run of U+E000, every quote as one of
    U+E001, and spaces for line ends: fixed words are looked for there.
    """

    text: str
    plain: str
    shadow: str
    tokens: tuple[Token, ...]


def lex(text: str) -> Lexed:
    """Read a text into tokens; linear."""
    normal = plain(text)
    quotes = match_quotes(text)
    titles = _match_titles(normal)
    starts = {pair.start: pair for pair in quotes.pairs}
    tokens: list[Token] = []
    at = 0
    while at < len(normal):
        if at in starts:
            pair = starts[at]
            tokens.append(Token("QUOTE", text[pair.start : pair.end], pair.start, pair.end, pair))
            at = pair.end
        elif normal[at] in PARAGRAPH_BREAKS:
            tokens.append(Token("LINE", "\n", at, at + 1))
            at += 1
        elif at in titles:
            token = _document(text, normal, at, titles[at])
            tokens.append(token)
            at = token.end
        else:
            at = _plain_tokens(normal, at, quotes, tokens)
    return Lexed(text, normal, _shadow(normal, tokens), tuple(tokens))


def _plain_tokens(normal: str, at: int, quotes: Quotes, tokens: list[Token]) -> int:
    hit = _TOKEN.match(normal, at)
    # INVARIANT: the last alternative takes any mark but a line end, which the caller has handled.
    assert hit is not None
    kind = hit.lastgroup or "other"
    word, end = hit[0], hit.end()
    if kind == "steps":
        _steps(word, at, tokens)
    elif kind == "item":
        number = read_number(word[1:-2])
        tokens.append(Token("STEP" if number else "BADSTEP", word, at, end, Step("项", number or "")))
    elif kind == "annex":
        tokens.append(Token("STEP", word, at, end, _annex(word)))
    elif kind == "count":
        tokens.append(_counted(word, at, end))
    elif kind == "word":
        tokens.append(Token(KIND_OF[word], word, at, end))
    elif kind in ("law", "early"):
        tokens.append(Token("DOC", word, at, end, Doc(word)))
    elif kind == "self":
        tokens.append(Token("SELF", word, at, end))
    elif kind in ("other", "number"):
        tokens.append(Token("LOOSE" if at in quotes.loose else "OTHER", word, at, end))
    return end


def _steps(word: str, at: int, tokens: list[Token]) -> None:
    """第三条 is one step; 第三、五条 and 第三至五条 are two with a mark between."""
    hit = _UNIT_AT_END.search(word)
    assert hit is not None
    unit = _SAME_UNIT.get(hit["unit"], hit["unit"])
    body = word[: hit.start()]
    offset = 0
    while offset < len(body):
        part = _STEPS.match(body, offset)
        assert part is not None
        if part["sep"]:
            tokens.append(Token(KIND_OF[part["sep"]], part["sep"], at + offset, at + offset + 1))
        last = part.end() == len(body)
        number = read_number(part["number"] + (hit["tail"] if last else ""))
        start, end = at + offset + len(part["sep"]), at + (len(word) if last else part.end())
        shown = word[start - at : end - at]
        tokens.append(Token("STEP" if number else "BADSTEP", shown, start, end, Step(unit, number or "")))
        offset = part.end()


def _annex(word: str) -> Step:
    name = word[:2]
    number = word[2:].strip(SPACES)
    value = read_int(number) if number else None
    return Step(name, str(value) if value else "")


def _counted(word: str, at: int, end: int) -> Token:
    hit = _COUNT.match(word)
    assert hit is not None
    unit = _SAME_UNIT.get(hit["unit"], hit["unit"])
    count = 2 if hit["number"] == "两" else read_int(hit["number"])
    return Token("COUNT" if count else "BADSTEP", word, at, end, Counted(count or 0, unit))


def _match_titles(normal: str) -> dict[int, int]:
    """Where each outermost 《 of a paragraph ends."""
    ends: dict[int, int] = {}
    stack: list[int] = []
    for hit in re.finditer(r"[《》\n⏎]", normal):
        if hit[0] == "《":
            stack.append(hit.start())
        elif hit[0] != "》":
            stack.clear()
        elif stack:
            ends[stack.pop()] = hit.end()
    return ends


_BRACKETS = re.compile(r"（(?P<inside>[^（）\n⏎]*(?:（[^（）\n⏎]*）[^（）\n⏎]*)*)）")


def _document(text: str, normal: str, start: int, end: int) -> Token:
    title = text[start + 1 : end - 1].strip()
    hit = _BRACKETS.match(normal, end)
    if hit is None:
        return Token("DOC", text[start:end], start, end, Doc(title))
    number, alias, notes = "", "", []
    for piece in re.split("[，；]", hit["inside"]):
        short = re.search("(?:以下|下称|简称).*《(.*?)》", piece)
        if short:
            alias = short[1]
        elif not number and _DOC_NUMBER.search(piece) and "通过" not in piece and "公布" not in piece:
            number = piece.strip()
        elif piece.strip():
            notes.append(piece.strip())
    return Token("DOC", text[start : hit.end()], start, hit.end(), Doc(title, number, "，".join(notes), alias))


def _shadow(normal: str, tokens: list[Token]) -> str:
    shown: list[str] = []
    at = 0
    for token in tokens:
        blot = {"QUOTE": "\ue001", "DOC": "\ue000", "LINE": " "}.get(token.kind)
        if blot:
            shown += (normal[at : token.start], blot * (token.end - token.start))
            at = token.end
    return "".join((*shown, normal[at:]))
