"""New text in a sentence: its paragraphs, and which of them belong to which of several units."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.cursor import Cursor
from rulesdsl.amendments.lexing import lex
from rulesdsl.amendments.locator import Path, Step
from rulesdsl.amendments.numbers import read_number
from rulesdsl.amendments.read_places import quoted, quoted_paragraphs


@frozen
class Article:
    """The quotes (or the one block) of a new text, each as its paragraphs."""

    quotes: tuple[tuple[str, ...], ...]
    unquoted: bool
    start: int
    end: int

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All paragraphs in order."""
        return tuple(paragraph for quote in self.quotes for paragraph in quote)


def read_article(cursor: Cursor) -> Article | None:
    """[，即][内容如下]：“T”, with the quotes side by side or a block; None when nothing comes after the colon, or when
    neither colon nor quote comes."""
    if cursor.kind == "COMMA" and cursor.ahead() == "NAMELY":
        cursor.at += 1
    cursor.skip("NAMELY")
    cursor.skip("COLON")
    block = cursor.take("BLOCK")
    if block is not None:
        return Article((quoted_paragraphs(cursor, block),), True, block.start, block.end)
    quotes: list[tuple[str, ...]] = []
    start = cursor.token.start
    while cursor.kind == "QUOTE" or (quotes and cursor.kind == "LIST" and cursor.ahead() == "QUOTE"):
        cursor.take("LIST")
        quoted(cursor, cursor.token)
        quotes.append(quoted_paragraphs(cursor, cursor.need("QUOTE")))
    return Article(tuple(quotes), False, start, cursor.behind) if quotes else None


def divide(article: Article, units: tuple[Path, ...]) -> tuple[tuple[str, ...], ...] | None:
    """The paragraphs of each unit: by quotes, by the labels they begin with, or one each; None when that is unclear."""
    if len(units) == 1:
        return (article.paragraphs,)
    if len(article.quotes) == len(units):
        return article.quotes
    paragraphs = article.paragraphs
    groups: list[list[str]] = []
    for paragraph in paragraphs:
        label = leading_label(paragraph, units[0][-1].unit)
        if label is not None and len(groups) < len(units) and label[-1] == units[len(groups)][-1]:
            groups.append([])
        elif not groups:
            break
        groups[-1].append(paragraph)
    if len(groups) == len(units):
        return tuple(tuple(group) for group in groups)
    return tuple((paragraph,) for paragraph in paragraphs) if len(paragraphs) == len(units) else None


def leading_label(paragraph: str, unit: str) -> Path | None:
    """The label a paragraph of a unit begins with: 第四十九条 text, （七）text."""
    if unit == "项":
        inside, mark, _ = paragraph[1:12].partition("）") if paragraph[:1] in ("（", "(") else ("", "", "")
        number = read_number(inside) if mark else None
        return (Step(unit, number),) if number else None
    tokens = lex(paragraph[:30]).tokens if paragraph.startswith("第") else ()
    if tokens and tokens[0].kind == "STEP" and isinstance(tokens[0].data, Step) and tokens[0].data.unit == unit:
        follower = paragraph[tokens[0].end : tokens[0].end + 1]
        return (tokens[0].data,) if follower in (" ", "\u3000", "") or follower == "\t" else None
    return None
