"""`python -m liaoning_econ` is `liaoning-econ`."""

from __future__ import annotations

from liaoning_econ.cli import main

if __name__ == "__main__":
    main()
