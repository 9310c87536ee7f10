"""Let the head of the trail grow by as many events as one transaction wrote; never shrink or stay."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER trail_head_only_grows BEFORE UPDATE ON organisations_trailhead
WHEN {moves} OR NEW.organisation <> OLD.organisation
BEGIN SELECT RAISE(ABORT, 'the head of the audit trail only grows'); END
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION weighbridge_head_only_grows() RETURNS trigger AS $$
BEGIN
  IF NOT ({moves}) AND NEW.organisation = OLD.organisation THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the head of the audit trail only grows';
END; $$ LANGUAGE plpgsql;
"""


def _refuse_where(moves, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER trail_head_only_grows")
        schema_editor.execute(SQLITE.format(moves=moves))
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL.format(moves=moves))


def grow_by_several(apps, schema_editor):
    _refuse_where("NEW.count <= OLD.count", schema_editor)


def grow_by_one(apps, schema_editor):
    _refuse_where("NEW.count <> OLD.count + 1", schema_editor)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_officer")]

    operations = [migrations.RunPython(grow_by_several, grow_by_one)]
