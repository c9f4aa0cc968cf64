"""Every number of a text with what stands directly around it: unit, qualifier, rate, range.

One regular expression without nested repetition finds the places where a number can begin; the
careful readers look at each of them and at a bounded stretch around it, so the work grows with
the length of the text and no further. Nothing here knows of frames, windows or indicators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from liaoning_econ.errors import TextError
from liaoning_econ.text import afterwards, beforehand, measures, notfigures
from liaoning_econ.text.numerals import scan as read_number
from liaoning_econ.text.skips import skips
from liaoning_econ.text.spelled import FIRST_WORDS
from liaoning_econ.text.tries import pattern

if TYPE_CHECKING:
    from liaoning_econ.text.numeral import Numeral

__all__ = ["Found", "scan_text"]

_UNITS_OF_TEN: Final = "hundred thousand million billion trillion dozen".split()
_PARTS: Final = "half third quarter fifth sixth seventh eighth ninth tenth".split()
_FIRST: Final = [
    *FIRST_WORDS,
    *(f"{article} {word}" for article in ("a", "an") for word in (*_UNITS_OF_TEN, *_PARTS)),
    *(f"{some} {word}" for some in ("several", "a few", "few") for word in _UNITS_OF_TEN),
]
# One place where a number can begin; over-long runs of digits are one place. Signs and words are
# looked for apart: a search for one class of signs runs many times as fast as one for both.
_SIGNS: Final = re.compile("[0-9½⅓⅔¼¾⅕⅛零〇一二三四五六七八九两十百千万亿兆半几数上翻]")
_RUN: Final = re.compile("[0-9]+|[½⅓⅔¼¾⅕⅛]|[零〇一二三四五六七八九两十百千万亿兆半几数上翻]+")
_FIRST_WORDS: Final = pattern(_FIRST)
_TIMES: Final = frozenset(("day", "week", "month", "year"))
_LONGEST: Final = 40
_JOINS: Final = re.compile(" ?(?:--?|~|至|到) ?| (?:to|or) |或")
_AND: Final = re.compile(" and (?=[0-9a-z$])|和")
# One in four, nine out of ten; but "one in ten years" and "4 in 2018" are no shares.
_OUT_OF: Final = re.compile(" (?:in|out of) (?:every )?(?=[0-9]{1,3}(?![0-9.,%a-z])|[a-z])")
_NO_PARTS: Final = re.compile(" (?:years?|months?|days?|weeks?|quarters?|percent|million|billion)")
_POINTS: Final = ("percentage_point", "basis_point")
_SCORE: Final = re.compile("-[0-9]{1,3}(?![0-9.,]*[0-9%])")
# 不及大连市的六分之一: the qualifier stands before what is compared with.
_FAR_CODES: Final = {
    "不及": "under", "不足": "under", "不到": "under", "超过": "over", "约为": "about",
    "接近": "nearly", "约占": "about", "近": "nearly", "约": "about",
}  # fmt: skip
_FAR: Final = re.compile("(不及|不足|不到|超过|约为|接近|约占)[^，。；0-9\n]{1,10}的$")
_BEFORE_DOT: Final = frozenset(("", *" \n([-~$€£¥至到约近超\"'“"))
_DIGIT_OR_DOT: Final = frozenset("0123456789.")
_HALF_OF: Final = frozenset(("载", "数", "径", "导", "夜", "岛", "价", "壁"))
_JOINT_SIGNS: Final = frozenset(" -~至到或和")
_LISTS: Final = frozenset(
    (" to ", "至", "到", ", ", " and ", ", and ", "、", "和", " or ", "及", "，")
)
# 至少休息六天: the verb stands between.
_FAR_LIMITS: Final = {
    **dict.fromkeys(("至少", "最少", "起码"), "at_least"),
    **dict.fromkeys(("至多", "最多"), "at_most"),
}
_FAR_SIGNS: Final = frozenset("少码多")
_AT_LEAST_DOES: Final = re.compile("(至少|最少|起码|至多|最多)[^，。；、的时是为0-9]{1,4}$")
# More than the 18,000 of last year compares; above the 7,000 mark bounds.
_COMPARED: Final = frozenset(("over", "under"))
_MARK: Final = re.compile("[ -](?:mark|level|threshold|line|barrier|limit|figure|hurdle)")
_AMONG: Final = frozenset((" of the ", " of its ", " of their ", " of these ", " of those "))
_IN_ALL: Final = re.compile("(?<![公中一总])共(?!和|同|产|建|享|识|为)[^，。；0-9\n]{0,9}$")
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}(?![0-9,.])")
_MOVED_BY: Final = re.compile(
    "(?:(?<![a-z])(?:by|fell|rose|dropped|declined|climbed|slid|slipped|plunged|jumped|soared|sank"
    "|shrank|grew|gained|lost|advanced|tumbled|surged|down|up)|[升降跌涨增减][长少加落]?了?)"
    "(?: (?:a further|another|just|only|about|nearly|some|almost|around|over|more than))? ?$"
)
_OPENS_RANGE: Final = re.compile("(?:between|介于|在) ?$")


class Found(NamedTuple):
    """A number and what stands directly around it.

    Attributes
    ----------
    start, end
        The surface: number, scale word, currency or measured unit.
    first, last
        The same with qualifier, rate and counted noun.
    printed, scale, scale_word, qualifier, unit
        As `quantities.bounds_of` takes them; unit is empty where no word says it.
    per
        What it is counted per; empty for no rate.
    noun
        The counted noun; empty where a measured unit or nothing follows.
    form
        digits, words, hanzi: how the number is written.
    times
        Whether it is a number of times (3 times, 3倍, doubled).
    minus
        Whether a minus sign stands before it.
    """

    start: int
    end: int
    first: int
    last: int
    printed: str
    scale: float
    scale_word: bool
    qualifier: str
    unit: str
    per: str
    noun: str
    form: str
    times: bool
    minus: bool


@dataclass(slots=True)
class _Part:
    """A number with its surroundings, before it is known whether it is a range."""

    number: Numeral
    before: beforehand.Before
    after: afterwards.After
    form: str


def scan_text(text: str, folded: str) -> list[Found]:
    """Return every number of a text that can be a figure, in order.

    Parameters
    ----------
    text
        The text as it came, its line ends as newlines.
    folded
        The same as `lexicon.fold_text` gives it.

    Examples
    --------
    >>> text = "nearly 30,000 new companies in 2018"
    >>> [(text[f.start : f.end], f.qualifier, f.unit) for f in scan_text(text, text)]
    [('30,000', 'nearly', 'firm')]
    """
    found: list[Found] = []
    behind = 0
    words = [match.span() for match in _FIRST_WORDS.finditer(folded)]
    next_word = 0
    while True:
        sign = _SIGNS.search(folded, behind)
        at = sign.start() if sign else len(folded)
        while next_word < len(words) and words[next_word][0] < behind:
            next_word += 1
        if next_word < len(words) and words[next_word][0] < at:
            at, run_end = words[next_word]
        elif sign is None:
            return _listed(folded, found)
        else:
            run_end = _run_end(folded, at)
        figure, reached = _at(text, folded, at, run_end, behind)
        behind = max(reached, at + 1)
        if figure is not None:
            found.append(figure)


def _run_end(folded: str, at: int) -> int:
    """Where the run of digits or Chinese numerals ends that begins at a place."""
    run = _RUN.match(folded, at)
    return run.end() if run else at + 1


def _begins(folded: str, at: int) -> int:
    """Where the run or the word ends that begins a number at a place; the place where none does."""
    found = _RUN.match(folded, at) or _FIRST_WORDS.match(folded, at)
    return found.end() if found else at


def _listed(folded: str, found: list[Found]) -> list[Found]:
    """A list shares the unit that its last number has: 59.96, 29.97 and 29.96 sq km."""
    for index in range(len(found) - 2, -1, -1):
        here, follower = found[index], found[index + 1]
        if (
            here.unit
            or here.noun
            or not follower.unit
            or follower.times
            or follower.start - here.end > 10
        ):
            continue
        between = folded[here.end : follower.start]
        if between in _LISTS or between in _AMONG:
            found[index] = here._replace(unit=follower.unit, noun=follower.noun)
    return found


def _at(text: str, folded: str, at: int, run_end: int, behind: int) -> tuple[Found | None, int]:
    """The figure at a place, and where the next can begin."""
    skip = skips(text, folded, at, run_end)
    if skip > at:
        return None, skip
    if folded[at - 1 : at] == "." and at - 1 >= behind and folded[at - 2 : at - 1] in _BEFORE_DOT:
        at -= 1
    part = _part(folded, at, run_end, behind)
    if part is None:
        whole = folded[at].isascii() or run_end - at > _LONGEST
        return None, run_end if whole else at + 1
    number = part.number
    share = _share(folded, part)
    if share is not None:
        return share, share.end
    joined = _range(folded, part)
    if joined is not None:
        second, figure = joined
        first = _shape(part)._replace(unit=figure.unit, noun=figure.noun)
        if any(notfigures.no_figure(text, folded, shape) for shape in (first, _shape(second))):
            return None, second.number.end
        return figure, figure.end
    if not part.after.unit and folded[number.end : number.end + 1] == "-":
        score = _SCORE.match(folded, number.end)
        if score is not None:
            return None, score.end()
    if notfigures.no_figure(text, folded, _shape(part)):
        return None, number.end
    return _single(folded, part), max(number.end, part.after.surface)


def _share(folded: str, part: _Part) -> Found | None:
    """One in four, nine out of ten: a share of them; None for anything else."""
    number = part.number
    link = _OUT_OF.match(folded, number.end) if folded[number.end : number.end + 1] == " " else None
    if link is None or not number.printed.isdigit() or number.scale > 1 or part.before.money:
        return None
    below = read_number(folded, link.end())
    if below is None or not below.printed.isdigit() or below.scale > 1:
        return None
    if not 0 < int(number.printed) < int(below.printed) <= 100:
        return None
    if _NO_PARTS.match(folded, below.end) and "out" not in link.group():
        return None
    code = part.before.qualifier if part.before.qualifier not in ("none", "exactly") else "fraction"
    printed = f"{number.printed}/{below.printed}"
    start, first = number.start, part.before.start
    return Found(
        start, below.end, first, below.end, printed, 1, False, code, "1", "", "", "words", False,
        False,
    )  # fmt: skip


def _part(folded: str, at: int, run_end: int, behind: int) -> _Part | None:
    """The number at a place and what stands around it; None where no number is."""
    if run_end - at > _LONGEST:
        return None
    first = folded[at]
    if first == "." and not folded[at + 1 : at + 2].isdigit():
        return None
    try:
        number = read_number(folded, at)
    except TextError:
        # More digits than any figure has.
        return None
    if number is None or number.end - number.start > 120:
        return None
    form = "digits" if first in _DIGIT_OR_DOT else "words"
    form = "hanzi" if form == "words" and not first.isascii() else form
    before = beforehand.read(folded, at, behind)
    after = afterwards.read(folded, number, money=before.money)
    if folded.startswith("半", after.surface) and after.unit in _TIMES:
        number, after = _and_half(folded, number, after)
    return _Part(number, before, after, form)


def _and_half(
    folded: str, number: Numeral, after: afterwards.After
) -> tuple[Numeral, afterwards.After]:
    """三天半 is three days and a half; a half that belongs to the next word is left to it."""
    end = after.surface + 1
    whole = number.printed.isdigit() and number.scale == 1 and number.qualifier == "none"
    if not whole or folded[end : end + 1] in _HALF_OF:
        return number, after
    half = replace(number, printed=f"{2 * int(number.printed) + 1}/2", qualifier="fraction")
    return half, after._replace(surface=end, last=max(after.last, end))


def _shape(part: _Part) -> notfigures.Shape:
    """What the rules for no figures look at."""
    return notfigures.Shape(
        part.number,
        part.before.start,
        part.form,
        part.before.money or part.after.unit,
        part.after.noun,
        part.before.qualifier != "none" or part.after.qualifier != "none",
        part.after.surface,
        part.before.words,
    )


def _single(folded: str, part: _Part) -> Found:
    """One number as a figure."""
    number, before, after = part.number, part.before, part.after
    own = number.qualifier
    if before.qualifier == "none":
        code = _from_afar(folded, part)
        before = before._replace(qualifier=code) if code else before
    if after.unit == "percentage_point" and before.words in ("高于", "低于"):
        before = before._replace(qualifier="none")
    if after.unit in _TIMES and beforehand.is_during(folded, before):
        before = before._replace(qualifier="none")
    if before.definite and before.qualifier in _COMPARED and not _MARK.match(folded, after.last):
        before = before._replace(qualifier="none")
    if after.within and after.unit in _TIMES:
        after = after._replace(qualifier="none")
    qualifier = before.qualifier if before.qualifier != "none" else after.qualifier
    if own not in ("none", "fraction"):
        qualifier = own
    elif own == "fraction" and qualifier in ("none", "exactly"):
        qualifier = "fraction"
    unit = before.money or number.unit or after.unit or ""
    if before.money in ("$", "\u00a5") and after.unit:
        unit = after.unit
    if own == "fraction" and number.scale == 1 and (not unit or after.noun):
        unit = "1"
    unit, scale = measures.PARTS.get(unit, (unit, 1))
    start = before.surface if before.money else number.start
    end = _end_of_surface(folded, part)
    return Found(
        start,
        end,
        before.start,
        max(after.last, end),
        number.printed,
        number.scale * scale,
        number.scale_word,
        qualifier,
        unit,
        before.per or after.per,
        after.noun,
        part.form,
        after.times or number.unit == "1",
        before.minus,
    )


def _from_afar(folded: str, part: _Part) -> str:
    """The qualifier that other words part from its number; empty where none does."""
    at = part.number.start
    near = folded[max(0, at - 16) : at]
    if near.isascii():
        return ""
    if part.after.noun and "共" in near and _IN_ALL.search(near[-14:]):
        return "exactly"
    if near[-1:] == "的" and (part.number.qualifier == "fraction" or part.after.times):
        far = _FAR.search(near)
        return _FAR_CODES[far[1]] if far is not None else ""
    if _FAR_SIGNS.isdisjoint(near[-8:]):
        return ""
    verb = _AT_LEAST_DOES.search(near[-8:])
    return _FAR_LIMITS[verb[1]] if verb is not None else ""


def _end_of_surface(folded: str, part: _Part) -> int:
    """Where the surface ends: before a qualifier that parts the number from its unit."""
    number, after = part.number, part.after
    written = folded[number.start : number.end]
    if written.endswith(" of"):
        return after.surface if after.surface > number.end else number.end - 3
    if after.inner_qualifier:
        return number.end + 5 * folded.startswith("-plus", number.end)
    if written[-1] in "多余" and after.surface <= number.end:
        return number.end - 1
    return max(number.end, after.surface)


def _range(folded: str, part: _Part) -> tuple[_Part, Found] | None:
    """A range of two numbers, and its second end; None where a single number stands."""
    place = part.after.surface
    if folded[place : place + 1] not in _JOINT_SIGNS:
        return None
    joint = _JOINS.match(folded, place)
    if joint is None:
        joint = _AND.match(folded, place)
        if joint is not None and not part.before.opens:
            low = max(0, part.before.start - 10)
            joint = joint if _OPENS_RANGE.search(folded, low, part.before.start) else None
    if joint is None or part.number.qualifier not in ("none", "fraction"):
        return None
    if _YEAR.match(folded, part.number.start) and place == part.number.end:
        return None
    word = joint.group().strip()
    if word in ("to", "到", "至") and notfigures.moves_from(folded, part.before.start):
        return None
    if word == "to" and (part.before.money or part.after.unit) and _moved_by(folded, part):
        return None
    at = joint.end()
    money = beforehand.money_at(folded, at)
    start = money[1] if money else at
    run_end = _begins(folded, start)
    if run_end == start:
        return None
    if word == "or" and (part.form != "words" or part.number.scale > 1):
        return None
    second = _part(folded, start, run_end, at)
    if second is None or second.number.qualifier not in ("none", "fraction"):
        return None
    if _is_change(part, second, word, money is not None or bool(second.before.money)):
        return None
    units_differ = part.after.unit and second.after.unit and part.after.unit != second.after.unit
    if units_differ or (part.after.noun and word in ("-", "--")):
        return None
    return _joined(folded, part, second, money)


def _moved_by(folded: str, part: _Part) -> bool:
    """Whether a change by the number stands before it: dropped by $43.9 billion."""
    return _MOVED_BY.search(folded, max(0, part.before.start - 24), part.before.start) is not None


def _is_change(first: _Part, second: _Part, word: str, money: bool) -> bool:
    """Whether "to" leads to what a change led to: fell 13 percent to 1.48 million."""
    if word not in ("to", "到", "至"):
        return False
    share = first.number.qualifier == "fraction" or first.number.unit == "1"
    if share and second.number.qualifier != "fraction":
        return True
    if first.after.unit and not second.after.unit:
        return True
    if money and not first.before.money:
        return True
    return first.after.unit in _POINTS and second.after.unit not in _POINTS


def _joined(
    folded: str, first: _Part, second: _Part, money: tuple[str, int] | None
) -> tuple[_Part, Found] | None:
    """The range as a figure; None where its ends run backwards."""
    low, high = (Fraction(part.number.printed) for part in (first, second) if _plain(part))
    scale = second.number.scale
    if first.number.scale_word or low >= high:
        low, high, scale = low * first.number.scale, high * scale, 1
    if low >= high:
        return None
    own = first.before.money or first.number.unit or first.after.unit
    unit = own or (money[0] if money else "") or second.before.money
    unit = unit or second.number.unit or second.after.unit
    single = _single(folded, replace(second, before=first.before))
    start = first.before.surface if first.before.money else first.number.start
    figure = single._replace(
        start=start,
        first=first.before.start,
        end=max(second.number.end, second.after.surface),
        printed=f"{low}..{high}",
        scale=scale,
        qualifier="between",
        unit=unit,
        per=first.before.per or second.after.per,
    )
    return second, figure


def _plain(part: _Part) -> bool:
    return ".." not in part.number.printed
