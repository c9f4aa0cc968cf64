"""Any verb on every vintage, or on what was known on each day, and what of its answer survives.

The sign of a number survives where it is the same in every run, a rank where it is, and
significance where the p-value is on the same side of the level in every run.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd

from liaoning_econ import frames
from liaoning_econ.catalog.groups import SERIES
from liaoning_econ.catalog.known import day_of
from liaoning_econ.convert import rows
from liaoning_econ.errors import LiaoningEconError, VintageError, shorten
from liaoning_econ.quantities import Quantity
from liaoning_econ.realtime.answering import as_of

if TYPE_CHECKING:
    import datetime

__all__ = ["Robustness", "across_days", "across_vintages"]

# What tells one row of a result from another, where the result has it.
_IDENTITY: Final = (
    *SERIES, "base", "quote", "event", "offset", "model", "regime", "against", "release",
    "left_region", "right_region", "pair",
)  # fmt: skip
_PERIOD: Final = ("start", "end")
# A row that tells from how many periods it comes is one of a whole series.
_PERIODS: Final = "n"
# The number that a result is about: the first of these that it has.
_NUMBERS: Final = ("value", "slope", "ratio", "effect", "cumulative", "mean")
_ROWS_SHOWN: Final = 20
_NOTHING: Final = "nothing had been published by then"
_EMPTY: Final = "the result has no rows"


@dataclass(frozen=True, eq=False, repr=False)
class Robustness:
    """The answers of a verb side by side, and what of them survives.

    Attributes
    ----------
    results : pd.DataFrame
        The rows of every answer, run after run. The first column is the run, `vintage` or `day`;
        the last one, `refused`, is empty, or says why the verb refused the run: that is one row,
        whose other columns are missing.
    survives : pd.DataFrame
        One row for each thing that the answers speak of, in the columns `key`: n, in how many runs
        it has an answer; of, how many runs there are; least and greatest, of the number that the
        answers are about; sign, whether its sign is the same in all of them; best_rank and
        worst_rank, and rank, whether it is one; least_p and greatest_p, and significance, whether
        all or none are below the level. sign, rank and significance are missing where there are
        fewer than two answers, or nothing to tell them from.
    key : tuple of str
        The columns of `results` that say what a row speaks of.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", "CN-LN", start=2016, end=2017)
    >>> change = lambda obs: float(obs["value"].iloc[-1] / obs["value"].iloc[0] - 1)
    >>> across_vintages(change, gdp).survives[["n", "of", "sign"]].values.tolist()
    [[6, 6, False]]
    """

    results: pd.DataFrame
    survives: pd.DataFrame
    key: tuple[str, ...]

    @property
    def refused(self) -> pd.DataFrame:
        """The runs that the verb refused, and why."""
        told = self.results[(self.results["refused"] != "").to_numpy()]
        return told[[told.columns[0], "refused"]].reset_index(drop=True)

    @property
    def sentence(self) -> str:
        """In how many runs there is an answer, and how much of it survives."""
        run = str(self.results.columns[0])
        runs, lost = self.results[run].nunique(), len(self.refused)
        parts = []
        for name in ("sign", "rank", "significance"):
            known = self.survives[name].dropna()
            if len(known):
                parts.append(f"{name} of {int(known.sum())} of {len(known)}")
        told = f"{runs - lost} of {runs} {run}s answer"
        return f"{told}; what survives: {', '.join(parts)}." if parts else f"{told}."

    def __repr__(self) -> str:
        shown = self.survives.head(_ROWS_SHOWN).to_string(index=False)
        return f"{self.sentence}\n{shown}{self._more()}"

    def _repr_html_(self) -> str:
        """The sentence and what survives as HTML; every text is escaped."""
        told = self.survives.head(_ROWS_SHOWN).to_html(escape=True, index=False)
        return f"<div>\n<p>{html.escape(self.sentence)}</p>\n{told}{self._more()}\n</div>"

    def _more(self) -> str:
        more = len(self.survives) - _ROWS_SHOWN
        return f"\n... and {more} more" if more > 0 else ""


def across_vintages(
    function: Callable[..., Any],
    obs: pd.DataFrame,
    *args: Any,
    key: Sequence[str] | None = None,
    column: str | None = None,
    alpha: float = 0.05,
    **kwargs: Any,
) -> Robustness:
    """Run a verb on each vintage, and tell what of its answer survives.

    Parameters
    ----------
    function
        Called as function(rows, *args, **kwargs) with all rows of one vintage: any verb of the
        library, or your own. It answers with a frame, with something that has `to_frame()`, with a
        Quantity or with a number.
    obs
        Observations of any number of series, releases and rows.
    *args, **kwargs
        Passed on; where a name is one of those below, bind it before with functools.partial.
    key
        Columns of the answers that tell what a row speaks of. None: those of the series that the
        answers have; of answers by period, its days too.
    column
        The number that the answers are about. None: the first of value, slope, ratio, effect,
        cumulative and mean.
    alpha
        The level below which a p-value is significant.

    Returns
    -------
    Robustness
        The vintages stand in the order of their last day of publication, those without one first.
        One that the verb refuses with an error of the library is a row with the message.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    VintageError
        No rows; an answer of another kind; a column of `key` or `column` that the answers do not
        have; two rows of one answer that the key does not tell apart; `alpha` is no probability.
    LiaoningEconError
        Every vintage is refused: the first refusal.

    Examples
    --------
    The place of Liaoning among 31 provinces in 2012, before and after the census of 2018:

    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", start=2012, end=2012)
    >>> provinces = gdp[gdp["region"] != "CN"]
    >>> found = across_vintages(le.rank, provinces)
    >>> own = found.survives[found.survives["region"] == "CN-LN"]
    >>> own[["n", "best_rank", "worst_rank", "rank"]].values.tolist()
    [[4, 7.0, 14.0, False]]
    """
    frame = rows.typed(obs)
    if frame.empty:
        raise VintageError("obs has no rows", mend="pass the rows of at least one vintage")
    latest = frame.groupby("vintage", observed=True)["published"].max()
    labels = latest.rename_axis("label").reset_index()
    labels["label"] = labels["label"].astype("str")
    order = labels.sort_values(["published", "label"], na_position="first")["label"].tolist()
    vintage = rows.texts(frame, "vintage")
    runs: list[tuple[object, Callable[[], Any]]] = [
        (label, _called(function, frame, np.flatnonzero(vintage == label), args, kwargs))
        for label in order
    ]
    return _robust("vintage", runs, key, column, alpha)


def _called(
    function: Callable[..., Any],
    frame: pd.DataFrame,
    places: rows.Places,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Callable[[], Any]:
    def call() -> Any:
        return function(frame.iloc[places].reset_index(drop=True), *args, **kwargs)

    return call


def across_days(
    function: Callable[..., Any],
    obs: pd.DataFrame,
    days: Iterable[str | datetime.date | pd.Timestamp],
    *args: Any,
    possible: bool = False,
    consistent: bool = False,
    order: Sequence[str] | None = None,
    key: Sequence[str] | None = None,
    column: str | None = None,
    alpha: float = 0.05,
    **kwargs: Any,
) -> Robustness:
    """Run a verb on what was known on each of some days, and tell what of its answer survives.

    Parameters
    ----------
    function, obs, *args, **kwargs
        As in `across_vintages`; the function is called with what `as_of` answers on each day.
    days
        The days, each once, in the order in which they are to stand.
    possible, consistent, order
        As in `as_of`.
    key, column, alpha
        As in `across_vintages`. The vintage is no part of the key: it is what may differ.

    Returns
    -------
    Robustness
        A day on which nothing was known is a row that says so.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    WindowError
        One of `days` is no day.
    VintageError
        As in `across_vintages`; no day, or one twice.
    LiaoningEconError
        Every day is refused: the first refusal.

    Warns
    -----
    VintageWarning
        As `as_of`, for each day.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", start=2012, end=2012)
    >>> provinces = gdp[gdp["region"] != "CN"]
    >>> found = across_days(le.rank, provinces, ["2019-06-30", "2026-06-30"]).results
    >>> found.loc[found["region"] == "CN-LN", ["day", "value"]].values.tolist()
    [[Timestamp('2019-06-30 00:00:00'), 7.0], [Timestamp('2026-06-30 00:00:00'), 14.0]]
    """
    frame = rows.typed(obs)
    asked = [day_of(day, "days") for day in ([days] if isinstance(days, str) else days)]
    if not asked or len(set(asked)) < len(asked):
        raise VintageError(
            "days has the same day twice" if asked else "days is empty", mend="name each day once"
        )

    def on(day: pd.Timestamp) -> Callable[[], Any]:
        def call() -> Any:
            known = as_of(frame, day, possible=possible, consistent=consistent, order=order)
            if known.empty:
                raise VintageError(_NOTHING)
            return function(known, *args, **kwargs)

        return call

    runs: list[tuple[object, Callable[[], Any]]] = [(day, on(day)) for day in asked]
    return _robust("day", runs, key, column, alpha)


def _robust(
    name: str,
    runs: list[tuple[object, Callable[[], Any]]],
    key: Sequence[str] | None,
    column: str | None,
    alpha: float,
) -> Robustness:
    """Every run's answer, and what survives."""
    if not 0 < alpha < 1:
        raise VintageError(f"alpha={alpha!r} is no level", mend="take one between 0 and 1")
    answers: list[pd.DataFrame] = []
    refusals: list[str] = []
    errors: list[LiaoningEconError] = []
    for _, call in runs:
        try:
            answer, why = _framed(call()), ""
        except LiaoningEconError as error:
            if isinstance(error, _AnswerError):
                raise
            errors.append(error)
            answer, why = pd.DataFrame(), str(error)
        answers.append(answer)
        refusals.append(why or (_EMPTY if answer.empty else ""))
    if len(errors) == len(runs):
        raise errors[0]
    results = _side_by_side(name, [run for run, _ in runs], answers, refusals)
    told = results[(results["refused"] == "").to_numpy()].reset_index(drop=True)
    chosen = _key(told, name, key)
    return Robustness(results, _survival(told, name, chosen, column, len(runs), alpha), chosen)


