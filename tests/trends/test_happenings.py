"""Event studies against hands, a regression with dummies, dense matrices, and chance itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ.errors import SchemaError, TrendError, UnknownCodeError
from liaoning_econ.schemas import EventPaths
from liaoning_econ.trends.happenings import event_study
from tests.trends.fixings import autoregression, day_after, rates_of


@pytest.fixture(scope="module")
def yuan() -> pd.DataFrame:
    return le.rates("USD", "CNY", "2014-06-01", "2019-12-31")


@pytest.fixture(scope="module")
def shipped() -> pd.DataFrame:
    """The reform of August 2015, the rounds of tariffs, and the reserve rule of August 2018."""
    events = le.events()
    return events[events["kind"].eq("us_tariffs") | events["event"].isin(["E10", "E43"])]


def of(found: pd.DataFrame, event: str) -> pd.DataFrame:
    return found[found["event"] == event].reset_index(drop=True)


def p_of_three_degrees(t: float) -> float:
    """Two-sided p of Student's t with three degrees of freedom, in closed form."""
    x = t / math.sqrt(3)
    return 1 - 2 / math.pi * (x / (1 + x**2) + math.atan(x))


def test_one_event_by_hand_without_lags() -> None:
    """Mean 0 and s^2 = 4/3 before; s^2 (m + m^2 / 4) is 5/3 after one day and 4 after two."""
    rates = rates_of([1, -1, 1, -1, 3, 2])
    found = event_study(rates, {"one": day_after(4)}, (0, 1), estimation=4, max_lags=0)
    EventPaths.validate(found)
    own = of(found, "one")
    assert own["abnormal"].tolist() == pytest.approx([3, 2])
    assert own["cumulative"].tolist() == pytest.approx([3, 5])
    assert own["standard_error"].tolist() == pytest.approx([math.sqrt(5 / 3), 2])
    assert own["t"].tolist() == pytest.approx([3 / math.sqrt(5 / 3), 2.5])
    assert own["p_value"].tolist() == pytest.approx([p_of_three_degrees(t) for t in own["t"]])
    # Student's t with three degrees of freedom: 3.182446 leaves 2.5 percent on either side.
    assert own["lower"][1] == pytest.approx(5 - 2 * 3.182446, abs=1e-5)
    assert own["upper"][1] == pytest.approx(5 + 2 * 3.182446, abs=1e-5)
    assert own["offset"].tolist() == [0, 1]
    assert own["date"].tolist() == [day_after(4), day_after(5)]
    assert own["events"].tolist() == [1, 1]
    assert own["overlaps"].tolist() == [0, 0]


def test_one_event_by_hand_with_a_lag() -> None:
    """The autocovariance at lag 1 is -3/3, with Bartlett's half -1/2.

    Products of neighbouring weights: -1/16 for (-1/4 four times, 1), 5/4 for (-1/2 four times, 1,
    1); so 5/3 + 2 (-1/2) (-1/16) = 83/48, and 4 + 2 (-1/2) 5/4 = 11/4.
    """
    rates = rates_of([1, -1, 1, -1, 3, 2])
    found = event_study(rates, {"one": day_after(4)}, (0, 1), estimation=4, max_lags=1)
    errors = of(found, "one")["standard_error"]
    assert errors.tolist() == pytest.approx([math.sqrt(83 / 48), math.sqrt(11 / 4)])


def test_the_mean_of_two_events_that_overlap_by_hand() -> None:
    """Events a day apart: weights share -1/16 of 5/4 after one day, 5/4 of 3 after two.

    So the correlations are -1/20 and 5/12, and the variances of the mean 5/3 (2 - 1/10) / 4 and
    4 (2 + 5/6) / 4.
    """
    rates = rates_of([1, -1, 1, -1, 1, 5, 3])
    events = {"later": day_after(5), "one": day_after(4)}
    found = event_study(rates, events, (0, 1), estimation=4, max_lags=0)
    assert found["event"].tolist() == ["one"] * 2 + ["later"] * 2 + ["all"] * 2
    mean = of(found, "all")
    assert mean["abnormal"].tolist() == pytest.approx([3, 4])
    assert mean["cumulative"].tolist() == pytest.approx([3, 7])
    assert mean["standard_error"].tolist() == pytest.approx([math.sqrt(19 / 24), math.sqrt(17 / 6)])
    assert mean["date"].isna().all()
    assert mean["events"].tolist() == [2, 2]
    assert found["overlaps"].tolist() == [1] * 6


