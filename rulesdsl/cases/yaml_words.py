"""What a YAML parser complains about, in Chinese, with its place."""

from __future__ import annotations

from typing import Any

from rulesdsl.diagnostics import Diagnostic, Span

_COLON = "键与值之间用半角冒号加一个空格；值里有冒号的，用引号括起"

_WORDS = (
    ("mapping values are not allowed", "这里不该有冒号", _COLON),
    ("could not find expected ':'", "这里缺少冒号", _COLON),
    ("did not find expected key", "这一行与上文没有对齐，或上一行没有写完", "同一层的各行缩进相同"),
    ("expected <block end>", "这一行与上文没有对齐，或上一行没有写完", "同一层的各行缩进相同"),
    ("expected '-' indicator", "列表里各项的“-”没有对齐", "同一列表的“-”缩进相同"),
    ("expected ',' or '}'", "花括号没有收尾，或少了逗号", "写成 {甲: 1, 乙: 2}；值里有 [ ] { } 的，用引号括起"),
    ("expected ',' or ']'", "方括号没有收尾，或少了逗号", "写成 [甲, 乙]；值里有 [ ] { } 的，用引号括起"),
    ("tab character", "缩进里有制表符", "缩进只用空格"),
    ("cannot start any token", "值不能以这个符号开头", "用引号括起"),
    ("unexpected end of stream", "引号没有收尾", "补上收尾的引号"),
    ("block sequence entries are not allowed", "列表的“-”不能写在这里", "“-”另起一行"),
    ("block mapping", "这里不能再写键", "同一层的各行缩进相同"),
    ("unknown escape", "反斜杠后的转义不认得", "改用单引号，或把反斜杠写两次"),
    ("escape", "反斜杠后的转义不认得", "直接写出这个字"),
    ("tag handle", "案卷里不用标签（!）", "删去它；值以 ! 开头的，用引号括起"),
    ("alphabetic or numeric", "* 和 & 在开头有特殊含义", "名称以 * 或 & 开头的，用引号括起"),
    ("document start", "前面的内容已经结束，这里不能再写", "检查缩进和括号"),
    ("document indicator", "引号没有收尾", "补上收尾的引号"),
    ("control characters", "含有控制字符", "删去它"),
    ("special characters", "含有控制字符", "删去它"),
)


def yaml_problem(file: str, text: str, error: Any) -> Diagnostic:
    """RD722 for an error of the parser, at the place it gives; RD724 where it is about an anchor or a tag, RD726 about depth."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    message, advice = next(
        ((message, advice) for words, message, advice in _WORDS if words in said),
        ("YAML 的写法不对", "对照 docs/cases.md 的例子"),
    )
    at = _place(text, error)
    if text[at : at + 1] == "\t":
        message, advice = "缩进里有制表符", "缩进只用空格"
    elif _wide_colon(text, at):
        message, advice = "冒号是全角的", _COLON
    code = "RD724" if "tag handle" in said or "alphabetic or numeric" in said else "RD722"
    if "depth" in said or "nest" in said:
        # Some versions of the parser give up by themselves, far below where we do.
        code, message, advice = "RD726", "案卷嵌套太深", "对象只按 属于 嵌套，不需要这么多层"
    return Diagnostic(code, message, Span(file, at, min(at + 1, len(text))), help=advice)


def _place(text: str, error: Any) -> int:
    """Where the error is; for what has no end, where it begins."""
    mark, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is not None and began is not None and not text[mark.index :].strip():
        mark = began
    mark = mark or began
    at = mark.index if mark is not None else getattr(error, "position", 0)
    return min(max(int(at), 0), len(text))


def _wide_colon(text: str, at: int) -> bool:
    """Whether the line at fault, or the one before it, has ： where a key should end."""
    start = text.rfind("\n", 0, at) + 1
    before = text.rfind("\n", 0, max(start - 1, 0)) + 1
    end = text.find("\n", at)
    lines = text[before : end if end >= 0 else len(text)].splitlines()
    return any("：" in line and ": " not in line for line in lines)
