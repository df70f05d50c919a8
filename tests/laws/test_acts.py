"""Laws of amending, on random little texts: nothing is lost, independent sentences commute, an act works once."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from laws.acts import NEW, Draw, Item, Text, acts, quotes, texts, word_sentences
from laws.little import examples
from rulesdsl.amendments.act import parse_act
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.source.fold import fold
from support.acts import NOTICE, assert_sound, executed, read


@examples(400)
@given(acts())
def test_no_character_is_lost_or_made_up(drawn: tuple[Text, tuple[str, ...]]) -> None:
    text, lines = drawn
    act = parse_act("\n".join(lines), NOTICE)
    assume(not act.diagnostics)
    assert_sound(execute(read(text.text), act.sentences))


@examples(200)
@given(
    acts(),
    st.lists(st.text("第一二三点项条款“”‘’将中的修改为删去增加合并，。；：、（）\n全文作为", max_size=30), max_size=4),
)
def test_garbage_among_the_sentences_raises_nothing(drawn: tuple[Text, tuple[str, ...]], garbage: list[str]) -> None:
    text, lines = drawn
    act = parse_act("\n".join([*lines, *garbage]), NOTICE)
    assert_sound(execute(read(text.text), act.sentences))


@examples(100)
@given(st.text("一二三四、（）1.2.第条款责任单位：。；，“”\n \u3000甲乙", max_size=120), acts())
def test_garbage_as_a_text_raises_nothing(garbage: str, drawn: tuple[Text, tuple[str, ...]]) -> None:
    act = parse_act("\n".join(drawn[1]), NOTICE)
    assert_sound(execute(read(garbage), act.sentences))


def flat(item: Item) -> str:
    """All words of an item, without line ends."""
    return item.body.replace("\n", "") + item.line


@st.composite
def replacements(draw: Draw) -> tuple[Text, Item, str, str]:
    """Words that stand once in an item, and new ones that don't stand in it, nor come about beside it."""
    text = draw(texts())
    item = draw(st.sampled_from(text.items))
    quote, new = draw(quotes(item)), draw(st.sampled_from(NEW))
    words = flat(item)
    assume(words.count(quote) == 1 and new not in words and words.replace(quote, new).count(new) == 1)
    assume(quote not in new and len(quote) > 2)
    return text, item, quote, new


@examples(200)
@given(replacements())
def test_the_inverse_sentence_restores_the_text(drawn: tuple[Text, Item, str, str]) -> None:
    text, item, quote, new = drawn
    there = executed(text.text, f"将{item.path}中的“{quote}”修改为“{new}”。")
    back = executed(there.text.text, f"将{item.path}中的“{new}”修改为“{quote}”。")
    assert not there.failed
    assert not back.failed
    # Line ends inside the words are not part of them.
    assert fold(back.text.text).text == fold(text.text).text


@examples(200)
@given(replacements())
def test_a_sentence_works_once(drawn: tuple[Text, Item, str, str]) -> None:
    text, item, quote, new = drawn
    for sentence in (f"将{item.path}中的“{quote}”修改为“{new}”。", f"删除{item.path}中的“{quote}”。"):
        once = executed(text.text, sentence)
        left = flat(item).replace(quote, "")
        # Where the whole item has gone, the next one has its label now.
        assume(left.strip("，、；。") and quote not in left)
        again = executed(once.text.text, sentence)
        twice = executed(text.text, sentence, sentence)
        assert not once.failed
        for refused in (again, twice):
            assert refused.failed
            assert {found.code for found in refused.diagnostics} <= {"RD550", "RD560", "RD564"}


@examples(200)
@given(replacements())
def test_a_sentence_that_adds_works_once(drawn: tuple[Text, Item, str, str]) -> None:
    text, item, quote, new = drawn
    assume(not flat(item).endswith(new))
    for sentence in (
        f"在{item.path}“{quote}”后增加“{new}”。",
        f"在{item.path}“{quote}”前增加“{new}”。",
        f"{item.path}末尾增加规定：“{new}”。",
        f"将{item.path}修改为：“对{new}给予支持。”",
    ):
        once = executed(text.text, sentence)
        again = executed(once.text.text, sentence)
        twice = executed(text.text, sentence, sentence)
        assert not once.failed, sentence
        for refused in (again, twice):
            assert "RD564" in [found.code for found in refused.diagnostics], sentence
            assert refused.failed


@examples(200)
@given(st.data())
def test_sentences_on_different_items_commute(data: st.DataObject) -> None:
    text = data.draw(texts())
    assume(len(text.items) > 1)
    one, other = data.draw(st.permutations(text.items))[:2]
    first, second = data.draw(word_sentences(one)), data.draw(word_sentences(other))
    forth, back = executed(text.text, first, second), executed(text.text, second, first)
    assert forth.text.text == back.text.text
    assert forth.failed == back.failed


@examples(200)
@given(st.data())
def test_a_sentence_of_two_pairs_is_two_sentences_where_they_are_independent(data: st.DataObject) -> None:
    text = data.draw(texts())
    one, other = data.draw(st.permutations(("企业", "给予补助", "每年", "优先安排")))[:2]
    assume(one in text.text and other in text.text)
    pairs = f"“{one}”修改为“甲乙丙”", f"“{other}”修改为“丁戊己”"
    together = executed(text.text, f"将全文中的{'，'.join(pairs)}。")
    apart = executed(text.text, *(f"将全文中的{pair}。" for pair in pairs))
    assert together.text.text == apart.text.text
    assert not together.failed
