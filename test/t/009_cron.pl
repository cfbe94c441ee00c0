# The README's recipe for pg_cron, word for word: what only time can change happens, though nobody calls evaluate().
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
my $control = $node->config_data('--sharedir') . '/extension/pg_cron.control';
if (!-e $control)
{
	my ($version) = $node->config_data('--version') =~ /(\d+)/;
	plan skip_all => "$control is missing: no pg_cron for PostgreSQL $version" if $version != 15;
	plan tests => 1;
	fail('pg_cron is installed');
	diag("$control is missing: install postgresql-15-cron, and copy its files if this PostgreSQL is not Debian's own");
	exit;
}

my ($section) = slurp_file('README.md') =~ /^## Scheduling\n(.*?)^## /ms or die 'the README has no section "Scheduling"';
my ($settings, $statements) = $section =~ /^```\n(.*?)^```$/msg;

# helpdesk owns the table and is admin, no superuser
$node->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$node->start;
$node->safe_psql('postgres', q{
	CREATE DATABASE support;
	CREATE ROLE helpdesk LOGIN;
});
$node->safe_psql('support', q{
	CREATE EXTENSION sentiment;
	CREATE SCHEMA AUTHORIZATION helpdesk;
	SELECT sentiment.grant_access('helpdesk', 'admin');
});
$node->append_conf('postgresql.conf', $settings);
$node->append_conf('postgresql.conf', "cron.host = '" . $node->host . "'");
$node->restart;

sub as_helpdesk { return $node->safe_psql('support', "SET SESSION AUTHORIZATION helpdesk; $_[0]"); }

# Two accounts with a fortnight of bad support each, loaded as history: one until yesterday, one until ten days ago.
as_helpdesk(q{
	CREATE TABLE message (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text, sent_at timestamptz, body text);
	SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id');
	INSERT INTO sentiment.playbook (name, owner, review, due) VALUES ('call', 'support lead', 'Read the evidence and call.', '48 hours');
	INSERT INTO sentiment.rule (name, audience, scope, topic, metric, op, threshold, clear, hold, max_gap, playbook)
		VALUES ('fortnight', 'lead', 'account', 'support', 'mean', '<', -0.3, -0.15, '14 days', '4 days', 'call');
	ALTER TABLE message DISABLE TRIGGER USER;
	INSERT INTO message (account, sent_at, body)
		SELECT account, now() - d * interval '1 day', 'Your support team never replied. Terrible, useless support!'
		  FROM (VALUES ('busy', 1), ('quiet', 10)) AS a (account, last), generate_series(last, last + 14) d;
	CALL sentiment.refresh('message');
	CALL sentiment.evaluate(now() - interval '9 days');
});
my $alerts = q{SELECT string_agg(account || ' ' || state, ', ' ORDER BY account) FROM sentiment.alert};
is(as_helpdesk($alerts), 'quiet firing', 'what was true nine days ago');
as_helpdesk(q{
	INSERT INTO message (account, sent_at, body) VALUES ('late', now(), 'The import works.');
	ALTER TABLE message ENABLE ALWAYS TRIGGER sentiment_insert;
});

# Each of its jobs at a start of the server instead, and not when the clock says so; one more that evaluates.
$node->safe_psql('support', "BEGIN; $statements" . q{
	CREATE TABLE asked AS SELECT jobid, command || ' at ' || schedule || ' by ' || username AS job FROM cron.job WHERE active;
	SELECT cron.schedule('again', '@reboot', 'CALL sentiment.evaluate()');
	SELECT cron.schedule(jobname, '@reboot', command) FROM cron.job;
	COMMIT;
});
is(as_helpdesk(q{SELECT string_agg(job, E'\n' ORDER BY jobid) FROM asked}),
	join("\n", map { "CALL sentiment.$_ by helpdesk" } 'evaluate() at */5 * * * *', 'refresh() at 30 * * * *', 'roll_up() at * * * * *'),
	'the recipe schedules three jobs, as the role that asked');

sub run_all
{
	my ($how) = @_;
	$node->restart;
	ok($node->poll_query_until('support', q{SELECT count(*) = 4 FROM cron.job_run_details WHERE end_time IS NOT NULL}), "jobs have run $how");
	is(as_helpdesk(q{SELECT string_agg(DISTINCT status || ' ' || username || coalesce(' ' || substring(return_message FROM 'ERROR.*'), ''), E'\n') FROM cron.job_run_details}),
		'succeeded helpdesk', "all succeeded $how");
	as_helpdesk('DELETE FROM cron.job_run_details');
}
run_all('in background workers');
is(as_helpdesk($alerts), 'busy firing, quiet stale', 'one alert opened, and one went stale, each by the passing of time alone');
is(as_helpdesk(q{SELECT string_agg(account || ' ' || edge, ', ' ORDER BY account, e.id) FROM sentiment.alert_event e JOIN sentiment.alert a ON a.id = alert}),
	'busy open, quiet open, quiet stale', 'two evaluations at once make each edge once');
is(as_helpdesk(q{SELECT count(*) FROM sentiment.interaction WHERE account = 'late'}), '1', 'refresh found what the triggers had not seen');
is(as_helpdesk('SELECT count(*) > 0 FROM sentiment.rollup_day'), 't', 'roll_up stored days');

$node->append_conf('postgresql.conf', 'cron.use_background_workers = off');
run_all('through connections');
is(as_helpdesk($alerts), 'busy firing, quiet stale', 'another round changes nothing');

done_testing();
