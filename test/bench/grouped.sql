-- 10 million scores of 5,000 accounts by account.
CREATE TABLE scored AS
    SELECT (hashint4(g) & 2147483647) % 5000 AS account, timestamptz '2025-01-01' + g * interval '2 seconds' AS at,
           ((g * 7919::bigint) % 20001 - 10000) / 10000.0::float8 AS score
      FROM generate_series(1, 10000000) g;
VACUUM ANALYZE scored;

CREATE FUNCTION pg_temp.by_account(calls text) RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT count(y.*) FROM (SELECT %s FROM scored GROUP BY account) y', calls) $$;
INSERT INTO query (title, name, q) VALUES
    ('GROUP BY account, 10 million rows', 'avg(score)', pg_temp.by_account('avg(score)')),
    ('GROUP BY account, 10 million rows', 'mean(score)', pg_temp.by_account('mean(score)')),
    ('GROUP BY account, 10 million rows', 'tally(score, at)', pg_temp.by_account('tally(score, at)')),
    ('GROUP BY account, 10 million rows, slope', 'regr_slope(score, extract(epoch FROM at))', pg_temp.by_account('regr_slope(score, extract(epoch FROM at))')),
    ('GROUP BY account, 10 million rows, slope', 'regr_slope(score, date_part(''epoch'', at))', pg_temp.by_account('regr_slope(score, date_part(''epoch'', at))')),
    ('GROUP BY account, 10 million rows, slope', 'trend(score, at)', pg_temp.by_account('trend(score, at)')),
    ('four results, 10 million rows', 'tally(score, at) alone', pg_temp.by_account('tally(score, at)')),
    ('four results, 10 million rows', 'net, mean, stddev, trend of (score, at)',
     pg_temp.by_account('net(score, at), mean(score, at), stddev(score, at), trend(score, at)')),
    ('four results, 10 million rows', 'net, mean, stddev, trend of one tally(score, at)',
     'SELECT count(net(t)), count(mean(t)), count(stddev(t)), count(trend(t))
        FROM (SELECT tally(score, at) AS t FROM scored GROUP BY account) y');
