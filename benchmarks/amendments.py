"""Amending a text of 1 MB with 500 sentences, and the four documents of Fujian with the notice of 2020.

    python benchmarks/amendments.py [--smoke]

Prints medians in seconds. The lines for twice the text and twice the sentences show how the time grows; they are measured in turns
with the first one, so that the ratio holds on a busy machine too. The generated text is the same in every run.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rulesdsl.amendments.act import parse_act
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.amendments.history import history
from rulesdsl.amendments.numbers import write_number
from rulesdsl.pipeline import build, compile_files, link_texts
from rulesdsl.plan.versions import compile_versions
from rulesdsl.source.parse import parse

POLICIES = Path(__file__).parents[1] / "policies" / "fujian"
MEGABYTE = 1_000_000
BODIES = ("省经信委", "财政厅", "发改委", "科技厅", "商务厅", "省地税局", "国税局", "市场监管局", "人力资源社会保障厅")
EVERYWHERE = (
    "“地税局”“国税局”合并修改为“省税务局”",
    "“经信委”修改为“工信厅”",
    "“发改委”修改为“发展改革委”",
    "“科技厅”修改为“科学技术厅”",
    "“商务厅”修改为“商务局”，“市场监管局”修改为“市场监督管理局”",
    "“人力资源社会保障厅”修改为“人社厅”",
    "“技术改造”修改为“设备更新”",
    "“实施细则”修改为“实施办法”",
)
PHRASES = (
    "支持企业开展技术改造",
    "按设备投资额的{}%给予补助",
    "最高不超过{}万元",
    "对第{}批项目优先安排用地",
    "鼓励组建{}家以上的产业联盟",
    "由{}会同有关部门制定实施细则",
)


def main() -> None:
    """Measure and print."""
    smoke = "--smoke" in sys.argv
    size, sentences, runs = (20_000, 20, 1) if smoke else (MEGABYTE, 500, 3)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; medians of {runs}")
    growth(size, sentences, runs)
    documents(runs)


def growth(size: int, count: int, runs: int) -> None:
    """One text and one act, then twice of each."""
    cases = {
        f"{size / MEGABYTE:g} MB, {count} sentences": amendment(size, count),
        "twice the text": amendment(2 * size, count),
        "twice the sentences": amendment(size, 2 * count),
        "twice of both": amendment(2 * size, 2 * count),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(runs):
        for name, (text, act) in cases.items():
            times[name].append(timed(lambda text=text, act=act: consolidate(text, act)))  # type: ignore[misc]
    base = statistics.median(next(iter(times.values())))
    for name, found in times.items():
        show(name, statistics.median(found), base)


def documents(runs: int) -> None:
    """The notice on the four documents, and everything again after one sentence has been changed."""
    names = [path for path in sorted(POLICIES.rglob("*")) if path.suffix in (".rule", ".txt")]
    files = {path.relative_to(POLICIES).as_posix(): path.read_text(encoding="utf-8") for path in names}
    rules, _ = build(files)
    texts, _ = link_texts(rules, files)
    acts = [(texts[item.amendment.document], item.execution.sentences) for item in history(rules, texts).amended]
    show("four documents, texts only", repeated(lambda: [execute(*act) for act in acts], runs))
    show("four documents, texts and rules", repeated(lambda: history(rules, texts), runs))
    changed = files | {
        "mzb-2020-notice/amend-36.rule": files["mzb-2020-notice/amend-36.rule"].replace("“林业局”", "“林草局”")
    }
    anew, _ = build(changed)
    show("texts and rules to the plan", repeated(lambda: compile_versions(history(anew, texts).versions), runs))
    show("all files anew, every check", repeated(lambda: compile_files(changed), runs))


def consolidate(text: str, act: str) -> Execution:
    """From two files to the new text."""
    found = execute(parse("text.txt", text)[0], parse_act(act).sentences)
    assert not found.failed, found.diagnostics[:3]
    return found


def amendment(size: int, count: int) -> tuple[str, str]:
    """A text of about so many bytes in UTF-8, and an act with so many sentences that all find their words."""
    draw = random.Random(20201204)
    points: list[list[str]] = []
    used = 0
    while used < size:
        if not points or len(points[-1]) == 20:
            points.append([])
        points[-1].append(body(draw, len(points) * 20 + len(points[-1])))
        used += len(points[-1][-1].encode()) + 20
    lines = ["关于支持企业的通知", "各市人民政府："]
    for place, items in enumerate(points, 1):
        lines.append(f"{numeral(place)}、支持企业")
        lines += [f"（{numeral(number)}）{item}" for number, item in enumerate(items, 1)]
        lines.append("责任单位：" + "、".join(draw.sample(BODIES, 5)))
    return "\n\n".join(lines) + "\n", "\n".join(sentence(draw, points, number, count) for number in range(count))


def body(draw: random.Random, code: int) -> str:
    """The words of an item; the code stands in it once."""
    phrases = [draw.choice(PHRASES).format(draw.choice((*BODIES, "5", "10", "50"))) for _ in range(6)]
    return f"对第{code}号目录内的企业给予奖励，" + "，".join(phrases) + "。"


def sentence(draw: random.Random, points: list[list[str]], number: int, count: int) -> str:
    """One sentence; every fiftieth works on the whole text, the others on an item each."""
    if number % 50 == 49 and number // 50 < len(EVERYWHERE):
        return f"将全文中的{EVERYWHERE[number // 50]}。"
    step = max(1, sum(map(len, points)) // count)
    place, item = divmod(number * step, 20)
    code = (place + 1) * 20 + item
    path, name = f"第{numeral(place + 1)}点第{numeral(item + 1)}项", f"第{code}号目录内"
    return draw.choice(
        (
            f"将{path}中的“{name}”修改为“列入第{code}号目录”。",
            f"删除{path}中的“{name}的”。",
            f"在{path}中的“{name}的”前增加“经认定的”。",
            f"将{path}修改为：“对第{code}号目录另行规定。”",
            f"删去{path}。",
            f"第{numeral(place + 1)}点增加一项：“对第{code}号目录另行规定。”",
        )
    )


def numeral(number: int) -> str:
    """A Chinese numeral."""
    return write_number(str(number))


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def repeated(work: Callable[[], object], runs: int) -> float:
    """The median of several runs, in seconds."""
    return statistics.median(timed(work) for _ in range(runs))


def show(label: str, seconds: float, base: float | None = None) -> None:
    """One line."""
    ratio = f"{seconds / base:6.2f} ×" if base is not None else ""
    print(f"{label:<42}{seconds:9.3f} s {ratio}")


if __name__ == "__main__":
    main()
