"""Many words as one expression, searched for by first sign or all at once: the same is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.text.tries import finders, matches, pattern

WORDS = ["yuan", "yuan zone", "zone", "18 zones", "元", "元区", "区 zone", "a", "(b) zone"]


def spans(words: list[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span() for found in matches(finders(words), text, start, end)]


def test_of_two_that_overlap_the_first_stands() -> None:
    text = "18 zones, 区 zone, yuan zone元区"
    found = [text[low:high] for low, high in spans(WORDS, text, 0, len(text))]
    assert found == ["18 zones", "区 zone", "yuan zone", "元区"]


def test_letters_before_the_place_count() -> None:
    assert spans(["yuan", "元"], "ayuan 元", 1, 7) == [(6, 7)]


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, unique=True),
    st.lists(st.sampled_from([*WORDS, " ", "x", "，"])).map("".join),
    st.integers(0, 9),
)
def test_apart_finds_what_one_expression_finds(words: list[str], text: str, start: int) -> None:
    end = max(start, len(text) - 2)
    expected = [found.span() for found in pattern(words).finditer(text, start, end)]
    assert spans(words, text, start, end) == expected
