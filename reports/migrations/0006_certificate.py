import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0006_engagement'),
        ('reports', '0005_issuing'),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningCertificate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('fingerprint', models.CharField(db_index=True, max_length=64)),
                ('certificate', models.BinaryField()),
                ('sealed_key', models.BinaryField(null=True)),
                ('put_by', models.CharField(max_length=200)),
                ('put_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.CharField(blank=True, max_length=200)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_certificates', to='organisations.organisation')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('organisation',), name='one_signing_certificate_at_a_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('sealed_key__isnull', False)), models.Q(('ended_at__isnull', False), ('sealed_key__isnull', True)), _connector='OR'), name='signing_key_goes_with_its_certificate'),
                ],
            },
        ),
    ]
