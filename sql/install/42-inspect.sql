-- A look at a table before it is tracked: what its columns may mean, and what a sample of its texts says

-- Up to 1,000 rows, the same ones each time: of a large table from 1,000 of its blocks, so that it takes no longer than of a small one.
CREATE FUNCTION @extschema@.inspect_rows(relation regclass) RETURNS text
    LANGUAGE sql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
    RETURN (
        SELECT CASE
            -- a view has no blocks, and to order its rows would read them all
            WHEN c.relkind NOT IN ('r', 'p', 'm') THEN format('(SELECT * FROM %I.%I LIMIT 1000)', n.nspname, c.relname)
            ELSE format('(SELECT * FROM %I.%I AS t TABLESAMPLE SYSTEM (%s) REPEATABLE (0) ORDER BY hashtidextended(t.ctid, 0), t.tableoid LIMIT 1000)',
                        n.nspname, c.relname,
                        least(100, 100 * 1000.0 / greatest(1, (SELECT sum(pg_relation_size(part)) / current_setting('block_size')::integer
                            FROM (SELECT relation AS part UNION SELECT relid FROM pg_partition_tree(relation)) AS parts))))
            END
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.oid = relation);
COMMENT ON FUNCTION @extschema@.inspect_rows(regclass) IS 'the subquery by which inspect() reads a sample of a table';

CREATE FUNCTION @extschema@.inspect_texts(relation regclass, OUT column_name name, OUT characters bigint, OUT mean_length integer)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- prose: three words in a row, and neither JSON nor markup; a table without rows gives all columns, too
    RETURN QUERY EXECUTE (
        SELECT format('SELECT c.name, coalesce(sum(char_length(c.value)) FILTER (WHERE is_prose), 0)::bigint, avg(char_length(c.value)) FILTER (WHERE is_prose)::integer'
                      ' FROM (SELECT) AS one LEFT JOIN %s AS s ON true CROSS JOIN LATERAL (VALUES %s) AS c (name, n, value)'
                      ' CROSS JOIN LATERAL (SELECT c.value ~ ''[^\s\d]\s+[^\s\d]+\s+[^\s\d]'' AND c.value !~ ''^\s*[[{<]'') AS p (is_prose) GROUP BY c.name, c.n ORDER BY c.n',
                      @extschema@.inspect_rows(relation),
                      string_agg(format('(%L::name, %s, s.%I::text)', attname, attnum, attname), ', '))
          FROM pg_attribute
         WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped AND atttypid IN ('text'::regtype, 'varchar'::regtype));
END
$$;
COMMENT ON FUNCTION @extschema@.inspect_texts(regclass) IS 'how much prose the text columns of a sample hold';

CREATE FUNCTION @extschema@.inspect_sample(relation regclass, text_column name, key_column name, is_customer_column name,
    OUT key text, OUT body text, OUT is_customer boolean)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE format('SELECT %s, s.%I::text, %s FROM %s AS s',
        coalesce('s.' || quote_ident(key_column) || '::text', 'NULL::text'), text_column,
        coalesce('coalesce(s.' || quote_ident(is_customer_column) || ', true)', 'true'), @extschema@.inspect_rows(relation));
END
$$;
COMMENT ON FUNCTION @extschema@.inspect_sample(regclass, name, name, name) IS 'keys and texts of a sample';

