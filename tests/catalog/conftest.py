"""What the tests of the catalogue share."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from liaoning_econ.catalog import record


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data directory that the loaders read instead of the shipped one."""
    directory = tmp_path / "data"
    shutil.copytree(record.DATA, directory)
    monkeypatch.setattr(record, "DATA", directory)
    return directory


@pytest.fixture(scope="session")
def figures(known: Path) -> dict[str, Any]:
    """Figures that somebody else published or computed."""
    return tomllib.loads((known / "catalog.toml").read_text(encoding="utf-8"))
