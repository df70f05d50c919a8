"""`rulesdsl amend WHAT`: the commands about amendments, one module each; `amend parse FILE|-`, the operations of sentences, is here."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rulesdsl.cli.common import has_errors, show_problems, write

if TYPE_CHECKING:
    import argparse

    from rulesdsl.amendments.act import Act

STDIN = "（标准输入）"
OTHERS = {
    "consolidate": "一份文件在某一天的全文",
    "diff": "修改前后对照表：文字和含义",
    "blame": "每一处文字出自首次印发还是哪一句修改",
    "audit": "计算文本与公布文本逐字核对",
    "draft": "由旧文和改好的新文写出修改语句",
}
"""The commands that have a module of their own, `amend_` and the name, with one line of help."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    what = parser.add_subparsers(dest="what", metavar="做什么", required=True)
    _parse_arguments(_subcommand(what, "parse", "把修改语句读成操作"))
    for name, text in OTHERS.items():
        _module(name).arguments(_subcommand(what, name, text))


def _subcommand(what: Any, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = what.add_parser(name, help=text, description=text, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示这份帮助")
    return parser


def _module(name: str) -> Any:
    return importlib.import_module(f"rulesdsl.cli.amend_{name}")


def run(options: argparse.Namespace) -> int:
    """Run one of them; 1 when something is wrong with the documents, 2 with the command line or a file."""
    if options.what == "parse":
        return _parse(options)
    from rulesdsl.cli.amend_documents import StopError
    from rulesdsl.reports.office import MissingOfficeError

    try:
        return int(_module(options.what).run(options))
    except StopError as stop:
        if str(stop):
            print(f"rulesdsl amend {options.what}: {stop}", file=sys.stderr)
        return stop.code
    except MissingOfficeError as missing:
        print(f"rulesdsl amend {options.what}: {missing}", file=sys.stderr)
        return 2


def _parse_arguments(parse: argparse.ArgumentParser) -> None:
    parse.add_argument("file", metavar="文件", help="通知或几句修改语句；- 是标准输入")
    parse.add_argument("--path", metavar="位置", help="前文最后写到的位置，例如 第二十四条")
    parse.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")


def _parse(options: argparse.Namespace) -> int:
    """Read the sentences and print their operations; 1 when a sentence is refused."""
    from rulesdsl.amendments.act import parse_act, parse_path
    from rulesdsl.source.text import decode

    name = STDIN if options.file == "-" else options.file
    try:
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except OSError as error:
        print(f"rulesdsl amend: 读不了「{name}」：{error.strerror}", file=sys.stderr)
        return 2
    path = parse_path(options.path) if options.path else ()
    if path is None:
        print(f"rulesdsl amend: 「{options.path}」不是一个位置，写法如 第二十四条、第五条第一款", file=sys.stderr)
        return 2
    text, problems = decode(name, data)
    if text is None:
        show_problems(problems, {})
        return 2
    act = parse_act(text, name, path)
    if options.format == "json":
        rows = ",\n ".join(json.dumps(item.to_json(), ensure_ascii=False) for item in act.operations)
        write(f"[{rows}]")
    else:
        write(_listing(act, text))
    found = (*problems, *act.diagnostics)
    show_problems(found, {name: text})
    return 1 if has_errors(found) else 0


def _listing(act: Act, text: str) -> str:
    """Every sentence with its line, and below it one line for each operation."""
    from rulesdsl.amendments.printing import print_sentence
    from rulesdsl.diagnostics.positions import Lines

    lines = Lines(text)
    shown: list[str] = []
    for sentence in act.sentences:
        shown.append(f"第{lines.at(sentence.span.start).line}行 {sentence.label}".rstrip())
        for operation in sentence.operations:
            words = print_sentence([operation]).replace("\n", "⏎")
            shown.append(f"  {operation.to_json()['op']:<13} {words}")
    count = f"{len(act.sentences)} 句，{len(act.operations)} 个操作"
    refused = sum(1 for item in act.diagnostics if item.code != "RD546")
    return "\n".join([*shown, count + (f"；另有 {refused} 处没有读懂" if refused else "")])
