# A dumped and restored database has its sources, rules, mentions and alerts, and its triggers fire.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $hostile = 'Unacceptable. It crashed again and nobody answers. This is a disgrace!';
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE source');
$node->safe_psql('source', qq{
	CREATE EXTENSION sentiment;
	CREATE TABLE message (id integer PRIMARY KEY, account text, ticket text, sent_at timestamptz, body text);
	SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
	SELECT sentiment.starter_rules();
	DELETE FROM sentiment.rule WHERE name NOT IN ('ticket turned hostile', 'support below -0.3 for 14 days');
	UPDATE sentiment.rule SET stage = NULL WHERE stage IS NOT NULL;
	UPDATE sentiment.setting SET zone = 'Asia/Tokyo';
	UPDATE sentiment.rule SET threshold = -0.5 WHERE name = 'ticket turned hostile';
	INSERT INTO message VALUES (1, 'acme', 'A-1', now(), '$hostile'), (2, 'acme', 'A-2', now(), 'The meeting is on Tuesday.');
	INSERT INTO sentiment.lexicon (term, valence, inflect, note) VALUES ('Moonbeam', -2.5, 'n', 'our product'), ('hall', NULL, NULL, NULL);
	UPDATE sentiment.lexicon SET changed_by = 'somebody';
	INSERT INTO sentiment.topic (name, note) VALUES ('shipping', 'ours');
	INSERT INTO sentiment.topic_term (topic, term, inflect) VALUES ('shipping', 'courier', 'n'), ('pricing', 'cap', NULL), (NULL, 'desk', NULL);
	UPDATE sentiment.route SET addressee = 'duty manager' WHERE emotion = 'anger';
	UPDATE sentiment.route SET addressee = NULL WHERE emotion = 'confusion';
	INSERT INTO sentiment.route VALUES ('joy', 'marketing');
	INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '1', 'negative', 'Ann'), ('public.message', '2', 'positive', 'Ann');
	INSERT INTO sentiment.review (source, key, label, reviewer, at, text_hash) VALUES ('public.message', '9', 'negative', 'Ann', '2024-01-01', 1);
	CREATE TABLE daily AS SELECT sentiment.day(at) AS day, sentiment.tally(score, at) AS tally FROM sentiment.interaction GROUP BY 1;
	INSERT INTO message SELECT i, 'beta', 'B-2', now(), 'See you on day ' || i FROM generate_series(100, 200) i;
	SELECT count(*) FROM sentiment.sample_for_review(10);
	CALL sentiment.roll_up();
	INSERT INTO message VALUES (201, 'beta', 'B-2', now(), 'See you on Friday.');
	DELETE FROM message WHERE id = 200;
	CREATE TABLE issue (id integer PRIMARY KEY, company text, kind text);
	CREATE TABLE reply (id integer PRIMARY KEY, issue integer, sent_at timestamptz, via text, body text);
	SELECT sentiment.dimension('ticket', 'issue', key => 'id', columns => '{"account": "company", "ticket_type": "kind"}');
	SELECT sentiment.track('reply', text => 'body', at => 'sent_at', key => 'id', ticket => 'issue', channel => 'via');
	INSERT INTO issue VALUES (1, 'gamma', 'incident');
	INSERT INTO reply VALUES (1, 1, now(), 'note', 'They say the export is broken.'), (2, 2, now(), 'chat', 'See you on Monday.');
	UPDATE sentiment.channel_weight SET weight = 0.25 WHERE channel = 'note';
	INSERT INTO sentiment.role_weight VALUES ('intern', 0.1);
	INSERT INTO sentiment.calendar VALUES ('berlin', 'Europe/Berlin', '08:00', '24:00', '{1,2,3,4,5,6}');
	INSERT INTO sentiment.holiday VALUES ('berlin', '2024-05-01', 'Labour Day');
	CALL sentiment.refresh('reply');
	INSERT INTO sentiment.model (name, weights, note) SELECT 'own', sentiment.fit(body, label), 'two labels'
		FROM (VALUES ('It gnarps.', 'negative'::sentiment.polarity), ('It thrums.', 'neutral')) v(body, label);
});

