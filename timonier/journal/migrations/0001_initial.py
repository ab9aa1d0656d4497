
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='le')),
                ('action', models.CharField(max_length=60, verbose_name='action')),
                ('target_kind', models.CharField(blank=True, max_length=60, verbose_name='objet')),
                ('target_key', models.CharField(blank=True, max_length=120, verbose_name='clé')),
                ('summary', models.TextField(verbose_name='résumé')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='détails')),
                ('digest', models.CharField(max_length=64, verbose_name='empreinte')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
            ],
            options={
                'verbose_name': 'entrée du journal',
                'verbose_name_plural': 'entrées du journal',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['target_kind', 'target_key'], name='journal_target')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='journal_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2eaba6ddb9a411f5ed7bdc1ebbd65541e91c1cb0', operation='UPDATE OR DELETE', pgid='pgtrigger_journal_append_only_a5a83', table='journal_entry', when='BEFORE')),
        ),
    ]
