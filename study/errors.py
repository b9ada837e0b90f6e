"""The exception tree: every error that the package raises on purpose.

::

    StudyError
    +-- InputError (also ValueError)   a value, a file or a call that cannot be used
    |   +-- TimeError                  a time expression or stamp that cannot be read
    |   +-- RecordError                an event, claim or configuration record that is not valid
    |   +-- DataError                  a series, table or data folder that cannot be used
    |   +-- ArticleError               an article that cannot be read, or exceeds a limit
    |   +-- AlignmentError             an event that cannot be placed on a series
    |   +-- EstimationError            a model or a test that cannot be computed
    +-- MissingExtraError (also ImportError)   an optional dependency is not installed

Every message names the value, the place and the remedy.
"""

from __future__ import annotations


class StudyError(Exception):
    """Base class: catch this to catch everything the package raises on purpose."""


class InputError(StudyError, ValueError):
    """A value, a file or a call that cannot be used."""


class TimeError(InputError):
    """A time expression or stamp that cannot be read."""


class RecordError(InputError):
    """An event, claim or configuration record that is not valid."""


class DataError(InputError):
    """A series, table or data folder that cannot be used."""


class ArticleError(InputError):
    """An article that cannot be read, or that exceeds a limit."""


class AlignmentError(InputError):
    """An event that cannot be placed on a series."""


class EstimationError(InputError):
    """A model or a test that cannot be computed."""


class MissingExtraError(StudyError, ImportError):
    """An optional dependency is not installed; the message names the extra that brings it."""
