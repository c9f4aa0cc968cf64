"""Names of regions and indicators as texts write them, from the catalogue and its synonyms."""

from __future__ import annotations

import functools
import re
from typing import Final

from liaoning_econ import catalog
from liaoning_econ.text.lexicon import fold_text
from liaoning_econ.text.tries import pattern

__all__ = ["Names", "indicator_names", "region_names"]

# What the catalogue's names are written like in running text.
_MORE_REGIONS: Final = {
    "CN": "china's; chinese economy; national; nationwide; nationally; the mainland; 全国; 我国; "
    "中国; 人民币对; 人民币兑; 人民币汇率; 人民币可能; 央行; usd/cny; the yuan; yuan weakened",
    "CN-NE": "northeast china; north-east china; north-eastern region; northeastern region; "
    "the northeast; "
    "china's northeast; three northeastern provinces; the north-east; 东北; 东北三省; 东北地区; "
    "东三省; the three provinces; northeastern provinces",
    "KP": "north korea; dprk; 朝鲜; north korea's",
    "KR": "south korea; 韩国; republic of korea; south korea's",
    "US": "united states; 美国; america",
    "JP": "japan; 日本",
    "SG": "singapore; 新加坡",
    "CN-SH-PUDONG": "pudong; 浦东",
    "CN-GD-PLATFORMS": "横琴、前海、南沙; hengqin, qianhai and nansha",
    "CN-FTZ-18": "18 pilot free trade zones; 18个自贸试验区; 18个自贸区",
    "CN-HK": "hong kong; 香港",
    "CN-MO": "macao; macau; 澳门",
    "CN-SH": "shanghai; 上海",
}


