"""Payload and LedgerEntry: what was published, and the append-only list of the acts.

Written by ``archive.ledger`` alone; triggers in the database refuse the rest.
"""

from django.db import models


class Payload(models.Model):
    """Frozen bytes: ``commitment`` is SHA-256 of salt and body, in lower hex."""

    commitment = models.CharField(max_length=64, primary_key=True)
    salt = models.CharField(max_length=64, help_text="32 random bytes, lower hex.")
    body = models.TextField(help_text="Canonical JSON.")

    def __str__(self) -> str:
        return self.commitment


class LedgerEntry(models.Model):
    """One public act. ``hash`` covers every other field, ``previous_hash`` among them."""

    class Action(models.TextChoices):
        PUBLISH = "publish", "Published"
        CORRECT = "correct", "Corrected"
        WITHDRAW = "withdraw", "Withdrawn"
        SUPPRESS = "suppress", "Suppressed"
        MERGE = "merge", "Merged"

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=10, choices=Action)
    type = models.CharField(max_length=10)
    uid = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    commitment = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="ledgerentry_seq_from_one"),
        ]
        indexes = [
            # The state of a record at a seq, and the DELETE guard of Payload.
            models.Index(fields=["uid", "seq"], name="ledgerentry_uid_seq"),
            models.Index(fields=["commitment"], name="ledgerentry_commitment"),
            # From a moment to the last seq before it.
            models.Index(fields=["at", "seq"], name="ledgerentry_at"),
            # The newest acts of a sort, or on records of a type.
            models.Index(fields=["action", "seq"], name="ledgerentry_by_action"),
            models.Index(fields=["type", "seq"], name="ledgerentry_by_type"),
            models.Index(fields=["type", "action", "seq"], name="ledgerentry_by_both"),
        ]
        permissions = [
            ("withdraw", "Can withdraw published records"),
            ("suppress", "Can suppress published text"),
            ("merge", "Can merge records"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.action} {self.type} {self.uid}"
