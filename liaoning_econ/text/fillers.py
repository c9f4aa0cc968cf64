"""Whether a Chinese clause speaks of something of its own before its figure.

同比增长5% has no subject: it is of what the figure before it measures. 游客同比增长5% has one,
although the catalogue has no name for it. What remains of a clause without the words of this list,
dates and places is its subject.
"""

from __future__ import annotations

import re
from typing import Final

from liaoning_econ.text.tries import source

__all__ = ["subject_of"]

_WORDS: Final = (
    "〇 一 一举 一半 一度 七 万 万人 万元 万户 三 上 上一交易日 上升 上半年 上年 上年同期 "
    "上年末 上月 上涨 上调 上述 下 下半年 下滑 下调 下降 不 不低于 不到 不及 不变 不少于 "
    "不超过 不足 不高于 与 且 两 两年 个 个别 个点 中 为 之 之前 之后 九 也 了 争取 二 于 五 "
    "五年 交易日 人 亿 亿元 亿美元 仅 仅及 今年 仍 仍然 从 以 以上 以下 以后 以来 价格 份额 "
    "企稳 估算 估计 但 位居 位次 低 低了 低于 依旧 依次 依然 保持 倍 倍数 倒数 元 全年 全年度 "
    "全部 全面 八 公布 公报 六 共 共计 其 其中 其余 内 再 再次 净减 净增 准备 减 减少 几 几乎 "
    "几成 出现 存量 分之 分别 分别为 分析 则 创 创下 创造了 初 初期 初步 初步核算 到 刷新 前 "
    "前一交易日 前年 剩下 剩余 力争 加快 努力 区域 十 十年来 十年间 千 升 升幅 半 单季 单月 "
    "占 占比 却 历史 原来 去 去年 去年同期 县区 又 及 双双 反弹 反而 发布 取得 变 变动 变化 "
    "另 只 只及 只有 可 可比 右 各 合 合计 同 同一 同期 同比 名义 名列 后 向 呈 和 四 回升 "
    "回落 因素 在 地区 均 均值 基本 基础 增 增加 增幅 增收 增速 增量 增长 增长率 增长额 外 多 "
    "多于 多年 多达 大 大幅 大幅度 大概 大约 季度 安排 完成 官方 定为 定在 实现 实际 家 对 "
    "对比 将 将近 小 小幅 少 少于 尤其 居 左 左右 已 已经 幅度 平 平均 年份 年初 年均 年底 "
    "年度 年末 年比 年间 并 底 当季 当年 当月 录得 得 微 微幅 快了 快于 快速 总 总体 总计 "
    "总量 总额 情况 慢了 慢于 成 截至 户 扣除 扩大 折 折合 报 报告 报道 持平 持续 挂牌 指出 "
    "按 按年 按月 据 排名 接近 控制 提升 提高 攀升 收 收窄 放缓 数 数字 数据 整体 新低 新高 "
    "方面 时 时期 明显 是 显 显示 显著 更 曾 曾经 最 最低 最多 最大 最少 最高 月份 月均 有 "
    "有所 有望 有的 期 期间 末 本年 本月 来 来看 核算 止 止跌 此 此前 此外 每 每年 比 比上年 "
    "比上月 比例 比去年 比率 比重 水平 波动 波幅 测算 海关 涨 涨幅 点 特别 猛 猛增 猛跌 环 "
    "环比 现 由 由负转正 略 略有 番 百 的 目前 目标 相当于 相比 相较 看 研究 确保 确定 称 稍 "
    "稳 稳步 突破 竟 竟然 累计 约 纪录 统计 统计局 继续 缩减 缩减规模 缩小 翻 翻番 者 而 能 "
    "自 至 至今 至多 至少 萎缩 表示 规划 规模 计 计划 计算 认为 设定 该 贡献 贡献了 超 超出 "
    "超过 跃升 跌 跌回 跌幅 转 转为 较 较上年 较之 较之前 较去年 较大 较快 达 达到 达成 迎来 "
    "近 近年 近年来 还 这 这一 这个 这些 进一步 连续 逆势 速度 逾 那 部分 锐 锐减 降 降低 "
    "降幅 零 预期 预测 预计 飙升 首度 首次 骤减 骤降 高 高了 高于 高出 高峰 高达 高速"
).split()
_SHAPES: Final = (
    "[一-鿿]{2,5}片区|[0-9a-z.,%“”\"'()（）、年月日号 ::-]|[一二三四]季度|前[一-十]个?[月季]"
    "|前[一-十]季度"
    "|占?全[省市国区]"
)
_FILLER: Final = re.compile(f"{_SHAPES}|{source(_WORDS)}")
_HANZI: Final = re.compile("[一-鿿]{2,}")


def subject_of(words: str) -> str:
    """Return what a clause speaks of; empty where it has no subject of its own.

    Parameters
    ----------
    words
        The folded clause up to its figure, without names of places.

    Examples
    --------
    >>> subject_of("比上年末净增"), subject_of("印花税增长")
    ('', '印花税')
    """
    found = _HANZI.search(_FILLER.sub(" ", words))
    return found.group() if found else ""
