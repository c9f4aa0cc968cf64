"""What an article is about before its first figure: the place and the time that its head names.

The title says it, else the first sentence, else the place of the dateline. Where the title, or the
sentence, names two places or two times that do not lie in each other, nothing is settled: a reader
could not tell either.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from liaoning_econ.text import times
from liaoning_econ.text.atlas import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liaoning_econ.text.places import Places
    from liaoning_econ.text.segments import Segments
    from liaoning_econ.text.times import Time

__all__ = ["Setting", "competes", "dateline", "setting_of", "titles"]

_TITLE_LENGTH: Final = 120
_TITLE_LINES: Final = 4
_ENDED: Final = re.compile("[。.!?！？;；,，:：]$")
# A title that does not say of which time its figures are: a plan, a report on the year before.
_OTHER_YEAR: Final = re.compile(
    "工作报告|规划|计划|方案|纲要|预算|意见|通知|展望|预测|目标"
    "|(?<![a-z])(?:plans?|outlook|work report|budget|target|forecast|programme|strategy)(?![a-z])"
)
# One that dates the levels in it too: what stands at the end of its year.
_ACCOUNT: Final = re.compile("统计公报|年鉴|statistical communiqu|statistical bulletin|yearbook")
_DATELINE: Final = re.compile(
    r"(?:[a-z' -]{2,30}(?:, [a-z]{2,20})?,? ?(?:\([^()\n]{2,30}\) ?)?"
    r"(?:[0-9]{1,2} [a-z]{3,9}|[a-z]{3,9}\.? [0-9]{1,2})?(?:,? (?:19|20)[0-9]{2})?"
    r" ?(?:\([^()\n]{2,30}\))? ?(?: ?-{1,2} |— ?|– |\. (?=[a-z\"“])))"
    "|[一-鿿]{2,12}(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:[一-鿿]{0,4})?(?:电|讯|消息)"
    r"[ (（]?"
)
_DATED: Final = re.compile(r"[0-9]|\(|(?: -{1,2} |— ?|– )$")
_KINDS: Final = frozenset(("period", "first"))
_RIVALS: Final = frozenset(("period", "first", "this", "past", "since", "opening", "until"))


class Setting(NamedTuple):
    """The place and the time of an article.

    Attributes
    ----------
    until
        Where the head ends; what is settled holds for the lines behind it.
    region
        Code of the place; empty where the head names none, or two.
    time
        The time; None where the head names none, or two.
    titled
        Whether the title says the time, so that it holds whatever else the text names.
    account
        Whether it dates levels as well: a statistical communique of a year.
    """

    until: int
    region: str = ""
    time: Time | None = None
    titled: bool = False
    account: bool = False


def titles(text: str, segments: Segments) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    r"""Return the lines of the title and the first line below it.

    Parameters
    ----------
    text
        The text, its line ends as newlines.
    segments
        Its lines.

    Examples
    --------
    >>> from liaoning_econ.text.segments import Segments
    >>> text = "Exports of Liaoning\n\nThey grew last year."
    >>> titles(text, Segments(text))
    ([(0, 20)], (21, 41))
    """
    above: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        line = segments.line(at)
        words = text[slice(*line)].strip()
        if words:
            long = len(words) > _TITLE_LENGTH or _ENDED.search(words) is not None
            if long or len(above) == _TITLE_LINES:
                return above, line
            above.append(line)
        at = line[1] if line[1] > at else at + 1
    return [], above[0] if above else (0, 0)


def dateline(folded: str, line: tuple[int, int]) -> int:
    """Return where the dateline at the begin of a line ends; its begin where there is none.

    Parameters
    ----------
    folded
        The folded text.
    line
        Where the line begins and ends.
    """
    found = _DATELINE.match(folded, *line)
    return found.end() if found and _DATED.search(found.group()) else line[0]


def setting_of(
    text: str, folded: str, segments: Segments, places: Places, published: dt.date | None
) -> Setting:
    """Return what the head of an article settles.

    Parameters
    ----------
    text, folded
        The text as it came and folded.
    segments
        Its lines and sentences.
    places
        Its places; the lines of the head are entered into it.
    published
        The last possible day of publication.
    """
    above, body = titles(text, segments)
    named: list[str] = []
    for line in above:
        places.enter(line)
        named += places.subjects(*line)
    begun = dateline(folded, body)
    first = begun, segments.sentence(begun)[1]
    written = False
    if not named:
        places.enter(body)
        named = places.subjects(*first)
        written = not named and begun > body[0]
        if written:
            named = places.subjects(body[0], begun)
    region = one_of(named)
    head = " ".join(folded[slice(*line)] for line in above)
    time = None if _OTHER_YEAR.search(head) else _time(text, folded, above, published)
    account = time is not None and _ACCOUNT.search(head) is not None
    titled = time is not None
    if time is None and not _OTHER_YEAR.search(head):
        time = _time(text, folded, [first], published)
    return Setting(body[0] if above else body[1], region, time, titled, account)


def competes(time: Time, settled: Time) -> bool:
    """Return whether a time that a later line names is another than the one settled.

    Parameters
    ----------
    time
        Of the line.
    settled
        Of the head.
    """
    if time.aside or time.kind not in _RIVALS or time.precision == "day":
        return False
    if None in (time.start, time.end, settled.start, settled.end):
        return True
    begun = (time.start or dt.date.min) >= (settled.start or dt.date.min)
    return not (begun and (time.end or dt.date.max) <= (settled.end or dt.date.max))


def _time(
    text: str, folded: str, lines: Sequence[tuple[int, int]], published: dt.date | None
) -> Time | None:
    """The one time that lines name; None where they name none or several."""
    found: dict[tuple[dt.date | None, dt.date | None, int], Time] = {}
    for low, high in lines:
        for time in times.find(text[low:high], folded[low:high], published):
            if time.kind in _KINDS and not time.aside and time.precision != "day":
                found[time.start, time.end, time.months] = time
    return next(iter(found.values())) if len(found) == 1 else None
