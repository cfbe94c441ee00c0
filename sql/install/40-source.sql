-- Sources: which tables hold customer text, and what was read from them

CREATE TABLE @extschema@.source (
    name                text PRIMARY KEY,
    text_column         name NOT NULL,
    account_column      name NOT NULL,
    at_column           name NOT NULL,
    key_column          name NOT NULL,
    ticket_column       name,
    author_column       name,
    contact_role_column name,
    is_customer_column  name,
    channel             text,
    on_error            text NOT NULL CHECK (on_error IN ('warn', 'fail')),
    model               text NOT NULL DEFAULT 'builtin',
    tracked_at          timestamptz NOT NULL DEFAULT now(),
    tracked_by          name NOT NULL DEFAULT current_user
);
COMMENT ON TABLE @extschema@.source IS 'tracked tables by schema-qualified name, and which of their columns mean what; written by track() and untrack() only';

CREATE TABLE @extschema@.mention (
    source          text NOT NULL,
    key             text NOT NULL,
    account         text NOT NULL,
    ticket          text,
    author          text,
    contact_role    text,
    channel         text,
    is_customer     boolean NOT NULL,
    at              timestamptz NOT NULL,
    topic           text,
    score           float8,
    confidence      float8,
    emotion         text,
    urgency         float8,
    churn_risk      float8,
    escalation_risk float8,
    quote_start     integer,
    quote_length    integer,
    text_hash       bigint NOT NULL,
    model           text NOT NULL,
    reason          text,
    scored_at       timestamptz NOT NULL,
    xid             xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id()
);
COMMENT ON COLUMN @extschema@.source.model IS 'the model that scores, whatever a session has set: the active one when track() was called; another counts from the next refresh() on';

COMMENT ON TABLE @extschema@.mention IS 'one row per text and topic, and one for the whole text (topic NULL); the text itself is never copied';
COMMENT ON COLUMN @extschema@.mention.score IS 'NULL: nothing was scored (another person''s words, or see reason)';
COMMENT ON COLUMN @extschema@.mention.quote_start IS 'first character of the quote in the source''s text, from 1';
COMMENT ON COLUMN @extschema@.mention.text_hash IS 'hashtextextended(text, 0): the text has changed since when it differs';
COMMENT ON COLUMN @extschema@.mention.model IS 'what scored: see config_fingerprint()';
COMMENT ON COLUMN @extschema@.mention.reason IS 'why a customer''s text has no score, as analyze() says it';
COMMENT ON COLUMN @extschema@.mention.xid IS 'the transaction that wrote the row, of this database cluster: tells what a rollup has seen';

-- text_pattern_ops: equality is all that is asked of these, and it need not follow the database's collation
CREATE INDEX mention_key_idx ON @extschema@.mention (source text_pattern_ops, key text_pattern_ops);
CREATE INDEX mention_account_idx ON @extschema@.mention (account text_pattern_ops, at);
CREATE INDEX mention_ticket_idx ON @extschema@.mention (ticket text_pattern_ops, at) WHERE ticket IS NOT NULL AND topic IS NULL;
CREATE INDEX mention_xid_idx ON @extschema@.mention (xid);

-- What is restored, replicated or changed is of the transaction that does so.
CREATE FUNCTION @extschema@.mention_stamp() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.xid := pg_current_xact_id();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.mention_stamp() IS 'trigger: notes which transaction wrote a row of mention';
CREATE TRIGGER mention_stamp BEFORE INSERT OR UPDATE ON @extschema@.mention
    FOR EACH ROW WHEN (NEW.xid IS DISTINCT FROM pg_catalog.pg_current_xact_id()) EXECUTE FUNCTION @extschema@.mention_stamp();
ALTER TABLE @extschema@.mention ENABLE ALWAYS TRIGGER mention_stamp;

