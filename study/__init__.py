"""From news articles to tested, charted, reproducible market reactions."""
