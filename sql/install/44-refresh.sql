-- refresh: what the triggers have not seen.  Rows that are as they should be are only compared, so a refresh that was
-- broken off goes on where it was by beginning again.

CREATE TABLE @extschema@.refresh_progress (
    source       text PRIMARY KEY,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz,
    pid          integer NOT NULL DEFAULT pg_backend_pid(),
    parts        regclass[] NOT NULL,
    part         integer NOT NULL DEFAULT 1,
    next_block   bigint NOT NULL DEFAULT 0,
    batch_blocks integer NOT NULL DEFAULT 16,
    blocks_done  bigint NOT NULL DEFAULT 0,
    blocks_total bigint NOT NULL,
    rows_read    bigint NOT NULL DEFAULT 0,
    rows_scored  bigint NOT NULL DEFAULT 0,
    rows_moved   bigint NOT NULL DEFAULT 0,
    rows_deleted bigint
);
COMMENT ON TABLE @extschema@.refresh_progress IS 'the last refresh of each source, brought up to date with every batch';
COMMENT ON COLUMN @extschema@.refresh_progress.parts IS 'the table or its partitions, of which part is being read, from next_block on';
COMMENT ON COLUMN @extschema@.refresh_progress.rows_moved IS 'rows whose text was right, but an account, a ticket, a role or the like was not';
COMMENT ON COLUMN @extschema@.refresh_progress.rows_deleted IS 'mentions of rows that are gone; NULL until the end';

-- Find the table of a source, put the triggers back, copy the dimensions, and begin.  Returns the source's name.
CREATE FUNCTION @extschema@.refresh_begin(relation regclass) RETURNS text
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    s @extschema@.source;
    d @extschema@.dimension;
    parts regclass[];
BEGIN
    SELECT * INTO s FROM @extschema@.source o
     WHERE o.relation = refresh_begin.relation OR o.name = @extschema@.source_name(refresh_begin.relation)
     ORDER BY o.name <> @extschema@.source_name(refresh_begin.relation) LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'table % is not tracked', relation
            USING ERRCODE = 'undefined_object', HINT = 'Use sentiment.track() first.';
    END IF;
    IF s.relation <> @extschema@.source_relation(s) THEN
        s.relation := @extschema@.source_relation(s);
        PERFORM @extschema@.check_source(s);
        UPDATE @extschema@.source o SET relation = s.relation WHERE o.name = s.name;
        RAISE NOTICE 'table % is another one than before: tracking goes on there', s.relation;
    ELSE
        PERFORM @extschema@.check_source(s);
    END IF;
    PERFORM @extschema@.attach(s);
    -- the triggers of dimensions may have been off, too
    FOR d IN SELECT * FROM @extschema@.dimension o WHERE has_table_privilege(o.relation, 'SELECT') LOOP
        BEGIN
            IF (SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = d.relation) THEN
                PERFORM @extschema@.attach_dimension(d);
            END IF;
            PERFORM @extschema@.load_dimension(d);
        EXCEPTION WHEN undefined_column OR datatype_mismatch THEN
            RAISE WARNING 'copying of dimension "%" failed: %', d.name, SQLERRM;
        END;
    END LOOP;
    SELECT array_agg(t.relid ORDER BY t.relid) INTO parts FROM pg_partition_tree(s.relation) t WHERE t.isleaf;
    parts := coalesce(parts, ARRAY[s.relation]);
    -- the row stays: another refresh of the table that is under way goes on with it
    INSERT INTO @extschema@.refresh_progress AS p (source, parts, blocks_total)
        SELECT s.name, parts, sum(pg_relation_size(t) / current_setting('block_size')::integer) FROM unnest(parts) t
        ON CONFLICT (source) DO UPDATE
       SET started_at = DEFAULT, updated_at = DEFAULT, finished_at = DEFAULT, pid = DEFAULT, parts = excluded.parts, part = DEFAULT,
           next_block = DEFAULT, batch_blocks = DEFAULT, blocks_done = DEFAULT, blocks_total = excluded.blocks_total,
           rows_read = DEFAULT, rows_scored = DEFAULT, rows_moved = DEFAULT, rows_deleted = DEFAULT;
    RETURN s.name;
END
$$;
COMMENT ON FUNCTION @extschema@.refresh_begin(regclass) IS 'first step of refresh(): finds the table, puts the triggers back where they are missing';

-- Mentions of rows that are gone, or can no longer be stored.
CREATE FUNCTION @extschema@.refresh_prune(s @extschema@.source) RETURNS bigint
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    -- the whole of both
    SET enable_seqscan = on
    SET enable_hashjoin = on
AS $$
DECLARE
    n bigint;
