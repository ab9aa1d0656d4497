"""The folding function that every search column of the registry calls."""

from django.db import migrations

from timonier.registry.core.search import FOLD_SQL


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(FOLD_SQL, "DROP FUNCTION IF EXISTS timonier_fold(text)"),
    ]
