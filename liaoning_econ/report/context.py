"""What every part of the brief looks things up in: the claims, the record, names of places."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, cast

import pandas as pd

from liaoning_econ import catalog, frames, validation
from liaoning_econ.errors import LiaoningEconError, VintageWarning
from liaoning_econ.frames import CLAIMS, OBSERVATIONS, plain_codes
from liaoning_econ.report.values import (
    ARTICLE_NAMES,
    ARTICLES,
    PROVINCE,
    STRAITS_TIMES,
    ZONE,
    Claim,
    Event,
    Figure,
    Indicator,
    Place,
    Statement,
    claims_of,
    figures_of,
    records,
    rows_of,
)
from liaoning_econ.text.segments import Segments

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

# What other pages say of the zones, and of the province's trade and foreign capital.
EVIDENCE: Final = ("ftz_claims", "trade_liaoning", "fdi_liaoning", "trade_china_dprk")


@dataclass(frozen=True)
class Context:
    """The claims of one brief and what they are held against.

    Attributes
    ----------
    frame
        The claims, one row each, with a plain index.
    against
        The record to hold them against; None is the shipped one.
    texts
        The articles by document, their line ends as newlines; without them a claim is shown by
        its figure alone.
    """

    frame: pd.DataFrame
    against: pd.DataFrame | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        claims: pd.DataFrame | None,
        against: pd.DataFrame | None,
        texts: Mapping[str, str] | None = None,
    ) -> Context:
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
        lines = {
            name: text.replace("\r\n", "\n").replace("\r", "\n")
            for name, text in (texts or {}).items()
        }
        return cls(frame, against, lines)

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
        """What other pages say; not the claims that are being judged."""
        if self.against is not None and "claim" in self.against.columns:
            return self.against
        shipped = catalog.claims()
        return shipped[plain_codes(shipped["document"]).isin(EVIDENCE)].reset_index(drop=True)

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

    def sentence(self, document: str, at: int) -> tuple[int, int]:
        """First and last place of the sentence of a text that holds a place."""
        if document not in self._segments:
            self._segments[document] = Segments(self.texts[document])
        return self._segments[document].sentence(at)

    @cached_property
    def _segments(self) -> dict[str, Segments]:
        """Where the sentences of each text end; found once a text."""
        return {}

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
