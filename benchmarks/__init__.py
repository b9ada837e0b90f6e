"""Measurements of speed, size and power; each module is run with ``python -m benchmarks.NAME``."""
