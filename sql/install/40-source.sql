-- Sources: which tables hold customer text, and what was read from them

CREATE TABLE @extschema@.source (
    name                text PRIMARY KEY,
    relation            regclass NOT NULL,
    text_column         name NOT NULL,
    account_column      name,
    at_column           name NOT NULL,
    key_column          name NOT NULL,
    ticket_column       name,
    author_column       name,
    contact_role_column name,
    is_customer_column  name,
    channel             text,
    channel_column      name,
    product_column      name,
    fire                text NOT NULL CHECK (fire IN ('statement', 'row')),
    on_error            text NOT NULL CHECK (on_error IN ('warn', 'fail')),
    model               text NOT NULL,
    clean               boolean NOT NULL,
    zone                text NOT NULL,
    tracked_at          timestamptz NOT NULL DEFAULT now(),
    tracked_by          name NOT NULL DEFAULT session_user
);
COMMENT ON TABLE @extschema@.source IS 'tracked tables, and which of their columns mean what; written by track() and untrack() only';
COMMENT ON COLUMN @extschema@.source.name IS 'schema-qualified name that the table had when track() was called; its mentions go by it';
COMMENT ON COLUMN @extschema@.source.relation IS 'the table, whatever its name is now';
COMMENT ON COLUMN @extschema@.source.account_column IS 'NULL: the account of the ticket, or of the author, as the dimensions say';
COMMENT ON COLUMN @extschema@.source.channel IS 'the channel of all rows; NULL: channel_column has it, or it is not known';
COMMENT ON COLUMN @extschema@.source.model IS 'the model that scores, whatever a session has set: the active one when track() was called; another counts from the next refresh() on';
COMMENT ON COLUMN @extschema@.source.clean IS 'only the customer''s own words are scored; false: the whole text, as in a survey; another counts from the next refresh() on';
COMMENT ON COLUMN @extschema@.source.zone IS 'the zone of days and of times that have none, whatever a session has set; another counts from the next refresh() on';

