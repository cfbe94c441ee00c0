# A refresh that is killed has kept what it had done; others see how far it is, and the next one scores only the rest.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use IPC::Run;

my $rows = 30000;
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$node->append_conf('postgresql.conf', 'restart_after_crash = on');
$node->start;
$node->safe_psql('postgres', qq{
	CREATE EXTENSION sentiment;
	CREATE TABLE message (id integer PRIMARY KEY, account text, at timestamptz, body text);
	INSERT INTO message SELECT i, 'account ' || i % 50, '2024-01-01'::timestamptz + i * interval '1 minute',
		repeat('The export is broken, and nobody answers. ', 40) || i FROM generate_series(1, $rows) i;
	SELECT sentiment.track('message', text => 'body', account => 'account', at => 'at', key => 'id');
});

my ($in, $out, $err) = ('', '', '');
my $refresh = IPC::Run::start([ 'psql', '-X', '-d', $node->connstr('postgres'), '-c', q{CALL sentiment.refresh('message')} ], \$in, \$out, \$err);
ok($node->poll_query_until('postgres', 'SELECT EXISTS (SELECT FROM sentiment.refresh_progress WHERE rows_scored > 4000 AND finished_at IS NULL)'),
	'another session sees how far it is');
my $pid = $node->safe_psql('postgres', 'SELECT pid FROM sentiment.refresh_progress');
kill 9, $pid;
$refresh->finish;
like($err, qr/NOTICE:  refresh of public\.message: \d+ of \d+ blocks read, about \d+:\d+:\d+ to go/, 'it says how long it will take');
like($err, qr/connection .*(lost|closed)/s, 'the refresh was killed');
$node->poll_query_until('postgres', 'SELECT 1', '1');

my $kept = $node->safe_psql('postgres', 'SELECT rows_scored FROM sentiment.refresh_progress');
cmp_ok($kept, '>', 0, 'it had scored some');
cmp_ok($kept, '<', $rows, 'but not all');
is($node->safe_psql('postgres', 'SELECT count(*) FROM sentiment.mention WHERE topic IS NULL'), $kept, 'all that it says it had done is there');
$node->safe_psql('postgres', q{CALL sentiment.refresh('message')});
is($node->safe_psql('postgres', 'SELECT rows_read, rows_scored, finished_at IS NOT NULL FROM sentiment.refresh_progress'),
	$rows . '|' . ($rows - $kept) . '|t', 'the next one scores the rest');
is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT key) FROM sentiment.mention WHERE topic IS NULL'), "$rows|$rows", 'each row is there once');

done_testing();
