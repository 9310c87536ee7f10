"""What a firm says of itself moves from its assessments to its profile, where it is asked once."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


CLOSED = "closed"


def move_to_the_profile(apps, schema_editor):
    """Make every answer about a firm a version of its profile, so that the newest counts.

    An assessment that is closed keeps its own as well: it stays what was decided on.
    """
    Answer = apps.get_model("procurement", "Answer")
    ProfileAnswer = apps.get_model("procurement", "ProfileAnswer")
    told = Answer.objects.filter(subject_kind="organisation")
    versions = {}
    for answer in told.order_by("given_at", "version").iterator():
        place = (answer.organisation_id, answer.key)
        versions[place] = versions.get(place, 0) + 1
        made = ProfileAnswer.objects.create(
            organisation_id=answer.organisation_id,
            key=answer.key,
            version=versions[place],
            value=answer.value,
            grade=answer.grade,
            given_by=answer.given_by,
            as_of=answer.as_of,
            words=answer.words,
            door=answer.door,
        )
        ProfileAnswer.objects.filter(id=made.id).update(given_at=answer.given_at)
    told.exclude(assessment__status=CLOSED).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_trail_is_append_only'),
        ('procurement', '0008_notes'),
    ]

    operations = [
        migrations.AddField(
            model_name='assessment',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='ProfileAnswer',
            fields=[
                ('key', models.CharField(max_length=80)),
                ('version', models.PositiveIntegerField()),
                ('value', models.JSONField()),
                ('grade', models.CharField(choices=[('buyer_says', 'buyer_says'), ('vendor_says', 'vendor_says'), ('document_seen', 'document_seen'), ('public_document', 'public_document'), ('independent', 'independent')], max_length=20)),
                ('given_by', models.CharField(max_length=200)),
                ('as_of', models.DateField(blank=True, null=True)),
                ('words', models.TextField(blank=True)),
                ('door', models.CharField(choices=[('page', 'a question page'), ('sheet', 'an answer sheet'), ('workbook', 'a spreadsheet'), ('triage', 'the first eight questions'), ('meeting', 'the meeting sheet'), ('payback', 'the payback calculator'), ('portal', "the vendor's link"), ('public_document', 'a public document'), ('model_document', 'a model card or parts list'), ('earlier', 'an earlier answer')], default='page', max_length=20)),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profile_answers', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'key', 'version'), name='profile_answer_version_once')],
            },
        ),
        migrations.RunPython(move_to_the_profile, migrations.RunPython.noop),
    ]
