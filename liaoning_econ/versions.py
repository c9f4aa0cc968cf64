"""Which data a script ran on: printed in every brief, so that its numbers can be had again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from liaoning_econ.catalog import record
from liaoning_econ.errors import CatalogError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DataVersion", "data_version"]


@dataclass(frozen=True)
class DataVersion:
    """The data behind a result.

    Attributes
    ----------
    manifest
        SHA-256 of the catalogue's manifest, which holds that of each of its files.
    rates_file
        SHA-256 of the exchange-rate file.
    rates_last_day
        Last day that it has a rate for.

    Examples
    --------
    >>> str(data_version()).startswith("catalogue ")
    True
    """

    manifest: str
    rates_file: str
    rates_last_day: pd.Timestamp

    def __str__(self) -> str:
        """One line for a footer."""
        return (
            f"catalogue {self.manifest[:12]}, exchange rates {self.rates_file[:12]} "
            f"to {self.rates_last_day:%Y-%m-%d}"
        )


def data_version() -> DataVersion:
    """Name the data that this installation works on.

    Returns
    -------
    DataVersion
        Hash of the catalogue's manifest, hash and last day of the exchange-rate file.

    Raises
    ------
    CatalogError
        The manifest is missing or damaged.

    Examples
    --------
    >>> len(data_version().manifest)
    64
    """
    from liaoning_econ import exchange

    path = record.DATA / "manifest.json"
    record.manifest()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CatalogError(f"{path} cannot be read", mend="reinstall liaoning-econ") from error
    return DataVersion(
        manifest=hashlib.sha256(content).hexdigest(),
        rates_file=exchange.file_version().sha256,
        rates_last_day=exchange.last_day(),
    )
