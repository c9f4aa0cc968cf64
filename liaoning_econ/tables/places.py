"""Regions by code or by name: CN-LN, Liaoning, Liaoning Province, 辽宁, 辽宁省."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.errors import SchemaError, UnknownCodeError

# Longest first: 宁夏回族自治区 is 宁夏, not 宁夏回族.
_ENDINGS = re.compile(
    r"(?:壮族自治区|回族自治区|维吾尔自治区|特别行政区|自治区|省|市"
    r"| zhuangzu zizhiqu| huizu zizhiqu| uygur zizhiqu| weiwu'er zizhiqu| zizhiqu| sheng| shi"
    r"| zhuang autonomous region| hui autonomous region| uygur autonomous region"
    r"| autonomous region| special administrative region| municipality| province| city)$"
)
_NAMES = ("name_en", "name_zh", "name_pinyin")
# Where two places share a name, the one whose level stands first here has it.
_LEVELS = ("country", "province", "prefecture")
_MORE_NAMES = {"全国": "CN", "中国": "CN", "china": "CN", "national": "CN"}


class Places:
    """The known regions, by every name that they have.

    Parameters
    ----------
    more
        Regions beyond the catalogue's: a frame with a column `region` (and name_en, name_zh,
        name_pinyin where there are names), or a mapping from code to name.
    """

    def __init__(self, more: pd.DataFrame | Mapping[str, str] | None = None) -> None:
        shipped, spelt = _shipped()
        self._codes, self._names = dict(shipped), list(spelt)
        for code, _, names in _rows(_as_frame(more)):
            self._names += [code, *names]
            for name in _spellings([code, *names]):
                self._codes.setdefault(name, code)

    @property
    def codes(self) -> frozenset[str]:
        """All codes."""
        return frozenset(self._codes.values())

    def code(self, name: object) -> str:
        """Code of a region, from its code or one of its names.

        Parameters
        ----------
        name
            What stands in the cell.

        Raises
        ------
        UnknownCodeError
            No region has the name; offers the nearest.
        """
        text = str(name)
        found = self._codes.get(_folded(text)) or self._codes.get(_short(_folded(text)))
        if found is None:
            raise UnknownCodeError(
                "region",
                text,
                self._names,
                mend="le.regions() lists them; regions={code: name} adds places of your own",
            )
        return found


@functools.cache
def _shipped() -> tuple[dict[str, str], list[str]]:
    """The catalogue's codes by every name, and the names as they are spelt there."""
    codes: dict[str, str] = dict(_MORE_NAMES)
    rank = dict.fromkeys(codes, 0)
    spelt: list[str] = []
    for code, level, names in _rows(catalog.regions()):
        spelt += [code, *names]
        place = _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)
        for name in _spellings([code, *names]):
            if name not in codes or place < rank[name]:
                codes[name], rank[name] = code, place
    return codes, spelt


def _as_frame(more: pd.DataFrame | Mapping[str, str] | None) -> pd.DataFrame:
    if more is None:
        return pd.DataFrame({"region": []})
    if isinstance(more, pd.DataFrame):
        if "region" not in more.columns:
            raise SchemaError(
                "regions has no column 'region'", mend="a frame with the codes in 'region'"
            )
        return more
    if not isinstance(more, Mapping):
        raise SchemaError(
            f"regions is a {type(more).__name__}",
            mend="pass {code: name}, or a frame with the codes in 'region'",
        )
    return pd.DataFrame({"region": list(more.keys()), "name_en": list(more.values())})


def _rows(regions: pd.DataFrame) -> Iterable[tuple[str, str, list[str]]]:
    """Code, level and names of each region."""
    have = [name for name in _NAMES if name in regions.columns]
    levels = regions["level"] if "level" in regions.columns else [""] * len(regions)
    names = [regions[name] for name in have]
    for code, level, *called in zip(regions["region"], levels, *names, strict=True):
        yield str(code), str(level), [name for name in called if isinstance(name, str) and name]


def _spellings(names: Iterable[str]) -> set[str]:
    folded = {_folded(name) for name in names}
    return folded | {_short(name) for name in folded}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _short(folded: str) -> str:
    """Without the ending that says what kind of place it is."""
    return _ENDINGS.sub("", folded) or folded
