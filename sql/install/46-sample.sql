-- Which messages to review next, and how often a model is right
--
-- A fifth of all messages, chosen by a hash of source and key, is held out: it never trains a model and is drawn from
-- at random only, in the order of another hash.  Neither hash sees a text, a score or a review, so the messages drawn are
-- a simple random sample without replacement, and one that arrives later takes the place in the order that it would have
-- had from the start.

CREATE TABLE @extschema@.review_draw (
    source   text NOT NULL,
    key      text NOT NULL,
    account  text,
    drawn_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, key)
);
COMMENT ON TABLE @extschema@.review_draw IS 'messages drawn at random for accuracy(), whether or not they were reviewed before; written by sample_for_review() only';
COMMENT ON COLUMN @extschema@.review_draw.account IS 'whose message was drawn: forget() finds it also when the message is gone';

CREATE VIEW @extschema@.random_stratum AS
    SELECT m.source, m.key, m.account, m.at, m.score, m.confidence, m.text_hash, d.drawn_at, v.label, v.reviewer
      FROM @extschema@.review_draw d
      JOIN @extschema@.mention m ON m.source = d.source AND m.key = d.key AND m.topic IS NULL AND m.is_customer AND m.score IS NOT NULL
      LEFT JOIN @extschema@.verdict v
        ON v.source = m.source AND v.key = m.key AND v.topic IS NULL AND v.text_hash = m.text_hash AND v.kind = 'person';
COMMENT ON VIEW @extschema@.random_stratum IS 'the messages drawn at random that are still there, each with a person''s label of its present text, or NULL while it waits for one';

-- All messages are read, so their reviews are, too: a nested loop, which looks cheap in a table that was never analyzed, takes
-- minutes where hashing takes a tenth of a second.
CREATE FUNCTION @extschema@.sample_for_review(n integer, seed bigint)
    RETURNS TABLE (source text, key text, account text, at timestamptz, label text, score float8, confidence float8,
                   is_random boolean, body text)
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
    SET enable_nestloop = off
AS $$
#variable_conflict use_column
DECLARE
    share CONSTANT integer := ceil(n / 5.0);
    waiting integer;
BEGIN
    IF n < 1 THEN
        RAISE EXCEPTION 'a sample must hold at least one message, not %', n USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- What was drawn and not reviewed comes again, so that nobody can pass over what is hard.
    SELECT count(*) INTO waiting FROM @extschema@.random_stratum s WHERE s.label IS NULL;
    INSERT INTO @extschema@.review_draw (source, key, account)
    SELECT m.source, m.key, m.account
      FROM @extschema@.mention m
     WHERE m.topic IS NULL AND m.is_customer AND m.score IS NOT NULL AND @extschema@.is_held_out(m.source, m.key)
       AND NOT EXISTS (SELECT FROM @extschema@.review_draw d WHERE d.source = m.source AND d.key = m.key)
     ORDER BY @extschema@.key_hash(m.source, m.key, seed)
     LIMIT greatest(share - waiting, 0)
    ON CONFLICT DO NOTHING;
    RETURN QUERY
    WITH drawn AS MATERIALIZED (
        SELECT s.source, s.key, s.account, s.at, s.score, s.confidence, s.text_hash,
               row_number() OVER (ORDER BY s.drawn_at, @extschema@.key_hash(s.source, s.key, seed)) AS place
          FROM @extschema@.random_stratum s
         WHERE s.label IS NULL
         ORDER BY place LIMIT share
    ),
    -- of equal texts one
    unknown AS (
        SELECT DISTINCT ON (m.text_hash) m.source, m.key, m.account, m.at, m.score, m.confidence, m.text_hash,
               @extschema@.key_hash(m.source, m.key, seed) AS hash
          FROM @extschema@.mention m
         WHERE m.topic IS NULL AND m.is_customer AND m.score IS NOT NULL AND NOT @extschema@.is_held_out(m.source, m.key)
           AND NOT EXISTS (SELECT FROM @extschema@.review r WHERE r.text_hash = m.text_hash AND r.topic IS NULL)
         ORDER BY m.text_hash, m.confidence, hash
    ),
    uncertain AS (
        SELECT * FROM unknown u ORDER BY u.confidence, u.hash LIMIT 10 * n::bigint
    ),
    -- one of each account and label before a second of any
    diverse AS (
        SELECT u.*, row_number() OVER (PARTITION BY u.account, @extschema@.label(u.score) ORDER BY u.confidence, u.hash) AS turn
          FROM uncertain u
    ),
    chosen AS (
        SELECT d.*, row_number() OVER (ORDER BY d.turn, d.confidence, d.hash) AS place
          FROM diverse d
         ORDER BY place LIMIT n - (SELECT count(*) FROM drawn)
    )
    SELECT s.source, s.key, s.account, s.at, @extschema@.label(s.score)::text, s.score, s.confidence, s.is_random,
           @extschema@.source_text(s.source, s.key, s.text_hash)
      FROM (SELECT c.source, c.key, c.account, c.at, c.score, c.confidence, c.text_hash, false AS is_random, c.place FROM chosen c
             UNION ALL
            SELECT d.source, d.key, d.account, d.at, d.score, d.confidence, d.text_hash, true, d.place FROM drawn d) s
     ORDER BY s.is_random, s.place;