class _AnswerError(VintageError):
    """The function answers with what cannot stand in a table: a mistake, and no refusal."""


def _framed(answer: Any) -> pd.DataFrame:
    """An answer as a frame of plain columns."""
    if hasattr(answer, "to_frame") and not isinstance(answer, pd.DataFrame | pd.Series):
        answer = answer.to_frame()
    if isinstance(answer, Quantity):
        answer = pd.DataFrame(
            [{"value": answer.value, "lower": answer.lower, "upper": answer.upper,
              "unit": str(answer.unit)}]
        )  # fmt: skip
    elif isinstance(answer, int | float | np.integer | np.floating):
        answer = pd.DataFrame([{"value": float(answer)}])
    if not isinstance(answer, pd.DataFrame):
        raise _AnswerError(
            f"the function answers with {type(answer).__name__}",
            mend="answer with a frame, a Quantity, a number, or something that has to_frame()",
        )
    return answer.apply(frames.plain_codes).reset_index(drop=True)


def _side_by_side(
    name: str, runs: list[object], answers: list[pd.DataFrame], refusals: list[str]
) -> pd.DataFrame:
    """The rows of all answers, one row for a run without any."""
    counts = [max(len(answer), 1) for answer in answers]
    ends = np.cumsum(counts)
    filled = [number for number, answer in enumerate(answers) if len(answer)]
    parts = [
        answers[number].set_index(pd.RangeIndex(ends[number] - counts[number], ends[number]))
        for number in filled
    ]
    table = pd.concat(parts) if parts else pd.DataFrame()
    if len(table) < ends[-1]:
        # Whole numbers and yes or no stay what they are beside a row without any.
        nullable = {
            column: "Int64" if kind.kind in "iu" else "boolean"
            for column, kind in table.dtypes.items()
            if kind.kind in "iub"
        }
        table = table.astype(nullable).reindex(pd.RangeIndex(ends[-1]))
    which = np.repeat(np.arange(len(runs)), counts)
    own = table.drop(columns=[name, "refused"], errors="ignore")
    own.insert(0, name, pd.Series(runs).take(which).to_numpy())
    own["refused"] = np.array(refusals, dtype=object)[which]
    return own.reset_index(drop=True)


