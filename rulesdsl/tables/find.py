"""Where in cut tables an instance is: by its key, or by subject and key."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from rulesdsl.cases.names import Names
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.tables.facts import KEY
from rulesdsl.tables.links import read_keys
from rulesdsl.tables.partitions import Cut


class Place(NamedTuple):
    """An instance: its subject and key, its partition and its family."""

    subject: str
    key: str
    part: int
    family: int


def find(whole: Cut, wanted: str) -> Place | Diagnostic:
    """The instance meant by `企业/甲公司` or `甲公司`; RD731 where there is none, several, or it was set aside."""
    before, mark, rest = wanted.partition("/")
    subject = Names(whole.tables.layouts).find(before) if mark else None
    places = [
        (name, row)
        for name in whole.tables.layouts
        if subject in (None, name)
        for row in _rows(whole, name, rest if subject else wanted)
    ]
    if not places:
        return Diagnostic("RD731", f"表里没有键为「{wanted}」的一行", help="写成 对象/键，例如 企业/甲公司")
    if len({name for name, _ in places}) > 1:
        text = f"有几张表里有键「{wanted}」：{'、'.join(name for name, _ in places)}"
        return Diagnostic("RD731", text, help=f"写明是哪一张，例如 {places[0][0]}/{wanted}")
    name, row = places[0]
    family = int(whole.found.of[name][row])
    if family < 0:
        reasons = whole.found.aside[name].filter(pl.col("row") == row)["reason"]
        return Diagnostic("RD731", f"「{wanted}」这一行被放在一边：{reasons[0]}", help="先改正表")
    return Place(name, rest if subject else wanted, int(whole.partition[name][row]), family)


def _rows(whole: Cut, subject: str, key: str) -> list[int]:
    keys = read_keys(whole.tables.sources[subject], whole.tables.layouts[subject])[KEY]
    return (keys == key).arg_true().to_list()
