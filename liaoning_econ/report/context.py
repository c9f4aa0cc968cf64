"""What every part of the brief looks things up in: the claims, the record, names of places."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final, TypeVar, cast

import pandas as pd

from liaoning_econ import catalog, frames, validation
from liaoning_econ.errors import LiaoningEconError, VintageWarning
from liaoning_econ.frames import CLAIMS, OBSERVATIONS, plain_codes
from liaoning_econ.quantities import Quantity
from liaoning_econ.report import words

__all__ = [
    "ARTICLES",
    "ARTICLE_NAMES",
    "PROVINCE",
    "ZONE",
    "Claim",
    "Context",
    "Event",
    "Figure",
    "claims_of",
    "figures_of",
    "records",
    "rows_of",
]

_Record = TypeVar("_Record")

ZONE: Final = re.compile(r"CN-[A-Z]{2}-FTZ")  # a whole zone, none of its areas
STRAITS_TIMES: Final = "004_ed772e34f7e3be99.txt"
GLOBAL_TIMES: Final = "000_8ed4b4c2027910b1.txt"
PROVINCE: Final = "CN-LN"  # what the articles are about
ARTICLES: Final = (STRAITS_TIMES, GLOBAL_TIMES)
ARTICLE_NAMES: Final = {
    STRAITS_TIMES: "The Straits Times, 2018",
    GLOBAL_TIMES: "Global Times, 2019",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as plain values; `place` is its row in the frame that it comes from."""

    place: int
    claim: str
    document: str
    paragraph: int | None
    surface: str
    qualifier: str
    speaker: str
    related_claim: str
    relation: str
    indicator: str
    region: str
    start: pd.Timestamp | None
    end: pd.Timestamp | None
    precision: str
    measure: str
    basis: str
    prices: str
    unit: str
    value: float
    lower: float
    upper: float
    published_from: pd.Timestamp | None
    published: pd.Timestamp | None
    status: str
    source: str

    @property
    def where(self) -> str:
        """Document and paragraph."""
        return where(self.document, self.paragraph)

    @property
    def quantity(self) -> Quantity:
        """The figure with its bounds and its unit."""
        return Quantity(self.value, self.unit, self.lower, self.upper)


