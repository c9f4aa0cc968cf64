"""What a frame is held against: the shipped record, a frame of the user's own, or nothing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from liaoning_econ import catalog, frames
from liaoning_econ.catalog import series
from liaoning_econ.errors import AuditError
from liaoning_econ.validation import light

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np

__all__ = ["Record"]


class Record:
    """The record of an audit, read when a rule first asks.

    Parameters
    ----------
    against
        None: the catalogue that ships. A frame of Observations replaces its figures. An empty
        sequence: nothing, so that only the frame itself is read.

    Raises
    ------
    AuditError
        `against` is neither a frame nor empty.
    SchemaError
        The frame is none of Observations.
    """

    def __init__(self, against: pd.DataFrame | Sequence[object] | None = None) -> None:
        if against is not None and not isinstance(against, pd.DataFrame) and len(against):
            raise AuditError(
                "against is neither a frame nor empty",
                mend="pass Observations, () for none, or leave it out for the shipped record",
            )
        self._own: pd.DataFrame | None = None
        if isinstance(against, pd.DataFrame):
            light(against, frames.OBSERVATIONS, what="against")
            self._own = frames.conform(against, frames.OBSERVATIONS)
        self.shipped: bool = against is None
        self.empty: bool = against is not None and self._own is None

    def observations(self, indicator: str, regions: Sequence[str]) -> pd.DataFrame:
        """Every vintage of an indicator's figures; empty where the record has none.

        Parameters
        ----------
        indicator
            A code.
        regions
            Codes.
        """
        whole = self._figures.get(indicator)
        if whole is None:
            return frames.empty(frames.OBSERVATIONS)
        return whole[whole["region"].isin(list(regions))].reset_index(drop=True)

    def figures(self, indicators: Collection[str]) -> pd.DataFrame:
        """Every vintage of some indicators' figures, whatever the region; no plans.

        Parameters
        ----------
        indicators
            Codes; those that the record does not have add nothing.
        """
        known = self._holding(frozenset(indicators))
        wanted = known["indicator"].isin(list(indicators)) & (known["status"] != "F")
        return known[wanted.to_numpy()].reset_index(drop=True)

    @cached_property
    def levels(self) -> frozenset[str]:
        """Codes of the indicators that the record has levels of, in more than one period."""
        return frozenset(
            code
            for code, part in self._figures.items()
            if part.loc[part["measure"].isin(["flow", "stock"]), "end"].nunique() > 1
        )

    @cached_property
    def releases(self) -> pd.DataFrame:
        """What is known of each release: its benchmark and reason, period by period."""
        return catalog.vintages()

    @cached_property
    def spans(self) -> dict[tuple[str, str], list[tuple[np.datetime64, np.datetime64, str, str]]]:
        """First and last day, kind and reason of each stretch of a release, by label and topic."""
        answer: dict[tuple[str, str], list[tuple[np.datetime64, np.datetime64, str, str]]] = {}
        table = self.releases
        for label, topic, start, end, kind, reason in zip(
            table["vintage"], table["topic"], table["start"].to_numpy(), table["end"].to_numpy(),
            table["kind"], table["reason"], strict=True,
        ):  # fmt: skip
            answer.setdefault((label, topic), []).append((start, end, str(kind), reason))
        return answer

    @cached_property
    def indicators(self) -> frozenset[str]:
        """Codes of the indicators that the record has figures of."""
        return frozenset(self._figures)

    @cached_property
    def _whole(self) -> pd.DataFrame:
        if self.empty:
            return frames.empty(frames.OBSERVATIONS)
        return catalog.observations() if self._own is None else self._own

    def _holding(self, indicators: frozenset[str]) -> pd.DataFrame:
        """What holds some indicators: of the shipped record only the files that do."""
        if not self.shipped or "_whole" in vars(self):
            return self._whole
        files = [one.file for one in series.held() if indicators & {name for name, _ in one.pairs}]
        for file in files:
            if file not in self._files:
                self._files[file] = series.observations_of(file)
        return frames.stack([self._files[file] for file in files], frames.OBSERVATIONS)

    @cached_property
    def _files(self) -> dict[str, pd.DataFrame]:
        """Files of the shipped record that were asked for."""
        return {}

    @cached_property
    def _figures(self) -> dict[str, pd.DataFrame]:
        groups = self._whole.groupby("indicator", observed=True)
        return {str(code): part for code, part in groups}

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The shipped claims; empty where the record is not the shipped one."""
        return catalog.claims() if self.shipped else frames.empty(frames.CLAIMS)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The shipped events; empty where the record is not the shipped one."""
        return catalog.events() if self.shipped else frames.empty(frames.EVENTS)

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Statements of the shipped documents that have no figure."""
        whole = catalog.statements()
        return whole if self.shipped else whole.head(0)

    def said(self, kind: str, documents: Collection[str]) -> pd.DataFrame:
        """Statements of one kind ("rank", "change") in some documents.

        Parameters
        ----------
        kind
            As in the statements.
        documents
            Names of documents.
        """
        table = self.statements
        return table[(table["kind"] == kind) & table["document"].isin(list(documents))]

    def printed(self, document: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """Between which days a shipped document came out; None where that is not known.

        Parameters
        ----------
        document
            Its name.
        """
        mine = self.claims[self.claims["document"] == document]
        first, last = mine["published_from"].min(), mine["published"].max()
        return None if pd.isna(first) or pd.isna(last) else (first, last)

    @cached_property
    def openings(self) -> pd.DataFrame:
        """Days on which zones opened, indexed by region, whatever the record."""
        known = catalog.regions().dropna(subset=["opened"]).set_index("region")
        return known[["opened_from", "opened"]]

    @cached_property
    def parents(self) -> dict[str, str]:
        """The place that each region lies in; regions at the top are absent."""
        known = catalog.regions()
        return {
            region: parent
            for region, parent in zip(known["region"], known["parent"], strict=True)
            if parent
        }
