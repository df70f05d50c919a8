"""A mistyped name gets the suggestion a person would make, or none."""

import pytest

from rulesdsl.diagnostics.suggest import nearest

NAMES = ["设备投资额", "合同金额", "产地", "产值", "研发费用", "不含税发票总价", "营业收入", "Ⅲ类设备"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("设备总投资额", "设备投资额"),
        ("投资额", "设备投资额"),
        ("投资设备额", "设备投资额"),
        ("合同总金额", "合同金额"),
        ("研发费", "研发费用"),
        ("不含税发票价", "不含税发票总价"),
        ("营收业入", "营业收入"),
        ("主营业务收入", "营业收入"),
        ("III类设备", "Ⅲ类设备"),
    ],
)
def test_a_near_miss_is_suggested(typed: str, meant: str) -> None:
    assert nearest(typed, NAMES) == meant


@pytest.mark.parametrize("typed", ["企业", "省经信委", "额", "", "软件著作权登记数量"])
def test_a_far_name_is_not_guessed(typed: str) -> None:
    assert nearest(typed, NAMES) is None


def test_the_name_itself_is_no_suggestion() -> None:
    assert nearest("产地", ["产地"]) is None


def test_the_answer_does_not_depend_on_the_order_of_the_names() -> None:
    assert nearest("产直", ["产值", "产地"]) == nearest("产直", ["产地", "产值"])
