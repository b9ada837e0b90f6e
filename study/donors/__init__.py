"""Donor methods: what a series would have done, told from others that did not get the news.

Synthetic control, its ridge augmentation and synthetic difference-in-differences over other markets' returns, with
placebo-in-space inference, leave-one-out, and a test of whether the donors reacted to the news themselves.
"""

from study.donors.estimators import METHODS, DonorFit, DonorMethod, fit_donors
from study.donors.exposure import Exposure, donor_exposure
from study.donors.placebo import Placebos, placebo_in_space
from study.donors.study import DonorStudy, donor_study

__all__ = [
    "METHODS",
    "DonorFit",
    "DonorMethod",
    "DonorStudy",
    "Exposure",
    "Placebos",
    "donor_exposure",
    "donor_study",
    "fit_donors",
    "placebo_in_space",
]
