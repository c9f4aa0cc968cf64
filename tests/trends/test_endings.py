"""Which newest cycles move most and by how much: against the filter run on every shorter series."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ.errors import TrendWarning
from liaoning_econ.kernels.filters import hp, smoothing
from liaoning_econ.trends.endings import Noise, noise_of, past_revisions, reach, warn_of
from liaoning_econ.trends.panels import panels
from tests.trends.made_series import series


def revisions_one_by_one(
    values: npt.NDArray[np.float64], lamb: float, near: int
) -> tuple[list[float], float]:
    """Mean absolute revision by distance from the end, and noise over signal, run by run."""
    final = hp(values, lamb)[0]
    settled = len(values) - near
    moved: list[list[float]] = [[] for _ in range(near)]
    for end in range(max(2 * near + 1, 5), len(values)):
        then = hp(values[:end], lamb)[0]
        for distance in range(near):
            place = end - 1 - distance
            if place < settled:
                moved[distance].append(float(then[place] - final[place]))
    means = [float(np.mean(np.abs(one))) for one in moved]
    return means, float(np.sqrt(np.mean(np.square(moved[0]))) / final[:settled].std())


@settings(max_examples=25)
@given(
    values=st.lists(st.integers(-1000, 1000), min_size=14, max_size=30, unique=True),
    lamb=st.sampled_from([1.0, 6.25]),
)
def test_past_revisions_are_those_of_every_shorter_series(values: list[int], lamb: float) -> None:
    figures = np.asarray(values, dtype=np.float64)
    near = reach(len(values), lamb)
    means, noise = revisions_one_by_one(figures, lamb, near)
    revision, ratio = past_revisions(figures[None], hp(figures[None], lamb)[0], lamb)
    np.testing.assert_allclose(revision[0], means[::-1])
    assert ratio[0] == pytest.approx(noise)


def test_many_series_are_each_their_own() -> None:
    table = np.random.default_rng(3).normal(size=(4, 25)).cumsum(axis=1)
    revision, noise = past_revisions(table, hp(table, 6.25)[0], 6.25)
    for place, one in enumerate(table):
        means, own = revisions_one_by_one(one, 6.25, 2)
        np.testing.assert_allclose(revision[place], means[::-1])
        assert noise[place] == pytest.approx(own)


@pytest.mark.parametrize(("per_year", "near"), [(1, 2), (4, 8), (12, 22)])
def test_about_two_years_are_revised_most(per_year: int, near: int) -> None:
    assert reach(60 * per_year, smoothing(per_year)) == near
    # Whatever the length, as long as half of it is more.
    assert reach(5 * per_year, smoothing(per_year)) == near


def test_at_most_half_of_a_series_is_revised_most() -> None:
    assert reach(3, 6.25) == 1
    assert reach(20, 1e9) == 10


def test_reach_is_where_the_error_of_the_trend_falls_to_a_quarter() -> None:
    # The trend's error has the variance of the diagonal of (I + lamb D'D)^-1, inverted plainly.
    difference = np.diff(np.eye(101), 2, axis=0)
    own = np.linalg.inv(np.eye(101) + 1600.0 * difference.T @ difference).diagonal()
    ahead = np.sqrt(own - own[50])[::-1][:50]
    near = reach(101, 1600.0)
    assert ahead[near - 1] >= 0.25 * ahead[0] > ahead[near]


def test_a_short_past_tells_nothing_and_a_line_has_no_noise() -> None:
    short = np.array([[1.0, 4.0, 2.0, 5.0, 3.0, 6.0, 1.0]])
    revision, noise = past_revisions(short, hp(short, 6.25)[0], 6.25)
    assert np.isnan(revision).all()
    assert np.isnan(noise).all()
    line = 1e6 + np.arange(40.0)[None] / 3
    assert past_revisions(line, hp(line, 6.25)[0], 6.25)[1].tolist() == [0.0]


def test_what_a_panel_says_of_its_noise() -> None:
    panel = panels(series([1, 2, 4]))[0]
    assert noise_of(panel, np.array([1.5])) == Noise(
        1, 1, 1.5, "gdp of CN-LN (1990-01-01 to 1992-12-31)"
    )
    assert noise_of(panel, np.array([np.nan])).noisy == 0


def test_the_noisiest_series_is_named() -> None:
    with pytest.warns(TrendWarning, match=r"3 of 9 series.* 2\.00 times .*\(b\)"):
        warn_of([Noise(4, 1, 1.2, "a"), Noise(5, 2, 2.0, "b")])
    warn_of([])
    warn_of([Noise(4, 0, 0.9, "a")])
