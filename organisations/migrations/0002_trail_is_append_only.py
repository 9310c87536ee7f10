"""Let the database itself refuse to change the audit trail, whoever asks."""

from django.db import migrations

SQLITE = [
    (
        "event_no_update",
        "BEFORE UPDATE ON organisations_event BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END",
    ),
    (
        "event_no_delete",
        "BEFORE DELETE ON organisations_event BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END",
    ),
    (
        "event_words_only_erased",
        "BEFORE UPDATE ON organisations_eventwords WHEN NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL "
        "AND NEW.salt = '' AND NEW.payload = '' AND NEW.erased_under <> '' AND NEW.event_id = OLD.event_id) "
        "BEGIN SELECT RAISE(ABORT, 'words of the audit trail are only ever erased'); END",
    ),
    (
        "event_words_no_delete",
        "BEFORE DELETE ON organisations_eventwords BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END",
    ),
    (
        "trail_head_only_grows",
        "BEFORE UPDATE ON organisations_trailhead WHEN NEW.count <> OLD.count + 1 "
        "OR NEW.organisation <> OLD.organisation "
        "BEGIN SELECT RAISE(ABORT, 'the head of the audit trail only grows'); END",
    ),
    (
        "trail_head_no_delete",
        "BEFORE DELETE ON organisations_trailhead BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END",
    ),
]

POSTGRESQL = """
CREATE FUNCTION weighbridge_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit trail is append only'; END; $$ LANGUAGE plpgsql;
CREATE FUNCTION weighbridge_words_only_erased() RETURNS trigger AS $$
BEGIN
  IF OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.salt = '' AND NEW.payload = ''
     AND NEW.erased_under <> '' AND NEW.event_id = OLD.event_id THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'words of the audit trail are only ever erased';
END; $$ LANGUAGE plpgsql;
CREATE FUNCTION weighbridge_head_only_grows() RETURNS trigger AS $$
BEGIN
  IF NEW.count = OLD.count + 1 AND NEW.organisation = OLD.organisation THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the head of the audit trail only grows';
END; $$ LANGUAGE plpgsql;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON organisations_event
  FOR EACH STATEMENT EXECUTE FUNCTION weighbridge_append_only();
CREATE TRIGGER event_words_only_erased BEFORE UPDATE ON organisations_eventwords
  FOR EACH ROW EXECUTE FUNCTION weighbridge_words_only_erased();
CREATE TRIGGER event_words_no_delete BEFORE DELETE OR TRUNCATE ON organisations_eventwords
  FOR EACH STATEMENT EXECUTE FUNCTION weighbridge_append_only();
CREATE TRIGGER trail_head_only_grows BEFORE UPDATE ON organisations_trailhead
  FOR EACH ROW EXECUTE FUNCTION weighbridge_head_only_grows();
CREATE TRIGGER trail_head_no_delete BEFORE DELETE OR TRUNCATE ON organisations_trailhead
  FOR EACH STATEMENT EXECUTE FUNCTION weighbridge_append_only();
"""

POSTGRESQL_BACK = """
DROP TRIGGER event_append_only ON organisations_event;
DROP TRIGGER event_words_only_erased ON organisations_eventwords;
DROP TRIGGER event_words_no_delete ON organisations_eventwords;
DROP TRIGGER trail_head_only_grows ON organisations_trailhead;
DROP TRIGGER trail_head_no_delete ON organisations_trailhead;
DROP FUNCTION weighbridge_append_only();
DROP FUNCTION weighbridge_words_only_erased();
DROP FUNCTION weighbridge_head_only_grows();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, body in SQLITE:
            schema_editor.execute(f"CREATE TRIGGER {name} {body}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, _ in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_people_and_trail")]

    operations = [migrations.RunPython(guard, unguard)]
