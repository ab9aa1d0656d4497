
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('strategy', '0001_initial'),
        ('territories', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='undertaking',
            name='communes',
            field=models.ManyToManyField(blank=True, related_name='undertakings', to='territories.territory', verbose_name='communes'),
        ),
        migrations.AddField(
            model_name='undertaking',
            name='evidence_document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='undertaking',
            name='promise_document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='undertaking',
            name='theme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='undertakings', to='strategy.node'),
        ),
        migrations.AddField(
            model_name='undertakingevent',
            name='evidence_document',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='undertakingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='undertakingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='strategy.undertaking'),
        ),
        migrations.AddField(
            model_name='undertakingevent',
            name='promise_document',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='undertakingevent',
            name='theme',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='strategy.node'),
        ),
        migrations.AddConstraint(
            model_name='nodelink',
            constraint=models.UniqueConstraint(fields=('from_node', 'to_node', 'kind'), name='node_link_once', violation_error_message='Ce lien existe déjà.'),
        ),
        migrations.AddConstraint(
            model_name='nodelink',
            constraint=models.CheckConstraint(condition=models.Q(('from_node', models.F('to_node')), _negated=True), name='node_link_between_two_nodes', violation_error_message='Un élément ne se lie pas à lui-même.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nodelink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "strategy_nodelinkevent" ("from_node_id", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_node_id") VALUES (NEW."from_node_id", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."to_node_id"); RETURN NULL;', hash='1f6407c4a7779bca053f1e592ff7e51d48526d5a', operation='INSERT', pgid='pgtrigger_insert_insert_d8978', table='strategy_nodelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nodelink',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "strategy_nodelinkevent" ("from_node_id", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_node_id") VALUES (NEW."from_node_id", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."to_node_id"); RETURN NULL;', hash='a0a6fb98488ea830022cedcf5e5181476cf07a43', operation='UPDATE', pgid='pgtrigger_update_update_08252', table='strategy_nodelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nodelinkevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fc0a4ea16d1dd8b0531bf602f681d06699615929', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2efa1', table='strategy_nodelinkevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'started'), _negated=True), ('lead__isnull', False), _connector='OR'), name='objective_started_has_lead', violation_error_message='Un objectif ne s’engage pas sans chef de file : désignez une personne d’abord.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='objective_does_not_serve_itself', violation_error_message='Un objectif ne se sert pas lui-même.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('done_on__isnull', False), models.Q(('done_printed', ''), _negated=True), _connector='OR'), name='objective_done_has_date', violation_error_message='Un objectif réalisé porte la date de sa réalisation.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('proof__isnull', False), models.Q(('proof_note', ''), _negated=True), _connector='OR'), name='objective_done_has_proof', violation_error_message='Un objectif se clôt sur une preuve : joignez un document ou dites où la lire.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objective',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "strategy_objectiveevent" ("archived_at", "code", "comparison", "document_id", "done_on", "done_printed", "due_on", "due_printed", "id", "kind", "lead_id", "line", "narrative", "node_id", "note", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proof_id", "proof_note", "state", "target_implicit", "target_unit", "target_value", "title", "unit_id") VALUES (NEW."archived_at", NEW."code", NEW."comparison", NEW."document_id", NEW."done_on", NEW."done_printed", NEW."due_on", NEW."due_printed", NEW."id", NEW."kind", NEW."lead_id", NEW."line", NEW."narrative", NEW."node_id", NEW."note", NEW."number", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."proof_id", NEW."proof_note", NEW."state", NEW."target_implicit", NEW."target_unit", NEW."target_value", NEW."title", NEW."unit_id"); RETURN NULL;', hash='f4a6d5e97719badb84cc58b4e95c3230ea3414bf', operation='INSERT', pgid='pgtrigger_insert_insert_276e4', table='strategy_objective', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objective',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."comparison" IS DISTINCT FROM (NEW."comparison") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."done_on" IS DISTINCT FROM (NEW."done_on") OR OLD."done_printed" IS DISTINCT FROM (NEW."done_printed") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."due_printed" IS DISTINCT FROM (NEW."due_printed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."narrative" IS DISTINCT FROM (NEW."narrative") OR OLD."node_id" IS DISTINCT FROM (NEW."node_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."proof_id" IS DISTINCT FROM (NEW."proof_id") OR OLD."proof_note" IS DISTINCT FROM (NEW."proof_note") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."target_implicit" IS DISTINCT FROM (NEW."target_implicit") OR OLD."target_unit" IS DISTINCT FROM (NEW."target_unit") OR OLD."target_value" IS DISTINCT FROM (NEW."target_value") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))', func='INSERT INTO "strategy_objectiveevent" ("archived_at", "code", "comparison", "document_id", "done_on", "done_printed", "due_on", "due_printed", "id", "kind", "lead_id", "line", "narrative", "node_id", "note", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proof_id", "proof_note", "state", "target_implicit", "target_unit", "target_value", "title", "unit_id") VALUES (NEW."archived_at", NEW."code", NEW."comparison", NEW."document_id", NEW."done_on", NEW."done_printed", NEW."due_on", NEW."due_printed", NEW."id", NEW."kind", NEW."lead_id", NEW."line", NEW."narrative", NEW."node_id", NEW."note", NEW."number", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."proof_id", NEW."proof_note", NEW."state", NEW."target_implicit", NEW."target_unit", NEW."target_value", NEW."title", NEW."unit_id"); RETURN NULL;', hash='2e2715e05802033f3a1d229ed37072917fb8eca9', operation='UPDATE', pgid='pgtrigger_update_update_26c0a', table='strategy_objective', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='confidence',
            constraint=models.CheckConstraint(condition=models.Q(('objective__isnull', True), ('node__isnull', True), _connector='XOR'), name='confidence_on_one_thing', violation_error_message='Une météo porte sur un objectif ou sur un élément.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objectiveevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6aaffee91312a15a86331182542304773c714681', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e5452', table='strategy_objectiveevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(fields=('objective', 'position'), name='step_once_per_position', violation_error_message='Une étape occupe déjà ce rang.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "strategy_stepevent" ("due_on", "due_printed", "id", "line", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "target_unit", "target_value", "title") VALUES (NEW."due_on", NEW."due_printed", NEW."id", NEW."line", NEW."objective_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."target_unit", NEW."target_value", NEW."title"); RETURN NULL;', hash='4ff80f88edc17482b8063e686f050a951761f6b9', operation='INSERT', pgid='pgtrigger_insert_insert_bfa9a', table='strategy_step', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "strategy_stepevent" ("due_on", "due_printed", "id", "line", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "target_unit", "target_value", "title") VALUES (NEW."due_on", NEW."due_printed", NEW."id", NEW."line", NEW."objective_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."target_unit", NEW."target_value", NEW."title"); RETURN NULL;', hash='aab6306c0f22c19a430bf4514c31db472a5fa5d9', operation='UPDATE', pgid='pgtrigger_update_update_126c9', table='strategy_step', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stepevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='833f27766635372bc359bf07a0890448ed905b0e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_04dd9', table='strategy_stepevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='strategy',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='strategy_ends_after_start', violation_error_message='Stratégie : la date de fin précède la date de début.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='strategy',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "strategy_strategyevent" ("adopting_act_id", "archived_at", "code", "description", "document_id", "ends_on", "id", "kind", "line", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "starts_on", "version") VALUES (NEW."adopting_act_id", NEW."archived_at", NEW."code", NEW."description", NEW."document_id", NEW."ends_on", NEW."id", NEW."kind", NEW."line", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replaces_id", NEW."starts_on", NEW."version"); RETURN NULL;', hash='c56b8b3c5fe47582da76c7dae0dfe1b4856919dc', operation='INSERT', pgid='pgtrigger_insert_insert_95993', table='strategy_strategy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='strategy',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adopting_act_id" IS DISTINCT FROM (NEW."adopting_act_id") OR OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "strategy_strategyevent" ("adopting_act_id", "archived_at", "code", "description", "document_id", "ends_on", "id", "kind", "line", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "starts_on", "version") VALUES (NEW."adopting_act_id", NEW."archived_at", NEW."code", NEW."description", NEW."document_id", NEW."ends_on", NEW."id", NEW."kind", NEW."line", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replaces_id", NEW."starts_on", NEW."version"); RETURN NULL;', hash='fcdb45831770d245e91632f6e41c403be62a349c', operation='UPDATE', pgid='pgtrigger_update_update_aa5fc', table='strategy_strategy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nodeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25b0fb90316e4b31f2287f435471ccfdbaa0cb63', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3cc55', table='strategy_nodeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='node',
            constraint=models.UniqueConstraint(fields=('strategy', 'code'), name='node_code_once_per_strategy', violation_error_message='Ce code existe déjà dans cette stratégie.'),
        ),
        migrations.AddConstraint(
            model_name='node',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='node_not_its_own_parent', violation_error_message='Un élément ne peut pas dépendre de lui-même.'),
        ),
        migrations.AddConstraint(
            model_name='node',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='node_ends_after_start', violation_error_message='Élément de stratégie : la date de fin précède la date de début.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='node',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "strategy_nodeevent" ("archived_at", "code", "depth", "document_id", "ends_on", "id", "level_name", "line", "note", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on", "strategy_id", "title") VALUES (NEW."archived_at", NEW."code", NEW."depth", NEW."document_id", NEW."ends_on", NEW."id", NEW."level_name", NEW."line", NEW."note", NEW."number", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."starts_on", NEW."strategy_id", NEW."title"); RETURN NULL;', hash='f505ca56430cc252985072a19ddffe5b96526c84', operation='INSERT', pgid='pgtrigger_insert_insert_77125', table='strategy_node', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='node',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."depth" IS DISTINCT FROM (NEW."depth") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."level_name" IS DISTINCT FROM (NEW."level_name") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."strategy_id" IS DISTINCT FROM (NEW."strategy_id") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "strategy_nodeevent" ("archived_at", "code", "depth", "document_id", "ends_on", "id", "level_name", "line", "note", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on", "strategy_id", "title") VALUES (NEW."archived_at", NEW."code", NEW."depth", NEW."document_id", NEW."ends_on", NEW."id", NEW."level_name", NEW."line", NEW."note", NEW."number", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."starts_on", NEW."strategy_id", NEW."title"); RETURN NULL;', hash='929a0862cfb23c067a6196e667b2372aaa19a90c', operation='UPDATE', pgid='pgtrigger_update_update_c9dc8', table='strategy_node', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='levelevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ff5861381c5239a9de88ca5b057a7218b7d32673', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8dad3', table='strategy_levelevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='level',
            constraint=models.UniqueConstraint(fields=('strategy', 'depth'), name='level_once_per_depth', violation_error_message='Ce niveau de l’arbre a déjà un nom.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='level',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "strategy_levelevent" ("depth", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "strategy_id") VALUES (NEW."depth", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plural", NEW."strategy_id"); RETURN NULL;', hash='0657d0c2691039b95b599c3d044d408432c26121', operation='INSERT', pgid='pgtrigger_insert_insert_afb2e', table='strategy_level', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='level',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "strategy_levelevent" ("depth", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "strategy_id") VALUES (NEW."depth", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plural", NEW."strategy_id"); RETURN NULL;', hash='a6130fd3629e1dfb5e5fe560930ea3ddea9af9d0', operation='UPDATE', pgid='pgtrigger_update_update_c440e', table='strategy_level', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='strategyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f5488db509a43be25716317cc72f2cbf63a9f712', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_72305', table='strategy_strategyevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='undertaking',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "strategy_undertakingevent" ("archived_at", "code", "evidence", "evidence_document_id", "evidence_line", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promise", "promise_document_id", "promise_line", "promised_amount", "promised_amount_unit", "promised_on", "promised_printed", "section", "status", "subject", "theme_id") VALUES (NEW."archived_at", NEW."code", NEW."evidence", NEW."evidence_document_id", NEW."evidence_line", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."promise", NEW."promise_document_id", NEW."promise_line", NEW."promised_amount", NEW."promised_amount_unit", NEW."promised_on", NEW."promised_printed", NEW."section", NEW."status", NEW."subject", NEW."theme_id"); RETURN NULL;', hash='320979fc15648af10e99a660a2f006fac253df30', operation='INSERT', pgid='pgtrigger_insert_insert_cf826', table='strategy_undertaking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='undertaking',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."evidence_document_id" IS DISTINCT FROM (NEW."evidence_document_id") OR OLD."evidence_line" IS DISTINCT FROM (NEW."evidence_line") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."promise" IS DISTINCT FROM (NEW."promise") OR OLD."promise_document_id" IS DISTINCT FROM (NEW."promise_document_id") OR OLD."promise_line" IS DISTINCT FROM (NEW."promise_line") OR OLD."promised_amount" IS DISTINCT FROM (NEW."promised_amount") OR OLD."promised_amount_unit" IS DISTINCT FROM (NEW."promised_amount_unit") OR OLD."promised_on" IS DISTINCT FROM (NEW."promised_on") OR OLD."promised_printed" IS DISTINCT FROM (NEW."promised_printed") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id"))', func='INSERT INTO "strategy_undertakingevent" ("archived_at", "code", "evidence", "evidence_document_id", "evidence_line", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promise", "promise_document_id", "promise_line", "promised_amount", "promised_amount_unit", "promised_on", "promised_printed", "section", "status", "subject", "theme_id") VALUES (NEW."archived_at", NEW."code", NEW."evidence", NEW."evidence_document_id", NEW."evidence_line", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."promise", NEW."promise_document_id", NEW."promise_line", NEW."promised_amount", NEW."promised_amount_unit", NEW."promised_on", NEW."promised_printed", NEW."section", NEW."status", NEW."subject", NEW."theme_id"); RETURN NULL;', hash='553c66fb8649008c57632e44b9008d45dc31f604', operation='UPDATE', pgid='pgtrigger_update_update_ca03e', table='strategy_undertaking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='undertakingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6549f600d2e43cf93a24f2517fb027304f94288e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b0950', table='strategy_undertakingevent', when='BEFORE')),
        ),
    ]
