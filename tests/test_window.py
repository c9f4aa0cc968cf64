"""Windows by hand, and months against a slow plain count."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liaoning_econ import window
from liaoning_econ.errors import UnitError, WindowError
from liaoning_econ.window import Window

DAY = pd.Timestamp


def days(*text: str) -> np.ndarray:
    return np.array(text, dtype="datetime64[us]")


@pytest.mark.parametrize(
    ("start", "end", "in_days", "in_months"),
    [
        # 15 whole months to 9 July 2018, and 22 of the 31 days to 9 August.
        ("2017-04-10", "2018-07-31", 478, 15 + 22 / 31),
        ("2013-09-29", "2017-09-28", 1461, 48),
        ("2018-01-01", "2018-12-31", 365, 12),
        ("2020-01-01", "2020-12-31", 366, 12),
        ("2018-07-01", "2018-07-31", 31, 1),
        ("2018-07-05", "2018-07-05", 1, 1 / 31),
        ("2017-04-01", "2018-08-31", 518, 17),
        ("2018-02-01", "2018-02-14", 14, 0.5),
        # The month that begins on 31 January ends on 27 February.
        ("2018-01-31", "2018-02-27", 28, 1),
        ("2020-02-29", "2021-02-27", 365, 12),
        ("2016-01-01", "2018-12-31", 1096, 36),
    ],
)
def test_lengths(start: str, end: str, in_days: int, in_months: float) -> None:
    first, last = days(start), days(end)
    assert window.days(first, last)[0] == in_days
    assert window.months(first, last)[0] == pytest.approx(in_months, rel=1e-14)
    assert window.years(first, last)[0] == pytest.approx(in_months / 12, rel=1e-14)
    assert window.length(first, last, "quarters")[0] == pytest.approx(in_months / 3, rel=1e-14)
    assert window.length(first, last, "week")[0] == pytest.approx(in_days / 7, rel=1e-14)


def test_lengths_take_series_and_many_rows() -> None:
    frame = pd.DataFrame({"start": days("2018-01-01", "2017-04-10"), "end": "2018-12-31"}).astype(
        {"end": "datetime64[us]"}
    )
    found = window.months(frame["start"], frame["end"])
    assert found.dtype == np.float64
    np.testing.assert_allclose(found, [12.0, 20 + 22 / 31])


def plain_months(start: dt.date, end: dt.date) -> float:
    """A slow plain count: month after month, then day after day."""
    after = end + dt.timedelta(days=1)
    steps = 0
    while (pd.Timestamp(start) + pd.DateOffset(months=steps + 1)).date() <= after:
        steps += 1
    begun = (pd.Timestamp(start) + pd.DateOffset(months=steps)).date()
    complete = (pd.Timestamp(start) + pd.DateOffset(months=steps + 1)).date()
    return steps + (after - begun).days / (complete - begun).days


DATES = st.dates(dt.date(1949, 1, 1), dt.date(2030, 12, 31))


@given(DATES, st.integers(0, 2000))
def test_months_agree_with_a_slow_plain_count(start: dt.date, more: int) -> None:
    end = start + dt.timedelta(days=more)
    found = window.months(days(str(start)), days(str(end)))[0]
    assert found == pytest.approx(plain_months(start, end), rel=1e-14)


@given(DATES, st.integers(0, 800), st.integers(0, 40), st.integers(0, 40))
def test_a_longer_window_is_no_shorter(start: dt.date, more: int, before: int, after: int) -> None:
    end = start + dt.timedelta(days=more)
    wide = [start - dt.timedelta(days=before), end + dt.timedelta(days=after)]
    for unit in ("day", "month", "year"):
        inner = window.length(days(str(start)), days(str(end)), unit)[0]
        outer = window.length(days(str(wide[0])), days(str(wide[1])), unit)[0]
        assert outer >= inner


def test_a_length_needs_a_unit_of_time_and_days_in_order() -> None:
    with pytest.raises(UnitError, match=r"firm is no length of time\. Mend: take day, week, month"):
        window.length(days("2018-01-01"), days("2018-01-02"), "firm")
    with pytest.raises(
        WindowError,
        match=r"1 of 2 windows end before they start, the first at position 1: 2018-01-02 to "
        r"2018-01-01\. Mend: swap start and end",
    ):
        window.days(days("2018-01-01", "2018-01-02"), days("2018-01-01", "2018-01-01"))
    with pytest.raises(
        WindowError,
        match=r"1 of 2 windows lack a day, the first at position 1\. Mend: leave these rows out",
    ):
        window.months(days("2018-01-01", "NaT"), days("2018-01-01", "2018-01-01"))


def shown(limits: tuple[pd.Timestamp, ...]) -> list[str]:
    return [str(day.date()) for day in limits]


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", ["2017-04-10", "2017-04-10", "2018-07-15", "2018-07-15"]),
        ("month", ["2017-04-01", "2017-04-30", "2018-07-01", "2018-07-31"]),
        ("quarter", ["2017-04-01", "2017-06-30", "2018-07-01", "2018-09-30"]),
        ("year", ["2017-01-01", "2017-12-31", "2018-01-01", "2018-12-31"]),
    ],
)
def test_each_end_lies_anywhere_in_its_period(precision: str, expected: list[str]) -> None:
    found = Window(DAY("2017-04-10"), DAY("2018-07-15"), precision)  # type: ignore[arg-type]
    assert shown(found.limits()) == expected


# "nearly 30,000 new companies since its opening in April last year", printed between 27 July and
# 31 August 2018; the zone was approved on 1 April 2017 and inaugurated on the 10th.
SINCE_OPENING = Window(
    DAY("2017-04-10"),
    DAY("2018-07-31"),
    "open",
    published_from=DAY("2018-07-27"),
    published=DAY("2018-08-31"),
    opened_from=DAY("2017-04-01"),
    opened=DAY("2017-04-10"),
)


def test_a_count_since_the_opening_may_be_older_than_its_page() -> None:
    assert shown(SINCE_OPENING.limits()) == ["2017-04-01", "2017-04-10", "2018-07-01", "2018-08-31"]
    assert SINCE_OPENING.length("month") == pytest.approx(15 + 22 / 31)
    # 14 whole months to 9 June 2018, and 22 of the 30 days to 9 July.
    assert SINCE_OPENING.shortest("month") == pytest.approx(14 + 22 / 30)
    assert SINCE_OPENING.longest("month") == 17


def test_an_open_end_is_no_later_than_its_page_and_not_before_its_start() -> None:
    early = Window(
        DAY("2018-07-20"),
        DAY("2018-07-31"),
        "open",
        published_from=DAY("2018-05-02"),
        published=DAY("2018-08-31"),
    )
    assert shown(early.limits()) == ["2018-07-20", "2018-07-20", "2018-07-20", "2018-08-31"]
    assert early.shortest("day") == 1
    with pytest.raises(
        WindowError,
        match=r"1 windows are open and have no publication day, the first at position 0\. Mend: "
        r"give published",
    ):
        Window(DAY("2018-07-20"), DAY("2018-07-31"), "open")


def test_the_opening_narrows_the_start_where_it_overlaps() -> None:
    opened = {"opened_from": DAY("2017-04-01"), "opened": DAY("2017-04-10")}
    month = Window(DAY("2017-04-01"), DAY("2018-07-31"), "month", **opened)
    assert shown(month.limits())[:2] == ["2017-04-01", "2017-04-10"]
    day = Window(DAY("2017-04-10"), DAY("2018-07-31"), "day", **opened)
    assert shown(day.limits())[:2] == ["2017-04-10", "2017-04-10"]
    elsewhere = Window(DAY("2018-01-01"), DAY("2018-07-31"), "month", **opened)
    assert shown(elsewhere.limits())[:2] == ["2018-01-01", "2018-01-31"]
    one_known = Window(DAY("2013-09-01"), DAY("2017-09-28"), "month", opened=DAY("2013-09-29"))
    assert shown(one_known.limits())[:2] == ["2013-09-29", "2013-09-29"]


def test_only_cumulative_rows_begin_with_the_opening() -> None:
    frame = pd.DataFrame(
        {
            "start": days("2017-04-01", "2017-04-01"),
            "end": days("2018-07-31", "2018-07-31"),
            "precision": pd.Categorical(["month", "month"]),
            "measure": ["cumulative", "flow"],
        },
        index=[7, 9],
    )
    before = frame.copy()
    opened = days("2017-04-10", "2017-04-10")
    _, latest, _, _ = window.limits(frame, opened=opened)
    assert list(latest) == list(days("2017-04-10", "2017-04-30"))
    assert list(window.limits(frame.assign(opened=opened))[1]) == list(latest)
    assert list(window.limits(frame)[1]) == list(days("2017-04-30", "2017-04-30"))
    np.testing.assert_allclose(window.longest(frame, "month", opened=opened)[1:], [16])
    assert all(side.dtype == np.dtype("datetime64[us]") for side in window.limits(frame))
    pd.testing.assert_frame_equal(frame, before)


def test_an_empty_frame_has_empty_limits() -> None:
    frame = pd.DataFrame({"start": days(), "end": days(), "precision": pd.Categorical([])})
    assert [side.size for side in window.limits(frame)] == [0, 0, 0, 0]


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(
        WindowError, match=r"unknown precision 'moth'\. Mend: take one of \['day', 'month'"
    ):
        Window(DAY("2018-01-01"), DAY("2018-01-31"), "moth")  # type: ignore[arg-type]


@given(
    DATES,
    st.integers(0, 900),
    st.sampled_from(["day", "month", "quarter", "year", "open"]),
    st.integers(0, 90),
    st.integers(-60, 60),
    st.integers(0, 20),
)
def test_the_stored_window_lies_between_shortest_and_longest(
    start: dt.date, more: int, precision: str, wait: int, opened_after: int, opened_for: int
) -> None:
    end = start + dt.timedelta(days=more)
    published = end + dt.timedelta(days=wait)
    opened_from = start + dt.timedelta(days=opened_after)
    found = Window(
        DAY(start),
        DAY(end),
        precision,  # type: ignore[arg-type]
        published_from=DAY(published - dt.timedelta(days=30)),
        published=DAY(published),
        opened_from=DAY(opened_from),
        opened=DAY(opened_from + dt.timedelta(days=opened_for)),
    )
    earliest_start, latest_start, earliest_end, latest_end = found.limits()
    assert earliest_start <= latest_start <= earliest_end <= latest_end
    assert found.shortest("day") >= 1
    # The start may be narrowed to an opening day that is later than the stored first of a month.
    first = min(max(DAY(start), earliest_start), latest_start)
    assume(first <= DAY(end))
    assert found.shortest("day") <= (DAY(end) - first).days + 1 <= found.longest("day")


def test_stocks_of_different_days_are_refused() -> None:
    window.same_day(DAY("2017-12-31"), DAY("2017-12-31"))
    window.same_day(days("2017-12-31", "2018-12-31"), days("2017-12-31", "2018-12-31"))
    with pytest.raises(
        WindowError,
        match=r"two stocks of different days, 2017-12-31 and 2018-12-31\. Mend: take both stocks "
        r"of one day",
    ):
        window.same_day(DAY("2017-12-31"), DAY("2018-12-31"))
    with pytest.raises(WindowError, match="two stocks of different days, 2017-12-31 and NaT"):
        window.same_day(days("2017-12-31"), days("NaT"))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2018", "2018-01-01", "2018-12-31", "year"),
        (" 2018 ", "2018-01-01", "2018-12-31", "year"),
        ("2018-07", "2018-07-01", "2018-07-31", "month"),
        ("2018/07", "2018-07-01", "2018-07-31", "month"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2018Q3", "2018-07-01", "2018-09-30", "quarter"),
        ("2018-q4", "2018-10-01", "2018-12-31", "quarter"),
        ("2018-07-05", "2018-07-05", "2018-07-05", "day"),
        ("2018-01/2018-08", "2018-01-01", "2018-08-31", "month"),
        ("2013-09-29/2017-09-28", "2013-09-29", "2017-09-28", "day"),
        ("2017-04-10/2018-07", "2017-04-10", "2018-07-31", "month"),
        ("2016/2018", "2016-01-01", "2018-12-31", "year"),
        ("2018年", "2018-01-01", "2018-12-31", "year"),
        ("2018年7月", "2018-07-01", "2018-07-31", "month"),
        ("2018年7月5日", "2018-07-05", "2018-07-05", "day"),
        ("2018年第三季度", "2018-07-01", "2018-09-30", "quarter"),
    ],
)
def test_periods(text: str, start: str, end: str, precision: str) -> None:
    assert window.period(text) == (DAY(start), DAY(end), precision)
    assert window.period(text)[0].unit == window.period(text)[1].unit == "us"


@pytest.mark.parametrize(
    "text",
    ["", "18", "2018-13", "2018-02-30", "2018Q5", "0000", "1/2", "2018/", "x" * 10**6, "²018"],
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(
        WindowError, match=r'is no period\. Mend: write "2018", "2018-07", "2018Q3"'
    ):
        window.period(text)


def test_a_period_that_runs_backwards() -> None:
    with pytest.raises(
        WindowError, match=r"'2018/2016' ends before it starts\. Mend: swap the two ends"
    ):
        window.period("2018/2016")


@pytest.mark.parametrize(
    ("given", "first", "last", "precision"),
    [
        (2018, "2018-01-01", "2018-12-31", "year"),
        ("2018-07", "2018-07-01", "2018-07-31", "month"),
        (pd.Timestamp("2018-07-05 23:59"), "2018-07-05", "2018-07-05", "day"),
        (pd.Timestamp("2018-07-05", tz="Asia/Shanghai"), "2018-07-05", "2018-07-05", "day"),
        (np.datetime64("2018-07-05"), "2018-07-05", "2018-07-05", "day"),
    ],
)
def test_what_a_caller_gives_for_a_period(
    given: object, first: str, last: str, precision: str
) -> None:
    found = window.period_of(given)
    assert found == (pd.Timestamp(first), pd.Timestamp(last), precision)
    assert found[0].unit == "us"


@pytest.mark.parametrize("given", [None, pd.NaT, np.datetime64("NaT"), True, 18, 2018.0, ["2018"]])
def test_what_a_caller_gives_for_no_period(given: object) -> None:
    with pytest.raises(WindowError, match="is no period"):
        window.period_of(given)


@pytest.mark.parametrize(
    "text",
    [
        "2018",
        "2018Q3",
        "2018-07",
        "2018-02",
        "2018-07-05",
        "2018-01/2018-08",
        "2018-03/2018-05",
        "2018-07/2019-06",
        "2017-04-10/2018-07-31",
        "2018-01-01/2018-01-07",
    ],
)
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    first, last, _ = window.period(text)
    assert window.written(first, last) == text


def test_a_period_that_runs_backwards_is_not_written() -> None:
    with pytest.raises(WindowError, match="2018-07-05 to 2018-07-04 runs backwards"):
        window.written(pd.Timestamp("2018-07-05"), pd.Timestamp("2018-07-04"))
