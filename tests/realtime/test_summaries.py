"""Statistics of revisions: by hand, a peer's printed digits, statsmodels, laws, what is refused."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import liaoning_econ as le
from liaoning_econ import frames, validation
from liaoning_econ.errors import VintageError, VintageWarning
from liaoning_econ.realtime.summaries import revision_statistics
from tests.realtime.releases import released


@pytest.fixture(scope="module")
def told(known: Path) -> dict[str, Any]:
    return tomllib.loads((known / "revisions.toml").read_text("utf-8"))


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-12, abs=1e-13)


def against_latest(table: npt.ArrayLike, **options: Any) -> pd.DataFrame:
    return revision_statistics(released(table), against="latest", **options)


def test_the_triangle_worked_by_hand(told: dict[str, Any]) -> None:
    triangle = told["triangle"]
    expected = triangle["statistics"]
    table = np.column_stack([triangle[name] for name in ("first", "second", "third")])
    found = against_latest(table, max_lags=1)
    validation.check(found, frames.REVISION_STATISTICS)
    one = found[found["release"] == 1].iloc[0]
    for name, text in expected.items():
        if name in one.index:
            assert one[name] == near(float(Fraction(text))), name
        elif name.endswith("_squared") and name.removesuffix("_squared") in one.index:
            assert one[name.removesuffix("_squared")] ** 2 == near(float(Fraction(text))), name
    sine = float(Fraction(expected["bias_sine_squared"])) ** 0.5
    assert one["bias_p_value"] == pytest.approx(1 - float(Fraction(expected["bias_factor"])) * sine)
    gap, late, early = np.sqrt(expected["theil_squares"])
    assert one["theil_u"] == near(gap / (late + early))
    for kind in ("news", "noise"):
        f = float(Fraction(expected[f"{kind}_f"]))
        assert one[f"{kind}_p_value"] == pytest.approx((1 + 2 * f / 3) ** -1.5, rel=1e-10)
    assert (one["lags"], one["revision_unit"], one["note"]) == (1, "percentage_point", "")


@pytest.mark.parametrize("place", [0, 1])
def test_f_has_the_distribution_that_a_peer_printed(told: dict[str, Any], place: int) -> None:
    """The p-value of the printed F, by the distribution that the library takes."""
    printed = told["printed"][place]
    # F is known to half a unit of its last digit, and the p-value to half of its own.
    low, high = (stats.f.sf(printed["f"] + shift, 2, printed["n"] - 2) for shift in (5e-4, -5e-4))
    assert low - 5e-6 <= printed["p_value"] <= high + 5e-6


def regression_as_printed(printed: dict[str, Any]) -> npt.NDArray[np.float64]:
    """Two releases whose regression has the printed numbers, which fix all its sums.

    s^2 / Sxx and s^2 (1 / n + m^2 / Sxx) are the squares of the two errors: Sxx and the mean m of
    the earlier figures follow. What the sums leave open is drawn by chance.
    """
    n, s = printed["n"], printed["residual_error"]
    squares = (s / printed["slope_error"]) ** 2
    mean = np.sqrt(((printed["intercept_error"] / s) ** 2 - 1 / n) * squares)
    chance = np.random.default_rng(0).normal(size=(n, 2))
    base = np.linalg.qr(np.column_stack((np.ones(n), chance)))[0]
    early = mean + np.sqrt(squares) * base[:, 1]
    left = s * np.sqrt(n - 2) * base[:, 2]
    return np.column_stack((early, printed["intercept"] + printed["slope"] * early + left))


@pytest.mark.parametrize("place", [0, 1])
def test_what_a_peer_printed_hangs_together(told: dict[str, Any], place: int) -> None:
    """R^2, and the mean revision from another table, follow from the printed regression."""
    printed = told["printed"][place]
    one = against_latest(regression_as_printed(printed)).iloc[0]
    assert one["n"] == printed["n"]
    assert one["news_intercept"] == pytest.approx(printed["intercept"], abs=1e-9)
    assert one["news_slope"] == pytest.approx(printed["slope"], abs=1e-9)
    assert one["correlation"] ** 2 == pytest.approx(printed["r_squared"], abs=5e-5 + 5e-5)
    if "mean" in printed:
        assert one["mean"] == pytest.approx(printed["mean"], abs=1e-4)


def two_releases(seed: int, n: int) -> npt.NDArray[np.float64]:
    """Growth with an early release that is off by a bias, noise and news."""
    random = np.random.default_rng(seed)
    truth = 2 + random.normal(size=n).cumsum() * 0.3
    return np.column_stack((truth * 0.9 + random.normal(size=n), truth + 0.2))


@pytest.mark.parametrize(("n", "lags"), [(12, 0), (40, None), (80, 3), (200, 7)])
def test_statsmodels_finds_the_same(n: int, lags: int | None) -> None:
    import statsmodels.api as sm

    table = two_releases(n, n)
    early, late = table.T
    one = against_latest(table, max_lags=lags).iloc[0]
    used = int(4 * (n / 100) ** (2 / 9)) if lags is None else lags
    hac = {"cov_type": "HAC", "cov_kwds": {"maxlags": used, "use_correction": True}, "use_t": True}
    mean = sm.OLS(late - early, np.ones(n)).fit(**hac)
    assert one["lags"] == used
    assert one["bias_error"] == pytest.approx(mean.bse[0], rel=1e-9)
    assert one["bias_p_value"] == pytest.approx(mean.pvalues[0], rel=1e-8)
    for kind, y, x in (("news", late, early), ("noise", early, late)):
        fit = sm.OLS(y, sm.add_constant(x)).fit(**hac)
        assert one[f"{kind}_intercept"] == pytest.approx(fit.params[0], rel=1e-9)
        assert one[f"{kind}_slope"] == pytest.approx(fit.params[1], rel=1e-9)
        joint = fit.f_test((np.eye(2), [0.0, 1.0]))
        assert one[f"{kind}_p_value"] == pytest.approx(float(joint.pvalue), rel=1e-7)
    assert one["correlation"] == pytest.approx(np.corrcoef(early, late)[0, 1], rel=1e-12)
    assert one["sd"] == pytest.approx(np.std(late - early, ddof=1), rel=1e-12)
    assert one["signal_to_noise"] == pytest.approx(late.var() / (late - early).var(), rel=1e-12)


def test_many_series_are_each_what_they_are_alone() -> None:
    regions = ["CN-LN", "CN-JL", "CN-HL"]
    tables = [two_releases(seed, n) for seed, n in enumerate((30, 30, 17))]
    each = [released(table, region=region) for table, region in zip(tables, regions, strict=True)]
    together = pd.concat(each).sample(frac=1, random_state=1)
    found = revision_statistics(together).set_index("region")
    for region, frame in zip(regions, each, strict=True):
        alone = revision_statistics(frame).set_index("region")
        pd.testing.assert_frame_equal(
            found.loc[[region]], alone, check_categorical=False, check_index_type=False, rtol=1e-9
        )


def test_news_is_told_from_noise() -> None:
    """Mankiw and Shapiro's two cases, made: many runs reject as often as they should."""
    random = np.random.default_rng(7)
    signal, error = random.normal(size=(200, 100)), random.normal(size=(200, 100)) * 0.5
    cases = {"news": (signal, signal + error), "noise": (signal + error, signal)}
    for kind, (early, late) in cases.items():
        frame = pd.concat(
            [
                released(np.column_stack(pair), region=f"R{place}", first_year=1900)
                for place, pair in enumerate(zip(early, late, strict=True))
            ]
        )
        found = revision_statistics(frame, against="latest")
        other = "noise" if kind == "news" else "news"
        # HAC errors are a little too small at a hundred periods: some nine percent, not five.
        assert (found[f"{kind}_p_value"] < 0.05).mean() < 0.15
        assert (found[f"{other}_p_value"] < 0.05).mean() > 0.95


