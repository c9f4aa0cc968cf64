"""The units that there are, how large those of one dimension are, and how each is spelled.

A year is 12 months and 365.25 days, the Julian year of astronomy (IAU Style Manual, 1989).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from liaoning_econ.errors import UnknownCodeError

__all__ = ["ATOMS", "COUNTED", "CURRENCIES", "SIZES", "TIMES", "aliases", "folded", "refuse"]

CURRENCIES: Final = frozenset(
    "AUD BGN BRL CAD CHF CNY CYP CZK DKK EEK EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KPW KRW LTL "
    "LVL MNT MOP MTL MXN MYR NOK NZD PHP PLN ROL RON RUB SEK SGD SIT SKK THB TRL TRY TWD USD VND "
    "ZAR".split()
)
COUNTED: Final = frozenset(
    "bank branch city contract country household institution item job licence patent person firm "
    "policy_measure project province ship task train vehicle visit zone".split()
)

_YEAR: Final = Fraction("365.25")
# Units that share a dimension, each with its size in that dimension's first unit.
SIZES: Final[Mapping[str, tuple[str, Fraction]]] = {
    "day": ("time", Fraction(1)),
    "hour": ("time", Fraction(1, 24)),
    "minute": ("time", Fraction(1, 1440)),
    "week": ("time", Fraction(7)),
    "month": ("time", _YEAR / 12),
    "quarter": ("time", _YEAR / 4),
    "year": ("time", _YEAR),
    "km2": ("area", Fraction(1)),
    "hectare": ("area", Fraction(1, 100)),
    "mu": ("area", Fraction(1, 1500)),
    "m2": ("area", Fraction(1, 1_000_000)),
    # The international yard and pound agreement of 1959: a foot is 0.3048 m.
    "acre": ("area", Fraction("4046.8564224") / 1_000_000),
    "square_foot": ("area", Fraction("0.09290304") / 1_000_000),
    "km": ("length", Fraction(1)),
    "metre": ("length", Fraction(1, 1000)),
    "tonne": ("mass", Fraction(1)),
    "kg": ("mass", Fraction(1, 1000)),
    "jin": ("mass", Fraction(1, 2000)),  # half a kilogram since the State Council's order of 1959
    "kw": ("power", Fraction(1)),
    "mw": ("power", Fraction(1000)),
    "gw": ("power", Fraction(1_000_000)),
    "percentage_point": ("point", Fraction(1)),
    "basis_point": ("point", Fraction(1, 100)),
    "percent": ("number", Fraction(1, 100)),
    "1": ("number", Fraction(1)),
}
# What a window is counted in: no day of a calendar is cut.
TIMES: Final = frozenset(("day", "week", "month", "quarter", "year"))
ATOMS: Final = (
    CURRENCIES
    | COUNTED
    | frozenset(SIZES)
    | {
        "barrel",
        "degree",
        "kwh",
        "log_point",
        "m3",
        "teu",
    }
)

_SYNONYMS: Final[Mapping[str, str]] = {
    "CNY": "yuan; renminbi; rmb; rmb yuan; chinese yuan; yuan renminbi; 元; 圆; 人民币; 人民币元; "
    "元人民币; rmb¥; cn¥; cnh",
    "USD": "us$; us dollar; us dollars; u.s. dollar; u.s. dollars; american dollars; usd$; "
    "美元; 美金",
    "SGD": "s$; singapore dollar; singapore dollars; sing dollar; sing dollars; "
    "新元; 新加坡元; 新币",
    "HKD": "hk$; hong kong dollar; hong kong dollars; 港元; 港币",
    "AUD": "a$; australian dollar; australian dollars; 澳元",
    "CAD": "c$; canadian dollar; canadian dollars; 加元",
    "NZD": "nz$; new zealand dollar; new zealand dollars; 新西兰元",
    "TWD": "nt$; new taiwan dollar; new taiwan dollars; 新台币; 台币",
    "MOP": "pataca; patacas; 澳门元",
    "EUR": "€; euro; euros; 欧元",
    "GBP": "£; pound sterling; pounds sterling; british pound; british pounds; 英镑",
    "JPY": "yen; japanese yen; jp¥; 日元; 日圆",
    "KRW": "₩; won; korean won; south korean won; 韩元",
    "KPW": "north korean won; 朝鲜元",
    "RUB": "rouble; roubles; ruble; rubles; 卢布",
    "CHF": "swiss franc; swiss francs; 瑞士法郎",
    "INR": "₹; rupee; rupees; indian rupees; 卢比",
    "THB": "baht; 泰铢",
    "MYR": "ringgit; 林吉特",
    "MNT": "tugrik; tugriks; 图格里克",
    "VND": "dong; 越南盾",
    "firm": "firms; company; companies; enterprise; enterprises; business; businesses; "
    "corporation; corporations; market entity; market entities; entity; entities; "
    "registration; registrations; company registration; company registrations; "
    "startup; startups; start-up; start-ups; "
    "企业; 公司; 户; 家; 户企业; 家企业; 家公司; 个企业; 市场主体; 户市场主体; 家市场主体",
    "person": "persons; people; resident; residents; inhabitant; inhabitants; head; capita; "
    "worker; workers; employee; employees; passenger; passengers; tourist; tourists; "
    "student; students; 人; 名; 位; 人口; 居民; 个人; 名员工; 职工; 旅客; 游客; 从业人员",
    "household": "households; family; families; 户家庭; 个家庭; 户居民; 家庭",
    "project": "projects; 项目; 个项目; 项工程; 个工程",
    "country": "countries; 国; 国家; 个国家; 国家和地区; 个国家和地区",
    "city": "cities; 市; 城市; 个城市; 个市; 座城市",
    "province": "provinces; 省; 省份; 个省; 个省份; 个省区市",
    "zone": "zones; free trade zone; free trade zones; ftz; ftzs; 自贸区; 自贸试验区; 个自贸区; "
    "个自贸试验区; 片区; 个片区",
    "task": "tasks; 项任务; 任务; 项改革任务; 项试点任务",
    "licence": "licences; license; licenses; permit; permits; 证照; 张证照; 张营业执照; 营业执照",
    "policy_measure": "policy measures; measure; measures; policy; policies; policy measure; "
    "项措施; 条措施; 项政策; 条政策; 措施; 政策",
    "institution": "institutions; financial institution; financial institutions; 机构; 家机构; "
    "个机构; 金融机构; 家金融机构",
    "bank": "banks; 银行; 家银行",
    "branch": "branches; 分行; 家分行; 分支机构; 家分支机构",
    "contract": "contracts; 合同; 份合同; 项合同",
    "item": "items; 件; 项; 条",
    "job": "jobs; 岗位; 个岗位; 就业岗位; 个就业岗位",
    "patent": "patents; 专利; 件专利; 项专利",
    "ship": "ships; vessel; vessels; 船; 艘; 艘船",
    "train": "trains; 列; 趟; 列车; 班列; 列班列; 趟班列; 列次",
    "vehicle": "vehicles; car; cars; 辆; 辆汽车; 辆车; 车辆",
    "visit": "visits; person-visits; arrivals; 人次",
    "day": "days; 天; 日; 个工作日; 工作日; 昼夜",
    "hour": "hours; 小时; 个小时",
    "minute": "minutes; 分钟",
    "week": "weeks; wk; wks; 周; 星期; 个星期",
    "month": "months; mo; mos; 月; 个月; 月份",
    "quarter": "quarters; 季; 季度; 个季度",
    "year": "years; yr; yrs; annum; 年; 年度; 周年; 载",
    "km2": "square kilometre; square kilometres; square kilometer; square kilometers; sq km; sqkm; "
    "sq. km; sq kms; km²; km^2; 平方公里; 平方千米",
    "m2": "square metre; square metres; square meter; square meters; sq m; sqm; sq. m; m²; m^2; "
    "平方米; 平米",
    "hectare": "hectares; ha; 公顷",
    "mu": "亩",
    "acre": "acres; 英亩",
    "square_foot": "square foot; square feet; sq ft; 平方英尺",
    "m3": "cubic metre; cubic metres; cubic meter; cubic meters; m³; m^3; 立方米",
    "metre": "metres; meter; meters; 米",
    "km": "kilometre; kilometres; kilometer; kilometers; kms; 公里; 千米",
    "percent": "%; per cent; pct; 百分比; per-cent; percents",
    "percentage_point": "percentage points; percentage point; percent point; percent points; "
    "per cent points; pp; ppt; ppts; pct pt; pct pts; 百分点; 个百分点; %-point; %-points",
    "basis_point": "basis points; basis point; bp; bps; 基点; 个基点",
    "log_point": "log points; log point; 对数点; 个对数点",
    "1": "times; time; fold; -fold; x; 倍; index; index points; point; points; 指数; 点; "
    "dimensionless; ratio; 个",
    "tonne": "tonnes; ton; tons; metric ton; metric tons; 吨",
    "kg": "kilogram; kilograms; kilogramme; kilogrammes; kgs; kilo; kilos; 公斤; 千克",
    "jin": "斤; 市斤; jins",
    "barrel": "barrels; bbl; 桶",
    "kw": "kilowatt; kilowatts; 千瓦",
    "mw": "megawatt; megawatts; 兆瓦",
    "gw": "gigawatt; gigawatts; 吉瓦",
    "degree": "degrees",
    "kwh": "kilowatt-hour; kilowatt-hours; kilowatt hours; 千瓦时; 度; 度电",
    "teu": "teus; 标箱; 标准箱; 个标准箱",
}


def folded(text: str) -> str:
    """Case, outer and doubled spaces and full-width signs do not tell two units apart.

    Parameters
    ----------
    text
        A spelling.

    Returns
    -------
    str
        What spellings of one unit have in common.

    Examples
    --------
    >>> folded(" Sq  KM ")
    'sq km'
    """
    return " ".join(text.replace("％", "%").replace("_", " ").split()).casefold()


@functools.cache
def aliases() -> dict[str, str]:
    """Every known spelling, folded, and the canonical atom that it stands for.

    Returns
    -------
    dict of str to str
        From the folded spelling to the canonical atom.

    Examples
    --------
    >>> aliases()["companies"]
    'firm'
    """
    table = {folded(atom): atom for atom in ATOMS}
    for atom, spellings in _SYNONYMS.items():
        table.update((folded(spelling), atom) for spelling in spellings.split(";"))
    return table


def refuse(unit: str) -> str:
    """Say that a unit is not known, and which is near.

    Parameters
    ----------
    unit
        What came.

    Returns
    -------
    str
        Never; so that a caller can return it.

    Raises
    ------
    UnknownCodeError
        Always, with the nearest spelling.

    Examples
    --------
    >>> refuse("mouth")
    Traceback (most recent call last):
    liaoning_econ.errors.UnknownCodeError: unknown unit 'mouth'. Mend: did you mean 'month'?
    """
    if len(unit) == 3 and unit.isupper():
        raise UnknownCodeError("unit", unit, CURRENCIES)
    # The codes last: of two spellings that differ in case alone the last is offered.
    raise UnknownCodeError("unit", unit, [*aliases(), *ATOMS])
