"""Numbers that begin with a digit: 30,000; 1.6 trillion; 30多万; 3亿5000万; S$84bn's 84bn."""

from __future__ import annotations

import re
from typing import Final

from liaoning_econ.text.lexicon import Lexicon, skip_spaces
from liaoning_econ.text.numeral import Numeral, refuse_length

__all__ = ["SCALE_WORDS", "ends_in_unit", "is_digit", "read_big_scale", "read_digits"]

SCALE_WORDS: Final = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
_SCALES: Final = Lexicon({word: word for word in SCALE_WORDS})
_ODD: Final = Lexicon(dict.fromkeys(("odd", "-odd", "- odd"), "odd"))
_HANZI_SCALES: Final = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "兆": 10**12}
# Units that begin with a scale's sign.
_NOT_SCALES: Final = ("百分点", "千米", "千瓦", "千克")
_DIGITS: Final = re.compile("[0-9]+")
# What can stand between digits and a scale or an odd: the quick way out for all other signs.
_MORE: Final = frozenset(" -ohtmbkod百千万亿兆多余几")
_WORDS_MORE: Final = frozenset(" ohtmbk百千万亿兆多余几")
_VULGAR: Final = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⅕": "1/5",
    "⅛": "1/8",
}


def is_digit(text: str, at: int) -> bool:
    """Whether an ASCII digit stands at a place."""
    return 0 <= at < len(text) and text[at] in "0123456789"


def _run(text: str, at: int) -> int:
    """Where the digits end that begin at a place."""
    found = _DIGITS.match(text, at)
    end = found.end() if found is not None else at
    refuse_length(text, at, end)
    return end


def _grouped(text: str, at: int) -> int:
    """Where a whole number ends, with its thousands separators."""
    end = _run(text, at)
    if end - at > 3:
        return end
    while text[end : end + 1] == "," and _run(text, end + 1) == end + 4:
        end += 4
        refuse_length(text, at, end)
    return end


def read_digits(text: str, at: int) -> Numeral | None:
    """Return the number in digits that begins at a place, with its scale words; else None."""
    if text[at : at + 1] in _VULGAR:
        return _scaled(text, at, at + 1, _VULGAR[text[at]], "fraction")
    begun = at + 1 if text[at : at + 1] in ("-", "+") and not is_digit(text, at - 1) else at
    if text[begun : begun + 1] == "." and is_digit(text, begun + 1):
        end = begun
    elif is_digit(text, begun):
        end = _grouped(text, begun)
    else:
        return None
    if text[end : end + 1] == "." and is_digit(text, end + 1):
        end = _run(text, end + 1)
    printed = text[at:end].replace(",", "").removeprefix("+").replace("-.", "-0.")
    return _fraction(text, at, end, printed) or _scaled(text, at, end, printed, "none")


def _fraction(text: str, at: int, end: int, printed: str) -> Numeral | None:
    """A proper fraction in digits, 2/3 or 2½; None where it is none."""
    if not printed.isdigit() or len(printed) > 2:
        return None
    if text[end : end + 1] in _VULGAR:
        above, below = (int(part) for part in _VULGAR[text[end]].split("/"))
        ratio = f"{int(printed) * below + above}/{below}"
        return _scaled(text, at, end + 1, ratio, "fraction")
    if text[end : end + 1] == "/" and is_digit(text, end + 1):
        last = _run(text, end + 1)
        below = int(text[end + 1 : last])
        # 9/18 and 7/16 are dates more often than parts.
        if below <= 10 and int(printed) < below and text[last : last + 1] != "/":
            return _scaled(text, at, last, f"{printed}/{below}", "fraction")
    return None


def _scaled(text: str, at: int, end: int, printed: str, qualifier: str) -> Numeral:
    """Add what follows the digits: 多 and 余, "-odd", scale words, a smaller part."""
    if text[end : end + 1] not in _MORE:
        return Numeral(at, end, printed, 1, False, qualifier)
    if text[end] in " -":
        # Words follow: no 万 nor 多, and seldom a scale.
        place = skip_spaces(text, end)
        place += text[place : place + 1] == "-"
        if text[place : place + 1] not in _WORDS_MORE:
            return Numeral(at, end, printed, 1, False, qualifier)
    odd = _ODD.match(text, skip_spaces(text, end))
    if text[end : end + 1] in ("多", "余", "几") and text[end : end + 2] != "多于":
        qualifier, end = "odd", end + 1
    elif odd is not None:
        qualifier, end = odd
    hanzi_scale, after = read_big_scale(text, end)
    if hanzi_scale > 1:
        return _hanzi_scaled(text, at, after, printed, qualifier, hanzi_scale)
    scale, scale_word = 1, False
    while (found := _SCALES.match(text, _past_hyphen(text, end))) is not None:
        if text[end] == "-" and len(found[0]) == 1:
            # Form 10-K.
            break
        if text[found[1] : found[1] + 1] in ("2", "²", "^"):
            # 5 m2 is an area.
            break
        scale, scale_word, end = scale * SCALE_WORDS[found[0]], True, found[1]
        if scale > 10**15:
            break
    odd = _ODD.match(text, skip_spaces(text, end))
    if odd is not None and scale_word and qualifier == "none":
        qualifier, end = odd
    return Numeral(at, end, printed, scale, scale_word, qualifier)


def _past_hyphen(text: str, at: int) -> int:
    """The place after spaces, or after a hyphen as in 10-million."""
    return at + 1 if text[at : at + 1] == "-" else skip_spaces(text, at)


def ends_in_unit(text: str, at: int) -> bool:
    """Whether a unit stands there that begins like a scale: 百分点, 千米."""
    return text.startswith(_NOT_SCALES, at)


def read_big_scale(text: str, at: int) -> tuple[int, int]:
    """Return what a run of 百, 千, 万, 亿, 兆 multiplies with, and where it ends; 1 for none."""
    scale, place = 1, at
    while place < len(text) and place - at < 3 and not ends_in_unit(text, place):
        if text[place] not in _HANZI_SCALES:
            break
        scale *= _HANZI_SCALES[text[place]]
        place += 1
    return scale, place


def _hanzi_scaled(
    text: str, at: int, end: int, printed: str, qualifier: str, scale: int
) -> Numeral:
    """Add what follows a Chinese scale: 多 and 余, or a smaller part as in 3亿5000万."""
    if qualifier == "none" and text[end : end + 1] == "余":
        return Numeral(at, end + 1, printed, scale, True, "odd")
    if qualifier == "none" and text[end : end + 1] == "多" and text[end : end + 2] != "多于":
        return Numeral(at, end + 1, printed, scale, True, "over")
    total, smallest = 0, scale
    if qualifier == "none" and printed.isdigit():
        total = int(printed) * scale
        while (part := _smaller(text, end, smallest)) is not None:
            value, smallest, end = part
            total += value
            if smallest == 1:
                break
    if smallest < scale:
        return Numeral(at, end, str(total))
    return Numeral(at, end, printed, scale, True, qualifier)


def _smaller(text: str, at: int, scale: int) -> tuple[int, int, int] | None:
    """The next part of 3亿5000万 or 3万5000: its value, its scale and its end."""
    begun = at + 1 if text[at : at + 1] == "零" else at
    if not is_digit(text, begun):
        return None
    end = _grouped(text, begun)
    if text[end : end + 1] == ".":
        return None
    smaller, after = read_big_scale(text, end)
    value = int(text[begun:end].replace(",", "")) * smaller
    return (value, smaller, after) if value < scale else None
