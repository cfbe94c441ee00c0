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
                        SELECT FROM %s t WHERE t.%I::text = m.key AND t.%I IS NOT NULL AND isfinite(t.%I) %s)',
                   @extschema@.source_name(s.relation), s.key_column, s.text_column, s.at_column,
                   coalesce('AND t.' || quote_ident(s.account_column) || ' IS NOT NULL', '')) USING s.name;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
COMMENT ON FUNCTION @extschema@.refresh_prune(@extschema@.source) IS 'last step of refresh(): deletes mentions of rows that are gone, and counts them';

-- One batch: some blocks of the table, or at the end the mentions of rows that are gone.  False when nothing is left.
-- A row that is not as it should be is locked before it is read again, so that no trigger writes of it at the same time.
CREATE FUNCTION @extschema@.refresh_batch(source_name text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    -- by index, whatever is known of tables that grow from nothing meanwhile
    SET enable_seqscan = off
    SET enable_hashjoin = off
    SET enable_mergejoin = off
    SET enable_material = off
    SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    batch_rows CONSTANT integer := 2000;
    s @extschema@.source;
    p @extschema@.refresh_progress;
    part regclass;
    last_block bigint;
    read_rows bigint;
    rewritten tid[];
    moved tid[];
    locked_keys text[];
    locked tid[];
    n bigint;
    to_go interval;
    mapped CONSTANT text := 'account, ticket, author, contact_role, channel, product, ticket_type, ticket_tier, at';
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
    EXECUTE format($query$
        SELECT count(*), array_agg(DISTINCT tid) FILTER (WHERE is_rewritten), array_agg(tid) FILTER (WHERE is_moved AND NOT is_rewritten)
          FROM (SELECT r.tid,
                       h.key IS NULL OR h.text_hash <> hashtextextended(r.body COLLATE "C", 0) OR h.is_customer <> r.is_customer OR h.model <> $2
                       OR count(*) OVER (PARTITION BY r.key) > 1 AS is_rewritten,
                       ROW(%s) IS DISTINCT FROM ROW(%s) AS is_moved
                  FROM (%s) r
                  LEFT JOIN LATERAL (SELECT * FROM @extschema@.mention m WHERE m.source = $1 AND m.key = r.key AND m.topic IS NULL OFFSET 0) h ON true) compared$query$,
        regexp_replace(mapped, '\w+', 'r.\&', 'g'), regexp_replace(mapped, '\w+', 'h.\&', 'g'),
        @extschema@.source_query(s, part, format('t.ctid >= ''(%s,0)'' AND t.ctid < ''(%s,0)''', p.next_block, last_block)))
       INTO read_rows, rewritten, moved USING s.name, @extschema@.config_fingerprint(s.model, s.clean);
    IF rewritten IS NOT NULL OR moved IS NOT NULL THEN
        EXECUTE format('SELECT array_agg(l.key), array_agg(l.tid)
                          FROM (SELECT t.%I::text AS key, t.ctid AS tid FROM %s t WHERE t.ctid = ANY ($1) FOR SHARE) l',
                       s.key_column, @extschema@.source_name(part))
           INTO locked_keys, locked USING rewritten;
        DELETE FROM @extschema@.mention m WHERE m.source = s.name AND m.key = ANY (locked_keys);
        EXECUTE format($query$
            INSERT INTO @extschema@.mention (source, key, is_customer, %1$s,
                    topic, score, confidence, emotion, urgency, churn_risk, escalation_risk, quote_start, quote_length, text_hash, model, reason, scored_at)
            SELECT $1, r.key, r.is_customer, %2$s, m.*, now()
              FROM (%3$s) r CROSS JOIN LATERAL @extschema@.mentions(r.body, r.is_customer, $3, $4) m$query$,
            mapped, regexp_replace(mapped, '\w+', 'r.\&', 'g'),
            @extschema@.source_query(s, part, 't.ctid = ANY ($2)'))
          USING s.name, locked, s.model, s.clean;
        EXECUTE format('SELECT array_agg(l.tid) FROM (SELECT t.ctid AS tid FROM %s t WHERE t.ctid = ANY ($1) FOR SHARE) l', @extschema@.source_name(part))
           INTO locked USING moved;
        EXECUTE format('UPDATE @extschema@.mention m SET (%1$s) = ROW(%2$s) FROM (%3$s) r WHERE m.source = $1 AND m.key = r.key',
                       mapped, regexp_replace(mapped, '\w+', 'r.\&', 'g'),
                       @extschema@.source_query(s, part, 't.ctid = ANY ($2)'))
          USING s.name, locked;
    END IF;
    n := pg_relation_size(part) / current_setting('block_size')::integer;
    UPDATE @extschema@.refresh_progress o
       SET part = CASE WHEN last_block >= n THEN p.part + 1 ELSE p.part END,
           next_block = CASE WHEN last_block >= n THEN 0 ELSE last_block END,
           blocks_done = p.blocks_done + least(last_block, n) - least(p.next_block, n),
           -- as many blocks as hold a batch, by what these held
           batch_blocks = greatest(1, least(p.batch_blocks * batch_rows / greatest(read_rows, 1), p.batch_blocks * 4, 1024)),
           rows_read = p.rows_read + read_rows,
           rows_scored = p.rows_scored + coalesce(cardinality(rewritten), 0),
           rows_moved = p.rows_moved + coalesce(cardinality(moved), 0),
           updated_at = clock_timestamp()
     WHERE o.source = s.name
    RETURNING * INTO p;
    -- once the first full batch tells it
    to_go := (clock_timestamp() - p.started_at) * ((p.blocks_total - p.blocks_done) / greatest(p.blocks_done, 1)::float8);
    IF p.rows_read >= batch_rows AND p.rows_read - read_rows < batch_rows AND p.blocks_done < p.blocks_total THEN
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
