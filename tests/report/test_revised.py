"""What was known on a day, why figures were revised, and warnings as words."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import VintageWarning
from liaoning_econ.report import population, steps
from liaoning_econ.report.blocks import Table, Text
from liaoning_econ.report.context import PROVINCE, Context
from liaoning_econ.report.ranked import places, then_and_now
from liaoning_econ.report.revised import article_day, because, heard, known_on, remarks, revised
from liaoning_econ.report.values import STRAITS_TIMES

END_2017 = pd.Timestamp("2017-12-31")
DAY = pd.Timestamp("2018-08-31")


def people(*figures: tuple[float, str | None, str]) -> pd.DataFrame:
    """Releases of one population at the end of 2017: value, day of publication, source."""
    rows = le.observations("population", PROVINCE, start=2017, end=2017).iloc[:1]
    table = pd.concat([rows] * len(figures), ignore_index=True)
    value = pd.Series([value for value, _, _ in figures])
    day = pd.to_datetime(pd.Series([day for _, day, _ in figures])).astype("datetime64[us]")
    return table.assign(
        value=value, lower=value, upper=value, published_from=day, published=day,
        vintage=[f"v{number}" for number in range(len(figures))],
        source=[source for _, _, source in figures],
    )  # fmt: skip


def test_the_newest_release_of_the_day_answers() -> None:
    rows = people((1.0, "2018-01-31", "a"), (2.0, "2018-08-31", "b"), (3.0, "2018-09-01", "c"))
    found = known_on(rows, DAY, END_2017)
    assert found is not None
    assert (found.value, found.source) == (2.0, "b")
    assert known_on(rows, pd.Timestamp("2018-01-30"), END_2017) is None
    assert known_on(rows, DAY, pd.Timestamp("2016-12-31")) is None


def test_a_certain_release_goes_before_a_possible_one() -> None:
    rows = people((1.0, "2018-01-31", "a"), (2.0, "2018-12-31", "b"))
    rows.loc[1, "published_from"] = pd.Timestamp("2018-06-01")
    certain = known_on(rows, DAY, END_2017)
    possible = known_on(rows.iloc[1:], DAY, END_2017)
    assert certain is not None
    assert possible is not None
    assert (certain.value, possible.value) == (1.0, 2.0)


def test_a_figure_without_a_day_was_always_out() -> None:
    only = known_on(people((1.0, None, "a")), DAY, END_2017)
    beside = known_on(people((1.0, None, "a"), (2.0, "2018-01-31", "b")), DAY, END_2017)
    assert only is not None
    assert beside is not None
    assert (only.value, beside.value) == (1.0, 2.0)


def test_warnings_of_vintages_become_notes_and_others_stay_warnings() -> None:
    told: list[str] = []

    def call() -> int:
        warnings.warn("<b> of v1 left out", VintageWarning, stacklevel=1)
        warnings.warn("<b> of v1 left out", VintageWarning, stacklevel=1)
        warnings.warn("old", UserWarning, stacklevel=1)
        return 7

    with pytest.warns(UserWarning, match="old") as shown:
        assert heard(call, told) == 7
    assert [one.category for one in shown] == [UserWarning]
    notes = remarks(told)
    assert [str(note.text) for note in notes] == ["Of these figures: &lt;b&gt; of v1 left out."]


def test_a_cause_is_said_with_its_source_and_without_its_key() -> None:
    rows = le.observations("gdp", PROVINCE, start=2014, end=2014)
    found = revised(rows, "previous", [])
    first = found.iloc[0]
    said = because(first["cause"], first["reason"])
    assert "(event E22)" in first["reason"]
    assert "E22" not in said
    assert 'data-source="chinadaily-2017-01-18"' in said
    assert because("unknown", "") == "the record does not say why"
    assert because("rounding", "") == "the same figure with other digits"


def test_the_day_of_the_article(context: Context) -> None:
    assert article_day(context, STRAITS_TIMES) == DAY
    assert article_day(context, "no such document") is None


def test_places_then_and_now(context: Context) -> None:
    table = places(context, PROVINCE, DAY).set_index("year")
    # Counted by hand in the tables as they stood in 2018 and in 2026.
    assert table["then"].to_dict() == {
        2008: 8, 2009: 7, 2010: 7, 2011: 7, 2012: 7, 2013: 7, 2014: 7, 2015: 10, 2016: 14,
    }  # fmt: skip
    assert table.loc[[2012, 2016], "now"].tolist() == [14, 14]
    assert table.index[table["survives"]].tolist() == [2016]
    assert (table["then"] == table["then_worst"]).all()


def test_a_place_that_has_not_moved(context: Context) -> None:
    # Guangdong is first in every vintage.
    text, table = then_and_now(context, "CN-GD", DAY)
    assert isinstance(text, Text)
    assert isinstance(table, Table)
    assert "In each of nine years Guangdong has the place" in text.text
    assert {str(row[1]) for row in table.rows} == {"1st"}


def test_a_record_that_cannot_be_ranked_says_so() -> None:
    gdp = le.observations("gdp", start=2012, end=2012, vintage="nbs-web-2018-12")
    twice = pd.concat(
        [gdp, gdp.assign(value=1.0, lower=1.0, upper=1.0, source="other")], ignore_index=True
    )
    (note,) = then_and_now(Context.of(None, twice), PROVINCE, DAY)
    assert isinstance(note, Text)
    assert note.text.startswith("Its place as known then cannot be told: ")


def test_nothing_is_said_of_a_day_that_is_not_known(context: Context) -> None:
    gdp = context.official("gdp", PROVINCE)
    assert then_and_now(context, PROVINCE, None) == ()
    assert steps.known_then(gdp, revised(gdp, "previous", []), None) == ()


def test_a_figure_that_was_not_revised_has_no_table() -> None:
    rows = people((4.0e12, "2018-01-31", "a"), (4.0e12, "2018-12-31", "b")).assign(unit="CNY")
    found = steps.known_then(rows, revised(rows, "previous", []), DAY)
    assert len(found) == 1
    assert isinstance(found[0], Text)
    assert "It has not been revised since." in found[0].text


def test_a_table_on_one_basis_is_not_called_mixed() -> None:
    rows = le.observations("gdp", PROVINCE, vintage="nbs-web-2026-03")
    told: list[str] = []
    rates = steps.growing(rows, ["nbs-web-2026-03"])
    assert steps.mixed(rows, rates, {"nbs-web-2026-03": "now"}, told) == ()
    assert told == []


def test_population_of_an_own_record_without_days(context: Context) -> None:
    rows = people((43_690_000.0, None, "mine"))
    claim = next(one for one in context.claims if one.claim == "S10")
    own = Context.of(None, rows)
    then, now = population.known(own, claim)
    assert then is not None
    assert now is not None
    assert then.value == now.value == 43_690_000
    topic = population.find(own, frozenset())
    assert topic is not None
    assert topic.section is not None
    table = topic.section.blocks[-1]
    assert isinstance(table, Table)
    # A single release was first seen and is known now, and has not been revised.
    assert [row[3] for row in table.rows] == [""]