END
$$;
COMMENT ON FUNCTION @extschema@.sample_for_review(integer, bigint)
    IS 'n messages without a review: the least certain, of many accounts and labels, and a fifth drawn at random; another seed breaks ties and draws in another order';

CREATE FUNCTION @extschema@.sample_for_review(n integer) RETURNS TABLE (source text, key text, account text, at timestamptz, label text,
        score float8, confidence float8, is_random boolean, body text)
    LANGUAGE sql VOLATILE STRICT
BEGIN ATOMIC
    SELECT * FROM @extschema@.sample_for_review(n, 0);
END;
COMMENT ON FUNCTION @extschema@.sample_for_review(integer) IS 'sample_for_review(n, 0)';

-- E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
-- Association 22 (1927), 209-212: unlike the interval of the textbook it holds for few reviews and for shares near 0 and 1.
CREATE FUNCTION @extschema@.wilson_interval(correct bigint, n bigint, OUT low float8, OUT high float8)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    -- a planner may work out constants of a row that the condition leaves out, so that none may be divided by 0
    SELECT greatest((centre - half) / (1 + z2 / m), 0), least((centre + half) / (1 + z2 / m), 1)
      FROM (SELECT m, z2, share + z2 / (2 * m) AS centre, sqrt(z2 * (share * (1 - share) + z2 / (4 * m)) / m) AS half
              FROM (SELECT nullif(n, 0)::float8 AS m, 1.959963984540054 ^ 2 AS z2, correct / nullif(n, 0)::float8 AS share WHERE n > 0) given) term;
END;
COMMENT ON FUNCTION @extschema@.wilson_interval(bigint, bigint) IS 'Wilson''s 95 % confidence interval of a share; NULL for none of none';

CREATE FUNCTION @extschema@.accuracy(model text, OUT n bigint, OUT correct bigint, OUT accuracy float8, OUT low float8, OUT high float8)
    LANGUAGE plpgsql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
    SET enable_nestloop = off
AS $$
DECLARE
    reviewed bigint;
BEGIN
    -- refuses a model that is not there, also while nothing has been reviewed
    PERFORM @extschema@.config_fingerprint(model);
    SELECT count(*), count(t.body), count(*) FILTER (WHERE t.label = @extschema@.label(@extschema@.score(t.body, accuracy.model, t.clean)))
      INTO reviewed, n, correct
      FROM (SELECT s.label, o.clean, @extschema@.source_text(s.source, s.key, s.text_hash) AS body
              FROM @extschema@.random_stratum s LEFT JOIN @extschema@.source o ON o.name = s.source WHERE s.label IS NOT NULL OFFSET 0) t;
    IF n < reviewed THEN
        RAISE WARNING '% of % reviewed messages cannot be read', reviewed - n, reviewed
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = 'The text is read from its table with your own rights; those left out may be of one kind.';
    END IF;
    accuracy := correct / nullif(n, 0)::float8;
    SELECT * INTO low, high FROM @extschema@.wilson_interval(correct, n);
END
$$;
COMMENT ON FUNCTION @extschema@.accuracy(text)
    IS 'how often the label of a model is a person''s, on the messages drawn at random for review, with Wilson''s 95 % confidence interval';
