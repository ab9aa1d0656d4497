
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=60, verbose_name='liste')),
                ('name', models.CharField(max_length=80, verbose_name='nom')),
                ('query', models.TextField(blank=True, verbose_name='adresse')),
                ('shared', models.BooleanField(default=False, verbose_name='partagée')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'vue enregistrée',
                'verbose_name_plural': 'vues enregistrées',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'register', 'name'), name='saved_view_name_once', violation_error_message='Vous avez déjà une vue de ce nom sur cette liste.')],
            },
        ),
    ]
