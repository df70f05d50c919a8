"""Which bodies that the rules of 闽政〔2015〕36号 name had ended by some later day; when it was issued all of them existed."""

from __future__ import annotations

from datetime import date

import pytest

from rulesdsl.check.bodies_in_time import bodies_out_of_time, issue_day
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.document import PartialDate
from support.policies import no_36

NUMBER = "闽政〔2015〕36号"
REGISTRIES = "各地市土地和房地产登记管理部门"


def day(text: str, first: date, last: date | None = None) -> PartialDate:
    return PartialDate(first.toordinal(), (last or first).toordinal(), text)


def on(when: PartialDate) -> tuple[Diagnostic, ...]:
    return bodies_out_of_time(no_36().rules, NUMBER, when)


def gone(when: PartialDate) -> set[str]:
    return {problem.message.partition("「")[2].partition("」")[0] for problem in on(when)}


def test_when_it_was_issued_every_body_existed() -> None:
    signed = issue_day(no_36().rules.documents[NUMBER])
    assert signed is not None
    assert signed.text == "2015年"
    assert on(signed) == ()


# 机构止于2018年，年内哪一天不知道；资金和登记部门止于2020年12月4日，那一天还算在。
@pytest.mark.parametrize(
    ("when", "names"),
    [
        (day("2018年12月31日", date(2018, 12, 31)), set()),
        (day("2018年至2019年", date(2018, 1, 1), date(2019, 12, 31)), set()),
        (day("2019年1月1日", date(2019, 1, 1)), {"省经信委", "省地税局", "省国税局"}),
        (day("2020年12月4日", date(2020, 12, 4)), {"省经信委", "省地税局", "省国税局"}),
        (
            day("2020年12月5日", date(2020, 12, 5)),
            {"省经信委", "省地税局", "省国税局", "省工商发展资金", "省质监局标准化专项资金", REGISTRIES},
        ),
    ],
)
def test_later_they_are_gone_one_after_another(when: PartialDate, names: set[str]) -> None:
    assert gone(when) == names


def test_the_successor_is_named() -> None:
    found = [problem for problem in on(day("2019年1月1日", date(2019, 1, 1))) if "「省地税局」" in problem.message]
    assert [problem.message for problem in found] == [f"职责「省地税局」在 {NUMBER} 的2019年1月1日已经不在"]
    assert found[0].help is not None
    assert found[0].help.startswith("此后是「省税务局」")
