
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('feeds', '0002_links'),
        ('organisations', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('strategy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='feed',
            name='themes',
            field=models.ManyToManyField(blank=True, related_name='feeds', to='strategy.node', verbose_name='thèmes servis'),
        ),
        migrations.AddField(
            model_name='feed',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='feeds', to='organisations.unit', verbose_name='unité propriétaire'),
        ),
        migrations.AddField(
            model_name='arrival',
            name='feed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='feeds.feed'),
        ),
        migrations.AddField(
            model_name='feedevent',
            name='document',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='document source'),
        ),
        migrations.AddField(
            model_name='feedevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='feedevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='feeds.feed'),
        ),
        migrations.AddField(
            model_name='feedevent',
            name='unit',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.unit', verbose_name='unité propriétaire'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feed',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "feeds_feedevent" ("archived_at", "code", "confidentiality", "document_id", "gives", "id", "line", "medium", "name", "note", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "rhythm_deduced", "system_code", "unit_id") VALUES (NEW."archived_at", NEW."code", NEW."confidentiality", NEW."document_id", NEW."gives", NEW."id", NEW."line", NEW."medium", NEW."name", NEW."note", NEW."owner_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rhythm", NEW."rhythm_deduced", NEW."system_code", NEW."unit_id"); RETURN NULL;', hash='3a9929acf79de326ea221a43e07598130661c8c8', operation='INSERT', pgid='pgtrigger_insert_insert_cd195', table='feeds_feed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feed',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."confidentiality" IS DISTINCT FROM (NEW."confidentiality") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."gives" IS DISTINCT FROM (NEW."gives") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."medium" IS DISTINCT FROM (NEW."medium") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."owner_name" IS DISTINCT FROM (NEW."owner_name") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."rhythm_deduced" IS DISTINCT FROM (NEW."rhythm_deduced") OR OLD."system_code" IS DISTINCT FROM (NEW."system_code") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))', func='INSERT INTO "feeds_feedevent" ("archived_at", "code", "confidentiality", "document_id", "gives", "id", "line", "medium", "name", "note", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "rhythm_deduced", "system_code", "unit_id") VALUES (NEW."archived_at", NEW."code", NEW."confidentiality", NEW."document_id", NEW."gives", NEW."id", NEW."line", NEW."medium", NEW."name", NEW."note", NEW."owner_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rhythm", NEW."rhythm_deduced", NEW."system_code", NEW."unit_id"); RETURN NULL;', hash='771a4bd9a2477beda9720fa55a4c13614a3828fd', operation='UPDATE', pgid='pgtrigger_update_update_b707a', table='feeds_feed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feedevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83599c8c36a194e306dcb959f7dfafb6cc367c06', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_861bb', table='feeds_feedevent', when='BEFORE')),
        ),
    ]
