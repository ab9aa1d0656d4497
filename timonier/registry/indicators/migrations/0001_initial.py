
import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import timonier.registry.core.search
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("core", "0001_french_search"),
        ('documents', '0001_initial'),
        ('feeds', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Break',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('between_start', models.DateField(verbose_name='après le')),
                ('between_end', models.DateField(verbose_name='avant le')),
                ('kind', models.CharField(choices=[('perimeter', 'Périmètre'), ('unit', 'Unité'), ('definition', 'Définition'), ('vintage', 'Millésime'), ('split', 'Découpage'), ('reorganisation', 'Réorganisation')], max_length=20, verbose_name='nature')),
                ('reason', models.CharField(max_length=400, verbose_name='motif')),
            ],
            options={
                'verbose_name': 'rupture de série',
                'verbose_name_plural': 'ruptures de série',
                'ordering': ['between_start'],
            },
        ),
        migrations.CreateModel(
            name='ConsistencyRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('sum', 'Les parties s’additionnent'), ('share', 'La part se recalcule')], max_length=10, verbose_name='règle')),
                ('total', models.CharField(max_length=40, verbose_name='total')),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None, verbose_name='parties')),
                ('share', models.CharField(blank=True, max_length=40, verbose_name='part (%)')),
                ('tolerance', models.DecimalField(decimal_places=4, default=0, max_digits=12, verbose_name='tolérance')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='remarque')),
            ],
            options={
                'verbose_name': 'règle de cohérence',
                'verbose_name_plural': 'règles de cohérence',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='ConsistencyRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('kind', models.CharField(choices=[('sum', 'Les parties s’additionnent'), ('share', 'La part se recalcule')], max_length=10, verbose_name='règle')),
                ('total', models.CharField(max_length=40, verbose_name='total')),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None, verbose_name='parties')),
                ('share', models.CharField(blank=True, max_length=40, verbose_name='part (%)')),
                ('tolerance', models.DecimalField(decimal_places=4, default=0, max_digits=12, verbose_name='tolérance')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='remarque')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Crosswalk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comparability', models.CharField(choices=[('identique', 'identique'), ('comparable', 'comparable'), ('millesime', 'autre millésime'), ('perimetre', 'autre périmètre'), ('libelle', 'autre libellé'), ('unite', 'autre unité'), ('decoupage', 'autre découpage'), ('absent', 'interrompu'), ('suspect', 'suspect')], max_length=20, verbose_name='comparabilité')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='réserve')),
            ],
            options={
                'verbose_name': 'correspondance entre rapports',
                'verbose_name_plural': 'correspondances entre rapports',
            },
        ),
        migrations.CreateModel(
            name='CrosswalkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('comparability', models.CharField(choices=[('identique', 'identique'), ('comparable', 'comparable'), ('millesime', 'autre millésime'), ('perimetre', 'autre périmètre'), ('libelle', 'autre libellé'), ('unite', 'autre unité'), ('decoupage', 'autre découpage'), ('absent', 'interrompu'), ('suspect', 'suspect')], max_length=20, verbose_name='comparabilité')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='réserve')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('territory_printed', models.CharField(blank=True, max_length=160, verbose_name='territoire tel qu’imprimé')),
                ('period_start', models.DateField(blank=True, null=True, verbose_name='début de la période')),
                ('period_end', models.DateField(blank=True, null=True, verbose_name='fin de la période')),
                ('period_printed', models.CharField(blank=True, max_length=60, verbose_name='période telle qu’imprimée')),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True, verbose_name='valeur')),
                ('numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True, verbose_name='numérateur')),
                ('denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True, verbose_name='dénominateur')),
                ('measure_unit', models.CharField(blank=True, max_length=80, verbose_name='unité de mesure')),
                ('qualifier', models.CharField(choices=[('exact', 'exact'), ('about', 'environ'), ('more_than', 'plus de'), ('less_than', 'moins de'), ('up_to', 'jusqu’à'), ('forecast', 'prévisionnel'), ('requested', 'demandé')], default='exact', max_length=20, verbose_name='précision')),
                ('nature', models.CharField(choices=[('achieved', 'Réalisé'), ('target', 'Cible'), ('project', 'Projet'), ('context', 'Contexte'), ('forecast', 'Prévision')], default='achieved', max_length=20, verbose_name='nature')),
                ('status', models.CharField(choices=[('estimated', 'Estimé'), ('provisional', 'Provisoire'), ('validated', 'Validé'), ('published', 'Publié')], default='provisional', max_length=20, verbose_name='statut')),
                ('external_id', models.CharField(blank=True, max_length=40, verbose_name='numéro de citation')),
                ('label', models.CharField(blank=True, max_length=300, verbose_name='libellé dans la source')),
                ('comparison', models.CharField(blank=True, max_length=200, verbose_name='comparaison donnée par la source')),
                ('missing_reason', models.CharField(blank=True, max_length=200, verbose_name='raison de l’absence')),
                ('batch', models.UUIDField(blank=True, editable=False, null=True, verbose_name='lot d’import')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='connu le')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='remplacé le')),
                ('revision_reason', models.CharField(blank=True, max_length=300, verbose_name='motif de la révision')),
            ],
            options={
                'verbose_name': 'chiffre',
                'verbose_name_plural': 'chiffres',
                'ordering': ['indicator', 'period_end', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=240, verbose_name='nom')),
                ('definition', models.TextField(blank=True, verbose_name='définition')),
                ('kind', models.CharField(choices=[('activity', 'Activité'), ('follow_up', 'Suivi'), ('steering', 'Pilotage')], default='activity', max_length=20, verbose_name='type')),
                ('unit', models.CharField(blank=True, max_length=80, verbose_name='unité')),
                ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='décimales')),
                ('direction', models.CharField(choices=[('up', 'La hausse est souhaitée'), ('down', 'La baisse est souhaitée'), ('maintain', 'Le maintien est souhaité'), ('range', 'Une fourchette est souhaitée'), ('none', 'Sans sens souhaité')], default='none', max_length=20, verbose_name='sens')),
                ('time_operator', models.CharField(choices=[('sum', 'Somme des périodes'), ('average', 'Moyenne des périodes'), ('first', 'Première valeur'), ('last', 'Dernière valeur connue'), ('last_in_period', 'Valeur en fin de période'), ('min', 'Minimum'), ('max', 'Maximum'), ('none', 'Ne s’agrège pas dans le temps')], default='last', max_length=20, verbose_name='opérateur de temps')),
                ('perimeter_operator', models.CharField(choices=[('sum', 'Somme'), ('ratio_of_sums', 'Somme des numérateurs ÷ somme des dénominateurs'), ('weighted_mean', 'Moyenne pondérée'), ('min', 'Minimum'), ('max', 'Maximum'), ('last', 'Dernière valeur connue'), ('none', 'Ne s’additionne pas')], default='none', max_length=20, verbose_name='opérateur de périmètre')),
                ('factor', models.DecimalField(decimal_places=6, default=Decimal('1'), max_digits=14, verbose_name='facteur')),
                ('coverage_threshold', models.DecimalField(decimal_places=2, default=Decimal('80'), max_digits=5, verbose_name='couverture minimale (%)')),
                ('periodicity', models.CharField(choices=[('monthly', 'Mensuel'), ('quarterly', 'Trimestriel'), ('half_yearly', 'Semestriel'), ('annual', 'Annuel')], default='annual', max_length=20, verbose_name='rythme')),
                ('delay_days', models.PositiveSmallIntegerField(default=180, verbose_name='délai de mise à disposition (jours)')),
                ('source_note', models.CharField(blank=True, max_length=240, verbose_name='producteur et source')),
                ('method_version', models.CharField(blank=True, max_length=40, verbose_name='version de la méthode')),
                ('limits', models.TextField(blank=True, verbose_name='limites')),
                ('discontinued_on', models.DateField(blank=True, null=True, verbose_name='interrompu le')),
                ('discontinued_reason', models.CharField(blank=True, max_length=300, verbose_name='motif d’interruption')),
                ('search', models.GeneratedField(db_persist=True, expression=timonier.registry.core.search.FrenchVector('code', 'name', 'definition', 'unit'), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'verbose_name': 'indicateur',
                'verbose_name_plural': 'indicateurs',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archivé le')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=240, verbose_name='nom')),
                ('definition', models.TextField(blank=True, verbose_name='définition')),
                ('kind', models.CharField(choices=[('activity', 'Activité'), ('follow_up', 'Suivi'), ('steering', 'Pilotage')], default='activity', max_length=20, verbose_name='type')),
                ('unit', models.CharField(blank=True, max_length=80, verbose_name='unité')),
                ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='décimales')),
                ('direction', models.CharField(choices=[('up', 'La hausse est souhaitée'), ('down', 'La baisse est souhaitée'), ('maintain', 'Le maintien est souhaité'), ('range', 'Une fourchette est souhaitée'), ('none', 'Sans sens souhaité')], default='none', max_length=20, verbose_name='sens')),
                ('time_operator', models.CharField(choices=[('sum', 'Somme des périodes'), ('average', 'Moyenne des périodes'), ('first', 'Première valeur'), ('last', 'Dernière valeur connue'), ('last_in_period', 'Valeur en fin de période'), ('min', 'Minimum'), ('max', 'Maximum'), ('none', 'Ne s’agrège pas dans le temps')], default='last', max_length=20, verbose_name='opérateur de temps')),
                ('perimeter_operator', models.CharField(choices=[('sum', 'Somme'), ('ratio_of_sums', 'Somme des numérateurs ÷ somme des dénominateurs'), ('weighted_mean', 'Moyenne pondérée'), ('min', 'Minimum'), ('max', 'Maximum'), ('last', 'Dernière valeur connue'), ('none', 'Ne s’additionne pas')], default='none', max_length=20, verbose_name='opérateur de périmètre')),
                ('factor', models.DecimalField(decimal_places=6, default=Decimal('1'), max_digits=14, verbose_name='facteur')),
                ('coverage_threshold', models.DecimalField(decimal_places=2, default=Decimal('80'), max_digits=5, verbose_name='couverture minimale (%)')),
                ('periodicity', models.CharField(choices=[('monthly', 'Mensuel'), ('quarterly', 'Trimestriel'), ('half_yearly', 'Semestriel'), ('annual', 'Annuel')], default='annual', max_length=20, verbose_name='rythme')),
                ('delay_days', models.PositiveSmallIntegerField(default=180, verbose_name='délai de mise à disposition (jours)')),
                ('source_note', models.CharField(blank=True, max_length=240, verbose_name='producteur et source')),
                ('method_version', models.CharField(blank=True, max_length=40, verbose_name='version de la méthode')),
                ('limits', models.TextField(blank=True, verbose_name='limites')),
                ('discontinued_on', models.DateField(blank=True, null=True, verbose_name='interrompu le')),
                ('discontinued_reason', models.CharField(blank=True, max_length=300, verbose_name='motif d’interruption')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
            ],
            options={
                'verbose_name': 'responsabilité d’indicateur',
                'verbose_name_plural': 'responsabilités d’indicateur',
            },
        ),
        migrations.CreateModel(
            name='ResponsibilityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='échéance')),
                ('due_printed', models.CharField(blank=True, max_length=60, verbose_name='échéance telle qu’imprimée')),
                ('value', models.DecimalField(decimal_places=4, max_digits=24, verbose_name='cible')),
                ('baseline_value', models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True, verbose_name='valeur de départ')),
                ('baseline_on', models.DateField(blank=True, null=True, verbose_name='date de départ')),
            ],
            options={
                'verbose_name': 'cible',
                'verbose_name_plural': 'cibles',
                'ordering': ['due_on'],
            },
        ),
        migrations.CreateModel(
            name='TargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('line', models.CharField(blank=True, max_length=60, verbose_name='ligne, page ou cellule')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='échéance')),
                ('due_printed', models.CharField(blank=True, max_length=60, verbose_name='échéance telle qu’imprimée')),
                ('value', models.DecimalField(decimal_places=4, max_digits=24, verbose_name='cible')),
                ('baseline_value', models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True, verbose_name='valeur de départ')),
                ('baseline_on', models.DateField(blank=True, null=True, verbose_name='date de départ')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BreakEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('between_start', models.DateField(verbose_name='après le')),
                ('between_end', models.DateField(verbose_name='avant le')),
                ('kind', models.CharField(choices=[('perimeter', 'Périmètre'), ('unit', 'Unité'), ('definition', 'Définition'), ('vintage', 'Millésime'), ('split', 'Découpage'), ('reorganisation', 'Réorganisation')], max_length=20, verbose_name='nature')),
                ('reason', models.CharField(max_length=400, verbose_name='motif')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.break')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consistencyrule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_consistencyruleevent" ("code", "id", "kind", "note", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "tolerance", "total") VALUES (NEW."code", NEW."id", NEW."kind", NEW."note", NEW."parts", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."share", NEW."tolerance", NEW."total"); RETURN NULL;', hash='867b2d0d1c55c2b8eee0f9a31631ed43db3529c2', operation='INSERT', pgid='pgtrigger_insert_insert_9c753', table='indicators_consistencyrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consistencyrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_consistencyruleevent" ("code", "id", "kind", "note", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "tolerance", "total") VALUES (NEW."code", NEW."id", NEW."kind", NEW."note", NEW."parts", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."share", NEW."tolerance", NEW."total"); RETURN NULL;', hash='3b566f7d1fe8a6344b972563de81df43b02868d4', operation='UPDATE', pgid='pgtrigger_update_update_7dc46', table='indicators_consistencyrule', when='AFTER')),
        ),
        migrations.AddField(
            model_name='consistencyruleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='consistencyruleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.consistencyrule'),
        ),
        migrations.AddField(
            model_name='crosswalkevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='crosswalkevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.crosswalk'),
        ),
        migrations.AddField(
            model_name='figure',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document source'),
        ),
        migrations.AddField(
            model_name='figure',
            name='feed',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='feeds.feed'),
        ),
        migrations.AddField(
            model_name='figure',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='figure',
            name='repeat_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeats', to='indicators.figure'),
        ),
        migrations.AddField(
            model_name='figure',
            name='supersedes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='indicators.figure'),
        ),
    ]
