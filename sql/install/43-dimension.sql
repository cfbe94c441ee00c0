-- Dimensions: what other tables know of tickets, accounts and contacts.  Their rows are copied into tables of ours, so
-- that triggers, views and rules read one shape, whatever the helpdesk's tables look like.

CREATE TABLE @extschema@.dimension (
    name       text PRIMARY KEY,
    relation   regclass NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('ticket', 'account', 'contact')),
    key_column name NOT NULL,
    columns    jsonb NOT NULL,
    fire       text NOT NULL CHECK (fire IN ('statement', 'row')),
    zone       text NOT NULL,
    tracked_at timestamptz NOT NULL DEFAULT now(),
    tracked_by name NOT NULL DEFAULT session_user
);
COMMENT ON TABLE @extschema@.dimension IS 'tables in which attributes of tickets, accounts and contacts lie; written by dimension() and drop_dimension() only';
COMMENT ON COLUMN @extschema@.dimension.columns IS 'the attributes it has, each with the name of its column';
COMMENT ON COLUMN @extschema@.dimension.zone IS 'the zone of days and of times that have none, whatever a session has set';

CREATE TABLE @extschema@.ticket (
    ticket      text PRIMARY KEY,
    account     text,
    opened_at   timestamptz,
    resolved_at timestamptz,
    ticket_type text,
    ticket_tier text,
    agent       text
);
COMMENT ON TABLE @extschema@.ticket IS 'what the dimensions say of tickets';
COMMENT ON COLUMN @extschema@.ticket.resolved_at IS 'NULL: open';

CREATE TABLE @extschema@.account (
    account      text PRIMARY KEY,
    account_name text,
    account_tier text,
    segment      text,
    arr          numeric,
    renewal_at   timestamptz,
    health       text,
    usage        float8,
    nps          float8,
    manager      text
);
COMMENT ON TABLE @extschema@.account IS 'what the dimensions say of accounts';
COMMENT ON COLUMN @extschema@.account.arr IS 'annual recurring revenue, in whatever currency the source has';
COMMENT ON COLUMN @extschema@.account.manager IS 'who is responsible for the account';

CREATE TABLE @extschema@.contact (
    contact      text PRIMARY KEY,
    account      text,
    contact_role text,
    is_customer  boolean
);
COMMENT ON TABLE @extschema@.contact IS 'what the dimensions say of authors';

-- A text attribute may come from an identifier or an enum, a time or a number from any of its kind.
CREATE FUNCTION @extschema@.check_attribute(relation regclass, kind text, attribute text, column_name name) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    target CONSTANT regclass := format('@extschema@.%I', kind);
    attribute_type regtype;
BEGIN
    SELECT a.atttypid INTO attribute_type FROM pg_attribute a
     WHERE a.attrelid = target AND a.attname = attribute AND a.attname <> kind AND a.attnum > 0;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% has no attribute "%"', kind, attribute
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('Its attributes are: %s.',
                      (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
                        WHERE attrelid = target AND attnum > 0 AND attname <> kind));
    END IF;
    IF attribute_type = 'text'::regtype
       AND EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                    WHERE a.attrelid = relation AND a.attname = column_name AND a.attnum > 0 AND t.typtype = 'e') THEN
        RETURN;
    END IF;
    PERFORM @extschema@.check_column(relation, attribute, column_name, CASE attribute_type
        WHEN 'text'::regtype THEN @extschema@.identifier_types()
        WHEN 'timestamptz'::regtype THEN '{timestamptz,timestamp,date}'
        WHEN 'boolean'::regtype THEN '{boolean}'
        ELSE '{smallint,integer,bigint,numeric,real,double precision}' END);
END
$$;
COMMENT ON FUNCTION @extschema@.check_attribute(regclass, text, text, name) IS 'refuses a column that dimension() cannot use';

CREATE FUNCTION @extschema@.check_dimension(d @extschema@.dimension) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM @extschema@.check_table(d.relation),
            @extschema@.check_column(d.relation, 'key', d.key_column, @extschema@.identifier_types()),
            @extschema@.check_key(d.relation, d.key_column);
    PERFORM @extschema@.check_attribute(d.relation, d.kind, attribute, column_name::name) FROM jsonb_each_text(d.columns) c(attribute, column_name);
