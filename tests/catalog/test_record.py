"""The shipped files: whole, hashed, read to the digit."""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import liaoning_econ as le
from liaoning_econ import frames
from liaoning_econ.catalog import record
from liaoning_econ.errors import CatalogError

FILES = sorted(path.name for path in record.DATA.glob("*.csv"))


def rows_of(name: str) -> list[dict[str, str]]:
    with (record.DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    """The script that brings the manifest up to date."""
    spec = importlib.util.spec_from_file_location("manifest_tool", root / "tools" / "manifest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_manifest_names_every_file() -> None:
    assert sorted(record.manifest()["files"]) == FILES


def test_manifest_is_up_to_date(tool: ModuleType) -> None:
    assert tool.recount(record.DATA) == (record.DATA / "manifest.json").read_text(encoding="utf-8")


def test_tool_mends_hash_and_row_count(tool: ModuleType, copied: Path) -> None:
    with (copied / "prices.csv").open("a", encoding="utf-8", newline="") as lines:
        lines.write("2025,consumer_prices,0.1\n")
    found = json.loads(tool.recount(copied))["files"]["prices.csv"]
    assert found["rows"] == record.manifest()["files"]["prices.csv"]["rows"] + 1
    assert found["sha256"] != record.manifest()["files"]["prices.csv"]["sha256"]


def test_tool_refuses_a_file_without_entry(tool: ModuleType, copied: Path) -> None:
    (copied / "surprise.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"surprise\.csv has no entry"):
        tool.recount(copied)


@pytest.mark.parametrize("name", FILES)
def test_files_are_plain_and_sorted(name: str) -> None:
    content = (record.DATA / name).read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")
    found = rows_of(name)
    assert len({tuple(row.values()) for row in found}) == len(found)
    if "series" in found[0]:
        keys = ("indicator", "region", "period", "series")
        order = [tuple(row.get(key, "") for key in keys) for row in found]
        assert order == sorted(order)


def test_no_value_is_a_spreadsheet_formula() -> None:
    for name in FILES:
        for row in rows_of(name):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row.values())


def test_printed_digits_are_rounded_once() -> None:
    # 35,673.2 times 100 million, multiplied as floats, is 3567319999999.9995.
    assert 35673.2 * 1e8 != 3567320000000.0
    found = record.scaled(pa.array(["35673.2", "421.14", "-2.5", "inf"]), pa.array([8, 9, 0, 9]))
    assert found.tolist() == [3567320000000.0, 421140000000.0, -2.5, np.inf]


@pytest.mark.parametrize("name", ["gdp.csv", "gdp_sectors.csv", "gdp_growth.csv", "population.csv"])
def test_every_value_is_the_float_nearest_to_the_printed_one(name: str) -> None:
    from liaoning_econ.catalog.series import observations_of

    scale = record.manifest()["files"][name]["constants"]["scale"]
    printed = [float(Fraction(row["value"]) * 10**scale) for row in rows_of(name)]
    assert observations_of(name)["value"].tolist() == printed


def test_damaged_file_is_named(copied: Path) -> None:
    path = copied / "gdp.csv"
    path.write_bytes(path.read_bytes().replace(b"28626.58", b"28626.85"))
    with pytest.raises(CatalogError, match=r"gdp\.csv is damaged.*Mend: reinstall"):
        le.observations("gdp", "CN-LN")


def test_truncated_file_is_named(copied: Path) -> None:
    path = copied / "claims.csv"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(CatalogError, match=r"claims\.csv is damaged"):
        le.claims()


def test_missing_file_is_named(copied: Path) -> None:
    (copied / "sources.csv").unlink()
    with pytest.raises(CatalogError, match=r"sources\.csv cannot be read: No such file"):
        le.sources()


def test_missing_manifest_is_named(copied: Path) -> None:
    (copied / "manifest.json").unlink()
    with pytest.raises(CatalogError, match=r"manifest\.json cannot be read"):
        le.regions()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"about": ""}', "null"])
def test_damaged_manifest_is_named(copied: Path, content: str) -> None:
    (copied / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError, match=r"manifest\.json is damaged"):
        le.events()


def test_file_that_the_manifest_lacks(copied: Path) -> None:
    path = copied / "manifest.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    del found["files"]["events.csv"]
    path.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(CatalogError, match=r"events\.csv is not in the manifest"):
        le.events()


def test_a_copy_of_the_data_reads_alike(copied: Path) -> None:
    assert copied == record.DATA
    assert len(le.observations("gdp", "CN-LN")) == 111


def test_categories_are_the_texts_in_use_sorted() -> None:
    found = record.category(np.array([2, 0, 2], dtype=np.intp), ["b", "unused", "a"])
    assert found.tolist() == ["a", "b", "a"]
    assert found.categories.tolist() == ["a", "b"]


def test_category_merges_codes_of_one_text() -> None:
    found = record.category(np.array([0, 1, 2], dtype=np.intp), ["x", "y", "x"])
    assert found.tolist() == ["x", "y", "x"]


def test_tables_are_handed_out_as_copies() -> None:
    first = le.regions()
    first["name_en"] = "changed"
    assert "changed" not in set(le.regions()["name_en"])


def test_every_dtype_is_the_declared_one() -> None:
    for declaration, found in (
        (frames.OBSERVATIONS, le.observations()),
        (frames.CLAIMS, le.claims()),
        (frames.EVENTS, le.events()),
        (frames.REGIONS, le.regions()),
        (frames.INDICATORS, le.indicators()),
        (frames.VINTAGES, le.vintages()),
        (frames.SOURCES, le.sources()),
    ):
        assert list(found.columns) == declaration.names
        assert isinstance(found.index, pd.RangeIndex)
        for column in declaration.columns:
            assert found[column.name].dtype == column.dtype or (
                column.kind == "category" and column.categories is None
            ), column.name
