"""Growth, trends, cycles, breaks and events, for one province or a hundred thousand counties."""
