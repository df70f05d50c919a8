"""`rulesdsl synth`: a made-up population in the words of the vocabulary, as tables for `rulesdsl batch`."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.cli.common import polars_is_missing, policies_option, show_problems, write

if TYPE_CHECKING:
    import argparse

    from rulesdsl.synth.population import Spec

MOST = 100_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--enterprises", metavar="个数", type=int, required=True, help="多少家企业")
    parser.add_argument("--out", metavar="文件夹", required=True, help="写到哪里")
    parser.add_argument("--seed", metavar="整数", type=int, default=1, help="种子；相同的种子得到相同的表（默认 1）")
    parser.add_argument("--projects", metavar="个数", default="3", help="每家企业平均几个技改项目（默认 3）")
    parser.add_argument("--nulls", metavar="比例", default="0.05", help="缺多少事实（默认 0.05，即5%%）")
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet", help="文件的格式")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the tables and say how many rows each has."""
    from rulesdsl.cli.explain import load_plan
    from rulesdsl.store import policy_root, read_files

    plan, problems, sources = load_plan(read_files(policy_root(options.policies)))
    if plan is None:
        show_problems(problems, sources)
        return 1
    if polars_is_missing("synth"):
        return 2
    spec = _spec(options)
    if spec is None:
        return 2
    from rulesdsl.synth.tables import tables
    from rulesdsl.synth.write import write_table

    folder = Path(options.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [write_table(table, folder, options.format) for table in tables(plan, spec).values()]
    except OSError as error:
        print(f"rulesdsl synth: 写不了「{folder}」：{error.strerror or error}", file=sys.stderr)
        return 2
    write(f"写了 {len(written)} 张表，在「{folder}」：{spec.enterprises} 家企业，种子 {spec.seed}")
    return 0


def _spec(options: argparse.Namespace) -> Spec | None:
    from rulesdsl.synth.population import Spec

    projects, nulls = _exact(options.projects, 1000), _exact(options.nulls, 1_000_000)
    wrong = ""
    if not 0 < options.enterprises <= MOST:
        wrong = f"--enterprises 在 1 至 {MOST} 之间，这里是 {options.enterprises}"
    elif projects is None or projects > 100_000:
        wrong = f"--projects 是 0 至 100 的数，至多三位小数，而不是「{options.projects}」"
    elif nulls is None or nulls > 1_000_000:
        wrong = f"--nulls 是 0 至 1 的小数，至多六位，而不是「{options.nulls}」"
    if wrong or projects is None or nulls is None:
        print(f"rulesdsl synth: {wrong}", file=sys.stderr)
        return None
    return Spec(options.enterprises, options.seed, projects, nulls)


def _exact(text: str, scale: int) -> int | None:
    """A decimal number times the scale; None where that is no whole number from 0."""
    try:
        value = Fraction(text) * scale
    except (ValueError, ZeroDivisionError):
        return None
    return int(value) if value.denominator == 1 and value >= 0 else None