-- Which column may stand for which argument of track(), by its name and type; of several the first by rank, then by place.
CREATE FUNCTION @extschema@.inspect_columns(relation regclass, OUT argument text, OUT column_name name, OUT doubt text)
    RETURNS SETOF record
    LANGUAGE sql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH rule (argument, rank, pattern, doubt) AS (VALUES
        ('account', 1, '(account|organi[sz]ation|org|company|tenant)ID', NULL),
        ('account', 2, '(customer|client)ID', 'perhaps a person, not a company'),
        ('account', 3, '(account|organi[sz]ation|org|company|tenant|customer|client)_?name', 'names change: an id is better'),
        ('at', 1, '(created|sent|posted|submitted|received|written)(_?(at|on|date|time|ts))?', NULL),
        ('at', 2, '(at|on|date|time|timestamp|ts|day|((occurred|happened|opened|started|answered)_?(at|on)))', NULL),
        ('at', 3, '(?!.*(updated|modified|changed|closed|solved|resolved|deleted|due)).*', 'perhaps not when it was written'),
        ('at', 4, '.*', 'hardly when it was written'),
        ('ticket', 1, '(ticket|case|conversation|thread)ID', NULL),
        ('ticket', 2, '(issue|incident|request|chat|call)ID', 'perhaps not what holds messages together'),
        ('author', 1, '(author|sender|requester|submitter|reporter|contact|respondent)(ID|_?name|_?e?mail)', NULL),
        ('author', 2, '(user|person|member|(created|written|sent)_by)(ID|_?name|_?e?mail)', 'perhaps not who wrote it'),
        ('author', 3, '(from|e_?mail)(_?address)?', 'perhaps not who wrote it'),
        ('contact_role', 1, '((contact|author|sender|requester|user|person)_)?role', NULL),
        ('contact_role', 2, '(job_?title|position|persona)', NULL),
        ('is_customer', 1, '(is|from|by)_?customer', NULL),
        ('is_customer', 2, '(is_?)?(inbound|incoming)|from_(user|client|requester|contact)', 'true must mean that the customer wrote it'),
        ('is_staff', 1, '(is|from|by)_?(agent|staff|employee|internal|admin|support)|(is_?)?(outbound|outgoing|internal)', NULL),
        ('writer', 1, '(author|sender|user|writer|from)_?(type|kind)|direction', NULL),
        ('product', 1, 'product(ID|_?name)', NULL),
        ('channel', 1, 'channel|medium|via', NULL),
        ('key', 1, 'id|uuid|key', NULL)),
    candidate AS (
        SELECT a.attname, a.attnum, a.atttypid::regtype AS type, lower(regexp_replace(a.attname, '([a-z0-9])([A-Z])', '\1_\2', 'g')) AS name
          FROM pg_attribute a
         WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped)
    SELECT DISTINCT ON (r.argument) r.argument, c.attname,
           nullif(concat_ws('; ', r.doubt, CASE c.type WHEN 'timestamp'::regtype THEN format('it has no time zone and is read as %s, unless track() is told another zone', @extschema@.zone()) END), '')
      FROM rule r
      JOIN candidate c ON c.name ~ ('^(' || replace(r.pattern, 'ID', '(_?(id|no|nr|number|key|ref|uuid|code))?') || ')$')
                      AND c.type = ANY (CASE r.argument WHEN 'at' THEN '{timestamptz,timestamp,date}'::regtype[]
                                                        WHEN 'is_customer' THEN '{boolean}'::regtype[]
                                                        WHEN 'is_staff' THEN '{boolean}'::regtype[]
                                                        WHEN 'writer' THEN '{text,varchar}'::regtype[]
                                                        ELSE @extschema@.identifier_types() END)
     ORDER BY r.argument, r.rank, c.attnum;
END;
COMMENT ON FUNCTION @extschema@.inspect_columns(regclass) IS 'columns that may stand for the arguments of track(), or say something of them, by name and type';

-- The column by which a changed row finds its mentions; check_source() asks for the same.
CREATE FUNCTION @extschema@.inspect_key(relation regclass) RETURNS name
    LANGUAGE sql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
    RETURN (
        SELECT a.attname
          FROM pg_index i
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::smallint[])[0:i.indnkeyatts - 1])
          LEFT JOIN pg_partitioned_table p ON p.partrelid = i.indrelid
         WHERE i.indrelid = relation AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
           AND (i.indnkeyatts = 1 OR p.partrelid IS NOT NULL) AND a.atttypid = ANY (@extschema@.identifier_types())
         ORDER BY coalesce(a.attnum = ANY (p.partattrs), false), i.indisprimary DESC, i.indexrelid, a.attnum
         LIMIT 1);
COMMENT ON FUNCTION @extschema@.inspect_key(regclass) IS 'column of a unique index that may be the key of a tracked table';

CREATE FUNCTION @extschema@.inspect_percent(part numeric, whole numeric) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN round(100 * part / nullif(whole, 0), 1) || ' %';
COMMENT ON FUNCTION @extschema@.inspect_percent(numeric, numeric) IS 'a share for people';

-- Lines of at most so many characters, broken at blanks.
CREATE FUNCTION @extschema@.inspect_lines(body text, width integer) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN rtrim(regexp_replace(regexp_replace(body, '\s+', ' ', 'g'), format('(.{1,%s})(?: |$)', width), E'\\1\n', 'g'), E'\n ');
COMMENT ON FUNCTION @extschema@.inspect_lines(text, integer) IS 'a text in lines that fit a column of a terminal';

