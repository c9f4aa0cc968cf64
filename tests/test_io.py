"""Files give back what was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ import io
from liaoning_econ.errors import FileError, SchemaError, UnknownCodeError, WindowError, misspelt
from liaoning_econ.frames import CLAIMS, OBSERVATIONS, conform, empty
from liaoning_econ.schemas import Claims

KINDS = ["figures.csv", "figures.parquet", "figures.pq", "FIGURES.CSV"]


def claims(rows: int = 2, **columns: Any) -> pd.DataFrame:
    """Made-up claims, the first with all days, the others without."""
    days = pd.Series([pd.Timestamp("2018-07-31")] + [pd.NaT] * (rows - 1))
    base: dict[str, Any] = {
        "indicator": "firms_new",
        "region": "CN-LN-FTZ",
        "start": days,
        "end": days,
        "precision": "open",
        "measure": "cumulative",
        "basis": "unstated",
        "prices": "none",
        "relative_to": "none",
        "unit": "firm",
        "value": 30_000.0,
        "lower": 27_000.0,
        "upper": [30_000.0] + [np.inf] * (rows - 1),
        "vintage": "unstated",
        "published_from": days,
        "published": days,
        "status": "A",
        "source": "mine",
        "claim": [f"S{row}" for row in range(rows)],
        "document": "made_up",
        "paragraph": pd.array([1] + [None] * (rows - 1), dtype="Int64"),
        "span_start": pd.array([0] + [None] * (rows - 1), dtype="Int64"),
        "span_end": pd.array([6] + [None] * (rows - 1), dtype="Int64"),
        "surface": "30,000",
        "qualifier": "nearly",
        "speaker": "",
        "related_claim": "",
        "relation": "none",
    }
    return conform(pd.DataFrame(base | columns), CLAIMS)


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    """Equal to the last bit; the order of categories in an open list is nobody's business."""
    pd.testing.assert_frame_equal(left, right, check_exact=True, check_categorical=False)
    assert {name: dtype for name, dtype in left.dtypes.items() if str(dtype) != "category"} == {
        name: dtype for name, dtype in right.dtypes.items() if str(dtype) != "category"
    }


@pytest.mark.parametrize("name", KINDS)
def test_observations_come_back_as_they_were(tmp_path: Path, name: str) -> None:
    obs = le.observations("gdp", "CN-LN")
    path = le.write(obs, tmp_path / name)
    assert path == tmp_path / name
    back = le.read(path)
    same(back, obs.reset_index(drop=True))
    assert back["measure"].dtype == OBSERVATIONS.by_name["measure"].dtype
    assert str(back["region"].dtype) == "category"


@pytest.mark.parametrize("name", KINDS)
def test_claims_come_back_as_claims(tmp_path: Path, name: str) -> None:
    back = le.read(le.write(claims(), tmp_path / name))
    same(back, claims())
    Claims.validate(back)


def test_a_claim_may_be_about_a_place_that_nobody_named(tmp_path: Path) -> None:
    unnamed = claims(region="unknown")
    same(le.read(le.write(unnamed, tmp_path / "claims.csv")), unnamed)
    with pytest.raises(UnknownCodeError, match="unknown region 'unknown'"):
        le.read(le.write(unnamed[OBSERVATIONS.names].head(1), tmp_path / "observations.csv"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=1
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([".csv", ".parquet"]),
)
def test_any_text_and_any_number_come_back(
    tmp_path: Path, texts: list[str], value: float, suffix: str
) -> None:
    """Quotes, commas, line ends, HTML, formulas and emoji; text is never anything else."""
    rows = claims(
        len(texts), surface=texts, speaker=texts[::-1], value=value, lower=-np.inf, upper=np.inf
    )
    same(le.read(le.write(rows, tmp_path / f"claims{suffix}")), rows)


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+1", "-7.54 %", "@SUM(A1)", "<script>alert(1)</script>", "NA", "1e5"],
)
def test_a_formula_or_a_tag_is_text(tmp_path: Path, text: str) -> None:
    rows = claims(surface=text, speaker=text)
    for name in ("claims.csv", "claims.parquet"):
        assert le.read(le.write(rows, tmp_path / name))["surface"].tolist() == [text, text]


