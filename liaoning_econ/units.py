"""Unit strings and their algebra: yuan, firms, persons, days, percent, and ratios of them.

A unit is a canonical string: an atom ("CNY", "firm", "day", "percent", "1"), a ratio
("CNY/person", "firm/month") or a product ("CNY*year"). Every currency and every kind of thing
counted is a dimension of its own; a year is 12 months and 365.25 days, the Julian year of
astronomy (IAU Style Manual, 1989). Percent is a hundredth of 1; a percentage point is no percent.

pint does the algebra of whatever is longer than one atom over another, in a registry that holds
these units and no others.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from liaoning_econ.errors import UnitError, UnknownCodeError

if TYPE_CHECKING:
    import pint

__all__ = [
    "COUNTED",
    "CURRENCIES",
    "divide",
    "divide_exactly",
    "factor",
    "factor_exactly",
    "heading",
    "is_counted",
    "is_currency",
    "is_ratio",
    "is_time",
    "multiply",
    "multiply_exactly",
    "normalise",
]

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
_SIZES: Final[Mapping[str, tuple[str, Fraction]]] = {
    "day": ("time", Fraction(1)),
    "week": ("time", Fraction(7)),
    "month": ("time", _YEAR / 12),
    "quarter": ("time", _YEAR / 4),
    "year": ("time", _YEAR),
    "km2": ("area", Fraction(1)),
    "hectare": ("area", Fraction(1, 100)),
    "mu": ("area", Fraction(1, 1500)),
    "m2": ("area", Fraction(1, 1_000_000)),
    "percentage_point": ("point", Fraction(1)),
    "basis_point": ("point", Fraction(1, 100)),
    "percent": ("number", Fraction(1, 100)),
    "1": ("number", Fraction(1)),
}
_TIMES: Final = frozenset(unit for unit, (dimension, _) in _SIZES.items() if dimension == "time")
_ATOMS: Final = CURRENCIES | COUNTED | frozenset(_SIZES) | {"tonne", "barrel", "kwh", "km", "teu"}

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
    "km": "kilometre; kilometres; kilometer; kilometers; kms; 公里; 千米",
    "percent": "%; per cent; pct; 百分比; per-cent; percents",
    "percentage_point": "percentage points; percentage point; percent point; percent points; "
    "per cent points; pp; ppt; ppts; pct pt; pct pts; 百分点; 个百分点; %-point; %-points",
    "basis_point": "basis points; basis point; bp; bps; 基点; 个基点",
    "1": "times; time; fold; -fold; x; 倍; index; index points; point; points; 指数; 点; "
    "dimensionless; ratio; 个",
    "tonne": "tonnes; ton; tons; metric ton; metric tons; 吨",
    "barrel": "barrels; bbl; 桶",
    "kwh": "kilowatt-hour; kilowatt-hours; kilowatt hours; 千瓦时; 度; 度电",
    "teu": "teus; 标箱; 标准箱; 个标准箱",
}


def _folded(text: str) -> str:
    """Case, outer and doubled spaces and full-width signs do not tell two units apart."""
    return " ".join(text.replace("％", "%").replace("_", " ").split()).casefold()


@functools.cache
def aliases() -> dict[str, str]:
    """Every known spelling, folded, and the canonical atom that it stands for."""
    table = {_folded(atom): atom for atom in _ATOMS}
    for atom, spellings in _SYNONYMS.items():
        table.update((_folded(spelling), atom) for spelling in spellings.split(";"))
    return table


def normalise(unit: str) -> str:
    """Return the canonical unit for any known spelling, English or Chinese.

    Parameters
    ----------
    unit
        "firms", "yuan", "%", "yuan per person", "元/人", ...

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> normalise("companies"), normalise("元"), normalise("yuan per person")
    ('firm', 'CNY', 'CNY/person')
    """
    if unit in _ATOMS:
        return unit
    return _normalise(unit) if len(unit) <= 200 else _refuse(unit)


def _refuse(unit: str) -> str:
    """Say that a unit is not known, and which is near."""
    raise UnknownCodeError("unit", unit, [*_ATOMS, *aliases()])


@functools.lru_cache(maxsize=1024)
def _normalise(unit: str) -> str:
    """As `normalise`, remembered."""
    return _written(_exponents(unit))


def _exponents(unit: str) -> dict[str, int]:
    """Canonical atoms and their powers: "CNY/person" is {"CNY": 1, "person": -1}."""
    known = aliases()
    powers: dict[str, int] = {}
    sign, word = 1, ""
    for piece in [*_pieces(unit), "*"]:
        if piece not in ("*", "/"):
            word = piece
            continue
        atom = known.get(_folded(word))
        if atom is None:
            _refuse(word or unit)
        elif atom != "1":
            powers[atom] = powers.get(atom, 0) + sign
        sign, word = (-1 if piece == "/" else 1), ""
    return {atom: power for atom, power in powers.items() if power}


def _pieces(unit: str) -> list[str]:
    """Words and the signs between them; "per" and 每 are signs of division."""
    spaced = unit.replace("每", " / ").replace("/", " / ").replace("*", " * ").replace("×", " * ")
    pieces: list[str] = []
    for word in spaced.split():
        sign = "/" if word.casefold() == "per" else word
        if sign in ("/", "*") or not pieces or pieces[-1] in ("/", "*"):
            # "per cent" is one word, no division.
            pieces.append(sign)
        else:
            pieces[-1] = f"{pieces[-1]} {sign}"
        if pieces[-1].casefold() == "cent" and pieces[-2:-1] == ["/"]:
            pieces[-2:] = ["percent"]
            if len(pieces) > 1 and pieces[-2] not in ("/", "*"):
                pieces[-2:] = [f"{pieces[-2]} percent"]
    return pieces


def _written(powers: Mapping[str, int]) -> str:
    """The canonical string of atoms and powers, in alphabetical order."""
    above = [atom for atom in sorted(powers) for _ in range(max(powers[atom], 0))]
    below = [atom for atom in sorted(powers) for _ in range(max(-powers[atom], 0))]
    return "/".join(["*".join(above) or "1", *below])


def is_currency(unit: str) -> bool:
    """Whether the unit is plain money.

    Examples
    --------
    >>> is_currency("CNY"), is_currency("CNY/person")
    (True, False)
    """
    return normalise(unit) in CURRENCIES


def is_counted(unit: str) -> bool:
    """Whether the unit is a kind of whole things counted: firms, persons, projects.

    Examples
    --------
    >>> is_counted("firms"), is_counted("days")
    (True, False)
    """
    return normalise(unit) in COUNTED


def is_time(unit: str) -> bool:
    """Whether the unit is a length of time.

    Examples
    --------
    >>> is_time("months"), is_time("firm/month")
    (True, False)
    """
    return normalise(unit) in _TIMES


def is_ratio(unit: str) -> bool:
    """Whether the unit is one unit over another.

    Examples
    --------
    >>> is_ratio("CNY/person"), is_ratio("percent")
    (True, False)
    """
    return "/" in normalise(unit)


def multiply(left: str, right: str) -> tuple[str, float]:
    """Return the canonical unit of a product, and the factor that goes with it.

    Examples
    --------
    >>> multiply("firm/month", "year")
    ('firm', 12.0)
    """
    unit, exact = multiply_exactly(left, right)
    return unit, float(exact)


def divide(left: str, right: str) -> tuple[str, float]:
    """Return the canonical unit of a ratio, and the factor that goes with it.

    Examples
    --------
    >>> divide("CNY", "person")
    ('CNY/person', 1.0)
    """
    unit, exact = divide_exactly(left, right)
    return unit, float(exact)


def multiply_exactly(left: str, right: str) -> tuple[str, Fraction]:
    """As `multiply`, the factor as an exact fraction."""
    return _combined(normalise(left), normalise(right), 1)


def divide_exactly(left: str, right: str) -> tuple[str, Fraction]:
    """As `divide`, the factor as an exact fraction."""
    return _combined(normalise(left), normalise(right), -1)


@functools.lru_cache(maxsize=1024)
def _combined(left: str, right: str, sign: int) -> tuple[str, Fraction]:
    """The product of `left` and `right` to the power `sign`, both canonical."""
    powers = _exponents(left)
    for atom, power in _exponents(right).items():
        powers[atom] = powers.get(atom, 0) + sign * power
    powers = {atom: power for atom, power in powers.items() if power}
    exact = Fraction(1)
    dimensions = [_dimension(atom) for atom in powers]
    if len(set(dimensions)) < len(dimensions):
        powers, exact = _reduced(powers)
    # Percent stands alone or over a unit; next to another unit it is a hundredth.
    share = powers.get("percent", 0)
    beside = any(power > 0 for atom, power in powers.items() if atom != "percent")
    if share and (share != 1 or beside):
        exact *= Fraction(1, 100) ** share
        del powers["percent"]
    return _written(powers), exact


def _dimension(atom: str) -> str:
    """The dimension of an atom: its own, unless it shares one."""
    return _SIZES[atom][0] if atom in _SIZES else atom


def _reduced(powers: Mapping[str, int]) -> tuple[dict[str, int], Fraction]:
    """Merge atoms of one dimension (month and year): a single pair here, more by pint."""
    alike = [atom for atom in powers if [*map(_dimension, powers)].count(_dimension(atom)) > 1]
    if len(alike) == 2:
        kept, other = alike
        merged = {**powers, kept: powers[kept] + powers[other]}
        exact = (_SIZES[other][1] / _SIZES[kept][1]) ** merged.pop(other)
        return {atom: power for atom, power in merged.items() if power}, exact
    registry = _registry()
    product = registry.Quantity(Fraction(1), registry.UnitsContainer(dict(powers)))
    reduced = product.to_reduced_units()
    left = {str(atom): int(str(power)) for atom, power in reduced.unit_items()}
    return left, Fraction(reduced.magnitude)


@functools.cache
def _registry() -> pint.UnitRegistry[Fraction]:
    """pint's registry with the units of this module alone, in exact fractions."""
    import pint

    # pint's own annotations know no registry without a file and no exact numbers.
    make: Any = pint.UnitRegistry
    registry: pint.UnitRegistry[Fraction] = make(None, non_int_type=Fraction)
    for atom in sorted(_ATOMS - {"1"}):
        if atom not in _SIZES:
            registry.define(f"{atom} = [{atom}]")
    for atom, (dimension, size) in _SIZES.items():
        if atom in ("day", "km2", "percentage_point"):
            registry.define(f"{atom} = [{dimension}]")
        elif atom == "percent":
            registry.define("percent = [share]")
        elif atom != "1":
            base = {"time": "day", "area": "km2", "point": "percentage_point"}[dimension]
            registry.define(f"{atom} = {size.numerator} / {size.denominator} * {base}")
    return registry