@dataclass(frozen=True, slots=True)
class Figure:
    """One official figure as plain values."""

    region: str
    start: pd.Timestamp
    end: pd.Timestamp
    unit: str
    value: float
    lower: float
    upper: float
    vintage: str
    published: pd.Timestamp | None
    source: str

    @property
    def year(self) -> int:
        """The year of the last day."""
        return self.end.year


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event as plain values; `value` is None where it has no figure."""

    event: str
    start: pd.Timestamp
    end: pd.Timestamp
    region: str
    title: str
    value: float | None
    unit: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """One region of the catalogue as plain values."""

    region: str
    level: str
    name_en: str
    parent: str
    members: str
    mainland: bool
    opened_from: pd.Timestamp | None
    opened: pd.Timestamp | None
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the catalogue as plain values."""

    indicator: str
    name_en: str
    currency_rate: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What an article says without a number, as plain values."""

    claim: str
    document: str
    paragraph: int | None
    region: str
    words: str
    speaker: str

    @property
    def where(self) -> str:
        """Document and paragraph."""
        return where(self.document, self.paragraph)


@dataclass(frozen=True)
class Context:
    """The claims of one brief and what they are held against.

    Attributes
    ----------
    frame
        The claims, one row each, with a plain index.
    against
        The record to hold them against; None is the shipped one.
    """

    frame: pd.DataFrame
    against: pd.DataFrame | None = None

    @classmethod
    def of(cls, claims: pd.DataFrame | None, against: pd.DataFrame | None) -> Context:
        """The claims given, or those of the two articles.

        Raises
        ------
        SchemaError
            A column of Observations is missing, or a value breaks its rule.
        """
        if claims is None:
            shipped = catalog.claims()
            claims = shipped[plain_codes(shipped["document"]).isin(ARTICLES)]
        else:
            claims = _with_words(claims)
        frame = frames.conform(claims, CLAIMS)
        validation.check(frame, CLAIMS, what="claims")
        if against is not None:
            declared = CLAIMS if {"claim", "document"} <= set(against.columns) else OBSERVATIONS
            against = frames.conform(against, declared)
            validation.check(against, declared, what="against")
        return cls(frame, against)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims as plain values, in the frame's order."""
        return claims_of(self.frame)

    @cached_property
    def shipped(self) -> bool:
        """Whether the newspaper article that most sections speak of is among the documents."""
        return STRAITS_TIMES in set(self.documents)

    @cached_property
    def documents(self) -> list[str]:
        """The documents, in order of coming."""
        return list(dict.fromkeys(plain_codes(self.frame["document"])))

    @cached_property
    def places(self) -> dict[str, Place]:
        """The catalogue's regions by code."""
        return {place.region: place for place in records(catalog.regions(), Place)}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The catalogue's indicators by code."""
        return {one.indicator: one for one in records(catalog.indicators(), Indicator)}

    @cached_property
    def provinces(self) -> list[str]:
        """The provinces of the mainland, in the catalogue's order."""
        return [
            code
            for code, place in self.places.items()
            if place.level == "province" and place.mainland
        ]

    @cached_property
    def evidence_frame(self) -> pd.DataFrame:
        """What other pages say of the zones; not the claims that are being judged."""
        if self.against is not None and "claim" in self.against.columns:
            return self.against
        return catalog.claims("ftz_claims")

    @cached_property
    def evidence(self) -> tuple[Claim, ...]:
        """The same as plain values."""
        return claims_of(self.evidence_frame)

    @cached_property
    def events(self) -> dict[str, Event]:
        """The catalogue's events by code."""
        return {event.event: event for event in records(catalog.events(), Event)}

    def province_of(self, region: str) -> str:
        """The province that a place lies in, or the place itself where it lies in none."""
        above = region
        while (place := self.places.get(above)) is not None:
            if place.level == "province":
                return above
            above = place.parent
        return region

    def members_of(self, region: str) -> list[str]:
        """The provinces of a group, or the region alone."""
        place = self.places.get(region)
        return place.members.split(";") if place is not None and place.members else [region]

    def place_name(self, region: str) -> str:
        """The English name of a region; its code where the catalogue has none."""
        place = self.places.get(region)
        return region if place is None else place.name_en

    def indicator_name(self, indicator: str) -> str:
        """The English name of an indicator; its code in words where the catalogue has none."""
        known = self.indicators.get(indicator)
        return indicator.replace("_", " ") if known is None else known.name_en

    def find(self, **codes: str) -> list[Claim]:
        """Claims whose fields are as given."""
        return [
            claim
            for claim in self.claims
            if all(getattr(claim, name) == code for name, code in codes.items())
        ]

    def row(self, claim: Claim) -> pd.DataFrame:
        """A claim as a frame of one row."""
        return self.frame.iloc[[claim.place]].reset_index(drop=True)

    def said(self, code: str) -> Claim | None:
        """A claim of the evidence by its code; None where it is not there."""
        return next((claim for claim in self.evidence if claim.claim == code), None)

    @cached_property
    def _statements(self) -> dict[str, Statement]:
        documents = [name for name in self.documents if name in ARTICLES]
        if not documents:
            return {}
        return {one.claim: one for one in records(catalog.statements(documents), Statement)}

    def statement(self, code: str) -> Statement | None:
        """What an article says without a number, if that article is among the documents.

        Parameters
        ----------
        code
            The statement's code in `catalog.statements`.
        """
        return self._statements.get(code)

    def written(self, document: str) -> int:
        """The year in which a document appeared at the latest."""
        days = [
            claim.published
            for claim in self.claims
            if claim.document == document and claim.published is not None
        ]
        return max(days).year if days else 9999

    @cached_property
    def spoken_of(self) -> list[str]:
        """The provinces that the claims speak of, alone or as parts of a group."""
        regions = {self.province_of(claim.region) for claim in self.claims}
        parts = {part for region in regions for part in self.members_of(region)}
        return sorted(parts & set(self.provinces))

    def newest(self, indicator: str, regions: Collection[str]) -> list[Figure]:
        """Figures of the newest consistent series, as known now.

        Parameters
        ----------
        indicator
            Its code.
        regions
            Regions that the claims speak of.
        """
        # One question for all regions costs hardly more than one for a single region.
        asked = self.figures(indicator, self.spoken_of, vintage="latest")
        if not asked:
            asked = self.figures(indicator, sorted(regions), vintage="latest")
        return [figure for figure in asked if figure.region in regions]

    def figures(
        self, indicator: str, region: str | list[str] | None, **options: object
    ) -> list[Figure]:
        """As `official`, as plain values."""
        return figures_of(self.official(indicator, region, **options))

    def official(
        self, indicator: str, region: str | list[str] | None, **options: object
    ) -> pd.DataFrame:
        """Official figures, or an empty frame where the record has none.

        Parameters
        ----------
        indicator, region
            Codes, as in `catalog.observations`.
        **options
            As in `catalog.observations`.
        """
        key = repr((indicator, region, sorted(options.items())))
        if key not in self._asked:
            self._asked[key] = self._official(indicator, region, options)
        return self._asked[key]

    @cached_property
    def _asked(self) -> dict[str, pd.DataFrame]:
        """Official figures that were asked for; several topics ask for the same."""
        return {}

    def _official(
        self, indicator: str, region: str | list[str] | None, options: dict[str, object]
    ) -> pd.DataFrame:
        if self.against is not None:
            return _selected(self.against, indicator, region, options)
        with warnings.catch_warnings():
            # Figures that may have been out on a day, but need not, are left out on purpose.
            warnings.simplefilter("ignore", VintageWarning)
            try:
                return catalog.observations(indicator, region, **options)  # type: ignore[arg-type]
            except LiaoningEconError:
                return frames.empty(OBSERVATIONS)


