
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('feeds', '0001_initial'),
        ('indicators', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='feed',
            name='indicators',
            field=models.ManyToManyField(blank=True, related_name='feeds', to='indicators.indicator', verbose_name='indicateurs servis'),
        ),
    ]
