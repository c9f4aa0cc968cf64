"""Numbers in English words: twenty-five, half a million, a third, double, tens of thousands of."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from liaoning_econ.text.digits import SCALE_WORDS
from liaoning_econ.text.lexicon import Lexicon, skip_spaces
from liaoning_econ.text.numeral import Numeral

__all__ = ["FIRST_WORDS", "read_words"]

_SMALL: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_BIG: Final = {word: SCALE_WORDS[word] for word in ("thousand", "million", "billion", "trillion")}
_PARTS: Final = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
}
_MULTIPLES: Final = {
    **dict.fromkeys(("halved", "halving"), "1/2"),
    **dict.fromkeys(("double", "doubled", "doubling", "twice"), "2"),
    **dict.fromkeys(("triple", "tripled", "tripling", "thrice"), "3"),
    **dict.fromkeys(("quadruple", "quadrupled", "quadrupling"), "4"),
    **{
        f"{word}fold": str(number)
        for word, number in [*_SMALL.items(), *_TENS.items(), ("hundred", 100), ("thousand", 1000)]
        if number > 1
    },
}
_PLURALS: Final = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 10**2,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
}
# Words with which a number can begin.
FIRST_WORDS: Final = (
    *_SMALL, *_TENS, "half", *_MULTIPLES, *(word for word in _PLURALS if word != "scores")
)  # fmt: skip
_NUMBER_WORDS: Final = {*_SMALL, *_TENS, *_BIG, "hundred", "dozen"}
_AND_A_PART: Final = Lexicon(
    {
        "and a half": "1/2",
        "-and-a-half": "1/2",
        "and a quarter": "1/4",
        "and a third": "1/3",
        "and three quarters": "3/4",
    }
)
_SEVERAL: Final = {"hundred": 10**2, "dozen": 12, **_BIG}


def _word(text: str, at: int) -> tuple[str, int]:
    """The word that begins at a place, and where it ends; empty inside a word."""
    if at > 0 and text[at - 1].isascii() and text[at - 1].isalnum():
        return "", at
    end = at
    while end < len(text) and end - at < 20 and "a" <= text[end] <= "z":
        end += 1
    return text[at:end], end


def _next(text: str, at: int) -> int:
    """The place after spaces, or after one hyphen, between two words of a number."""
    return at + 1 if text[at : at + 1] == "-" else skip_spaces(text, at)


def read_words(text: str, at: int) -> Numeral | None:
    """Return the number in English words that begins at a place; else None."""
    word, end = _word(text, at)
    if not word:
        return None
    if word in _MULTIPLES:
        return Numeral(at, end, _MULTIPLES[word], qualifier="fraction", unit="1")
    if word in _PLURALS:
        return _tens_of(text, at)
    if word in ("several", "few", "a"):
        several = _several(text, at)
        if several is not None:
            return several
    if word == "half":
        return _part(text, at, end, Fraction(1, 2))
    return _fraction(text, at) or _whole(text, at)


def _tens_of(text: str, at: int) -> Numeral | None:
    """Tens of, hundreds of, tens of thousands of: the unit is the number named."""
    size, place, end = 1, at, at
    while (found := _word(text, place))[0] in _PLURALS or (end > at and found[0] in _BIG):
        word, last = found
        size *= _PLURALS.get(word, 0) or _BIG[word]
        of, after = _word(text, skip_spaces(text, last))
        end = after if of == "of" else last
        if size > 10**15 or (of != "of" and word in _PLURALS and size == _PLURALS[word]):
            return None
        place = skip_spaces(text, end)
    return Numeral(at, end, str(size), qualifier="tens_of")


def _several(text: str, at: int) -> Numeral | None:
    """Several hundred, a few million: as 几百 between two and ten of the unit named."""
    word, end = _word(text, at)
    if word == "a":
        word, end = _word(text, skip_spaces(text, end))
    size, last = _word(text, skip_spaces(text, end))
    if word not in ("several", "few") or size not in _SEVERAL:
        return None
    scale = _SEVERAL[size]
    more, after = _word(text, skip_spaces(text, last))
    if more in _BIG and _BIG[more] != scale:
        scale, last = scale * _BIG[more], after
    return Numeral(at, last, str(scale), qualifier="tens_of")


def _part(text: str, at: int, end: int, part: Fraction) -> Numeral:
    """A fraction in words and what follows it: of a million, a million, a day."""
    scale = 1
    article, after = _word(text, skip_spaces(text, end))
    if article == "of":
        article, after = _word(text, skip_spaces(text, after))
    elif article in ("a", "an") and part == Fraction(1, 2):
        # Half a day: the article is the fraction's, not the unit's.
        end = after
    word, last = _word(text, skip_spaces(text, after if article in ("a", "an") else end))
    while word in _BIG or word in ("hundred", "dozen"):
        scale, end = scale * (12 if word == "dozen" else SCALE_WORDS[word]), last
        word, last = _word(text, skip_spaces(text, end))
        if scale > 10**12:
            break
    return Numeral(
        at, end, f"{part.numerator}/{part.denominator}", scale, scale > 1, qualifier="fraction"
    )


def _fraction(text: str, at: int) -> Numeral | None:
    """A third, two thirds, three-quarters; None for anything else, and for two quarters."""
    word, end = _word(text, at)
    count = 1 if word in ("a", "an") else _SMALL.get(word)
    part, last = _word(text, _next(text, end))
    if not count or part not in _PARTS or (count > 1) != part.endswith(("s", "ves")):
        return None
    if part == "quarters":
        of, _ = _word(text, skip_spaces(text, last))
        if count != 3 or of != "of":
            return None
    return _part(text, at, last, Fraction(count, _PARTS[part]))


def _whole(text: str, at: int) -> Numeral | None:
    """A whole number in words, with "and a half" where that follows."""
    read = _spelled(text, at)
    if read is None:
        return None
    value, end = read
    more = _AND_A_PART.match(text, skip_spaces(text, end))
    if more is not None and value < 100:
        return _part(text, at, more[1], value + Fraction(more[0]))
    return Numeral(at, end, str(value))


def _spelled(text: str, at: int) -> tuple[int, int] | None:
    """Value and end of two hundred and fifty thousand; None where no number begins."""
    total, current, last_scale = 0, -1, 10**15
    end = place = at
    before_and: tuple[int, int] | None = None
    while True:
        word, after = _word(text, place)
        below_100 = _SMALL.get(word, _TENS.get(word, -1))
        if below_100 >= 0 and _joins(current, below_100):
            current = max(current, 0) + below_100
        elif word == "hundred" and 1 <= current <= 99:
            current *= 100
        elif word == "dozen" and 1 <= current <= 99 and total == 0:
            return current * 12, after
        elif word in _BIG and current > 0 and _BIG[word] < last_scale:
            last_scale = _BIG[word]
            total, current = total + current * last_scale, -1
        elif (
            word in ("a", "an")
            and end == at
            and _word(text, _next(text, after))[0]
            in (
                "hundred",
                "dozen",
                *_BIG,
            )
        ):
            current = 1
        elif word == "and" and end > at and _round(current):
            before_and = (total + max(current, 0), end)
            place = skip_spaces(text, after)
            if _word(text, place)[0] not in {**_SMALL, **_TENS}:
                return before_and
            continue
        else:
            break
        end, place = after, _next(text, after)
    if end == at:
        return None
    # "one hundred and two hundred" is two numbers, not one.
    if before_and is not None and _word(text, place)[0] in _NUMBER_WORDS:
        return before_and
    return total + max(current, 0), end


def _joins(current: int, below_100: int) -> bool:
    """Whether a word for less than a hundred continues what stands before it."""
    if _round(current):
        return True
    return 1 <= below_100 <= 9 and current % 100 >= 20 and current % 10 == 0


def _round(current: int) -> bool:
    """Whether a scale word or a hundred was the last word."""
    return current < 0 or (current >= 100 and current % 100 == 0)
