"""One contract for all sources of prices."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import Market
from sources import BEGINS, CLOSES, DAYS, FROM, ITEM, TO, client, yahoo_session

from study.errors import DataError
from study.markets.series import make_series
from study.markets.sources import EmptyRangeError, FileSource, MoexSource, Source, YahooSource
from study.markets.sources.base import BARS


class SourceContract(ABC):
    """What every source does; a subclass says how to make one that has `DAYS` and, from 10:00, three hours."""

    @abstractmethod
    def source(self, bar: str, market: Market, url: str, folder: Path) -> Source:
        """Return the source."""

    def test_days_come_sorted_dated_and_without_the_empty_one(
        self, market: Market, url: str, tmp_path: Path
    ) -> None:
        found = self.source("1d", market, url, tmp_path).fetch(ITEM, "1d", FROM, TO)
        assert [f"{day:%Y-%m-%d}" for day in found.frame.index] == [DAYS[0], *DAYS[2:]]
        assert found.frame["close"].tolist() == [CLOSES[0], *CLOSES[2:]]
        assert set(found.frame.dtypes.astype(str)) == {"float64"}
        assert len(found.notes) == 1
        assert "1 rows" in found.notes[0]
        series = make_series(ITEM, found.frame, source=found.source)
        assert series.frame.index.name == "date"

    def test_both_ends_of_the_range_are_meant(self, market: Market, url: str, tmp_path: Path) -> None:
        found = self.source("1d", market, url, tmp_path).fetch(
            ITEM, "1d", date(2025, 2, 12), date(2025, 2, 13)
        )
        assert found.frame["close"].tolist() == [3025.63, 3206.97]

    def test_hours_are_aware_in_the_exchange_s_zone(self, market: Market, url: str, tmp_path: Path) -> None:
        found = self.source("1h", market, url, tmp_path).fetch(ITEM, "1h", FROM, TO)
        assert found.frame["close"].tolist() == [1.0, 2.0, 3.0]
        assert str(found.frame.index[0]) == "2025-02-12 10:00:00+03:00"
        assert make_series(ITEM, found.frame, bar="1h").frame.index.name == "begin"

    def test_an_empty_range_names_symbol_and_range(self, market: Market, url: str, tmp_path: Path) -> None:
        source = self.source("1d", market, url, tmp_path)
        with pytest.raises(EmptyRangeError, match=r"IMOEX from 2024-01-01 to 2024-01-31"):
            source.fetch(ITEM, "1d", date(2024, 1, 1), date(2024, 1, 31))

    def test_an_instrument_that_the_source_does_not_know_is_refused(
        self, market: Market, url: str, tmp_path: Path
    ) -> None:
        other = replace(ITEM, symbol="OTHER", moex="", yahoo="")
        with pytest.raises(DataError, match="OTHER"):
            self.source("tidy", market, url, tmp_path).fetch(other, "1d", FROM, TO)

    @pytest.mark.parametrize("bar", BARS)
    def test_windows_cover_a_range_once(self, market: Market, url: str, tmp_path: Path, bar: str) -> None:
        windows = self.source("1d", market, url, tmp_path).windows(bar, date(2004, 3, 5), TO)
        assert (windows[0][0], windows[-1][1]) == (date(2004, 3, 5), TO)
        assert all(a <= b for a, b in windows)
        assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(windows))

    def test_the_hash_is_that_of_the_values(self, market: Market, url: str, tmp_path: Path) -> None:
        source = self.source("1d", market, url, tmp_path)
        one, two = (source.fetch(ITEM, "1d", FROM, TO) for _ in range(2))
        less = source.fetch(ITEM, "1d", FROM, date(2025, 2, 13))
        assert one.sha256 == two.sha256 != less.sha256


class TestFile(SourceContract):
    def source(self, bar: str, market: Market, url: str, folder: Path) -> Source:
        path = folder / f"{bar}.csv"
        if bar == "1d":
            rows = [f"{d},{'' if c is None else c}" for d, c in zip(DAYS, CLOSES, strict=True)]
            path.write_text("\n".join(["date,close", *reversed(rows)]))
        elif bar == "tidy":
            path.write_text("date,symbol,close\n2025-02-12,IMOEX,1.5")
        else:
            rows = [f"{at},{k + 1}" for k, at in enumerate(BEGINS)]
            path.write_text("\n".join(["begin,close", *rows]))
        return FileSource(path, zone="Europe/Moscow")


class TestMoex(SourceContract):
    def source(self, bar: str, market: Market, url: str, folder: Path) -> Source:
        return MoexSource(client(url))


class TestYahoo(SourceContract):
    def source(self, bar: str, market: Market, url: str, folder: Path) -> Source:
        if bar == "1h":
            market.add_chart("^IMOEX", "Europe/Moscow", BEGINS, [1.0, 2.0, 3.0])
        else:
            days = [datetime.fromisoformat(f"{day}T10:00") for day in DAYS]
            market.add_chart("^IMOEX", "Europe/Moscow", days, CLOSES)
        return YahooSource(session=yahoo_session(url))
