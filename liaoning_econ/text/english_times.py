"""Words for times in English: first eight months, the year to March 2018, a year earlier."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from liaoning_econ.text.moments import (
    Time,
    back,
    latest,
    number,
    past,
    previous,
    span_of,
    this,
    years,
)

__all__ = ["find_english"]

_MONTH_NAMES: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "(?:" + "|".join(sorted(_MONTH_NAMES, key=len, reverse=True)) + r")\b\.?"
_YEAR: Final = r"(?:19|20)[0-9]{2}(?![0-9]|[,.][0-9]|[%一-鿿])"
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEARS_BACK: Final = {
    "last year": 1,
    "the previous year": 1,
    "the preceding year": 1,
    "the year before": 1,
    "the year before last": 2,
    "this year": 0,
    "the current year": 0,
    "next year": -1,
}
_SAME_YEAR: Final = "the same year|that year|the year"
_RELATIVE: Final = "|".join(sorted(_YEARS_BACK, key=len, reverse=True))
_COUNT: Final = (
    "[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    "|thirty|forty|fifty"
)
_ORDINALS: Final = {
    "first": 1,
    "1st": 1,
    "opening": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "closing": 4,
    "latter": 2,
    "last": 4,
}
_ORDINAL: Final = "|".join(_ORDINALS)
_TO: Final = "(?: ?- ?| to | through | until | till | and )"
_UNITS: Final = {
    "year": 12,
    "month": 1,
    "quarter": 3,
    "decade": 120,
    "half-year": 6,
    "half year": 6,
    "week": 0,
}
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_PLANS: Final = {"10th": 10, "11th": 11, "12th": 12, "13th": 13, "14th": 14, "15th": 15} | {
    word: count
    for count, word in enumerate("tenth eleventh twelfth thirteenth fourteenth".split(), start=10)
}


def _of(name: str) -> str:
    """The year that may follow, as a named group."""
    return f"(?:,? (?:of |in )?(?P<{name}>{_YEAR}|{_RELATIVE}|{_SAME_YEAR}))?"


_FORMS: Final = re.compile(
    r"(?<![a-z0-9])(?:"
    # Parts of a year.
    f"(?P<quarter>{_ORDINAL})[ -]quarter(?![a-z]){_of('quarter_year')}"
    f"|first (?P<quarters>two|three|2|3) quarters{_of('quarters_year')}"
    f"|(?:(?P<code>q[1-4]|[1-4]q|h[12]|[12]h)|(?P<code_first>{_YEAR})[ -]?(?P<code_last>q[1-4]"
    f"|h[12]))(?![a-z0-9]){_of('code_year')}"
    f"|(?P<half>first|second|latter|1st|2nd|opening)[ -]half(?:[ -]year)?(?![a-z])"
    f"{_of('half_year')}"
    f"|(?P<own>its |their )?(?:first|opening|initial)[ -](?P<months>{_COUNT})[ -]months?(?![a-z])"
    f"(?! (?:of operation|after|since|of the zone)){_of('months_year')}"
    f"|(?:last|final) (?P<final>{_COUNT}) months of (?P<final_year>{_YEAR}|{_RELATIVE})"
    f"|(?P<to_count>{_COUNT})[ -]months?(?: period)? (?:to|through|ended|ending|ending in|until"
    f"|up to) (?:the end of )?(?:[0-9]{{1,2}} )?(?P<to_month>{_MONTH}){_of('to_year')}"
    f"|(?P<years_count>{_COUNT}) years (?:to|through|ended|ending|ending in|until|up to)"
    f" (?:the end of )?(?P<years_to>{_YEAR})"
    f"|(?P<twelve>year) (?:to|ended|ending|through) (?:the end of )?(?:[0-9]{{1,2}} )?"
    f"(?P<twelve_month>{_MONTH}){_of('twelve_year')}"
    # Months and days.
    f"|(?P<from_month>{_MONTH})(?: (?P<from_year>{_YEAR}))?{_TO}(?P<until_month>{_MONTH})"
    rf"(?! [0-9]{{1,2}}(?![0-9]|\.[0-9])){_of('span_year')}"
    rf"|(?P<day_from>[0-9]{{1,2}}){_TO}(?P<day_to>[0-9]{{1,2}}) (?P<days_month>{_MONTH})"
    rf"{_of('days_year')}"
    rf"|(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<day_month>{_MONTH}){_of('day_year')}"
    rf"|(?P<month_first>{_MONTH}) (?P<first_day>[0-9]{{1,2}})(?:st|nd|rd"
    rf"|th)?(?![0-9]|[.,][0-9]){_of('first_year')}"
    rf"|(?P<iso_year>(?:19|20)[0-9]{{2}})[-/.](?P<iso_month>1[0-2]|0[1-9])"
    rf"(?:[-/.](?P<iso_day>[0-3]?[0-9]))?(?![0-9]|[.,][0-9])"
    f"|(?P<month>{_MONTH}){_of('month_year')}"
    # Years.
    f"|(?P<year_from>{_YEAR}){_TO}(?P<year_to>{_YEAR})"
    f"|(?P<year_short>(?:19|20)[0-9]{{2}}) ?- ?(?P<short>[0-9]{{2}})(?![0-9]|[.,][0-9])"
    f"|(?P<plan>{'|'.join(_PLANS)}) five-year[ -]plan(?P<plan_period> period)?"
    # Lengths that end or begin on the day of publication.
    f"|(?:past|last|previous|preceding|recent) (?P<past>{_COUNT}) (?P<past_unit>{_UNIT})s"
    f"|(?:past|(?:over|during|in|within|for|throughout) the last) (?P<past_one>{_UNIT})"
    f"(?![a-z]| of)"
    f"|(?:next|coming|following|ensuing) (?:(?P<next>{_COUNT}) (?:{_UNIT})s|(?P<next_one>decade))"
    f"|(?:(?:over|within) (?:a period of )?)(?P<over>{_COUNT}) (?:years|months)(?! (?:to|from|since"
    f"|through|between|of|until|later|ago|after))"
    f"|(?P<so_far_this>so far this|this) (?P<this_far>year|month|quarter|week)(?: (?:to date"
    f"|so far))?"
    f"|(?P<to_date>year[ -]to[ -]date|since the (?:start|beginning|turn) of (?:the|this) year)"
    f"|(?P<now>so far|thus far|to date|until now|up to now|as of now|to this day)(?![a-z])"
    # Lengths that begin with an opening.
    f"|(?P<first_own>its |their )?first (?P<first_count>{_COUNT}) (?P<first_unit>years|months)"
    f"|(?:(?:its|their) first(?: full)?|first(?: full)?(?= year (?:of operation|after|since"
    f"|of the))) (?P<first_one>year|month)(?![a-z])"
    # What is counted from the time of another figure.
    f"|(?:(?:the )?same (?:period|months?|quarter|half|time|stretch|week) (?:of |in |a )?)"
    f"(?P<same_of>{_YEAR}|{_RELATIVE}|year earlier|year before|year ago)"
    f"|(?P<same>(?:the |that )?same (?:period|months?|quarter|half|year|stretch)"
    f"|(?:in|during|over) that (?:year|month|quarter|period))(?![a-z])"
    f"|(?:a|one|the) (?P<shift>{_UNIT}) (?:earlier|before(?! last)|ago|previously)"
    f"|(?P<shift_count>{_COUNT}) (?P<shift_unit>years|months) (?:earlier|before|previously)"
    f"|(?:the )(?:previous|preceding|prior) (?P<previous>year|month|quarter)(?![a-z])"
    f"|(?P<whole>(?:the )?(?:full|whole|entire)[ -]year|(?:the )?year as a whole|the whole of the"
    f" year|for the year(?! to| ended| ending)|(?P<whole_end>end of the year|year-end"
    f"|year's end))(?: of)?"
    f"(?: (?P<whole_year>{_YEAR}))?"
    # What is counted from the day of publication.
    f"|(?P<relative>{_RELATIVE})|(?P<previous_one>last|next) (?P<previous_unit>month|week|quarter)"
    f"|(?P<near>yesterday|today)|(?:last )?(?P<weekday>{'|'.join(_WEEKDAYS)})(?![a-z])"
    f"|(?P<year>{_YEAR})"
    ")"
)
# The forms are only tried where one of these words, or a digit, stands.
_WORD: Final = re.compile("[a-z0-9]+")
_FIRST_WORDS: Final = frozenset(
    "q1 q2 q3 q4 h1 h2 its their year past previous preceding recent over during in within for"
    " the throughout next coming following ensuing so this since thus to until up as the same a one"
    " full whole entire end yesterday today last initial that prior".split()
).union(_ORDINALS, _COUNT.split("|"), _PLANS, _MONTH_NAMES, _WEEKDAYS)
_OPENED: Final = (
    "opening|opened|launch|launched|launching|establishment|established|establishing|inception"
    "|founding|founded|inauguration|inaugurated|start|creation|created|set up|setting up"
    "|going into operation|starting operation|approval|approved|unveiled|unveiling|birth|debut"
)
_SINCE_OPENING: Final = re.compile(
    r"since (?:its |the |their |being |it |they )?(?:zone's |zone |area's |area )?(?:was |were "
    rf"|had been |has been |went )?(?:official |formal |formally |officially )?(?:{_OPENED}"
    r"|into operation)(?![a-z])(?: its doors)?"
    r"(?: of (?:the |its )?(?:[a-z]{1,14} ){0,4}(?:zone|area|ftz)s?)?(?: in | on )?"
)
_AHEAD_OVER: Final = re.compile(
    "plan|will|pledg|invest|promis|commit|worth|package|stimulus|programme|program|budget|spend"
    "|earmark|scheme|aim|expect"
)


def find_english(text: str, folded: str, published: dt.date | None) -> Iterator[Time]:
    """Yield the times that English words name.

    Parameters
    ----------
    text
        The text; months and weekdays are names only where they begin with a capital.
    folded
        The same, folded.
    published
        The day from which "last year" counts.
    """
    until = 0
    for word in _WORD.finditer(folded):
        at = word.start()
        if at < until or not (folded[at] <= "9" or word.group() in _FIRST_WORDS):
            continue
        match = _FORMS.match(folded, at)
        if match is not None:
            until = match.end()
            yield from _read(text, folded, match, published)
    for match in _SINCE_OPENING.finditer(folded):
        yield Time(match.start(), match.end(), "opening", precision="open")


def _read(
    text: str, folded: str, match: re.Match[str], published: dt.date | None
) -> Iterator[Time]:
    """What one match names; two times for two years in a list."""
    named = {name: word for name, word in match.groupdict().items() if word is not None}
    capital = next((name for name in _CAPITALS if name in named), None)
    if capital and not text[match.start(capital)].isupper():
        return
    at, until = match.span()
    if _listed(folded, match, named):
        for name in ("year_from", "year_to"):
            year = int(named[name])
            place = match.start(name)
            yield Time(place, place + 4, "period", precision="year").on(years(year, year))
        return
    for reader in (_part, _dates, _lengths, _moved):
        time = reader(at, until, named, folded, published)
        if time is not None:
            yield time
            return


_CAPITALS: Final = (
    "day_month",
    "month_first",
    "month",
    "from_month",
    "to_month",
    "twelve_month",
    "days_month",
    "weekday",
)


def _month(word: str) -> int:
    return _MONTH_NAMES[word.rstrip(".")]


def _listed(folded: str, match: re.Match[str], named: dict[str, str]) -> bool:
    """Whether "and" lists two years that are not the ends of one window."""
    if "year_from" not in named or " and " not in match.group():
        return False
    if folded.endswith("between ", 0, match.start()):
        return False
    follow = int(named["year_to"]) == int(named["year_from"]) + 1
    return not follow or "respectively" in folded[max(0, match.start() - 120) : match.end() + 120]


def _loose(
    at: int, until: int, first: int, last: int, word: str | None, published: dt.date | None,
    *, day: int = 0, precision: str = "month",
) -> Time:  # fmt: skip
    """Months or a day of the year named; the latest where none is."""
    time = Time(at, until, "period", precision=precision)
    if word and word.isdigit():
        return time.on(span_of(int(word), first, last, day))
    if word in _YEARS_BACK:
        year = published.year - _YEARS_BACK[word] if published else 0
        return time.on(span_of(year, first, last, day))
    return time.on(latest(first, last, published, day))._replace(first=first, last=last, day=day)


def _part(
    at: int, until: int, named: dict[str, str], folded: str, published: dt.date | None
) -> Time | None:
    """Quarters, halves, and months counted from a year's begin or to a month."""
    del folded
    if "quarter" in named:
        word, year = named["quarter"], named.get("quarter_year")
        if word == "last" and not year:
            return previous(at, until, 3, 1, published)
        place = _ORDINALS[word]
        return _loose(at, until, 3 * place - 2, 3 * place, year, published)
    if "quarters" in named:
        last = 3 * number(named["quarters"])
        return _loose(at, until, 1, last, named.get("quarters_year"), published)
    if "code" in named or "code_last" in named:
        code = named.get("code") or named["code_last"]
        place, length = int(code.strip("qh")), 3 if "q" in code else 6
        year = named.get("code_first") or named.get("code_year")
        return _loose(at, until, length * (place - 1) + 1, length * place, year, published)
    if "half" in named:
        place = min(2, _ORDINALS[named["half"]])
        return _loose(at, until, 6 * place - 5, 6 * place, named.get("half_year"), published)
    if "months" in named:
        count = number(named["months"])
        if "own" in named and "months_year" not in named:
            return Time(at, until, "first", months=count)
        return _loose(at, until, 1, min(12, count), named.get("months_year"), published)
    if "final" in named:
        first = 13 - min(12, number(named["final"]))
        return _loose(at, until, first, 12, named["final_year"], published)
    for counted, month, year_word in (
        ("to_count", "to_month", "to_year"),
        ("twelve", "twelve_month", "twelve_year"),
    ):
        if counted in named:
            length = 12 if counted == "twelve" else number(named[counted])
            last = _month(named[month])
            time = _loose(at, until, last, last, named.get(year_word), published)
            begun = back(time.start, length - 1) if time.start else None
            return time._replace(start=begun, first=0, last=0)
    return None


