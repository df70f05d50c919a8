"""Paragraphs of a statute to drafts: 编 章 节 above articles, 款 and their items below them, annexes behind them.

    第一章　总则                     章:1
    第二条　本办法所称企业包括：     条:2, 条:2/款:1
    （一）法人；                     条:2/款:1/项:1
    个体工商户适用本办法。           条:2/款:2

Articles are counted through all chapters, so their ids leave the chapter out.
"""

from __future__ import annotations

import re

from rulesdsl.source.drafts import Draft, cut_signature, holder, labelled, outermost, split_leads
from rulesdsl.source.front import front_drafts, is_contents_heading
from rulesdsl.source.labels import Label, after_space, has_articles
from rulesdsl.source.paragraphs import Paragraph, read_paragraphs
from rulesdsl.source.units import ANNEXES, RANKS

_ARTICLE_TITLE = re.compile(r"【(?P<marked>[^】\r\n]{1,60})】\s*|[（(](?P<plain>[^（）()\r\n]{1,30})[）)]\s*(?=\S)")


def statute_drafts(text: str, start: int, end: int) -> list[Draft] | None:
    """The drafts of `text[start:end]`, in the order of the text; None for a text that is no statute."""
    if not has_articles(text, start, end):
        return None
    paragraphs = read_paragraphs(text, start, end, statute=True)
    if not _begins_as_statute(paragraphs):
        return None
    first = _body_start(text, paragraphs)
    return front_drafts(text, paragraphs[:first]) + _numbered(text, paragraphs[first:])


def _begins_as_statute(paragraphs: tuple[Paragraph, ...]) -> bool:
    """Whether the first label is that of a chapter or an article, or a heading 一、 directly above an article.

    A 公文 with a statute in its annex is none.
    """
    kinds = [one.label.kind if one.label else None for one in paragraphs]
    first = next((i for i, kind in enumerate(kinds) if kind and kind not in ANNEXES), None)
    if first is None or "article" not in kinds:
        return False
    if kinds[first] == "point":
        return paragraphs[first].heading and kinds[first + 1 : first + 2] == ["article"]
    return RANKS[kinds[first] or "item"] <= RANKS["article"]


def _body_start(text: str, paragraphs: tuple[Paragraph, ...]) -> int:
    """The position of the paragraph with which the numbered part begins.

    Behind a 目录 this is the last run of headings before the first article: 第一编, 第一章, 第一条.
    """
    labels = [(i, one.label.kind) for i, one in enumerate(paragraphs) if one.label]
    first = next((i for i, kind in labels if kind == "article"), len(paragraphs))
    if not any(is_contents_heading(text, one) for one in paragraphs[:first]):
        return next((i for i, kind in labels if kind not in ANNEXES), len(paragraphs))
    while first > 0 and _leads_to(paragraphs[first - 1], paragraphs[first]):
        first -= 1
    return first


def _leads_to(upper: Paragraph, lower: Paragraph) -> bool:
    if upper.label is None or lower.label is None:
        return False
    return upper.heading and RANKS[upper.label.kind] < RANKS[lower.label.kind]


def _numbered(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Draft]:
    """The drafts from the first label on."""
    drafts: list[Draft] = []
    for paragraph in paragraphs:
        if paragraph.label:
            _add_label(text, drafts, paragraph, paragraph.label)
        elif paragraph.kind == "responsibility":
            drafts[-1].responsibility.append(paragraph)
        elif _in_article(drafts[-1]):
            _add_paragraph(drafts, paragraph.start, paragraph.end)
        else:
            drafts[-1].body.append((paragraph.start, paragraph.end))
    last = drafts[-1]
    later = last.kind == "paragraph" and last.number > (1,) and outermost(last).kind not in ANNEXES
    cut_signature(text, drafts, own=later)
    return split_leads(drafts)


def _add_label(text: str, drafts: list[Draft], paragraph: Paragraph, label: Label) -> None:
    # Old statutes count the items of an article 一、; a heading 一、 divides the articles.
    listed = label.kind == "point" and not label.heading and bool(drafts) and _in_article(drafts[-1])
    draft = labelled(drafts, paragraph, "item" if listed else label.kind, label.number)
    drafts.append(draft)
    if draft.kind == "article":
        _begin_article(text, drafts, paragraph)
    elif paragraph.content < paragraph.end:
        span = paragraph.content, paragraph.end
        if RANKS[draft.kind] <= RANKS["section"] or label.heading:
            draft.title = span
        else:
            draft.body.append(span)


def _begin_article(text: str, drafts: list[Draft], paragraph: Paragraph) -> None:
    """The heading in brackets, if there is one, and the first 款 on the line of the label."""
    start = paragraph.content
    hit = _ARTICLE_TITLE.match(text, start, paragraph.end)
    if hit:
        drafts[-1].title = hit.span(hit.lastgroup or 0)
        start = after_space(text, hit.end(), paragraph.end)
    if start < paragraph.end:
        _add_paragraph(drafts, start, paragraph.end)


def _add_paragraph(drafts: list[Draft], start: int, end: int) -> None:
    """The next 款 of the article that is open."""
    last: Draft | None = drafts[-1]
    while last is not None and last.kind not in ("paragraph", "article"):
        last = last.parent
    count = last.number[0] if last and last.kind == "paragraph" else 0
    drafts.append(Draft("paragraph", holder(drafts, "paragraph"), number=(count + 1,), body=[(start, end)]))


def _in_article(draft: Draft) -> bool:
    above: Draft | None = draft
    while above is not None and above.kind != "article":
        above = above.parent
    return above is not None