def factor(source: str, target: str) -> float:
    """Return what a figure in `source` is multiplied with to be in `target`.

    Raises
    ------
    UnitError
        The two measure different things; both are named, with what would mend it.
    UnknownCodeError
        One of the two is no unit.

    Examples
    --------
    >>> factor("year", "month"), factor("percent", "1")
    (12.0, 0.01)
    """
    return float(factor_exactly(source, target))


def factor_exactly(source: str, target: str) -> Fraction:
    """As `factor`, as an exact fraction."""
    return _factor(normalise(source), normalise(target))


@functools.lru_cache(maxsize=1024)
def _factor(source: str, target: str) -> Fraction:
    """As `factor_exactly`, both canonical."""
    if source == target:
        return Fraction(1)
    unit, exact = _combined(source, target, -1)
    if unit == "percent":
        return exact / 100
    if unit != "1":
        raise UnitError(f"{source} and {target} do not fit", mend=mend(source, target))
    return exact


def mend(source: str, target: str) -> str:
    """Say what would bring `source` and `target` together."""
    pair = {source, target}
    if pair <= CURRENCIES:
        return (
            f"bring both to one currency: to_currency(observations, {target!r}), or multiply by a "
            f'rate, Quantity(rate, "{target}/{source}")'
        )
    if "percent" in pair and pair & {"percentage_point", "basis_point"}:
        return (
            "a share in percent changes by percentage points, a level grows by percent: give both "
            'in percent (a share of 39 percent up 2 points is Quantity(39 + 2, "percent")), or '
            "multiply the level by the growth"
        )
    above, *below = source.split("/")
    if below and above == target:
        return f"multiply the {source} by a quantity in {'*'.join(below)}"
    above, *below = target.split("/")
    if below and above == source:
        return f"divide the {source} by a quantity in {'*'.join(below)}, or pass per={below[0]!r}"
    return f"they measure different things: set {source} beside {source}, or form a ratio with /"


