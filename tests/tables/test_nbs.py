"""The statistics office's exports; the files in tests/data have its layout and made-up numbers."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import FileError, SchemaError, UnknownCodeError, WindowError
from liaoning_econ.schemas import Observations

DATA = Path(__file__).resolve().parent.parent / "data"
HEAD = "数据库：分省年度数据\n指标：地区生产总值(亿元)\n时间：最近2年\n"


def export(folder: Path, text: str, encoding: str = "gb18030") -> Path:
    path = folder / "分省年度数据.csv"
    path.write_text(text, encoding=encoding)
    return path


def figures(obs: pd.DataFrame) -> list[tuple[str, str, str, float]]:
    """Region, first day, last day, value of each row."""
    return [
        (region, f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}", value)
        for region, start, end, value in zip(
            obs["region"], obs["start"], obs["end"], obs["value"], strict=True
        )
    ]


BY_REGION = [
    ("CN-BJ", "2022-01-01", "2022-12-31", 1002.5e8),
    ("CN-BJ", "2021-01-01", "2021-12-31", 1001e8),
    ("CN-LN", "2023-01-01", "2023-12-31", 2003.1e8),
    ("CN-LN", "2022-01-01", "2022-12-31", 2002.25e8),
    ("CN-LN", "2021-01-01", "2021-12-31", 2001e8),
    ("CN-NM", "2023-01-01", "2023-12-31", 3003.1e8),
    ("CN-NM", "2022-01-01", "2022-12-31", 3002.2e8),
    ("CN-NM", "2021-01-01", "2021-12-31", 3001e8),
]


@pytest.mark.parametrize("name", ["nbs_by_region.csv", "nbs_by_region.xls"])
def test_one_row_a_region_and_empty_cells_left_out(name: str) -> None:
    obs = le.from_nbs(DATA / name)
    Observations.validate(obs)
    assert figures(obs) == BY_REGION
    assert set(obs["indicator"]) == {"gdp"}
    assert set(obs["unit"]) == {"CNY"}
    assert set(obs["basis"]) == {"national_accounts"}
    assert set(obs["vintage"]) == {"unstated"}


def test_bounds_are_half_the_last_digit_that_the_series_prints() -> None:
    """2,002.25 shows that the series has two decimals, also where a trailing zero is left off."""
    obs = le.from_nbs(DATA / "nbs_by_region.csv")
    assert obs["lower"].tolist()[:2] == [1002.495e8, 1000.995e8]
    assert obs["upper"].tolist()[:2] == [1002.505e8, 1001.005e8]


def test_one_row_an_indicator_in_utf8_with_a_mark() -> None:
    obs = le.from_nbs(DATA / "nbs_by_indicator.csv")
    rows = obs[["indicator", "measure", "prices", "relative_to", "unit", "value"]]
    assert set(obs["region"]) == {"CN-LN"}
    assert [tuple(row) for row in rows.iloc[::2].to_numpy().tolist()] == [
        ("gdp", "flow", "current", "none", "CNY", 2003.1e8),
        ("gdp_primary", "flow", "current", "none", "CNY", 203.1e8),
        ("population", "stock", "none", "none", "person", 4100e4),
        ("gdp", "index", "comparable", "previous_year", "1", 105.3),
        ("consumer_prices", "index", "none", "previous_year", "1", 100.1),
    ]
    people = obs[obs["indicator"] == "population"]
    assert people["start"].tolist() == [pd.Timestamp("2023-12-31"), pd.Timestamp("2022-12-31")]
    assert people["lower"].tolist() == [40_995_000.0, 41_005_000.0]


def test_quarters_and_sums_since_january_of_the_whole_country() -> None:
    obs = le.from_nbs(DATA / "nbs_quarters.csv")
    assert figures(obs) == [
        ("CN", "2022-04-01", "2022-06-30", 1100.5e8),
        ("CN", "2022-01-01", "2022-03-31", 1000e8),  # printed twice, once as a sum of one quarter
        ("CN", "2022-01-01", "2022-06-30", 2100.5e8),
        ("CN", "2022-01-01", "2022-06-30", 2.5),
        ("CN", "2022-01-01", "2022-03-31", 4.8),
    ]
    growth = obs[obs["measure"] == "growth"]
    assert set(growth["unit"]) == {"percent"}
    assert set(growth["relative_to"]) == {"previous_year"}


def test_the_english_site() -> None:
    found = figures(le.from_nbs(DATA / "nbs_english.csv"))
    assert found == [row for row in BY_REGION if not row[1].startswith("2021")]


def test_one_row_a_period() -> None:
    obs = le.from_nbs(DATA / "nbs_turned.csv")
    assert figures(obs) == [
        ("CN", "2021-02-01", "2021-02-28", 99.8),
        ("CN", "2021-01-01", "2021-01-31", 99.7),
        ("CN", "2021-02-01", "2021-02-28", 1_200_000.0),
    ]
    assert obs["indicator"].tolist() == ["consumer_prices", "consumer_prices", "exports_goods"]


def test_what_the_file_does_not_say_can_be_said() -> None:
    obs = le.from_nbs(
        DATA / "nbs_by_region.csv",
        vintage="nbs-web-2024",
        published="2024-05",
        source="my_download",
        status="P",
        basis="unstated",
    )
    assert set(obs["vintage"]) == {"nbs-web-2024"}
    assert set(obs["source"]) == {"my_download"}
    assert set(obs["published"]) == {pd.Timestamp("2024-05-31")}
    assert set(obs["basis"]) == {"unstated"}
    assert set(obs["status"]) == {"P"}


def test_a_heading_that_was_cut_off_can_be_said(tmp_path: Path) -> None:
    path = export(tmp_path, "地区,2017年\n辽宁省,23409.24\n数据来源：国家统计局\n")
    with pytest.raises(FileError, match=r"no title line 指标：.*heading='地区生产总值\(亿元\)'"):
        le.from_nbs(path)
    obs = le.from_nbs(path, heading="地区生产总值(亿元)")
    assert figures(obs) == [("CN-LN", "2017-01-01", "2017-12-31", 2340924e6)]


def test_headings_of_ones_own(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        "数据库：分省年度数据\n地区：辽宁省\n指标,2017年\n粮食产量(万吨),2330.7\n钢产量(万吨),6422\n",
    )
    with pytest.raises(
        UnknownCodeError, match=r"'粮食产量\(万吨\); 钢产量\(万吨\)'.*indicator=\{'粮"
    ):
        le.from_nbs(path)
    codes = {"粮食产量": "grain_output", "钢产量(万吨)": "steel_output"}
    obs = le.from_nbs(path, indicator=codes, measure="flow")
    assert obs["indicator"].tolist() == ["grain_output", "steel_output"]
    assert obs["unit"].tolist() == ["tonne", "tonne"]
    assert obs["value"].tolist() == [23_307_000.0, 64_220_000.0]
    with pytest.raises(UnknownCodeError, match=r"'grain_output'.*needs measure="):
        le.from_nbs(path, indicator=codes)
    with pytest.raises(FileError, match=r"has 2 indicators, and one code 'grain_output'"):
        le.from_nbs(path, indicator="grain_output", measure="flow")


def test_a_code_may_be_named_for_the_only_heading(tmp_path: Path) -> None:
    path = export(tmp_path, "指标：粮食产量指数(1978=100)\n地区,2017年\n辽宁省,210.5\n")
    obs = le.from_nbs(path, indicator="grain_output")
    assert obs[["measure", "relative_to", "unit"]].iloc[0].tolist() == ["index", "1978", "1"]


def test_a_file_published_before_its_periods_ended_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    text = "指标：地区生产总值(亿元)\n地区,2017年,2016年\n辽宁省,23409.2,22246.9\n"
    path.write_text(text, encoding="gb18030")
    with pytest.raises(WindowError) as caught:
        le.from_nbs(path, published="2017-06-30")
    assert str(caught.value).startswith(
        f"{path}, figures of '地区生产总值(亿元)': the table, row 0: published on 2017-06-30, "
        "before its window ends on 2017-12-31, with status A (1 in all). Mend: status='F'"
    )
    assert len(le.from_nbs(path, published="2017-06-30", status="F")) == 2
    assert len(le.from_nbs(path, published="2018-06-30")) == 2


def test_whole_things_counted_one_by_one_are_exact(tmp_path: Path) -> None:
    path = export(tmp_path, "指标：新增企业(户)\n地区,2017年\n辽宁省,38097\n")
    row = le.from_nbs(path).iloc[0]
    assert (row["lower"], row["value"], row["upper"]) == (38097.0, 38097.0, 38097.0)


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("region,year\nCN-LN,2017\n", FileError, "is no export of the statistics office's data"),
        ("\n\n\n", FileError, "is no export"),
        (HEAD + "地区,2017年\n辽宁省,\n", FileError, "has no figures"),
        (HEAD + "地区,2017年\n数据来源：国家统计局\n", FileError, "has no figures"),
        (HEAD + "地区,2017年\n辽东省,1\n", UnknownCodeError, r"line 5: unknown region '辽东省'"),
        (HEAD + "地区,2017年\n辽宁省,…\n", SchemaError, r"line 5, column 2: '…' is not a number"),
        (HEAD + "地区,2017年\n辽宁省,=1+1\n", SchemaError, r"'=1\+1' is not a number"),
        (
            HEAD + "地区,2017年,昨天\n辽宁省,1,2\n",
            FileError,
            r"line 4, column 3: '昨天' is no period",
        ),
        (HEAD + "地区,2017年\n辽宁省,1\n辽宁省,2\n", SchemaError, "have one key"),
        (
            "指标：地区生产总值\n地区,2017年\n辽宁省,1\n",
            FileError,
            "the heading '地区生产总值' has no unit in brackets",
        ),
        ("指标：地区生产总值(亿猫)\n地区,2017年\n辽宁省,1\n", UnknownCodeError, "unknown unit"),
        (
            "数据库：分省年度数据\n指标,2017年\n地区生产总值(亿元),1\n",
            FileError,
            "is of one region, but has no title line 地区：",
        ),
        ("<html><table></table></html>", FileError, "is a web page"),
        (HEAD + '地区,2017年\n辽宁省,"' + "1" * 2_000_000, FileError, "cannot be read as CSV"),
    ],
)
def test_another_layout_is_one_clear_error(
    tmp_path: Path, text: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        le.from_nbs(export(tmp_path, text))
    assert len(str(caught.value)) < 600


def test_a_damaged_or_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    whole = (DATA / "nbs_by_region.xls").read_bytes()
    for content, message in [
        (b"", r"is empty \(0 bytes\)"),
        (whole[:600], "is a damaged XLS file"),
        (b"PK\x03\x04 cut off", "is a damaged XLSX file|which the package openpyxl reads"),
    ]:
        path = tmp_path / "export.xls"
        path.write_bytes(content)
        with pytest.raises(FileError, match=message):
            le.from_nbs(path)
    with pytest.raises(FileError, match=r"none\.csv could not be read: No such file"):
        le.from_nbs(tmp_path / "none.csv")


def test_without_its_reader_an_xls_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def without_xlrd(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("xlrd"):
            raise ImportError(name)
        return plain(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_xlrd)
    with pytest.raises(FileError, match=r"pip install 'liaoning-econ\[xls\]', or download .* CSV"):
        le.from_nbs(DATA / "nbs_by_region.xls")