CREATE TABLE @extschema@.mention (
    source          text NOT NULL,
    key             text NOT NULL,
    account         text,
    ticket          text,
    author          text,
    contact_role    text,
    channel         text,
    product         text,
    ticket_type     text,
    ticket_tier     text,
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
COMMENT ON TABLE @extschema@.mention IS 'one row per text and topic, and one for the whole text (topic NULL); the text itself is never copied';
COMMENT ON COLUMN @extschema@.mention.account IS 'NULL: the ticket or its account is not in the dimensions yet';
COMMENT ON COLUMN @extschema@.mention.is_customer IS 'counts as the customer''s voice: also what staff note of a customer, which is channel note, and calls';
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
CREATE INDEX mention_author_idx ON @extschema@.mention (author text_pattern_ops) WHERE author IS NOT NULL AND topic IS NULL;
CREATE INDEX mention_xid_idx ON @extschema@.mention (xid, account text_pattern_ops);
-- few rows: of clocks that are ahead, which evaluate() looks at when their time comes
CREATE INDEX mention_ahead_idx ON @extschema@.mention (at) WHERE at > scored_at AND topic IS NULL;

-- Appended to, never counted up: no row that writers would wait for.
CREATE TABLE @extschema@.source_problem (
    source  text NOT NULL,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    problem text NOT NULL,
    n       bigint NOT NULL,
    key     text,
    detail  text
);
COMMENT ON TABLE @extschema@.source_problem IS 'rows that could not be stored as mentions: why, how many in one statement, the last of them';
CREATE INDEX source_problem_idx ON @extschema@.source_problem (source, at);

-- What is restored, replicated or changed is of the transaction that does so.
CREATE FUNCTION @extschema@.xid_stamp() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.xid := pg_current_xact_id();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.xid_stamp() IS 'trigger: notes which transaction wrote a row';
CREATE TRIGGER mention_stamp BEFORE INSERT OR UPDATE ON @extschema@.mention
    FOR EACH ROW WHEN (NEW.xid IS DISTINCT FROM pg_catalog.pg_current_xact_id()) EXECUTE FUNCTION @extschema@.xid_stamp();
ALTER TABLE @extschema@.mention ENABLE ALWAYS TRIGGER mention_stamp;

-- What mention holds of a text; track's triggers write the same rows.
CREATE FUNCTION @extschema@.mentions(body text, is_customer boolean, model_name text, clean boolean,
    OUT topic text, OUT score float8, OUT confidence float8, OUT emotion text,
    OUT urgency float8, OUT churn_risk float8, OUT escalation_risk float8,
    OUT quote_start integer, OUT quote_length integer, OUT text_hash bigint, OUT model text, OUT reason text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_mentions' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 2;
COMMENT ON FUNCTION @extschema@.mentions(text, boolean, text, boolean) IS 'the rows that mention holds of a text: the whole, then each topic; no score for another''s words';

CREATE FUNCTION @extschema@.mentions(body text, is_customer boolean,
    OUT topic text, OUT score float8, OUT confidence float8, OUT emotion text,
    OUT urgency float8, OUT churn_risk float8, OUT escalation_risk float8,
    OUT quote_start integer, OUT quote_length integer, OUT text_hash bigint, OUT model text, OUT reason text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_mentions' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 2;
COMMENT ON FUNCTION @extschema@.mentions(text, boolean) IS 'the same by the active model';

CREATE FUNCTION @extschema@.track_change() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_track_change' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.track_change() IS 'trigger that track() puts on a table';

CREATE FUNCTION @extschema@.source_name(relation regclass) RETURNS text
    LANGUAGE sql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
    RETURN (SELECT format('%I.%I', n.nspname, c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = relation);
COMMENT ON FUNCTION @extschema@.source_name(regclass) IS 'schema-qualified name under which a table is tracked';

-- A table that has been swapped for another of its name is the other one; one that has been renamed is itself.
CREATE FUNCTION @extschema@.source_relation(s @extschema@.source) RETURNS regclass
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    RETURN coalesce(to_regclass((s).name), (s).relation);
COMMENT ON FUNCTION @extschema@.source_relation(@extschema@.source) IS 'the table of a source as it is now';

-- Types whose text depends on no setting and is made by no user's code: keys are stored and compared as text.
CREATE FUNCTION @extschema@.identifier_types() RETURNS regtype[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{text,varchar,name,uuid,smallint,integer,bigint,numeric}'::regtype[];
COMMENT ON FUNCTION @extschema@.identifier_types() IS 'types that a key, account, ticket, author or role may have';

-- MENTION_IDENTIFIER_MAX in src/pg/mention.h: what the indexes hold with ease
CREATE FUNCTION @extschema@.is_identifier(value text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.octet_length(value) <= 500;
COMMENT ON FUNCTION @extschema@.is_identifier(text) IS 'short enough for a key, account, ticket or author';

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

-- Refuse what cannot fire triggers, or belongs to somebody else.
CREATE FUNCTION @extschema@.check_table(relation regclass) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF (SELECT c.relkind NOT IN ('r', 'p') FROM pg_class c WHERE c.oid = relation) THEN
        RAISE EXCEPTION '% is not a table', relation
            USING ERRCODE = 'wrong_object_type',
                  DETAIL = 'Only a table can fire the triggers that read what arrives.',
                  HINT = 'Use the table under the view, or copy foreign rows into a table.';
    END IF;
    IF NOT (SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = relation) THEN
        RAISE EXCEPTION 'must be owner of table %', relation USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.check_table(regclass) IS 'refuses what is not a table of the caller';

CREATE FUNCTION @extschema@.check_fire(fire text) RETURNS void
    LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF fire IS NULL OR fire NOT IN ('statement', 'row') THEN
        RAISE EXCEPTION 'fire must be statement or row, not "%"', fire
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = 'Triggers for each row are for tables that logical replication writes, which fires no others.';
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.check_fire(text) IS 'refuses what triggers cannot fire for';

CREATE FUNCTION @extschema@.check_key(relation regclass, key_column name) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- a partitioned table's unique keys hold the partition key, too
    IF NOT EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                    WHERE i.indrelid = relation AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                      AND (i.indnkeyatts = 1 OR c.relkind = 'p')
                      AND EXISTS (SELECT FROM pg_attribute a
                                   WHERE a.attrelid = relation AND a.attname = key_column AND a.attnum = ANY (i.indkey))) THEN
        RAISE EXCEPTION 'column "%" of table % is no key', key_column, relation
            USING ERRCODE = 'invalid_foreign_key',
                  DETAIL = 'It was given as key, by which a changed or deleted row is found again: it needs a unique index of its own.',
                  HINT = format('CREATE UNIQUE INDEX ON %s (%I);', @extschema@.source_name(relation), key_column);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.check_key(regclass, name) IS 'refuses a key that is not unique';

CREATE FUNCTION @extschema@.check_source(s @extschema@.source) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    identifiers CONSTANT regtype[] := @extschema@.identifier_types();
BEGIN
    PERFORM @extschema@.check_table(s.relation),
            @extschema@.check_column(s.relation, 'text', s.text_column, '{text,varchar}'),
            @extschema@.check_column(s.relation, 'account', s.account_column, identifiers),
            @extschema@.check_column(s.relation, 'at', s.at_column, '{timestamptz,timestamp,date}'),
            @extschema@.check_column(s.relation, 'key', s.key_column, identifiers),
            @extschema@.check_column(s.relation, 'ticket', s.ticket_column, identifiers),
            @extschema@.check_column(s.relation, 'author', s.author_column, identifiers),
            @extschema@.check_column(s.relation, 'contact_role', s.contact_role_column, identifiers),
            @extschema@.check_column(s.relation, 'is_customer', s.is_customer_column, '{boolean}'),
            @extschema@.check_column(s.relation, 'channel', s.channel_column, identifiers),
            @extschema@.check_column(s.relation, 'product', s.product_column, identifiers),
            @extschema@.check_key(s.relation, s.key_column);
END
$$;
COMMENT ON FUNCTION @extschema@.check_source(@extschema@.source) IS 'refuses a table that does not fit its mapping';

-- Tables that fire for a source: the table itself and its partitions, on which a direct load fires its own statement
-- triggers only; PostgreSQL clones row triggers itself.
CREATE FUNCTION @extschema@.attach(s @extschema@.source) RETURNS void
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
      FROM unnest(ARRAY[s.name, s.on_error, s.channel, s.model, s.clean, s.zone,
                        (SELECT string_agg(DISTINCT d.kind, ' ' ORDER BY d.kind) FROM @extschema@.dimension d WHERE d.kind <> 'account'),
                        s.text_column, s.at_column, s.key_column, s.account_column, s.ticket_column, s.author_column, s.contact_role_column,
                        s.is_customer_column, s.channel_column, s.product_column]::text[]) WITH ORDINALITY AS argument (value, n);
    FOR part IN SELECT s.relation UNION SELECT t.relid FROM pg_partition_tree(s.relation) t WHERE s.fire = 'statement' LOOP
        -- missing or disabled, or made before the source's model or the dimensions were changed
        CONTINUE WHEN (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = part AND t.tgfoid = '@extschema@.track_change'::regproc
                          AND t.tgargs = stored_arguments AND t.tgenabled <> 'D') = CASE part WHEN s.relation THEN 4 ELSE 3 END;
        FOR event, transition IN VALUES
            ('INSERT', 'REFERENCING NEW TABLE AS sentiment_new'),
            ('UPDATE', 'REFERENCING OLD TABLE AS sentiment_old NEW TABLE AS sentiment_new'),
            ('DELETE', 'REFERENCING OLD TABLE AS sentiment_old'),
            ('TRUNCATE', '')
        LOOP
            -- emptying one partition says nothing of the others: refresh() sees to that
            CONTINUE WHEN event = 'TRUNCATE' AND part <> s.relation;
            EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %s %s FOR EACH %s EXECUTE FUNCTION @extschema@.track_change(%s)',
                           'sentiment_' || lower(event), event, part,
                           CASE s.fire WHEN 'statement' THEN transition ELSE '' END,
                           CASE event WHEN 'TRUNCATE' THEN 'statement' ELSE s.fire END, arguments);
            EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', part, 'sentiment_' || lower(event));
        END LOOP;
    END LOOP;
END
$$;
COMMENT ON FUNCTION @extschema@.attach(@extschema@.source) IS 'puts the triggers of a source on its table and partitions, where they are missing, disabled or out of date';

CREATE FUNCTION @extschema@.track(
    relation regclass,
    "text" name,
    account name DEFAULT NULL,
    at name DEFAULT NULL,
    key name DEFAULT NULL,
    ticket name DEFAULT NULL,
    author name DEFAULT NULL,
    contact_role name DEFAULT NULL,
    is_customer name DEFAULT NULL,
    channel text DEFAULT NULL,
    product name DEFAULT NULL,
    fire text DEFAULT 'statement',
    on_error text DEFAULT 'warn',
    zone text DEFAULT NULL,
    clean boolean DEFAULT NULL)
    RETURNS text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    s @extschema@.source;
    owner oid;
BEGIN
    IF relation IS NULL OR "text" IS NULL OR at IS NULL OR key IS NULL THEN
        RAISE EXCEPTION 'table, text, at and key must be given'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'For example: SELECT sentiment.track(''message'', text => ''body'', account => ''account'', at => ''created_at'', key => ''id'');';
    ELSIF account IS NULL AND NOT EXISTS (
            SELECT FROM @extschema@.dimension d
             WHERE d.columns ? 'account' AND CASE d.kind WHEN 'ticket' THEN ticket IS NOT NULL WHEN 'contact' THEN author IS NOT NULL END) THEN
        RAISE EXCEPTION 'account must be given'
            USING ERRCODE = 'null_value_not_allowed',
                  DETAIL = 'Without a column for it, the account is that of the ticket or of the author, and no dimension says whose that is.',
                  HINT = 'For example: SELECT sentiment.dimension(''ticket'', ''helpdesk_ticket'', key => ''id'', columns => ''{"account": "company_id"}'');';
    END IF;
    IF on_error IS NULL OR on_error NOT IN ('warn', 'fail') THEN
        RAISE EXCEPTION 'on_error must be warn or fail, not "%"', on_error
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM @extschema@.check_fire(fire);
    s.name := @extschema@.source_name(relation);
    s.relation := relation;
    s.text_column := "text";
    s.account_column := account;
    s.at_column := at;
    s.key_column := key;
    s.ticket_column := ticket;
    s.author_column := author;
    s.contact_role_column := contact_role;
    s.is_customer_column := is_customer;
    s.product_column := product;
    s.fire := fire;
    s.on_error := on_error;
    s.model := @extschema@.active_model();
    s.clean := coalesce(clean, current_setting('sentiment.clean')::boolean);
    s.zone := coalesce(@extschema@.zone_name(zone), @extschema@.zone());
    s.tracked_at := now();
    s.tracked_by := session_user;
    IF EXISTS (SELECT FROM @extschema@.channel_weight w WHERE w.channel = track.channel) THEN
        s.channel := channel;
    ELSIF channel IS NOT NULL THEN
        s.channel_column := channel;
        IF NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = relation AND a.attname = channel AND a.attnum > 0 AND NOT a.attisdropped) THEN
            RAISE EXCEPTION 'channel "%" is neither a channel nor a column of table %', channel, relation
                USING ERRCODE = 'invalid_parameter_value',
                      DETAIL = format('Channels are: %s.', (SELECT string_agg(w.channel, ', ' ORDER BY w.channel) FROM @extschema@.channel_weight w)),
                      HINT = 'Add a row to sentiment.channel_weight for a channel of your own.';
        END IF;
    END IF;
    PERFORM @extschema@.check_source(s);
    SELECT c.relowner INTO owner FROM pg_class c WHERE c.oid = relation;
    IF NOT (has_table_privilege(owner, '@extschema@.mention', 'DELETE')
            AND has_table_privilege(owner, '@extschema@.alert', 'INSERT')) THEN
        RAISE EXCEPTION 'role "%" may not write what sentiment reads in its table', pg_get_userbyid(owner)
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = 'The triggers run as the owner of the tracked table.',
                  HINT = format('SELECT sentiment.grant_access(%L, ''admin'');', pg_get_userbyid(owner));
    END IF;
    IF EXISTS (SELECT FROM @extschema@.source o WHERE o.name = s.name OR o.relation = s.relation) THEN
        RAISE EXCEPTION 'table % is tracked already', relation
            USING ERRCODE = 'duplicate_object',
                  HINT = format('SELECT sentiment.untrack(%L); forgets its mentions and lets you map it anew.', s.name);
    END IF;
    INSERT INTO @extschema@.source VALUES (s.*);
    PERFORM @extschema@.attach(s);
    RETURN s.name;
END
$$;
COMMENT ON FUNCTION @extschema@.track(regclass, name, name, name, name, name, name, name, name, text, name, text, text, text, boolean)
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
    -- by what the triggers say, because the table may have another name by now, or be gone; clones on partitions go with theirs
    FOR fired IN
        SELECT t.tgrelid::regclass AS relation, t.tgname AS name FROM pg_trigger t
         WHERE t.tgfoid = '@extschema@.track_change'::regproc AND t.tgparentid = 0
           AND starts_with(encode(t.tgargs, 'escape'), encode(convert_to(source_name, getdatabaseencoding()), 'escape') || '\000')
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', fired.name, fired.relation);
    END LOOP;
    DELETE FROM @extschema@.mention m WHERE m.source = source_name;
    DELETE FROM @extschema@.source_problem p WHERE p.source = source_name;
    DELETE FROM @extschema@.refresh_progress p WHERE p.source = source_name;
END
$$;
COMMENT ON FUNCTION @extschema@.untrack_source(text) IS 'stops tracking a source by its name in table source; untrack() takes any name of the table';

-- Text, not regclass, so that a table that is gone can be untracked; the caller's search_path finds it.
CREATE FUNCTION @extschema@.untrack(relation text) RETURNS void
    LANGUAGE sql VOLATILE STRICT
    RETURN @extschema@.untrack_source(coalesce((SELECT s.name FROM @extschema@.source s WHERE s.relation = pg_catalog.to_regclass(untrack.relation)),
                                               @extschema@.source_name(pg_catalog.to_regclass(untrack.relation)), untrack.relation));
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
    relation := @extschema@.source_relation(s);
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