@pytest.mark.parametrize("seed", range(3))
def test_one_event_as_a_regression_with_a_dummy_a_day_has_it(seed: int) -> None:
    """Salinger (1992): the sum of the dummies' coefficients and its error, by statsmodels."""
    changes = np.random.default_rng(seed).normal(0.1, 0.4, 60)
    found = of(
        event_study(rates_of(changes), {"one": day_after(45)}, (-3, 6), estimation=40, max_lags=0),
        "one",
    )
    sample = changes[2:52]
    dummies = np.vstack([np.zeros((40, 10)), np.eye(10)])
    fit = sm.OLS(sample, np.column_stack([np.ones(50), dummies])).fit()
    for days in (1, 4, 10):
        test = fit.t_test(np.r_[0, np.ones(days), np.zeros(10 - days)])
        row = found.iloc[days - 1]
        assert row["cumulative"] == pytest.approx(test.effect.item(), rel=1e-9)
        assert row["standard_error"] == pytest.approx(test.sd.item(), rel=1e-9)
        assert row["p_value"] == pytest.approx(test.pvalue.item(), rel=1e-9)
        assert [row["lower"], row["upper"]] == pytest.approx(test.conf_int()[0], rel=1e-9)


def dense_errors(
    changes: np.ndarray, places: list[int], first: int, last: int, length: int, lags: int
) -> np.ndarray:
    """Standard errors of the mean by whole matrices over the calendar."""
    n, days = changes.size, last - first + 1
    distance = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    bartlett = np.maximum(1 - distance / (lags + 1), 0)
    own, correlation = [], np.zeros((n, n))
    for place in places:
        before = changes[place + first - length : place + first]
        before = before - before.mean()
        gamma = np.array([before[h:] @ before[: length - h] for h in range(length)]) / (length - 1)
        gamma = np.append(gamma, np.zeros(n))[distance] * bartlett
        own.append(gamma)
        correlation += gamma / gamma[0, 0] / len(places)
    errors = []
    for day in range(1, days + 1):
        weights = np.zeros((len(places), n))
        for row, place in enumerate(places):
            weights[row, place + first - length : place + first] = -day / length
            weights[row, place + first : place + first + day] = 1
        sizes = np.sqrt([w @ g @ w for w, g in zip(weights, own, strict=True)])
        shared = weights @ correlation @ weights.T
        norm = np.sqrt(np.diag(shared))
        errors.append(np.sqrt(sizes @ (shared / np.outer(norm, norm)) @ sizes) / len(places))
    return np.array(errors)


@pytest.mark.parametrize(("lags", "last"), [(0, 4), (3, 4), (7, 12)])
def test_the_mean_as_dense_matrices_have_it(lags: int, last: int) -> None:
    changes = autoregression(np.random.default_rng(5), 0.3, 200)
    places = [60, 63, 75, 75, 110, 145, 180]
    events = {f"e{number}": day_after(place) for number, place in enumerate(places)}
    found = event_study(rates_of(changes), events, (-2, last), estimation=30, max_lags=lags)
    expected = dense_errors(changes, places, -2, last, 30, lags)
    np.testing.assert_allclose(of(found, "all")["standard_error"], expected, rtol=1e-9)


@given(st.integers(0, 2**32), st.integers(0, 5))
def test_the_mean_of_one_event_is_that_event(seed: int, lags: int) -> None:
    changes = np.random.default_rng(seed).normal(size=30)
    found = event_study(
        rates_of(changes), {"one": day_after(24)}, (-2, 3), estimation=20, max_lags=lags
    )
    numbers = ["abnormal", "cumulative", "standard_error", "lower", "upper", "t", "p_value"]
    np.testing.assert_allclose(of(found, "one")[numbers], of(found, "all")[numbers], rtol=1e-9)


@given(st.integers(0, 2**32))
def test_the_quote_loses_what_the_base_gains(seed: int) -> None:
    rates = rates_of(np.random.default_rng(seed).normal(size=40))
    back = rates.assign(base=rates["quote"], quote=rates["base"], rate=7 / rates["rate"])
    events = {"one": day_after(25), "two": day_after(30)}
    found, other = (event_study(frame, events, (0, 5), estimation=20) for frame in (rates, back))
    np.testing.assert_allclose(other["cumulative"], -found["cumulative"], atol=1e-9)
    np.testing.assert_allclose(other["standard_error"], found["standard_error"], rtol=1e-9)
    np.testing.assert_allclose(other["lower"], -found["upper"], atol=1e-9)


