"""Words and what they stand for, looked up at a place in a text.

`fold` brings a text into one form without moving a character: every function of this package
works on folded text, and a place in it is the same place in the text as it came.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Final

from liaoning_econ.errors import TextError

__all__ = ["Lexicon", "error_at", "fold", "fold_text", "skip_spaces"]

_MINUS: Final = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"
_GROUPING: Final = "\u00a0\u2009\u202f"
_FOLDED: Final = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(sign): "-" for sign in _MINUS},
    **{ord(sign): " " for sign in "\u3000\t\n\r\v\f"},
    ord("\u2019"): "'",
    ord("\u301c"): "~",
    ord("\u223c"): "~",
    ord("\uffe5"): "\u00a5",
    ord("\uffe1"): "\u00a3",
    ord("\uff04"): "$",
}
_SHOWN = 60
# Traditional characters of economic prose, and the simplified ones that the lists are written in.
_TRADITIONAL: Final = (
    "萬億兩幾餘個戶項條遼寧區註冊資產總長額滿貿試驗掛業約達過實進銷價內還這會來後幣臺"
    "韓圓陽連營東員數歲間從將佔務開關單雙減轉負責場處據統計應報國財稅廣滬瀋較漲躍擴縮"
    "顯機構銀車輛輸運專輪門學擬預聯發設當與為於時問現則創別義協簽訂議劃動勞職種類積頃"
    "畝噸體強華濟經遠頓環檢納續組紀萊蘇慶陝龍灣鎮鄉縣點歐盧銖紐許證執籌訪遊無參佈衝結"
    "極樓權淨凈啟錢級線網誌斷態團圍陸隊階隨電號雜頭題顧驅齊歷廠徵復戰拋擔擁擊擇敗書樣"
    "標樞歸淺準溝漁潔煙獲獨瑋療癥盤盡礦禮穀穩窮競籤糧細終繼織繳罰聽脫舉興艙艦藝藥虧補"
    "裝覽觀規誤請調談論諾講謝識護讓貧貨貸費賓質賬贏趨軍軌載輔農邊邏適選遞邁鄰鋼鐵錯鍵"
    "鏈闊隻難離響頁順領頻顆願風飛飯養館駐騰驚魚麥齡鬥寫爲裏裡塊壓屆島嶺彈徑恆慣憑戲掃"
    "採揚換搶撥擠擾攤攜晉暫曆樹橋欄殘毀氣決沖況測湧溫漸潤濱灘災爭爾獎瓊畫異監盜礎稱窩"
    "範築簡糾絲綠維緊緩縱繞罷羅聖聞聲膠臨舊莊蓋藍蘭衛衆眾製複襲視親訊訓託訴詞詢該詳認"
    "誰課諮謀豐貢販貫貼賀賽贈趕跡踐軟輕輝輯辦遲郵鄧醫釋針鈔銅銜鋁錄鎖鐘鑒閉閒閣闖陳險"
    "隱雖靜須頗飲駕騎驟鬧鮮鳳鴨鹽麗黃黨齒昇迴並併係倉傳債傷傾僅儲優兌凍劇勝勢勵勸匯卻"
    "厲吳啓喪喬嘗嚴園圖堅塵墊墜壞壩夠夾奧奮婦媽孫審尋導屬岡峽帳帶幫幹庫廢廳彙彌徹憂憲"
    "懷鄭馬買賣棟層檔穫壽饋籃誠譽遙雲貴滄鞏齋樂惡擋敵癒綜緯繫纜聰肅腦膽苧薦蕭蝦貶賺躉"
    "輻轄辭遺閩隸雞韋頒騙鯨鵬"
)
_SIMPLIFIED: Final = (
    "万亿两几余个户项条辽宁区注册资产总长额满贸试验挂业约达过实进销价内还这会来后币台"
    "韩圆阳连营东员数岁间从将占务开关单双减转负责场处据统计应报国财税广沪沈较涨跃扩缩"
    "显机构银车辆输运专轮门学拟预联发设当与为于时问现则创别义协签订议划动劳职种类积顷"
    "亩吨体强华济经远顿环检纳续组纪莱苏庆陕龙湾镇乡县点欧卢铢纽许证执筹访游无参布冲结"
    "极楼权净净启钱级线网志断态团围陆队阶随电号杂头题顾驱齐历厂征复战抛担拥击择败书样"
    "标枢归浅准沟渔洁烟获独玮疗症盘尽矿礼谷稳穷竞签粮细终继织缴罚听脱举兴舱舰艺药亏补"
    "装览观规误请调谈论诺讲谢识护让贫货贷费宾质账赢趋军轨载辅农边逻适选递迈邻钢铁错键"
    "链阔只难离响页顺领频颗愿风飞饭养馆驻腾惊鱼麦龄斗写为里里块压届岛岭弹径恒惯凭戏扫"
    "采扬换抢拨挤扰摊携晋暂历树桥栏残毁气决冲况测涌温渐润滨滩灾争尔奖琼画异监盗础称窝"
    "范筑简纠丝绿维紧缓纵绕罢罗圣闻声胶临旧庄盖蓝兰卫众众制复袭视亲讯训托诉词询该详认"
    "谁课咨谋丰贡贩贯贴贺赛赠赶迹践软轻辉辑办迟邮邓医释针钞铜衔铝录锁钟鉴闭闲阁闯陈险"
    "隐虽静须颇饮驾骑骤闹鲜凤鸭盐丽黄党齿升回并并系仓传债伤倾仅储优兑冻剧胜势励劝汇却"
    "厉吴启丧乔尝严园图坚尘垫坠坏坝够夹奥奋妇妈孙审寻导属冈峡帐带帮干库废厅汇弥彻忧宪"
    "怀郑马买卖栋层档获寿馈篮诚誉遥云贵沧巩斋乐恶挡敌愈综纬系缆聪肃脑胆苎荐萧虾贬赚趸"
    "辐辖辞遗闽隶鸡韦颁骗鲸鹏"
)
_LINES: Final[dict[int, str]] = {code: low for code, low in _FOLDED.items() if code != ord("\n")}
_LINES.update(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))
_LINES[ord("\u25cb")] = "\u3007"
_BETWEEN_DIGITS: Final = re.compile(f"(?<=[0-9])[{_GROUPING}](?=[0-9]{{3}}(?![0-9]))")
_OTHER_SPACE: Final = re.compile(f"[{_GROUPING}]")


@functools.lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Return the text in lower case, with ASCII digits, signs and spaces; every place is kept.

    A no-break or thin space between digits is a thousands separator (ISO 80000-1, 7.3.1) and
    becomes a comma.

    Examples
    --------
    >>> fold("Nearly ３０,０００ Firms")
    'nearly 30,000 firms'
    """
    letters = [low if len(low := sign.lower()) == 1 else sign for sign in text.translate(_FOLDED)]
    for at, sign in enumerate(letters):
        if sign in _GROUPING:
            between = 0 < at < len(letters) - 1
            digits = between and letters[at - 1].isdigit() and letters[at + 1].isdigit()
            letters[at] = "," if digits else " "
    return "".join(letters)


