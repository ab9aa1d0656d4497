
import django.contrib.postgres.search
import django.db.models.deletion
import timonier.registry.core.search
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("core", "0001_french_search"),
    ]

    operations = [
        migrations.CreateModel(
            name='ActEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('code', models.CharField(max_length=60, verbose_name='clé interne')),
                ('title', models.CharField(max_length=400, verbose_name='objet')),
                ('kind', models.CharField(choices=[('deliberation', 'Délibération'), ('framework', 'Délibération-cadre'), ('decree', 'Arrêté'), ('agreement', 'Convention ou contrat'), ('budget', 'Document budgétaire'), ('other', 'Autre acte')], default='deliberation', max_length=20, verbose_name='nature')),
                ('instance', models.CharField(blank=True, max_length=160, verbose_name='instance')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopté le')),
                ('adopted_printed', models.CharField(blank=True, max_length=60, verbose_name='date telle qu’imprimée')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(choices=[('file_number', 'Numéro de dossier'), ('commission_code', 'Code de commission'), ('commission_rank', 'Rang en commission'), ('instance_number', 'Numéro en séance'), ('prefecture_receipt', 'Accusé de réception en préfecture'), ('matter_code', 'Code matière'), ('other', 'Autre référence')], max_length=30, verbose_name='système')),
                ('value', models.CharField(max_length=120, verbose_name='valeur')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne')),
            ],
            options={
                'verbose_name': 'identifiant d’acte',
                'verbose_name_plural': 'identifiants d’acte',
                'ordering': ['scheme', 'value'],
            },
        ),
        migrations.CreateModel(
            name='IdentifierEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('scheme', models.CharField(choices=[('file_number', 'Numéro de dossier'), ('commission_code', 'Code de commission'), ('commission_rank', 'Rang en commission'), ('instance_number', 'Numéro en séance'), ('prefecture_receipt', 'Accusé de réception en préfecture'), ('matter_code', 'Code matière'), ('other', 'Autre référence')], max_length=30, verbose_name='système')),
                ('value', models.CharField(max_length=120, verbose_name='valeur')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('code', models.CharField(max_length=60, unique=True, verbose_name='clé interne')),
                ('title', models.CharField(max_length=400, verbose_name='objet')),
                ('kind', models.CharField(choices=[('deliberation', 'Délibération'), ('framework', 'Délibération-cadre'), ('decree', 'Arrêté'), ('agreement', 'Convention ou contrat'), ('budget', 'Document budgétaire'), ('other', 'Autre acte')], default='deliberation', max_length=20, verbose_name='nature')),
                ('instance', models.CharField(blank=True, max_length=160, verbose_name='instance')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopté le')),
                ('adopted_printed', models.CharField(blank=True, max_length=60, verbose_name='date telle qu’imprimée')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('search', models.GeneratedField(db_persist=True, expression=timonier.registry.core.search.FrenchVector('code', 'title', 'instance', 'note'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('amends', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amended_by', to='acts.act', verbose_name='modifie l’acte')),
            ],
            options={
                'verbose_name': 'acte',
                'verbose_name_plural': 'actes',
                'ordering': ['-adopted_on', 'code'],
            },
        ),
    ]