my $dump = $node->basedir . '/dump.sql';
$node->command_ok([ 'pg_dump', '-f', $dump, $node->connstr('source') ], 'dump');
$node->safe_psql('postgres', 'CREATE DATABASE target');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', $dump, $node->connstr('target') ], 'restore');

my @state = (
	'SELECT * FROM sentiment.source ORDER BY name',
	'TABLE sentiment.setting',
	'SELECT * FROM sentiment.dimension',
	'SELECT * FROM sentiment.ticket ORDER BY ticket',
	'SELECT * FROM sentiment.channel_weight ORDER BY channel',
	'SELECT * FROM sentiment.role_weight ORDER BY contact_role',
	'SELECT * FROM sentiment.calendar',
	'SELECT * FROM sentiment.holiday',
	'SELECT source, state, texts, without_account FROM sentiment.source_health ORDER BY source',
	'SELECT * FROM sentiment.lexicon ORDER BY term',
	'SELECT name, is_builtin, note FROM sentiment.topic ORDER BY name',
	'SELECT * FROM sentiment.topic_term ORDER BY term',
	'SELECT sentiment.config_fingerprint()',
	'SELECT * FROM sentiment.model',
	"SELECT sentiment.score('It gnarps.', 'own'), sentiment.config_fingerprint('own')",
	'SELECT * FROM sentiment.rule ORDER BY name',
	'SELECT * FROM sentiment.playbook ORDER BY name',
	q{SELECT to_jsonb(m) - 'xid' FROM sentiment.mention m ORDER BY source, key, topic},
	'SELECT * FROM sentiment.review ORDER BY id',
	'SELECT * FROM sentiment.review_draw ORDER BY key',
	q{SELECT to_jsonb(j) - 'xid' FROM sentiment.judged j ORDER BY source, key, topic},
	'SELECT account, day, topic, sentiment.rollup(tally) FROM sentiment.mention_day GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
	'SELECT * FROM sentiment.route ORDER BY emotion',
	'SELECT * FROM sentiment.alert ORDER BY id',
	q{SELECT to_jsonb(e) - 'xid' FROM sentiment.alert_event e ORDER BY id},
	'SELECT * FROM daily',
	q{SELECT to_jsonb(h) - 'xid' FROM sentiment.config_history h ORDER BY id});
is($node->safe_psql('target', $_), $node->safe_psql('source', $_), "restored: $_") foreach @state;

# side by side, in the order that suits pg_restore
my $directory = $node->basedir . '/dump.d';
$node->command_ok([ 'pg_dump', '-Fd', '-f', $directory, $node->connstr('source') ], 'dump into a directory');
$node->safe_psql('postgres', 'CREATE DATABASE parallel');
$node->command_ok([ 'pg_restore', '-e', '-j2', '-d', $node->connstr('parallel'), $directory ], 'parallel restore');
is($node->safe_psql('parallel', $_), $node->safe_psql('source', $_), "restored in parallel: $_") foreach @state;
is($node->safe_psql('parallel', 'SELECT count(*) FROM sentiment.restore_waiting'), '0', 'no row waits any more');
isnt($node->safe_psql('target', 'SELECT count(*) FROM sentiment.alert'), '0', 'there was an alert to restore');

# the rollup is not dumped: mentions are of the transaction that restored them, and are rolled up anew
my $days = 'SELECT account, topic, sentiment.rollup(tally) FROM sentiment.mention_day GROUP BY 1, 2 ORDER BY 1, 2';
is($node->safe_psql('target', 'SELECT (SELECT count(*) FROM sentiment.rollup_day), count(DISTINCT xid) FROM sentiment.mention'), '0|1', 'nothing is rolled up after a restore');
$node->safe_psql('target', 'CALL sentiment.roll_up()');
is($node->safe_psql('target', $days), $node->safe_psql('source', $days), 'rolled up after a restore');
is($node->safe_psql('target', 'SELECT count(DISTINCT xid) FROM sentiment.config_history'), '1', 'so is history');
is($node->safe_psql('target', 'SELECT count(*) FROM sentiment.rollup_fresh_row'), '0', 'nothing remains to be rolled up');

