"""Places, concepts, releases, sources, events: whole, and every code resolves."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import catalog, frames, units, validation
from liaoning_econ.catalog.series import held
from liaoning_econ.errors import UnknownCodeError


@pytest.mark.parametrize(
    "declaration",
    [frames.REGIONS, frames.INDICATORS, frames.VINTAGES, frames.SOURCES, frames.EVENTS],
    ids=lambda declaration: declaration.name,
)
def test_lists_fit_their_schemas(declaration: frames.Frame) -> None:
    found = getattr(le, declaration.name.lower())()
    validation.check(found, declaration)


def test_every_source_resolves_and_is_used() -> None:
    keys = set(le.sources()["source"])
    used = {"ecb_reference_rates"}
    for frame in (
        le.observations(),
        le.claims(),
        le.events(),
        le.regions(),
        le.indicators(),
        le.vintages(),
    ):
        used |= set(frame["source"].astype("str"))
    assert used == keys


def test_sources_say_who_where_and_under_which_licence() -> None:
    found = le.sources()
    for column in ("publisher", "title", "address", "licence"):
        assert (found[column] != "").all(), column
    dated = found[found["published_from"].notna() & found["published"].notna()]
    assert (dated["published_from"] <= dated["published"]).all()
    assert (
        not found["address"].duplicated(keep=False)[found["address"].str.startswith("http")].sum()
        > 2
    )


def test_every_region_resolves() -> None:
    known = catalog.codes("region")
    table = le.regions()
    named = set(table["parent"]) | {code for cell in table["members"] for code in cell.split(";")}
    named |= {code for cell in le.events()["region"] for code in cell.split(";")}
    named |= set(le.observations()["region"].astype("str"))
    named |= set(le.claims()["region"].astype("str"))
    assert named - {""} <= known


def test_places_of_each_level() -> None:
    counts = le.regions()["level"].value_counts().to_dict()
    assert counts["province"] == 34  # 31, Hong Kong, Macao and Taiwan
    assert counts["prefecture"] == 14
    assert counts["country"] == 6
    provinces = le.regions("province")
    assert provinces["mainland"].sum() == 31
    # GB/T 2260: two digits of the province, then its cities.
    cities = le.regions("prefecture")
    assert cities["gb2260"].str.startswith("21").all()
    assert set(cities["parent"]) == {"CN-LN"}


def test_members_of_the_groups() -> None:
    members = le.regions().set_index("region")["members"].str.split(";")
    assert members["CN-NE"] == ["CN-HL", "CN-JL", "CN-LN"]
    # Four zones until 2017, seven more, Hainan, then six in August 2019.
    for code, count in (("CN-FTZ-4", 4), ("CN-FTZ-12", 12), ("CN-FTZ-18", 18)):
        assert len(members[code]) == count
    assert set(members["CN-FTZ-4"]) < set(members["CN-FTZ-12"]) < set(members["CN-FTZ-18"])


def test_openings_of_the_zones() -> None:
    found: Any = le.regions().set_index("region")[["opened_from", "opened"]]
    day = pd.Timestamp
    assert found.loc["CN-LN-FTZ"].tolist() == [day("2017-04-01"), day("2017-04-10")]
    assert found.loc["CN-SH-FTZ"].tolist() == [day("2013-09-29")] * 2
    assert found.loc["CN-SC-FTZ"].tolist() == [day("2017-04-01")] * 2
    assert found.loc["CN-GD-FTZ"].tolist() == [day("2015-04-21")] * 2
    known = found.dropna()
    assert (known["opened_from"] <= known["opened"]).all()


def test_areas_of_the_liaoning_zone_add_up() -> None:
    # State Council, 31 March 2017: 119.89 km2; HKTDC: 59.96, 29.97 and 29.96.
    found = le.regions()
    parts = found.loc[found["parent"] == "CN-LN-FTZ", "area_km2"]
    assert parts.sum() == pytest.approx(119.89)
    assert found.set_index("region").loc["CN-LN-FTZ", "area_km2"] == 119.89


def test_units_are_canonical() -> None:
    every = set(le.indicators()["unit"].astype("str"))
    every |= set(le.observations()["unit"].astype("str")) | set(le.claims()["unit"].astype("str"))
    every |= set(le.events()["unit"].astype("str")) - {""}
    for unit in every:
        assert units.normalise(unit) == unit


def test_indicators_say_how_money_is_converted() -> None:
    found = le.indicators().set_index("indicator")
    money = found["unit"].astype("str").map(units.is_currency)
    assert (money == (found["currency_rate"] != "none")).all()
    assert found.loc["gdp", "currency_rate"] == "average"
    promised = ["capital_registered", "fdi_contracted", "projects_signed_value", "stimulus"]
    assert set(found.loc[promised, "currency_rate"]) == {"published"}


def test_indicators_have_no_suffix_for_the_measure() -> None:
    for code in le.indicators()["indicator"]:
        assert not code.endswith(("_growth", "_share", "_rank", "_index", "_multiple", "_duration"))


def test_synonyms_are_of_one_indicator_each() -> None:
    names = [
        (name.casefold(), row.indicator)
        for row in le.indicators().itertuples()
        for name in str(row.synonyms).split(";")
        if name
    ]
    assert len({name for name, _ in names}) == len(names)


def test_vintages_cover_every_row_of_the_record() -> None:
    # A row whose release vintages() does not know would be a benchmark of its own.
    table = le.vintages()
    own = {"binhai-2018-01", "xinhua-2018-01-03", "wdi-2025-07", "census5"}
    assert own == set(table.loc[table["vintage"] == table["benchmark"].astype("str"), "vintage"])
    found = le.observations()
    unknown = catalog.benchmarks(found) == found["vintage"].astype("str").to_numpy()
    assert set(found.loc[unknown, "vintage"]) == own


def test_spans_of_a_vintage_do_not_overlap() -> None:
    table = le.vintages().sort_values(["topic", "vintage", "start"])
    for _, spans in table.groupby(["topic", "vintage"], observed=True):
        assert (spans["start"].iloc[1:].to_numpy() > spans["end"].iloc[:-1].to_numpy()).all()
    assert set(table["topic"]) == {one.topic for one in held()}


def test_vintages_bound_the_days_of_their_rows() -> None:
    # Sectors come from other copies of the same releases, some seen later.
    found = le.observations(["gdp", "population"])
    spans = le.vintages()
    for row in spans[spans["topic"].isin(["gdp", "population"])].itertuples():
        rows = found[
            (found["vintage"] == row.vintage)
            & (found["indicator"] == row.topic)
            & (found["start"] >= row.start)
            & (found["end"] <= row.end)
        ]
        assert (rows["published"] <= row.published).all(), row.vintage
        assert (rows["published_from"] >= row.published_from).all(), row.vintage


def test_every_range_of_days_says_by_what_rule() -> None:
    table = le.vintages()
    assert table[["published_from", "published"]].notna().all().all()
    ranges = table[table["published_from"] != table["published"]]
    # Of a page's month or year the range is what the page says; else a rule stands in the note.
    told = ranges["published_kind"].isin(["page_date", "year_only"]) | ranges["note"].str.contains(
        "inferred|not before|earliest day|by rule"
    )
    assert ranges.loc[~told, "vintage"].tolist() == []


def test_reasons_name_the_census_and_the_admission() -> None:
    table = le.vintages()
    gdp = table[(table["topic"] == "gdp") & (table["vintage"] == "nbs-web-2021")].iloc[0]
    assert "fourth economic census" in gdp["reason"]
    assert "E22" in gdp["note"]
    admission: Any = le.events().set_index("event").loc["E22"]
    assert admission["start"] == pd.Timestamp("2017-01-17")
    assert (admission["lower"], admission["upper"]) == (20.0, float("inf"))


def test_events_of_a_kind() -> None:
    found = le.events("us_tariffs")
    assert set(found["kind"]) == {"us_tariffs"}
    assert found["start"].is_monotonic_increasing
    assert len(le.events()) == 56


def test_months_and_years_of_events_are_whole() -> None:
    found: Any = le.events().set_index("event")
    assert found.loc["E28", ["start", "end"]].tolist() == [
        pd.Timestamp("2017-05-01"),
        pd.Timestamp("2017-05-31"),
    ]
    assert (found["start"] <= found["end"]).all()


def test_codes_of_each_kind() -> None:
    assert "CN-NE-PLAN" in catalog.codes("region")
    assert {"firm", "person", "CNY", "km2", "1"} <= catalog.codes("unit")
    assert {"unstated", "nbs-web-2018-12"} <= catalog.codes("vintage")
    assert {"zone_registrations", "resident_year_end", "unstated"} <= catalog.codes("basis")
    assert "straitstimes-2018-08" in catalog.codes("source")
    assert catalog.codes("indicator") == frozenset(le.indicators()["indicator"])


def test_unknown_level_kind_and_code() -> None:
    with pytest.raises(UnknownCodeError, match=r"unknown level 'provinces'.*'province'\?"):
        le.regions("provinces")
    with pytest.raises(UnknownCodeError, match=r"unknown kind of event 'tariff'.*there are"):
        le.events("tariff")
    with pytest.raises(UnknownCodeError, match=r"unknown kind of code 'colour'"):
        catalog.codes("colour")
