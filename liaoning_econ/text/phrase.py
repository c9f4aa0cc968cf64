"""One phrase to one figure: "nearly 30,000 firms", "S$84 billion", 近3万户, 三分之一.

A phrase is a qualifier, a currency, a number, a unit and what it is counted per, in the order of
either language; or two of these as a range. The whole phrase is read, or the place that cannot be
read is marked: nearly 30,000 >frims<: unknown unit, did you mean 'firms'?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from liaoning_econ import units
from liaoning_econ.errors import TextError, nearest
from liaoning_econ.quantities import Quantity, bounds_of
from liaoning_econ.text import qualifiers, words
from liaoning_econ.text.lexicon import Lexicon, error_at, fold, skip_spaces
from liaoning_econ.text.numerals import Numeral, scan

__all__ = ["Figure", "quantity", "read"]

_LONGEST_PHRASE: Final = 300
_RANGE_OPENS: Final = Lexicon(dict.fromkeys(("between", "from", "从", "介于", "在"), "between"))
_RANGE_CLOSES: Final = Lexicon({"之间": "between"})


@dataclass(frozen=True)
class Figure:
    """A figure as a phrase words it, before a reading turns the wording into bounds.

    Attributes
    ----------
    printed, scale, scale_word, qualifier, unit
        As `quantities.bounds_of` takes them.
    growth
        For a number of times: none, adds (增长3倍 is four times as much), both (grew three times:
        either reading).
    """

    printed: str
    unit: str
    qualifier: str = "none"
    scale: int = 1
    scale_word: bool = False
    growth: str = "none"

    def quantity(self, reading: str = "pragmatic") -> Quantity:
        """Return the figure with the bounds that its wording allows.

        Parameters
        ----------
        reading
            pragmatic: what a careful writer means; literal: all that the words allow.

        Raises
        ------
        QuantityError
            The reading is not known.

        Examples
        --------
        >>> read("nearly 30,000 firms").quantity("literal")
        Quantity(30000.0, 'firm', 0.0, 30000.0)
        """
        value, lower, upper = bounds_of(
            self.printed,
            unit=self.unit,
            qualifier=self.qualifier,
            scale=self.scale,
            scale_word=self.scale_word,
            reading=reading,
        )
        if self.growth == "adds":
            value, lower, upper = value + 1, lower + 1, upper + 1
        elif self.growth == "both":
            plain = self.qualifier == "none"
            lower, upper = (value, value + 1) if plain else (lower, upper + 1)
        return Quantity(value, self.unit, lower, upper)


def quantity(phrase: str, *, reading: str = "pragmatic") -> Quantity:
    """Read one phrase, English or Chinese, into a figure with its bounds and unit.

    Parameters
    ----------
    phrase
        "nearly 30,000 firms", "421.14 billion yuan", "more than 30 days", "between 3.5% and 4
        percent", "half a million people", "80 firms a day", 超过4300万人, 数十亿元, ...
    reading
        pragmatic: what a careful writer means; literal: all that the words allow.

    Returns
    -------
    Quantity

    Raises
    ------
    TextError
        The phrase cannot be read as a whole; the message marks the place.
    QuantityError
        The reading is not known.

    Examples
    --------
    >>> quantity("nearly 30,000 firms")
    Quantity(30000.0, 'firm', 27000.0, 30000.0)
    >>> quantity("1.6万亿元")
    Quantity(1600000000000.0, 'CNY', 1550000000000.0, 1650000000000.0)
    """
    return read(phrase).quantity(reading)


def read(phrase: str) -> Figure:
    """Read one phrase into the parts that its bounds are worked out from.

    Parameters
    ----------
    phrase
        As `quantity` takes it.

    Raises
    ------
    TextError
        The phrase cannot be read as a whole; the message marks the place.

    Examples
    --------
    >>> read("more than 30 days").qualifier
    'over'
    """
    if not isinstance(phrase, str):
        raise TextError(f"a phrase is text, not {type(phrase).__name__}", mend="pass a str")
    if len(phrase) > _LONGEST_PHRASE:
        raise TextError(
            f"{len(phrase)} characters are no phrase", mend="pass the words of one figure"
        )
    return _Reader(phrase).whole()


@dataclass
class _Part:
    """What is known of a figure while it is read; `unit` is empty where no word says it."""

    number: Numeral
    qualifier: str = "none"
    qualifier_at: tuple[int, int] = (0, 0)
    unit: str = ""
    per: str = ""
    growth: str = "none"


class _Reader:
    """Reads a phrase from left to right; `at` is the place that comes next."""

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.text = fold(phrase).rstrip(" .,;\u3002\u3001")
        self.at = 0

    def whole(self) -> Figure:
        """The one figure, or the range, that the phrase is."""
        if not self.text.strip():
            raise TextError("the phrase is empty", mend="pass something like 'nearly 30,000 firms'")
        opened = self.take(_RANGE_OPENS) is not None
        first = self.figure()
        if self.connected(opened):
            figure = self.between(first, self.figure())
            self.take(_RANGE_CLOSES)
        elif opened:
            raise self.fail(
                len(self.text), len(self.text), "the second end of the range is missing"
            )
        else:
            figure = self.single(first)
        if skip_spaces(self.text, self.at) < len(self.text):
            raise self.unread(first)
        return figure

    def figure(self) -> _Part:
        """One figure: what stands before its number, the number, and what stands after it."""
        part = _Part(Numeral(0, 0, "0"))
        self.before(part)
        start = skip_spaces(self.text, self.at)
        number = scan(self.text, start)
        if number is None:
            raise self.fail(*self.word_at(start), "no number stands here")
        part.number, self.at = number, number.end
        if number.unit is not None and part.unit == "":
            part.unit = number.unit
        self.after(part)
        self.unit(part)
        self.after(part)
        self.per(part)
        self.after(part)
        return part

    def take(self, lexicon: Lexicon) -> str | None:
        """The code of the word that comes next, which is then behind us; None if there is none."""
        found = lexicon.match(self.text, skip_spaces(self.text, self.at))
        if found is None:
            return None
        code, self.at = found
        return code

    def before(self, part: _Part) -> None:
        """Qualifiers, growth, 每月, a currency and fillers, in any order."""
        while True:
            start = skip_spaces(self.text, self.at)
            self.refuse_sign(start)
            if (growth := self.take(qualifiers.GROWTH)) is not None:
                part.growth = growth
            elif (code := self.take(qualifiers.BEFORE)) is not None:
                self.qualify(part, code, start)
            elif (per := self.take(words.PER_BEFORE)) is not None:
                part.per = per
            elif part.unit == "" and (unit := self.take(words.money_words())) is not None:
                part.unit = unit
            elif self.take(qualifiers.FILLERS) is None:
                return

    def after(self, part: _Part) -> None:
        """Qualifiers that follow the number or its unit: or so, 左右, 以上."""
        start = skip_spaces(self.text, self.at)
        while (code := self.take(qualifiers.AFTER)) is not None:
            self.qualify(part, code, start)
            start = skip_spaces(self.text, self.at)

    def qualify(self, part: _Part, code: str, start: int) -> None:
        """Note a qualifier; "exactly" gives way, two that say different things are refused."""
        if code == "exactly" and part.qualifier != "none":
            return
        if part.qualifier not in ("none", "exactly", code):
            raise self.twice(part.qualifier, start, self.at)
        part.qualifier, part.qualifier_at = code, (start, self.at)

    def unit(self, part: _Part) -> None:
        """The noun or sign after the number; a Chinese measure word may stand before the noun."""
        measure_word = False
        while True:
            here = start = skip_spaces(self.text, self.at)
            # 新元 is a unit, 新企业 a word and a unit: units first.
            while (unit := self.take(words.unit_words())) is None:
                if self.take(words.MODIFIERS) is None:
                    self.refuse_sign(start)
                    self.at = here
                    return
                start = skip_spaces(self.text, self.at)
            if part.unit not in ("", unit) and not measure_word:
                raise self.fail(start, self.at, f"a second unit beside {part.unit}", "keep one")
            word = self.text[start : self.at]
            self.refuse_calendar(part.number, word)
            measure_word, part.unit = word in words.CLASSIFIERS, unit

    def per(self, part: _Part) -> None:
        """A day, per person, /月: what the figure is counted per."""
        adverb = self.take(words.ADVERBS)
        if adverb is not None:
            part.per = adverb
        elif self.take(words.PER_AFTER) is not None:
            start = skip_spaces(self.text, self.at)
            unit = self.take(words.unit_words())
            if unit is None:
                raise self.unknown_unit(start)
            part.per = unit

    def connected(self, opened: bool) -> bool:
        """Whether "to", "-" or 至 comes next; "and" is a range only after "between"."""
        start = skip_spaces(self.text, self.at)
        if self.text.startswith(("and", "和"), start) and not opened:
            return False
        return self.take(qualifiers.CONNECTORS) is not None

    def single(self, part: _Part) -> Figure:
        """The figure: what its own form says and what the words say, brought together."""
        number, own, qualifier = part.number, part.number.qualifier, part.qualifier
        if own in ("none", "fraction"):
            # "Over half" is over, "half" alone is a fraction.
            own = own if qualifier in ("none", "exactly") and own != "none" else qualifier
        elif qualifier not in ("none", "exactly"):
            raise self.twice(own, *part.qualifier_at)
        if part.unit == "quarter" and self.text[number.start : number.end] == "three":
            raise self.fail(
                number.start, len(self.text), "a share or a length", "write 75 percent or 9 months"
            )
        return Figure(
            number.printed,
            _unit(part),
            own,
            number.scale,
            number.scale_word,
            part.growth if part.unit == "1" and number.unit is None else "none",
        )

    def between(self, first: _Part, second: _Part) -> Figure:
        """The range from one figure to another; what only one of them says holds for both."""
        for part in (first, second):
            if part.qualifier not in ("none", "exactly"):
                raise self.fail(
                    *part.qualifier_at, "a range has its own bounds", "leave this word out"
                )
            if part.number.qualifier not in ("none", "fraction"):
                raise self.fail(part.number.start, part.number.end, "no end of a range")
        if first.unit and second.unit and first.unit != second.unit:
            raise self.fail(
                second.number.start,
                self.at,
                f"a range from {first.unit} to {second.unit}",
                "give both ends in one unit",
            )
        if first.per and second.per and first.per != second.per:
            raise self.fail(second.number.start, self.at, f"per {first.per} and per {second.per}")
        low, high = (Fraction(part.number.printed) for part in (first, second))
        scale = second.number.scale
        if first.number.scale_word or low > high:
            low, high, scale = low * first.number.scale, high * scale, 1
        both = replace(second, unit=first.unit or second.unit, per=first.per or second.per)
        return Figure(f"{low}..{high}", _unit(both), "between", scale)

    def fail(self, start: int, end: int, reason: str, mend: str = "") -> TextError:
        """An error that marks a place of the phrase."""
        return error_at(self.phrase, start, end, reason, mend=mend)

    def twice(self, code: str, start: int, end: int) -> TextError:
        """An error for a second qualifier."""
        return self.fail(start, end, f"a second qualifier beside {code!r}", "keep one")

    def refuse_sign(self, start: int) -> None:
        """Refuse a sign that more than one currency uses."""
        sign = self.text[start : start + 1]
        mend = words.AMBIGUOUS_SIGNS.get(sign)
        if mend is not None:
            raise self.fail(start, start + 1, "more than one currency has this sign", mend)

    def refuse_calendar(self, number: Numeral, word: str) -> None:
        """Refuse 7月 (July) and 2018年, which are dates and no lengths."""
        is_year = number.printed.isdigit() and len(number.printed) == 4 and number.scale == 1
        if word == "月" or (word == "年" and is_year):
            raise self.fail(
                number.start, self.at, "a date, no figure", "write 个月, or pass a length"
            )

    def word_at(self, start: int) -> tuple[int, int]:
        """The place of the word that begins there; of what follows up to a space, if none does."""
        end = start
        while end < len(self.text) and self.text[end] not in " ,.;":
            end += 1
        if end == start:
            end = (self.text + " ").find(" ", start)
        return start, end

    def unread(self, first: _Part) -> TextError:
        """An error for what is left when nothing more can be read."""
        here = skip_spaces(self.text, self.at)
        while self.take(words.MODIFIERS) is not None:
            pass
        start = skip_spaces(self.text, self.at)
        if start >= len(self.text):
            start = here
        if first.unit == "" and not first.per:
            return self.unknown_unit(start)
        return self.fail(start, len(self.text), "not part of the figure", "leave it out")

    def unknown_unit(self, start: int) -> TextError:
        """An error for a word that is no unit, with the nearest that is one."""
        start, end = self.word_at(start)
        word = self.text[start:end]
        suggestion = nearest(word, words.unit_words().codes) if len(word) > 3 else None
        return self.fail(
            start, end, "unknown unit", f"did you mean {suggestion!r}?" if suggestion else ""
        )


def _unit(part: _Part) -> str:
    """The unit with what it is counted per."""
    unit = part.unit or "1"
    return units.normalise(f"{unit}/{part.per}") if part.per else unit
