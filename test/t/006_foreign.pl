# Over postgres_fdw: what PostgreSQL leaves to the other server when the server lists the extension, and the same bits either way.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$node->start;
sub here { return $node->safe_psql('here', "SET search_path = public, sentiment; $_[0]"); }

# Two databases with the same rows; whoever connects to the other one finds settings in which few numbers and times survive as text.
$node->safe_psql('postgres', q{
	CREATE DATABASE here;
	CREATE DATABASE shard;
	ALTER DATABASE shard SET timezone = 'Asia/Kathmandu';
	ALTER DATABASE shard SET datestyle = 'SQL, DMY';
	ALTER DATABASE shard SET extra_float_digits = -10;
	ALTER DATABASE shard SET sentiment.model = 'rules';
});
for my $database ('here', 'shard')
{
	$node->safe_psql($database, q{
		CREATE EXTENSION sentiment;
		SET search_path = public, sentiment;
		CREATE TABLE message AS
			SELECT i AS id, 'account ' || i % 4 AS account, 'region ' || i % 3 AS region,
			       timestamptz '2024-01-01 00:00+00' + i * interval '7 hours 13 minutes' AS at,
			       CASE WHEN i % 11 > 0 THEN ((i * 7919) % 20001 - 10000) / 10000.0 END::float8 AS score, ((1 + i % 7) / 3.0)::float8 AS weight,
			       (ARRAY['negative', 'neutral', 'positive'])[1 + i % 3]::polarity AS label,
			       (ARRAY['negative', 'neutral', 'positive'])[1 + i % 5 % 3]::polarity AS other,
			       (ARRAY['Great support, thank you!', 'The zorkmid is here.', 'The export is slow again.'])[1 + i % 3] AS body
			  FROM generate_series(1, 400) AS i;
		CREATE TABLE day AS
			SELECT account, day(at) AS day, tally(score, at, weight) AS tally FROM message WHERE score IS NOT NULL GROUP BY 1, 2;
		CREATE TABLE archive (LIKE day);
	});
}
$node->safe_psql('shard', q{INSERT INTO sentiment.lexicon (term, valence) VALUES ('zorkmid', -3)});
is($node->safe_psql('shard', q{SELECT 1/3.0::float8, timestamptz '2024-01-02 23:00+00'}), '0.33333|03/01/2024 04:45:00 +0545', 'what the shard would print by itself');

# The same tables through a server that lists the extension, and through one that does not.
my ($host, $port) = ($node->host, $node->port);
for my $server ('listed', 'plain')
{
	my $extensions = $server eq 'listed' ? ", extensions 'sentiment'" : '';
	here(qq{
		CREATE EXTENSION IF NOT EXISTS postgres_fdw;
		CREATE SERVER $server FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$host', port '$port', dbname 'shard'$extensions);
		CREATE USER MAPPING FOR CURRENT_USER SERVER $server;
		CREATE SCHEMA $server;
		IMPORT FOREIGN SCHEMA public FROM SERVER $server INTO $server;
	});
}

# The plan of a query, after a setting.
sub plan_of { return here("$_[0] EXPLAIN (VERBOSE, COSTS OFF) $_[1]"); }
# What the other server is asked.
sub remote_sql { return join("\n", plan_of(@_) =~ /Remote SQL: (.*)/g); }
# The same query, of tables of a server.
sub through { my ($query, $server) = @_; $query =~ s/\b(FROM|INTO|UPDATE) (message|day|archive)\b/$1 $server.$2/g; return $query; }

# What the remote SQL holds when the extension is listed, and a query.
my @shipped = (
	[ 'net(score)', 'SELECT account, net(score) FROM message GROUP BY account' ],
	[ 'net(label)', 'SELECT net(label) FROM message' ],
	[ 'mean(score, weight)', 'SELECT account, mean(score, weight) FROM message GROUP BY account' ],
	[ 'stddev(score, at)', 'SELECT account, stddev(score, at) FROM message GROUP BY account' ],
	[ 'trend(score, at, weight)', 'SELECT account, trend(score, at, weight) FROM message GROUP BY account' ],
	[ 'tally(score, at, weight)', 'SELECT account, tally(score, at, weight) FROM message GROUP BY account' ],
	[ 'tally(score)', q{SELECT (at AT TIME ZONE interval '0')::date, tally(score) FROM message GROUP BY 1} ],
	[ 'trend(sentiment.mean(tally), day)', 'SELECT account, trend(mean(tally), day) FROM day GROUP BY account' ],
	[ 'trend(sentiment.rollup(tally))', 'SELECT account, trend(rollup(tally)) FROM day GROUP BY account' ],
	[ 'agreement(label, other)', 'SELECT account, agreement(label, other) FROM message GROUP BY account' ],
	[ 'net(score) FILTER', q{SELECT net(score) FILTER (WHERE region = 'region 1') FROM message} ],
	[ 'mean(score)', 'SELECT account FROM message GROUP BY account HAVING mean(score) < 0.005' ],
	[ 'label(score)', q{SELECT id FROM message WHERE label(score) = 'negative'} ],
	[ 'score_builtin(body)', 'SELECT id FROM message WHERE score_builtin(body) > 0.15' ],
	[ 'mean(sentiment.score_builtin(body))', 'SELECT account, mean(score_builtin(body)) FROM message GROUP BY account' ],
	[ 'net(tally)', 'SELECT account, day FROM day WHERE net(tally) < 0 AND n(tally) > 0' ],
	[ 'OPERATOR(sentiment.=)', 'SELECT account, day FROM day WHERE tally = (SELECT tally FROM public.day ORDER BY account, day LIMIT 1)' ]);
