"""The schemas for other languages: kept equal to the declarations, accepted by their readers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import liaoning_econ as le
from liaoning_econ import schema_files
from liaoning_econ.errors import FileError
from liaoning_econ.frames import CLAIMS, FRAMES, OBSERVATIONS, RATES, Frame


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_the_committed_file_is_what_would_be_exported(frame: Frame, root: Path) -> None:
    """After a change of frames.py: liaoning-econ schema export."""
    path = root / "schemas" / f"{frame.name.lower()}.json"
    assert json.loads(path.read_text(encoding="utf-8")) == schema_files.table_schema(frame)


def test_there_is_one_file_a_frame_and_no_other(root: Path, tmp_path: Path) -> None:
    exported = schema_files.export(tmp_path / "new" / "schemas")
    assert [path.name for path in exported] == [f"{frame.name.lower()}.json" for frame in FRAMES]
    committed = sorted(path.name for path in (root / "schemas").iterdir())
    assert committed == sorted(path.name for path in exported)
    for path in exported:
        assert path.read_bytes() == (root / "schemas" / path.name).read_bytes()


def fields(frame: Frame) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in schema_files.table_schema(frame)["fields"]}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_a_schema_describes_every_column(frame: Frame) -> None:
    assert list(fields(frame)) == frame.names
    for column in frame.columns:
        field = fields(frame)[column.name]
        assert field["description"] == column.description
        constraints = field.get("constraints", {})
        assert constraints.get("required", False) == (not column.nullable and column.kind != "str")
        assert constraints.get("pattern") == column.pattern


def test_types_keys_and_code_lists() -> None:
    assert fields(OBSERVATIONS)["start"]["type"] == "date"
    assert fields(OBSERVATIONS)["value"]["type"] == "number"
    assert fields(OBSERVATIONS)["precision"]["constraints"]["enum"] == [
        "day",
        "month",
        "quarter",
        "year",
        "open",
    ]
    assert schema_files.table_schema(RATES)["primaryKey"] == ["base", "quote", "date", "kind"]
    # A primary key has no empty cell, and a claim's window may be unknown.
    assert "primaryKey" not in schema_files.table_schema(OBSERVATIONS)
    assert schema_files.table_schema(OBSERVATIONS)["liaoning_econ:key"] == list(OBSERVATIONS.key)
    assert "lower <= value" in schema_files.table_schema(CLAIMS)["liaoning_econ:rules"]


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "schemas").write_text("a file")
    with pytest.raises(FileError, match=r"schemas cannot be made a directory: File exists"):
        schema_files.export(tmp_path / "schemas")


def frictionless_errors(folder: Path, data: str, frame: Frame) -> list[Any]:
    import frictionless

    schema = frictionless.Schema.from_descriptor(schema_files.table_schema(frame))
    resource = frictionless.Resource(path=data, schema=schema, basepath=str(folder))
    found: list[Any] = resource.validate().flatten(["rowNumber", "fieldName", "type"])
    return found


def test_the_standards_reader_accepts_what_we_write(tmp_path: Path) -> None:
    obs = le.observations("gdp", "CN-LN").assign(upper=np.inf)
    le.write(obs, tmp_path / "obs.csv")
    assert frictionless_errors(tmp_path, "obs.csv", OBSERVATIONS) == []
    le.write(le.claims(), tmp_path / "claims.csv")
    assert frictionless_errors(tmp_path, "claims.csv", CLAIMS) == []


def test_the_standards_reader_refuses_what_we_refuse(tmp_path: Path) -> None:
    path = le.write(le.observations("gdp", "CN-LN").head(1), tmp_path / "obs.csv")
    path.write_text(path.read_text().replace(",flow,", ",flwo,"))
    assert frictionless_errors(tmp_path, "obs.csv", OBSERVATIONS) == [
        [2, "measure", "constraint-error"]
    ]
