"""What kind of figure it is: its unit with what it is counted per, its measure, its bounds."""

from __future__ import annotations

import functools
import math
import re
from typing import TYPE_CHECKING, Final

from liaoning_econ import units
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.quantities import bounds_of
from liaoning_econ.text import counted, levels, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liaoning_econ.text.changes import Change
    from liaoning_econ.text.claim import Claim
    from liaoning_econ.text.scanner import Found
    from liaoning_econ.text.times import Time

__all__ = ["bounds", "is_cumulative", "is_length", "is_plan", "known_unit", "measure_of", "unit_of"]

_PLAN: Final = re.compile(
    # Letters first: a search for fixed letters runs ten times as fast as one for an edge.
    r"计划|规划|预计|预期|目标|力争|将(?!近)|拟(?!入)|争取|plan(?<!\wplan)(?:s|ned)?\b"
    r"|expect(?<!\wexpect)|target(?<!\wtarget)|hope(?<!\whope)|forecast(?<!\wforecast)"
    r"|aim(?<!\waim)s?\b|goal(?<!\wgoal)|projected(?<!\wprojected)\b"
)
# A time that something takes is no expectation, whatever the tense.
_WILL: Final = re.compile(r"w(?<!\ww)(?:ill|ould)\b")
_WORKS: Final = re.compile(
    " (?:people |workers |staff |women |men |farmers )?(?:now |still |already )?(?:work|live"
    "|live there"
    "|are employed|are registered|operate|stand|exist|trade|stay|have their)(?![a-z])"
)
_CUMULATIVE: Final = re.compile("累计|cumulative|in all|so far|altogether")
_STOCK: Final = re.compile(
    r"(?<![a-z])(?:has|have|had|there are|there were|stood at|stands at|covers|houses|is home to"
    r"|hosts?|operates?|employs?|serves?"
    r"|number of|population of|remaining|outstanding|total of)(?![a-z])(?! (?:attracted|drawn"
    r"|registered|signed|created|taken|put|moved|seen|been|added))"
    "|共有|现有|拥有|实有|存量|总数|总面积|(?<!出生)(?<!死亡)人口|已有|余额|规模(?!以上)|集聚|库存|员工|就业|投资总额"
    "|为.{0,3}$"
)
# What came in or went out during a time, also of what is otherwise counted at its end.
_ADDED: Final = re.compile(
    r"新增|新设|新注册|新登记|净流|净增|引进|(?<![a-z])(?:attracted|drew|drawn|added|gained|won"
    r"|welcomed|licensed|signed up|hired|newly|new)(?![a-z])"
)
_PRICE: Final = re.compile(
    "cost|price|售价|单价|价格|每箱|运费|均价|rent|fee|fare|ticket|每股|票价"
)
# Letters first: a search for fixed letters runs ten times as fast as one for an edge.
_INDEX: Final = re.compile("指数|index(?<![a-z]index)|pmi(?<![a-z]pmi)")


def is_length(unit: str) -> bool:
    """Whether a unit is a length of time."""
    return unit in ("day", "week", "month", "year")


def unit_of(
    folded: str,
    figure: Found,
    clause: tuple[int, int],
    sentence: tuple[int, int],
    read: Sequence[Claim],
) -> str:
    """Return the unit with what it is counted per; signs of several currencies by the text.

    Parameters
    ----------
    folded
        The folded text.
    figure
        The figure.
    clause, sentence
        Where they begin and end.
    read
        The claims before it.
    """
    near = [(claim.found, claim.unit) for claim in read[-2:] if claim.sentence == sentence]
    return counted.unit_of(folded, figure, clause, sentence, near)


