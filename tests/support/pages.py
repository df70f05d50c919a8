"""A page of `docs/diagnostics/` taken apart: its headings and its samples (the format is in CONTRIBUTING.md)."""

from __future__ import annotations

import re
from typing import NamedTuple

HEADINGS = ["含义", "为什么", "错误示例", "改法", "依据"]
DEFAULT_NAMES = {"rule": "item.rule", "text": "text.txt", "yaml": "case.yaml"}
NOT_RUN = "不能在此执行："

_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_INFO = re.compile(r"(?P<kind>rule|text|yaml)(?: file=(?P<file>\S+))?(?P<escapes> escapes)?")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\r")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)

Files = dict[str, str]


class Page(NamedTuple):
    """What the tests look at."""

    title: str
    headings: list[str]
    wrong: list[Files]
    cure: list[Files]
    not_run: bool


def read_page(text: str) -> Page:
    """Take a page apart.

    Blocks under 错误示例 fill one sample until a file comes a second time; that begins the next sample. The blocks under
    改法 do the same, but each sample there begins with the files of the wrong sample of the same number.
    """
    bare = _FENCED.sub("", text)
    sections = _sections(text)
    wrong = _samples(sections.get("错误示例", ""))
    cure = [
        (wrong[number] if number < len(wrong) else {}) | files
        for number, files in enumerate(_samples(sections.get("改法", "")))
    ]
    return Page(
        title=text.split("\n", 1)[0],
        headings=re.findall(r"^## (.*)$", bare, re.MULTILINE),
        wrong=wrong,
        cure=cure,
        not_run=any(line.startswith(NOT_RUN) for line in sections.get("错误示例", "").splitlines()),
    )


def _sections(text: str) -> dict[str, str]:
    """The text under each heading; a line beginning with ## inside a block is no heading."""
    blocks = [match.span() for match in _FENCED.finditer(text)]
    heads = [
        match
        for match in re.finditer(r"^## (.*)$", text, re.MULTILINE)
        if not any(start <= match.start() < end for start, end in blocks)
    ]
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {head[1]: text[head.end() : end] for head, end in zip(heads, ends, strict=True)}


def _samples(section: str) -> list[Files]:
    samples: list[Files] = []
    for block in _BLOCK.finditer(section):
        info = _INFO.fullmatch(block["info"].strip())
        if info is None:
            continue
        name = info["file"] or DEFAULT_NAMES[info["kind"]]
        body = _ESCAPE.sub(_unescape, block["body"]) if info["escapes"] else block["body"]
        if not samples or name in samples[-1]:
            samples.append({})
        samples[-1][name] = body
    return samples


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else "\r"