for my $case (@shipped)
{
	my ($expression, $query) = @$case;
	my ($listed, $plain) = (through($query, 'listed'), through($query, 'plain'));
	my @results = map { join("\n", sort split(/\n/, here($_))) } ($query, $listed, $plain);
	like(remote_sql('', $listed), qr/\Q$expression\E/, "shipped: $query");
	unlike(remote_sql('', $plain), qr/sentiment\./, 'and not without the option');
	ok($results[0] ne '', 'there is a result');
	is($results[1], $results[0], 'the same bits when shipped');
	is($results[2], $results[0], 'the same bits when not');
}

# score() depends on the lexicon and the settings of whoever asks: it stays here.
my $zorkmids = q{SELECT count(*) FROM listed.message WHERE label(score(body)) = 'negative' AND body ~ 'zorkmid'};
unlike(remote_sql('', $zorkmids), qr/score\(body\)/, 'score is not shipped');
is(here($zorkmids), '0', "the shard's lexicon is not asked");
is($node->safe_psql('shard', q{SELECT sentiment.label(sentiment.score('The zorkmid is here.'))}), 'negative', 'though it would say something else');

# Days are those of the zone of whoever asks.
$node->safe_psql('shard', q{UPDATE sentiment.setting SET zone = 'Asia/Kathmandu'});
my $by_day = 'SELECT day(at), tally(score) FROM message GROUP BY 1 ORDER BY 1';
unlike(remote_sql('', through($by_day, 'listed')), qr/day\(/, 'day is not shipped');
is(here(through($by_day, 'listed')), here($by_day), 'and is of the zone here');

# Summaries there and back: as rows, and changed where they are.
here('INSERT INTO listed.archive SELECT * FROM public.day');
my $differences = 'SELECT count(*), count(*) FILTER (WHERE a.tally = d.tally) FROM %s.archive AS a FULL JOIN public.day AS d USING (account, day)';
my $days = here('SELECT count(*) FROM day');
is(here(sprintf($differences, $_)), "$days|$days", "summaries come back as they went, $_") for ('listed', 'plain');
my $update = 'UPDATE listed.archive SET tally = tally + tally';
like(remote_sql('', $update), qr/UPDATE public\.archive SET tally = \(tally OPERATOR\(sentiment\.\+\) tally\)/, 'a sum is made there');
here($update);
is(here('SELECT rollup(a.tally) = (SELECT rollup(tally + tally) FROM day) FROM plain.archive AS a'), 't', 'and is right');

# Partitions on several machines. A group that lies in one partition is tallied where its rows are, and rollup joins the parts.
# A group that is spread over partitions is not: PostgreSQL ships no parts of an aggregate.
here(q{
	CREATE TABLE spread (LIKE message) PARTITION BY LIST (region);
	CREATE TABLE spread_0 PARTITION OF spread FOR VALUES IN ('region 0');
	INSERT INTO spread_0 SELECT * FROM message WHERE region = 'region 0';
});
for my $i (1, 2)
{
	$node->safe_psql('shard', "CREATE TABLE shard_$i AS SELECT * FROM message WHERE region = 'region $i'");
	here("CREATE FOREIGN TABLE spread_$i PARTITION OF spread FOR VALUES IN ('region $i') SERVER listed OPTIONS (table_name 'shard_$i')");
}
my $in_steps = 'SELECT rollup(tally) FROM (SELECT region, tally(score, at, weight) AS tally FROM spread GROUP BY region) AS shard';
my $by_account = 'SELECT account, rollup(tally) FROM (SELECT region, account, tally(score, at, weight) AS tally FROM spread GROUP BY region, account) AS shard GROUP BY account ORDER BY account';
my $at_once = 'SELECT tally(score, at, weight) FROM spread';
my $whole = here('SELECT tally(score, at, weight) FROM message');
my $accounts = here('SELECT account, tally(score, at, weight) FROM message GROUP BY account ORDER BY account');
for my $case ([ 'off', 0 ], [ 'on', 2 ])
{
	my ($setting, $shipped) = @$case;
	my $set = "SET enable_partitionwise_aggregate = $setting;";
	is(scalar(() = remote_sql($set, $in_steps) =~ /SELECT region, sentiment\.tally\(score, at, weight\)/g), $shipped, "partitionwise $setting: tallies of shards");
	is(scalar(() = remote_sql($set, $by_account) =~ /SELECT region, account, sentiment\.tally\(score, at, weight\)/g), $shipped, 'and of accounts in them');
	is(here("$set $in_steps"), $whole, 'their rollup is the whole');
	is(here("$set $by_account"), $accounts, 'and the account');
	unlike(remote_sql($set, $at_once), qr/tally/, 'a tally over all shards is not shipped');
	is(scalar(() = plan_of($set, $at_once) =~ /PARTIAL tally/g) > 0, $setting eq 'on', 'it is made of parts, here');
	is(here("$set $at_once"), $whole, 'and is the same');
}
here("ALTER SERVER listed OPTIONS (ADD async_capable 'true')");
like(plan_of('SET enable_partitionwise_aggregate = on;', $in_steps), qr/Async Foreign Scan/, 'shards at the same time');
is(here("SET enable_partitionwise_aggregate = on; $in_steps"), $whole, 'give the same');

done_testing();