-- What mention holds of a text; track's triggers write the same rows.
CREATE FUNCTION @extschema@.mentions(body text, is_customer boolean, model_name text,
    OUT topic text, OUT score float8, OUT confidence float8, OUT emotion text,
    OUT urgency float8, OUT churn_risk float8, OUT escalation_risk float8,
    OUT quote_start integer, OUT quote_length integer, OUT text_hash bigint, OUT model text, OUT reason text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_mentions' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 2;
COMMENT ON FUNCTION @extschema@.mentions(text, boolean, text) IS 'the rows that mention holds of a text: the whole, then each topic; no score for another''s words';

CREATE FUNCTION @extschema@.mentions(body text, is_customer boolean,
    OUT topic text, OUT score float8, OUT confidence float8, OUT emotion text,
    OUT urgency float8, OUT churn_risk float8, OUT escalation_risk float8,
    OUT quote_start integer, OUT quote_length integer, OUT text_hash bigint, OUT model text, OUT reason text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_mentions' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 2;
COMMENT ON FUNCTION @extschema@.mentions(text, boolean) IS 'the same by the active model';

CREATE FUNCTION @extschema@.track_change() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_track_change' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.track_change() IS 'statement trigger that track() puts on a table';

-- Days are days in one zone for everybody, never the session's.
CREATE FUNCTION @extschema@.day(at timestamptz) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    -- an interval: a zone's name is looked up for each row, and postgres_fdw does not ship it
    RETURN (at AT TIME ZONE interval '0')::date;
COMMENT ON FUNCTION @extschema@.day(timestamptz) IS 'calendar day of a time, in UTC';

CREATE FUNCTION @extschema@.source_name(relation regclass) RETURNS text
    LANGUAGE sql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
    RETURN (SELECT format('%I.%I', n.nspname, c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = relation);
COMMENT ON FUNCTION @extschema@.source_name(regclass) IS 'schema-qualified name under which a table is tracked';

-- Types whose text depends on no setting and is made by no user's code: keys are stored and compared as text.
CREATE FUNCTION @extschema@.identifier_types() RETURNS regtype[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{text,varchar,name,uuid,smallint,integer,bigint,numeric}'::regtype[];
COMMENT ON FUNCTION @extschema@.identifier_types() IS 'types that a key, account, ticket, author or role may have';

-- Refuse a column that is not there or whose type has no business there.
CREATE FUNCTION @extschema@.check_column(relation regclass, argument text, column_name name, allowed regtype[])
    RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    column_type regtype;
BEGIN
    IF column_name IS NULL THEN
        RETURN;
    END IF;
    SELECT a.atttypid INTO column_type
      FROM pg_attribute a
     WHERE a.attrelid = relation AND a.attname = column_name AND a.attnum > 0 AND NOT a.attisdropped;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'column "%" of table % does not exist', column_name, relation
            USING ERRCODE = 'undefined_column',
                  DETAIL = format('It was given as %s.', argument),
                  HINT = format('Its columns are: %s.',
                      (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
                         FROM pg_attribute WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped));
    ELSIF column_type <> ALL (allowed) THEN
        RAISE EXCEPTION 'column "%" of table % has type %', column_name, relation, column_type
            USING ERRCODE = 'datatype_mismatch',
                  DETAIL = format('It was given as %s, which must be one of: %s.', argument, array_to_string(allowed, ', '));
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.check_column(regclass, text, name, regtype[]) IS 'refuses a column that track() cannot use';

-- Refuse a table whose kind or columns do not fit its mapping.
CREATE FUNCTION @extschema@.check_source(relation regclass, s @extschema@.source)
    RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF (SELECT c.relkind NOT IN ('r', 'p') FROM pg_class c WHERE c.oid = relation) THEN
        RAISE EXCEPTION '% is not a table', relation
            USING ERRCODE = 'wrong_object_type',
                  DETAIL = 'Only a table can fire the triggers that score what arrives.',
                  HINT = 'Track the table under the view, or copy foreign rows into a table.';
    END IF;
    IF NOT (SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = relation) THEN
        RAISE EXCEPTION 'must be owner of table %', relation USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM @extschema@.check_column(relation, 'text', s.text_column, '{text,varchar}'),
            @extschema@.check_column(relation, 'account', s.account_column, @extschema@.identifier_types()),
            @extschema@.check_column(relation, 'at', s.at_column, '{timestamptz,timestamp,date}'),
            @extschema@.check_column(relation, 'key', s.key_column, @extschema@.identifier_types()),
            @extschema@.check_column(relation, 'ticket', s.ticket_column, @extschema@.identifier_types()),
            @extschema@.check_column(relation, 'author', s.author_column, @extschema@.identifier_types()),
            @extschema@.check_column(relation, 'contact_role', s.contact_role_column, @extschema@.identifier_types()),
            @extschema@.check_column(relation, 'is_customer', s.is_customer_column, '{boolean}');
    -- a partitioned table's unique keys hold the partition key, too
    IF NOT EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                    WHERE i.indrelid = relation AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                      AND (i.indnkeyatts = 1 OR c.relkind = 'p')
                      AND EXISTS (SELECT FROM pg_attribute a
                                   WHERE a.attrelid = relation AND a.attname = s.key_column AND a.attnum = ANY (i.indkey))) THEN
        RAISE EXCEPTION 'column "%" of table % is no key', s.key_column, relation
            USING ERRCODE = 'invalid_foreign_key',
                  DETAIL = 'It was given as key, by which a changed or deleted row finds its mentions: it needs a unique index of its own.',
                  HINT = format('CREATE UNIQUE INDEX ON %s (%I);', @extschema@.source_name(relation), s.key_column);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.check_source(regclass, @extschema@.source) IS 'refuses a table that does not fit its mapping';

-- Tables that fire for a source: the table itself and its partitions, on which a direct load fires its own triggers only.
CREATE FUNCTION @extschema@.attach(relation regclass, s @extschema@.source) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    arguments text;
    stored_arguments bytea;
    part regclass;
    event text;
    transition text;
BEGIN
    -- the order of enum TrackArgument in src/pg/track_column.h
    SELECT string_agg(quote_literal(coalesce(value, '')), ', ' ORDER BY n),
           string_agg(convert_to(coalesce(value, ''), getdatabaseencoding()) || '\x00'::bytea, '' ORDER BY n)
      INTO arguments, stored_arguments
      FROM unnest(ARRAY[s.name, s.on_error, s.channel, s.model, s.text_column, s.account_column, s.at_column, s.key_column, s.ticket_column,
                        s.author_column, s.contact_role_column, s.is_customer_column]::text[]) WITH ORDINALITY AS argument (value, n);
    FOR part IN SELECT relation UNION SELECT t.relid FROM pg_partition_tree(relation) t LOOP
        -- missing, or made before the source's model was changed
        CONTINUE WHEN EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = part AND t.tgfoid = '@extschema@.track_change'::regproc
                                 AND t.tgargs = stored_arguments);
        FOR event, transition IN VALUES
            ('INSERT', 'REFERENCING NEW TABLE AS sentiment_new'),
            ('UPDATE', 'REFERENCING OLD TABLE AS sentiment_old NEW TABLE AS sentiment_new'),
            ('DELETE', 'REFERENCING OLD TABLE AS sentiment_old'),
            ('TRUNCATE', '')
        LOOP
            -- emptying one partition says nothing of the others: refresh() sees to that
            CONTINUE WHEN event = 'TRUNCATE' AND part <> relation;
            EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.track_change(%s)',
                           'sentiment_' || lower(event), event, part, transition, arguments);
            EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', part, 'sentiment_' || lower(event));
        END LOOP;
    END LOOP;
END
$$;
COMMENT ON FUNCTION @extschema@.attach(regclass, @extschema@.source) IS 'puts the triggers of a source on its table and partitions, where they are missing or of another model';

CREATE FUNCTION @extschema@.track(
    relation regclass,
    "text" name,
    account name,
    at name,
    key name,
    ticket name DEFAULT NULL,
    author name DEFAULT NULL,
    contact_role name DEFAULT NULL,
    is_customer name DEFAULT NULL,
    channel text DEFAULT NULL,
    on_error text DEFAULT 'warn')
    RETURNS text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    s @extschema@.source;
    owner oid;
BEGIN
    IF relation IS NULL OR "text" IS NULL OR account IS NULL OR at IS NULL OR key IS NULL THEN
        RAISE EXCEPTION 'table, text, account, at and key must be given'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'For example: SELECT sentiment.track(''message'', text => ''body'', account => ''account'', at => ''created_at'', key => ''id'');';
    END IF;
    IF on_error IS NULL OR on_error NOT IN ('warn', 'fail') THEN
        RAISE EXCEPTION 'on_error must be warn or fail, not "%"', on_error
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    s := ROW(@extschema@.source_name(relation), "text", account, at, key, ticket, author, contact_role, is_customer, channel, on_error,
             @extschema@.active_model(), now(), session_user);
    PERFORM @extschema@.check_source(relation, s);
    SELECT c.relowner INTO owner FROM pg_class c WHERE c.oid = relation;
    IF NOT (has_table_privilege(owner, '@extschema@.mention', 'DELETE')
            AND has_table_privilege(owner, '@extschema@.alert', 'INSERT')) THEN
        RAISE EXCEPTION 'role "%" may not write what sentiment reads in its table', pg_get_userbyid(owner)
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = 'The triggers run as the owner of the tracked table.',
                  HINT = format('SELECT sentiment.grant_access(%L, ''admin'');', pg_get_userbyid(owner));
    END IF;
    IF EXISTS (SELECT FROM @extschema@.source o WHERE o.name = s.name) THEN
        RAISE EXCEPTION 'table % is tracked already', relation
            USING ERRCODE = 'duplicate_object',
                  HINT = format('SELECT sentiment.untrack(%L); forgets its mentions and lets you map it anew.', s.name);
    END IF;
    INSERT INTO @extschema@.source VALUES (s.*);
    PERFORM @extschema@.attach(relation, s);
    RETURN s.name;
END
$$;
COMMENT ON FUNCTION @extschema@.track(regclass, name, name, name, name, name, name, name, name, text, text)
    IS 'scores what arrives in a table from now on; CALL refresh(table) scores what is there';

CREATE FUNCTION @extschema@.untrack_source(source_name text) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    fired record;
BEGIN
    DELETE FROM @extschema@.source s WHERE s.name = source_name;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'table "%" is not tracked', source_name
            USING ERRCODE = 'undefined_object',
                  HINT = 'SELECT name FROM sentiment.source; lists tracked tables.';
    END IF;
    -- by what the triggers say, because the table may have another name by now, or be gone
    FOR fired IN
        SELECT t.tgrelid::regclass AS relation, t.tgname AS name FROM pg_trigger t
         WHERE t.tgfoid = '@extschema@.track_change'::regproc
           AND starts_with(encode(t.tgargs, 'escape'), encode(convert_to(source_name, getdatabaseencoding()), 'escape') || '\000')
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', fired.name, fired.relation);
    END LOOP;
    DELETE FROM @extschema@.mention m WHERE m.source = source_name;
END
$$;
COMMENT ON FUNCTION @extschema@.untrack_source(text) IS 'stops tracking a source by its name in table source; untrack() takes any name of the table';

-- Text, not regclass, so that a table that is gone can be untracked; the caller's search_path finds it.
CREATE FUNCTION @extschema@.untrack(relation text) RETURNS void
    LANGUAGE sql VOLATILE STRICT
    RETURN @extschema@.untrack_source(coalesce(@extschema@.source_name(pg_catalog.to_regclass(relation)), relation));
COMMENT ON FUNCTION @extschema@.untrack(text) IS 'stops tracking a table and forgets its mentions';

-- The reader's own rights decide: the text is read through the source, as whoever asks, and row security policies hold.  But
-- for their expressions, which run as in any SELECT of that table, nothing that another role has made runs there: it is a real
-- table, and its columns have built-in types.
CREATE FUNCTION @extschema@.source_text(source_name text, key text, text_hash bigint) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    SET row_security = on
    SET enable_nestloop = on
AS $$
DECLARE
    s @extschema@.source;
    relation regclass;
    key_type regtype;
    body text;
BEGIN
    SELECT * INTO s FROM @extschema@.source WHERE name = source_name;
    relation := to_regclass(s.name);
    SELECT k.atttypid INTO key_type
      FROM pg_class c
      JOIN pg_attribute k ON k.attrelid = c.oid AND k.attname = s.key_column AND NOT k.attisdropped
      JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = s.text_column AND NOT b.attisdropped
     WHERE c.oid = relation AND c.relkind IN ('r', 'p')
       AND k.atttypid = ANY (@extschema@.identifier_types()) AND b.atttypid IN ('text'::regtype, 'varchar'::regtype);
    IF NOT FOUND
       OR NOT has_column_privilege(relation, s.text_column, 'SELECT')
       OR NOT has_column_privilege(relation, s.key_column, 'SELECT') THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT t.%1$I FROM %2$s t WHERE t.%3$I = $1::%4$s AND hashtextextended(t.%1$I COLLATE "C", 0) = $2',
                   s.text_column, @extschema@.source_name(relation), s.key_column, key_type)
       INTO body USING key, text_hash;
    RETURN body;
