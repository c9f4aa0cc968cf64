"""Growth over the years: products and averages by hand, and what the record cannot bear."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import growth
from liaoning_econ.report.blocks import Standing, Text
from liaoning_econ.report.context import Context
from liaoning_econ.report.course import course, grown, steps

# Announced by the province, 2012 to 2017, in percent.
ANNOUNCED = (9.5, 8.7, 5.8, 3.0, -2.5, 4.2)


@pytest.fixture(scope="module")
def rates(context: Context) -> pd.DataFrame:
    """Growth of the provinces as first published."""
    frame = le.observations("gdp", measure="growth", vintage="first-published")
    return frame[plain_codes(frame["region"]).isin(context.provinces)].reset_index(drop=True)


def made(rates: pd.DataFrame, values: list[float]) -> pd.DataFrame:
    """Growth of one province in consecutive years from 1960 on."""
    row = rates.iloc[[0] * len(values)].reset_index(drop=True)
    years = [1960 + number for number in range(len(values))]
    return row.assign(
        value=values,
        lower=[value - 0.05 for value in values],
        upper=[value + 0.05 for value in values],
        start=[pd.Timestamp(year, 1, 1) for year in years],
        end=[pd.Timestamp(year, 12, 31) for year in years],
    )


def words_of(parts: tuple[Text, ...]) -> list[str]:
    return [str(part.text.striptags()) for part in parts]


def test_growth_since_2011_is_the_product_of_the_announced_rates(
    context: Context, rates: pd.DataFrame
) -> None:
    total = grown(context, rates, "CN-LN", 2011, 2017)
    assert total is not None
    by_hand = [
        100 * (math.prod(1 + (rate + half) / 100 for rate in ANNOUNCED) - 1)
        for half in (-0.05, 0.0, 0.05)
    ]
    assert [total.lower, total.growth, total.upper] == pytest.approx(by_hand)
    level = le.observations("gdp", "CN-LN", start="2011", end="2011", vintage="nbs-web-2026-03")
    assert total.before == level["value"].iloc[0]
    assert total.after == pytest.approx(total.before * (1 + total.growth / 100))


def test_its_place_is_counted_among_all_products(context: Context, rates: pd.DataFrame) -> None:
    total = grown(context, rates, "CN-SX", 2013, 2017)
    assert total is not None
    years = rates[rates["end"].dt.year.between(2014, 2017)]
    products: dict[str, list[float]] = {}
    for region, rows in years.groupby(plain_codes(years["region"])):
        products[str(region)] = [
            100 * (float(np.prod(1 + rows[name].to_numpy() / 100)) - 1)
            for name in ("lower", "value", "upper")
        ]
    low, _, high = products["CN-SX"]
    faster = sum(one[0] > high for one in products.values())
    slower = sum(one[2] < low for one in products.values())
    assert (total.best, total.worst, total.of) == (faster + 1, 30 - slower, 30)
    # Only Liaoning grew less than Shanxi.
    assert (total.best, total.worst) == (29, 29)
    assert total.median == pytest.approx(np.median([one[1] for one in products.values()]))
    said = words_of(course(context, rates, "CN-SX", (2014, 2017)))[0]
    assert "Among the 30 provinces with figures that is rank 29;" in said


@pytest.mark.parametrize(("region", "base"), [("CN-BJ", 2011), ("CN-LN", 1970), ("CN-LN", 1995)])
def test_nothing_is_multiplied_up_without_rates_or_level(
    context: Context, rates: pd.DataFrame, region: str, base: int
) -> None:
    assert grown(context, rates, region, base, 2017) is None


def test_nothing_is_multiplied_up_where_a_year_has_two_rates(
    context: Context, rates: pd.DataFrame
) -> None:
    own = rates[(rates["region"] == "CN-LN") & (rates["end"].dt.year <= 2017)]
    lacks = own[own["end"].dt.year != 2014]
    again = own[own["end"].dt.year == 2015].assign(value=3.1, upper=3.15)
    doubled = pd.concat([lacks, again], ignore_index=True)
    assert grown(context, doubled, "CN-LN", 2011, 2017) is None
    assert grown(context, lacks.reset_index(drop=True), "CN-LN", 2011, 2017) is None


def test_an_economy_that_shrank_is_smaller(context: Context, rates: pd.DataFrame) -> None:
    said = words_of(course(context, rates, "CN-LN", (2016, 2016)))[0]
    assert "economy of 2016 2.5% smaller than that of 2015 (" in said


def test_the_step_leaves_least_of_all_places(rates: pd.DataFrame) -> None:
    found = steps(rates, "CN-LN")
    assert found is not None
    levels, few, source = found
    assert few
    assert source == "growth_renjiyi"
    values = rates.loc[rates["region"] == "CN-LN", "value"].to_numpy()
    left = [
        float(((values[:cut] - values[:cut].mean()) ** 2).sum())
        + float(((values[cut:] - values[cut:].mean()) ** 2).sum())
        for cut in range(2, len(values) - 1)
    ]
    cut = 2 + int(np.argmin(left))
    assert [(one.first, one.last) for one in levels] == [(2005, 2004 + cut), (2005 + cut, 2022)]
    assert [one.mean for one in levels] == pytest.approx([values[:cut].mean(), values[cut:].mean()])
    before, after = levels
    assert before.earliest is not None
    assert before.latest is not None
    assert before.earliest <= before.last <= before.latest
    assert after.earliest is after.latest is None


def test_few_years_become_a_caution_in_words(context: Context, rates: pd.DataFrame) -> None:
    said = words_of(course(context, rates, "CN-LN", None))
    assert len(said) == 1
    # Averages by hand: 12.3, 13.8, 14.5, 13.1, 13.1, 14.2, 12.2, 9.5 and 8.7; then 5.8, 3.0, -2.5,
    # 4.2, 5.7, 5.5, 0.6, 5.8 and 2.1.
    assert "12.4% a year from 2005 to 2013 and 3.4% a year from 2014 to 2022" in said[0]
    assert "18 years are few: only a large step shows" in said[0]
    assert "no finding" in said[0]


def test_many_years_need_no_caution(context: Context, rates: pd.DataFrame) -> None:
    region = str(rates["region"].iloc[0])
    noise = np.random.default_rng(5).normal(0, 0.5, 40)
    made_up = made(rates, (np.where(np.arange(40) < 20, 12.0, 4.0) + noise).tolist())
    (said,) = words_of(course(context, made_up, region, None))
    assert "finds one: on average" in said
    assert "The step came at the end of 1979" in said
    assert "few" not in said


def test_growth_without_a_step_has_none(context: Context, rates: pd.DataFrame) -> None:
    region = str(rates["region"].iloc[0])
    level = made(rates, np.random.default_rng(3).normal(6, 0.5, 40).tolist())
    assert words_of(course(context, level, region, None)) == [
        "A search of all years on record, 1960 to 1999, for steps in its growth finds none."
    ]


def test_too_few_years_say_nothing(context: Context, rates: pd.DataFrame) -> None:
    region = str(rates["region"].iloc[0])
    assert steps(made(rates, [5.0, 6.0]), region) is None
    assert course(context, made(rates, [5.0, 6.0]), region, (1960, 1961)) == ()


def test_the_verdict_stands_and_the_section_says_both(context: Context) -> None:
    topic = growth.find(context, frozenset())
    assert topic is not None
    assert [entry.standing for entry in topic.entries] == [Standing.PRINT]
    assert topic.section is not None
    said = words_of(tuple(one for one in topic.section.blocks if isinstance(one, Text)))
    # By hand: 1.095 * 1.087 * 1.058 * 1.03 * 0.975 * 1.042 = 1.3178.
    assert "economy of 2017 31.8% larger than that of 2011" in said[0]
    assert "that is the least" in said[0]
    assert "A search of all years on record" in said[1]
    assert "figures that the province later disowned" in said[2]


def test_a_record_of_the_readers_own_without_levels_still_makes_a_section(
    rates: pd.DataFrame,
) -> None:
    topic = growth.find(Context.of(None, rates), frozenset())
    assert topic is not None
    assert topic.section is not None
    said = words_of(tuple(one for one in topic.section.blocks if isinstance(one, Text)))
    assert said[0].startswith("A search of all years on record")