$node->safe_psql('target', "UPDATE sentiment.rule SET enabled = enabled; UPDATE sentiment.rule SET min_n = 2 WHERE name = 'ticket turned hostile'");
is($node->safe_psql('target', 'SELECT count(*), max(id) = (SELECT id FROM sentiment.config_history ORDER BY at DESC LIMIT 1) FROM sentiment.config_history'),
	($node->safe_psql('source', 'SELECT count(*) FROM sentiment.config_history') + 1) . '|t', 'history goes on');
$node->safe_psql('target', "UPDATE sentiment.rule SET min_n = 1 WHERE name = 'ticket turned hostile'");

$node->safe_psql('target', "INSERT INTO message VALUES (3, 'beta', 'B-1', now(), '$hostile')");
is($node->safe_psql('target', "SELECT count(*), max(id) > (SELECT min(id) FROM sentiment.alert) FROM sentiment.alert WHERE ticket = 'B-1'"),
	'1|t', 'restored triggers fire, and ids go on');

$node->safe_psql('target', "UPDATE issue SET kind = 'outage'; INSERT INTO issue VALUES (2, 'delta', 'question'); INSERT INTO reply VALUES (3, 1, now(), 'chat', 'See you on Friday.')");
is($node->safe_psql('target', "SELECT string_agg(concat_ws(' ', key, account, ticket_type, channel), ', ' ORDER BY key) FROM sentiment.mention WHERE source = 'public.reply' AND topic IS NULL"),
	'1 gamma outage note, 2 delta question chat, 3 gamma outage chat', 'restored dimensions reach old and new messages');
is($node->safe_psql('target', "CALL sentiment.refresh('reply'); SELECT rows_scored, rows_moved FROM sentiment.refresh_progress WHERE source = 'public.reply'"), '0|0', 'nothing is left for a refresh');

is($node->safe_psql('target', "INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '2', 'negative', 'Bob') RETURNING id"), '4',
	'ids of reviews go on');

is($node->safe_psql('target', "SELECT sentiment.label('Two moonbeams.')"), 'negative', 'restored words score');

# the lexicon is found, and found again, whatever happens to the extension in one session
is($node->safe_psql('postgres', q{
	CREATE EXTENSION sentiment;
	INSERT INTO sentiment.lexicon (term, valence) VALUES ('moonbeam', -3);
	SELECT sentiment.label('A moonbeam.');
	DROP EXTENSION sentiment;
	CREATE EXTENSION sentiment;
	SELECT sentiment.label('A moonbeam.');
	INSERT INTO sentiment.lexicon (term, valence) VALUES ('moonbeam', 3);
	SELECT sentiment.label('A moonbeam.');
}), "negative\nneutral\npositive", 'extension dropped and created again');

# the binary form travels, and bytes that no rows can add up to are refused
my $binary = $node->basedir . '/daily.bin';
$node->safe_psql('source', "COPY daily TO '$binary' (FORMAT binary)");
$node->safe_psql('target', "CREATE TABLE copied (LIKE daily); COPY copied FROM '$binary' (FORMAT binary)");
is($node->safe_psql('target', 'SELECT * FROM copied'), $node->safe_psql('source', 'SELECT * FROM daily'), 'binary round trip');
my $bytes = slurp_file($binary);
my $refused = 0;
# the state is the last 152 bytes before the trailer of 2
foreach my $offset (grep { $_ != 15 } 0 .. 23)
{
	my $broken = $bytes;
	my $at = length($bytes) - 154 + $offset;
	substr($broken, $at, 1) = chr(ord(substr($bytes, $at, 1)) ^ 0x80);
	open my $file, '>:raw', "$binary.broken" or die $!;
	print $file $broken;
	close $file;
	my ($status, $out, $err) = $node->psql('target', "COPY copied FROM '$binary.broken' (FORMAT binary)");
	$refused++ if $status != 0 && $err =~ /invalid binary representation of type summary/;
}
# version, reserved, n and positives, but for the lowest byte of n: more rows are possible
is($refused, 23, 'a summary with a broken head is refused');

# a crash loses neither a message nor its mention, and doubles nothing
$node->stop('immediate');
$node->start;
is($node->safe_psql('target', 'SELECT count(*) = 104 FROM message'), 't', 'messages after a crash');
is($node->safe_psql('target', 'SELECT count(DISTINCT key) = 104 AND count(*) = 104 FROM sentiment.interaction WHERE source = $$public.message$$'), 't', 'mentions after a crash');

done_testing();