def efficient_table() -> npt.NDArray[np.float64]:
    """A biased first release, a second and a third that miss the last by chance alone."""
    random = np.random.default_rng(3)
    third = random.normal(size=60)
    last = third + random.normal(size=60) * 0.1
    return np.column_stack((0.5 * third - 1, third, last, last))


def test_the_first_efficient_release() -> None:
    found = against_latest(efficient_table())
    assert found["first_efficient"].tolist() == [False, True, False]
    assert found["news_p_value"].iloc[0] < 0.001
    # Once the second is rejected too, the third is taken: nothing of it was revised.
    strict = against_latest(efficient_table(), significance=0.999)
    assert strict["first_efficient"].tolist() == [False, False, True]
    assert strict["note"].iloc[2] == "no figure was revised"
    assert np.isnan(strict["news_p_value"].iloc[2])


def test_no_release_is_efficient_where_each_is_rejected() -> None:
    assert not against_latest(efficient_table()[:, [0, 3]])["first_efficient"].any()


def test_another_release_may_be_final() -> None:
    table = efficient_table()
    table[:5, 2:] = np.nan
    found = against_latest(table, final=3)
    assert set(found["against"]) == {"release_3"}
    assert found["release"].tolist() == [1, 2]
    assert found["n"].tolist() == [55, 55]
    expected = against_latest(table[5:, :3])
    assert found["mean"].tolist() == expected["mean"].tolist()


def test_against_the_first_and_the_previous() -> None:
    table = efficient_table()
    found = revision_statistics(released(table)).set_index(["against", "release"])["mean"]
    expected = {
        ("previous", 3): table[:, 2] - table[:, 1],
        ("first", 3): table[:, 2] - table[:, 0],
        ("latest", 3): table[:, 3] - table[:, 2],
    }
    for key, gap in expected.items():
        assert found[key] == pytest.approx(gap.mean(), abs=1e-15)
    assert len(found) == 9