def test_a_csv_is_what_a_person_would_write(tmp_path: Path) -> None:
    path = le.write(claims(surface='"nearly" 30,000'), tmp_path / "claims.csv")
    header, first, second = path.read_text(encoding="utf-8").splitlines()
    assert header == ",".join(CLAIMS.names)
    assert first == (
        "firms_new,CN-LN-FTZ,2018-07-31,2018-07-31,open,cumulative,unstated,none,none,firm,30000.0,"
        "27000.0,30000.0,unstated,2018-07-31,2018-07-31,A,mine,S0,made_up,1,0,6,"
        '"""nearly"" 30,000",nearly,,,none'
    )
    assert second.startswith("firms_new,CN-LN-FTZ,,,open,cumulative,")
    assert ",inf," in second


def test_columns_may_stand_in_any_order_among_others(tmp_path: Path) -> None:
    obs = le.observations("gdp", "CN-LN").reset_index(drop=True)
    path = tmp_path / "shuffled.csv"
    obs[obs.columns[::-1]].assign(note="mine").to_csv(path, index=False)
    same(le.read(path), obs)
    parquet = tmp_path / "shuffled.parquet"
    plain = obs.astype({"region": "str", "status": "str", "start": "datetime64[ns]"})
    plain.assign(note="mine").to_parquet(parquet)
    same(le.read(parquet), obs)


def test_a_frame_of_any_index_with_more_columns_is_written(tmp_path: Path) -> None:
    obs = le.observations("gdp", "CN-LN")
    before = obs.copy()
    messy = obs.assign(note="mine").sample(frac=1.0, random_state=1)
    back = le.read(le.write(messy, tmp_path / "messy.csv"))
    assert list(back.columns) == OBSERVATIONS.names
    assert back["value"].tolist() == messy["value"].tolist()
    pd.testing.assert_frame_equal(obs, before)


def test_an_empty_frame_comes_back_empty(tmp_path: Path) -> None:
    for frame in (OBSERVATIONS, CLAIMS):
        for name in ("none.csv", "none.parquet"):
            same(le.read(le.write(empty(frame), tmp_path / name)), empty(frame))


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    plain = le.write(claims(), tmp_path / "plain.csv").read_text(encoding="utf-8")
    path = tmp_path / "windows.csv"
    path.write_bytes(plain.replace("\n", "\r\n").encode("utf-8-sig"))
    same(le.read(path), claims())


def test_places_of_ones_own_are_read_when_they_are_named(tmp_path: Path) -> None:
    path = le.write(claims(region="DE-BY"), tmp_path / "bavaria.csv")
    with pytest.raises(UnknownCodeError, match=r"unknown region 'DE-BY'.*bavaria\.csv, row 0"):
        le.read(path)
    assert len(le.read(path, regions={"DE-BY": "Bavaria"})) == 2
    assert len(le.read(path, regions=pd.DataFrame({"region": ["DE-BY"]}))) == 2


@pytest.mark.parametrize(
    ("code", "meant"),
    [("gpd", "gdp"), ("firm_new", "firms_new"), ("popullation", "population"), ("firms", None)],
)
def test_an_indicator_one_letter_away_is_refused_unless_it_is_named(
    tmp_path: Path, code: str, meant: str | None
) -> None:
    path = le.write(claims(indicator=code), tmp_path / "mine.csv")
    if meant is not None:
        with pytest.raises(UnknownCodeError) as caught:
            le.read(path)
        assert str(caught.value) == (
            f"unknown indicator {code!r}. Mend: did you mean {meant!r}? (mine.csv, row 0; 2 in "
            f"all) if {code!r} is one of your own: read(path, indicators=[{code!r}])"
        )
        assert caught.value.rows is not None
        assert len(caught.value.rows) == 2
    assert set(le.read(path, indicators=[code])["indicator"]) == {code}


@pytest.mark.parametrize("code", ["gnp", "firms_closed", "unemployment", "unknown"])
def test_indicators_and_vintages_of_ones_own_need_no_word(tmp_path: Path, code: str) -> None:
    rows = claims(indicator=code, vintage="nbs-web-2025")  # one letter from a known label
    assert set(le.read(le.write(rows, tmp_path / "mine.csv"))["indicator"]) == {code}


