"""Prices: series, the calendars of exchanges, benchmarks on one clock, baskets that stand in for an index."""
