from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0010_protected_names"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("state", "public"), models.Q(("type", "source"), _negated=True)),
                fields=["-position"],
                name="document_dated",
            ),
        ),
    ]
