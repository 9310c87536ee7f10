"""What newer rules would change, and days of law that passed."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_outgoing_mail'),
        ('procurement', '0010_review'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='assessment',
            name='law_looked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='LawDay',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('before', models.DateField()),
                ('on', models.DateField()),
                ('change', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='law_days', to='procurement.assessment')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='law_days', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('assessment', 'on'), name='law_day_once'), models.CheckConstraint(condition=models.Q(('on__gt', models.F('before'))), name='law_day_goes_forward')],
            },
        ),
        migrations.CreateModel(
            name='RulesComparison',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('comparing', models.UUIDField(blank=True, null=True, unique=True)),
                ('change', models.JSONField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('compared_at', models.DateTimeField(blank=True, null=True)),
                ('taking', models.UUIDField(blank=True, null=True, unique=True)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules_comparisons', to='procurement.assessment')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.pinnedcontent')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules_comparisons', to='organisations.organisation')),
                ('rulebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.pinnedcontent')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('assessment', 'bank', 'rulebook'), name='rules_comparison_once')],
            },
        ),
    ]
