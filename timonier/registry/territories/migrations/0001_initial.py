
import django.contrib.postgres.search
import django.core.validators
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
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
            ],
            options={
                'verbose_name': 'appartenance',
                'verbose_name_plural': 'appartenances',
            },
        ),
        migrations.CreateModel(
            name='Population',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('vintage_year', models.PositiveSmallIntegerField(verbose_name='millésime')),
                ('kind', models.CharField(choices=[('municipale', 'Population municipale'), ('totale', 'Population totale')], max_length=10, verbose_name='nature')),
                ('value', models.PositiveIntegerField(verbose_name='habitants')),
                ('source', models.CharField(blank=True, max_length=160, verbose_name='source')),
            ],
            options={
                'verbose_name': 'population',
                'verbose_name_plural': 'populations',
                'ordering': ['-year', '-vintage_year'],
            },
        ),
        migrations.CreateModel(
            name='TerritoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('kind', models.CharField(choices=[('institution', 'Établissement public'), ('former_territory', 'Ancien territoire'), ('commune', 'Commune'), ('outside', 'Hors périmètre')], max_length=20, verbose_name='nature')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('siren', models.CharField(blank=True, max_length=9, validators=[django.core.validators.RegexValidator('^\\d{9}$', 'Un SIREN compte neuf chiffres.')], verbose_name='SIREN')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('longitude', models.DecimalField(blank=True, decimal_places=4, max_digits=8, null=True)),
                ('latitude', models.DecimalField(blank=True, decimal_places=4, max_digits=8, null=True)),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('institution', 'Établissement public'), ('former_territory', 'Ancien territoire'), ('commune', 'Commune'), ('outside', 'Hors périmètre')], max_length=20, verbose_name='nature')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('siren', models.CharField(blank=True, max_length=9, validators=[django.core.validators.RegexValidator('^\\d{9}$', 'Un SIREN compte neuf chiffres.')], verbose_name='SIREN')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('longitude', models.DecimalField(blank=True, decimal_places=4, max_digits=8, null=True)),
                ('latitude', models.DecimalField(blank=True, decimal_places=4, max_digits=8, null=True)),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('search', models.GeneratedField(db_persist=True, expression=timonier.registry.core.search.FrenchVector('code', 'name', 'siren'), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'verbose_name': 'territoire',
                'verbose_name_plural': 'territoires',
                'ordering': ['kind', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='territory_ends_after_start', violation_error_message='Territoire : la date de fin précède la date de début.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'commune'), _negated=True), ('code__regex', '^[0-9][0-9AB][0-9]{3}$'), _connector='OR'), name='territory_commune_has_cog_code', violation_error_message='Le code d’une commune compte cinq caractères (13055).')],
            },
        ),
        migrations.CreateModel(
            name='PopulationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('vintage_year', models.PositiveSmallIntegerField(verbose_name='millésime')),
                ('kind', models.CharField(choices=[('municipale', 'Population municipale'), ('totale', 'Population totale')], max_length=10, verbose_name='nature')),
                ('value', models.PositiveIntegerField(verbose_name='habitants')),
                ('source', models.CharField(blank=True, max_length=160, verbose_name='source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='territories.population')),
                ('territory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='territories.territory')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='population',
            name='territory',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='populations', to='territories.territory'),
        ),
        migrations.CreateModel(
            name='Outline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('geometry', models.JSONField(verbose_name='géométrie GeoJSON')),
                ('source', models.CharField(max_length=160, verbose_name='source')),
                ('territory', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outline', to='territories.territory')),
            ],
            options={
                'verbose_name': 'contour',
                'verbose_name_plural': 'contours',
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='territories.membership')),
                ('commune', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='territories.territory')),
                ('territory', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='territories.territory')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='territories.territory'),
        ),
        migrations.AddField(
            model_name='membership',
            name='territory',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='territories.territory'),
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('printed', models.CharField(max_length=160, unique=True, verbose_name='tel qu’imprimé')),
                ('scope', models.CharField(choices=[('exact', 'ce territoire'), ('part', 'une partie de ce territoire'), ('several', 'plusieurs territoires'), ('outside', 'hors du périmètre'), ('ambiguous', 'ambigu dans la source')], max_length=20, verbose_name='portée')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='territories.territory')),
            ],
            options={
                'verbose_name': 'nom imprimé',
                'verbose_name_plural': 'noms imprimés',
                'ordering': ['printed'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='territory',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "territories_territoryevent" ("archived_at", "code", "ends_on", "id", "kind", "latitude", "longitude", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "siren", "starts_on") VALUES (NEW."archived_at", NEW."code", NEW."ends_on", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."siren", NEW."starts_on"); RETURN NULL;', hash='ab3fefd10a416a0013bd86541ba0999943c8f5c7', operation='INSERT', pgid='pgtrigger_insert_insert_4b77b', table='territories_territory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='territory',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."archived_at" IS DISTINCT FROM (NEW."archived_at") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."siren" IS DISTINCT FROM (NEW."siren") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on"))', func='INSERT INTO "territories_territoryevent" ("archived_at", "code", "ends_on", "id", "kind", "latitude", "longitude", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "siren", "starts_on") VALUES (NEW."archived_at", NEW."code", NEW."ends_on", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."siren", NEW."starts_on"); RETURN NULL;', hash='404347cb6952e18d1681569d447419145588dc0c', operation='UPDATE', pgid='pgtrigger_update_update_f14e0', table='territories_territory', when='AFTER')),
        ),
        migrations.AddField(
            model_name='territoryevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='territoryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='territories.territory'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='populationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a7b9da65b175cbd81d82ac2adecf009d47cbe3bd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4f59a', table='territories_populationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='population',
            constraint=models.UniqueConstraint(fields=('territory', 'year', 'vintage_year', 'kind'), name='population_once_per_vintage', violation_error_message='Cette population est déjà connue pour ce millésime.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='population',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "territories_populationevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "territory_id", "value", "vintage_year", "year") VALUES (NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."territory_id", NEW."value", NEW."vintage_year", NEW."year"); RETURN NULL;', hash='ccc0acd0e2f50e7a509a60164ed092d81f9243c1', operation='INSERT', pgid='pgtrigger_insert_insert_e0e2d', table='territories_population', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='population',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "territories_populationevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "territory_id", "value", "vintage_year", "year") VALUES (NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."territory_id", NEW."value", NEW."vintage_year", NEW."year"); RETURN NULL;', hash='4eee222bfb32eb8e9c88e9973d89b06faa036bba', operation='UPDATE', pgid='pgtrigger_update_update_e9133', table='territories_population', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a220d713fc433ebc839e8c8f62af6056eb4a933e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3e3fd', table='territories_membershipevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('territory', 'commune', 'starts_on'), name='membership_once', nulls_distinct=False, violation_error_message='Cette commune appartient déjà à ce territoire.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('territory', models.F('commune')), _negated=True), name='membership_of_another_territory', violation_error_message='Un territoire n’appartient pas à lui-même.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_start', violation_error_message='Appartenance : la date de fin précède la date de début.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "territories_membershipevent" ("commune_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "territory_id") VALUES (NEW."commune_id", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."territory_id"); RETURN NULL;', hash='9c6adb5e4b3c10b89ebc24d5716b6c340175006c', operation='INSERT', pgid='pgtrigger_insert_insert_d434c', table='territories_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "territories_membershipevent" ("commune_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "territory_id") VALUES (NEW."commune_id", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."territory_id"); RETURN NULL;', hash='9bdae5998ae8ec16197838d69776c3807e934931', operation='UPDATE', pgid='pgtrigger_update_update_1c10e', table='territories_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='territoryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='21b5ab27332fa7171b0395a942439b50f44a6e8a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_506a2', table='territories_territoryevent', when='BEFORE')),
        ),
    ]