CREATE FUNCTION @extschema@.inspect_mapping(relation regclass, OUT argument text, OUT value text, OUT remark text)
    RETURNS SETOF record
    LANGUAGE sql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
    WITH prose AS MATERIALIZED (
        SELECT *, row_number() OVER (ORDER BY characters DESC, column_name !~* 'body|message|comment|text|content|description|note|feedback|answer') AS place
          FROM @extschema@.inspect_texts(relation)),
    found AS MATERIALIZED (
        SELECT c.* FROM @extschema@.inspect_columns(relation) c WHERE c.column_name <> (SELECT column_name FROM prose WHERE place = 1)),
    kind AS (
        SELECT relkind IN ('r', 'p') AS is_table, relname, @extschema@.inspect_key(relation) AS key FROM pg_class WHERE oid = relation),
    mapping (n, argument, value, remark) AS (
        SELECT 1, 'text', column_name,
               concat_ws(E'\n', CASE WHEN characters > 0 THEN format('longest prose: %s characters on average', mean_length) ELSE 'unsure: there is no prose in any column' END,
                         (SELECT 'not read: ' || string_agg(format('%s (%s characters)', column_name, mean_length), ', ')
                            FROM prose WHERE place > 1 AND characters > 0 AND column_name NOT IN (SELECT column_name FROM found)))
          FROM prose WHERE place = 1
        UNION ALL
        SELECT a.n, a.argument, f.column_name,
               CASE WHEN f.column_name IS NOT NULL THEN concat_ws(E'\n', 'by its name', 'unsure: ' || f.doubt)
                    WHEN a.argument = 'account' AND EXISTS (SELECT FROM found WHERE argument IN ('ticket', 'author'))
                    THEN 'unsure: no column has such a name; it is the account of the ticket or of the author, and sentiment.dimension() must say whose that is'
                    ELSE 'missing: no column has such a name and type' END
          FROM (VALUES (2, 'account', true), (3, 'at', true), (5, 'ticket', false), (6, 'author', false), (7, 'contact_role', false), (10, 'product', false))
               AS a (n, argument, is_needed)
          LEFT JOIN found f USING (argument)
         WHERE f.column_name IS NOT NULL OR a.is_needed
        UNION ALL
        SELECT 4, 'key', coalesce(k.key, f.column_name),
               CASE WHEN k.key IS NOT NULL THEN 'has a unique index'
                    WHEN NOT k.is_table THEN 'unsure: only a table has a key'
                    WHEN f.column_name IS NULL THEN format('missing: ALTER TABLE %s ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;', relation)
                    ELSE format('missing: CREATE UNIQUE INDEX ON %s (%I);', relation, f.column_name) END
          FROM kind k LEFT JOIN found f ON f.argument = 'key'
        UNION ALL
        SELECT 8, 'is_customer', f.column_name,
               CASE WHEN f.column_name IS NOT NULL THEN concat_ws(E'\n', 'by its name', 'unsure: ' || f.doubt)
                    WHEN o.column_name IS NOT NULL THEN format('unsure: %1$s says the opposite, so give the table a column that does not: '
                        'ALTER TABLE %2$s ADD COLUMN is_customer boolean GENERATED ALWAYS AS (NOT %1$I) STORED;', o.column_name, relation)
                    WHEN w.column_name IS NOT NULL THEN format('unsure: %1$s may say who wrote; then give the table a column like this: '
                        'ALTER TABLE %2$s ADD COLUMN is_customer boolean GENERATED ALWAYS AS (%1$I = %3$L) STORED;', w.column_name, relation, 'customer')
                    ELSE 'unsure: nothing says who wrote, so that all texts count as the customer''s' END
          FROM kind LEFT JOIN found f ON f.argument = 'is_customer' LEFT JOIN found o ON o.argument = 'is_staff' LEFT JOIN found w ON w.argument = 'writer'
        UNION ALL
        SELECT 9, 'channel', coalesce(f.column_name, c.channel), CASE WHEN f.column_name IS NOT NULL THEN 'by its name' ELSE 'by the name of the table' END
          FROM kind LEFT JOIN found f ON f.argument = 'channel' LEFT JOIN
               LATERAL (SELECT channel FROM (VALUES (1, 'survey|nps|csat|feedback|response|answer', 'survey'), (2, 'chat', 'chat'), (3, 'call|transcript', 'call'),
                                                    (4, 'forum|post|community', 'community'), (5, 'note', 'note'), (6, 'ticket|case|conversation|mail', 'ticket'))
                               AS c (n, pattern, channel) WHERE kind.relname ~* c.pattern ORDER BY c.n LIMIT 1) AS c ON true
         WHERE f.column_name IS NOT NULL OR c.channel IS NOT NULL)
    SELECT m.argument, m.value, m.remark
      FROM mapping m
     ORDER BY m.n
