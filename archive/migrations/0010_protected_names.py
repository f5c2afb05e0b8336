from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0009_queues"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("protected", True)),
                fields=["name"],
                name="source_protected",
            ),
        ),
    ]