-- undefined_object: a policy reads a setting that the reader has not made
EXCEPTION WHEN insufficient_privilege OR data_exception OR undefined_table OR undefined_column OR undefined_object THEN
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.source_text(text, text, bigint)
    IS 'the text of a mention, read from its source with the reader''s own rights and under its row security; NULL without them, or when it has changed';

CREATE PROCEDURE @extschema@.refresh(relation regclass)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET timezone = 'UTC'
    SET row_security = off
AS $$
DECLARE
    s @extschema@.source;
    is_customer text;
BEGIN
    SELECT * INTO s FROM @extschema@.source WHERE name = @extschema@.source_name(relation);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'table % is not tracked', relation
            USING ERRCODE = 'undefined_object', HINT = 'Use sentiment.track() first.';
    END IF;
    PERFORM @extschema@.check_source(relation, s), @extschema@.attach(relation, s);
    is_customer := coalesce('coalesce(t.' || quote_ident(s.is_customer_column) || ', true)', 'true');
    -- writers wait: a row that arrives meanwhile would be read here and by its trigger
    EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', s.name);
    DELETE FROM @extschema@.mention m WHERE m.source = s.name;
    EXECUTE format($query$
        INSERT INTO @extschema@.mention
        SELECT %L, t.%I::text, t.%I::text, %s, %s, %s, %L, %s, %s,
               m.topic, m.score, m.confidence, m.emotion, m.urgency, m.churn_risk, m.escalation_risk,
               m.quote_start, m.quote_length, m.text_hash, m.model, m.reason, now()
          FROM %s t
         CROSS JOIN LATERAL @extschema@.mentions(t.%I, %s, %L) m
         WHERE t.%I IS NOT NULL AND t.%I IS NOT NULL AND isfinite(t.%I)$query$,
        s.name, s.key_column, s.account_column,
        coalesce('t.' || quote_ident(s.ticket_column) || '::text', 'NULL'),
        coalesce('t.' || quote_ident(s.author_column) || '::text', 'NULL'),
        coalesce('t.' || quote_ident(s.contact_role_column) || '::text', 'NULL'),
        s.channel, is_customer, 't.' || quote_ident(s.at_column), s.name, s.text_column, is_customer, s.model,
        s.key_column, s.account_column, s.at_column);
END
$$;
COMMENT ON PROCEDURE @extschema@.refresh(regclass) IS 'scores all rows of a tracked table anew, in one transaction';

