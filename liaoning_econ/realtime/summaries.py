"""How well early releases foretold later ones: size, bias, news or noise of revisions.

With p_t the earlier and f_t the later figure of period t, r_t = f_t - p_t and t = 1 .. n:

- mean sum r / n; mean absolute sum |r| / n; rmse the root of sum r^2 / n; sd with n - 1;
- relative mean absolute sum |r| / sum |f| (Di Fonzo 2005);
- bias: t of the mean with the HAC error of Newey and West (1987), against t(n - 1);
- news: f = a + b p + e, F of a = 0 and b = 1: an early figure that used all that was known is
  revised only by news, which it cannot foretell (Mincer and Zarnowitz 1969; Mankiw and Shapiro
  1986);
- noise: p = a + b f + e, F of a = 0 and b = 1: an early figure that is the later one measured with
  error is revised by noise, with which the later one has nothing to do;
- F = d' V^-1 d / 2 with d = (a, b - 1) and V their HAC covariance, against F(2, n - 2);
- signal to noise: variance of f over that of r;
- sign changes: share of periods in which the signs of p and f are unlike, 0 a sign of its own;
- Theil's U1: rmse / (root of sum f^2 / n + root of sum p^2 / n), 0 exact, 1 at worst (Theil 1961);
- first efficient release: the first whose F of news is not rejected (Aruoba 2008).

References: Aruoba, S. B. (2008), Data revisions are not well behaved, Journal of Money, Credit and
Banking 40(2-3), 319-340. Di Fonzo, T. (2005), The OECD project on revisions analysis, OECD. Mankiw,
N. G. and Shapiro, M. D. (1986), News or noise: an analysis of GNP revisions, Survey of Current
Business 66(5), 20-25. Mincer, J. and Zarnowitz, V. (1969), The evaluation of economic forecasts,
NBER. Newey, W. K. and West, K. D. (1987), Econometrica 55(3), 703-708. Theil, H. (1961), Economic
Forecasts and Policy, North-Holland.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
import pandas as pd

from liaoning_econ import frames
from liaoning_econ.catalog.groups import SERIES, codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import VintageError
from liaoning_econ.kernels.regression import newey_west
from liaoning_econ.realtime.ordering import Releases, in_order
from liaoning_econ.realtime.revising import (
    Missing,
    Pairs,
    comparisons,
    first_known,
    pairs_of,
    revision_units,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy.typing as npt
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import RevisionStatistics

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.intp]

__all__ = ["revision_statistics"]

# Fewer periods leave a regression on two coefficients no residual, a mean no spread.
_FEWEST_MEAN, _FEWEST_LINE = 2, 3
# Below this share of what its two variances allow, a determinant is rounding.
_SINGULAR = 1e-12
# Below this share of the figures' size, a spread is rounding.
_CONSTANT = 16 * float(np.finfo(np.float64).eps)
# Figures that a batch of regressions takes at once.
_BATCH = 1 << 20


def revision_statistics(
    obs: pd.DataFrame,
    *,
    against: str | Iterable[str] = ("previous", "first", "latest"),
    final: int | None = None,
    max_lags: int | None = None,
    significance: float = 0.05,
    missing: Missing = "drop",
    order: Sequence[str] | None = None,
) -> DataFrame[RevisionStatistics]:
    """Size, bias, news and noise of the revisions of each series, release by release.

    The formulas and their references stand at the head of the module: mean, mean absolute and root
    mean square revision, standard deviation, a test of bias, the Mincer-Zarnowitz tests of news and
    noise of Mankiw and Shapiro (1986), signal to noise, changes of sign, Theil's U1 and the first
    efficient release of Aruoba (2008). A regression needs some decades of periods: with few, HAC
    errors are too small and the tests reject too often.

    Parameters
    ----------
    obs
        Observations of any number of series, several releases a period; rows without a day of
        publication are left out with a warning. Periods are taken in their order; a gap is none to
        the lags.
    against
        previous, first, latest: one of them or several. Release k of every period that has it is
        held against release k - 1, the first or the latest: the earlier figure is p, the later f.
    final
        Number of the release that counts as the final one in the place of the latest, for example
        the 16th; periods without it take no part in that comparison, whose `against` is
        "release_16" then.
    max_lags
        Lags of the HAC errors; None: floor(4 (n / 100)^(2/9)) (Newey and West 1994). Either is cut
        to n - 1. The variances are multiplied by n / (n - k), k coefficients.
    significance
        The F of news below whose p-value a release is not efficient, between 0 and 1.
    missing
        What becomes of periods whose first release is known not to be among the rows, so that the
        number of a release is not known: "drop" leaves them out with a warning, "refuse" is an
        error, "earliest" takes the earliest there is for the first.
    order
        Keys of sources, the most trusted first, for two releases of the same days; as in
        `revisions`.

    Returns
    -------
    DataFrame[RevisionStatistics]
        One row a series, comparison and release. `mean` to `greatest` and `bias_error` are in
        `revision_unit`. `first_efficient` is set on the first release that is not rejected against
        the latest (or `final`) one, by its F of news or because nothing of it was revised; on no
        row where each is rejected or cannot be tested. A number is NaN in these cases, of which
        `note` says those that hold: n is 1 (`sd`, `lags`, `bias_*`, `signal_to_noise`,
        `correlation`) or below 3 (`news_*`, `noise_*`); no figure was revised
        (`bias_p_value`, `news_p_value`, `noise_p_value`, `signal_to_noise`); every revision is the
        same (`bias_p_value`, `signal_to_noise`); the earlier figures are all the same (`news_*`,
        `correlation`); the later ones are (`noise_*`, `correlation`); they lie on one line, so that
        there is no residual (`news_p_value`, `noise_p_value`); all later figures are 0
        (`relative_mean_absolute`), or all of both (`theil_u`).

    Raises
    ------
    SchemaError, WindowError
        A column, a value or a day of a window is missing.
    VintageError
        Two releases of the same days with unlike figures; an infinite figure; with
        missing="refuse" a period without its first release; an argument that is not known or out
        of range.

    Warns
    -----
    VintageWarning
        Rows were left out for want of a day of publication, or periods for want of their first
        release.

    Examples
    --------
    >>> from liaoning_econ.catalog import observations
    >>> figures = observations("gdp", "CN-LN", start="2018", end="2023")
    >>> found = revision_statistics(figures, against="latest").iloc[0]
    >>> found["n"], round(found["mean"] / 1e8, 1), found["sign_changes"]
    (np.int64(6), np.float64(518.4), np.float64(0.0))
    """
    wanted = comparisons(against)
    _check(final, max_lags, significance)
    releases = in_order(obs, order=order, what="revision_statistics")
    known = first_known(releases, missing, "revision_statistics")
    series = codes_of_groups(releases.frame, SERIES)
    parts = []
    for which, name in enumerate(wanted):
        until = final if name == "latest" and final is not None else name
        samples = _samples(releases, series, pairs_of(releases, until, known))
        part = _described(samples) | _tested(samples, max_lags)
        efficient = np.zeros(samples.n.size, dtype=np.bool_)
        if name == "latest":
            efficient = _first_efficient(samples, part["news_p_value"], significance)
        note = _notes(samples, part.pop("on_a_line") > 0)
        label = f"release_{final}" if until == final else name
        told = _rows(releases, samples, label)
        parts.append(told.assign(which=which, first_efficient=efficient, note=note, **part))
    table = pd.concat(parts, ignore_index=True)
    table = table.sort_values(["series", "which", "release"], kind="stable")
    return cast("DataFrame[RevisionStatistics]", frames.conform(table, frames.REVISION_STATISTICS))


def _check(final: int | None, max_lags: int | None, significance: float) -> None:
    """Refuse arguments that are out of range."""
    if final is not None and final < 2:
        raise VintageError(
            f"final={final}: no release comes before it", mend="take 2 or more, or None: the latest"
        )
    if max_lags is not None and max_lags < 0:
        raise VintageError(
            f"max_lags={max_lags} is below 0", mend="take 0 (White's errors) or more"
        )
    if not 0 < significance < 1:
        raise VintageError(
            f"significance={significance:g} is no probability", mend="take one such as 0.05"
        )


class _Samples(NamedTuple):
    """The earlier and the later figures of one comparison, those of each group together in time.

    `opens` and `n` say where each group opens and how many periods it has, `series`, `release` and
    `place` what it is of and one of its rows; `first` and `last` are the days that it covers.
    """

    earlier: Floats
    later: Floats
    opens: Places
    n: Places
    series: Places
    release: Places
    place: Places
    first: npt.NDArray[np.datetime64]
    last: npt.NDArray[np.datetime64]


def _samples(releases: Releases, series: Places, pairs: Pairs) -> _Samples:
    """Sort the pairs by series and release, then in time."""
    frame = releases.frame
    starts, ends = rows.days(frame, "start"), rows.days(frame, "end")
    own = series[pairs.earlier]
    order = np.lexsort((starts[pairs.earlier], pairs.release, own))
    own, release, place = own[order], pairs.release[order], pairs.earlier[order]
    new = (own[1:] != own[:-1]) | (release[1:] != release[:-1])
    opens = np.flatnonzero(np.append(True, new)[: own.size]).astype(np.intp)
    values = rows.numbers(frame, "value")
    n = np.diff(np.append(opens, own.size)).astype(np.intp)
    return _Samples(
        values[place],
        values[pairs.later[order]],
        opens,
        n,
        own[opens],
        release[opens],
        place[opens],
        starts[place[opens]],
        np.maximum.reduceat(ends[place], opens) if opens.size else ends[:0],
    )


def _described(samples: _Samples) -> dict[str, Floats]:
    """What needs sums alone."""
    n, early, late = samples.n, samples.earlier, samples.later
    gap = late - early
    part: dict[str, Floats] = {
        "mean": _mean(samples, gap),
        "mean_absolute": _mean(samples, np.abs(gap)),
        "rmse": _root_mean_square(samples, gap),
        "sd": np.sqrt(_variance(samples, gap)),
        "least": np.minimum.reduceat(gap, samples.opens) if n.size else gap,
        "greatest": np.maximum.reduceat(gap, samples.opens) if n.size else gap,
        "sign_changes": _mean(samples, (np.sign(early) != np.sign(late)).astype(np.float64)),
    }
    sizes = _mean(samples, np.abs(late))
    part["relative_mean_absolute"] = _ratio(part["mean_absolute"], sizes, sizes > 0)
    both = _root_mean_square(samples, early) + _root_mean_square(samples, late)
    part["theil_u"] = _ratio(part["rmse"], both, both > 0)
    signal, noise = _variance(samples, late), _variance(samples, gap)
    part["signal_to_noise"] = _ratio(signal, noise, _varies(samples, gap))
    spread = np.sqrt(_variance(samples, early)) * np.sqrt(signal)
    together = _mean(samples, _centred(samples, early) * _centred(samples, late))
    vary = _varies(samples, early) & _varies(samples, late)
    share = _ratio(together * n, spread * np.maximum(n - 1, 1), vary)
    part["correlation"] = np.clip(share, -1.0, 1.0)
    return part


def _ratio(over: Floats, under: Floats, where: npt.NDArray[np.bool_]) -> Floats:
    """Ratios where they have a meaning, NaN elsewhere."""
    found: Floats = np.divide(over, under, out=np.full(under.size, np.nan), where=where)
    return found


def _mean(samples: _Samples, values: Floats) -> Floats:
    if not samples.n.size:
        return values
    means: Floats = np.add.reduceat(values, samples.opens) / samples.n
    return means


def _root_mean_square(samples: _Samples, values: Floats) -> Floats:
    """Roots of mean squares; squares stay inside float64."""
    if not samples.n.size:
        return values
    largest = np.maximum.reduceat(np.abs(values), samples.opens)
    scale = np.where(largest > 0, largest, 1.0)
    return scale * np.sqrt(_mean(samples, (values / np.repeat(scale, samples.n)) ** 2))


def _centred(samples: _Samples, values: Floats) -> Floats:
    return values - np.repeat(_mean(samples, values), samples.n)


def _variance(samples: _Samples, values: Floats) -> Floats:
    """Variances with n - 1, NaN for one period."""
    squares = _mean(samples, _centred(samples, values) ** 2) * samples.n
    return _ratio(squares, (samples.n - 1).astype(np.float64), samples.n > 1)


def _varies(samples: _Samples, values: Floats) -> npt.NDArray[np.bool_]:
    """Whether the values of a group differ by more than the rounding of its figures."""
    if not samples.n.size:
        return values.astype(np.bool_)
    spread = np.maximum.reduceat(values, samples.opens) - np.minimum.reduceat(values, samples.opens)
    sizes = np.maximum(np.abs(values), np.minimum(np.abs(samples.earlier), np.abs(samples.later)))
    found: npt.NDArray[np.bool_] = spread > _CONSTANT * np.maximum.reduceat(sizes, samples.opens)
    return found


def _none_revised(samples: _Samples) -> npt.NDArray[np.bool_]:
    """Whether every later figure repeats the earlier one."""
    unlike = np.abs(samples.later - samples.earlier)
    found: npt.NDArray[np.bool_] = _mean(samples, unlike) == 0
    return found


_NOTES: dict[str, Callable[[_Samples], npt.NDArray[np.bool_]]] = {
    "one period": lambda s: s.n < _FEWEST_MEAN,
    "fewer than three periods": lambda s: s.n == _FEWEST_MEAN,
    "no figure was revised": _none_revised,
    "every revision is the same": lambda s: (
        (s.n >= _FEWEST_MEAN) & ~_none_revised(s) & ~_varies(s, s.later - s.earlier)
    ),
    "the earlier figures are all the same": lambda s: (
        (s.n >= _FEWEST_MEAN) & ~_varies(s, s.earlier)
    ),
    "the later figures are all the same": lambda s: (s.n >= _FEWEST_MEAN) & ~_varies(s, s.later),
    "the later figures are all 0": lambda s: _mean(s, np.abs(s.later)) == 0,
}


def _tested(samples: _Samples, max_lags: int | None) -> dict[str, Floats]:
    """What needs regressions with HAC errors: bias, news and noise."""
    from scipy import stats

    count = samples.n.size
    part: dict[str, Floats] = {
        name: np.full(count, np.nan)
        for name in (
            "bias_error",
            *(f"{kind}_{what}" for kind in ("news", "noise") for what in ("intercept", "slope")),
            "news_p_value",
            "noise_p_value",
        )
    }
    on_a_line = np.zeros(count, dtype=np.bool_)
    lags = _lags(samples.n, max_lags)
    for groups, at in _batches(samples):
        early, late = samples.earlier[at], samples.later[at]
        n, most = at.shape[1], int(lags[groups[0]])
        if n >= _FEWEST_MEAN:
            fit = newey_west(late - early, np.ones((n, 1)), most, small_sample=True)
            part["bias_error"][groups] = fit.bse[:, 0]
        if n >= _FEWEST_LINE:
            for kind, x, sign in (("news", early, 1.0), ("noise", late, -1.0)):
                told = _line(sign * (late - early), x, most)
                part[f"{kind}_intercept"][groups] = told.intercept
                part[f"{kind}_slope"][groups] = 1 + told.slope
                part[f"{kind}_p_value"][groups] = stats.f.sf(told.f, 2, n - 2)
                on_a_line[groups] |= told.exact
    gap = samples.later - samples.earlier
    error = part["bias_error"]
    t = _ratio(np.abs(_mean(samples, gap)), error, _varies(samples, gap) & (error > 0))
    part["bias_p_value"] = 2 * stats.t.sf(t, np.maximum(samples.n - 1, 1))
    part["on_a_line"] = on_a_line.astype(np.float64)
    part["lags"] = np.where(samples.n < _FEWEST_MEAN, np.nan, lags)
    return part


def _lags(n: Places, max_lags: int | None) -> Places:
    """Lags of each group: the rule, or what was asked for, below its periods."""
    rule = np.floor(4 * (n / 100) ** (2 / 9)) if max_lags is None else np.full(n.size, max_lags)
    return np.minimum(rule, n - 1).astype(np.intp)


def _batches(samples: _Samples) -> Iterator[tuple[Places, Places]]:
    """Groups of as many periods each, with the places of their figures, shape (groups, periods)."""
    for n in np.unique(samples.n):
        alike = np.flatnonzero(samples.n == n)
        most = max(1, _BATCH // int(n))
        for start in range(0, alike.size, most):
            groups = alike[start : start + most]
            yield groups, samples.opens[groups][:, None] + np.arange(n)


class _Line(NamedTuple):
    """y = a + b x of each group, the F of a = b = 0, and whether no residual is left to test by."""

    intercept: Floats
    slope: Floats
    f: Floats
    exact: npt.NDArray[np.bool_]


def _line(y: Floats, x: Floats, lags: int) -> _Line:
    """Fit a line to each group, y and x of shape (groups, periods).

    The regressor is centred and scaled to z, and the line fitted to (1, z) and to (1, z - 1): the
    intercept of the second is the sum of both coefficients of the first, and half of what its
    variance has beyond theirs is their covariance.
    """
    mean = x.mean(axis=1, keepdims=True)
    size = np.abs(x).max(axis=1, initial=0.0)
    varies = np.ptp(x, axis=1) > _CONSTANT * size
    spread = np.where(varies, np.abs(x - mean).max(axis=1), 1.0)[:, None]
    count = len(x)
    empty = np.full(count, np.nan)
    found = _Line(empty, empty.copy(), empty.copy(), np.zeros(count, dtype=np.bool_))
    if not varies.any():
        return found
    z = ((x - mean) / spread)[varies]
    ones = np.ones_like(z)
    one = newey_west(y[varies], np.stack((ones, z), axis=2), lags, small_sample=True)
    two = newey_west(y[varies], np.stack((ones, z - 1), axis=2), lags, small_sample=True)
    (a, b), (va, vb), both = one.params.T, one.bse.T**2, two.bse[:, 0] ** 2
    covariance = (both - va - vb) / 2
    determinant = va * vb - covariance**2
    largest = np.maximum(np.abs(y).max(axis=1), size)[varies]
    exact = one.rsd <= _CONSTANT * largest
    usable = (determinant > _SINGULAR * va * vb) & ~exact
    distance = a**2 * vb - 2 * a * b * covariance + b**2 * va
    found.f[varies] = _ratio(distance / 2, determinant, usable)
    found.slope[varies] = b / spread[varies, 0]
    found.intercept[varies] = a - b * (mean / spread)[varies, 0]
    found.exact[varies] = ~usable
    return found


def _notes(samples: _Samples, on_a_line: npt.NDArray[np.bool_]) -> list[str]:
    """Why a number of each group is missing, in words."""
    flags = [*(holds(samples) for holds in _NOTES.values()), on_a_line & ~_none_revised(samples)]
    words = [*_NOTES, "the figures lie on one line"]
    mask = np.zeros(samples.n.size, dtype=np.int64)
    for place, flag in enumerate(flags):
        mask |= flag.astype(np.int64) << place
    told = {
        int(code): "; ".join(word for place, word in enumerate(words) if code >> place & 1)
        for code in np.unique(mask)
    }
    return [told[code] for code in mask.tolist()]


def _first_efficient(
    samples: _Samples, news_p_value: Floats, significance: float
) -> npt.NDArray[np.bool_]:
    """The first release of each series that news of what followed does not reject."""
    passes = (news_p_value >= significance) | _none_revised(samples)
    places = np.flatnonzero(passes)
    _, first = np.unique(samples.series[places], return_index=True)
    chosen = np.zeros(passes.size, dtype=np.bool_)
    chosen[places[first]] = True
    return chosen


def _rows(releases: Releases, samples: _Samples, label: str) -> pd.DataFrame:
    """What each group of one comparison is of, with the series that it is sorted by."""
    frame = releases.frame
    told = frame.iloc[samples.place].reset_index(drop=True)[list(SERIES)].astype("str")
    return told.assign(
        series=samples.series,
        against=label,
        release=samples.release.astype(np.int64),
        start=samples.first,
        end=samples.last,
        n=samples.n.astype(np.int64),
        revision_unit=frames.plain_codes(pd.Series(revision_units(frame, samples.place))),
    )
