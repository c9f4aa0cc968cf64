"""Headings of the statistics office: 地区生产总值(亿元) is gdp in 100 million yuan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from liaoning_econ import catalog
from liaoning_econ.errors import FileError, UnknownCodeError

# The last pair of brackets; a name may have brackets of its own.
_NAME_AND_UNIT = re.compile(r"(?P<name>.+?)\s*[(（](?P<unit>[^()（）]*)[)）]\s*")
# What the site writes behind a concept's name: which window, and whether it is a change.
_ACCUMULATED = re.compile(r"[_,，\s]*(?:累计值|accumulated)$", re.IGNORECASE)
_CURRENT = re.compile(
    r"[_,，\s]*(?:当季值|当期值|本期值|当月值|期末值|current (?:quarter|period|month))$",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"[_,，\s]*(?:累计增长|同比增长|(?:累计)?增长率|增长速度|增速|(?:accumulated )?growth rate)$",
    re.IGNORECASE,
)
_INDEX = re.compile(r"\s*(?:指数|index|indices)$", re.IGNORECASE)
_BASE_YEAR = re.compile(r"(\d{4})\s*年?\s*[=＝]\s*100")
_YEAR_BEFORE = re.compile(r"(?:上年|去年|preceding year|previous year|last year)", re.IGNORECASE)

# Names of the two sites beside those that the catalogue has; folded as `_folded` does.
_SITE_NAMES = {
    "年末常住人口": "population",
    "年末总人口": "population",
    "residentpopulation(year-end)": "population",
    "totalpopulation(year-end)": "population",
    "grossregionalproduct": "gdp",
    "grossdomesticproduct": "gdp",
    "value-addedoftheprimaryindustry": "gdp_primary",
    "value-addedofthesecondaryindustry": "gdp_secondary",
    "value-addedofthetertiaryindustry": "gdp_tertiary",
    "value-addedofprimaryindustry": "gdp_primary",
    "value-addedofsecondaryindustry": "gdp_secondary",
    "value-addedoftertiaryindustry": "gdp_tertiary",
}


@dataclass(frozen=True)
class Heading:
    """What a heading says: the concept, its unit as written, and what was done to it."""

    indicator: str
    unit: str
    measure: str | None = None
    prices: str | None = None
    relative_to: str | None = None
    accumulated: bool = False


def headings(
    texts: list[str],
    indicator: str | Mapping[str, str] | None,
    measure: str | None,
    path: str,
) -> dict[str, Heading]:
    """Read all headings of a file, or name those that nobody knows.

    Parameters
    ----------
    texts
        Headings, each once.
    indicator, measure
        As in `from_nbs`.
    path
        The file, for the message.

    Raises
    ------
    FileError
        A heading has no unit, or one code was given for several headings.
    UnknownCodeError
        A heading is no name of the catalogue's indicators.
    """
    if isinstance(indicator, str) and len(texts) > 1:
        raise FileError(
            f"{path} has {len(texts)} indicators, and one code {indicator!r} was given",
            mend="indicator={heading: code, ...}",
        )
    given = {texts[0]: indicator} if isinstance(indicator, str) else dict(indicator or {})
    names = _SITE_NAMES | catalog.indicator_names()
    read = {text: _heading(text, given, measure, names, path) for text in texts}
    unknown = [text for text, heading in read.items() if heading is None]
    if unknown:
        raise UnknownCodeError(
            "indicator",
            "; ".join(unknown[:5]),
            mend=f"({path}) name a code for each: from_nbs(path, indicator={{{unknown[0]!r}: "
            "'...'}), a code of le.indicators(), or one of your own with measure='flow'",
        )
    return {text: heading for text, heading in read.items() if heading is not None}


def _heading(
    text: str,
    given: Mapping[str, str],
    measure: str | None,
    names: Mapping[str, str],
    path: str,
) -> Heading | None:
    found = _NAME_AND_UNIT.fullmatch(text)
    if found is None:
        raise FileError(
            f"{path}: the heading {text!r} has no unit in brackets",
            mend="read the table yourself and use from_table(unit=...)",
        )
    name, unit = found["name"].strip(), found["unit"].strip()
    own = given.get(text) or given.get(name)
    if own is not None:
        return _told(own, unit, measure)
    if "=" in unit or "＝" in unit:
        return _index(name, unit, names)
    growth, accumulated = _GROWTH.search(name), _ACCUMULATED.search(name)
    for ending in (_GROWTH, _ACCUMULATED, _CURRENT):
        name = ending.sub("", name)
    code = names.get(catalog.folded(name))
    if code is None:
        return None
    if growth is not None:
        since_january = "累计" in growth[0] or "accumulated" in growth[0].casefold()
        return Heading(
            code, unit, "growth", "comparable", "previous_year", accumulated=since_january
        )
    return Heading(code, unit, accumulated=accumulated is not None)


def _told(code: str, unit: str, measure: str | None) -> Heading:
    """A heading whose code the caller named."""
    if _YEAR_BEFORE.search(unit) or _BASE_YEAR.search(unit):
        return Heading(code, "1", measure or "index", relative_to=_relative_to(unit))
    return Heading(code, unit, measure)


def _index(name: str, unit: str, names: Mapping[str, str]) -> Heading | None:
    """An index (上年=100): of a concept in real terms, or a concept of its own (prices)."""
    code = names.get(catalog.folded(name))
    of_volume = code is None
    if code is None:
        code = names.get(catalog.folded(_INDEX.sub("", name)))
    if code is None:
        return None
    prices = "comparable" if of_volume else None
    return Heading(code, "1", "index", prices, _relative_to(unit))


def _relative_to(unit: str) -> str:
    base = _BASE_YEAR.search(unit)
    if base is not None:
        return base[1]
    return "previous_year" if _YEAR_BEFORE.search(unit) else "unstated"
