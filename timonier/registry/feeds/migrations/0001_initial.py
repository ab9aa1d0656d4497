
import django.contrib.postgres.search
import django.db.models.deletion
import timonier.registry.core.search
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("core", "0001_french_search"),
        ('documents', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('system_code', models.CharField(blank=True, max_length=20, verbose_name='système d’origine')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('gives', models.TextField(blank=True, verbose_name='ce qu’il donne')),
                ('owner_name', models.CharField(blank=True, max_length=200, verbose_name='propriétaire')),
                ('rhythm', models.CharField(choices=[('daily', 'Chaque jour'), ('weekly', 'Chaque semaine'), ('monthly', 'Chaque mois'), ('quarterly', 'Chaque trimestre'), ('yearly', 'Chaque année'), ('per_session', 'Après chaque séance'), ('on_demand', 'À la demande')], max_length=20, verbose_name='rythme')),
                ('rhythm_deduced', models.BooleanField(default=False, verbose_name='rythme déduit')),
                ('medium', models.CharField(choices=[('file', 'Fichier'), ('interface', 'Interface'), ('entry', 'Saisie')], default='file', max_length=20, verbose_name='voie')),
                ('confidentiality', models.CharField(choices=[('public', 'Public'), ('internal', 'Interne'), ('restricted', 'Restreint')], default='internal', max_length=20, verbose_name='confidentialité')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('arrived_at', models.DateTimeField(verbose_name='reçu le')),
                ('batch', models.UUIDField(blank=True, null=True, verbose_name='lot d’import')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='remarque')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'arrivée de données',
                'verbose_name_plural': 'arrivées de données',
                'ordering': ['-arrived_at'],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('system_code', models.CharField(blank=True, max_length=20, verbose_name='système d’origine')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('gives', models.TextField(blank=True, verbose_name='ce qu’il donne')),
                ('owner_name', models.CharField(blank=True, max_length=200, verbose_name='propriétaire')),
                ('rhythm', models.CharField(choices=[('daily', 'Chaque jour'), ('weekly', 'Chaque semaine'), ('monthly', 'Chaque mois'), ('quarterly', 'Chaque trimestre'), ('yearly', 'Chaque année'), ('per_session', 'Après chaque séance'), ('on_demand', 'À la demande')], max_length=20, verbose_name='rythme')),
                ('rhythm_deduced', models.BooleanField(default=False, verbose_name='rythme déduit')),
                ('medium', models.CharField(choices=[('file', 'Fichier'), ('interface', 'Interface'), ('entry', 'Saisie')], default='file', max_length=20, verbose_name='voie')),
                ('confidentiality', models.CharField(choices=[('public', 'Public'), ('internal', 'Interne'), ('restricted', 'Restreint')], default='internal', max_length=20, verbose_name='confidentialité')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('search', models.GeneratedField(db_persist=True, expression=timonier.registry.core.search.FrenchVector('code', 'name', 'gives', 'owner_name', 'system_code'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document source')),
            ],
            options={
                'verbose_name': 'flux',
                'verbose_name_plural': 'flux',
                'ordering': ['code'],
            },
        ),
    ]
