
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acts', '0002_links'),
        ('consolidation', '0001_initial'),
        ('documents', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChapterEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='numéro')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('kind', models.CharField(choices=[('foreword', 'Avant-propos'), ('policies', 'Politiques publiques'), ('resources', 'Ressources et pilotage'), ('territories', 'Territoires'), ('objectives', 'Objectifs et engagements'), ('limits', 'Ce que ce rapport ne peut pas dire'), ('annex', 'Annexe')], max_length=20, verbose_name='nature')),
                ('lead', models.TextField(blank=True, verbose_name='chapeau')),
                ('policy_areas', models.JSONField(blank=True, default=list, verbose_name='domaines de la source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('missions', 'Missions'), ('highlights', 'Faits marquants'), ('key_figures', 'Chiffres clés'), ('perspectives', 'Perspectives')], max_length=20, verbose_name='partie')),
                ('body', models.TextField(blank=True, verbose_name='texte')),
                ('state', models.CharField(choices=[('drafted', 'Rédigée'), ('reviewed', 'Relue'), ('accepted', 'Acceptée')], default='drafted', max_length=20, verbose_name='état')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due le')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifiée le')),
            ],
            options={
                'verbose_name': 'contribution',
                'verbose_name_plural': 'contributions',
                'ordering': ['chapter', 'unit', 'part'],
            },
        ),
        migrations.CreateModel(
            name='ContributionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('part', models.CharField(choices=[('missions', 'Missions'), ('highlights', 'Faits marquants'), ('key_figures', 'Chiffres clés'), ('perspectives', 'Perspectives')], max_length=20, verbose_name='partie')),
                ('body', models.TextField(blank=True, verbose_name='texte')),
                ('state', models.CharField(choices=[('drafted', 'Rédigée'), ('reviewed', 'Relue'), ('accepted', 'Acceptée')], default='drafted', max_length=20, verbose_name='état')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due le')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifiée le')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='envoyé le')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='reçu le')),
                ('presented_on', models.DateField(blank=True, null=True, verbose_name='présenté en séance le')),
                ('delegates_heard_on', models.DateField(blank=True, null=True, verbose_name='délégués entendus le')),
                ('president_requested_on', models.DateField(blank=True, null=True, verbose_name='audition du Président demandée le')),
                ('act_reference', models.CharField(blank=True, max_length=120, verbose_name='référence de l’acte')),
                ('accounts_refused_reason', models.CharField(blank=True, max_length=300, verbose_name='motif sans compte joint')),
            ],
            options={
                'verbose_name': 'envoi à une commune',
                'verbose_name_plural': 'envois aux communes',
                'ordering': ['commune__name'],
            },
        ),
        migrations.CreateModel(
            name='SendingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='envoyé le')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='reçu le')),
                ('presented_on', models.DateField(blank=True, null=True, verbose_name='présenté en séance le')),
                ('delegates_heard_on', models.DateField(blank=True, null=True, verbose_name='délégués entendus le')),
                ('president_requested_on', models.DateField(blank=True, null=True, verbose_name='audition du Président demandée le')),
                ('act_reference', models.CharField(blank=True, max_length=120, verbose_name='référence de l’acte')),
                ('accounts_refused_reason', models.CharField(blank=True, max_length=300, verbose_name='motif sans compte joint')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding_key', models.CharField(max_length=200, verbose_name='constat')),
                ('reason', models.TextField(verbose_name='motif')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='décidé le')),
            ],
            options={
                'verbose_name': 'constat justifié',
                'verbose_name_plural': 'constats justifiés',
            },
        ),
        migrations.CreateModel(
            name='WaiverEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('finding_key', models.CharField(max_length=200, verbose_name='constat')),
                ('reason', models.TextField(verbose_name='motif')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='décidé le')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AnnualReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='exercice')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('state', models.CharField(choices=[('collecting', 'Collecte'), ('writing', 'Rédaction'), ('reviewing', 'Relecture'), ('approved', 'Validé'), ('published', 'Publié'), ('sent', 'Envoyé')], default='collecting', max_length=20, verbose_name='état')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='fondement légal')),
                ('due_on', models.DateField(verbose_name='à adresser avant le')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='publié le')),
                ('sending_closed_at', models.DateTimeField(blank=True, null=True, verbose_name='envoi clos le')),
                ('accounts', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='compte arrêté')),
                ('accounts_act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act', verbose_name='acte arrêtant le compte')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consolidation.snapshot', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'rapport d’activité',
                'verbose_name_plural': 'rapports d’activité',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='AnnualReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='exercice')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('state', models.CharField(choices=[('collecting', 'Collecte'), ('writing', 'Rédaction'), ('reviewing', 'Relecture'), ('approved', 'Validé'), ('published', 'Publié'), ('sent', 'Envoyé')], default='collecting', max_length=20, verbose_name='état')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='fondement légal')),
                ('due_on', models.DateField(verbose_name='à adresser avant le')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='publié le')),
                ('sending_closed_at', models.DateTimeField(blank=True, null=True, verbose_name='envoi clos le')),
                ('accounts', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document', verbose_name='compte arrêté')),
                ('accounts_act', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acts.act', verbose_name='acte arrêtant le compte')),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.annualreport')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='consolidation.snapshot', verbose_name='photo')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Chapter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ordre')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='numéro')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('kind', models.CharField(choices=[('foreword', 'Avant-propos'), ('policies', 'Politiques publiques'), ('resources', 'Ressources et pilotage'), ('territories', 'Territoires'), ('objectives', 'Objectifs et engagements'), ('limits', 'Ce que ce rapport ne peut pas dire'), ('annex', 'Annexe')], max_length=20, verbose_name='nature')),
                ('lead', models.TextField(blank=True, verbose_name='chapeau')),
                ('policy_areas', models.JSONField(blank=True, default=list, verbose_name='domaines de la source')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='reports.chapter', verbose_name='parent')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chapters', to='reports.annualreport')),
            ],
            options={
                'verbose_name': 'chapitre',
                'verbose_name_plural': 'chapitres',
                'ordering': ['report', 'position'],
            },
        ),
    ]
