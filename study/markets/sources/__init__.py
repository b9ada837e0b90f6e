"""Where prices come from: files, the Moscow Exchange, Yahoo; one protocol (`study.markets.sources.base`) for all."""

from study.markets.sources.base import EmptyRangeError, Fetched, Source, SourceError
from study.markets.sources.files import FileSource
from study.markets.sources.moex import MoexSource
from study.markets.sources.yahoo import YahooSource

__all__ = [
    "EmptyRangeError",
    "Fetched",
    "FileSource",
    "MoexSource",
    "Source",
    "SourceError",
    "YahooSource",
]
