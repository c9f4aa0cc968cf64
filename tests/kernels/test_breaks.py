"""Dates of breaks: printed values of three studies, laws, and every refusal."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.breaks import FEW, bai_perron, shortest_regime

Floats: TypeAlias = npt.NDArray[np.float64]
ONES = np.ones((12, 1))
STEP = np.array([1.0, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9])


def study(known: Path, name: str) -> tuple[Floats, Floats, dict[str, Any]]:
    """Series, regressors and what was printed."""
    folder = known / "breaks"
    printed = tomllib.loads((folder / "breaks.toml").read_text(encoding="utf-8"))[name]
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        rows = [[float(cell) for cell in row] for row in list(csv.reader(file))[1:]]
    if name == "driver_deaths":
        deaths = np.log10(np.array(rows)[:, 1:].ravel())
        X = np.column_stack((np.ones(180), deaths[11:-1], deaths[:-12]))
        return deaths[12:], X, printed
    series = np.array(rows)[:, -1]
    return series, np.ones((len(series), 1)), printed


@pytest.mark.parametrize("name", ["nile", "driver_deaths", "real_rate"])
def test_printed_studies(known: Path, name: str) -> None:
    y, X, printed = study(known, name)
    most = len(printed["dates"])
    found = bai_perron(y, X, max_breaks=most, trim=printed["trim"])
    assert [(dates + 1).tolist() for dates in found.dates] == [[], *printed["dates"]]
    half = 0.5 if name == "nile" else 0.05 if name == "real_rate" else 0.00005
    np.testing.assert_allclose(found.ssr, printed["ssr"], rtol=0, atol=half * 1.01)
    # strucchange counts the error variance as a parameter, and leaves the likelihood whole.
    n = len(y)
    theirs = n * (found.bic + 1 + np.log(2 * np.pi)) + np.log(n)
    np.testing.assert_allclose(theirs, printed["bic"], rtol=0, atol=half * 1.01)


def test_the_nile(known: Path) -> None:
    y, X, printed = study(known, "nile")
    found = bai_perron(y, X, max_breaks=5, trim=0.15)
    assert found.bic.argmin() == found.lwz.argmin() == 1
    assert (1871 + found.dates[1]).tolist() == printed["years"]
    assert (1871 + found.intervals[1][0]).tolist() == printed["interval_years"]
    before, after = y[:28].mean(), y[28:].mean()
    np.testing.assert_allclose(found.params[1][:, 0], [before, after])


def test_intervals_with_regressors(known: Path) -> None:
    y, X, printed = study(known, "driver_deaths")
    found = bai_perron(y, X, max_breaks=2, trim=0.1)
    assert (found.intervals[2] + 1).tolist() == printed["intervals"]


def test_the_real_rate(known: Path) -> None:
    y, X, printed = study(known, "real_rate")
    found = bai_perron(y, X, max_breaks=5, trim=0.15)
    assert found.shortest == printed["trim"] == 15
    assert found.bic.argmin() == found.lwz.argmin() == 2
    np.testing.assert_allclose(found.params[3][:, 0], printed["params"], atol=5e-8)


def test_criteria_by_hand() -> None:
    found = bai_perron(STEP, ONES, max_breaks=1, trim=3)
    total, within = 150.0, 3.0  # means 5, and 1.5 and 8.5
    np.testing.assert_allclose(found.ssr, [total, within])
    log = np.log(12)
    np.testing.assert_allclose(
        found.bic, [np.log(total / 12) + log / 12, np.log(within / 12) + 3 * log / 12]
    )
    np.testing.assert_allclose(
        found.lwz,
        [
            np.log(total / 11) + 0.299 / 12 * log**2.1,
            np.log(within / 9) + 3 * 0.299 / 12 * log**2.1,
        ],
    )


@given(st.integers(0, 2**32 - 1), st.floats(-1e3, 1e3), st.integers(-40, 40))
def test_neither_level_nor_unit_moves_a_date(seed: int, level: float, power: int) -> None:
    rng = np.random.default_rng(seed)
    n = 40
    X = np.column_stack((np.ones(n), np.arange(1978.0, 1978 + n)))
    y = rng.normal(size=n).cumsum()
    plain = bai_perron(y, X, max_breaks=3, trim=0.15)
    unit = 10.0**power
    moved = bai_perron(unit * (y + level * X[:, 1]), X, max_breaks=3, trim=0.15)
    for one, other in zip(plain.dates, moved.dates, strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_allclose(moved.ssr, unit**2 * plain.ssr, rtol=1e-6)
    np.testing.assert_allclose(moved.bic - 2 * np.log(unit), plain.bic, atol=1e-6)


@settings(max_examples=4)
@given(st.integers(0, 2**32 - 1))
def test_many_series_are_each_by_itself(seed: int) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(5, 24)).cumsum(axis=1)
    X, Z = np.ones((24, 1)), rng.normal(size=(24, 1))
    for common in (None, Z):
        together = bai_perron(y, X, max_breaks=2, trim=4, Z=common)
        for row, series in enumerate(y):
            alone = bai_perron(series, X, max_breaks=2, trim=4, Z=common)
            for m in range(3):
                np.testing.assert_array_equal(together.dates[m][row], alone.dates[m])
                np.testing.assert_allclose(together.params[m][row], alone.params[m])
                np.testing.assert_allclose(together.common[m][row], alone.common[m])
                np.testing.assert_array_equal(together.intervals[m][row], alone.intervals[m])
                assert together.ssr[m, row] == pytest.approx(alone.ssr[m])
                assert together.bic[m, row] == pytest.approx(alone.bic[m])
                assert together.lwz[m, row] == pytest.approx(alone.lwz[m])


@pytest.mark.parametrize("value", [0.0, 3.0, 0.1, 1e9 / 7, -1e-12])
@pytest.mark.parametrize("trend", [False, True])
def test_a_series_without_an_error_has_no_break(value: float, trend: bool) -> None:
    year = np.arange(1978.0, 2018.0)
    X = np.column_stack([np.ones(40), year][: 1 + trend])
    y = value * (year if trend else np.ones(40))
    found = bai_perron(y, X, max_breaks=3, trim=0.15)
    assert found.ssr.tolist() == [0.0] * 4
    assert np.isneginf(found.bic).all()
    assert np.isneginf(found.lwz).all()
    assert found.bic.argmin() == found.lwz.argmin() == 0
    assert not any(np.isnan(part).any() for part in found.params)


def test_a_clean_step_is_one_break_and_no_more() -> None:
    y = np.where(np.arange(40) < 17, 1.1, 3.3)
    found = bai_perron(y, np.ones((40, 1)), max_breaks=4, trim=0.15)
    assert found.ssr[0] > 0
    assert found.ssr[1:].tolist() == [0.0] * 4
    assert found.bic.argmin() == 1
    assert found.dates[1].tolist() == [16]
    assert found.intervals[1].tolist() == [[16, 16]]


def test_few_is_thirty() -> None:
    assert FEW == 30


@pytest.mark.parametrize(
    ("n", "trim", "periods"),
    [(100, 0.15, 15), (103, 0.15, 15), (20, 0.15, 3), (10, 0.3, 3), (9, 4, 4)],
)
def test_the_shortest_regime(n: int, trim: float, periods: int) -> None:
    assert shortest_regime(n, trim, 1) == periods


@pytest.mark.parametrize("trim", [0.0, 1.0, -0.1, 1.5, float("nan"), True])
def test_what_is_no_trim(trim: float) -> None:
    with pytest.raises(TrendError, match=rf"^trim is {trim!r}\. Mend: give a share of the periods"):
        bai_perron(STEP, ONES, max_breaks=1, trim=trim)


def test_a_trim_shorter_than_the_coefficients() -> None:
    with pytest.raises(TrendError) as caught:
        bai_perron(STEP, np.column_stack((ONES, np.arange(12))), max_breaks=1, trim=0.2)
    assert str(caught.value) == (
        "trim 0.2 lets a regime have 2 of 12 periods, where 2 coefficients that change need at "
        "least 3. Mend: trim of 3 periods or more, or fewer regressors"
    )


def test_more_breaks_than_there_is_room_for() -> None:
    with pytest.raises(TrendError) as caught:
        bai_perron(STEP, ONES, max_breaks=4, trim=3)
    assert str(caught.value) == (
        "max_breaks is 4; 12 periods, regimes of at least 3: at most 3 breaks are possible. "
        "Mend: max_breaks=3 or fewer, or a shorter `trim`"
    )
    with pytest.raises(TrendError, match="regimes of at least 13: no regime fits"):
        bai_perron(STEP, ONES, max_breaks=0, trim=13)
    with pytest.raises(TrendError, match=r"max_breaks is 1\.5\. Mend: give a whole number"):
        bai_perron(STEP, ONES, max_breaks=1.5, trim=3)  # type: ignore[arg-type]
    with pytest.raises(TrendError, match=r"max_breaks is -1; 12 periods"):
        bai_perron(STEP, ONES, max_breaks=-1, trim=3)


def test_more_parameters_than_periods() -> None:
    Z = np.random.default_rng(0).normal(size=(12, 6))
    with pytest.raises(TrendError) as caught:
        bai_perron(STEP, ONES, max_breaks=3, trim=2, Z=Z)
    assert str(caught.value) == (
        "12 periods for 13 parameters: 3 breaks, 1 coefficients in each regime and 6 common ones. "
        "Mend: take fewer breaks or fewer columns of Z"
    )


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_figure_that_is_none(bad: float) -> None:
    y = np.array([STEP, STEP])
    y[1, 4] = bad
    with pytest.raises(TrendError, match=rf"^{bad} in series 1 at place 4, counted from 0"):
        bai_perron(y, ONES, max_breaks=1, trim=3)
    X = ONES.copy()
    X[7] = bad
    with pytest.raises(TrendError, match=rf"^{bad} in column 0 of X at place 7, counted from 0"):
        bai_perron(STEP, X, max_breaks=1, trim=3)


def test_a_figure_whose_square_is_none() -> None:
    with pytest.raises(TrendError, match=r"a figure of 9e\+200, whose square is beyond float64"):
        bai_perron(1e200 * STEP, ONES, max_breaks=1, trim=3)


@pytest.mark.parametrize(
    ("X", "words"),
    [
        (np.ones(12), r"X is float64 of shape \(12,\)"),
        (np.ones((12, 0)), r"X is float64 of shape \(12, 0\)"),
        (np.full((12, 1), "a"), r"X is <U1 of shape \(12, 1\)"),
        (np.ones((11, 1)), "X has 11 rows, where y has 12 periods"),
        (np.ones((12, 2)), "column 1 of X, counted from 0, is zero or what the columns before it"),
        (np.zeros((12, 1)), "column 0 of X, counted from 0, is zero or what"),
    ],
)
def test_what_are_no_regressors(X: npt.NDArray[Any], words: str) -> None:
    with pytest.raises(TrendError, match=words):
        bai_perron(STEP, X, max_breaks=1, trim=3)


def test_a_column_of_both_kinds() -> None:
    with pytest.raises(TrendError, match=r"column 0 of X.*what stands in X must not stand in Z"):
        bai_perron(STEP, ONES, max_breaks=1, trim=3, Z=ONES)


def test_no_series() -> None:
    with pytest.raises(TrendError, match=r"^no series\. Mend: give one row a series"):
        bai_perron(np.empty((0, 12)), ONES, max_breaks=1, trim=3)


def test_the_input_stays_as_it_is() -> None:
    y, X = STEP.copy(), ONES.copy()
    found = bai_perron(y, X, max_breaks=1, trim=3)
    assert found.intervals[1].tolist() == [[4, 6]]
    np.testing.assert_array_equal(y, STEP)
    np.testing.assert_array_equal(X, ONES)
