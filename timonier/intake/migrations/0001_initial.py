
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('figures', 'Chiffres'), ('strategy', 'Stratégie'), ('organisation', 'Organisation')], max_length=20, verbose_name='nature')),
                ('filename', models.CharField(max_length=255, verbose_name='fichier')),
                ('file', models.FileField(blank=True, upload_to='imports/%Y/%m', verbose_name='contenu')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('size', models.PositiveBigIntegerField(verbose_name='taille en octets')),
                ('sheet', models.CharField(blank=True, max_length=120, verbose_name='feuille')),
                ('mapping', models.JSONField(blank=True, default=dict, verbose_name='correspondance des colonnes')),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='réponses aux disparitions')),
                ('report', models.JSONField(blank=True, default=dict, verbose_name='constats')),
                ('state', models.CharField(choices=[('checked', 'Vérifié'), ('applied', 'Appliqué'), ('undone', 'Défait'), ('abandoned', 'Abandonné')], default='checked', max_length=20, verbose_name='état')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='déposé le')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='appliqué le')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='défait le')),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='rang')),
                ('operation', models.CharField(max_length=10, verbose_name='opération')),
                ('model', models.CharField(max_length=60, verbose_name='objet')),
                ('object_id', models.BigIntegerField(null=True, verbose_name='numéro de l’objet')),
                ('key', models.CharField(max_length=200, verbose_name='clé')),
                ('before', models.JSONField(null=True, verbose_name='avant')),
                ('after', models.JSONField(null=True, verbose_name='après')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='intake.batch')),
            ],
            options={
                'verbose_name': 'changement importé',
                'verbose_name_plural': 'changements importés',
                'ordering': ['batch', 'position'],
            },
        ),
    ]
