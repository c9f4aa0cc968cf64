"""Provenance: source, date, unit and basis (LE601 to LE606)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from tests.auditing.told import rows_of

Audit = Callable[..., pd.DataFrame]
ONE: dict[str, Any] = {"value": 20_000}


def test_rows_without_a_source_are_one_finding_a_document(only: Audit, made: Audit) -> None:
    rows = [{**ONE, "source": source} for source in ("unstated", "a page", "")]
    frame = made(*rows)
    (one,) = rows_of(only(frame, "LE601"))
    assert (one.severity, one.rows) == ("warning", "0,2")
    assert one.message == "C1 and C3 name no source"
    frame["document"] = ["a", "b", "c"]
    assert only(frame, "LE601")["rows"].tolist() == ["0", "2"]
    assert only(frame.iloc[[1]], "LE601").empty


def test_missing_sources_of_any_kind_are_found(only: Audit) -> None:
    frame = pd.DataFrame({"source": ["a page", None, float("nan"), "unknown"]})
    assert only(frame, "LE601")["rows"].tolist() == ["1,2,3"]


def test_a_page_without_a_date_is_one_finding(only: Audit, shipped: pd.DataFrame) -> None:
    found = only(shipped, "LE602")
    assert found["severity"].unique().tolist() == ["info"]
    # The three pages of the zones' claims that name no day.
    names = [[shipped["claim"].iloc[int(row)] for row in rows.split(",")] for rows in found["rows"]]
    assert names == [["F008", "F009", "F010"], ["F096", "F131", "F132", "F133", "F134"], ["F135"]]
    assert "cannot be held against what was known then" in found["message"].iloc[0]
    assert only(le.observations(), "LE602").empty


def test_a_page_older_than_its_window(only: Audit, made: Audit) -> None:
    early = {"published": "2018-03-01", "published_from": "2018-03-01"}
    frame = made({**ONE, **early}, {**ONE, **early, "status": "E", "page": "another"})
    error, warning = rows_of(only(frame, "LE603"))
    assert (error.severity, error.rows) == ("error", "0")
    assert warning.severity == "warning"
    assert "20,000 firms" in error.message
    assert "was printed on 1 March 2018, before that was over" in error.message
    assert error.expected == "after 31 March 2018"


def test_rows_of_one_page_and_end_are_one_finding(only: Audit, made: Audit) -> None:
    early = {**ONE, "published": "2018-03-01", "published_from": "2018-03-01"}
    found = only(made(early, early, {**early, "end": "2018-04-30"}), "LE603")
    assert found["rows"].tolist() == ["0,1", "2"]
    assert "(and 1 more of that page)" in found["message"].iloc[0]


@pytest.mark.parametrize(
    "more",
    [
        {"published": "2018-03-31"},
        # A plan speaks of days to come.
        {"published": "2018-03-01", "status": "F"},
        # The end is only known to lie in March.
        {"published": "2018-03-15", "precision": "month"},
        {"published": None, "published_from": None},
        {"published": "2018-03-01", "end": None},
    ],
)
def test_a_page_after_its_window_is_quiet(only: Audit, made: Audit, more: dict[str, Any]) -> None:
    assert only(made({**ONE, "published_from": more.get("published"), **more}), "LE603").empty


def test_an_unknown_unit(only: Audit, made: Audit) -> None:
    rows = [{**ONE, "unit": unit} for unit in ("compnies", "companies", "firm", "firm/day", "户")]
    found = only(made(*rows), "LE604").set_index("rows")
    assert found["severity"].to_dict() == {"0": "error", "1": "warning", "4": "warning"}
    assert found.loc["1", "message"] == "the unit 'companies' of C2 is not known; firm is meant"
    assert found.loc["1", "mend"] == "write firm"
    assert "CNY, USD, firm" in found["mend"]["0"]


def test_a_missing_unit(only: Audit) -> None:
    frame = pd.DataFrame({"unit": ["CNY", None], "indicator": "gdp", "region": "CN-LN"})
    assert only(frame, "LE604")["rows"].tolist() == ["1"]


def test_the_units_of_the_record_are_known(only: Audit, shipped: pd.DataFrame) -> None:
    assert only(shipped, "LE604").empty
    assert only(le.observations(), "LE604").empty


def test_an_unstated_basis_where_offices_count_differently(
    only: Audit, shipped: pd.DataFrame
) -> None:
    found = only(shipped, "LE605")
    assert [shipped["claim"].iloc[int(row)] for row in found["rows"]] == ["S16", "F075"]
    assert found["severity"].unique().tolist() == ["info"]
    assert "zone registrations and customs registrations" in found["message"].iloc[0]


def test_a_basis_that_there_is_only_one_of_is_quiet(only: Audit, made: Audit) -> None:
    assert only(made({**ONE, "indicator": "visit", "basis": "unstated"}), "LE605").empty
    days = {"indicator": "transit_time", "measure": "duration", "unit": "day"}
    assert only(made({**ONE, **days, "basis": "unstated"}), "LE605").empty
    assert len(only(made({**ONE, "basis": "unstated"}), "LE605")) == 1
    assert only(made(ONE), "LE605").empty


def test_unknown_things_and_places_are_one_finding_each(only: Audit, made: Audit) -> None:
    frame = made(
        {**ONE, "indicator": "unknown"},
        {**ONE, "region": "CN-LNN"},
        {**ONE, "region": "ZZ-1"},
        {**ONE, "indicator": "frims_new"},
        ONE,
    )
    found = only(frame, "LE606")
    assert found["rows"].tolist() == ["0", "1,2", "3"]
    assert found["message"].iloc[0] == "C1 has no indicator, and cannot be held against anything"
    assert "CN-LNN (near CN-LN)" in found["message"].iloc[1]
    assert found["expected"].iloc[2] == "firms_new"


def test_a_registry_of_its_own_places_is_one_finding(only: Audit) -> None:
    frame = pd.DataFrame({"indicator": "gdp", "region": [f"X-{n}" for n in range(1000)]})
    (one,) = rows_of(only(frame, "LE606"))
    assert "and 995 more: 1,000 rows" in one.message


def test_the_record_has_codes_for_everything(only: Audit, shipped: pd.DataFrame) -> None:
    assert only(shipped, "LE606").empty
    assert only(le.observations(), "LE606").empty
    assert only(le.observations(), "LE601").empty
    assert only(le.observations(), "LE605").empty
