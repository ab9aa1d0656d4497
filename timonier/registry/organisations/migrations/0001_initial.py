
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
        ('documents', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='code')),
                ('label', models.CharField(max_length=120, verbose_name='libellé')),
                ('starts_on', models.DateField(verbose_name='en vigueur depuis')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document source')),
            ],
            options={
                'verbose_name': 'organigramme',
                'verbose_name_plural': 'organigrammes',
                'ordering': ['starts_on'],
            },
        ),
        migrations.CreateModel(
            name='ChartEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('label', models.CharField(max_length=120, verbose_name='libellé')),
                ('starts_on', models.DateField(verbose_name='en vigueur depuis')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='document source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisations.chart')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('kind', models.CharField(choices=[('same', 'se poursuit dans'), ('merged', 'est fusionnée dans'), ('split', 'se divise vers'), ('partial', 'transmet une partie à'), ('ended', 'prend fin')], max_length=20, verbose_name='lien')),
                ('certainty', models.CharField(choices=[('sourced', 'dite par une source'), ('presumed', 'présumée')], max_length=20, verbose_name='certitude')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='à compter du')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document source')),
            ],
            options={
                'verbose_name': 'succession',
                'verbose_name_plural': 'successions',
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('code', models.CharField(max_length=80, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='nom court')),
                ('level', models.CharField(choices=[('dgs', 'Direction générale des services'), ('dgd', 'Direction générale déléguée'), ('dga', 'Direction générale adjointe'), ('territory_dgs', 'Direction générale des services de territoire'), ('pole', 'Pôle'), ('direction', 'Direction'), ('mission', 'Mission'), ('service', 'Service')], max_length=20, verbose_name='niveau')),
                ('kind', models.CharField(choices=[('general', 'Direction générale'), ('thematic', 'Thématique'), ('transversal', 'Transversale'), ('functional', 'Fonctionnelle'), ('territorial', 'Territoriale')], default='thematic', max_length=20, verbose_name='nature')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('search', models.GeneratedField(db_persist=True, expression=timonier.registry.core.search.FrenchVector('code', 'name', 'short_name', 'note'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('chart', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='organisations.chart', verbose_name='organigramme')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document source')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='organisations.unit', verbose_name='parent')),
            ],
            options={
                'verbose_name': 'unité',
                'verbose_name_plural': 'unités',
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='SuccessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('kind', models.CharField(choices=[('same', 'se poursuit dans'), ('merged', 'est fusionnée dans'), ('split', 'se divise vers'), ('partial', 'transmet une partie à'), ('ended', 'prend fin')], max_length=20, verbose_name='lien')),
                ('certainty', models.CharField(choices=[('sourced', 'dite par une source'), ('presumed', 'présumée')], max_length=20, verbose_name='certitude')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='à compter du')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='document source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisations.succession')),
                ('predecessor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.unit', verbose_name='unité d’origine')),
                ('successor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.unit', verbose_name='unité qui suit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='succession',
            name='predecessor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='organisations.unit', verbose_name='unité d’origine'),
        ),
        migrations.AddField(
            model_name='succession',
            name='successor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='predecessions', to='organisations.unit', verbose_name='unité qui suit'),
        ),
        migrations.CreateModel(
            name='UnitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('code', models.CharField(max_length=80, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='nom court')),
                ('level', models.CharField(choices=[('dgs', 'Direction générale des services'), ('dgd', 'Direction générale déléguée'), ('dga', 'Direction générale adjointe'), ('territory_dgs', 'Direction générale des services de territoire'), ('pole', 'Pôle'), ('direction', 'Direction'), ('mission', 'Mission'), ('service', 'Service')], max_length=20, verbose_name='niveau')),
                ('kind', models.CharField(choices=[('general', 'Direction générale'), ('thematic', 'Thématique'), ('transversal', 'Transversale'), ('functional', 'Fonctionnelle'), ('territorial', 'Territoriale')], default='thematic', max_length=20, verbose_name='nature')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('chart', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.chart', verbose_name='organigramme')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='document source')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.unit', verbose_name='parent')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisations.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='chart',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='chart_ends_after_start', violation_error_message='Organigramme : la date de fin précède la date de début.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chart',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_chartevent" ("archived_at", "code", "document_id", "ends_on", "id", "label", "line", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."archived_at", NEW."code", NEW."document_id", NEW."ends_on", NEW."id", NEW."label", NEW."line", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;', hash='20f8354a82b4c90d5bd1578453bde74080d3f2c6', operation='INSERT', pgid='pgtrigger_insert_insert_41739', table='organisations_chart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chart',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisations_chartevent" ("archived_at", "code", "document_id", "ends_on", "id", "label", "line", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."archived_at", NEW."code", NEW."document_id", NEW."ends_on", NEW."id", NEW."label", NEW."line", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;', hash='56af5e1c9a1a6ad920d6127000353ebe809133c5', operation='UPDATE', pgid='pgtrigger_update_update_e4ae0', table='organisations_chart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chartevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b74bcc3e17d11fa1e278bcd62fe5f1aa6b66f998', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e6fbc', table='organisations_chartevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='unit_ends_after_start', violation_error_message='Unité : la date de fin précède la date de début.'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='unit_not_its_own_parent', violation_error_message='Une unité ne peut pas dépendre d’elle-même.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_unitevent" ("archived_at", "chart_id", "code", "document_id", "ends_on", "id", "kind", "level", "line", "name", "note", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "starts_on") VALUES (NEW."archived_at", NEW."chart_id", NEW."code", NEW."document_id", NEW."ends_on", NEW."id", NEW."kind", NEW."level", NEW."line", NEW."name", NEW."note", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."short_name", NEW."starts_on"); RETURN NULL;', hash='b451a602ad565977c525e0d8f3bf413853d11ecc', operation='INSERT', pgid='pgtrigger_insert_insert_dce7b', table='organisations_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."chart_id" IS DISTINCT FROM (NEW."chart_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on"))', func='INSERT INTO "organisations_unitevent" ("archived_at", "chart_id", "code", "document_id", "ends_on", "id", "kind", "level", "line", "name", "note", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "short_name", "starts_on") VALUES (NEW."archived_at", NEW."chart_id", NEW."code", NEW."document_id", NEW."ends_on", NEW."id", NEW."kind", NEW."level", NEW."line", NEW."name", NEW."note", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."short_name", NEW."starts_on"); RETURN NULL;', hash='7d09e15b523994a8749a8f5e2476e20ccb60ada1', operation='UPDATE', pgid='pgtrigger_update_update_a7406', table='organisations_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='successionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='68fe55e67f083eb843be4550aeff40187201f2d1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_04e29', table='organisations_successionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('predecessor', 'successor'), name='succession_once', nulls_distinct=False, violation_error_message='Ce lien entre les deux unités existe déjà.'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('successor__isnull', True), models.Q(('successor', models.F('predecessor')), _negated=True), _connector='OR'), name='succession_between_two_units', violation_error_message='Une unité ne se succède pas à elle-même.'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ended'), ('successor__isnull', True)), models.Q(models.Q(('kind', 'ended'), _negated=True), ('successor__isnull', False)), _connector='OR'), name='succession_ended_has_no_successor', violation_error_message='Une unité qui prend fin n’a pas de suite\u202f; les autres liens nomment l’unité qui suit.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_successionevent" ("certainty", "document_id", "effective_on", "id", "kind", "line", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") VALUES (NEW."certainty", NEW."document_id", NEW."effective_on", NEW."id", NEW."kind", NEW."line", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."predecessor_id", NEW."successor_id"); RETURN NULL;', hash='91c1f577b10e4fdf5b9b7f8fbe17dbb8dde88777', operation='INSERT', pgid='pgtrigger_insert_insert_74ed8', table='organisations_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisations_successionevent" ("certainty", "document_id", "effective_on", "id", "kind", "line", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") VALUES (NEW."certainty", NEW."document_id", NEW."effective_on", NEW."id", NEW."kind", NEW."line", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."predecessor_id", NEW."successor_id"); RETURN NULL;', hash='c4f137fc821895971d700ec7aa25039ab36e117d', operation='UPDATE', pgid='pgtrigger_update_update_b7b33', table='organisations_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6571c1b7f58b0209a4137e95acc1fb8ac747ffdc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5a4c0', table='organisations_unitevent', when='BEFORE')),
        ),
    ]
