"""Which figure stands beside which."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import ComparisonError

Rows = Callable[..., pd.DataFrame]
YEARS = {"start": ["2017-01-01", "2018-01-01"], "end": ["2017-12-31", "2018-12-31"]}


def test_frames_are_matched_on_the_keys_that_vary_in_both(rows: Rows) -> None:
    left = rows(region=["CN-JL", "CN-LN"], value=[2.0, 9.0])
    right = rows(region=["CN-LN", "CN-JL"], value=[3.0, 1.0], start="2017-01-01", end="2017-12-31")
    found = le.compare(left, right).to_frame()
    assert found["left_region"].tolist() == ["CN-JL", "CN-LN"]
    assert found["ratio"].tolist() == [2, 3]


def test_several_on_one_side_share_a_partner(rows: Rows) -> None:
    provinces = rows(
        region=["CN-LN", "CN-LN", "CN-JL", "CN-JL"],
        start=YEARS["start"] * 2,
        end=YEARS["end"] * 2,
        value=[1.0, 2.0, 3.0, 4.0],
    )
    nation = rows(region="CN", value=[10.0, 20.0], **YEARS)
    found = le.compare(provinces, nation)
    assert found.to_frame()["ratio"].tolist() == [0.1, 0.1, 0.3, 0.2]
    said = [step.detail for step in found.steps if step.what == "unlike regions"]
    assert said == ["matched on ['start', 'end']: CN-LN beside CN; CN-JL beside CN"]


def test_unlike_regions_beside_each_other_are_named(rows: Rows) -> None:
    codes = ["CN-LN", "CN-JL", "CN-BJ", "CN-HL", "CN-GD", "CN-SH", "CN"]
    found = le.compare(rows(region=codes), rows(region=["CN"]))
    said = next(str(step) for step in found.steps if step.what == "unlike regions")
    assert said == (
        "both: unlike regions, one figure beside every other: CN-LN beside CN; CN-JL beside CN; "
        "CN-BJ beside CN; CN-HL beside CN; CN-GD beside CN; and 1 more"
    )
    alike = le.compare(rows(region=["CN-LN", "CN-JL"]), rows(region=["CN-LN", "CN-JL"]))
    assert "unlike regions" not in [step.what for step in alike.steps]


def test_what_has_no_partner_is_left_out_and_counted(rows: Rows) -> None:
    left = rows(region=["CN-LN", "CN-JL", "CN-BJ"])
    right = rows(region=["CN-LN", "CN-JL", "CN-HL"])
    found = le.compare(left, right)
    assert len(found) == 2
    said = {step.side: (step.what, step.detail) for step in found.steps}
    assert said["left"][0] == "1 of 3 figures left out"
    assert "CN-BJ" in said["left"][1]
    assert "CN-HL" in said["right"][1]


def test_on_chooses_the_columns(rows: Rows) -> None:
    left = rows(region=["CN-LN", "CN-JL"], **YEARS)
    right = rows(region=["CN-JL", "CN-LN"], **YEARS)
    with pytest.raises(ComparisonError, match=r"no figure of the left matches.*on=\[\"region\"\]"):
        le.compare(left, right)
    assert len(le.compare(left, right, on="region")) == 2
    assert len(le.compare(left, right, on=["start"])) == 2
    with pytest.raises(ComparisonError, match=r"not columns of both sides: \['place'\]"):
        le.compare(left, right, on="place")


def test_two_partners_for_one_figure_are_refused(rows: Rows) -> None:
    twice = rows(region=["CN-LN", "CN-LN", "CN-JL"], source=["a", "b", "a"])
    with pytest.raises(ComparisonError, match=r"several figures on both sides.*CN-LN") as error:
        le.compare(twice, twice)
    assert error.value.rows is not None
    assert len(error.value.rows) == 4


def test_no_key_that_varies_in_both(rows: Rows) -> None:
    with pytest.raises(ComparisonError, match="2 figures on the left and 2 on the right"):
        le.compare(rows(region=["CN-LN", "CN-JL"]), rows(**YEARS))
