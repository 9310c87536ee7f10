"""Let the database itself refuse to change or remove what somebody decided, whoever asks."""

from django.db import migrations

TABLES = ("procurement_flagdecision", "procurement_assessmentdecision")

FUNCTION = """
CREATE FUNCTION weighbridge_decisions_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'decisions are append only'; END; $$ LANGUAGE plpgsql;
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'decisions are append only'); END"
                )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION weighbridge_decisions_append_only()"
            )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for act in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{act}")
    elif schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        schema_editor.execute("DROP FUNCTION weighbridge_decisions_append_only()")


class Migration(migrations.Migration):
    dependencies = [("procurement", "0002_flags_and_decisions")]

    operations = [migrations.RunPython(guard, unguard)]
