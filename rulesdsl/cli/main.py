"""`rulesdsl COMMAND …`: finds the command's module and runs it.

Exit codes: 0 fine, 1 errors were found, 2 the command line or a file is wrong.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


class Command(NamedTuple):
    """A subcommand: its module, its Chinese name, one line of help."""

    module: str
    chinese: str
    help: str


COMMANDS = {
    "check": Command("check", "检查", "检查规则文件：语法、名称、数值与源文是否一致"),
    "explain": Command("explain", "说明", "对一个案卷说明哪一条适用、多少、谁出、还缺什么"),
    "test": Command("test", "用例", "运行规则文件里的用例"),
    "coverage": Command("coverage", "覆盖", "源文每一句归到哪一条，规则有多少用例"),
    "amend": Command("amend", "修改", "修改通知：读语句、某一天的文本、对照表、来源、与公布文本核对、起草"),
    "fmt": Command("fmt", "排版", "排版规则文件"),
    "show": Command("show", "显示", "显示口径、计划、规则等"),
    "batch": Command("batch", "成批", "对成批的表计算：每个条款、每家企业、合计"),
    "impact": Command("impact", "影响", "一次修改、两个日期或两种读法，对成批的企业有什么不同，每一句各改变多少"),
    "synth": Command("synth", "造数", "按词汇造一批假的企业，供试算和测速"),
    "sql": Command("sql", "数据库", "把规则打印成数据库的视图"),
    "schema": Command("schema", "模式", "案卷与结果的 JSON Schema"),
    "explain-code": Command("explain_code", "代码", "诊断代码的说明，例如 RD204"),
}


def program() -> int:
    """The process: one command, and then all it made is given back at once, not looked through for circles first."""
    gc.set_threshold(100_000)
    try:
        return main()
    finally:
        gc.freeze()


def main(words: Sequence[str] | None = None) -> int:
    """Run the program on some words (default: those of the command line)."""
    given = list(sys.argv[1:] if words is None else words)
    _chinese_argparse()
    name = given[0] if given else "--help"
    if name in ("-h", "--help", "帮助"):
        _print_help()
        return 0
    if name in ("-V", "--version"):
        from rulesdsl import __version__

        print(f"rulesdsl {__version__}")
        return 0
    found = next((key for key, command in COMMANDS.items() if name in (key, command.chinese)), None)
    if found is None:
        return _unknown(name)
    module = importlib.import_module(f"rulesdsl.cli.{COMMANDS[found].module}")
    try:
        return int(module.run(_parser(found, module).parse_args(given[1:])))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(name: str, module: object) -> argparse.ArgumentParser:
    import argparse

    class Parser(argparse.ArgumentParser):
        """Chinese where the user sees it."""

        def error(self, message: str) -> NoReturn:
            self.print_usage(sys.stderr)
            self.exit(2, f"rulesdsl {name}: {message}\n")

    parser = Parser(prog=f"rulesdsl {name}", description=COMMANDS[name].help, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示这份帮助")
    module.arguments(parser)  # type: ignore[attr-defined]
    return parser


def _chinese_argparse() -> None:
    """argparse's own words in Chinese; those it asks for by gettext."""
    import gettext

    words = {
        "usage: ": "用法：",
        "options": "选项",
        "positional arguments": "参数",
        "the following arguments are required: %s": "还需要：%s",
        "unrecognized arguments: %s": "不认识：%s",
        "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r 这一项，可选：%(choices)s",
        "expected one argument": "后面要跟一个值",
        "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    }
    original = gettext.gettext

    def translated(message: str) -> str:
        return words.get(message, original(message))

    gettext.gettext = translated


def _print_help() -> None:
    print("用法：rulesdsl 命令 [选项]\n\n命令：")
    for name, command in COMMANDS.items():
        print(f"  {name:<14}{command.help}")
    print("\n各命令的选项：rulesdsl 命令 --help    版本：rulesdsl --version")


def _unknown(name: str) -> int:
    from rulesdsl.diagnostics.suggest import nearest

    word = nearest(name, [*COMMANDS, *(command.chinese for command in COMMANDS.values())])
    print(
        f"rulesdsl: 没有「{name}」这个命令{f'，是否要写 {word}' if word else '；rulesdsl --help 列出全部命令'}",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
