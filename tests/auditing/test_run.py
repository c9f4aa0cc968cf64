"""The runner: which rules look, what a broken one does, and how findings come out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import frames
from liaoning_econ.auditing import Audited, Finding, rule
from liaoning_econ.auditing.record import Record
from liaoning_econ.auditing.ruling import Rule, Unworded
from liaoning_econ.auditing.run import SHIPPED
from liaoning_econ.errors import AuditError, SchemaError
from liaoning_econ.schemas import Findings
from tests.auditing.told import rows_of


@rule("MY001", "round-thousands", severity="info", needs=("value", "unit"), bound="none",
      mend="ask for the exact count")  # fmt: skip
def round_thousands(audited: Audited) -> Iterator[Finding]:
    """A count of firms that is a whole number of thousands."""
    counts = audited.among("unit", "firm") & (audited.number("value") % 1000 == 0)
    for row in audited.rows_where(counts):
        yield Finding((row,), f"{audited.label(row)}: {audited.figure(row)} is round")


@rule("MY002", "breaks", severity="info", needs=("value",), bound="none", mend="none")
def breaks(audited: Audited) -> Iterator[Finding]:  # noqa: ARG001
    """A rule that falls over after its first finding."""
    yield Finding((0,), "the first row was looked at")
    raise ZeroDivisionError("the second was not")


@rule("MY004", "each-row", severity="info", needs=("value",), bound="none", mend="none")
def each_row(audited: Audited) -> Iterator[Finding]:
    """Every row from the last to the first, the last ones gravely."""
    for row in range(len(audited))[::-1]:
        yield Finding((row,), f"row {row}", severity="error" if row >= len(audited) - 2 else None)


WORDED: list[int] = []


@rule("MY005", "late-words", severity="warning", needs=("value",), bound="none", mend="none")
def late_words(audited: Audited) -> Iterator[Unworded]:
    """Every row, in words only where they are wanted."""

    def words(row: int) -> Finding:
        WORDED.append(row)
        if audited.number("value")[row] < 0:
            raise ValueError("a figure below nothing has no words")
        return Finding((row,), f"row {row}")

    for row in range(len(audited)):
        yield Unworded((row,), "warning", partial(words, row))


@rule("MY003", "needs-much", severity="error", needs=("value", "colour", "weight"), bound="none",
      mend="none")  # fmt: skip
def needs_much(audited: Audited) -> Iterator[Finding]:  # noqa: ARG001
    """A rule that cannot look."""
    yield Finding((0,), "never told")


@pytest.fixture(scope="module")
def zone() -> pd.DataFrame:
    """The zones' claims."""
    return le.claims("ftz_claims")