def where(document: str, paragraph: int | None) -> str:
    """Where words stand, for a reader."""
    name = words.shorter(ARTICLE_NAMES.get(document, document), 120)
    return name if paragraph is None else f"{name}, paragraph {paragraph}"


def claims_of(frame: pd.DataFrame) -> tuple[Claim, ...]:
    """Rows of Claims as plain values."""
    return tuple(records(frame.assign(place=range(len(frame))), Claim))


def figures_of(frame: pd.DataFrame) -> list[Figure]:
    """Rows of Observations as plain values."""
    return list(records(frame, Figure))


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Rows of a computed table, each with its columns as attributes."""
    return list(frame.itertuples(index=False, name="Row"))


def records(frame: pd.DataFrame, kind: Callable[..., _Record]) -> Iterator[_Record]:
    """Rows as instances of a dataclass that has the columns' names; what is missing is None.

    Parameters
    ----------
    frame
        Has a column for each field.
    kind
        The dataclass.
    """
    names = [field.name for field in fields(cast("Any", kind))]
    columns = [_values(frame[name]) for name in names]
    return (kind(*values) for values in zip(*columns, strict=True))


def _with_words(claims: pd.DataFrame) -> pd.DataFrame:
    """Columns that a table of bare observations lacks: each row is a claim without its words."""
    count = len(claims)
    blank: dict[str, Iterable[object]] = {
        "claim": [str(number) for number in range(1, count + 1)],
        "document": ["own figures"] * count,
        "paragraph": [pd.NA] * count,
        "span_start": [pd.NA] * count,
        "span_end": [pd.NA] * count,
        "surface": [""] * count,
        "qualifier": ["none"] * count,
        "speaker": [""] * count,
        "related_claim": [""] * count,
        "relation": ["none"] * count,
    }
    missing = {name: values for name, values in blank.items() if name not in claims.columns}
    table = claims.copy()
    for name, values in missing.items():
        table[name] = pd.Series(list(values), index=table.index)
    return table


def _values(column: pd.Series) -> list[object]:
    """Plain values; a missing one is None."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        names: list[object] = [*column.cat.categories.tolist(), None]
        return [names[code] for code in column.cat.codes.tolist()]
    if column.dtype.kind == "f":
        return [None if math.isnan(value) else value for value in column.tolist()]
    return [None if value is pd.NaT or value is pd.NA else value for value in column.tolist()]


def _selected(
    record: pd.DataFrame,
    indicator: str,
    region: str | list[str] | None,
    options: dict[str, object],
) -> pd.DataFrame:
    """The rows of a user's own record, the newest of each period as far as was known."""
    measure = options.get("measure")
    chosen = plain_codes(record["indicator"]) == indicator
    if region is not None:
        wanted = [region] if isinstance(region, str) else region
        chosen &= plain_codes(record["region"]).isin(wanted)
    if isinstance(measure, str):
        chosen &= plain_codes(record["measure"]) == measure
    rows = record[chosen]
    if options.get("as_of") is not None:
        rows = rows[~(rows["published"] > pd.Timestamp(cast("str", options["as_of"])))]
    if options.get("as_of") is None and options.get("vintage") is None:
        return rows.reset_index(drop=True)
    rows = rows.assign(_seen=rows["published"].fillna(pd.Timestamp(0)))
    newest = rows.sort_values("_seen", kind="stable").groupby(
        ["indicator", "region", "start", "end", "measure"], observed=True, sort=False
    )
    return newest.tail(1).drop(columns="_seen").reset_index(drop=True)
