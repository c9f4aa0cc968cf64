"""The pandera classes say what the declarations say, and check it."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import numpy as np
import pandas as pd
import pandera.errors
import pytest

from liaoning_econ import catalog, schemas
from liaoning_econ.errors import SchemaError, UnknownCodeError
from liaoning_econ.frames import (
    CLAIMS,
    FRAMES,
    OBSERVATIONS,
    Frame,
    conform,
    empty,
    from_lists,
)
from liaoning_econ.schemas import Claims, Observations, Rates


def model(frame: Frame) -> type[Observations]:
    found: type[Observations] = getattr(schemas, frame.name)
    return found


def figures(**columns: object) -> pd.DataFrame:
    """Two years of made-up GDP, with columns changed."""
    base = {
        "indicator": "gdp",
        "region": "CN-LN",
        "start": pd.to_datetime(["2016-01-01", "2017-01-01"]),
        "end": pd.to_datetime(["2016-12-31", "2017-12-31"]),
        "precision": "day",
        "measure": "flow",
        "basis": "unstated",
        "prices": "current",
        "relative_to": "none",
        "unit": "CNY",
        "value": [1.0, 2.0],
        "lower": [0.5, 1.5],
        "upper": [1.5, np.inf],
        "vintage": "unstated",
        "published_from": pd.NaT,
        "published": pd.NaT,
        "status": "A",
        "source": "mine",
    }
    return pd.DataFrame(base | columns)


ANNOTATIONS = {
    "category": "pd.CategoricalDtype",
    "datetime": "pd.Timestamp",
    "float": "float",
    "str": "str",
    "bool": "bool",
}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_a_class_has_the_columns_of_its_declaration_in_order(frame: Frame) -> None:
    schema = model(frame).to_schema()
    assert list(schema.columns) == frame.names
    assert tuple(schema.unique or ()) == frame.key
    assert schema.strict is True
    assert schema.ordered is True


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_a_class_says_of_each_column_what_its_declaration_says(frame: Frame) -> None:
    annotations = inspect.get_annotations(model(frame))
    if frame is CLAIMS:
        annotations |= inspect.get_annotations(Observations)
    columns = model(frame).to_schema().columns
    for column in frame.columns:
        field = columns[column.name]
        expected = ANNOTATIONS.get(column.kind) or ("pd.Int64Dtype" if column.nullable else "int")
        assert annotations[column.name] == f"Series[{expected}]"
        assert field.description == column.description
        assert field.description
        assert field.nullable == column.nullable
        statistics = {check.name: check.statistics for check in field.checks}
        assert ("isin" in statistics) == (column.categories is not None)
        if column.categories is not None:
            assert statistics["isin"]["allowed_values"] == list(column.categories.categories)
        assert ("str_matches" in statistics) == (column.pattern is not None)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_an_empty_frame_passes(frame: Frame) -> None:
    checked = model(frame).validate(empty(frame))
    assert {name: str(dtype) for name, dtype in checked.dtypes.items()} == {
        name: str(dtype) for name, dtype in empty(frame).dtypes.items()
    }


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_text_becomes_a_category_and_days_become_microseconds(unit: str) -> None:
    frame = figures()
    days = ["start", "end", "published_from", "published"]
    frame = frame.assign(**{day: frame[day].to_numpy().astype(f"M8[{unit}]") for day in days})
    before = frame.copy()
    checked = Observations.validate(frame)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(checked, conform(frame, OBSERVATIONS), check_categorical=False)
    assert {str(checked[name].dtype) for name in days} == {"datetime64[us]"}
    assert checked["measure"].dtype == OBSERVATIONS.by_name["measure"].dtype


def test_object_columns_and_whole_numbers_are_read_as_what_they_are() -> None:
    frame = figures(value=[1, 2]).astype({"indicator": object, "region": object})
    checked = Observations.validate(frame)
    assert checked["value"].dtype == np.float64
    assert str(checked["indicator"].dtype) == "category"


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
        lambda frame: frame.convert_dtypes(),
        lambda frame: frame.astype(object),
        lambda frame: pd.DataFrame(frame.to_dict("records")),
        lambda frame: frame.assign(start=frame["start"].dt.date, end=frame["end"].dt.date),
    ],
)
def test_frames_of_other_dtypes_come_to_the_declared_ones(
    change: Callable[[pd.DataFrame], pd.DataFrame],
) -> None:
    expected = Observations.validate(figures())
    checked = Observations.validate(change(figures()))
    pd.testing.assert_frame_equal(checked, expected, check_categorical=False)


def test_a_frame_on_any_index_passes_also_where_labels_repeat() -> None:
    frame = figures().set_axis([7, 7])
    checked = Observations.validate(frame)
    assert list(checked.index) == [0, 1]


def test_claims_are_checked_as_observations_with_words() -> None:
    words = {
        "claim": ["S12", "S13"],
        "document": "made_up",
        "paragraph": pd.array([3, None], dtype="Int64"),
        "span_start": [0, 10],
        "span_end": [6, 16],
        "surface": ["30,000", "40,000"],
        "qualifier": "nearly",
        "speaker": "",
        "related_claim": "",
        "relation": "none",
    }
    checked = Claims.validate(figures(**words))
    assert checked["span_end"].dtype == pd.Int64Dtype()
    with pytest.raises(SchemaError, match=r"row 1, columns span_start = 10, span_end = 5: .*span_"):
        Claims.validate(figures(**words | {"span_end": [6, 5]}))
    with pytest.raises(SchemaError, match=r"rows 0 and 1 have one key.*claim = 'S12'"):
        Claims.validate(figures(**words | {"claim": "S12"}))


def test_a_column_too_many_or_in_another_place_is_named() -> None:
    with pytest.raises(SchemaError, match=r"columns that Observations does not have: \['note'\]"):
        Observations.validate(figures(note="mine"))
    with pytest.raises(SchemaError, match=r"in another order\. Mend: frame\[\['indicator'"):
        Observations.validate(figures()[OBSERVATIONS.names[::-1]])


def test_a_misspelt_column_is_offered() -> None:
    with pytest.raises(SchemaError, match=r"lacks the column 'vintage'.*'vintgae': 'vintage'"):
        Observations.validate(figures().rename(columns={"vintage": "vintgae"}))


def test_a_broken_rule_names_row_column_value_and_mend() -> None:
    with pytest.raises(SchemaError) as caught:
        Observations.validate(figures(lower=[0.5, 3.0]))
    assert str(caught.value) == (
        "Observations, row 1, columns value = 2.0, lower = 3.0: breaks the rule 'lower <= value' "
        "(1 row). Mend: swap or correct the bounds; for an exact figure lower and upper are the "
        "value"
    )
    assert caught.value.rows is not None
    assert caught.value.rows[["row", "rule"]].to_numpy().tolist() == [[1, "lower <= value"]]


def test_an_unknown_unit_is_named_with_its_row() -> None:
    with pytest.raises(UnknownCodeError, match=r"row 1, column 'unit': unknown unit 'furlongs'"):
        Observations.validate(figures(unit=["CNY", "furlongs"]))


def test_the_pandera_schema_alone_holds_rules_and_units_of_time() -> None:
    """Those who call pandera themselves get the rules as well, in pandera's words."""
    good = conform(figures(), OBSERVATIONS)
    schema = Observations.to_schema()
    schema.validate(good)
    with pytest.raises(pandera.errors.SchemaError, match="rules over rows"):
        schema.validate(good.assign(lower=9.0))
    with pytest.raises(pandera.errors.SchemaError, match="days are in microseconds"):
        schema.validate(good.assign(start=good["start"].astype("datetime64[ns]")))