BEGIN
    EXECUTE format('DELETE FROM @extschema@.mention m WHERE m.source = $1 AND NOT EXISTS (
                        SELECT FROM %s t WHERE t.%I::text = m.key AND t.%I IS NOT NULL AND isfinite(t.%I) %s %s)',
                   @extschema@.source_name(s.relation), s.key_column, s.text_column, s.at_column,
                   'AND t.' || quote_ident(s.account_column) || ' IS NOT NULL',
                   (SELECT string_agg(format('AND @extschema@.is_identifier(t.%I::text) IS NOT FALSE', identifier), ' ')
                      FROM unnest(ARRAY[s.key_column, s.account_column, s.ticket_column, s.author_column]) identifier
                     WHERE identifier IS NOT NULL)) USING s.name;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
COMMENT ON FUNCTION @extschema@.refresh_prune(@extschema@.source) IS 'last step of refresh(): deletes mentions of rows that are gone, and counts them';

CREATE FUNCTION @extschema@.refresh_blocks(relation regclass, part regclass, first_block bigint, end_block bigint,
    OUT rows_read bigint, OUT rows_scored bigint, OUT rows_moved bigint)
    AS 'MODULE_PATHNAME', 'sentiment_refresh_blocks' LANGUAGE C VOLATILE STRICT;
COMMENT ON FUNCTION @extschema@.refresh_blocks(regclass, regclass, bigint, bigint)
    IS 'compares the rows in some blocks of a tracked table, or of a partition of it, with their mentions, and writes those that are not right';

-- One batch: some blocks of the table, or at the end the mentions of rows that are gone.  False when nothing is left.
CREATE FUNCTION @extschema@.refresh_batch(source_name text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    -- by index, whatever is known of tables that grow from nothing meanwhile
    SET enable_seqscan = off
    SET enable_hashjoin = off
    SET enable_mergejoin = off
    SET enable_material = off
AS $$
DECLARE
    batch_rows CONSTANT integer := 5000;
    s @extschema@.source;
    p @extschema@.refresh_progress;
    part regclass;
    last_block bigint;
    batch record;
    n bigint;
    to_go interval;
BEGIN
    SELECT * INTO STRICT s FROM @extschema@.source o WHERE o.name = source_name;
    SELECT * INTO STRICT p FROM @extschema@.refresh_progress o WHERE o.source = source_name FOR UPDATE;
    IF p.part > cardinality(p.parts) THEN
        n := @extschema@.refresh_prune(s);
        UPDATE @extschema@.refresh_progress o SET rows_deleted = n, finished_at = clock_timestamp(), updated_at = clock_timestamp() WHERE o.source = s.name;
        RETURN false;
    END IF;
    part := p.parts[p.part];
    last_block := p.next_block + p.batch_blocks;
    SELECT * INTO batch FROM @extschema@.refresh_blocks(s.relation, part, p.next_block, last_block);
    n := pg_relation_size(part) / current_setting('block_size')::integer;
    UPDATE @extschema@.refresh_progress o
       SET part = CASE WHEN last_block >= n THEN p.part + 1 ELSE p.part END,
           next_block = CASE WHEN last_block >= n THEN 0 ELSE last_block END,
           blocks_done = p.blocks_done + least(last_block, n) - least(p.next_block, n),
           -- as many blocks as hold a batch, by what these held
           batch_blocks = greatest(1, least(p.batch_blocks * batch_rows / greatest(batch.rows_read, 1), p.batch_blocks * 4, 1024)),
           rows_read = p.rows_read + batch.rows_read,
           rows_scored = p.rows_scored + batch.rows_scored,
           rows_moved = p.rows_moved + batch.rows_moved,
           updated_at = clock_timestamp()
     WHERE o.source = s.name
    RETURNING * INTO p;
    -- once the first full batch tells it
    to_go := (clock_timestamp() - p.started_at) * ((p.blocks_total - p.blocks_done) / greatest(p.blocks_done, 1)::float8);
    IF p.rows_read >= batch_rows AND p.rows_read - batch.rows_read < batch_rows AND p.blocks_done < p.blocks_total THEN
        RAISE NOTICE 'refresh of %: % of % blocks read, about % to go', s.name, p.blocks_done, p.blocks_total, date_trunc('second', to_go + interval '1 second');
    END IF;
    RETURN true;
END
$$;
COMMENT ON FUNCTION @extschema@.refresh_batch(text) IS 'next step of refresh(): reads some blocks of the table; false when all is done';

CREATE PROCEDURE @extschema@.refresh(relation regclass)
    AS 'MODULE_PATHNAME', 'sentiment_refresh' LANGUAGE C;
COMMENT ON PROCEDURE @extschema@.refresh(regclass)
    IS 'brings the mentions of a tracked table up to what is there: new, changed and deleted rows, another model, another table of its name; commits in batches where it may';
CREATE PROCEDURE @extschema@.refresh()
    AS 'MODULE_PATHNAME', 'sentiment_refresh' LANGUAGE C;
COMMENT ON PROCEDURE @extschema@.refresh() IS 'the same for all tracked tables of the role that calls it; warns of the others';
