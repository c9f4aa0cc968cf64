"""The brief: one HTML page by which an editor can judge printed claims.

`page` puts it together, `topics` lists what it looks into, one file a topic; `blocks` says what a
page is built of, `words` how a figure is written, `notes` how each leads to its source, `charts`
how a picture becomes part of the page.
"""

from __future__ import annotations

from liaoning_econ.report.page import brief

__all__ = ["brief"]
