"""The fenced examples of README.md and docs/language, and what each is completed with before it is run.

    ```rule            one item; it checks without errors, and its 用例 come out as written
    ```rule fragment   a piece of an item; it parses and its values can be read
    ```rule wrong=RD106   it is reported under that code
    ```rule file=vocabulary.rule   that file, for this block and all that follow on the page; so too `text file=text.txt`
    ```yaml            a case for the item of the last `rule` block
    ```console         `$ rulesdsl …` and exactly what it prints, run in the repository; …… on a line stands for lines left out

Blocks with any other info string are only shown.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rulesdsl.syntax.pieces import TOP_LEVEL, cut
from support.snippets import with_shared

ROOT = Path(__file__).parents[2]
FUJIAN = ROOT / "policies" / "fujian"
NUMBER = "闽政〔2015〕36号"
LAYOUT_ONLY = ("formatting.md",)
"""Pages whose `rule` blocks show how lines are laid out, and are run as fragments."""
DEFAULT_NAMES = {"rule": "item.rule", "text": "text.txt", "yaml": "case.yaml"}

_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_INFO = re.compile(
    r"(?P<kind>rule|text|yaml|console)(?: (?P<way>fragment))?(?: wrong=(?P<code>RD\d{3}))?(?: file=(?P<file>\S+))?"
)
_STARTS_PIECE = re.compile(rf"\s*(?:#[^\n]*\s+)*(?:{'|'.join(TOP_LEVEL)})(?=\s)")
_NAMED_ITEM = re.compile(r"(第[一二三四五六七八九十]+项)/")

Files = dict[str, str]


class Example(NamedTuple):
    """One block that is run: `kind` is rule, fragment, wrong, yaml or console; `files` are complete."""

    page: str
    line: int
    kind: str
    body: str
    code: str
    files: Files

    @property
    def name(self) -> str:
        """Where to find it."""
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """The pages whose examples are run."""
    amendments = ROOT / "docs" / "amendments"
    reports = [amendments / f"{name}.md" for name in ("consolidate", "diff", "blame", "audit")]
    return [ROOT / "README.md", *sorted((ROOT / "docs" / "language").glob("*.md")), *reports]


def examples() -> list[Example]:
    """Every block that is run, in the order of the pages."""
    return [example for page in pages() for example in read_page(page)]


def read_page(page: Path) -> list[Example]:
    """The blocks of one page."""
    text = page.read_text(encoding="utf-8")
    found: list[Example] = []
    named: Files = {}
    item = ""
    for block in _BLOCK.finditer(text):
        info = _INFO.fullmatch(block["info"].strip())
        if info is None or (info["kind"] == "text" and not info["file"]):
            continue
        body, kind = block["body"], info["way"] or ("wrong" if info["code"] else info["kind"])
        if kind == "rule" and page.name in LAYOUT_ONLY:
            kind = "fragment"
        files: Files = {}
        if info["file"]:
            named[info["file"]] = body
        elif kind == "rule":
            item = body
        if kind in ("rule", "text"):
            files = complete(named | ({} if info["file"] else {"item.rule": body}))
        elif kind == "wrong":
            files = complete(named | {"item.rule": headed(body)})
        elif kind == "yaml":
            files = complete(named | {"item.rule": item, "case.yaml": body})
        line = text.count("\n", 0, block.start()) + 1
        found.append(Example(page.relative_to(ROOT).as_posix(), line, kind, body, info["code"] or "", files))
    return found


def complete(files: Files) -> Files:
    """A sample with the files it doesn't bring: those of 36号 if it is about that, else those of the mini policy."""
    if not any(NUMBER in text for text in files.values()):
        return with_shared(files)
    base = {
        "vocabulary.rule": (FUJIAN / "vocabulary.rule").read_text(encoding="utf-8"),
        "document.rule": (FUJIAN / "mz-2015-36" / "document.rule").read_text(encoding="utf-8"),
        "text.txt": (FUJIAN / "mz-2015-36" / "text.txt").read_text(encoding="utf-8"),
    }
    item = files.get("item.rule", "")
    others = {
        place: text
        for place, text in shipped_items().items()
        if f"{place}/" in item and f"{NUMBER} {place}\n" not in item
    }
    return base | {f"{place}.rule": text for place, text in others.items()} | files


@cache
def shipped_items() -> Files:
    """第八项 → its shipped rules without their 用例, for examples that name clauses of another item."""
    found: Files = {}
    for file in sorted((FUJIAN / "mz-2015-36").glob("item-*.rule")):
        text = file.read_text(encoding="utf-8")
        rules = "".join(text[piece.start : piece.end] for piece in cut(text) if piece.keyword != "用例")
        place = re.search(rf"{NUMBER} (第\S+项)", text)
        if place:
            found[place[1]] = rules
    return found


def headed(body: str) -> str:
    """A piece of an item with the lines that have to stand above it."""
    if not _STARTS_PIECE.match(body):
        body = f"条款 例\n{body}"
    return body if "措施 " in body or not body.lstrip().startswith("条款") else f"措施 示政〔2020〕1号 第一项\n{body}"
