# The server is killed while sessions write messages and others evaluate: mentions are there with their messages, no alert is lost, none is there twice.
use strict;
use warnings;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $seed = srand;
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$node->start;
# One message a millisecond of yesterday's noon: the order of a ticket is that of its ids, and an account has one day.
$node->safe_psql('postgres', q{
	CREATE EXTENSION sentiment;
	CREATE TABLE phrase (is_hostile boolean, body text);
	INSERT INTO phrase VALUES (true, 'Unacceptable. It crashed again and nobody answers. This is a disgrace!'),
		(false, 'It works perfectly again, thank you so much, excellent support!');
	CREATE TABLE start AS SELECT (date_trunc('day', now() AT TIME ZONE 'UTC') - interval '12 hours') AT TIME ZONE 'UTC' AS at;
	CREATE TABLE message (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text, ticket text, sent_at timestamptz, body text);
	SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
	INSERT INTO sentiment.playbook (name, owner, review, due) VALUES ('calm', 'agent', 'Answer the quote first.', '4 hours');
	INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, max_gap, playbook) VALUES
		('ticket', 'agent', 'ticket', 'score', '<', -0.7, -0.15, '14 days', 'calm'),
		('account', 'lead', 'account', 'mean', '<', -0.1, 0.1, '14 days', 'calm');
	-- one to three messages on one of 40 tickets of 10 accounts
	CREATE FUNCTION say() RETURNS void LANGUAGE sql BEGIN ATOMIC
		INSERT INTO message (account, ticket, sent_at, body)
			SELECT 'account ' || t.n % 10, 'ticket ' || t.n, start.at, p.body
			  FROM (SELECT floor(random() * 40)::integer AS n, random() < 0.5 AS is_hostile) t, start, phrase p, generate_series(1, 3) i
			 WHERE p.is_hostile = t.is_hostile AND i <= 1 + random() * 3;
	END;
	CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS
		$$ BEGIN NEW.sent_at := NEW.sent_at + NEW.id * interval '1 ms'; RETURN NEW; END $$;
	CREATE TRIGGER stamp BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION stamp();
});

# what the messages say of the open alerts, without a look at ours; a mean between threshold and clear says nothing
my $wrong = q{
	WITH latest AS (SELECT DISTINCT ON (ticket) ticket, is_hostile FROM message JOIN phrase USING (body) ORDER BY ticket, id DESC),
	     mean AS (SELECT account, avg(sentiment.score(body)) AS mean FROM message GROUP BY account),
	     open AS (SELECT * FROM sentiment.alert WHERE state = 'firing')
	SELECT 'ticket', ticket FROM latest WHERE is_hostile <> EXISTS (SELECT FROM open o WHERE o.rule = 'ticket' AND o.ticket = latest.ticket)
	 UNION ALL
	SELECT 'account', account FROM mean
	 WHERE (mean < -0.1 OR mean >= 0.1) AND (mean < -0.1) <> EXISTS (SELECT FROM open o WHERE o.rule = 'account' AND o.account = mean.account)
	 ORDER BY 1, 2};
my $unequal = q{
	SELECT coalesce(m.id::text, i.key) FROM message m FULL JOIN sentiment.interaction i ON i.key = m.id::text
	 WHERE m.id IS NULL OR i.key IS NULL ORDER BY 1};
# within the cool-down an alert is reopened, so there is one for each subject; opening and closing alternate
my $doubled = q{
	SELECT rule || ' ' || subject FROM sentiment.alert GROUP BY rule, subject HAVING count(*) > 1
	 UNION ALL
	SELECT 'event ' || id FROM (SELECT e.id, edge IN ('open', 'reopen') AS is_open, lag(edge IN ('open', 'reopen'), 1, false) OVER (PARTITION BY alert ORDER BY e.id) AS was_open
	                              FROM sentiment.alert_event e) e
	 WHERE is_open = was_open ORDER BY 1};

my %script = map { $_ => $node->basedir . "/$_.sql" } qw(say evaluate);
append_to_file($script{say}, "SELECT say();\n" x 20000);
append_to_file($script{evaluate}, "CALL sentiment.evaluate();\n" x 20000);
for my $round (1 .. 3)
{
	my $before = $node->safe_psql('postgres', 'SELECT count(*) FROM message');
	my @clients = map { IPC::Run::start([ 'psql', '-X', '-q', '-d', $node->connstr('postgres'), '-f', $script{$_} ], '>', '/dev/null', '2>', '/dev/null') }
		(('say') x 4, 'evaluate');
	usleep(500_000 + rand 500_000);
	my @pids = (slurp_file($node->data_dir . '/postmaster.pid') =~ /^(\d+)/,
		split /\n/, $node->safe_psql('postgres', 'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()'));
	$node->kill9;
	kill 9, @pids;
	$_->finish for @clients;
	for (1 .. 200) { last unless kill 0, @pids; usleep 50_000 }
	$node->start;

	cmp_ok($node->safe_psql('postgres', 'SELECT count(*) FROM message'), '>', $before, "round $round: messages came in (seed $seed)");
	is($node->safe_psql('postgres', $unequal), '', "round $round: each message has its mentions, and no mention is without");
	$node->safe_psql('postgres', 'CALL sentiment.evaluate()');
	is($node->safe_psql('postgres', $wrong), '', "round $round: no alert is lost, and none is left over");
	is($node->safe_psql('postgres', $doubled), '', "round $round: none is there twice");
}
$node->safe_psql('postgres', 'CALL sentiment.refresh()');
is($node->safe_psql('postgres', 'SELECT rows_scored, rows_moved, rows_deleted FROM sentiment.refresh_progress'), '0|0|0', 'refresh finds nothing to do');
cmp_ok($node->safe_psql('postgres', q{SELECT count(*) FROM sentiment.alert_event WHERE edge = 'reopen'}), '>', 0, 'alerts closed and opened meanwhile');

done_testing();
