from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0008_uncertain_days"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("kind__in", ["prediction", "pledge"])),
                fields=["resolves_by_latest"],
                name="claim_foreseeing",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("next_review__isnull", False)),
                fields=["next_review"],
                name="claim_next_review",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("condition_state", "failed")),
                fields=["uid"],
                name="claim_condition_failed",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(
                    ("body__contains", '"independent":0,'), ("body__contains", '"independent":1,'), _connector="OR"
                ),
                fields=["uid"],
                name="document_few_independent",
            ),
        ),
    ]
