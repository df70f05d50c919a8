"""A part is made again when what it was made from is another object, and only then."""

from __future__ import annotations

from rulesdsl.memo import Memo


class Counter:
    """Makes a new list at every call, and counts the calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> list[int]:
        self.calls += 1
        return [self.calls]


def test_the_same_objects_give_the_same_part() -> None:
    memo, make, ground = Memo(), Counter(), object()
    assert memo.recall("a", (ground,), make) is memo.recall("a", (ground,), make)
    assert make.calls == 1


def test_another_object_gives_another_part_however_equal_it_is() -> None:
    memo, make = Memo(), Counter()
    assert memo.recall("a", ([1],), make) is not memo.recall("a", ([1],), make)


def test_texts_and_numbers_are_compared_by_value() -> None:
    memo, make = Memo(), Counter()
    text = "第十四项"
    assert memo.recall("a", (text, 7), make) is memo.recall("a", ("".join(list(text)), 3 + 4), make)
    assert memo.recall("a", ("第十五项", 7), make) == [2]


def test_more_grounds_or_fewer_are_others() -> None:
    memo, make, ground = Memo(), Counter(), object()
    memo.recall("a", (ground,), make)
    assert memo.recall("a", (ground, ground), make) == [2]
    assert memo.recall("a", (), make) == [3]


def test_keys_do_not_meet() -> None:
    memo, make, ground = Memo(), Counter(), object()
    assert memo.recall("a", (ground,), make) != memo.recall("b", (ground,), make)


def test_a_later_version_takes_over_what_is_the_same_and_keeps_its_own() -> None:
    memo, make, old, new = Memo(), Counter(), object(), object()
    first = memo.recall("a", (old,), make)
    assert memo.after.recall("a", (old,), make) is first
    later = memo.after.recall("a", (new,), make)
    assert later is not first
    assert memo.recall("a", (old,), make) is first
    assert memo.after.recall("a", (new,), make) is later


def test_what_comes_out_equal_stays_the_same_object() -> None:
    memo = Memo()
    first = memo.settled("a", [1, 2])
    assert memo.settled("a", [1, 2]) is first
    assert memo.settled("a", [1, 3]) == [1, 3]