$$;
COMMENT ON FUNCTION @extschema@.inspect_mapping(regclass) IS 'what track() may be told of a table, and why; value NULL: nothing fits';

-- What a sample of the texts says.
CREATE FUNCTION @extschema@.inspect_scores(relation regclass, text_column name, key_column name, is_customer_column name,
    OUT section text, OUT item text, OUT value text, OUT detail text)
    RETURNS SETOF record
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
    WITH text_read AS MATERIALIZED (
        SELECT s.key, s.body, s.is_customer, a.score, a.label, a.quote, a.reason
          FROM @extschema@.inspect_sample(relation, text_column, key_column, is_customer_column) s,
               @extschema@.analyze(CASE WHEN s.is_customer THEN s.body END) a),
    total AS (
        SELECT count(*) AS n, count(score) AS scored, @extschema@.mean(score) AS mean, @extschema@.net(score) AS net,
               count(*) FILTER (WHERE label = 'negative') AS negative, count(*) FILTER (WHERE label = 'neutral') AS neutral,
               count(*) FILTER (WHERE label = 'positive') AS positive
          FROM text_read),
    -- whole ten-thousandths, so that a score on an edge falls on the same side everywhere
    step AS (SELECT least(9, (round(score::numeric * 10000)::integer + 10000) / 2000) AS n, count(*) AS scores FROM text_read WHERE score IS NOT NULL GROUP BY 1),
    voice AS (SELECT g.kind, sum(g.length) AS characters FROM text_read, @extschema@.segments(body) g WHERE is_customer GROUP BY g.kind),
    worst AS (
        SELECT DISTINCT ON (quote) quote, score, key FROM text_read WHERE label = 'negative' AND quote IS NOT NULL ORDER BY quote, score, key COLLATE "C"),
    line (part, place, section, item, value, detail) AS (
        SELECT 1, 1, 'sample', 'rows', total.n::text,
               (SELECT format('of about %s', sum(greatest(reltuples, 0))::bigint)
                  FROM pg_class WHERE oid IN (SELECT relation UNION SELECT relid FROM pg_partition_tree(relation)) AND relkind <> 'p' HAVING sum(greatest(reltuples, 0)) > total.n)
          FROM total
        UNION ALL
        SELECT 1, 2, 'sample', 'model', @extschema@.active_model(), NULL
        UNION ALL
        SELECT 2, row_number() OVER (ORDER BY c.item <> 'scored', c.item COLLATE "C", c.n DESC, c.reason COLLATE "C"), 'coverage', c.item, c.n::text,
               concat_ws(': ', @extschema@.inspect_percent(c.n, (SELECT total.n FROM total)), c.reason)
          FROM (SELECT CASE WHEN NOT is_customer THEN 'staff' WHEN score IS NULL THEN 'not scored' ELSE 'scored' END AS item,
                       CASE WHEN body IS NULL AND is_customer THEN 'no text' ELSE reason END AS reason, count(*) AS n
                  FROM text_read GROUP BY 1, 2) AS c
        UNION ALL
        SELECT 3, row_number() OVER (ORDER BY kind <> 'customer', kind COLLATE "C"), 'voices', kind, characters::text,
               @extschema@.inspect_percent(characters, sum(characters) OVER ()) || ' of the characters'
          FROM voice
        UNION ALL
        SELECT 4, v.n, 'scores', v.item, v.value::text, v.detail
          FROM total, LATERAL (VALUES (1, 'mean', round(mean::numeric, 3), '-1 to 1'), (2, 'net', round(net::numeric, 1), '-100 to 100'),
                                      (3, 'positive', positive, @extschema@.inspect_percent(positive, scored)), (4, 'neutral', neutral, @extschema@.inspect_percent(neutral, scored)),
                                      (5, 'negative', negative, @extschema@.inspect_percent(negative, scored))) AS v (n, item, value, detail)
         WHERE scored > 0
        UNION ALL
        SELECT 5, i, 'histogram', format('%s to %s', to_char(i * 0.2 - 1, 'FMS0.0'), to_char(i * 0.2 - 0.8, 'FMS0.0')), coalesce(scores, 0)::text,
               repeat('#', ceil(50.0 * scores / max(scores) OVER ())::integer)
          FROM generate_series(0, 9) AS i LEFT JOIN step ON step.n = i
         WHERE (SELECT scored FROM total) > 0
        UNION ALL
        -- a long key leaves less room for the quote
        SELECT 6, place, 'worst', key, score::text, @extschema@.inspect_lines(quote, greatest(30, 64 - greatest(12, char_length(key))))
          FROM (SELECT *, row_number() OVER (ORDER BY score, key COLLATE "C") AS place FROM worst) AS w
         WHERE place <= 10)
    SELECT section, item, value, detail FROM line ORDER BY part, place
