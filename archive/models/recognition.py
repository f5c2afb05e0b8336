"""ArticleKey and ArticleHash: by what an article is known again, surely or as one that is like it."""

from django.db import models


class ArticleKey(models.Model):
    """One spelling of everything that surely names one article: its canonical address, its bytes, its words.

    Unique, so that of two that bring the same article at once only one makes it.
    """

    key = models.CharField(max_length=300, primary_key=True, help_text="url:…, bytes:…, text:… or words:…")
    article = models.ForeignKey("Article", models.CASCADE, related_name="keys")

    def __str__(self) -> str:
        return self.key


class ArticleHash(models.Model):
    """One of the few hashes of its title and its texts by which articles that are alike find each other.

    Read by hash alone, and a few rows for every article: no second index is kept for the article.
    """

    pk = models.CompositePrimaryKey("hash", "article")
    hash = models.BigIntegerField()
    article = models.ForeignKey("Article", models.CASCADE, related_name="hashes", db_index=False)

    def __str__(self) -> str:
        return str(self.hash)
