"""What may or may not be done and what is granted without an amount: 许可, 禁止, 待遇, 优先."""

from __future__ import annotations

from typing import Literal as Of

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.tree import Name, Node, Quote, Source, quotes, some, token

_WORDS = {"permission": "许可", "prohibition": "禁止", "treatment": "待遇", "priority": "优先"}


@frozen
class Norm:
    """`待遇 总部政策扶持`: `word` says which kind, `content` what."""

    word: Of["许可", "禁止", "待遇", "优先"]
    content: Name
    quotes: tuple[Quote, ...]
    span: Span


def _norm(source: Source, node: Node) -> Norm:
    item = some(token(node, "NAME"))
    word = _WORDS[str(node.data)]
    return Norm(word, Name(str(item), source.span(item)), quotes(source, node), source.span(node))  # type: ignore[arg-type]


BUILDERS = dict.fromkeys(_WORDS, _norm)
