"""Made-up English sentences of news, communiques and releases, with every figure in them.

The labels of `known/english_sentences.jsonl` were put down before the reader saw the sentences, in
the format of the evaluation set; a window stands only where the sentence turns on it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import catalog

KNOWN = Path(__file__).resolve().parent.parent / "known" / "english_sentences.jsonl"
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in KNOWN.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_each_figure_is_read_as_by_hand(case: dict[str, Any]) -> None:
    found = le.read_text(case["text"], published=case["published"]).to_dict("records")
    assert [row["surface"] for row in found] == [each["surface"] for each in case["figures"]]
    for row, label in zip(found, case["figures"], strict=True):
        assert row["value"] == pytest.approx(label["value"], rel=1e-9), label
        for column in ("unit", "qualifier", "indicator", "region"):
            assert row[column] == label[column], (label, column)
        for column in ("start", "end"):
            if column in label:
                assert row[column] == pd.Timestamp(label[column]), (label, column)


def test_the_labels_are_codes_of_the_catalogue() -> None:
    for label in (each for case in CASES for each in case["figures"]):
        assert label["indicator"] in catalog.codes("indicator") | {"unknown"}
        assert label["region"] in catalog.codes("region") | {"unknown"}