def test_about_one_in_twenty_events_that_never_were_is_significant() -> None:
    """400 windows apart from one another in one series of AR(1) noise; nothing happens in any."""
    changes = autoregression(np.random.default_rng(20150811), 0.3, 400 * 160)
    events = {f"e{number}": day_after(160 * number + 135) for number in range(400)}
    shares = {
        lags: (event_study(rates_of(changes), events, (0, 20), max_lags=lags)["p_value"] < 0.05)
        for lags in (None, 0)
    }
    last = np.arange(20, 400 * 21, 21)
    assert 0.03 <= shares[None][last].mean() <= 0.11
    # Without the autocovariances it would be more than twice too many.
    assert shares[0][last].mean() > 0.11


def test_the_mean_of_events_that_overlap_is_significant_as_seldom() -> None:
    """250 pairs with four events each, of which neighbours are five days apart."""
    random = np.random.default_rng(20180803)
    frames = [
        rates_of(autoregression(random, 0.3, 170), base=f"B{number}") for number in range(250)
    ]
    events = {f"e{number}": day_after(130 + 5 * number) for number in range(4)}
    found = event_study(pd.concat(frames), events, (0, 20))
    last = found[found["offset"] == 20]
    mean = last[last["event"] == "all"]
    assert 0.02 <= (mean["p_value"] < 0.05).mean() <= 0.11
    # As if the four were independent: their errors as the root of a sum of squares.
    single = last[last["event"] != "all"]["standard_error"].to_numpy().reshape(250, 4)
    naive = mean["cumulative"].to_numpy() / (np.sqrt((single**2).sum(axis=1)) / 4)
    assert (np.abs(naive) > 2).mean() > 0.2


def test_a_real_change_is_found_and_measured() -> None:
    random = np.random.default_rng(3)
    changes = random.normal(0, 0.2, 200)
    changes[150] += 3
    own = of(event_study(rates_of(changes), {"one": day_after(150)}, (-5, 5)), "one")
    before, after = own[own["offset"] < 0], own[own["offset"] >= 0]
    assert (before["p_value"] > 0.05).all()
    assert (after["p_value"] < 0.01).all()
    assert own["abnormal"][5] == pytest.approx(3, abs=3 * 0.2)


def test_the_shipped_events_against_the_dollar(yuan: pd.DataFrame, shipped: pd.DataFrame) -> None:
    found = event_study(yuan, shipped, (-10, 20))
    EventPaths.validate(found)
    assert len(found) == 31 * (len(shipped) + 1)
    first = found[found["offset"] == 0].set_index("event")
    # The fixing was set 1.86 percent weaker, and the market followed (event E10).
    assert first["date"].loc["E10"] == pd.Timestamp("2015-08-11")
    assert first["abnormal"].loc["E10"] == pytest.approx(1.86, abs=0.1)
    assert float(first["p_value"].loc["E10"]) < 1e-6
    # 1 December 2018 was a Saturday; the yuan gained on the Monday after the truce.
    assert first["date"].loc["E48"] == pd.Timestamp("2018-12-03")
    assert float(first["abnormal"].loc["E48"]) < -0.5
    # Week-days between 6 July, 3 and 23 August and 24 September 2018: 20, 14 and 22; no holiday.
    assert first["overlaps"].loc[["E42", "E43", "E44", "E46"]].tolist() == [1, 2, 2, 1]
    assert first["overlaps"].loc[["E10", "all"]].tolist() == [0, 3]


def test_a_lag_moves_an_event_to_a_later_publication(
    yuan: pd.DataFrame, shipped: pd.DataFrame
) -> None:
    found = event_study(yuan, shipped, (0, 1), lag={"E35": 1})
    first = found[found["offset"] == 0].set_index("event")["date"]
    # 22 March 2018 was a Thursday.
    assert first["E35"] == pd.Timestamp("2018-03-23")
    assert first["E10"] == pd.Timestamp("2015-08-11")
    later = event_study(yuan, shipped, (0, 1), lag=1).set_index(["event", "offset"])["abnormal"]
    plain = event_study(yuan, shipped, (1, 1)).set_index(["event", "offset"])["abnormal"]
    # The estimation window moves too, by a day of 120.
    assert later["E10", 0] == pytest.approx(plain["E10", 1], abs=0.01)


def test_days_without_publication_do_not_count(yuan: pd.DataFrame) -> None:
    events = {"reform": "2015-08-11"}
    found = event_study(yuan, events)
    working = yuan[yuan["date"] == yuan["date_used"]]
    pd.testing.assert_frame_equal(
        found, event_study(working.sample(frac=1, random_state=1), events)
    )
    own = of(found, "reform")["date"]
    assert own.dt.day_of_week.max() == 4
    assert own.is_monotonic_increasing


