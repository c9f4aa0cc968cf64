"""Make the small exports of this directory: the layout is the data site's, the numbers are not.

Every figure is made up. Run with the package xlwt installed: python tests/data/make_exports.py
"""

from __future__ import annotations

import importlib
from pathlib import Path

HERE = Path(__file__).parent

BY_REGION = """数据库：分省年度数据
指标：地区生产总值(亿元)
时间：最近3年
地区,2023年,2022年,2021年
北京市,,1002.5,1001
辽宁省,2003.1,2002.25,2001
内蒙古自治区,3003.1,3002.2,3001
"注：1.本表按当年价格计算，数字为虚构。"
　　　2.脚注的第二行。
数据来源：国家统计局
"""
BY_INDICATOR = """数据库：分省年度数据
地区：辽宁省
时间：最近2年
指标,2023年,2022年
地区生产总值(亿元),2003.1,2002.2
第一产业增加值(亿元),203.1,202.2
年末常住人口(万人),4100,4101
地区生产总值指数(上年=100),105.3,102.1
居民消费价格指数(上年=100),100.1,101.9
数据来源：国家统计局
"""
QUARTERS = """数据库：季度数据
时间：最近2季度
指标,2022年第二季度,2022年第一季度
国内生产总值当季值(亿元),1100.5,1000
国内生产总值累计值(亿元),2100.5,1000
国内生产总值累计增长(%),2.5,4.8
数据来源：国家统计局
"""
ENGLISH = """Database：Annual by Province,,
Indicators：Gross Regional Product(100 million yuan),,
Time：LATEST2,,
Region,2023,2022
Beijing,,1002.5
Liaoning,2003.1,2002.25
Inner Mongolia,3003.1,3002.2
Source：National Bureau of Statistics,,
"""
TURNED = """数据库：月度数据,,
时间：2021,,
时间,居民消费价格指数(上年同月=100),出口总额(万元)
2021年2月,99.8,120
2021年1月,99.7,
"注：数字为虚构。",,
数据来源：国家统计局,,
"""


def main() -> None:
    (HERE / "nbs_by_region.csv").write_text(BY_REGION, encoding="gb18030")
    (HERE / "nbs_by_indicator.csv").write_text(BY_INDICATOR, encoding="utf-8-sig")
    (HERE / "nbs_quarters.csv").write_text(QUARTERS, encoding="gb18030")
    (HERE / "nbs_english.csv").write_text(ENGLISH, encoding="utf-8")
    (HERE / "nbs_turned.csv").write_text(TURNED, encoding="gb18030")
    _xls(BY_REGION, HERE / "nbs_by_region.xls")


def _xls(text: str, path: Path) -> None:
    """The same table as the site's XLS has it: figures as numbers, the rest as text."""
    # Needed here alone, so it is none of the project's requirements.
    xlwt = importlib.import_module("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("分省年度数据")
    for row, line in enumerate(text.splitlines()):
        for column, cell in enumerate(line.strip('"').split(",")):
            if cell.replace(".", "", 1).isdigit():
                sheet.write(row, column, float(cell))
            elif cell:
                sheet.write(row, column, cell)
    book.save(str(path))


if __name__ == "__main__":
    main()
