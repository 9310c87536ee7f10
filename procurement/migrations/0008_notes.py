"""Comments and notes beside a question; the database refuses to change or remove one."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

TABLE = "procurement_answernote"

FUNCTION = """
CREATE FUNCTION weighbridge_notes_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'notes are append only'; END; $$ LANGUAGE plpgsql;
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
                "BEGIN SELECT RAISE(ABORT, 'notes are append only'); END"
            )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION weighbridge_notes_append_only()"
        )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{act}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")
        schema_editor.execute("DROP FUNCTION weighbridge_notes_append_only()")


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_trail_is_append_only'),
        ('procurement', '0007_triage'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('text', models.TextField()),
                ('internal', models.BooleanField()),
                ('confirms', models.BooleanField(default=False)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='procurement.assessment')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_notes', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='answer_note_has_a_text'), models.CheckConstraint(condition=models.Q(('confirms', False), ('internal', True), _connector='OR'), name='answer_note_that_confirms_is_internal')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
