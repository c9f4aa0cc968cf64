"""What qualifies a number: the words of both languages and the code that each stands for.

The codes are those of `quantities.bounds_of`, where it stands what each does to the bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from liaoning_econ.text.lexicon import Lexicon

__all__ = ["AFTER", "BEFORE", "CONNECTORS", "FILLERS", "GROWTH"]


def _lexicon(words: Mapping[str, str]) -> Lexicon:
    """A lexicon of lists that are separated by semicolons."""
    return Lexicon(
        {word.strip(): code for code, listed in words.items() for word in listed.split(";")}
    )


BEFORE: Final = _lexicon(
    {
        "nearly": "nearly; almost; close to; approaching; not quite; verging on; just short of; "
        "近; 将近; 接近; 几乎; 逼近; 靠近; 近乎; 直逼; 将近有; 接近于; 不足但接近",
        "under": "less than; fewer than; under; below; just under; slightly under; slightly below; "
        "slightly less than; well under; a little under; lower than; smaller than; "
        "不足; 不到; 少于; 低于; 未满; 不满; 小于; 不及; 跌破; 低至",
        "over": "over; more than; above; exceeding; exceeded; exceeds; exceed; topped; topping; "
        "tops; surpassed; surpassing; in excess of; upwards of; upward of; north of; "
        "greater than; larger than; higher than; well over; well above; just over; slightly over; "
        "just above; slightly above; slightly more than; a little over; a little more than; "
        "well more than; >; 超; 超过; 逾; 突破; 多于; 高于; 大于; 过; 破; 超出; "
        "已超; 已超过; 已逾; 已突破; 超逾; 均超; 突破了; 超过了; 逾越; 强于; 达到并超过",
        "at_least": "at least; no less than; no fewer than; not less than; not fewer than; "
        "a minimum of; >=; ≥; 至少; 不少于; 不低于; 最少; 起码; 不下; 不下于; 至少有; 最低; "
        "不小于; 至少达",
        "at_most": "up to; at most; as much as; as many as; no more than; not more than; "
        "not exceeding; a maximum of; <=; ≤; 不超过; 至多; 最高; 最多; 不多于; 不高于; 多达; "
        "不超; 最高达; 最高可达; 最多达; 最长; 不多于; 至多达; 最大",
        "about": "about; around; roughly; some; approximately; approx; approx.; circa; ca.; c.; ~; "
        "≈; in the region of; in the order of; an estimated; estimated; or about; just about; "
        "约; 大约; 大概; 约为; 大致; 约有; 约合; 差不多; 折合约; 合约; 约达; 约占; 大约占; 约为",
        "exactly": "exactly; precisely; a total of; totalling; totaling; "
        "共; 共计; 总计; 合计; 一共; 总共; 整整; 正好; 恰好; 共有; 总计达; 合计达",
    }
)

AFTER: Final = _lexicon(
    {
        "about": "or so; or thereabouts; more or less; give or take; 左右; 上下; 前后; 附近",
        "over": "plus; -plus; +; and counting; 多; 有余",
        "odd": "odd; -odd; 余",
        "at_least": "or more; or over; or above; and more; and over; and above; and up; at least; "
        "以上; 及以上; 或以上; 起",
        "at_most": "or less; or fewer; at most; at the most; 以内; 之内; 内; 及以下; 或以下",
        "under": "以下",
        "exactly": "in all; in total; altogether; exactly; 整",
    }
)

# Words that leave the number as it is.
FILLERS: Final = _lexicon(
    {
        "none": "only; just; the; reached; reaching; reaches; totalled; totaled; stood at; "
        "stands at; amounted to; now; already; 达; 达到; 为; 是; 有; 仅; 只; 只有; "
        "已; 已达; 高达; 已有"
    }
)

CONNECTORS: Final = _lexicon({"between": "to; and; -; ~; 至; 到; 和; --"})

# Growth by a number of times: 增长3倍 adds to what was there, 增至3倍 does not, and English
# translations of it mean either.
GROWTH: Final = _lexicon(
    {
        "adds": "增长; 增长了; 增加; 增加了; 提高; 提高了; 上升; 上升了; 扩大; 扩大了; "
        "上涨; 上涨了",
        "none": "增至; 增到; 增长至; 增长到; 增长为; 增加至; 增加到; 增加为; 提高至; 提高到; "
        "上升至; 上升到; 扩大至; 扩大到; 上涨至; 上涨到; grew to; increased to; rose to; "
        "growing to; increasing to; rising to",
        "both": "grew; grew by; increased; increased by; rose; rose by; growing; growing by; "
        "increasing; increasing by; rising; rising by; an increase of; growth of",
    }
)
