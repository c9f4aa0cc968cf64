"""Cells that say when."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from liaoning_econ.errors import SchemaError, WindowError
from liaoning_econ.tables.periods import span, spans


def written(first: object, last: object) -> tuple[str, str]:
    return str(first)[:10], str(last)[:10]


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        (2018, "2018-01-01", "2018-12-31"),
        (2018.0, "2018-01-01", "2018-12-31"),
        (np.int64(2018), "2018-01-01", "2018-12-31"),
        ("2018", "2018-01-01", "2018-12-31"),
        (" 2018 ", "2018-01-01", "2018-12-31"),
        ("2018年", "2018-01-01", "2018-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018Q3", "2018-07-01", "2018-09-30"),
        ("2018年第三季度", "2018-07-01", "2018-09-30"),
        ("2018-07-05", "2018-07-05", "2018-07-05"),
        ("2018-01/2018-08", "2018-01-01", "2018-08-31"),
        (datetime.date(2018, 7, 5), "2018-07-05", "2018-07-05"),
        (pd.Timestamp("2018-07-05"), "2018-07-05", "2018-07-05"),
        (np.datetime64("2018-07-05"), "2018-07-05", "2018-07-05"),
        (pd.Period("2018-07", "M"), "2018-07-01", "2018-07-31"),
        (pd.Period("2018", "Y"), "2018-01-01", "2018-12-31"),
        (("2017-04-10", "2018-07"), "2017-04-10", "2018-07-31"),
        ([2015, 2017], "2015-01-01", "2017-12-31"),
    ],
)
def test_a_period_is_read(cell: object, first: str, last: str) -> None:
    assert written(*span(cell)) == (first, last)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("2018-13", "'2018-13' is no period"),
        ("July", "'July' is no period"),
        (2018.5, "'2018.5' is not a period"),
        (True, "'True' is not a period"),
        ((2018, 2017), "ends 2017-12-31, before it starts 2018-01-01. Mend: swap the two"),
        ((2016, 2017, 2018), "has 3 ends"),
        (pd.Timestamp("2018-07-05 12:00"), "2018-07-05 12:00:00 is a time of a day"),
        (pd.Timestamp("2018-07-05", tz="UTC"), "is a time of a day"),
    ],
)
def test_what_is_no_period_is_named(cell: object, message: str) -> None:
    with pytest.raises(WindowError, match=message):
        span(cell)


def test_a_column_of_mixed_cells() -> None:
    table = pd.DataFrame({"when": [2016, "2017-04", ("2017-04-10", "2018-07-31")]})
    first, last, apart = spans(table, "when")
    assert [written(*pair) for pair in zip(first, last, strict=True)] == [
        ("2016-01-01", "2016-12-31"),
        ("2017-04-01", "2017-04-30"),
        ("2017-04-10", "2018-07-31"),
    ]
    assert apart.tolist() == [False, False, True]


@pytest.mark.parametrize("unit", ["s", "ns"])
def test_a_column_of_days_in_any_unit_of_time(unit: str) -> None:
    days = pd.Series(np.array(["2018-07-05", "2018-07-06"], dtype=f"M8[{unit}]"))
    first, last, _ = spans(pd.DataFrame({"day": days}), "day")
    assert first.dtype == "M8[us]"
    assert (first == last).all()
    assert written(*first) == ("2018-07-05", "2018-07-06")


def test_a_pair_of_columns_is_first_and_last() -> None:
    table = pd.DataFrame({"from": ["2017-04-10", "2013"], "to": ["2018-07", "2017-09-28"]})
    first, last, apart = spans(table, ("from", "to"))
    assert written(*first) == ("2017-04-10", "2013-01-01")
    assert written(*last) == ("2018-07-31", "2017-09-28")
    assert apart.all()


def test_a_constant_stands_in_every_row() -> None:
    table = pd.DataFrame({"value": [1, 2]})
    for period in (2018, "2018", pd.Period("2018", "Y"), ("2018-01", "2018-12")):
        first, last, _ = spans(table, period)
        assert first.tolist() == [datetime.datetime(2018, 1, 1)] * 2  # noqa: DTZ001
        assert last.tolist() == [datetime.datetime(2018, 12, 31)] * 2  # noqa: DTZ001


def test_a_column_that_is_not_there_is_named() -> None:
    table = pd.DataFrame({"yaer": [2018], "to": [2018]})
    with pytest.raises(SchemaError, match=r"no column 'year' .*Mend: period='yaer' if that"):
        spans(table, "year")
    with pytest.raises(SchemaError, match="no column 'fro'"):
        spans(table, ("fro", "to"))
    with pytest.raises(WindowError, match="row 1, column 'to': '2018-13' is no period"):
        spans(pd.DataFrame({"to": [2018, "2018-13"]}), "to")
    with pytest.raises(SchemaError, match=r"row 1, column 'to': the cell is empty \(1 in all\)"):
        spans(pd.DataFrame({"to": [2018, None]}), "to")