def measure_of(
    folded: str,
    figure: Found,
    unit: str,
    change: Change,
    indicator: str,
    clause: tuple[int, int],
) -> str:
    """Return the kind of measure: what words of change say, else the indicator's own level.

    Parameters
    ----------
    folded
        The folded text.
    figure, unit, change, indicator
        The figure and what is known of it.
    clause
        Where its clause begins and ends.
    """
    if is_length(unit) and not figure.per:
        return "duration"
    if unit in ("CNY/USD", "CNY/EUR", "JPY/CNY"):
        return "price"
    if "/" in unit:
        return (
            "price"
            if unit.startswith("CNY/") and unit.endswith(("jin", "tonne", "m2", "kwh"))
            else "rate"
        )
    if change.measure:
        signed = figure.minus or folded[figure.start - 1 : figure.start] == "+"
        return "growth" if signed and unit == "percent" else change.measure
    if unit == "1" and not figure.noun and _INDEX.search(folded, *clause):
        return "index"
    if unit in ("teu", "visit", "tonne"):
        return "flow"
    own = levels.level_measure(indicator)
    before = folded[max(clause[0], figure.first - 40) : figure.last]
    added = _ADDED.search(before) is not None
    if own and indicator != "unknown":
        return "flow" if added and own == "stock" else own
    if unit in units.CURRENCIES:
        if _PRICE.search(before):
            return "price"
        return (
            "stock"
            if re.search("总额|余额|规模|reserves|debt|assets|deposits|loans outstanding", before)
            else "flow"
        )
    return (
        "stock"
        if (_STOCK.search(before) and not added)
        or _WORKS.match(folded, figure.last)
        or _WORKS.match(folded, figure.end)
        or unit in ("km2", "city", "zone", "country", "branch", "province", "institution", "bank")
        else "flow"
    )


def is_cumulative(folded: str, time: Time | None, region: str, clause: tuple[int, int]) -> bool:
    """Whether a flow is counted from the opening of a zone.

    Parameters
    ----------
    folded
        The folded text.
    time, region
        Of the figure.
    clause
        Where its clause begins and ends.
    """
    if time is not None and time.kind in ("period", "this", "past", "ahead"):
        return False
    if _CUMULATIVE.search(folded, clause[0], clause[1]):
        return True
    if time is None:
        return False
    opened = windows.opening(region)
    if time.kind in ("opening", "first"):
        return True
    if opened is None:
        return False
    if time.kind == "since":
        return time.start is not None and time.end is not None and time.start <= opened <= time.end
    return time.kind in ("until", "by", "now")


def is_plan(folded: str, clause: tuple[int, int], *, duration: bool) -> bool:
    """Whether words of a clause make its figure a plan or an expectation.

    Parameters
    ----------
    folded
        The folded text.
    clause
        Where it begins and ends.
    duration
        Whether the figure is a length of time: what will take 30 days is no expected level.
    """
    if _PLAN.search(folded, *clause) is not None:
        return True
    return not duration and _WILL.search(folded, *clause) is not None


@functools.lru_cache(maxsize=4096)
def known_unit(unit: str) -> str:
    """The unit in its canonical form; as it is where the unit table does not have it."""
    try:
        return units.normalise(unit)
    except LiaoningEconError:
        return ""


@functools.lru_cache(maxsize=65536)
def _printed_bounds(
    printed: str, unit: str, qualifier: str, scale: float, scale_word: bool
) -> tuple[float, float, float]:
    """Bounds by the one table; the same figures come again and again."""
    return bounds_of(printed, unit=unit, qualifier=qualifier, scale=scale, scale_word=scale_word)


def bounds(figure: Found, unit: str, change: Change) -> tuple[float, float, float] | None:
    """Value, lower and upper; None where they are not finite."""
    known = known_unit(unit) or "kwh"
    try:
        value, lower, upper = _printed_bounds(
            figure.printed, known, figure.qualifier, figure.scale, figure.scale_word
        )
    except LiaoningEconError:
        return None
    if change.growth_times == "adds" and figure.unit == "1" and "/" not in figure.printed:
        value, lower, upper = value + 1, lower + 1, upper + 1
    elif change.growth_times == "both" and figure.qualifier == "none":
        lower, upper = value, value + 1
    if change.sign < 0 or figure.minus:
        value, lower, upper = -value, -upper, -lower
    if not math.isfinite(value):
        return None
    return value, lower, upper