def _dates(
    at: int, until: int, named: dict[str, str], folded: str, published: dt.date | None
) -> Time | None:
    """Days, months and years."""
    if "from_month" in named:
        return _months(at, until, named, published)
    if "days_month" in named:
        place, word = _month(named["days_month"]), named.get("days_year")
        start, end = (
            _loose(at, until, place, place, word, published, day=int(day), precision="day")
            for day in (named["day_from"], named["day_to"])
        )
        both = start.start and end.end and start.start <= end.end
        return start._replace(end=end.end, first=0, last=0, day=0) if both else None
    for day, month, year_word in (
        ("day", "day_month", "day_year"),
        ("first_day", "month_first", "first_year"),
    ):
        if day in named:
            place = _month(named[month])
            return _loose(
                at, until, place, place, named.get(year_word), published,
                day=int(named[day]), precision="day",
            )  # fmt: skip
    if "iso_year" in named:
        place, exact = int(named["iso_month"]), int(named.get("iso_day", "0"))
        days = span_of(int(named["iso_year"]), place, place, exact)
        return Time(at, until, "period", precision="day" if exact else "month").on(days)
    if "month" in named:
        place = _month(named["month"])
        return _loose(at, until, place, place, named.get("month_year"), published)
    if "year_from" in named:
        days = years(int(named["year_from"]), int(named["year_to"]))
        return Time(at, until, "period", precision="year").on(days)
    if "year_short" in named:
        first = int(named["year_short"])
        days = years(first, first // 100 * 100 + int(named["short"]))
        return Time(at, until, "period", precision="year").on(days)
    if "year" in named:
        # The end of a number or of a name, unless it is end-2017.
        joined = folded[max(0, at - 1) : at] in ("$", "¥", "€", "£", ",", ".", "-")
        if joined and not folded.endswith(("end-", "mid-", "late-", "early-"), 0, at):
            return None
        year = int(named["year"])
        return Time(at, until, "period", precision="year").on(years(year, year))
    return None


def _months(at: int, until: int, named: dict[str, str], published: dt.date | None) -> Time | None:
    """From one month to another, of one year or of two."""
    first, last = _month(named["from_month"]), _month(named["until_month"])
    if "from_year" in named:
        end = _loose(at, until, last, last, named.get("span_year"), published).end
        start = dt.date(int(named["from_year"]), first, 1)
        if end is None or end < start:
            return None
        return Time(at, until, "period", start, end, "month")
    if first <= last:
        return _loose(at, until, first, last, named.get("span_year"), published)
    end = _loose(at, until, last, last, named.get("span_year"), published).end
    days = span_of(end.year - 1, first, first) if end else None
    return Time(at, until, "period", days[0], end, "month") if days else None


def _lengths(
    at: int, until: int, named: dict[str, str], folded: str, published: dt.date | None
) -> Time | None:
    """Times that end on the day of publication, or begin there or with an opening."""
    if "years_count" in named:
        last = int(named["years_to"])
        days = years(last - number(named["years_count"]) + 1, last)
        return Time(at, until, "period", precision="year").on(days)
    if "plan" in named:
        first = 1951 + 5 * _PLANS[named["plan"]]
        under = folded.endswith(("during the ", "in the ", "under the ", "over the "), 0, at)
        if not under and "plan_period" not in named:
            return None
        return Time(at, until, "period", precision="year").on(years(first, first + 4))
    if "past" in named or "past_one" in named:
        unit = _UNITS[named.get("past_unit") or named["past_one"]]
        return past(at, until, unit * number(named.get("past", "1")), published)
    if "next" in named or "next_one" in named:
        return Time(at, until, "ahead", precision="open")
    if "over" in named:
        near = folded[max(0, at - 120) : until + 60]
        return Time(at, until, "ahead", precision="open") if _AHEAD_OVER.search(near) else None
    if "this_far" in named or "to_date" in named:
        unit = _UNITS[named.get("this_far", "year")]
        return this(at, until, unit, published)
    if "now" in named:
        return Time(at, until, "now", precision="open")
    if "first_count" in named:
        months = number(named["first_count"]) * (12 if named["first_unit"] == "years" else 1)
        return Time(at, until, "first", months=months)
    if "first_one" in named:
        return Time(at, until, "first", months=_UNITS[named["first_one"]])
    return None


def _moved(
    at: int, until: int, named: dict[str, str], folded: str, published: dt.date | None
) -> Time | None:
    """Times told from another time or from the day of publication."""
    del folded
    if "same_of" in named:
        word = named["same_of"]
        if word.isdigit():
            return Time(at, until, "shift", precision="year").on(years(int(word), int(word)))
        return Time(at, until, "shift", months=12 * max(1, _YEARS_BACK.get(word, 1)))
    if "same" in named:
        return Time(at, until, "same")
    if "shift" in named or "previous" in named:
        months = _UNITS[named.get("shift") or named["previous"]]
        return Time(at, until, "shift", months=months) if months else None
    if "shift_count" in named:
        months = number(named["shift_count"]) * (12 if named["shift_unit"] == "years" else 1)
        return Time(at, until, "shift", months=months)
    if "whole" in named:
        return _whole_year(at, until, named)
    if "relative" in named:
        ago = _YEARS_BACK[named["relative"]]
        year = published.year - ago if published else 0
        return Time(at, until, "period", precision="year").on(years(year, year))
    if "previous_one" in named:
        ago = 1 if named["previous_one"] == "last" else -1
        return previous(at, until, _UNITS[named["previous_unit"]], ago, published)
    if "near" in named or "weekday" in named:
        time = Time(at, until, "period")
        if published is None:
            return time
        if "weekday" in named:
            ago = (published.weekday() - _WEEKDAYS.index(named["weekday"])) % 7
        else:
            ago = 1 if named["near"] == "yesterday" else 0
        day = published - dt.timedelta(days=ago)
        return time.on((day, day))
    return None


def _whole_year(at: int, until: int, named: dict[str, str]) -> Time:
    """The full year, or its end."""
    year = int(named.get("whole_year", "0"))
    kind = "whole_end" if "whole_end" in named else "whole"
    if not year:
        return Time(at, until, kind, precision="year")
    time = Time(at, until, "period", precision="year").on(years(year, year))
    return time._replace(kind="point", start=time.end) if kind == "whole_end" else time
