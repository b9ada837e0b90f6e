"""Which words of a report name what is traded: tickers, codes, companies, classes of shares, places, strangers."""
