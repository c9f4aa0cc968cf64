"""Regions by any of their names."""

from __future__ import annotations

import pandas as pd
import pytest

from liaoning_econ import catalog
from liaoning_econ.errors import SchemaError, UnknownCodeError
from liaoning_econ.tables.places import Places


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CN-LN", "CN-LN"),
        ("cn-ln", "CN-LN"),
        ("Liaoning", "CN-LN"),
        ("LIAONING", "CN-LN"),
        ("Liaoning Province", "CN-LN"),
        ("Liaoning Sheng", "CN-LN"),
        ("辽宁", "CN-LN"),
        ("辽宁省", "CN-LN"),
        (" 辽宁省 ", "CN-LN"),
        ("Shanxi", "CN-SX"),
        ("Shaanxi", "CN-SN"),
        ("北京", "CN-BJ"),
        ("北京市", "CN-BJ"),
        ("内蒙古", "CN-NM"),
        ("内蒙古自治区", "CN-NM"),
        ("Inner Mongolia Autonomous Region", "CN-NM"),
        ("广西壮族自治区", "CN-GX"),
        ("宁夏", "CN-NX"),
        ("新疆维吾尔自治区", "CN-XJ"),
        ("Dalian", "CN-LN-DALIAN"),
        ("大连市", "CN-LN-DALIAN"),
        ("China", "CN"),
        ("全国", "CN"),
    ],
)
def test_a_region_is_found(places: Places, name: str, code: str) -> None:
    assert places.code(name) == code


def test_the_31_provinces_have_names_that_lead_to_them_alone(places: Places) -> None:
    table = catalog.regions("province")
    for column in ("region", "name_en", "name_zh", "name_pinyin"):
        assert [places.code(name) for name in table[column]] == table["region"].tolist()


def test_an_unknown_region_is_offered_the_nearest(places: Places) -> None:
    with pytest.raises(UnknownCodeError, match=r"unknown region 'Lioaning'.* mean 'Liaoning'\?"):
        places.code("Lioaning")
    with pytest.raises(UnknownCodeError, match=r"did you mean 'CN-LN'\? le.regions\(\) lists them"):
        places.code("CN-LNN")


def test_regions_of_ones_own() -> None:
    by_name = Places({"DE-BY": "Bavaria", "FR": "France"})
    assert by_name.code("bavaria") == "DE-BY"
    assert {"DE-BY", "CN-LN"} < by_name.codes
    frame = Places(pd.DataFrame({"region": ["DE-BY"], "name_zh": ["巴伐利亚"]}))
    assert frame.code("巴伐利亚") == "DE-BY"
    with pytest.raises(SchemaError, match="regions has no column 'region'"):
        Places(pd.DataFrame({"code": ["DE-BY"]}))


def test_a_name_of_ones_own_does_not_take_a_provinces_name() -> None:
    assert Places({"XX-1": "Liaoning"}).code("Liaoning") == "CN-LN"


def test_a_list_of_regions_says_what_would_do() -> None:
    with pytest.raises(SchemaError, match=r"regions is a list\. Mend: pass \{code: name\}"):
        Places(["US-CA"])  # type: ignore[arg-type]
