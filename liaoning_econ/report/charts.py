"""The brief's pictures: inline SVG in the page's own colours and letters, the same bytes each time.

matplotlib draws with stand-in colours that are then replaced by the page's CSS variables, so that
one picture serves light, dark and paper. Text stays text. Nothing of pyplot is loaded: a Figure
and the SVG canvas are enough.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["COLOURS", "draw"]

# Stand-ins that no chart uses otherwise, and the variable of the page that each becomes.
COLOURS: Final = {
    "#0a0b01": "var(--c1)",
    "#0a0b02": "var(--c2)",
    "#0a0b03": "var(--c3)",
    "#0a0b04": "var(--c4)",
    "#0a0b05": "var(--c5)",
    "#0a0b06": "var(--ink)",
    "#0a0b07": "var(--soft)",
    "#0a0b08": "var(--grid)",
    "#0a0b09": "var(--paper)",
}
ONE, TWO, THREE, FOUR, GREY, INK, SOFT, GRID, PAPER = COLOURS
WIDTH: Final = 5.4  # inches: read at phone width (358 px) and at 40 rem alike
_STYLE: Final = {
    "svg.fonttype": "none",
    "font.size": 10.6,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": SOFT,
    "axes.titlecolor": INK,
    "axes.labelsize": 10.0,
    "axes.linewidth": 0.8,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "grid.color": GRID,
    "legend.frameon": False,
    "legend.fontsize": 9.8,
    "axes.unicode_minus": True,
}


def draw(
    key: str,
    paint: Callable[[Axes], object],
    *,
    title: str,
    description: str,
    height: float = 3.3,
    margins: tuple[float, float, float, float] = (0.12, 0.17, 0.98, 0.97),
) -> Markup:
    """Draw one chart as inline SVG with a text alternative.

    Parameters
    ----------
    key
        The chart's name: prefixes its ids and salts their hashes.
    paint
        Draws on the Axes that it is given.
    title, description
        The text alternative, short and long.
    height
        In inches; the width is the same for all.
    margins
        Left, bottom, right and top edge of the Axes as shares of the picture.

    Returns
    -------
    markupsafe.Markup
        An `<svg>` element without any outside reference.
    """
    import matplotlib as mpl
    from cycler import cycler
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    left, bottom, right, top = margins
    cycle = cycler(color=[ONE, TWO, THREE, FOUR, GREY])
    style: Any = {**_STYLE, "svg.hashsalt": key, "axes.prop_cycle": cycle}
    with mpl.rc_context(style):
        figure = Figure(figsize=(WIDTH, height))
        FigureCanvasSVG(figure)
        figure.patch.set_alpha(0)
        axes = figure.add_axes((left, bottom, right - left, top - bottom))
        axes.patch.set_alpha(0)
        paint(axes)
        target = io.StringIO()
        figure.savefig(target, format="svg", metadata=dict.fromkeys(_METADATA))
    return Markup(_inline(target.getvalue(), key, title, description))  # noqa: S704 - made above


_METADATA: Final = ("Date", "Creator", "Format", "Type")


def _inline(svg: str, key: str, title: str, description: str) -> str:
    """matplotlib's file as an element of the page."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"<style.*?</style>\s*", "", body, flags=re.DOTALL)
    # Groups need no ids; the others are unique in a file and have to be on a page of several.
    body = re.sub(r'<g id="[^"]*"', "<g", body)
    body = re.sub(r'(?<=\sid=")(?=[^"])', f"{key}-", body)
    body = body.replace("url(#", f"url(#{key}-").replace('xlink:href="#', f'href="#{key}-')
    # The letters are the page's own.
    body = re.sub(r"font-family: [^;\"]*(; )?", "", body)
    body = re.sub(r' transform="rotate\(-0 [^"]*"', "", body)
    for stand_in, variable in COLOURS.items():
        body = body.replace(stand_in, variable)
    box = re.search(r'viewBox="[^"]*"', body)
    head = (
        f'<svg {box.group() if box else ""} role="img" '
        f'aria-labelledby="{key}-title {key}-desc">\n'
        f'<title id="{key}-title">{escape(title)}</title>\n'
        f'<desc id="{key}-desc">{escape(description)}</desc>'
    )
    return re.sub(r"\s*\n\s*", "\n", head + body[body.index(">") + 1 :]).strip()