$$;
COMMENT ON FUNCTION @extschema@.inspect_scores(regclass, name, name, name) IS 'coverage, voices, scores and worst quotes of a sample';

CREATE FUNCTION @extschema@.inspect(relation regclass, OUT section text, OUT item text, OUT value text, OUT detail text)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kind "char";
    mapping record;
    chosen jsonb := '{}';
    arguments text := '';
    missing text[] := '{}';
BEGIN
    SELECT relkind INTO kind FROM pg_class WHERE oid = relation;
    IF kind NOT IN ('r', 'p', 'v', 'm', 'f') THEN
        RAISE EXCEPTION '% holds no rows that could be inspected', relation
            USING ERRCODE = 'wrong_object_type', HINT = 'Name a table or a view.';
    ELSIF NOT has_table_privilege(relation, 'SELECT') THEN
        RAISE EXCEPTION 'permission denied for %', relation
            USING ERRCODE = 'insufficient_privilege', DETAIL = 'inspect() reads with the rights of whoever calls it.';
    ELSIF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped
                         AND atttypid IN ('text'::regtype, 'varchar'::regtype)) THEN
        RAISE EXCEPTION '% has no column of type text or varchar', relation
            USING ERRCODE = 'undefined_column',
                  HINT = 'A text within another type, such as jsonb, needs a column of its own, which may be a generated one.';
    END IF;

    FOR mapping IN SELECT * FROM @extschema@.inspect_mapping(relation) LOOP
        section := 'mapping';
        item := mapping.argument;
        value := mapping.value;
        SELECT string_agg(@extschema@.inspect_lines(line, 52), E'\n' ORDER BY n) INTO detail
          FROM string_to_table(mapping.remark, E'\n') WITH ORDINALITY AS remark (line, n);
        RETURN NEXT;
        IF mapping.remark LIKE 'missing: %' THEN
            missing := missing || mapping.argument;
        END IF;
        IF mapping.value IS NOT NULL THEN
            chosen := chosen || jsonb_build_object(mapping.argument, mapping.value);
            arguments := arguments || format(E',\n    %s => %L', mapping.argument, mapping.value);
        END IF;
    END LOOP;

    section := 'track';
    value := NULL;
    IF kind NOT IN ('r', 'p') THEN
        item := 'not yet';
        detail := 'only a table can be tracked';
        SELECT concat_ws(E'\n', detail, 'it reads: ' || string_agg(DISTINCT d.refobjid::regclass::text, ', ')) INTO detail
          FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
         WHERE r.ev_class = relation AND d.refobjid <> relation;
    ELSIF missing <> '{}' THEN
        item := 'not yet';
        detail := format('missing: %s', array_to_string(missing, ', '));
    ELSE
        item := 'statement';
        detail := format('SELECT @extschema@.track(%L%s);', relation, arguments);
    END IF;
    RETURN NEXT;

    RETURN QUERY SELECT * FROM @extschema@.inspect_scores(relation, (chosen ->> 'text')::name, (chosen ->> 'key')::name, (chosen ->> 'is_customer')::name);
END
$$;
COMMENT ON FUNCTION @extschema@.inspect(regclass) IS 'looks at a table of customer text and writes nothing: what track() may be told of it, and what up to 1,000 rows say';
