"""The steps of a flag's review, second signatures, what fell, and views of the queue."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


TABLES = (
    "procurement_severitychange", "procurement_flagreply", "procurement_countersignature",
)
# On SQLite a table that gets a constraint is made anew and loses its guards: they are set again.
MADE_ANEW = ("procurement_flagdecision", "procurement_assessmentdecision")


def unguard_for_the_change(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in MADE_ANEW:
            for act in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")


def guard(apps, schema_editor):
    """Let the database itself refuse to change or remove a step of a review."""
    if schema_editor.connection.vendor == "sqlite":
        for table in (*MADE_ANEW, *TABLES):
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'decisions are append only'); END"
                )
    elif schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION weighbridge_decisions_append_only()"
            )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in (*MADE_ANEW, *TABLES):
            for act in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{act}")
    elif schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")


def guard_what_was_made_anew(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in MADE_ANEW:
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'decisions are append only'); END"
                )


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0004_officer'),
        ('procurement', '0009_profile'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(unguard_for_the_change, guard_what_was_made_anew),
        migrations.CreateModel(
            name='Countersignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rule', models.CharField(max_length=20)),
                ('by_name', models.CharField(max_length=200)),
                ('by_role', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='FlagReply',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField()),
                ('said_by', models.CharField(max_length=200)),
                ('by_name', models.CharField(max_length=200)),
                ('by_role', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='LoweredFlag',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('before', models.JSONField()),
                ('before_at', models.DateTimeField()),
                ('after', models.JSONField(null=True)),
                ('lowered_by', models.CharField(max_length=200)),
                ('lowered_at', models.DateTimeField()),
                ('checked_by_name', models.CharField(blank=True, max_length=200)),
                ('checked_by_role', models.CharField(blank=True, max_length=80)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='QueueView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('filters', models.JSONField(default=dict)),
                ('kept_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='SeverityChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('found', models.CharField(max_length=20)),
                ('held', models.CharField(max_length=20)),
                ('reason', models.TextField()),
                ('by_name', models.CharField(max_length=200)),
                ('by_role', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='flagdecision',
            name='flag_decision_change_has_who_and_due',
        ),
        migrations.AddField(
            model_name='assessmentdecision',
            name='trade_off',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='flagdecision',
            name='proof',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.evidence'),
        ),
        migrations.AddField(
            model_name='flagdecision',
            name='until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='flagdecision',
            name='weighed',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name='flagdecision',
            name='what',
            field=models.CharField(choices=[('confirm', 'Confirm it: it stands'), ('ask_mitigation', 'Ask for a change first'), ('verify', 'The change was made: we have seen it'), ('accept', 'Accept the risk for a time'), ('not_applicable', 'It does not apply to us'), ('escalate', 'Hand it up to somebody else'), ('reopen', 'Opened again')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='flagdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due__isnull', False), ('what', 'ask_mitigation'), models.Q(('who', ''), _negated=True)), models.Q(('due__isnull', True), ('what__in', ['verify', 'escalate']), models.Q(('who', ''), _negated=True)), models.Q(('due__isnull', True), ('what__in', ['confirm', 'accept', 'not_applicable', 'reopen']), ('who', '')), _connector='OR'), name='flag_decision_has_who_and_due_where_asked'),
        ),
        migrations.AddConstraint(
            model_name='flagdecision',
            constraint=models.CheckConstraint(condition=models.Q(('what', 'accept'), ('until__isnull', True), _connector='OR'), name='flag_decision_only_acceptances_end'),
        ),
        migrations.AddConstraint(
            model_name='flagdecision',
            constraint=models.CheckConstraint(condition=models.Q(('what', 'verify'), ('proof__isnull', True), _connector='OR'), name='flag_decision_proof_shows_a_change'),
        ),
        migrations.AddField(
            model_name='countersignature',
            name='assessment_decision',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countersignature', to='procurement.assessmentdecision'),
        ),
        migrations.AddField(
            model_name='countersignature',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='countersignature',
            name='flag_decision',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countersignature', to='procurement.flagdecision'),
        ),
        migrations.AddField(
            model_name='countersignature',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='countersignatures', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='flagreply',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='flagreply',
            name='flag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='procurement.flag'),
        ),
        migrations.AddField(
            model_name='flagreply',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flag_replies', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='loweredflag',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='loweredflag',
            name='flag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lowerings', to='procurement.flag'),
        ),
        migrations.AddField(
            model_name='loweredflag',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lowered_flags', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='queueview',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='queue_views', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='queueview',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='queue_views', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='severitychange',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='severitychange',
            name='flag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='severity_changes', to='procurement.flag'),
        ),
        migrations.AddField(
            model_name='severitychange',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='severity_changes', to='organisations.organisation'),
        ),
        migrations.AddConstraint(
            model_name='countersignature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('assessment_decision__isnull', False), ('flag_decision__isnull', True)), models.Q(('assessment_decision__isnull', True), ('flag_decision__isnull', False)), _connector='OR'), name='countersignature_is_on_one_decision'),
        ),
        migrations.AddConstraint(
            model_name='flagreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('said_by', ''), _negated=True)), name='flag_reply_has_words_and_a_name'),
        ),
        migrations.AddConstraint(
            model_name='loweredflag',
            constraint=models.UniqueConstraint(condition=models.Q(('checked_at__isnull', True), ('undone_at__isnull', True)), fields=('flag',), name='lowered_flag_one_to_check'),
        ),
        migrations.AddConstraint(
            model_name='loweredflag',
            constraint=models.CheckConstraint(condition=models.Q(('checked_at__isnull', True), ('undone_at__isnull', True), _connector='OR'), name='lowered_flag_ends_one_way'),
        ),
        migrations.AddConstraint(
            model_name='queueview',
            constraint=models.UniqueConstraint(fields=('organisation', 'person', 'name'), name='queue_view_name_once_a_person'),
        ),
        migrations.AddConstraint(
            model_name='queueview',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='queue_view_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='severitychange',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='severity_change_has_a_reason'),
        ),
        migrations.RunPython(guard, unguard),
    ]
