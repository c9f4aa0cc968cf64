"""Numpy in, numpy out, many series at once: the arithmetic without frames."""
