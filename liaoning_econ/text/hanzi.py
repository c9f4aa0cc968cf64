"""Numbers in Chinese words: 三十几万, 三分之一, 三成, 数十亿, 上千, 两三百, 翻两番, 三点五亿."""

from __future__ import annotations

from typing import Final

from liaoning_econ.text.digits import ends_in_unit, is_digit, read_big_scale, read_digits
from liaoning_econ.text.numeral import Numeral, refuse_length

__all__ = ["FIRST_SIGNS", "read_hanzi", "tenths"]

_DIGITS: Final = {
    **{sign: number for number, sign in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
}
_SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_BIG_UNITS: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_UNITS: Final = {**_SMALL_UNITS, **_BIG_UNITS}
# Signs with which a number in Chinese words can begin.
FIRST_SIGNS: Final = frozenset((*_DIGITS, *_UNITS, *"数几上半翻"))


def read_hanzi(text: str, at: int) -> Numeral | None:
    """Return the number that begins at a place in Chinese words (or 3成 in digits); else None."""
    first = text[at : at + 1]
    if first == "翻":
        return _redoubled(text, at)
    if first and first in "数几上":
        return _by_the(text, at) or _tens_of(text, at)
    if first == "半" or (first == "一" and text[at + 1 : at + 2] == "半"):
        return _half(text, at)
    read = _integer(text, at)
    if read is None:
        return _positional(text, at)
    return _part_of(text, at, read) or _positional(text, at) or _whole(text, at, read)


def tenths(text: str, number: Numeral) -> Numeral | None:
    """Return a number of 成 as percent: 三成 is 30, 三成五 is 35; None where no 成 follows."""
    end = number.end
    if text[end : end + 1] != "成" or text[end : end + 2] in ("成立", "成为", "成员", "成功"):
        return None
    if number.qualifier == "between" and number.scale == 1:
        return Numeral(number.start, end + 1, number.printed, 10, True, "between", "percent")
    if not number.printed.isdigit() or int(number.printed) > 10 or number.scale != 1:
        return None
    half = _DIGITS.get(text[end + 1 : end + 2], 5 if text[end + 1 : end + 2] == "半" else 0)
    if half:
        printed = str(10 * int(number.printed) + half)
        return Numeral(number.start, end + 2, printed, unit="percent")
    return Numeral(
        number.start, end + 1, number.printed, 10, True, number.qualifier, unit="percent"
    )


# 翻了近一番: the qualifier stands within.
_NEAR_DOUBLE: Final = (
    ("将近", "nearly"), ("接近", "nearly"), ("近", "nearly"), ("超过", "over"), ("超", "over"),
    ("逾", "over"), ("不止", "over"), ("约", "about"),
)  # fmt: skip


def _redoubled(text: str, at: int) -> Numeral | None:
    """翻番 is twice, 翻两番 four times as much."""
    if text[at : at + 1] != "翻":
        return None
    place = at + 2 if text[at + 1 : at + 2] == "了" else at + 1
    code = "fraction"
    for word, qualifier in _NEAR_DOUBLE:
        if text.startswith(word, place):
            place, code = place + len(word), qualifier
            break
    times = _DIGITS.get(text[place : place + 1], 0)
    place += 1 if times else 0
    if text[place : place + 1] not in ("番", "倍"):
        return None
    return Numeral(at, place + 1, str(2 ** (times or 1)), qualifier=code, unit="1")


def _part_of(text: str, at: int, below: tuple[int, int]) -> Numeral | None:
    """百分之三十 is percent, 三分之一 a fraction."""
    if not text.startswith("分之", below[1]):
        return None
    place = below[1] + 2
    read = _integer(text, place)
    above = read_digits(text, place) or (_whole(text, place, read) if read else None)
    if above is None:
        return None
    if below[0] == 100:
        return Numeral(
            at, above.end, above.printed, above.scale, above.scale_word, above.qualifier, "percent"
        )
    if not above.printed.isdigit() or above.scale != 1 or below[0] == 0:
        return None
    return Numeral(at, above.end, f"{above.printed}/{below[0]}", qualifier="fraction")


def _by_the(text: str, at: int) -> Numeral | None:
    """数以万计: between two and ten ten-thousands."""
    if not text.startswith("数以", at):
        return None
    size, end = _tens(text, at + 2)
    if size == 1 or text[end : end + 1] != "计":
        return None
    return Numeral(at, end + 1, str(size), qualifier="tens_of")


def _tens(text: str, at: int) -> tuple[int, int]:
    """What 十, 百, 十万, 亿 multiply with, and where they end; 1 for none."""
    ten = text[at : at + 1] == "十"
    scale, end = read_big_scale(text, at + ten)
    return (10 * scale if ten else scale), end


def _tens_of(text: str, at: int) -> Numeral | None:
    """数十, 几百万: between two and ten of the unit named; 上百: a hundred and more."""
    first = text[at : at + 1]
    if first not in ("数", "几", "上") or not first:
        return None
    place, size = at + 1, 1
    if text[place : place + 1] == "十" and first != "上":
        place, size = place + 1, 10
    scale, end = read_big_scale(text, place)
    if size * scale == 1:
        return None
    code = "hundred_or_more" if first == "上" else "tens_of"
    return Numeral(at, end, str(size * scale), qualifier=code)


def _half(text: str, at: int) -> Numeral | None:
    """一半, 半数, 半 before a unit."""
    for word in ("一半", "半数", "半"):
        if text.startswith(word, at):
            scale, end = read_big_scale(text, at + len(word))
            return Numeral(at, end, "1/2", scale, scale > 1, qualifier="fraction")
    return None


def _positional(text: str, at: int) -> Numeral | None:
    """二〇一八 digit by digit; two neighbours, 两三百, are a range; None for anything else."""
    end = at
    while end < len(text) and text[end] in _DIGITS:
        end += 1
    refuse_length(text, at, end)
    numbers = [_DIGITS[sign] for sign in text[at:end]]
    apart = numbers[1] - numbers[0] if len(numbers) == 2 else 0
    if numbers[:1] > [0] and (
        apart == 1 or (text[at:end] == "三五" and text[end : end + 1] in _OF)
    ):
        scale, last = _tens(text, end)
        return Numeral(at, last, f"{numbers[0]}..{numbers[1]}", scale, scale > 1, "between")
    if len(numbers) >= 3 and text[end : end + 1] not in _UNITS:
        return Numeral(at, end, "".join(str(number) for number in numbers))
    return None


_OF: Final = frozenset("十百千万亿天年个户家人名斤吨元倍亩")


def _pair(text: str, at: int, end: int) -> Numeral | None:
    """一万五六千 and 十五六: the two neighbours within are the ends of a range."""
    last, following = text[end - 1], text[end : end + 1]
    if following not in _DIGITS or last not in _DIGITS or end - at < 2:
        return None
    if not 0 < _DIGITS[last] == _DIGITS[following] - 1:
        return None
    after = end + 1
    while after - end < 4 and text[after : after + 1] in _UNITS:
        after += 1
    tail = text[end + 1 : after]
    ends = [_integer(text[at:end] + tail, 0), _integer(text[at : end - 1] + following + tail, 0)]
    low, high = (end[0] if end is not None else 0 for end in ends)
    return Numeral(at, after, f"{low}..{high}", qualifier="between") if 0 < low < high else None


def _whole(text: str, at: int, read: tuple[int, int]) -> Numeral:
    """A whole number, 三十几万, or with decimals, 三点五亿."""
    value, end = read
    pair = _pair(text, at, end)
    if pair is not None:
        return pair
    if text.startswith("个半", end) and 0 < value < 100:
        return Numeral(at, end + 2, f"{2 * value + 1}/2", qualifier="fraction")
    if text[end : end + 1] == "点" and text[end + 1 : end + 2] in _DIGITS:
        return _decimal(text, at, value, end + 1)
    sign = text[end : end + 1]
    if value % 10 == 0 and value and (sign in ("多", "余") or (sign == "几" and value < 10**4)):
        begun = text[end - 1]
        if sign == "多" and begun in _BIG_UNITS and end - at > 1:
            return Numeral(at, end + 1, str(value), qualifier="over")
        scale, last = read_big_scale(text, end + 1)
        return Numeral(at, last, str(value), scale, scale > 1, "odd")
    return Numeral(at, end, str(value))


def _decimal(text: str, at: int, value: int, place: int) -> Numeral:
    """三点五亿: digits after 点, then the scale."""
    end = place
    while end < len(text) and text[end] in _DIGITS:
        end += 1
    refuse_length(text, place, end)
    decimals = "".join(str(_DIGITS[sign]) for sign in text[place:end])
    scale, last = read_big_scale(text, end)
    return Numeral(at, last, f"{value}.{decimals}", scale, scale > 1)


def _integer(text: str, at: int) -> tuple[int, int] | None:
    """Value and end of a whole number in Chinese words; None where none begins."""
    total = section = 0
    digit = -1
    last_unit, small_limit, big_limit, zero = 1, 10**4, 10**16, False
    place = at
    while place < len(text) and not ends_in_unit(text, place):
        sign = text[place]
        if sign in ("零", "〇") and place > at and digit < 0:
            zero = True
        elif sign in _DIGITS and digit < 0:
            digit = _DIGITS[sign]
        elif sign in _SMALL_UNITS and _SMALL_UNITS[sign] < small_limit:
            last_unit = small_limit = _SMALL_UNITS[sign]
            section += (digit if digit >= 0 else 1) * last_unit
            digit, zero = -1, False
        elif sign in _BIG_UNITS:
            unit = _BIG_UNITS[sign]
            part = 1 if place == at else section + max(digit, 0)
            if unit < big_limit and part == 0:
                break
            # 三亿五千万 adds up; 三万亿 multiplies.
            total = total + part * unit if unit < big_limit else (total + part) * unit
            last_unit = big_limit = unit
            section, digit, small_limit, zero = 0, -1, 10**4, False
        else:
            break
        place += 1
        if total >= 10**24:
            break
    if place == at or (place == at + 1 and is_digit(text, place)):
        return None
    if digit > 0 and last_unit >= 100 and not zero:
        # 三万五 is 35,000 and 一百五 is 150: the last digit is a tenth of the last unit.
        digit *= last_unit // 10
    return total + section + max(digit, 0), place