def test_several_pairs_come_one_after_the_other(yuan: pd.DataFrame) -> None:
    won = le.rates("USD", "KRW", "2014-06-01", "2019-12-31")
    both = event_study(pd.concat([won, yuan]), {"reform": "2015-08-11"}, (0, 2))
    assert both["quote"].tolist() == ["KRW"] * 6 + ["CNY"] * 6
    alone = event_study(yuan, {"reform": "2015-08-11"}, (0, 2))
    numbers = ["cumulative", "standard_error", "t"]
    assert both[numbers].iloc[6:].to_numpy().tolist() == alone[numbers].to_numpy().tolist()


def test_events_of_a_month_are_refused_by_name_and_left_out_by_name(yuan: pd.DataFrame) -> None:
    fx = le.events("fx")
    with pytest.raises(TrendError, match=r"E02, E28: not known to the day.*drop=\['E02', 'E28'\]"):
        event_study(yuan, fx)
    found = event_study(yuan, fx, drop=["E02", "E28"])
    expected = fx["event"][~fx["event"].isin(["E02", "E28"])].tolist()
    assert found["event"].unique().tolist() == [*expected, "all"]
    alone = event_study(yuan, fx[fx["event"].isin(["E28", "E10"])], drop="E28")
    assert alone["event"].unique().tolist() == ["E10", "all"]


def test_windows_that_the_rates_do_not_cover_are_refused_by_name() -> None:
    rates = rates_of(np.random.default_rng(1).normal(size=30))
    # Changes 0 to 9 before, 10 to 12 inside: the first that fits; the last leads to day 30.
    fits = {"early": day_after(10), "late": day_after(27)}
    assert len(event_study(rates, fits, (0, 2), estimation=10)) == 9
    for name, change in (("early", 9), ("late", 28)):
        with pytest.raises(TrendError, match=f"do not cover the windows of {name}: each needs 11"):
            event_study(rates, fits | {name: day_after(change)}, (0, 2), estimation=10)
    with pytest.raises(TrendError, match=r"and 2 after\. Mend: ask le.rates.*drop=\['past'\]"):
        event_study(rates, fits | {"past": "2030-01-01"}, (0, 2), estimation=10)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"window": (3, 1)}, r"window is \(3, 1\)\. Mend: give the first and the last offset"),
        ({"window": (0, 1.5)}, r"window is \(0, 1\.5\)"),
        ({"window": 5}, "window is 5"),
        ({"window": (1, 2, 3)}, r"window is \(1, 2, 3\)"),
        ({"estimation": 1}, "estimation is 1. Mend: give a whole number, 2 or more"),
        ({"max_lags": 20}, "max_lags is 20. Mend: give a whole number, from 0 to 19"),
        ({"max_lags": -1}, "max_lags is -1"),
        ({"confidence": 95}, "confidence is 95. Mend: give a share"),
        ({"lag": -1}, "lag of one is -1"),
        ({"lag": {"one": 0.5}}, "lag of one is 0.5"),
        ({"drop": ["one"]}, "no event is left"),
        ({"events": {}}, "no event is left"),
        ({"events": {"all": "2001-01-25"}}, "a code is 'all'"),
        ({"events": {"one": "2001-01"}}, "one: not known to the day"),
    ],
)
def test_arguments_that_make_no_study(arguments: dict[str, Any], message: str) -> None:
    rates = rates_of(np.random.default_rng(1).normal(size=40))
    plain: dict[str, Any] = {"events": {"one": day_after(25)}, "window": (0, 3), "estimation": 20}
    with pytest.raises(TrendError, match=message):
        event_study(rates, **(plain | arguments))


@pytest.mark.parametrize("arguments", [{"drop": ["E11"]}, {"lag": {"E11": 1}}])
def test_a_code_that_the_events_do_not_have(
    yuan: pd.DataFrame, shipped: pd.DataFrame, arguments: dict[str, Any]
) -> None:
    with pytest.raises(UnknownCodeError, match=r"unknown event 'E11'\. Mend: did you mean 'E10'"):
        event_study(yuan, shipped, **arguments)


def test_events_without_a_column_or_with_one_code_twice(
    yuan: pd.DataFrame, shipped: pd.DataFrame
) -> None:
    with pytest.raises(SchemaError, match=r"events lacks the columns \['precision'\]"):
        event_study(yuan, shipped.drop(columns="precision"))
    with pytest.raises(TrendError, match="'E10' stands twice"):
        event_study(yuan, pd.concat([shipped, shipped]))


def test_a_rate_that_stood_still_is_refused() -> None:
    rates = rates_of([0.0] * 30 + [1.0, -1.0])
    with pytest.raises(TrendError, match="did not move before the window of one"):
        event_study(rates, {"one": day_after(30)}, (0, 1), estimation=20)
