"""What acts and their sentences are called in reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rulesdsl.amendments.history import Amended
from rulesdsl.amendments.lineage import By
from rulesdsl.model.first_day import first_day


def act_day(act: Amended) -> str:
    """The day an act works from, as its source gives it."""
    found = first_day(act.amendment)
    return found.text if found is not None else "日期不详的修改"


def act_name(act: Amended) -> str:
    """`2020年12月4日《福建省人民政府办公厅关于修改〈…〉等四份文件的通知》第四条`."""
    amendment = act.amendment
    title = f"《{_inside(amendment.authority.text)}》" if amendment.authority is not None else "修改"
    return f"{act_day(act)}{title}{amendment.locator}"


def _inside(title: str) -> str:
    """A title as it stands inside 《》: 《》 in it are 〈〉."""
    return title.translate(str.maketrans("《》", "〈〉"))


def sentence_name(acts: Sequence[Amended], by: By) -> str:
    """`（九）`, with the day of its act where several acts amended the document; 第3句 where its line has no label."""
    act = acts[by.act]
    label = act.execution.sentences[by.sentence].label or f"第{by.sentence + 1}句"
    return label if len(acts) == 1 else f"{act_day(act)} {label}"


def sentence_names(acts: Sequence[Amended], found: Iterable[By]) -> tuple[str, ...]:
    """The names of some sentences in their order, each once."""
    return tuple(dict.fromkeys(sentence_name(acts, by) for by in sorted(set(found))))
