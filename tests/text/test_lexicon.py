"""Words looked up at a place in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ import units
from liaoning_econ.quantities import QUALIFIERS
from liaoning_econ.text import qualifiers, words
from liaoning_econ.text.lexicon import Lexicon, error_at, fold


def test_the_longest_word_wins() -> None:
    lexicon = Lexicon({"more": "short", "more than": "long"})
    assert lexicon.match("more than 30", 0) == ("long", 9)
    assert lexicon.match("more   than 30", 0) == ("long", 11)
    assert lexicon.match("more thane", 0) == ("short", 4)
    assert lexicon.match("", 0) is None


def test_a_word_does_not_begin_or_end_inside_another() -> None:
    lexicon = Lexicon({"over": "over", "超": "over"})
    assert lexicon.match("overall", 0) is None
    assert lexicon.match("moreover", 4) is None
    assert lexicon.match("已超3万", 1) == ("over", 2)


@given(st.text())
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_full_width_signs_and_group_spaces_are_folded() -> None:
    assert fold("３０\u00a0０００％ \u2013 Ａ") == "30,000% - a"


def test_every_qualifier_has_a_rule_and_every_unit_is_known() -> None:
    for lexicon in (qualifiers.BEFORE, qualifiers.AFTER):
        assert set(lexicon.codes.values()) <= set(QUALIFIERS)
    for word, unit in words.unit_words().codes.items():
        assert units.normalise(word) == unit
        assert fold(word) == word


def test_a_long_text_is_cut_around_the_place() -> None:
    text = "a" * 200 + " frims " + "b" * 200
    message = str(error_at(text, 201, 206, "unknown unit"))
    assert ">frims<" in message
    assert len(message) < 200
