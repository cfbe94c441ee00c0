-- 90-day dashboards from mention_day against from mention: 10 million mentions of 100 accounts in 100 days, 2,000 of them not rolled up yet.
-- Accounts with odd numbers write by one channel and role, the others by three channels and two roles, which gives six times as many groups.
TRUNCATE mention;
CREATE FUNCTION pg_temp.add_mentions(first bigint, last bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO mention (source, key, account, channel, contact_role, is_customer, at, topic, score, text_hash, model, scored_at)
    SELECT 'public.message', g::text, 'account ' || a, CASE a % 2 WHEN 1 THEN 'ticket' ELSE (ARRAY['ticket', 'call', 'chat'])[1 + h % 3] END,
           CASE a % 2 WHEN 1 THEN 'user' ELSE (ARRAY['admin', 'user'])[1 + h / 3 % 2] END,
           true, timestamptz '2025-01-01' + g * interval '1.728 seconds', topic, (g * 7919 % 20001 - 10000) / 10000.0::float8, g, 'builtin', now()
      FROM (SELECT g, hashint8(g) & 2147483647 AS h, (hashint8(g + 1) & 2147483647) % 100 AS a FROM generate_series(first, last) g) message
     CROSS JOIN LATERAL (VALUES (NULL), ((ARRAY['support', 'pricing', 'product', 'onboarding'])[1 + h / 7 % 4])) t (topic) $$;
SELECT pg_temp.add_mentions(1, 4999000) \g /dev/null
VACUUM ANALYZE mention;
CALL roll_up();
VACUUM ANALYZE rollup_day;
SELECT pg_temp.add_mentions(4999001, 5000000) \g /dev/null

CREATE FUNCTION pg_temp.dashboard(relation text, condition text) RETURNS text LANGUAGE sql AS $$
    SELECT format(CASE relation
        WHEN 'mention_day' THEN 'SELECT topic, week(day), net(rollup(tally)), n(rollup(tally)) FROM mention_day
            WHERE %s AND day > ''2025-01-10'' GROUP BY topic, week(day)'
        -- the fastest way to say week(at)
        ELSE 'SELECT topic, date_trunc(''week'', at AT TIME ZONE interval ''0''), net(score), count(score) FROM judged
            WHERE %s AND is_customer AND at >= ''2025-01-11 00:00+00'' GROUP BY topic, date_trunc(''week'', at AT TIME ZONE interval ''0'')' END, condition) $$;
CREATE TEMP TABLE dashboard AS
    SELECT n, title, relation, format('dashboard_%s_%s', n, relation) AS name, pg_temp.dashboard(relation, condition) AS q
      FROM (VALUES (1, 'one account, one channel and role', 'account = ''account 7'''),
                   (2, 'one account, three channels and two roles', 'account = ''account 8'''),
                   (3, 'all accounts', 'true')) d (n, title, condition),
           (VALUES ('mention_day'), ('mention')) r (relation);
SELECT format('PREPARE %s AS %s', name, q) FROM dashboard \gexec
-- each just after itself, because the queries of mention empty the caches
INSERT INTO query (title, name, q, before)
    SELECT title || ', 90 days by topic and week, planned each time', relation, q, q FROM dashboard ORDER BY n, relation DESC;
INSERT INTO query (title, name, q, before)
    SELECT title || ', 90 days by topic and week, prepared', relation, 'EXECUTE ' || name, 'EXECUTE ' || name FROM dashboard ORDER BY n, relation DESC;
\set factor 3