class Names:
    """A matcher of names and the code that each stands for."""

    def __init__(self, table: dict[str, str]) -> None:
        self.codes = table
        self.matcher: re.Pattern[str] = pattern(table)

    def find(self, folded: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return place, end and code of every name between two places."""
        return [
            (found.start(), found.end(), self.codes[found.group().replace("  ", " ")])
            for found in self.matcher.finditer(folded, start, end)
        ]


@functools.cache
def region_names() -> Names:
    """Names of regions, English, Chinese and pinyin."""
    table: dict[str, str] = {}
    frame = catalog.regions()
    rows = list(
        zip(
            frame["region"],
            frame["level"].astype(str),
            frame["name_en"],
            frame["name_zh"],
            strict=True,
        )
    )
    cities = {code.rsplit("-", 1)[1]: code for code, level, _, _ in rows if level == "prefecture"}
    for code, level, english, chinese in rows:
        if level in ("group", "zone_group"):
            continue
        for name in _spellings(level, english, chinese):
            table.setdefault(fold_text(name), code)
    for city in cities:
        if (area := f"CN-LN-FTZ-{city}") in frame["region"].tolist():
            name = city.lower()
            for word in ("{} free trade zone", "{} pilot free trade zone", "{} ftz", "{} zone"):
                table[word.format(name)] = area
    for code, words in _MORE_REGIONS.items():
        for word in words.split(";"):
            table[word.strip()] = code
    return Names({name: code for name, code in table.items() if name})


def _spellings(level: str, english: str, chinese: str) -> list[str]:
    """The ways in which a region's name is written."""
    found = [english, chinese]
    if level == "zone":
        place = english.removesuffix(" pilot free trade zone")
        short = chinese.removeprefix("中国（").partition("）")[0]
        found = [
            f"{place}{mark}{words}"
            for mark in ("", "'s", "’s")
            for words in (
                " pilot free trade zone",
                " free trade zone",
                " ftz",
                " pilot zone",
                " zone",
                " pilot ftz",
            )
        ]
        found += [
            f"china ({place}) pilot free trade zone",
            f"free trade zone of {place}",
            f"free-trade zone in {place}",
        ]
        found += [
            f"free trade zone in {place}",
            f"ftz in {place}",
            f"{place} free-trade zone",
            f"{place} pftz",
        ]
        found += [
            short + words
            for words in (
                "自贸试验区",
                "自贸区",
                "自由贸易试验区",
                "省自贸试验区",
                "市自贸区",
                "自由贸易区",
                "省自贸区",
            )
        ]
        found += [f"中国({short})自由贸易试验区"]
    elif level == "zone_area":
        place = english.partition(" area")[0]
        found = [
            f"{place} area",
            f"{place} section",
            f"{place} sub-zone",
            f"{place} subzone",
            chinese,
            f"{place} bonded area",
        ]
        found += [chinese.replace("片区", "自贸片区"), chinese.removesuffix("片区") + "自贸区"]
    elif chinese:
        found += [chinese.rstrip("省市") if len(chinese) > 2 else chinese]
        for tail in ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区"):
            found.append(chinese.removesuffix(tail))
    return [name for name in found if name]


_MORE_INDICATORS: Final = {
    "gdp": "economy; economy grew; economic growth; gross domestic product; output of goods; "
    "经济增长; 经济增速; 经济总量; gdp; 国民经济; 国内生产总值; 经济; gross regional product; "
    "gross provincial product",
    "fiscal_revenue": "budgetary revenue; fiscal income; budget revenues; public budget revenue; "
    "government revenue; 一般公共预算收入; 财政收入; fiscal revenues; 公共财政预算收入; "
    "public revenue; general public budget",
    "consumer_prices": "consumer price; inflation; consumer prices; 物价; 居民消费价格; cpi; "
    "消费价格; 消费者价格",
    "exchange_rate": "yuan weakened; yuan strengthened; the yuan fell; exchange rate; yuan fell; "
    "yuan rose; yuan depreciated; yuan appreciated; yuan traded; yuan slipped; value of the yuan; "
    "yuan closed; 汇率; 中间价; usd/cny; 人民币贬值; 人民币升值; 人民币可能贬值; central parity; "
    "the chinese currency",
    "exports_goods": "goods exports; 出口; exported; exports; exporters; export value; 出口额; "
    "外贸出口",
    "imports_goods": "goods imports; imported; 进口; 进口额",
    "trade_goods": "goods trade; foreign trade; 贸易额; 外贸; 进出口; 进出口总值; 外贸总额; "
    "外贸进出口; trade between; cross-border trade; two-way trade; bilateral trade; 货物贸易",
    "exports_goods_dprk": "exports to north korea; 对朝鲜出口; 对朝出口; exports to the dprk; "
    "出口朝鲜",
    "imports_goods_dprk": "imports from north korea; 自朝鲜进口; 从朝鲜进口; 自朝进口; "
    "imports from the dprk",
    "trade_goods_dprk": "trade with north korea; trade between china and north korea; "
    "trade between north korea and china; 中朝贸易; 中朝贸易额; 中朝双边贸易; 对朝贸易; "
    "trade with the dprk; china-dprk trade; 中朝边境贸易",
    "fdi_utilised": "utilised fdi; foreign direct investment; actual use of foreign; "
    "实际利用外资; 实际使用外资; utilized foreign; utilised foreign; foreign investment; "
    "利用外资; foreign capital; paid-in foreign capital; foreign capital actually used; "
    "实际到位外资",
    "fdi_contracted": "contracted foreign investment; contracted foreign; 合同外资; "
    "contracted fdi; contractual foreign; 合同利用外资; pledged foreign investment",
    "firms_new": "new enterprises; new companies; new firms; new businesses; "
    "newly registered firms; newly registered companies; newly registered enterprises; "
    "newly established; newly set up; new market entities; company registrations; "
    "new company registrations; new registrations; new registered companies; "
    "新增企业; 新设企业; 新注册企业; 新增注册企业; 新设市场主体; 新增市场主体; 新登记企业; "
    "新登记市场主体; 诞生企业; 新设立企业; newly-registered; new entities; "
    "new firm registrations; 新增各类企业; 新成立企业; 设立企业; 累计新设; startups registered; "
    "新入驻企业; 新落户企业",
    "firms_new_foreign": "new foreign firms; new foreign companies; new foreign enterprises; "
    "new foreign-invested; new foreign-funded; newly established foreign; 新增外资企业; "
    "新设外资企业; 新设外商投资企业; 新增外商投资企业; 新注册外资企业",
    "firms_new_domestic": "new domestic firms; new domestic companies; 新增内资企业; 新设内资企业",
    "firms_new_hk_macao": "港澳资企业; firms from hong kong and macao; 港资企业",
    "firms_foreign": "foreign firms; foreign companies; foreign-invested enterprises; "
    "foreign-funded; foreign-invested; 外资企业; 外商投资企业; foreign enterprises; "
    "foreign businesses",
    "firms_foreign_japan_korea": "japanese and korean firms; japanese and korean companies; "
    "日韩企业; 日企; 韩企",
    "firms": "firms; companies; enterprises; businesses; 企业; 市场主体; tenants; "
    "market entities; 公司; 工业企业; 经营主体",
    "population": "resident population; population; residents; inhabitants; 常住人口; 人口; "
    "总人口; 户籍人口; permanent residents; live in the province",
    "capital_registered": "registered capital; 注册资本; 注册资金; combined capital; 注册资本金",
    "capital_registered_foreign": "外资注册资本; foreign registered capital; 外资企业注册资本",
    "capital_attracted": "到位资金; 招商引资; capital attracted; 引进资金; 引资",
    "capital_attracted_domestic": "引进内资; domestic capital from other provinces; "
    "引进省外资金; domestic investment attracted; 内资; 引进域外资金; 省外内资",
    "fixed_asset_investment": "fixed-asset investment; fixed asset investment; "
    "investment in fixed assets; 固定资产投资; 固投",
    "tax_revenue": "tax revenue; taxes; 税收; 税收收入; tax revenues; tax receipts; tax income; "
    "纳税",
    "gdp_primary": "primary industry; primary sector; 第一产业; agriculture's share; 一产",
    "gdp_secondary": "secondary industry; secondary sector; 第二产业; 二产",
    "gdp_tertiary": "tertiary industry; tertiary sector; 第三产业; share of services; "
    "service sector; services; services sector; 服务业增加值; 三产; 服务业; services' share",
    "land_area": "square kilometres; sq km; square kilometers; 面积; 平方公里; area of; covers; "
    "占地; total area; land area",
    "transit_time": "by sea; by rail; transit; 运输时间; 运行; 海运; travel time; goods take; "
    "shipping time; by railway; 班列; transport time; 全程; journey; 运输; transit time; voyage",
    "projects_signed": "projects signed; signed projects; signed; 签约项目; 签约; 签署项目; "
    "contracts signed",
    "projects_signed_value": "签约金额; 签约额; 总投资; 签约总额; projects worth; "
    "contract value; 协议投资; investment value",
    "projects_new_foreign": "外资项目; foreign projects; foreign-invested projects; 新设外资项目",
    "stimulus": "stimulus; existing plan; plan to shore up; 滚动计划; 振兴计划; "
    "revitalisation plan; revitalization plan; 振兴资金; plan; rescue package; investment plan; "
    "revival plan; 投资计划; 东北振兴",
    "financial_institutions": "金融机构; financial institutions",
    "turnover_oil_products": "油品贸易额; oil products turnover; turnover in oil products; "
    "trade in oil products; 油品贸易; oil product trade; 油气贸易额; turnover of oil products",
    "visit": "official visit; state visit; visit; 访问",
    "zone_cities": "cities",
    "gdp_deflator": "deflator; 平减指数",
    # Concepts that the catalogue does not have: a figure of theirs is of no indicator.
    "unknown": "tourism; throughput; industrial output; retail sales; profits; profit; wages; "
    "income; "
    "loans; deposits; electricity; power generation; house prices; home prices; debt; "
    "steel output; "
    "grain output; coal output; cargo; unemployment; tourist arrivals; prices of flats; tariff; "
    "tariffs; duty; duties; interest rate; reserves; sales; output of; wage; pension; rents; rent; "
    "旅游收入; 吞吐量; 产量; 储备; 工业增加值; 零售; 销售; 利润; 贷款; 存款; 房价; 用电量; 游客; "
    "旅游; "
    "净流出; 流出; 关税; 准备金率; 利率; 债务; 工资; 纯收入; 可支配收入; 失业率; 就业; 办证; "
    "材料; 产值; "
    "营业收入; 补贴; 罚款; 处罚; 粮食; 收割; 完成率; 创汇; 吨煤; 成交额; 货运量; 客运量; 发电量; "
    "消费品; "
    "社会消费品零售总额; 工业利润; 物流; 退休金; 融资; 保费; 票房; 专利; 能耗; 森林覆盖率; "
    "城镇化率",
}


@functools.cache
def indicator_names() -> Names:
    """Names of indicators, English and Chinese."""
    table: dict[str, str] = {}
    frame = catalog.indicators()
    rows = zip(
        frame["indicator"], frame["name_en"], frame["name_zh"], frame["synonyms"], strict=True
    )
    for code, english, chinese, synonyms in rows:
        if code in ("visit", "window"):
            continue
        for word in (english, chinese, *str(synonyms).split(";")):
            if word.strip():
                table.setdefault(fold_text(word.strip()), code)
    for code, words in _MORE_INDICATORS.items():
        for word in words.split(";"):
            table[word.strip()] = code
    # Too wide to settle anything alone.
    for word in ("area", "总投资", "transit"):
        table.pop(word, None)
    return Names(table)
