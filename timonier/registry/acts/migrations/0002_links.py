
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acts', '0001_initial'),
        ('documents', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.AddField(
            model_name='act',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document source'),
        ),
        migrations.AddField(
            model_name='actevent',
            name='amends',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acts.act', verbose_name='modifie l’acte'),
        ),
        migrations.AddField(
            model_name='actevent',
            name='document',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='document source'),
        ),
        migrations.AddField(
            model_name='actevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='actevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='acts.act'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='act',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='acts.act'),
        ),
        migrations.AddField(
            model_name='identifierevent',
            name='act',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acts.act'),
        ),
        migrations.AddField(
            model_name='identifierevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='identifierevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='acts.identifier'),
        ),
        migrations.AddConstraint(
            model_name='act',
            constraint=models.CheckConstraint(condition=models.Q(('amends__isnull', True), models.Q(('amends', models.F('id')), _negated=True), _connector='OR'), name='act_does_not_amend_itself', violation_error_message='Un acte ne se modifie pas lui-même.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='act',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "acts_actevent" ("adopted_on", "adopted_printed", "amends_id", "archived_at", "code", "document_id", "id", "instance", "kind", "line", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."adopted_on", NEW."adopted_printed", NEW."amends_id", NEW."archived_at", NEW."code", NEW."document_id", NEW."id", NEW."instance", NEW."kind", NEW."line", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;', hash='a3dde4a3e07a9e2d32a5ee5d17d83f1375a0fc86', operation='INSERT', pgid='pgtrigger_insert_insert_7d410', table='acts_act', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='act',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adopted_on" IS DISTINCT FROM (NEW."adopted_on") OR OLD."adopted_printed" IS DISTINCT FROM (NEW."adopted_printed") OR OLD."amends_id" IS DISTINCT FROM (NEW."amends_id") OR OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."instance" IS DISTINCT FROM (NEW."instance") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "acts_actevent" ("adopted_on", "adopted_printed", "amends_id", "archived_at", "code", "document_id", "id", "instance", "kind", "line", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."adopted_on", NEW."adopted_printed", NEW."amends_id", NEW."archived_at", NEW."code", NEW."document_id", NEW."id", NEW."instance", NEW."kind", NEW."line", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;', hash='a90763cab5beabd8dc7ae0e61e91b4ce2cc7b2a9', operation='UPDATE', pgid='pgtrigger_update_update_c27fc', table='acts_act', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8f19fede2345e421f9370a3b2340bda5363ffc41', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4f230', table='acts_actevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(fields=('act', 'scheme', 'value'), name='identifier_once_per_act', violation_error_message='Cet acte porte déjà cet identifiant.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "acts_identifierevent" ("act_id", "id", "line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") VALUES (NEW."act_id", NEW."id", NEW."line", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scheme", NEW."value"); RETURN NULL;', hash='a5cb3c8e1375c6f60f92a3be19e81f278f1359cc', operation='INSERT', pgid='pgtrigger_insert_insert_5e9a9', table='acts_identifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "acts_identifierevent" ("act_id", "id", "line", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") VALUES (NEW."act_id", NEW."id", NEW."line", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scheme", NEW."value"); RETURN NULL;', hash='76354200998b8dffb410596598b8960a9a490817', operation='UPDATE', pgid='pgtrigger_update_update_4b570', table='acts_identifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifierevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8bf821909ea0014c360b344875aafe41781d907d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f93e7', table='acts_identifierevent', when='BEFORE')),
        ),
    ]
