-- Restoring in any order: pg_restore -j loads our tables side by side, and a dump does not tell it which refer to which,
-- because their foreign keys are the extension's.  A row whose parent is not there yet waits for it.

CREATE TABLE @extschema@.restore_waiting (
    child     name NOT NULL,
    child_row text NOT NULL
);
COMMENT ON TABLE @extschema@.restore_waiting IS 'rows of a dump that is being restored, until those that they refer to are there';

-- Arguments: column, table and column that it refers to.
CREATE FUNCTION @extschema@.restore_wait() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    is_needed CONSTANT text := format('SELECT ($1).%I IS NOT NULL AND NOT EXISTS (SELECT FROM @extschema@.%I p WHERE p.%I = ($1).%1$I)', VARIADIC TG_ARGV);
    is_missing boolean;
BEGIN
    EXECUTE is_needed INTO is_missing USING NEW;
    IF is_missing AND @extschema@.is_restoring() THEN
        -- its parents may be on their way: whoever brings them looks here afterwards
        LOCK TABLE @extschema@.restore_waiting IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE is_needed INTO is_missing USING NEW;
        IF is_missing THEN
            INSERT INTO @extschema@.restore_waiting VALUES (TG_TABLE_NAME, NEW::text);
            RETURN NULL;
        END IF;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.restore_wait() IS 'trigger: puts a row of a dump aside while the one that it refers to is not there';

-- Arguments: child table, its column, column that it refers to.
CREATE FUNCTION @extschema@.restore_go_on() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT @extschema@.is_restoring() THEN
        RETURN NULL;
    END IF;
    LOCK TABLE @extschema@.restore_waiting IN SHARE ROW EXCLUSIVE MODE;
    EXECUTE format('WITH ready AS (DELETE FROM @extschema@.restore_waiting w
                                    WHERE w.child = %1$L AND EXISTS (SELECT FROM @extschema@.%4$I p WHERE p.%3$I = (w.child_row::@extschema@.%1$I).%2$I)
                                   RETURNING w.child_row)
                    INSERT INTO @extschema@.%1$I SELECT (child_row::@extschema@.%1$I).* FROM ready',
                   TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], TG_TABLE_NAME);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.restore_go_on() IS 'trigger: brings the rows of a dump that waited for those that are there now';

-- for every foreign key between our tables; outside of a restore the condition is all that they cost
DO $$
DECLARE
    reference record;
    condition CONSTANT text := 'WHEN (NOT pg_catalog.current_setting(''check_function_bodies'')::boolean)';
BEGIN
    FOR reference IN
        SELECT c.conname AS name, child.relname AS child, parent.relname AS parent, a.attname AS child_column, p.attname AS parent_column
          FROM pg_catalog.pg_constraint c
          JOIN pg_catalog.pg_class child ON child.oid = c.conrelid
          JOIN pg_catalog.pg_class parent ON parent.oid = c.confrelid
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
          JOIN pg_catalog.pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = c.confkey[1]
         WHERE c.contype = 'f' AND c.connamespace = '@extschema@'::regnamespace
    LOOP
        EXECUTE pg_catalog.format('CREATE TRIGGER %I BEFORE INSERT ON @extschema@.%I FOR EACH ROW %s EXECUTE FUNCTION @extschema@.restore_wait(%L, %L, %L)',
                                  'restore_' || reference.name, reference.child, condition, reference.child_column, reference.parent, reference.parent_column);
        EXECUTE pg_catalog.format('CREATE TRIGGER %I AFTER INSERT ON @extschema@.%I FOR EACH STATEMENT %s EXECUTE FUNCTION @extschema@.restore_go_on(%L, %L, %L)',
                                  'restore_' || reference.name, reference.parent, condition, reference.child, reference.child_column, reference.parent_column);
    END LOOP;
END
$$;
