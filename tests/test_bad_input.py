"""Damaged and hostile files: one clear error each, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import liaoning_econ as le
from liaoning_econ.errors import FileError, LiaoningEconError, SchemaError, UnknownCodeError

HEADER = (
    "indicator,region,start,end,precision,measure,basis,prices,relative_to,unit,value,lower,upper,"
    "vintage,published_from,published,status,source"
)
ROWS = (
    "gdp,CN-LN,2016-01-01,2016-12-31,day,flow,unstated,current,none,CNY,2.0,1.0,3.0,mine,,,A,paper",
    "gdp,CN-LN,2017-01-01,2017-12-31,day,flow,unstated,current,none,CNY,4.0,3.0,inf,mine,,,A,paper",
)
GOOD = "\n".join([HEADER, *ROWS]) + "\n"


def cell(row: int, column: str, text: str) -> str:
    """The good file with one cell changed."""
    names: list[str] = list(HEADER.split(","))
    rows: list[list[str]] = [list(line.split(",")) for line in ROWS]
    rows[row][names.index(column)] = text
    return "\n".join([HEADER, *(",".join(line) for line in rows)]) + "\n"


def refusal(path: Path, content: bytes | str) -> LiaoningEconError:
    """The one error that a file gives; the file stays as it was."""
    before = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(before)
    with pytest.raises(LiaoningEconError) as caught:
        le.read(path)
    assert path.read_bytes() == before
    assert len(str(caught.value)) < 700
    assert "\n" not in str(caught.value)
    assert caught.value.mend
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "mine.xlsx",
            b"PK\x03\x04" + bytes(100),
            "mine.xlsx is a spreadsheet; CSV and Parquet are",
        ),
        (
            "mine.csv",
            b"\xd0\xcf\x11\xe0" + bytes(100),
            "mine.csv is a spreadsheet; CSV and Parquet",
        ),
        ("mine.xls", b"<table><tr><td>1</td></tr></table>", "mine.xls is a spreadsheet; CSV and"),
        ("mine.json", b'[{"region": "CN-LN"}]', "mine.json is JSON; CSV and Parquet are read"),
        ("mine.txt", b'\xef\xbb\xbf\n{"region": "CN-LN"}', "mine.txt is JSON; CSV and Parquet are"),
    ],
)
def test_a_table_of_another_kind_is_told_how_it_is_read(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    found = refusal(tmp_path / name, content)
    assert type(found) is FileError
    assert message in str(found)
    reader = "read_json" if "JSON" in message else "read_excel"
    assert f"from_table(pandas.{reader}(path), indicator=..., unit=...)" in found.mend
    assert ("from_nbs(path)" in found.mend) == ("spreadsheet" in message)


def test_the_good_file_is_good(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(GOOD)
    assert le.read(path)["value"].tolist() == [2.0, 4.0]


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("", FileError, "mine.csv is empty (0 bytes)"),
        ("\n", FileError, "mine.csv has one column"),
        ("just a sentence", FileError, "has one column"),
        (GOOD.replace(",", ";"), FileError, "has one column; its separator is ';'"),
        (GOOD.replace(",", "\t"), FileError, "its separator is '\\t'"),
        (GOOD.replace("value", "vlaue", 1), SchemaError, "'vlaue': 'value'"),
        (GOOD.replace(",value,", ",price,", 1), SchemaError, "mine.csv lacks the column 'value'"),
        (GOOD.replace("lower,upper", "lower,lower", 1), FileError, "has the column 'lower' twice"),
        ("region,year,value\nCN-LN,2017,1\n", SchemaError, "build the frame with from_table()"),
        (GOOD + "gdp,CN-LN\n", FileError, "Expected 18 columns, got 2"),
        (GOOD.rstrip("\n") + ",more\n", FileError, "Expected 18 columns, got 19"),
        (GOOD + '"gdp\n', FileError, "a quote that is not closed"),
        (GOOD + ROWS[0] + "\n", SchemaError, "mine.csv: rows 0 and 2 have one key"),
        (
            cell(1, "unit", "USD"),
            SchemaError,
            "two currencies in one series (gdp, CN-LN): CNY in row 0, USD in row 1",
        ),
        (b"\x00\x01\x02" * 1000, FileError, "mine.csv is no text file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), FileError, "is not in UTF-8"),
        (b"PK\x03\x04" + bytes(100), FileError, "mine.csv is a spreadsheet"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), FileError, "mine.csv is a spreadsheet"),
        (GOOD.encode("utf-16"), FileError, "it seems to be in utf-16"),
        (GOOD.replace("paper", "报纸").encode("gb18030"), FileError, "seems to be in gb18030"),
        (GOOD.replace("paper", "café ñ!").encode("latin-1"), FileError, "is not in UTF-8; it see"),
    ],
)
def test_a_file_that_is_none_of_ours(
    tmp_path: Path, content: bytes | str, error: type[LiaoningEconError], message: str
) -> None:
    found = refusal(tmp_path / "mine.csv", content)
    assert type(found) is error
    assert message in str(found)


@pytest.mark.parametrize(
    ("column", "text", "error", "message"),
    [
        ("value", "4 bn", SchemaError, "mine.csv, row 1, column 'value': '4 bn' is not a number"),
        ("value", "=1+1", SchemaError, "row 1, column 'value': '=1+1' is not a number"),
        ("value", "", SchemaError, "row 1, column value = nan: breaks the rule 'value is never"),
        ("value", "nan", SchemaError, "row 1, column 'value': 'nan' is not a number"),
        ("value", "inf", SchemaError, "row 1, column value = inf: breaks the rule 'value is fin"),
        ("value", "1" * 400, SchemaError, "breaks the rule 'value is finite'"),
        ("lower", "9.0", SchemaError, "row 1, columns value = 4.0, lower = 9.0: breaks the rule"),
        ("upper", "3.5", SchemaError, "row 1, columns value = 4.0, upper = 3.5: breaks the rule"),
        ("end", "2016-01-01", SchemaError, "start = 2017-01-01, end = 2016-01-01: breaks the rule"),
        ("start", "1 July", SchemaError, "row 1, column 'start': '1 July' is not a day (2018-"),
        ("start", "2017-02-30", SchemaError, "'2017-02-30' is not a day"),
        ("start", "2017-01-01 12:00", SchemaError, "'2017-01-01 12:00' is not a day"),
        ("region", "CN-LNN", UnknownCodeError, "unknown region 'CN-LNN'. Mend: did you mean 'CN-"),
        ("region", "=cmd|' /C calc'!A0", SchemaError, "column region = \"=cmd|' /C calc'!A0\": br"),
        ("region", "<b>CN-LN</b>", SchemaError, "column region = '<b>CN-LN</b>': breaks"),
        ("unit", "CNX", UnknownCodeError, "mine.csv, row 1, column 'unit': unknown unit 'CNX'"),
        ("unit", "yuan", UnknownCodeError, "row 1, column 'unit') write 'CNY'"),
        ("unit", "", SchemaError, "row 1, column unit = '': breaks the rule 'unit begins with"),
        ("measure", "flwo", SchemaError, "did you mean 'flow'? one of stock, flow"),
        ("measure", "stock", SchemaError, "a stock has one day: start == end"),
        ("status", "", SchemaError, "breaks the rule 'status is in its code list'"),
        ("source", "=HYPERLINK(1)", SchemaError, "column source = '=HYPERLINK(1)': breaks the"),
        ("source", " paper", SchemaError, "column source = ' paper': breaks the rule"),
        ("source", "x" * 10_000_000, FileError, "column 'source': a cell of 10,000,000 characters"),
        ("value", "1" * 10_000_000, FileError, "column 'value': a cell of 10,000,000 characters"),
        ("source", "x" * 201, SchemaError, "source has at most 200 characters"),
        ("published_from", "2018-01-01", SchemaError, "published_from <= published"),
    ],
)
def test_a_cell_that_cannot_be(
    tmp_path: Path, column: str, text: str, error: type[LiaoningEconError], message: str
) -> None:
    content = cell(1, column, text)
    if column == "published_from":
        content = content.replace("2018-01-01,,", "2018-01-01,2017-06-01,")
    found = refusal(tmp_path / "mine.csv", content)
    assert type(found) is error
    assert message in str(found)


def test_what_breaks_a_rule_is_kept_with_its_rows(tmp_path: Path) -> None:
    found = refusal(tmp_path / "mine.csv", cell(1, "value", "4 bn"))
    assert found.rows is not None
    assert found.rows.to_dict("records") == [
        {"row": 1, "rule": "value is a number", "value": "4 bn"}
    ]


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def without_footer(whole: bytes) -> bytes:
    return whole[:-10]


def scratched(whole: bytes) -> bytes:
    middle = len(whole) // 3
    return whole[:middle] + bytes(400) + whole[middle + 400 :]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda _: b"", "figures.parquet is empty (0 bytes)"),
        (cut, "figures.parquet is a damaged Parquet file"),
        (without_footer, "figures.parquet is a damaged Parquet file"),
        (scratched, "figures.parquet is a damaged Parquet file"),
        (lambda _: GOOD.encode(), "figures.parquet is no Parquet file"),
        (lambda _: b"PAR1", "figures.parquet is a damaged Parquet file"),
    ],
)
def test_a_damaged_parquet_file(
    tmp_path: Path, damage: Callable[[bytes], bytes], message: str
) -> None:
    whole = le.write(le.observations("gdp"), tmp_path / "whole.parquet").read_bytes()
    found = refusal(tmp_path / "figures.parquet", damage(whole))
    assert type(found) is FileError
    assert message in str(found)


def test_parquet_is_told_by_its_bytes_and_checked_like_csv(tmp_path: Path) -> None:
    obs = le.observations("gdp", "CN-LN").reset_index(drop=True)
    path = tmp_path / "really_parquet.csv"
    obs.to_parquet(path)
    assert len(le.read(path)) == len(obs)
    obs.assign(lower=obs["value"] + 1.0).to_parquet(path)
    with pytest.raises(SchemaError, match=r"really_parquet\.csv, row 0, .*'lower <= value'"):
        le.read(path)
    obs.assign(value="a lot").to_parquet(path)
    with pytest.raises(SchemaError, match="row 0, column 'value': 'a lot' is not a number"):
        le.read(path)
    obs.drop(columns="unit").to_parquet(path)
    with pytest.raises(SchemaError, match="lacks the column 'unit'"):
        le.read(path)


def test_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.csv could not be read: No such file"):
        le.read(tmp_path / "none.csv")
    with pytest.raises(FileError, match="could not be read: Is a directory"):
        le.read(tmp_path)