END
$$;
COMMENT ON FUNCTION @extschema@.check_dimension(@extschema@.dimension) IS 'refuses a table that does not fit its mapping';

-- What carries rows over: those of sentiment_new, and out those of sentiment_old that the table no longer has.  The
-- triggers run this over transition tables, load_dimension over the whole.
CREATE FUNCTION @extschema@.dimension_statements(dimension_name text, OUT upsert text, OUT prune text)
    LANGUAGE plpgsql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    d @extschema@.dimension;
    targets text;
    values_of_new text;
    values_of_old text;
    values_of_excluded text;
BEGIN
    SELECT * INTO STRICT d FROM @extschema@.dimension WHERE name = dimension_name;
    SELECT string_agg(format('%I', c.attribute), ', ' ORDER BY c.attribute),
           -- an account is carried on to mention
           string_agg(CASE WHEN c.attribute = 'account' THEN format('CASE WHEN @extschema@.is_identifier(n.%1$I::text) THEN n.%1$I::text END', c.column_name)
                           WHEN t.atttypid <> 'timestamptz'::regtype THEN format('n.%I::%s', c.column_name, t.atttypid::regtype)
                           ELSE format('@extschema@.moment(n.%I, %L)', c.column_name, d.zone) END, ', ' ORDER BY c.attribute),
           string_agg(format('o.%I', c.attribute), ', ' ORDER BY c.attribute),
           string_agg(format('excluded.%I', c.attribute), ', ' ORDER BY c.attribute)
      INTO targets, values_of_new, values_of_old, values_of_excluded
      FROM jsonb_each_text(d.columns) c(attribute, column_name)
      JOIN pg_attribute t ON t.attrelid = format('@extschema@.%I', d.kind)::regclass AND t.attname = c.attribute
      JOIN pg_attribute f ON f.attrelid = d.relation AND f.attname = c.column_name;
    IF cardinality(string_to_array(targets, ', ')) IS DISTINCT FROM (SELECT count(*) FROM jsonb_object_keys(d.columns)) THEN
        -- a column is gone: say which
        PERFORM @extschema@.check_dimension(d);
    END IF;
    upsert := format('INSERT INTO @extschema@.%1$I AS o (%1$I, %2$s) SELECT n.%3$I::text, %4$s FROM sentiment_new n WHERE @extschema@.is_identifier(n.%3$I::text) '
                     'ON CONFLICT (%1$I) DO UPDATE SET (%2$s) = ROW(%6$s) WHERE ROW(%5$s) IS DISTINCT FROM ROW(%6$s)',
                     d.kind, targets, d.key_column, values_of_new, values_of_old, values_of_excluded);
    prune := format('DELETE FROM @extschema@.%1$I d USING sentiment_old o WHERE d.%1$I = o.%2$I::text '
                    'AND NOT EXISTS (SELECT FROM %3$s n WHERE n.%2$I = o.%2$I)',
                    d.kind, d.key_column, @extschema@.source_name(d.relation));
END
$$;
COMMENT ON FUNCTION @extschema@.dimension_statements(text) IS 'the statements that carry changed rows of a dimension over';

CREATE FUNCTION @extschema@.dimension_change() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_dimension_change' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.dimension_change() IS 'trigger that dimension() puts on a table';

CREATE FUNCTION @extschema@.load_dimension(d @extschema@.dimension) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
AS $$
BEGIN
    EXECUTE replace((@extschema@.dimension_statements(d.name)).upsert, 'FROM sentiment_new n',
                    format('FROM %s n', @extschema@.source_name(d.relation)));
END
$$;
COMMENT ON FUNCTION @extschema@.load_dimension(@extschema@.dimension) IS 'copies all rows of a dimension';

CREATE FUNCTION @extschema@.clear_dimension(dimension_name text, part regclass) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
AS $$
DECLARE
    d @extschema@.dimension;
BEGIN
    SELECT * INTO STRICT d FROM @extschema@.dimension WHERE name = dimension_name;
    EXECUTE format('DELETE FROM @extschema@.%1$I c USING %3$s o WHERE c.%1$I = o.%2$I::text', d.kind, d.key_column, part);
