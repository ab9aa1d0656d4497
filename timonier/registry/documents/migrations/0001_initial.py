
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import timonier.registry.core.search
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("core", "0001_french_search"),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('title', models.CharField(max_length=300, verbose_name='titre')),
                ('short_title', models.CharField(max_length=120, verbose_name='titre court')),
                ('kind', models.CharField(choices=[('activity_report', 'Rapport d’activité'), ('administration_project', 'Projet d’administration'), ('framework_deliberation', 'Délibération-cadre'), ('accounts', 'Compte administratif ou compte financier unique'), ('proof', 'Pièce justificative'), ('other', 'Autre document')], max_length=30, verbose_name='nature')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='exercice')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='daté du')),
                ('file', models.FileField(blank=True, upload_to='documents/%Y', verbose_name='fichier')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='empreinte')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('search', models.GeneratedField(db_persist=True, expression=timonier.registry.core.search.FrenchVector('code', 'title', 'short_title', 'note'), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('title', models.CharField(max_length=300, verbose_name='titre')),
                ('short_title', models.CharField(max_length=120, verbose_name='titre court')),
                ('kind', models.CharField(choices=[('activity_report', 'Rapport d’activité'), ('administration_project', 'Projet d’administration'), ('framework_deliberation', 'Délibération-cadre'), ('accounts', 'Compte administratif ou compte financier unique'), ('proof', 'Pièce justificative'), ('other', 'Autre document')], max_length=30, verbose_name='nature')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='exercice')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='daté du')),
                ('file', models.FileField(blank=True, upload_to='documents/%Y', verbose_name='fichier')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='empreinte')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("archived_at", "code", "file", "id", "issued_on", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "short_title", "title", "year") VALUES (NEW."archived_at", NEW."code", NEW."file", NEW."id", NEW."issued_on", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."short_title", NEW."title", NEW."year"); RETURN NULL;', hash='6d27b61609e8fed6277fce193c8feddf26517dd2', operation='INSERT', pgid='pgtrigger_insert_insert_be524', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."short_title" IS DISTINCT FROM (NEW."short_title") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "documents_documentevent" ("archived_at", "code", "file", "id", "issued_on", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "short_title", "title", "year") VALUES (NEW."archived_at", NEW."code", NEW."file", NEW."id", NEW."issued_on", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."short_title", NEW."title", NEW."year"); RETURN NULL;', hash='14b444d29eda607fda6f63d870a9a6a7200abd03', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', table='documents_document', when='AFTER')),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.document'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='401291d04b3fa5f3d2b51241f67950bd6896846e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e7ed', table='documents_documentevent', when='BEFORE')),
        ),
    ]
