"""Articles: from a file or bytes to title, body, language and publication date."""

from study.articles.limits import LIMITS, Limits
from study.articles.reader import Article, read_article, read_articles

__all__ = ["LIMITS", "Article", "Limits", "read_article", "read_articles"]