END
$$;
COMMENT ON FUNCTION @extschema@.clear_dimension(text, regclass) IS 'deletes the copies of what is in a table or partition, which is about to be truncated';

-- As attach() does for a source.
CREATE FUNCTION @extschema@.attach_dimension(d @extschema@.dimension) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    part regclass;
    event text;
    transition text;
    trigger_name name;
BEGIN
    FOR part IN SELECT d.relation UNION SELECT t.relid FROM pg_partition_tree(d.relation) t LOOP
        FOR event, transition IN VALUES
            ('AFTER INSERT', 'REFERENCING NEW TABLE AS sentiment_new'),
            ('AFTER UPDATE', 'REFERENCING OLD TABLE AS sentiment_old NEW TABLE AS sentiment_new'),
            ('AFTER DELETE', 'REFERENCING OLD TABLE AS sentiment_old'),
            ('BEFORE TRUNCATE', NULL)
        LOOP
            trigger_name := 'sentiment_dimension_' || lower(split_part(event, ' ', 2));
            -- PostgreSQL clones row triggers itself
            CONTINUE WHEN (d.fire = 'row' AND transition IS NOT NULL AND part <> d.relation)
                          OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = part AND t.tgname = trigger_name
                                        AND t.tgfoid = '@extschema@.dimension_change'::regproc);
            EXECUTE format('CREATE TRIGGER %I %s ON %s %s FOR EACH %s EXECUTE FUNCTION @extschema@.dimension_change(%L)',
                           trigger_name, event, part, CASE d.fire WHEN 'statement' THEN transition END,
                           CASE WHEN transition IS NULL THEN 'statement' ELSE d.fire END, d.name);
            EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', part, trigger_name);
        END LOOP;
    END LOOP;
END
$$;
COMMENT ON FUNCTION @extschema@.attach_dimension(@extschema@.dimension) IS 'puts the triggers of a dimension on its table and partitions, where they are missing';