# Scale words of table headings and how much each is; the longest that fits is taken.
_HEADING_SCALES: Final[Mapping[str, float]] = {
    "万亿": 1e12,
    "千亿": 1e11,
    "百亿": 1e10,
    "十亿": 1e9,
    "亿": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "十万": 1e5,
    "万": 1e4,
    "千": 1e3,
    "百": 1e2,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "mn": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "k": 1e3,
    "m": 1e6,
    "b": 1e9,
}


def heading(unit_text: str) -> tuple[str, float]:
    """Read the unit of a table's heading into a unit and a scale.

    Parameters
    ----------
    unit_text
        "亿元", "万人", "100 million yuan", "CNY bn", "10,000 persons", "%", ...

    Returns
    -------
    tuple[str, float]
        The canonical unit, and what a cell is multiplied with to be in it.

    Raises
    ------
    UnknownCodeError
        The heading has no unit that is known.

    Examples
    --------
    >>> heading("亿元"), heading("10,000 persons"), heading("CNY bn")
    (('CNY', 100000000.0), ('person', 10000.0), ('CNY', 1000000000.0))
    """
    text = unit_text.strip().strip("()（）").strip()
    for label in ("单位:", "单位：", "单位", "unit:", "unit"):
        if text.casefold().startswith(label):
            text = text[len(label) :].strip()
    if len(text) > 200:
        _refuse(text)
    if _folded(text) in aliases():
        return normalise(text), 1.0
    return _spelled_heading(text) or _chinese_heading(text) or (normalise(text), 1.0)


def _spelled_heading(text: str) -> tuple[str, float] | None:
    """A heading in words: numbers and scale words may stand before or after the unit."""
    scale, rest = Fraction(1), []
    for word in text.replace("(", " ").replace(")", " ").split():
        digits = word.replace(",", "")
        if digits.isascii() and digits.isdigit() and len(digits) <= 15:
            scale *= int(digits)
        elif word.casefold() in _HEADING_SCALES and word.isascii():
            scale *= Fraction(_HEADING_SCALES[word.casefold()])
        else:
            rest.append(word)
    if scale == 1 or _folded(" ".join(rest).replace("of ", "")) == "":
        return None
    unit, more = heading(" ".join(rest).removeprefix("of "))
    return unit, float(scale * Fraction(more))


def _chinese_heading(text: str) -> tuple[str, float] | None:
    """A heading such as 亿元 or 万美元/人: the scale stands first."""
    for word in sorted(_HEADING_SCALES, key=len, reverse=True):
        if not word.isascii() and text.startswith(word) and len(text) > len(word):
            return normalise(text[len(word) :]), _HEADING_SCALES[word]
    return None
