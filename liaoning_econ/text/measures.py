"""What follows and precedes a number in prose: measured units, counted nouns, currency signs.

A measured unit (yuan, days, percent, km2) belongs to the surface of a figure, a counted noun
(firms, 户, projects) does not.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from liaoning_econ import units
from liaoning_econ.text.tries import backwards, pattern

__all__ = [
    "CLASSIFIERS",
    "COMPATIBLE",
    "PARTS",
    "STOP_WORDS",
    "counted_nouns",
    "hanzi_nouns",
    "measured_after",
    "measured_codes",
    "money_before",
    "plural_nouns",
    "squeeze",
]

# Aliases that are no unit of measurement where they stand in running text.
_NOT_IN_PROSE: Final = frozenset(
    "time mo mos pp x index ratio dimensionless head measure measures entity 1 个 名 位 市 省 国 "
    "船 "
    "件 项 条 度 载 人 户 家 列 趟 辆 艘 月 日 季 月份 年度 指数 圆 昼夜 个企业 个市 点".split()
)
_MORE_MEASURED: Final[dict[str, str]] = {
    "yuan": "CNY",
    "块钱": "CNY",
    "元": "CNY",
    "块": "CNY",
    "dollars": "USD",
    "dollar": "USD",
    "pounds": "GBP",
    "pound": "GBP",
    "年时间": "year",
    "x": "1",
    "points": "1",
    "point": "1",
    "点": "1",
    "小时": "hour",
    "hours": "hour",
    "hour": "hour",
    "minutes": "minute",
    "minute": "minute",
    "分钟": "minute",
    "斤": "jin",
    "公斤": "kg",
    "kilograms": "kg",
    "kg": "kg",
    "千克": "kg",
    "jin": "jin",
    "pp": "percentage_point",
    "个点": "percentage_point",
    "度电": "kwh",
    "人民币": "CNY",
    "欧元": "EUR",
    "degrees": "degree",
    "米": "metre",
    "metres": "metre",
    "meters": "metre",
    "千瓦": "kw",
    "megawatts": "mw",
    "mw": "mw",
    "gigawatts": "gw",
    "gw": "gw",
    "载重吨": "tonne",
    "总吨": "tonne",
    "deadweight tons": "tonne",
    "deadweight tonnes": "tonne",
    "摄氏度": "degree",
    "\u2103": "degree",
    "degrees celsius": "degree",
    "立方米": "m3",
    "cubic metres": "m3",
    "cubic meters": "m3",
    "square foot": "square_foot",
    "square feet": "square_foot",
    "年": "year",
    "日": "day",
    "mu of": "mu",
    "mu": "mu",
    "acres": "acre",
}
# Parts of a unit that print a number of it: 5分钱, 6.49‰.
PARTS: Final[dict[str, tuple[str, float]]] = {
    "permille": ("1", 0.001),
    "cent": ("USD", 0.01),
    "penny": ("GBP", 0.01),
    "jiao": ("CNY", 0.1),
    "fen": ("CNY", 0.01),
    "decade": ("year", 10),
}
_MORE_MEASURED.update(
    {
        "‰": "permille", "per mille": "permille", "cents": "cent", "us cents": "cent",
        "american cents": "cent", "pence": "penny", "分钱": "fen", "角钱": "jiao", "毛钱": "jiao",
        "fen": "fen", "jiao": "jiao", "decade": "decade", "decades": "decade",
    }
)  # fmt: skip
_TIMES_AFTER: Final = {"times": "1", "-fold": "1", "fold": "1", "倍": "1"}


@functools.cache
def measured_codes() -> dict[str, str]:
    """Every word of a measured unit and its unit."""
    table = {
        word: atom
        for word, atom in units.aliases().items()
        if atom not in units.COUNTED and word not in _NOT_IN_PROSE
    }
    table.update(_MORE_MEASURED)
    table.update(_TIMES_AFTER)
    return table


@functools.cache
def measured_after() -> re.Pattern[str]:
    """A measured unit at a place."""
    return pattern(measured_codes())


@functools.cache
def money_before() -> tuple[re.Pattern[str], dict[str, str]]:
    """Currency signs and codes before a number, to be matched backwards."""
    table = {word: atom for word, atom in units.aliases().items() if atom in units.CURRENCIES}
    # Words such as 元 and "dollars" stand after their number; before one they end another figure.
    signs = {
        word: atom
        for word, atom in table.items()
        if not word.isalpha() or len(word) == 3 or word in ("renminbi", "人民币")
    }
    signs = {word: atom for word, atom in signs.items() if word not in ("won", "yen")}
    signs.update({"$": "$", "\u00a5": "\u00a5", "rmb": "CNY", "人民币": "CNY", "us $": "USD"})
    signs.update({"港币": "HKD", "台币": "TWD", "新币": "SGD"})
    signs.update({"usd": "USD", "us$": "USD", "$us": "USD", "yuan": "CNY"})
    return backwards(signs), {word[::-1]: atom for word, atom in signs.items()}


_MORE_NOUNS: Final = {
    "firm": "start-ups; startups; manufacturers; exporters; suppliers; retailers; shops; "
    "factories; "
    "traders; subsidiaries; joint ventures; market players; market participants; merchants; "
    "small businesses; firm; investors; self-employed households; individual businesses; "
    "micro-enterprises; smes; conglomerates; multinationals; plants; ventures; stores; "
    "market entity; company; enterprise; business; startup",
    "person": "farmers; visitors; migrants; graduates; officials; engineers; experts; women; men; "
    "children; users; members; staff; delegates; holidaymakers; travellers; travelers; "
    "migrant workers; talents; professionals; pensioners; villagers; citizens; researchers; "
    "scientists; technicians; soldiers; jobseekers; job seekers; patients; customers; "
    "passenger; guests; teachers; buyers; participants; merchants; traders; foreigners; labourers; "
    "laborers; reporters; journalists; candidates; applicants; mayors; ministers; governors; "
    "lawyers; doctors; nurses; drivers; pilots; sailors; voters; deputies; lawmakers; academics; "
    "professors; volunteers; athletes; players; spectators; viewers; readers; subscribers; "
    "clients; shoppers; tenants; landlords; homeowners; owners; shareholders; stockholders; "
    "speakers; hosts; envoys; ambassadors; diplomats; refugees; prisoners; victims; survivors; "
    "retirees; pupils; trainees; interns; apprentices; adults; teenagers; babies; newborns; "
    "respondents; interviewees; entrepreneurs; businessmen; businesswomen; managers; directors; "
    "clerks; cleaners; miners; fishermen; steelworkers; dockers; officers; judges; inspectors; "
    "auditors; accountants; economists; analysts; programmers; hands; seafarers; crewmen; "
    "holders; returnees; immigrants; expatriates; foreign nationals; nationals; evacuees; "
    "casualties; deaths; births; leaders; cadres; party members; "
    "consumers; savers; commuters; executives; civil servants; people",
    "job": "posts; positions; jobs; vacancies; job",
    "project": "schemes; project",
    "vehicle": "coaches; taxis; trucks; buses; lorries; automobiles; sedans; autos; evs; "
    "units of vehicles",
    "train": "freight trains; cargo trains; train trips; train; trips",
    "ship": "tankers; freighters; ship",
    "patent": "patent applications; inventions",
    "contract": "deals; agreements; orders; contract",
    "task": "reform tasks; pilot tasks; assignments",
    "policy_measure": "policy measures; reform measures; measures; policies; reforms; "
    "innovations; preferential policies",
    "country": "nations; economies",
    "household": "homes; families; apartments; houses; flats; dwellings; housing units",
    "visit": "person-times; trips; visits; tourist trips; passenger trips; tourist visits; visits",
    "institution": "research institutes; institutes; universities; colleges; schools; hospitals; "
    "institutions; laboratories",
    "teu": "teus; containers; standard containers",
}
_NOT_NOUNS: Final = frozenset(
    "head firms' measure time item items arrivals entity mw registration car capita bank visit "
    "city branch".split()
)


@functools.cache
def counted_nouns() -> dict[str, str]:
    """English nouns of things counted, and their units."""
    table = {
        word: atom
        for word, atom in units.aliases().items()
        if atom in units.COUNTED and word.isascii() and word not in _NOT_NOUNS
    }
    for unit, words in _MORE_NOUNS.items():
        for word in words.split(";"):
            table.setdefault(word.strip(), unit)
    return table


@functools.cache
def plural_nouns() -> re.Pattern[str]:
    """English plurals of things counted, anywhere in a stretch."""
    return pattern(
        word for word in counted_nouns() if word.endswith(("s", "people", "women", "men"))
    )


# Nothing counted stands behind these: the noun phrase of the number has ended.
STOP_WORDS: Final = frozenset(
    "of in with and that which who were was had has have from to for on at by as is are be been "
    "into over under than or but while when since after before during until will would could can "
    "may might should said says the a an this these those its their his her our it they he she we "
    "per each every about around between among across within without through against also not no "
    "last next so if then there where because although though more most up down out off "
    "compared year years month months day days".split()
)
CLASSIFIERS: Final = {
    "户": "firm",
    "家": "firm",
    "名": "person",
    "位": "person",
    "人次": "visit",
    "人": "person",
    "辆": "vehicle",
    "艘": "ship",
    "列": "train",
    "趟": "train",
    "班": "1",
    "项": "item",
    "条": "item",
    "件": "item",
    "个": "1",
    "座": "1",
    "所": "institution",
    "张": "1",
    "份": "contract",
    "宗": "item",
    "笔": "item",
    "批": "item",
    "起": "item",
    "套": "household",
    "台": "1",
    "只": "1",
    "头": "1",
    "栋": "1",
    "幢": "1",
    "艘次": "ship",
    "辆次": "vehicle",
    "次": "1",
    "种": "1",
    "类": "1",
    "支": "1",
    "部": "1",
    "处": "1",
    "对": "1",
    "批次": "item",
    "单": "item",
    "标箱": "teu",
    "标准箱": "teu",
    **dict.fromkeys(
        "股 架次 架 床 匹 羽 棵 株 粒 台套 场 场次 间 枚 盏 根 册 篇 幅 颗 例 剂 剂次 人份".split(),
        "1",
    ),
    "口": "1",
    "省": "province",
    "市": "city",
    "国": "country",
    "县": "1",
    "区": "1",
    "村": "1",
    "乡": "1",
}
# What a measure word can count; a noun of another unit behind it belongs to something else.
COMPATIBLE: Final[dict[str, frozenset[str]]] = {
    "户": frozenset(("firm", "household")),
    "家": frozenset(("firm", "institution", "bank", "branch")),
    "名": frozenset(("person",)),
    "位": frozenset(("person",)),
    "辆": frozenset(("vehicle",)),
    "艘": frozenset(("ship",)),
    **dict.fromkeys(("列", "趟", "班"), frozenset(("train",))),
    "张": frozenset(("licence",)),
    "所": frozenset(("institution",)),
    "件": frozenset(("item", "patent")),
    "套": frozenset(("household",)),
    **dict.fromkeys(("台", "只", "头", "栋", "幢", "部", "股", "架"), frozenset[str]()),
}
_HANZI_NOUNS: Final = {
    "firm": "企业; 公司; 市场主体; 经营主体; 商户; 个体工商户; 个体户; 工厂; 厂家; 店铺; 门店; "
    "单位; "
    "外企; 民企; 国企; 央企; 展商; 参展商; 采购商; "
    "供应商; 制造商; 经营户; 商家; 独角兽; 工商户; 上市公司; 合作社; 外资",
    "person": "人; 人口; 居民; 职工; 员工; 旅客; 游客; 学生; 专家; 农民; 农民工; 劳动力; 从业人员; "
    "就业人员; 毕业生; 人才; 党员; 干部; 代表; 工人; 用户; 市民; 群众; 村民; 老人; 人员; 客商; "
    "嘉宾; 院士; 教授; 博士; 硕士; 志愿者; 选手; 运动员; 记者; 教师; 医生; 护士; 医务人员; 患者; "
    "观众; 考生; 司机; 驾驶员; 律师; 儿童; 妇女; 青年; 委员; 社员; 会员; 学员; 工程师; 科学家; "
    "乘客; 业主; 股东; 网民; 求职者; 应聘者; 候选人; 灾民; 移民; 华侨; 台胞; 官员; 学者; 技术员; "
    "农牧民; 牧民; 渔民; 创业者; 受访者; 消费者; 劳动者; 参与者; 采访团成员; 台商; 外国人; 大学生",
    "household": "家庭; 农户; 居民户; 贫困户; 住户; 低保户; 种粮大户; "
    "户居民; 户村民; 户群众; 住房; 住宅; 户家庭",
    "project": "项目; 工程",
    "country": "国家; 经济体; 国家和地区; 国",
    "city": "城市; 地级市; 市",
    "province": "省份; 省; 省区市",
    "zone": "自贸区; 自贸试验区; 片区; 自由贸易试验区",
    "task": "任务; 试点任务",
    "policy_measure": "措施; 政策; 举措; 创新成果; 制度创新",
    "licence": "营业执照; 证照; 许可证; 执照",
    "institution": "金融机构; 养老机构; 机构; 研究院; 研究所; 院校; "
    "中学; 小学; 幼儿园; 高校; 医院; 学校; 实验室; 大学",
    "bank": "银行",
    "branch": "分行; 分支机构",
    "contract": "合同; 协议; 订单",
    "job": "岗位; 就业岗位; 工作岗位",
    "patent": "专利",
    "ship": "船; 船舶; 轮船",
    "train": "列车; 班列",
    "vehicle": "汽车; 车; 车辆; 新能源汽车; 轿车",
    "visit": "人次",
    "teu": "标箱; 标准箱",
    # Their first sign alone would be counted.
    "": "车道; 车次; 车位; 车间; 车站; 车厢; 车型; 船坞; 船厂; "
    "人均; 人民币; 国道; 国债; 市场; 市值",
}


@functools.cache
def hanzi_nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    """Chinese nouns of things counted, and their units."""
    table = {
        word.strip(): unit for unit, words in _HANZI_NOUNS.items() for word in words.split(";")
    }
    return pattern(table), table


def squeeze(word: str) -> str:
    """Return a word as its table has it: two spaces between its parts are one."""
    return word.replace("  ", " ")