CREATE FUNCTION @extschema@.dimension(kind text, relation regclass, key name, columns jsonb, fire text DEFAULT 'statement', zone text DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    d @extschema@.dimension;
BEGIN
    PERFORM @extschema@.check_fire(fire);
    IF kind IS NULL OR kind NOT IN ('ticket', 'account', 'contact') THEN
        RAISE EXCEPTION 'a dimension is ticket, account or contact, not "%"', kind USING ERRCODE = 'invalid_parameter_value';
    ELSIF relation IS NULL OR key IS NULL OR columns IS NULL OR jsonb_typeof(columns) <> 'object' OR columns = '{}' THEN
        RAISE EXCEPTION 'table, key and columns must be given'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'For example: SELECT sentiment.dimension(''ticket'', ''helpdesk_ticket'', key => ''id'', columns => ''{"account": "company_id", "opened_at": "created_at"}'');';
    END IF;
    d := ROW(@extschema@.source_name(relation), relation, kind, key, columns, fire, coalesce(@extschema@.zone_name(zone), @extschema@.zone()), now(), session_user);
    PERFORM @extschema@.check_dimension(d);
    IF EXISTS (SELECT FROM @extschema@.dimension o WHERE o.name = d.name OR o.relation = d.relation) THEN
        RAISE EXCEPTION 'table % is a dimension already', relation
            USING ERRCODE = 'duplicate_object', HINT = format('SELECT sentiment.drop_dimension(%L); lets you map it anew.', d.name);
    END IF;
    INSERT INTO @extschema@.dimension VALUES (d.*);
    PERFORM @extschema@.attach_dimension(d), @extschema@.load_dimension(d);
    -- the triggers of the sources look up only what is there
    PERFORM @extschema@.attach(s) FROM @extschema@.source s;
    RETURN d.name;
END
$$;
COMMENT ON FUNCTION @extschema@.dimension(text, regclass, name, jsonb, text, text)
    IS 'says where attributes of tickets, accounts or contacts lie: copies them, and every later change';

CREATE FUNCTION @extschema@.drop_dimension(dimension_name text) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    dropped text;
    fired record;
BEGIN
    DELETE FROM @extschema@.dimension d WHERE d.name = dimension_name RETURNING d.name INTO dropped;
    IF dropped IS NULL THEN
        RAISE EXCEPTION 'table "%" is not a dimension', dimension_name
            USING ERRCODE = 'undefined_object', HINT = 'SELECT name FROM sentiment.dimension; lists them.';
    END IF;
    FOR fired IN
        SELECT t.tgrelid::regclass AS relation, t.tgname AS name FROM pg_trigger t
         WHERE t.tgfoid = '@extschema@.dimension_change'::regproc AND t.tgparentid = 0
           AND t.tgargs = convert_to(dropped, getdatabaseencoding()) || '\x00'::bytea
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', fired.name, fired.relation);
    END LOOP;
    PERFORM @extschema@.attach(s) FROM @extschema@.source s;
END
$$;
COMMENT ON FUNCTION @extschema@.drop_dimension(text) IS 'no longer copies changes of a dimension; what has been copied stays';

-- ---- later changes reach what has been read ----

-- Of sources that ask the dimensions.  Who is a customer decides what is scored: that counts from the next refresh on.
CREATE FUNCTION @extschema@.ticket_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    UPDATE @extschema@.mention m
       SET account = CASE WHEN s.account_column IS NULL THEN coalesce(n.account, c.account) ELSE m.account END,
           ticket_type = n.ticket_type, ticket_tier = n.ticket_tier
      FROM changed n
      JOIN @extschema@.mention w ON w.ticket = n.ticket AND w.topic IS NULL
      JOIN @extschema@.source s ON s.name = w.source
      LEFT JOIN @extschema@.contact c ON c.contact = w.author
     WHERE m.source = w.source AND m.key = w.key
       AND ROW(m.ticket_type, m.ticket_tier, CASE WHEN s.account_column IS NULL THEN m.account END)
           IS DISTINCT FROM ROW(n.ticket_type, n.ticket_tier, CASE WHEN s.account_column IS NULL THEN coalesce(n.account, c.account) END);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.ticket_changed() IS 'trigger: brings what is known of a ticket to its mentions';
CREATE TRIGGER ticket_inserted AFTER INSERT ON @extschema@.ticket REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.ticket_changed();
CREATE TRIGGER ticket_updated AFTER UPDATE ON @extschema@.ticket REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.ticket_changed();

CREATE FUNCTION @extschema@.contact_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    UPDATE @extschema@.mention m
       SET account = CASE WHEN s.account_column IS NULL THEN coalesce(t.account, n.account) ELSE m.account END,
           contact_role = CASE WHEN s.contact_role_column IS NULL THEN n.contact_role ELSE m.contact_role END
      FROM changed n
      JOIN @extschema@.mention w ON w.author = n.contact AND w.topic IS NULL
      JOIN @extschema@.source s ON s.name = w.source
      LEFT JOIN @extschema@.ticket t ON t.ticket = w.ticket
     WHERE m.source = w.source AND m.key = w.key
       AND ROW(CASE WHEN s.contact_role_column IS NULL THEN m.contact_role END, CASE WHEN s.account_column IS NULL THEN m.account END)
           IS DISTINCT FROM ROW(CASE WHEN s.contact_role_column IS NULL THEN n.contact_role END,
                                CASE WHEN s.account_column IS NULL THEN coalesce(t.account, n.account) END);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.contact_changed() IS 'trigger: brings what is known of an author to what he or she wrote';
CREATE TRIGGER contact_inserted AFTER INSERT ON @extschema@.contact REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.contact_changed();
CREATE TRIGGER contact_updated AFTER UPDATE ON @extschema@.contact REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.contact_changed();
-- also of rows that come by replication
ALTER TABLE @extschema@.ticket ENABLE ALWAYS TRIGGER ticket_inserted;
ALTER TABLE @extschema@.ticket ENABLE ALWAYS TRIGGER ticket_updated;
ALTER TABLE @extschema@.contact ENABLE ALWAYS TRIGGER contact_inserted;
ALTER TABLE @extschema@.contact ENABLE ALWAYS TRIGGER contact_updated;
