from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0007_no_context"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="known_from",
            field=models.IntegerField(default=0, help_text="Ordinal of the first day on which it had surely appeared."),
        ),
        migrations.AddField(
            model_name="document",
            name="possible_from",
            field=models.IntegerField(default=0, help_text="The first day on which it may have."),
        ),
        migrations.AddField(
            model_name="document",
            name="vague",
            field=models.PositiveSmallIntegerField(default=0, help_text="Between both lie fewer than 4 ** vague days."),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("vague__gt", 0)),
                fields=["type", "vague", "-possible_from", "uid", "known_from"],
                name="document_perhaps",
            ),
        ),
    ]
