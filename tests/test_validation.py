"""The fast checks: every rule breaks, and says where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ import catalog
from liaoning_econ.errors import LiaoningEconError, SchemaError, UnknownCodeError
from liaoning_econ.frames import (
    CLAIMS,
    EVENTS,
    INDICATORS,
    OBSERVATIONS,
    REGIONS,
    SOURCES,
    VINTAGES,
    Frame,
    conform,
    empty,
    stack,
)
from liaoning_econ.validation import (
    RULES,
    check,
    coerce,
    currency_of,
    light,
    missing_columns,
    one_currency,
    rules_of,
)


def figures(rows: int = 3, **columns: Any) -> pd.DataFrame:
    """Years of made-up GDP from 2015 on, with columns changed."""
    years = pd.Series(range(2015, 2015 + rows)).astype("str")
    base = {
        "indicator": "gdp",
        "region": "CN-LN",
        "start": pd.to_datetime(years + "-01-01"),
        "end": pd.to_datetime(years + "-12-31"),
        "precision": "day",
        "measure": "flow",
        "basis": "unstated",
        "prices": "current",
        "relative_to": "none",
        "unit": "CNY",
        "value": 2.0,
        "lower": 1.0,
        "upper": 3.0,
        "vintage": "unstated",
        "published_from": pd.Timestamp("2020-01-01"),
        "published": pd.Timestamp("2020-01-31"),
        "status": "A",
        "source": "mine",
    }
    return conform(pd.DataFrame(base | columns), OBSERVATIONS)


def days(*text: str) -> pd.Series:
    """Days; NaT for an empty text."""
    return pd.Series(pd.to_datetime(list(text), format="ISO8601"))


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"value": [2.0, np.nan, 2.0]}, r"row 1, column value = nan: .*'value is never missing'"),
    ({"lower": [1.0, np.nan, 1.0]}, r"row 1, .*'lower is never missing'"),
    ({"upper": [3.0, 3.0, np.nan]}, r"row 2, .*'upper is never missing'"),
    ({"value": [2.0, np.inf, 2.0], "upper": np.inf}, r"row 1, .*'value is finite'"),
    ({"lower": [1.0, 1.0, 2.5]}, r"row 2, columns value = 2.0, lower = 2.5: .*'lower <= value'"),
    ({"upper": [3.0, 1.5, 3.0]}, r"row 1, .*upper = 1.5: .*'value <= upper'"),
    (
        {"end": days("2015-12-31", "2015-06-30", "2017-12-31")},
        r"row 1, columns start = 2016-01-01, end = 2015-06-30: .*'start <= end'",
    ),
    ({"measure": ["flow", "stock", "flow"]}, r"row 1, .*'a stock has one day: start == end'"),
    (
        {"measure": ["flow", "stock", "flow"], "start": days("2015-01-01", "", "2017-01-01")},
        r"row 1, columns .*start = NaT.*'a stock has one day",
    ),
    (
        {"published_from": days("2020-01-01", "2020-01-01", "2021-01-01")},
        r"row 2, columns published_from = 2021-01-01.*'published_from <= published'",
    ),
    (
        {"end": days("2015-12-31", "2016-12-31T23:59:59", "2017-12-31")},
        r"row 1, column end = 2016-12-31T23:59:59: .*'end is a day, without a time of day'",
    ),
    ({"indicator": ["gdp", "GDP!", "gdp"]}, r"row 1, column indicator = 'GDP!': .*matches"),
    ({"region": ["CN-LN", "CN-LN", "=cmd"]}, r"row 2, column region = '=cmd': .*matches"),
    ({"unit": ["CNY", "", "CNY"]}, r"row 1, column unit = '': .*begins with a letter or a digit"),
    ({"basis": ["a", "b ", "c"]}, r"row 1, column basis = 'b ': .*no blanks around"),
    ({"source": ["a", "=cmd|' /C calc'!A0", "c"]}, r"row 1, column source = \"=cmd.*begins with"),
    ({"source": ["a", "b", "x" * 201]}, r"row 2, column source = 'x+…': .*at most 200 characters"),
    ({"vintage": ["a", None, "c"]}, r"row 1, column vintage = nan: .*'vintage is never missing'"),
]


@pytest.mark.parametrize(("columns", "message"), BROKEN)
def test_a_broken_rule_names_the_row_the_column_and_the_value(
    columns: dict[str, Any], message: str
) -> None:
    with pytest.raises(SchemaError, match=message) as caught:
        check(figures(**columns), OBSERVATIONS)
    assert caught.value.mend
    assert caught.value.rows is not None
    assert {"row", "rule"} < set(caught.value.rows.columns)


def test_every_rule_over_rows_is_broken_somewhere_in_these_tests() -> None:
    here = " ".join(message for _, message in BROKEN)
    elsewhere = {  # test_schemas.py and below
        "rate is above 0 and finite",
        "date_used <= date",
        "span_start <= span_end",
        "opened_from <= opened",
    }
    assert {rule.name for rule in RULES if f"'{rule.name}'" not in here} == elsewhere


def test_a_place_opens_no_later_than_it_opens() -> None:
    places = catalog.regions().head(2)
    places["opened_from"] = pd.Timestamp("2017-04-10").as_unit("us")
    places["opened"] = pd.Timestamp("2017-04-01").as_unit("us")
    with pytest.raises(SchemaError, match=r"opened = 2017-04-01: .*'opened_from <= opened'"):
        check(places, REGIONS)


def test_open_bounds_and_missing_days_break_nothing() -> None:
    check(figures(lower=-np.inf, upper=np.inf), OBSERVATIONS)
    check(figures(rows=1, start=days(""), end=days(""), published=days("")), OBSERVATIONS)
    check(figures(rows=1, measure="stock", start=days(""), end=days("")), OBSERVATIONS)


def test_all_broken_rules_are_kept_with_their_rows() -> None:
    frame = figures(lower=[1.0, 9.0, 9.0], status="A", measure=["stock", "flow", "flow"])
    with pytest.raises(SchemaError, match=r"\(2 rows: 1, 2\); 1 more rules are broken") as caught:
        check(frame, OBSERVATIONS)
    rows = caught.value.rows
    assert rows is not None
    assert rows["row"].tolist() == [1, 2, 0]
    assert rows["rule"].tolist() == [
        "lower <= value",
        "lower <= value",
        "a stock has one day: start == end",
    ]
    assert rows["lower"].tolist() == [9.0, 9.0, 1.0]


def test_at_most_a_thousand_rows_are_kept() -> None:
    frame = stack([figures(rows=60, source=f"s{number}") for number in range(40)], OBSERVATIONS)
    with pytest.raises(SchemaError, match=r"\(2,400 rows: 0, 1, 2, 3, 4, …\)") as caught:
        check(frame.assign(lower=5.0), OBSERVATIONS)
    assert caught.value.rows is not None
    assert len(caught.value.rows) == 1_000


def test_a_cell_of_ten_megabytes_stays_one_line_in_the_message() -> None:
    with pytest.raises(SchemaError) as caught:
        check(figures(basis=["a", "b", "y" * 10_000_000]), OBSERVATIONS)
    assert len(str(caught.value)) < 400


def test_two_rows_with_one_key_are_named() -> None:
    frame = stack([figures(), figures().iloc[[1]]], OBSERVATIONS)
    with pytest.raises(SchemaError, match=r"rows 1 and 3 have one key, .*start = 2016-01-01"):
        check(frame, OBSERVATIONS)
    # What is not in the key does not tell rows apart.
    with pytest.raises(SchemaError, match="have one key"):
        check(frame.assign(value=[1.0, 2.0, 3.0, 2.5]), OBSERVATIONS)
    check(frame.assign(source=pd.Categorical(["a", "a", "a", "b"])), OBSERVATIONS)


def test_missing_days_are_a_key_of_their_own() -> None:
    frame = figures(rows=2, start=days("", ""), end=days("", ""))
    with pytest.raises(SchemaError, match="rows 0 and 1 have one key"):
        check(frame, OBSERVATIONS)


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.sampled_from(["x", "y"])),
        min_size=2,
        max_size=12,
    )
)
def test_keys_are_found_as_pandas_finds_them(keys: list[tuple[str, int, str]]) -> None:
    places, years, sources = zip(*keys, strict=True)
    frame = figures(
        rows=len(keys),
        region=[f"CN-{place}" for place in places],
        start=pd.to_datetime([f"{2000 + year}-01-01" for year in years]),
        end=pd.to_datetime([f"{2000 + year}-12-31" for year in years]),
        source=list(sources),
    )
    twins = frame.duplicated(list(OBSERVATIONS.key), keep=False)  # the slow and plain way
    if not twins.any():
        check(frame, OBSERVATIONS)
        return
    with pytest.raises(SchemaError, match="have one key") as caught:
        check(frame, OBSERVATIONS)
    assert caught.value.rows is not None
    assert sorted(caught.value.rows["row"]) == np.flatnonzero(twins).tolist()


def test_keys_stay_apart_where_their_codes_fill_more_than_64_bits() -> None:
    """Eleven columns of a hundred codes each are 10**22 keys; none may be taken for another."""
    number = np.arange(100)
    columns: dict[str, object] = {
        name: [f"c{(code * step) % 100}" for code in number]
        for step, name in enumerate(["basis", "prices", "relative_to", "vintage", "source"], 3)
    }
    columns["region"] = [f"CN-{code}" for code in number]
    columns["indicator"] = [f"i{code}" for code in number]
    frame = figures(rows=100, **columns)
    check(frame, OBSERVATIONS)
    with pytest.raises(SchemaError, match="rows 42 and 100 have one key"):
        check(stack([frame, frame.iloc[[42]]], OBSERVATIONS), OBSERVATIONS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.assign(value="12 bn"), r"row 0, column 'value': '12 bn' is not a number"),
        (lambda f: f.assign(start="1 July"), r"row 0, column 'start': '1 July' is not a day"),
        (lambda f: f.assign(value=f["value"].astype("float32")), "'value' is float32, not float64"),
        (lambda f: f.assign(region=f["region"].astype("str")), "'region' is str, not category"),
        (lambda f: f.assign(region=1), "'region' is int64, not category"),
        (
            lambda f: f.assign(vintage=pd.Categorical([2016, 2017, 2018])),
            "'vintage' is category of int64, not category",
        ),
        (lambda f: f.assign(end=f["end"].astype("datetime64[ns]")), r"datetime64\[ns\], not"),
        (
            lambda f: f.assign(status=f["status"].astype("str").astype("category")),
            r"'status' has not the shared list of codes\. Mend: .*frames\.STATUS",
        ),
        (
            lambda f: f.assign(status=pd.Categorical(["A", "Q9", "A"])),
            r"row 1, column status = 'Q9': breaks the rule 'status is in its code list'",
        ),
        (
            lambda f: f.assign(measure=pd.Categorical(["flow", "flwo", "flow"])),
            r"row 1, column measure = 'flwo'.* did you mean 'flow'\? one of stock, flow",
        ),
        (lambda f: f.drop(columns=["unit", "value"]), "lacks the columns 'unit', 'value'"),
        (lambda f: pd.concat([f, f[["unit"]]], axis=1), "has the column 'unit' twice"),
        (lambda f: f[f.columns[::-1]], "has its columns in another order"),
        (lambda f: f.assign(note=""), r"columns that Observations does not have: \['note'\]"),
    ],
)
def test_a_column_of_another_kind_is_named(
    change: Callable[[pd.DataFrame], pd.DataFrame], message: str
) -> None:
    with pytest.raises(SchemaError, match=message):
        check(change(figures()), OBSERVATIONS)


def test_an_unknown_code_is_offered_the_nearest() -> None:
    frame = figures(region=["CN-LN", "CN-LM", "CN-LN"])
    check(frame, OBSERVATIONS)
    with pytest.raises(UnknownCodeError) as caught:
        check(frame, OBSERVATIONS, what="mine.csv", known={"region": {"CN-LN", "CN-JL"}})
    assert "unknown region 'CN-LM'. Mend: did you mean 'CN-LN'? (mine.csv, row 1," in str(
        caught.value
    )
    assert caught.value.suggestion == "CN-LN"
    assert caught.value.rows is not None


def test_units_are_known_and_spelt_as_the_algebra_spells_them() -> None:
    check(figures(unit=["CNY", "CNY/person", "firm/month"]), OBSERVATIONS)
    with pytest.raises(UnknownCodeError, match=r"row 1, column 'unit': unknown unit 'CNX'"):
        check(figures(unit=["CNY", "CNX", "CNY"]), OBSERVATIONS)
    with pytest.raises(UnknownCodeError, match=r"row 2, column 'unit'\) write 'CNY'"):
        check(figures(unit=["CNY", "CNY", "yuan"]), OBSERVATIONS)


def test_a_category_that_no_row_has_offends_nobody() -> None:
    frame = figures(unit=["CNY", "furlongs", "CNY"], region=["CN-LN", "no place", "CN-JL"])
    check(frame.iloc[[0, 2]], OBSERVATIONS, known={"region": {"CN-LN", "CN-JL"}})


def test_light_takes_text_extra_columns_and_any_order() -> None:
    frame = figures().assign(note="mine")
    plain = frame.astype({"region": "str", "unit": object, "measure": "str"})
    light(plain[plain.columns[::-1]].set_axis([4, 4, 4]), OBSERVATIONS)
    light(frame.assign(lower=99.0), OBSERVATIONS)  # rules are the gate's business


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.assign(region=1.5), "obs: column 'region' is float64, not category"),
        (lambda f: f.assign(value="x"), "row 0, column 'value': 'x' is not a number"),
        (lambda f: f.assign(start="2018"), "column 'start' is str, not datetime64"),
        (lambda f: f.assign(start=f["start"].dt.tz_localize("UTC")), "not datetime64"),
        (lambda f: f.assign(measure="flwo"), "did you mean 'flow'"),
        (lambda f: f.rename(columns={"value": "vlaue"}), "'vlaue': 'value'"),
    ],
)
def test_light_refuses_what_no_verb_can_read(
    change: Callable[[pd.DataFrame], pd.DataFrame], message: str
) -> None:
    with pytest.raises(SchemaError, match=message):
        light(change(figures()), OBSERVATIONS, what="obs")


def test_coerce_changes_dtypes_and_nothing_else() -> None:
    frame = figures().astype({"region": "str", "status": object, "value": "float32"})
    frame = frame.assign(published=None, note="kept").set_axis([5, 5, 5])
    typed = coerce(frame, OBSERVATIONS)
    check(typed.drop(columns="note"), OBSERVATIONS)
    assert list(typed.columns) == list(frame.columns)
    assert list(typed.index) == [0, 1, 2]
    assert list(frame.index) == [5, 5, 5]


def test_coerce_refuses_what_it_would_have_to_guess() -> None:
    zoned = figures()
    zoned["start"] = zoned["start"].dt.tz_localize("Asia/Shanghai")
    with pytest.raises(SchemaError, match=r"'start' has days with a time zone \(Asia/Shanghai\)"):
        coerce(zoned, OBSERVATIONS)
    words = coerce(figures().assign(value="1"), OBSERVATIONS)
    assert words["value"].dtype != np.float64  # text is no number, for the check to say so


def test_one_currency_a_series() -> None:
    both = figures(unit=["CNY", "USD", "CNY"])
    with pytest.raises(
        SchemaError, match=r"\(gdp, CN-LN\): CNY in row 0, USD in row 1\. Mend: .*to_c"
    ):
        one_currency(both)
    with pytest.raises(SchemaError, match="CNY in row 0, USD in row 2"):
        one_currency(figures(unit=["CNY/person", "person", "USD/person"]))
    one_currency(figures(unit=["CNY", "USD", "CNY"], source=["a", "b", "a"]))
    one_currency(figures(unit=["CNY", "firm", "percent"]))
    assert currency_of("CNY/person") == "CNY"
    assert currency_of("firm/month") is None


def test_a_misspelt_column_is_found_among_those_nobody_asked_for() -> None:
    misspelt = empty(OBSERVATIONS).rename(columns={"region": "regoin"}).drop(columns="unit")
    with pytest.raises(SchemaError) as caught:
        missing_columns(misspelt, OBSERVATIONS, what="mine.csv")
    assert str(caught.value) == (
        "mine.csv lacks the columns 'region', 'unit'. Mend: frame.rename(columns={'regoin': "
        "'region'}); add them, or build the frame with from_table()"
    )


def test_rules_concern_the_frames_that_have_their_columns() -> None:
    assert [rule.name for rule in rules_of(SOURCES)] == ["published_from <= published"]
    assert "span_start <= span_end" in {rule.name for rule in rules_of(CLAIMS)}


@pytest.mark.parametrize(
    ("frame", "table"),
    [
        (OBSERVATIONS, catalog.observations),
        (CLAIMS, catalog.claims),
        (EVENTS, catalog.events),
        (REGIONS, catalog.regions),
        (INDICATORS, catalog.indicators),
        (VINTAGES, catalog.vintages),
        (SOURCES, catalog.sources),
    ],
)
def test_what_ships_passes(frame: Frame, table: Callable[[], pd.DataFrame]) -> None:
    check(table(), frame)


def test_every_error_is_of_the_family() -> None:
    assert issubclass(SchemaError, LiaoningEconError)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, "mine is a NoneType, no DataFrame. Mend: pass a DataFrame"),
        ([1], "mine is a list"),
        (pd.Series([1]), r"mine is a Series.*obs\.loc\[\[\.\.\.\]\]"),
    ],
)
def test_what_is_no_frame(given: object, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        light(given, OBSERVATIONS, what="mine")  # type: ignore[arg-type]
