"""Every limit of the article reader, in one place: beyond them a typed error, never an empty answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What the reader accepts.

    Attributes
    ----------
    max_bytes
        Size of the file or byte string.
    max_characters
        Length of the decoded text.
    max_nesting
        Depth of nested HTML elements. trafilatura gives up without a reason past 256.
    max_paragraph
        Length of one run of HTML text. trafilatura gives up without a reason at 6 MB.
    min_characters
        Letters that a body needs before it counts as an article.
    """

    max_bytes: int = 32_000_000
    max_characters: int = 16_000_000
    max_nesting: int = 200
    max_paragraph: int = 4_000_000
    min_characters: int = 1


LIMITS = Limits()
"""The limits used where the caller gives none."""