def told(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings that can be compared: codes as texts."""
    return findings.astype({"rule": "str", "severity": "str"})


def test_findings_are_a_frame_of_their_schema(zone: pd.DataFrame) -> None:
    found = le.audit(zone)
    assert found.columns.tolist() == frames.FINDINGS.names
    assert isinstance(found.index, pd.RangeIndex)
    Findings.validate(found)


def test_errors_come_first_then_rules_then_rows(zone: pd.DataFrame) -> None:
    found = told(le.audit(zone))
    place = {"error": 0, "warning": 1, "info": 2}
    keys = [
        (place[one.severity], one.rule, [int(row) for row in one.rows.split(",") if row])
        for one in rows_of(found)
    ]
    assert keys == sorted(keys)
    assert len(found) > 10


def test_the_same_every_time_and_the_frame_is_unchanged(zone: pd.DataFrame) -> None:
    before = zone.copy(deep=True)
    first, second = le.audit(zone), le.audit(zone)
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(zone, before)


@pytest.mark.parametrize(
    "index",
    [
        lambda n: np.arange(n)[::-1] * 7,
        lambda n: np.zeros(n, dtype=int),
        lambda n: pd.MultiIndex.from_product([["a"], range(n)]),
        lambda n: pd.date_range("2018-01-01", periods=n),
    ],
)
def test_any_index_gives_positions(zone: pd.DataFrame, index: Any) -> None:
    moved = zone.set_axis(index(len(zone)), axis=0)
    pd.testing.assert_frame_equal(le.audit(moved), le.audit(zone))


@pytest.mark.parametrize("kind", ["str", "object", "category"])
def test_codes_of_any_kind_give_the_same(kind: str) -> None:
    whole = le.claims()
    names = [column.name for column in frames.CLAIMS.columns if column.kind in ("category", "str")]
    other = whole.astype(dict.fromkeys(names, kind)).assign(extra=1)
    pd.testing.assert_frame_equal(told(le.audit(other)), told(le.audit(whole)))


def test_days_in_other_units_give_the_same(zone: pd.DataFrame) -> None:
    days = [column.name for column in frames.CLAIMS.columns if column.kind == "datetime"]
    coarse = zone.astype(dict.fromkeys(days, "datetime64[s]"))
    pd.testing.assert_frame_equal(le.audit(coarse), le.audit(zone))


def test_a_filtered_frame_is_a_frame(zone: pd.DataFrame) -> None:
    # Categories that no row has any more must name nothing.
    few = zone[zone["region"] == "CN-SC-FTZ"]
    plain = few.astype({"region": "str", "source": "str", "indicator": "str"})
    pd.testing.assert_frame_equal(told(le.audit(few)), told(le.audit(plain)))
    assert set(le.audit(few)["severity"]) <= {"warning", "info"}


def test_an_empty_frame_has_no_findings(zone: pd.DataFrame) -> None:
    for frame in (zone.head(0), frames.empty(frames.OBSERVATIONS)):
        found = le.audit(frame)
        assert found.empty
        assert found.columns.tolist() == frames.FINDINGS.names
        assert found["rule"].dtype == "category"


def test_each_rule_says_once_which_columns_it_lacks(zone: pd.DataFrame) -> None:
    found = le.audit(zone.drop(columns=["published", "source"]))
    lack = found[found["message"].str.contains("could not look")]
    assert lack["rule"].is_unique
    assert set(lack["severity"]) == {"info"}
    assert (lack["rows"] == "").all()
    (one,) = rows_of(lack[lack["rule"] == "LE602"])
    assert one.message == "LE602 (no-date) could not look: the frame lacks published"
    assert one.mend == "add the column, or ignore LE602"
    # The others went on.
    assert (found["rule"] == "LE605").any()


@pytest.mark.parametrize("each", SHIPPED, ids=lambda each: each.code)
def test_a_rule_finds_nothing_in_no_rows_and_names_a_column_that_it_lacks(
    shipped: pd.DataFrame, each: Rule, found: Any, only: Any
) -> None:
    assert found(shipped.head(0), each.code) == []
    lacked = each.needs[-1]
    said = only(shipped.drop(columns=lacked), each.code, against=())
    assert said["severity"].tolist() == ["info"]
    assert f"lacks {lacked}" in said["message"].iloc[0]


def test_a_frame_with_nothing_that_a_rule_needs() -> None:
    found = le.audit(pd.DataFrame({"colour": ["red", "blue"]}))
    assert sorted(found["rule"]) == [each.code for each in SHIPPED]
    assert set(found["severity"]) == {"info"}


def test_a_rule_of_ones_own(zone: pd.DataFrame) -> None:
    found = le.audit(zone, extra=[round_thousands])
    mine = found[found["rule"] == "MY001"]
    assert "F014: 30,000 firms is round" in mine["message"].tolist()
    assert set(mine["mend"]) == {"ask for the exact count"}
    assert len(found) == len(le.audit(zone)) + len(mine)


def test_a_rule_that_breaks_hides_nothing(zone: pd.DataFrame) -> None:
    found = le.audit(zone, extra=[breaks, round_thousands])
    broken, before = rows_of(found[found["rule"] == "MY002"])
    assert before.message == "the first row was looked at"
    assert (before.severity, before.rows) == ("info", "0")
    assert broken.severity == "error"
    assert broken.message == "MY002 (breaks) failed: ZeroDivisionError: the second was not"
    assert "ignore MY002" in broken.mend
    assert (found["rule"] == "MY001").any()
    assert (found["rule"] == "LE605").any()


def only_rows(frame: pd.DataFrame) -> list[int]:
    """The only row of each finding that has one."""
    return [int(rows) for rows in frame["rows"] if rows]


def test_of_very_many_findings_the_gravest_and_first_are_told_and_the_rest_counted() -> None:
    frame = pd.DataFrame({"value": np.ones(13_347)})
    found = told(le.audit(frame, ignore=["LE"], extra=[each_row]))
    assert len(found) == 1001
    assert only_rows(found) == [13_345, 13_346, *range(998)]
    assert found["severity"].tolist() == ["error"] * 2 + ["info"] * 999
    last = found.iloc[-1]
    assert (last["rule"], last["rows"]) == ("MY004", "")
    assert last["message"] == "and 12,347 more of MY004"


def test_a_thousand_findings_are_all_told() -> None:
    found = le.audit(pd.DataFrame({"value": np.ones(1000)}), ignore=["LE"], extra=[each_row])
    assert len(found) == 1000
    assert not found["message"].str.contains("more of").any()


def test_the_count_of_the_rest_is_as_grave_as_the_gravest_of_it() -> None:
    found = told(le.audit(pd.DataFrame({"value": np.ones(1001)}), ignore=["LE"],
                          extra=[late_words, each_row]))  # fmt: skip
    rest = found[found["message"].str.contains(" more of ")].set_index("rule")
    assert rest["severity"].to_dict() == {"MY004": "info", "MY005": "warning"}
    assert rest["message"].to_dict() == {
        "MY004": "and 1 more of MY004",
        "MY005": "and 1 more of MY005",
    }
    # Findings of one rule stay together, and the count is their last.
    assert found["rule"].tolist() == ["MY004"] * 2 + ["MY005"] * 1001 + ["MY004"] * 999


def test_words_are_made_for_what_is_told() -> None:
    WORDED.clear()
    le.audit(pd.DataFrame({"value": np.ones(5000)}), ignore=["LE"], extra=[late_words])
    assert list(range(1000)) == WORDED
    [one] = late_words(Audited(pd.DataFrame({"value": [1.0]}), Record()))
    assert one.message == "row 0"


def test_words_that_fail_hide_nothing_that_was_told() -> None:
    frame = pd.DataFrame({"value": [1.0, 1.0, -1.0, 1.0]})
    found = told(le.audit(frame, ignore=["LE"], extra=[late_words, breaks]))
    mine = found[found["rule"] == "MY005"]
    assert only_rows(mine) == [0, 1]
    assert mine["message"].tolist()[0].startswith("MY005 (late-words) failed: ValueError")


def test_columns_are_looked_at_before_the_rule(zone: pd.DataFrame) -> None:
    (one,) = rows_of(le.audit(zone, extra=[needs_much]).query("rule == 'MY003'"))
    assert one.message == "MY003 (needs-much) could not look: the frame lacks colour, weight"
    assert one.severity == "info"


def test_a_rule_or_a_family_can_be_left_out(zone: pd.DataFrame) -> None:
    whole = le.audit(zone)
    without = le.audit(zone, ignore=["LE6"])
    assert not without["rule"].astype("str").str.startswith("LE6").any()
    assert without["message"].tolist() == [
        one.message for one in rows_of(whole) if not one.rule.startswith("LE6")
    ]
    assert "LE605" not in set(le.audit(zone, ignore="LE605")["rule"])
    assert le.audit(zone, ignore=["LE", "MY"], extra=[breaks]).empty


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ignore": ["LE999"]}, "no rule has the code 'LE999'"),
        ({"ignore": [""]}, "no rule has the code ''"),
        ({"ignore": ["le601"]}, "no rule has the code 'le601'"),
        ({"extra": [round_thousands, round_thousands]}, "two rules have the code MY001"),
        ({"against": [1, 2]}, "against is neither a frame nor empty"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    zone: pd.DataFrame, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(AuditError) as refused:
        le.audit(zone, **more)
    assert words in str(refused.value)
    assert "Mend:" in str(refused.value)


def test_only_frames_are_audited(zone: pd.DataFrame) -> None:
    with pytest.raises(SchemaError, match="audit needs a frame, not dict"):
        le.audit({"value": [1]})  # type: ignore[arg-type]
    with pytest.raises(SchemaError, match="against lacks"):
        le.audit(zone, against=pd.DataFrame({"value": [1.0]}))


def test_against_nothing_only_the_frame_is_read() -> None:
    whole = le.claims()
    alone = le.audit(whole, against=())
    assert not {"LE501", "LE502"} & set(alone["rule"])
    # The contradictions inside the frame stay.
    assert {"LE504", "LE602"} <= set(alone["rule"])
    assert not alone["message"].str.contains("failed").any()


def test_against_a_record_of_ones_own() -> None:
    claim = le.claims().query("claim == 'S10'")
    mine = le.observations("population", "CN-LN", start=2017, end=2017).head(1)
    halved = mine.assign(value=2.1e7, lower=2.1e7, upper=2.1e7)
    found = le.audit(claim, against=halved)
    assert found.query("rule == 'LE501'")["expected"].tolist() == [
        "21,000,000 people (communique-2017)"
    ]
    assert le.audit(claim, against=mine).query("rule == 'LE501'").empty


def test_a_record_without_days_is_always_known() -> None:
    claim = le.claims().query("claim == 'S10'")
    mine = le.from_table(
        pd.DataFrame({"region": ["CN-LN"], "year": [2017], "persons": [21e6]}),
        indicator="population", unit="person", value="persons", basis="resident_year_end",
    )  # fmt: skip
    assert len(le.audit(claim, against=mine).query("rule == 'LE501'")) == 1


def test_the_shipped_rules_are_listed() -> None:
    table = le.rules()
    assert table.columns.tolist() == [
        "code", "name", "severity", "needs", "bound", "mend", "about",
    ]  # fmt: skip
    assert table["code"].is_monotonic_increasing
    assert table["code"].is_unique
    assert table["name"].is_unique
    assert {"LE301", "LE501", "LE601"} <= set(table["code"])
    assert not table.map(lambda cell: cell == "").any().any()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"code": "MY1"}, "'MY1' is no code of a rule"),
        ({"severity": "fatal"}, "severity 'fatal' is not known"),
    ],
)
def test_a_rule_is_made_as_described(more: dict[str, Any], words: str) -> None:
    plain: dict[str, Any] = {"code": "MY009", "severity": "info"} | more
    code = plain.pop("code")
    with pytest.raises(AuditError, match=words):

        @rule(code, "mine", needs=(), bound="none", mend="none", **plain)
        def mine(audited: Audited) -> Iterator[Finding]:  # noqa: ARG001
            """Something."""
            yield from ()


def test_a_rule_says_what_it_finds() -> None:
    with pytest.raises(AuditError, match="does not say what it finds"):

        @rule("MY009", "mine", severity="info", needs=(), bound="none", mend="none")
        def mine(audited: Audited) -> Iterator[Finding]:  # noqa: ARG001
            yield from ()
