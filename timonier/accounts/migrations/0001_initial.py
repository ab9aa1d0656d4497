
import datetime
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='fonction')),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deputises_for', to=settings.AUTH_USER_MODEL, verbose_name='suppléant')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'personne',
                'verbose_name_plural': 'personnes',
                'ordering': ['last_name', 'first_name'],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('administrator', 'Administration de la plateforme'), ('dgs', 'Direction générale des services'), ('director', 'Direction d’une unité'), ('contributor', 'Contribution'), ('controller', 'Contrôle de gestion'), ('editor', 'Rédaction du rapport d’activité'), ('elected', 'Membre élu du conseil'), ('mayor', 'Maire d’une commune membre')], max_length=20, verbose_name='rôle')),
                ('scope', models.CharField(choices=[('institution', 'Toute l’institution'), ('unit', 'Une unité et ce qui en dépend'), ('commune', 'Une commune')], default='institution', max_length=20, verbose_name='portée')),
                ('scope_code', models.CharField(blank=True, max_length=80, verbose_name='code de la portée')),
                ('starts_on', models.DateField(default=datetime.date.today, verbose_name='à compter du')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rôle attribué',
                'verbose_name_plural': 'rôles attribués',
            },
        ),
        migrations.CreateModel(
            name='GrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('administrator', 'Administration de la plateforme'), ('dgs', 'Direction générale des services'), ('director', 'Direction d’une unité'), ('contributor', 'Contribution'), ('controller', 'Contrôle de gestion'), ('editor', 'Rédaction du rapport d’activité'), ('elected', 'Membre élu du conseil'), ('mayor', 'Maire d’une commune membre')], max_length=20, verbose_name='rôle')),
                ('scope', models.CharField(choices=[('institution', 'Toute l’institution'), ('unit', 'Une unité et ce qui en dépend'), ('commune', 'Une commune')], default='institution', max_length=20, verbose_name='portée')),
                ('scope_code', models.CharField(blank=True, max_length=80, verbose_name='code de la portée')),
                ('starts_on', models.DateField(default=datetime.date.today, verbose_name='à compter du')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.grant')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(fields=('user', 'role', 'scope', 'scope_code', 'starts_on'), name='grant_once', violation_error_message='Cette personne tient déjà ce rôle à cette portée.'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='grant_ends_after_start', violation_error_message='Le rôle prend fin avant d’avoir commencé.'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope', 'institution'), ('scope_code', '')), models.Q(models.Q(('scope', 'institution'), _negated=True), models.Q(('scope_code', ''), _negated=True)), _connector='OR'), name='grant_scope_has_code', violation_error_message='Une portée limitée nomme son unité ou sa commune\u202f; la portée «\xa0toute l’institution\xa0» n’en nomme pas.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_grantevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "scope", "scope_code", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."scope", NEW."scope_code", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='bd812d532e0257167ccf5db039c4349df7039735', operation='INSERT', pgid='pgtrigger_insert_insert_a8d42', table='accounts_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_grantevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "scope", "scope_code", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."scope", NEW."scope_code", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='d850ef47c39c7f45bef95127eff0bf03a80609b0', operation='UPDATE', pgid='pgtrigger_update_update_c6802', table='accounts_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37e99b1e1b72116f22397695db300cd7295f2f94', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d6a42', table='accounts_grantevent', when='BEFORE')),
        ),
    ]
