"""Specification curves: every admissible way to measure one event, side by side, and a joint test of all of them."""

from study.specification.curve import SpecificationCurve, specification_curve
from study.specification.events import default_grid, event_specifications
from study.specification.grid import Grid, Track

__all__ = [
    "Grid",
    "SpecificationCurve",
    "Track",
    "default_grid",
    "event_specifications",
    "specification_curve",
]
