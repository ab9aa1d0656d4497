
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('reports', '0002_links'),
        ('territories', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='sending',
            name='commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_sendings', to='territories.territory'),
        ),
        migrations.AddField(
            model_name='sending',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sendings', to='reports.annualreport'),
        ),
        migrations.AddField(
            model_name='sendingevent',
            name='commune',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='territories.territory'),
        ),
        migrations.AddField(
            model_name='sendingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='sendingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.sending'),
        ),
        migrations.AddField(
            model_name='sendingevent',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.annualreport'),
        ),
        migrations.AddField(
            model_name='waiver',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='waiver',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waivers', to='reports.annualreport'),
        ),
        migrations.AddField(
            model_name='waiverevent',
            name='decided_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='waiverevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='waiverevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.waiver'),
        ),
        migrations.AddField(
            model_name='waiverevent',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.annualreport'),
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.CheckConstraint(condition=models.Q(('sending_closed_at__isnull', True), ('accounts__isnull', False), _connector='OR'), name='report_sent_with_accounts', violation_error_message='L’envoi ne peut pas être clos sans le compte arrêté par l’organe délibérant : joignez-le d’abord.'),
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('snapshot__isnull', False), _connector='OR'), name='report_published_from_snapshot', violation_error_message='Un rapport se publie à partir d’une photo des données.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='annualreport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_annualreportevent" ("accounts_act_id", "accounts_id", "approved_by_id", "due_on", "id", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "sending_closed_at", "snapshot_id", "state", "title", "year") VALUES (NEW."accounts_act_id", NEW."accounts_id", NEW."approved_by_id", NEW."due_on", NEW."id", NEW."legal_basis", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."sending_closed_at", NEW."snapshot_id", NEW."state", NEW."title", NEW."year"); RETURN NULL;', hash='4149abcc76c2ddcb5ff705549a09044fcf96785e', operation='INSERT', pgid='pgtrigger_insert_insert_e8ae4', table='reports_annualreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='annualreport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_annualreportevent" ("accounts_act_id", "accounts_id", "approved_by_id", "due_on", "id", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "sending_closed_at", "snapshot_id", "state", "title", "year") VALUES (NEW."accounts_act_id", NEW."accounts_id", NEW."approved_by_id", NEW."due_on", NEW."id", NEW."legal_basis", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."sending_closed_at", NEW."snapshot_id", NEW."state", NEW."title", NEW."year"); RETURN NULL;', hash='b69ca8ea5208774cb6a2203e64474ade250296d9', operation='UPDATE', pgid='pgtrigger_update_update_8bc8c', table='reports_annualreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='annualreportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='30213a27d7f30489108c1495a3d15a4da1d1f6b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_da714', table='reports_annualreportevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chapter',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_chapterevent" ("id", "kind", "lead", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_areas", "position", "report_id", "theme_id", "title") VALUES (NEW."id", NEW."kind", NEW."lead", NEW."number", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."policy_areas", NEW."position", NEW."report_id", NEW."theme_id", NEW."title"); RETURN NULL;', hash='53e5cfbd5b80bb9ad7cd7aed4e2f9d383aa1645d', operation='INSERT', pgid='pgtrigger_insert_insert_d04a1', table='reports_chapter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chapter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_chapterevent" ("id", "kind", "lead", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_areas", "position", "report_id", "theme_id", "title") VALUES (NEW."id", NEW."kind", NEW."lead", NEW."number", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."policy_areas", NEW."position", NEW."report_id", NEW."theme_id", NEW."title"); RETURN NULL;', hash='fb16cec8bbd6231a904dd77c46530085d655afa6', operation='UPDATE', pgid='pgtrigger_update_update_a6c4f', table='reports_chapter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chapterevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='16fe9f9a1f16498c837a94df13bf6bc2b3bae678', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee765', table='reports_chapterevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('chapter', 'unit', 'part'), name='contribution_once', nulls_distinct=False, violation_error_message='Cette unité a déjà écrit cette partie du chapitre.'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'drafted'), ('reviewer__isnull', False), _connector='OR'), name='contribution_reviewed_by_someone', violation_error_message='Une contribution relue porte le nom de son relecteur.'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('editor__isnull', False), _connector='OR'), name='contribution_accepted_by_someone', violation_error_message='Une contribution acceptée porte le nom de qui l’accepte.'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('author__isnull', True), ('reviewer__isnull', True), models.Q(('author', models.F('reviewer')), _negated=True), _connector='OR'), name='contribution_not_self_reviewed', violation_error_message='On ne relit pas sa propre contribution.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_contributionevent" ("author_id", "body", "chapter_id", "due_on", "editor_id", "id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "state", "unit_id", "updated_at", "version") VALUES (NEW."author_id", NEW."body", NEW."chapter_id", NEW."due_on", NEW."editor_id", NEW."id", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewer_id", NEW."state", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;', hash='c5363ed0fc3d3e7a584480721e49e32bf64a1e89', operation='INSERT', pgid='pgtrigger_insert_insert_85b85', table='reports_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_contributionevent" ("author_id", "body", "chapter_id", "due_on", "editor_id", "id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "state", "unit_id", "updated_at", "version") VALUES (NEW."author_id", NEW."body", NEW."chapter_id", NEW."due_on", NEW."editor_id", NEW."id", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewer_id", NEW."state", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;', hash='3e5869931a3e084a70c8a3d306db4c5abe49d661', operation='UPDATE', pgid='pgtrigger_update_update_c75e4', table='reports_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contributionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fc5d95e3b7d9f07b9b58ae8879a8d38e1e93f557', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7fb06', table='reports_contributionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.UniqueConstraint(fields=('report', 'commune'), name='sending_once_per_commune', violation_error_message='Cette commune figure déjà dans l’envoi.'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.CheckConstraint(condition=models.Q(('received_on__isnull', True), ('sent_on__isnull', True), ('received_on__gte', models.F('sent_on')), _connector='OR'), name='sending_received_after_sent', violation_error_message='La réception ne précède pas l’envoi.'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.CheckConstraint(condition=models.Q(('presented_on__isnull', True), ('sent_on__isnull', True), ('presented_on__gte', models.F('sent_on')), _connector='OR'), name='sending_presented_after_sent', violation_error_message='La présentation en séance ne précède pas l’envoi.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sending',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sendingevent" ("accounts_refused_reason", "act_reference", "commune_id", "delegates_heard_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presented_on", "president_requested_on", "received_on", "report_id", "sent_on") VALUES (NEW."accounts_refused_reason", NEW."act_reference", NEW."commune_id", NEW."delegates_heard_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."presented_on", NEW."president_requested_on", NEW."received_on", NEW."report_id", NEW."sent_on"); RETURN NULL;', hash='570d5c0850ef1f6064a43102f436686cf8325226', operation='INSERT', pgid='pgtrigger_insert_insert_2927e', table='reports_sending', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sending',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_sendingevent" ("accounts_refused_reason", "act_reference", "commune_id", "delegates_heard_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presented_on", "president_requested_on", "received_on", "report_id", "sent_on") VALUES (NEW."accounts_refused_reason", NEW."act_reference", NEW."commune_id", NEW."delegates_heard_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."presented_on", NEW."president_requested_on", NEW."received_on", NEW."report_id", NEW."sent_on"); RETURN NULL;', hash='891b65a92d49076f4e65c0040caaa7c55a3f43d1', operation='UPDATE', pgid='pgtrigger_update_update_0dc16', table='reports_sending', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sendingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='56db2aa6bc3a134592873f61f9b7d48df636a407', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e7243', table='reports_sendingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.UniqueConstraint(fields=('report', 'finding_key'), name='waiver_once', violation_error_message='Ce constat est déjà justifié.'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='waiver_has_reason', violation_error_message='Justifier un constat demande un motif.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='waiver',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_waiverevent" ("decided_at", "decided_by_id", "finding_key", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."finding_key", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."report_id"); RETURN NULL;', hash='220f3940d4912331e81b60be085d6c693db92063', operation='INSERT', pgid='pgtrigger_insert_insert_fe77f', table='reports_waiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='waiver',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_waiverevent" ("decided_at", "decided_by_id", "finding_key", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."finding_key", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."report_id"); RETURN NULL;', hash='57a498b50d6a8e1518018bae3a15077734b6dee9', operation='UPDATE', pgid='pgtrigger_update_update_8bae2', table='reports_waiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='waiverevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1c04d25b7e2ebbd9cc3e36d4d8764a87e94efa07', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dec68', table='reports_waiverevent', when='BEFORE')),
        ),
    ]