MISSING = {
    "one period": ([[1.0, 2.0]], ["sd", "bias_error", "bias_p_value", "correlation", "news_slope"]),
    "fewer than three periods": ([[1.0, 2.0], [2.0, 4.0]], ["news_slope", "noise_p_value"]),
    "no figure was revised": (
        [[1.0, 1.0], [2.0, 2.0], [4.0, 4.0], [3.0, 3.0]],
        ["bias_p_value", "news_p_value", "noise_p_value", "signal_to_noise"],
    ),
    "every revision is the same": (
        [[1e9, 1e9 + 1], [2e9, 2e9 + 1], [4e9, 4e9 + 1], [3e9, 3e9 + 1]],
        ["bias_p_value", "signal_to_noise", "news_p_value", "noise_p_value"],
    ),
    "the earlier figures are all the same": (
        [[2.0, 1.0], [2.0, 3.0], [2.0, 4.0]],
        ["news_intercept", "news_slope", "news_p_value", "correlation"],
    ),
    "the later figures are all the same": (
        [[1.0, 2.0], [3.0, 2.0], [4.0, 2.0]],
        ["noise_intercept", "noise_slope", "noise_p_value", "correlation"],
    ),
    "the later figures are all 0": (
        [[1.0, 0.0], [3.0, 0.0], [4.0, 0.0]],
        ["relative_mean_absolute", "noise_slope"],
    ),
    "the figures lie on one line": (
        [[1.0, 2.0], [2.0, 4.0], [4.0, 8.0], [3.0, 6.0]],
        ["news_p_value", "noise_p_value"],
    ),
}


@pytest.mark.parametrize("why", MISSING)
def test_a_missing_number_says_why(why: str) -> None:
    table, missing = MISSING[why]
    one = against_latest(table).iloc[0]
    assert why in one["note"].split("; ")
    for name in missing:
        assert pd.isna(one[name]), name


def test_no_number_is_missing_without_a_note() -> None:
    with pytest.warns(VintageWarning, match=r"revision_statistics\(\) left these periods out"):
        found = revision_statistics(le.observations())
    validation.check(found, frames.REVISION_STATISTICS)
    silent = found[(found["note"] == "") & found.isna().any(axis=1)]
    assert silent.empty
    assert (found.loc[found["note"] != ""].isna().any(axis=1)).all()


def test_theil_of_zeros() -> None:
    one = against_latest([[0.0, 0.0], [0.0, 0.0]]).iloc[0]
    assert np.isnan(one["theil_u"])
    assert "the later figures are all 0" in one["note"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"final": 1}, "final=1: no release comes before it"),
        ({"max_lags": -1}, "max_lags=-1 is below 0"),
        ({"significance": 0.0}, "significance=0 is no probability"),
        ({"against": "final"}, "against='final' is no comparison"),
    ],
)
def test_arguments_out_of_range(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(VintageError, match=message) as caught:
        revision_statistics(released([[1.0, 2.0]]), **arguments)
    assert caught.value.mend


def test_no_rows() -> None:
    found = revision_statistics(frames.empty(frames.OBSERVATIONS))
    validation.check(found, frames.REVISION_STATISTICS)
    assert found.empty


growth_rates = st.floats(-20, 20, allow_nan=False, width=32)
pairs = st.lists(st.tuples(growth_rates, growth_rates), min_size=4, max_size=12)


@given(table=pairs, scale=st.sampled_from([0.5, 4.0, 1024.0]))
@settings(max_examples=20)
def test_laws_of_size_and_scale(table: list[tuple[float, float]], scale: float) -> None:
    one = against_latest(table).iloc[0]
    slack = 1e-9 * (1 + one["rmse"])
    assert abs(one["mean"]) <= one["mean_absolute"] + slack
    assert one["mean_absolute"] <= one["rmse"] + slack
    assert one["least"] - slack <= one["mean"] <= one["greatest"] + slack
    n = one["n"]
    assert one["rmse"] ** 2 == pytest.approx(
        one["mean"] ** 2 + (n - 1) / n * one["sd"] ** 2, abs=1e-9 * (1 + one["rmse"] ** 2)
    )
    assert np.isnan(one["theil_u"]) or 0 <= one["theil_u"] <= 1 + 1e-12
    other = against_latest(np.array(table) * scale).iloc[0]
    for name in ("theil_u", "sign_changes", "correlation", "signal_to_noise", "bias_p_value"):
        assert other[name] == pytest.approx(one[name], rel=1e-9, nan_ok=True), name
    assert other["rmse"] == pytest.approx(one["rmse"] * scale, rel=1e-12)
