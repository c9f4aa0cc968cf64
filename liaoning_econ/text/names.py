"""Names of regions and indicators in running text, found by the catalogue's names and synonyms."""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from liaoning_econ import catalog
from liaoning_econ.text.lexicon import fold_text
from liaoning_econ.text.tries import finders, matches

__all__ = ["NOTHING", "UNKNOWN", "Mention", "Names", "indicators", "regions"]

UNKNOWN: Final = "unknown"
# Words that look like a name and say nothing: 按可比价格计算, economists.
NOTHING: Final = "nothing"

# Names of tables that are too wide to settle anything in a sentence.
_TOO_WIDE: Final = ("area", "transit")
# 大连路, 朝阳区 and 吉林大学 are no places of that name; 全国首创 says a rank.
_GOES_ON: Final = re.compile(
    "[路街](?!径|线)|大道|大街|区(?![域间内位])|县(?!域)|大学|族|半岛|人大|政协|两会|银行|移动"
    "|联通|电信|石油|石化"
)
_WIDE: Final = frozenset(("全国", "全省", "全市", "全区", "世界", "全球", "亚洲"))
_RANK: Final = re.compile(
    "首[创个批家次位例]"
    "|第[一二三四五六七八九十0-9]|前[一二三四五六七八九十0-9]+[位名强]|领先"
    "|最[高低大多少快慢]"
    "|前列|首位|人大|政协"
)
_SHORT: Final = 4
_ZONE_ENGLISH: Final = (
    "{} pilot free trade zone", "{} free trade zone", "{} free-trade zone", "{} ftz",
    "{} pilot zone", "{} zone", "{} pilot ftz", "{} pftz", "{} pilot free-trade zone",
    "{}'s pilot free trade zone", "{}'s free trade zone", "{}'s ftz", "{}'s zone",
    "{}'s pilot zone", "{}'s free-trade zone", "china ({}) pilot free trade zone",
    "free trade zone of {}", "free-trade zone of {}", "free trade zone in {}",
    "free-trade zone in {}", "ftz in {}", "ftz of {}", "zone of {}", "{} trade zone",
    "{} provincial free trade zone", "pilot zone of {}", "pilot zone in {}",
    "{} province's free trade zone", "pilot free trade zone in {}",
)  # fmt: skip
_ZONE_CHINESE: Final = (
    "{}自贸试验区", "{}自贸区", "{}自由贸易试验区", "{}省自贸试验区", "{}市自贸区", "{}自由贸易区",
    "{}省自贸区", "中国({})自由贸易试验区", "中国（{}）自由贸易试验区", "{}市自贸试验区",
    "{}的自贸区", "{}的自贸试验区",
)  # fmt: skip
_AREA_ENGLISH: Final = (
    "{} area", "{} section", "{} sub-zone", "{} subzone", "{} sub-area", "{} bonded area",
    "{} part of the zone", "{} district of the zone", "{} ftz area", "{} zone area",
)  # fmt: skip
_AREA_CHINESE: Final = ("{}片区", "{}自贸片区", "{}自贸区", "{}自贸试验区片区", "{}自贸试验片区")
_CITY_ZONE: Final = ("{} free trade zone", "{} pilot free trade zone", "{} ftz", "{} zone")
_TAILS: Final = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "新区")


class Mention(NamedTuple):
    """A name and where it stands."""

    at: int
    until: int
    code: str


class Names:
    """A matcher of names and the code that each stands for.

    Parameters
    ----------
    table
        Codes by folded name.
    places
        Whether they are names of places, which can be part of a longer name.
    """

    def __init__(self, table: dict[str, str], *, places: bool = False) -> None:
        self.codes = table
        self.places = places
        self.finders: list[re.Pattern[str]] = finders(table)

    def find(self, folded: str, start: int, end: int) -> list[Mention]:
        """Return every name between two places."""
        found = []
        for match in matches(self.finders, folded, start, end):
            name = match.group()
            if self.places and _longer(name, folded, match.end()):
                continue
            code = self.codes[name.replace("  ", " ")]
            if code != NOTHING:
                found.append(Mention(match.start(), match.end(), code))
        return found


def _longer(name: str, folded: str, end: int) -> bool:
    """Whether a Chinese name is the beginning of another, or says a rank."""
    if name.isascii() or len(name) > _SHORT:
        return False
    if name in _WIDE and _RANK.match(folded, end):
        return True
    return _GOES_ON.match(folded, end) is not None


@functools.cache
def regions() -> Names:
    """Names of regions, English, Chinese and pinyin."""
    table: dict[str, str] = {}
    frame = catalog.regions()
    columns = (frame[name] for name in ("region", "level", "name_en", "name_zh", "name_pinyin"))
    codes = set(frame["region"])
    for code, level, english, chinese, pinyin in zip(*columns, strict=True):
        if level in ("group", "zone_group"):
            continue
        for name in _spellings(str(level), english, chinese, pinyin):
            table.setdefault(fold_text(name), code)
        area = f"CN-LN-FTZ-{code.rsplit('-', 1)[-1]}"
        if level == "prefecture" and area in codes:
            table.update({words.format(english.lower()): area for words in _CITY_ZONE})
    table.update({fold_text(one.word): one.code for one in catalog.synonyms("region")})
    return Names({name: code for name, code in table.items() if name}, places=True)


def _spellings(level: str, english: str, chinese: str, pinyin: str) -> list[str]:
    """The ways in which a region's name is written."""
    if level == "zone":
        place = english.removesuffix(" pilot free trade zone")
        short = chinese.removeprefix("中国（").partition("）")[0]
        return [
            *(words.format(place) for words in _ZONE_ENGLISH),
            *(words.format(short) for words in _ZONE_CHINESE),
        ]
    if level == "zone_area":
        place, short = english.partition(" area")[0], chinese.removesuffix("片区")
        return [
            *(words.format(place) for words in _AREA_ENGLISH),
            *(words.format(short) for words in _AREA_CHINESE),
        ]
    found = [english, chinese, pinyin]
    if level == "province":
        found.append(f"{english} province")
        found.append(pinyin.removesuffix(" Zizhiqu").removesuffix(" Sheng").removesuffix(" Shi"))
    if len(chinese) > 2:
        found.append(chinese.rstrip("省市"))
    found.extend(chinese.removesuffix(tail) for tail in _TAILS)
    return [name for name in found if name]


@functools.cache
def indicators() -> Names:
    """Names of indicators, English and Chinese; "unknown" for what the catalogue has not."""
    table: dict[str, str] = {}
    frame = catalog.indicators()
    columns = (frame[name] for name in ("indicator", "name_en", "name_zh", "synonyms"))
    for code, english, chinese, more in zip(*columns, strict=True):
        for word in (english, chinese, *str(more).split(";")):
            if word.strip():
                table.setdefault(fold_text(word.strip()), code)
    table.update({fold_text(one.word): one.code for one in catalog.synonyms("indicator")})
    for word in _TOO_WIDE:
        table.pop(word, None)
    return Names(table)