def fold_text(text: str) -> str:
    r"""Return a text of any length as `fold` does, its lines kept.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> fold_text("Nearly ３０,０００\\nFirms")
    'nearly 30,000\\nfirms'
    """
    low = text.lower()
    if len(low) != len(text):
        # A few letters grow when they become small: every place must stay where it is.
        low = "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
    if low.isascii():
        return low.translate(_LINES) if "\t" in low else low
    return _OTHER_SPACE.sub(" ", _BETWEEN_DIGITS.sub(",", low.translate(_LINES)))


def skip_spaces(text: str, at: int) -> int:
    """Return the place of the next sign that is no space."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _is_letter(text: str, at: int) -> bool:
    """Whether an ASCII letter stands there; Chinese words have no edges."""
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalpha()


class Lexicon:
    """Words of both languages and the code that each stands for; the longest that fits wins.

    Parameters
    ----------
    table
        Folded words, one space between their parts, and their codes.

    Examples
    --------
    >>> Lexicon({"more than": "over", "more": "none"}).match("more  than 30", 0)
    ('over', 10)
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self.codes: dict[str, str] = dict(table)
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(table, key=len, reverse=True):
            self._by_first.setdefault(word[0], []).append(word)

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the code of the longest word at a place of a folded text, and where it ends."""
        if at >= len(text):
            return None
        for word in self._by_first.get(text[at], ()):
            end = _end_of(word, text, at)
            if end is not None:
                return self.codes[word], end
        return None


def _end_of(word: str, text: str, at: int) -> int | None:
    """Where a word ends that begins at a place; None where it does not stand there whole."""
    if _is_letter(word, 0) and _is_letter(text, at - 1):
        return None
    place = at
    for part in word.split(" "):
        if place > at:
            after = skip_spaces(text, place)
            if after == place:
                return None
            place = after
        if not text.startswith(part, place):
            return None
        place += len(part)
    return None if _is_letter(word, len(word) - 1) and _is_letter(text, place) else place


def error_at(text: str, start: int, end: int, reason: str, *, mend: str = "") -> TextError:
    """Return an error that marks a place: nearly 30,000 >frims<: unknown unit.

    Parameters
    ----------
    text
        The text as it came.
    start, end
        The place that cannot be read.
    reason
        What is wrong there.
    mend
        What would do instead.
    """
    end = max(start, min(end, start + _SHOWN))
    before = text[:start] if start <= _SHOWN else "…" + text[start - _SHOWN : start]
    after = text[end:] if len(text) - end <= _SHOWN else text[end : end + _SHOWN] + "…"
    marked = " ".join(f"{before}>{text[start:end]}<{after}".split())
    error = TextError(f"{marked}: {reason}{', ' if mend else ''}{mend}")
    error.mend = mend
    return error