def _key(results: pd.DataFrame, name: str, key: Sequence[str] | None) -> tuple[str, ...]:
    """The columns that tell the rows of one answer apart."""
    if key is None:
        spans = () if _PERIODS in results else _PERIOD
        chosen = [one for one in (*_IDENTITY, *spans) if one in results]
    else:
        chosen = [key] if isinstance(key, str) else list(key)
        _require_columns(results, chosen, "key")
    twice = results.duplicated([name, *chosen], keep=False)
    if twice.any():
        first = results[twice].iloc[0]
        raise VintageError(
            f"{int(twice.sum())} rows of one {name} are not told apart by {chosen}, those of "
            f"{first[name]} among them",
            mend="key=[...] names the columns that tell the rows of an answer apart",
            rows=results[twice].iloc[: rows.MOST_ROWS],
        )
    return tuple(chosen)


def _require_columns(results: pd.DataFrame, names: Sequence[str], argument: str) -> None:
    for one in names:
        if one not in results:
            raise VintageError(
                f"{argument}: the answers have no column {shorten(str(one))!r}",
                mend=f"they have {', '.join(map(str, results.columns[1:-1]))}",
            )


def _survival(
    results: pd.DataFrame,
    name: str,
    key: tuple[str, ...],
    column: str | None,
    runs: int,
    alpha: float,
) -> pd.DataFrame:
    """What survives of each thing that the answers speak of."""
    if column is None:
        column = next((one for one in _NUMBERS if one in results), None)
    else:
        _require_columns(results, [column], "column")
    missing = pd.Series(np.nan, index=results.index)
    number = missing if column is None else _floats(results, column)
    ranked = _ranks(results, name, key, number)
    p_value = _floats(results, "p_value") if "p_value" in results else missing
    # A place among others has no sign.
    signed = pd.Series(np.sign(number.to_numpy()), index=number.index).mask(_is_rank(results))
    table = results[list(key)].assign(
        _run=1, _number=number, _sign=signed, _rank=ranked, _p=p_value,
        _below=(p_value < alpha).astype(float).where(p_value.notna()),
    )  # fmt: skip
    # Answers that nothing tells apart are of one thing.
    grouped = table.groupby(list(key) or "_run", sort=False, dropna=False)
    found = pd.DataFrame(
        {
            "n": grouped["_run"].sum(),
            "of": runs,
            "least": grouped["_number"].min(),
            "greatest": grouped["_number"].max(),
            "sign": _survives(grouped["_sign"]),
            "best_rank": grouped["_rank"].min(),
            "worst_rank": grouped["_rank"].max(),
            "rank": _survives(grouped["_rank"]),
            "least_p": grouped["_p"].min(),
            "greatest_p": grouped["_p"].max(),
            "significance": _survives(grouped["_below"]),
        }
    )
    return found.reset_index(drop=not key)