def test_every_class_has_its_own_name_and_both_checks_in_words() -> None:
    models = [getattr(schemas, name) for name in schemas.__all__]
    # Twice, the second time in another order: pandera keeps what the first class took.
    for model in [*models, *reversed(models)]:
        schema = model.to_schema()
        assert schema.name == model.__name__
        assert [check.error for check in schema.checks] == [
            "days are in microseconds",
            "rules over rows",
        ]


def test_rates_are_above_zero_and_of_a_day_that_was_known() -> None:
    rates = pd.DataFrame(
        {
            "base": "CNY",
            "quote": "SGD",
            "date": pd.to_datetime(["2018-07-28"]),
            "date_used": pd.to_datetime(["2018-07-27"]),
            "rate": [0.2],
            "kind": "daily",
            "source": "ecb",
        }
    )
    assert len(Rates.validate(rates)) == 1
    with pytest.raises(SchemaError, match="rate is above 0"):
        Rates.validate(rates.assign(rate=0.0))
    with pytest.raises(SchemaError, match=r"date_used = 2018-07-30: breaks the rule 'date_used <="):
        Rates.validate(rates.assign(date_used=pd.Timestamp("2018-07-30")))


@pytest.mark.parametrize("rows", [1, 40])
def test_lists_make_the_frame_that_conform_makes(rows: int) -> None:
    claims = catalog.claims().head(rows).reset_index(drop=True)
    lists = {
        name: claims[name].to_numpy() if claims[name].dtype.kind == "M" else claims[name].tolist()
        for name in CLAIMS.names
    }
    expected = conform(pd.DataFrame(lists), CLAIMS)
    pd.testing.assert_frame_equal(from_lists(lists, CLAIMS), expected)


def test_a_list_with_a_code_outside_the_closed_ones_is_refused() -> None:
    lists: dict[str, list[object]] = {name: [] for name in OBSERVATIONS.names}
    lists["measure"] = ["flow", "flwo"]
    with pytest.raises(SchemaError, match=r"measure has 'flwo'. Mend: take one of \['stock'"):
        from_lists(lists, OBSERVATIONS)
