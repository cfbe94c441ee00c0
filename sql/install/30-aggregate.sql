-- Aggregates: one integer state, exact in any order, O(1) per row in a moving window

CREATE FUNCTION @extschema@.tally_final(@extschema@.summary) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_tally_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tally_final(@extschema@.summary) IS 'final function';

-- Every list of arguments has a transition accum() for a row that comes and accum_inv() for one that goes; every
-- aggregate takes every list of the kinds it names.  The transition for summaries is also the combine function of all.
DO $$
DECLARE
    list record;
    result record;
BEGIN
    FOR list IN
        SELECT * FROM (VALUES
            ('summary', 'summary @extschema@.summary',                  'sentiment_accum_summary',     ''),
            ('label',   'label @extschema@.polarity',                   'sentiment_accum_label',       '; of labels'),
            ('score',   'score float8',                                 'sentiment_accum',             ''),
            ('score',   'score float8, weight float8',                  'sentiment_accum_weight',      '; weighted'),
            ('time',    'score float8, at timestamptz',                 'sentiment_accum_at',          '; keeps the times'),
            ('time',    'score float8, at timestamp',                   'sentiment_accum_at',          '; keeps the times, read as UTC'),
            ('time',    'score float8, at date',                        'sentiment_accum_date',        '; keeps the dates, read as UTC'),
            ('time',    'score float8, at timestamptz, weight float8',  'sentiment_accum_at_weight',   '; weighted; keeps the times'),
            ('time',    'score float8, at timestamp, weight float8',    'sentiment_accum_at_weight',   '; weighted; keeps the times, read as UTC'),
            ('time',    'score float8, at date, weight float8',         'sentiment_accum_date_weight', '; weighted; keeps the dates, read as UTC')
        ) AS v (kind, arguments, symbol, note)
    LOOP
        EXECUTE pg_catalog.format($ddl$
            CREATE FUNCTION @extschema@.accum(state @extschema@.summary, %1$s) RETURNS @extschema@.summary
                AS 'MODULE_PATHNAME', '%2$s' LANGUAGE C IMMUTABLE PARALLEL SAFE;
            COMMENT ON FUNCTION @extschema@.accum(state @extschema@.summary, %1$s) IS 'transition: a row comes';
            CREATE FUNCTION @extschema@.accum_inv(state @extschema@.summary, %1$s) RETURNS @extschema@.summary
                AS 'MODULE_PATHNAME', '%2$s_inv' LANGUAGE C IMMUTABLE PARALLEL SAFE;
            COMMENT ON FUNCTION @extschema@.accum_inv(state @extschema@.summary, %1$s) IS 'transition: a row goes'
        $ddl$, list.arguments, list.symbol);
        FOR result IN
            SELECT * FROM (VALUES
                ('net',    'net',         '{label,score,time}'::text[], 'net sentiment, -100 to 100: share of positive minus share of negative'),
                ('mean',   'mean',        '{score,time}',               'mean score'),
                ('stddev', 'stddev',      '{score,time}',               'population standard deviation of the score'),
                ('trend',  'trend',       '{time}',                     'least-squares slope of the score per day'),
                ('tally',  'tally_final', '{score,time}',               'summary of the scores, to be stored, merged with rollup(), and read with n(), net(), mean() and others'),
                ('rollup', 'tally_final', '{summary}',                  'merge of summaries, exact')
            ) AS v (name, final, kinds, description)
             WHERE list.kind = ANY (kinds)
        LOOP
            EXECUTE pg_catalog.format($ddl$
                CREATE AGGREGATE @extschema@.%1$I(%2$s) (
                    SFUNC = @extschema@.accum, STYPE = @extschema@.summary, FINALFUNC = @extschema@.%3$I, COMBINEFUNC = @extschema@.accum,
                    MSFUNC = @extschema@.accum, MINVFUNC = @extschema@.accum_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.%3$I,
                    PARALLEL = SAFE
                );
                COMMENT ON AGGREGATE @extschema@.%1$I(%2$s) IS %4$L
            $ddl$, result.name, list.arguments, result.final, result.description || list.note);
        END LOOP;
    END LOOP;
END
$$;
