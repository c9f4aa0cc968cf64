"""The name of the data."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import liaoning_econ as le
from liaoning_econ import exchange
from liaoning_econ.catalog import record
from liaoning_econ.errors import CatalogError


def test_version_is_the_hash_of_the_manifest() -> None:
    content = (record.DATA / "manifest.json").read_bytes()
    found = le.data_version()
    assert found.manifest == hashlib.sha256(content).hexdigest()
    assert found.rates_last_day == exchange.last_day()
    assert found.rates_file == exchange.file_version().sha256


def test_version_in_one_line() -> None:
    found = le.data_version()
    assert str(found) == (
        f"catalogue {found.manifest[:12]}, exchange rates {found.rates_file[:12]} "
        f"to {found.rates_last_day:%Y-%m-%d}"
    )


def test_missing_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "DATA", tmp_path)
    with pytest.raises(CatalogError, match=r"manifest\.json cannot be read"):
        le.data_version()