@given(st.text(st.sampled_from("abc_"), max_size=7), st.text(st.sampled_from("abc_"), max_size=7))
def test_misspelt_against_all_single_slips(found: str, meant: str) -> None:
    one, two = found.replace("_", ""), meant.replace("_", "")
    letters = "abc"
    slips = {one[:n] + one[n + 1 :] for n in range(len(one))}
    slips |= {one[:n] + new + one[n:] for n in range(len(one) + 1) for new in letters}
    slips |= {one[:n] + new + one[n + 1 :] for n in range(len(one)) for new in letters}
    swaps = {one[:n] + one[n : n + 2][::-1] + one[n + 2 :] for n in range(len(one))}
    expected = bool(one) and (one == two or two in swaps or (len(two) >= 5 and two in slips))
    assert (misspelt(found, [meant]) is not None) == expected


@pytest.mark.parametrize("name", ["figures.csv", "figures.parquet"])
def test_a_write_that_fails_half_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = le.write(claims(), tmp_path / name)
    before = path.read_bytes()

    def half(_: pd.DataFrame, beside: Path) -> None:
        beside.write_bytes(before[: len(before) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(io, "_to_csv", half)
    monkeypatch.setattr(io, "_to_parquet", half)
    with pytest.raises(FileError, match=r"could not be written: No space left.*as it was"):
        le.write(claims(3), path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_what_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    path = le.write(claims(), tmp_path / "claims.csv")
    before = path.read_bytes()
    with pytest.raises(SchemaError, match=r"obs, row 0, .*'lower <= value'"):
        le.write(claims(lower=40_000.0), path)
    with pytest.raises(SchemaError, match="rows 0 and 1 have one key"):
        le.write(claims(claim="S1"), path)
    with pytest.raises(SchemaError, match="lacks the column 'unit'"):
        le.write(claims().drop(columns="unit"), path)
    table = pd.DataFrame({"region": "CN-LN", "year": [2016, 2017], "value": [1.0, 2.0]})
    obs = le.from_table(table, indicator="gdp", unit="CNY")
    with pytest.raises(SchemaError, match="two currencies in one series"):
        le.write(obs.assign(unit=["CNY", "USD"]), path)
    assert path.read_bytes() == before


def test_a_figure_that_was_public_before_its_window_ended_is_refused(tmp_path: Path) -> None:
    frame = le.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start="2016", end="2017")
    frame = frame.assign(published_from=frame["published_from"] - pd.Timedelta(days=730))
    path = le.write(frame, tmp_path / "gdp.csv")
    early = path.read_text(encoding="utf-8").replace(",2018-12-31,", ",2017-06-30,")
    path.write_text(early, encoding="utf-8")
    expected = (
        "gdp.csv, row 1: published on 2017-06-30, before its window ends on 2017-12-31, with "
        "status A (1 in all). Mend: status='F' for figures that were planned or expected, else "
        "correct published or the period"
    )
    with pytest.raises(WindowError) as caught:
        le.read(path)
    assert str(caught.value) == expected
    path.write_text(early.replace(",A,", ",F,"), encoding="utf-8")
    assert le.read(path)["status"].tolist() == ["F", "F"]
    with pytest.raises(WindowError, match=r"obs, row 1: published on 2017-06-30"):
        le.write(le.read(path).assign(status=frame["status"]), path)


def test_a_text_may_speak_of_days_to_come(tmp_path: Path) -> None:
    claims = le.claims().iloc[[0]]
    day = pd.to_datetime(claims["published"]) + pd.Timedelta(days=9)
    claims = claims.assign(start=day, end=day, status="A")
    path = le.write(conform(claims, CLAIMS), tmp_path / "claims.csv")
    assert le.read(path)["end"].tolist() == day.tolist()


def test_another_ending_is_refused(tmp_path: Path) -> None:
    for name, found in [("a.xlsx", "ends in .xlsx"), ("a", "ends in nothing")]:
        with pytest.raises(FileError, match=rf"{found}\. Mend: end it in \.csv or \.parquet"):
            le.write(claims(), tmp_path / name)
    with pytest.raises(FileError, match="Mend: make the directory"):
        le.write(claims(), tmp_path / "none" / "a.csv")