def _floats(results: pd.DataFrame, column: str) -> pd.Series:
    try:
        return results[column].astype("float64")
    except (TypeError, ValueError) as error:
        raise VintageError(
            f"column {column!r} of the answers has no numbers", mend="column= names one that has"
        ) from error


def _is_rank(results: pd.DataFrame) -> pd.Series:
    if "measure" not in results:
        return pd.Series(data=False, index=results.index)
    return results["measure"] == "rank"


def _ranks(results: pd.DataFrame, name: str, key: tuple[str, ...], number: pd.Series) -> pd.Series:
    """The rank of each row: its own, or its number's place among regions, 1 the largest.

    Only regions that every run has count among each other, so that one that is missing moves none.
    """
    if "rank" in results:
        return _floats(results, "rank")
    if "region" not in key:
        return number.where(_is_rank(results))
    runs = results[name].nunique()
    everywhere = results.groupby(list(key), dropna=False)[name].transform("nunique") == runs
    peers = [name, *(one for one in key if one != "region")]
    kept = results[everywhere & ~_is_rank(results)]
    by = number[kept.index].groupby([kept[one] for one in peers], dropna=False)
    place = by.rank(ascending=False, method="min").where(by.transform("size") > 1)
    ranks = place.reindex(results.index)
    return ranks.where(~_is_rank(results), number)


def _survives(grouped: Any) -> pd.Series:
    """Whether all of at least two are the same; missing where there are fewer."""
    same = (grouped.nunique() == 1).astype("boolean")
    return cast("pd.Series", same.mask(grouped.count() < 2))
