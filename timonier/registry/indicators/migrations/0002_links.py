
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('indicators', '0001_initial'),
        ('organisations', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('strategy', '0001_initial'),
        ('territories', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='figure',
            name='territory',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='territories.territory', verbose_name='territoire'),
        ),
        migrations.AddField(
            model_name='figure',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='organisations.unit', verbose_name='unité'),
        ),
        migrations.AddField(
            model_name='crosswalkevent',
            name='from_figure',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.figure'),
        ),
        migrations.AddField(
            model_name='crosswalkevent',
            name='to_figure',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.figure'),
        ),
        migrations.AddField(
            model_name='crosswalk',
            name='from_figure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='crosswalk_to', to='indicators.figure'),
        ),
        migrations.AddField(
            model_name='crosswalk',
            name='to_figure',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='crosswalk_from', to='indicators.figure'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='denominator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='denominator_of', to='indicators.indicator', verbose_name='dénominateur'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='deputy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='suppléant'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='nodes',
            field=models.ManyToManyField(blank=True, related_name='indicators', to='strategy.node', verbose_name='éléments de stratégie'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='numerator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='numerator_of', to='indicators.indicator', verbose_name='numérateur'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_indicators', to=settings.AUTH_USER_MODEL, verbose_name='responsable'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='theme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='theme_indicators', to='strategy.node', verbose_name='thème'),
        ),
        migrations.AddField(
            model_name='figure',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='indicators.indicator', verbose_name='indicateur'),
        ),
        migrations.AddField(
            model_name='breakevent',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='break',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='denominator',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator', verbose_name='dénominateur'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='deputy',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='suppléant'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='numerator',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator', verbose_name='numérateur'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='owner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='responsable'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='theme',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='strategy.node', verbose_name='thème'),
        ),
        migrations.AddField(
            model_name='responsibility',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='responsibility',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='organisations.unit'),
        ),
        migrations.AddField(
            model_name='responsibilityevent',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='responsibilityevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='responsibilityevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.responsibility'),
        ),
        migrations.AddField(
            model_name='responsibilityevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.unit'),
        ),
        migrations.AddField(
            model_name='target',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document source'),
        ),
        migrations.AddField(
            model_name='target',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='target',
            name='objective',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='targets', to='strategy.objective', verbose_name='objectif servi'),
        ),
        migrations.AddField(
            model_name='target',
            name='territory',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.territory'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='document',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='document source'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='objective',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='strategy.objective', verbose_name='objectif servi'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.target'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='territory',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='territories.territory'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consistencyruleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='927d866d7dd26d6a55eb9c0cd98803cd4f2d0cb9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_46658', table='indicators_consistencyruleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crosswalkevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ee16ccebea0bb21d056fb58ac72cdd9e14150aea', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_44a80', table='indicators_crosswalkevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='crosswalk',
            constraint=models.UniqueConstraint(fields=('from_figure', 'to_figure'), name='crosswalk_once', nulls_distinct=False, violation_error_message='Cette correspondance existe déjà.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crosswalk',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_crosswalkevent" ("comparability", "from_figure_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_figure_id") VALUES (NEW."comparability", NEW."from_figure_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."to_figure_id"); RETURN NULL;', hash='3dba68a25416f548bc88afaf8febaf861eb15109', operation='INSERT', pgid='pgtrigger_insert_insert_97d6e', table='indicators_crosswalk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crosswalk',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_crosswalkevent" ("comparability", "from_figure_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_figure_id") VALUES (NEW."comparability", NEW."from_figure_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."to_figure_id"); RETURN NULL;', hash='6720cc3a58fb3326d5e68506f8efe884fb3b3273', operation='UPDATE', pgid='pgtrigger_update_update_81e12', table='indicators_crosswalk', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('perimeter_operator', 'ratio_of_sums'), _negated=True), models.Q(('denominator__isnull', False), ('numerator__isnull', False)), models.Q(('denominator__isnull', True), ('numerator__isnull', True)), _connector='OR'), name='indicator_ratio_names_both_terms', violation_error_message='Un rapport nomme ensemble son numérateur et son dénominateur, ou aucun des deux s’ils sont saisis avec chaque valeur.'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('discontinued_on__isnull', True), models.Q(('discontinued_reason', ''), _negated=True), _connector='OR'), name='indicator_discontinued_with_reason', violation_error_message='Un indicateur s’interrompt avec un motif.'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('coverage_threshold__gte', 0), ('coverage_threshold__lte', 100)), name='indicator_coverage_is_a_share', violation_error_message='La couverture minimale va de 0 à 100 %%.'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('numerator__isnull', True), models.Q(('numerator', models.F('id')), _negated=True), _connector='OR'), name='indicator_not_its_own_numerator', violation_error_message='Un indicateur n’est pas son propre numérateur.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_indicatorevent" ("archived_at", "code", "coverage_threshold", "decimals", "definition", "delay_days", "denominator_id", "deputy_id", "direction", "discontinued_on", "discontinued_reason", "factor", "id", "kind", "limits", "method_version", "name", "numerator_id", "owner_id", "perimeter_operator", "periodicity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_note", "theme_id", "time_operator", "unit") VALUES (NEW."archived_at", NEW."code", NEW."coverage_threshold", NEW."decimals", NEW."definition", NEW."delay_days", NEW."denominator_id", NEW."deputy_id", NEW."direction", NEW."discontinued_on", NEW."discontinued_reason", NEW."factor", NEW."id", NEW."kind", NEW."limits", NEW."method_version", NEW."name", NEW."numerator_id", NEW."owner_id", NEW."perimeter_operator", NEW."periodicity", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_note", NEW."theme_id", NEW."time_operator", NEW."unit"); RETURN NULL;', hash='6b39dff27e0cf7e4a6fe5a0ee3d7d87c7cb487fe', operation='INSERT', pgid='pgtrigger_insert_insert_6ab67', table='indicators_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."coverage_threshold" IS DISTINCT FROM (NEW."coverage_threshold") OR OLD."decimals" IS DISTINCT FROM (NEW."decimals") OR OLD."definition" IS DISTINCT FROM (NEW."definition") OR OLD."delay_days" IS DISTINCT FROM (NEW."delay_days") OR OLD."denominator_id" IS DISTINCT FROM (NEW."denominator_id") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."direction" IS DISTINCT FROM (NEW."direction") OR OLD."discontinued_on" IS DISTINCT FROM (NEW."discontinued_on") OR OLD."discontinued_reason" IS DISTINCT FROM (NEW."discontinued_reason") OR OLD."factor" IS DISTINCT FROM (NEW."factor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."limits" IS DISTINCT FROM (NEW."limits") OR OLD."method_version" IS DISTINCT FROM (NEW."method_version") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."numerator_id" IS DISTINCT FROM (NEW."numerator_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."perimeter_operator" IS DISTINCT FROM (NEW."perimeter_operator") OR OLD."periodicity" IS DISTINCT FROM (NEW."periodicity") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id") OR OLD."time_operator" IS DISTINCT FROM (NEW."time_operator") OR OLD."unit" IS DISTINCT FROM (NEW."unit"))', func='INSERT INTO "indicators_indicatorevent" ("archived_at", "code", "coverage_threshold", "decimals", "definition", "delay_days", "denominator_id", "deputy_id", "direction", "discontinued_on", "discontinued_reason", "factor", "id", "kind", "limits", "method_version", "name", "numerator_id", "owner_id", "perimeter_operator", "periodicity", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_note", "theme_id", "time_operator", "unit") VALUES (NEW."archived_at", NEW."code", NEW."coverage_threshold", NEW."decimals", NEW."definition", NEW."delay_days", NEW."denominator_id", NEW."deputy_id", NEW."direction", NEW."discontinued_on", NEW."discontinued_reason", NEW."factor", NEW."id", NEW."kind", NEW."limits", NEW."method_version", NEW."name", NEW."numerator_id", NEW."owner_id", NEW."perimeter_operator", NEW."periodicity", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_note", NEW."theme_id", NEW."time_operator", NEW."unit"); RETURN NULL;', hash='0773d7c3fa40e354613b7e39dfc775a37e0b709b', operation='UPDATE', pgid='pgtrigger_update_update_4281e', table='indicators_indicator', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('superseded_at__isnull', True)), fields=['indicator', 'period_end'], name='figure_current'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(fields=['recorded_at'], name='figure_recorded_at'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['superseded_at'], name='figure_superseded_at'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), models.Q(('external_id', ''), _negated=True)), fields=('external_id',), name='figure_cited_once', violation_error_message='Ce numéro de citation désigne déjà un autre chiffre.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('indicator', 'territory', 'unit', 'period_start', 'period_end', 'nature', 'document', 'line', 'external_id'), name='figure_once_per_cell_and_source', nulls_distinct=False, violation_error_message='Cette source donne déjà une valeur pour cet indicateur, cette période et ce périmètre : révisez-la au lieu d’en ajouter une.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('period_end__isnull', True), ('period_start__isnull', True)), ('period_end__gte', models.F('period_start')), _connector='OR'), name='figure_period_is_ordered', violation_error_message='La période finit avant d’avoir commencé.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('missing_reason', ''), _negated=True), _connector='OR'), name='figure_missing_has_reason', violation_error_message='Une valeur inconnue porte sa raison.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), models.Q(('revision_reason', ''), _negated=True), _connector='OR'), name='figure_revision_has_reason', violation_error_message='Une révision porte son motif.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('denominator__isnull', True), models.Q(('denominator', 0), _negated=True), _connector='OR'), name='figure_denominator_not_zero', violation_error_message='Un dénominateur nul ne donne pas de rapport.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='figure_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a7e8b30a8e50ff9934f5ec9544c4e9f9b955767e', operation='DELETE', pgid='pgtrigger_figure_never_deleted_71707', table='indicators_figure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='figure_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."indicator_id" IS DISTINCT FROM (NEW."indicator_id") OR OLD."territory_id" IS DISTINCT FROM (NEW."territory_id") OR OLD."territory_printed" IS DISTINCT FROM (NEW."territory_printed") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."period_start" IS DISTINCT FROM (NEW."period_start") OR OLD."period_end" IS DISTINCT FROM (NEW."period_end") OR OLD."period_printed" IS DISTINCT FROM (NEW."period_printed") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."numerator" IS DISTINCT FROM (NEW."numerator") OR OLD."denominator" IS DISTINCT FROM (NEW."denominator") OR OLD."measure_unit" IS DISTINCT FROM (NEW."measure_unit") OR OLD."qualifier" IS DISTINCT FROM (NEW."qualifier") OR OLD."nature" IS DISTINCT FROM (NEW."nature") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."comparison" IS DISTINCT FROM (NEW."comparison") OR OLD."repeat_of_id" IS DISTINCT FROM (NEW."repeat_of_id") OR OLD."missing_reason" IS DISTINCT FROM (NEW."missing_reason") OR OLD."feed_id" IS DISTINCT FROM (NEW."feed_id") OR OLD."batch" IS DISTINCT FROM (NEW."batch") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."supersedes_id" IS DISTINCT FROM (NEW."supersedes_id") OR OLD."revision_reason" IS DISTINCT FROM (NEW."revision_reason"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='22fb665cfaafeb7030ce3e1b2d0d6ed67dd48176', operation='UPDATE', pgid='pgtrigger_figure_never_changed_7882e', table='indicators_figure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='breakevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6c1dfbcd7fca137f8411f91d4ec2e6b3fd54a6f4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_76406', table='indicators_breakevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='break',
            constraint=models.CheckConstraint(condition=models.Q(('between_end__gte', models.F('between_start'))), name='break_ends_after_start', violation_error_message='La rupture finit avant d’avoir commencé.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='break',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_breakevent" ("between_end", "between_start", "id", "indicator_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."between_end", NEW."between_start", NEW."id", NEW."indicator_id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='9c39b741cd3711fba9b35a035ff61790847d9cc1', operation='INSERT', pgid='pgtrigger_insert_insert_d1617', table='indicators_break', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='break',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_breakevent" ("between_end", "between_start", "id", "indicator_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."between_end", NEW."between_start", NEW."id", NEW."indicator_id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='ab04c78d6392bc9572c7089ad23a3b2ef7985be1', operation='UPDATE', pgid='pgtrigger_update_update_d71a6', table='indicators_break', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='094e1c3f4541b9846ba25c4ee0a14f60244a9bd9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_120fe', table='indicators_indicatorevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.UniqueConstraint(fields=('indicator', 'unit'), name='responsibility_once', violation_error_message='Cette unité répond déjà de cet indicateur.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='responsibility',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_responsibilityevent" ("ends_on", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "unit_id") VALUES (NEW."ends_on", NEW."id", NEW."indicator_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."unit_id"); RETURN NULL;', hash='37a4d557dabb79c9be26746f0db5f96785c9f107', operation='INSERT', pgid='pgtrigger_insert_insert_85043', table='indicators_responsibility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='responsibility',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_responsibilityevent" ("ends_on", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "unit_id") VALUES (NEW."ends_on", NEW."id", NEW."indicator_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."unit_id"); RETURN NULL;', hash='0f2807d6b3fbb94e01c3c94a4759108cde32da9a', operation='UPDATE', pgid='pgtrigger_update_update_348b3', table='indicators_responsibility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='responsibilityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4426325a6e25101a96843674ab2e0d4c9f033d47', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c7f19', table='indicators_responsibilityevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_targetevent" ("baseline_on", "baseline_value", "document_id", "due_on", "due_printed", "id", "indicator_id", "line", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "territory_id", "value") VALUES (NEW."baseline_on", NEW."baseline_value", NEW."document_id", NEW."due_on", NEW."due_printed", NEW."id", NEW."indicator_id", NEW."line", NEW."objective_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."territory_id", NEW."value"); RETURN NULL;', hash='81edbbc7e142b4d2ffc05ef46c422c6e0cfb5e6d', operation='INSERT', pgid='pgtrigger_insert_insert_621f2', table='indicators_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_targetevent" ("baseline_on", "baseline_value", "document_id", "due_on", "due_printed", "id", "indicator_id", "line", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "territory_id", "value") VALUES (NEW."baseline_on", NEW."baseline_value", NEW."document_id", NEW."due_on", NEW."due_printed", NEW."id", NEW."indicator_id", NEW."line", NEW."objective_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."territory_id", NEW."value"); RETURN NULL;', hash='9102bd9c831a3409dd1b8b318c97b354a790ac71', operation='UPDATE', pgid='pgtrigger_update_update_38da2', table='indicators_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a3d5c6393caf8b2e237031887f088221d4384e28', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e7007', table='indicators_targetevent', when='BEFORE')),
        ),
    ]
