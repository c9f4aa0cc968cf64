"""Many words as one regular expression that cannot run away: a tree of their common beginnings.

No repetition stands in another, so a match costs at most the length of the longest word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

__all__ = ["backwards", "finders", "matches", "pattern", "source"]

_END: Final = ""
_Tree = dict[str, "_Tree"]


def source(words: Iterable[str], *, whole: bool = False) -> str:
    """Return a regular expression that matches the longest of the words.

    Parameters
    ----------
    words
        Folded words; a space in one stands for one or two spaces in the text.
    whole
        Whether no letter may follow a word that ends with one.

    Examples
    --------
    >>> source(["yuan", "year"])
    'y(?:ear|uan)'
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for sign in word:
            node = node.setdefault(sign, {})
        node[_END] = {}
    return _branches(tree, "", whole=whole)


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return the compiled expression; ASCII words stand whole, Chinese ones anywhere.

    Parameters
    ----------
    words
        Folded words.

    Examples
    --------
    >>> pattern(["yuan", "元"]).findall("30 yuan, 5元, yuans")
    ['yuan', '元']
    """
    return re.compile("|".join(_parts(words)))


def _parts(words: Iterable[str]) -> list[str]:
    """The expressions of the words that begin with a letter and of the others."""
    listed = sorted(set(words))
    # A word that begins with a letter begins at one; the tree looks after the ends.
    letters = source([word for word in listed if _letter(word[0])], whole=True)
    others = source([word for word in listed if not _letter(word[0])], whole=True)
    return [part for part in (f"(?<![a-z]){letters}" if letters else "", others) if part]


def finders(words: Iterable[str]) -> list[re.Pattern[str]]:
    """Return the expressions that `matches` searches with, those of letters apart.

    A search for a few first signs of one kind runs eight times as fast as one for both kinds.

    Parameters
    ----------
    words
        As `pattern` takes them.
    """
    return [re.compile(part) for part in _parts(words)]


def matches(
    apart: Sequence[re.Pattern[str]], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """Yield what `pattern(words).finditer` finds between two places of a text.

    Parameters
    ----------
    apart
        As `finders` gives them.
    text
        A folded text.
    start, end
        Where to look.

    Examples
    --------
    >>> text = "30 yuan, 5元, yuans"
    >>> [found.group() for found in matches(finders(["yuan", "元"]), text, 0, len(text))]
    ['yuan', '元']
    """
    ahead = [finder.search(text, start, end) for finder in apart]
    while any(ahead):
        match = min((one for one in ahead if one), key=re.Match.start)
        yield match
        behind = match.end()
        for place, one in enumerate(ahead):
            # What begins within the match is hidden by it.
            if one and one.start() < behind:
                ahead[place] = apart[place].search(text, behind, end)


def backwards(words: Iterable[str]) -> re.Pattern[str]:
    """Return the expression that matches the words, last letter first, in a reversed text.

    Parameters
    ----------
    words
        Folded words.

    Examples
    --------
    >>> backwards(["more than", "than"]).match("naht erom").group()
    'naht erom'
    """
    return pattern(word[::-1] for word in words)


def _letter(sign: str) -> bool:
    """Whether it is a letter of a folded text."""
    return len(sign) == 1 and "a" <= sign <= "z"


def _branches(node: _Tree, last: str, *, whole: bool) -> str:
    """The expression of one knot of the tree, `last` the letter that leads to it."""
    edge = "(?![a-z])" if whole and _letter(last) else ""
    branches = [
        (" {1,2}" if sign == " " else re.escape(sign)) + _branches(child, sign, whole=whole)
        for sign, child in sorted(node.items())
        if sign != _END
    ]
    if not branches:
        return edge
    if _END in node and edge:
        branches.append(edge)
    inner = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if _END not in node or edge:
        return inner
    return f"(?:{inner})?"
