"""Whether a text is strict JSON; what is wrong with it, in Chinese, with its place."""

from __future__ import annotations

from rulesdsl.diagnostics import Diagnostic, Span

_WORDS = (
    ("Illegal trailing comma", "最后一项后面多了逗号", "删去这个逗号"),
    ("Expecting property name", "这里应是双引号括起的键", "键用半角双引号括起；最后一项后面没有逗号"),
    ("Expecting value", "这里应有一个值", "文字用半角双引号括起；最后一项后面没有逗号"),
    ("Expecting ',' delimiter", "这里缺少逗号", "各项之间用半角逗号"),
    ("Expecting ':' delimiter", "这里缺少冒号", "键与值之间用半角冒号"),
    ("Unterminated string", "引号没有收尾", "补上收尾的双引号"),
    ("Invalid control character", "文字里有换行或控制字符", "换行写成 \\n"),
    ("Invalid \\", "反斜杠后的转义不认得", "反斜杠写两次，或直接写出这个字"),
    ("Extra data", "内容已经结束，后面还有多余的文字", "整个文件只放一个 { … }"),
)


def json_problem(file: str, text: str) -> Diagnostic | None:
    """RD723 where JSON doesn't allow what stands there. Nesting too deep for the check is left to the tree."""
    import json

    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        message, advice = next(
            ((message, advice) for words, message, advice in _WORDS if error.msg.startswith(words)),
            ("JSON 的写法不对", "对照 docs/cases.md 的例子"),
        )
        at = min(error.pos, len(text))
        return Diagnostic("RD723", message, Span(file, at, min(at + 1, len(text))), help=advice)
    except RecursionError:
        return None
    return None
