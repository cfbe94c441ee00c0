# A standby scores with the site's own lexicon, and hears of changes, also in a session that is there already.
use strict;
use warnings;
use IPC::Run qw(start pump finish timeout);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1, extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$primary->start;
$primary->backup('copy');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'copy', has_streaming => 1);
$standby->start;
$primary->safe_psql('postgres', 'CREATE EXTENSION sentiment');

sub catch_up { $primary->wait_for_catchup('standby', 'replay', $primary->lsn('flush')); }

catch_up();
# one session on the standby, for all of the test
my $question = q{SELECT sentiment.label(sentiment.score('What a moonbeam.', 'rules')), sentiment.config_fingerprint();};
my ($in, $out) = ('', '');
my $session = start([ 'psql', '-XAtq', '-d', $standby->connstr('postgres') ], '<', \$in, '>', \$out, timeout(120));

sub ask
{
	$out = '';
	$in .= "$question\n";
	pump $session until $out =~ /\n/;
	chomp(my $answer = $out);
	return $answer;
}

my @answers = (ask());
foreach my $change (
	q{INSERT INTO sentiment.lexicon (term, valence) VALUES ('moonbeam', 2)},
	q{UPDATE sentiment.lexicon SET valence = -2},
	q{TRUNCATE sentiment.lexicon})
{
	$primary->safe_psql('postgres', $change);
	catch_up();
	push @answers, ask();
	is($answers[-1], $primary->safe_psql('postgres', $question), "standby as primary after $change");
}
$in .= "\\q\n";
finish $session;
like($answers[0], qr/^neutral/, 'nothing of its own at first');
like($answers[1], qr/^positive/, 'a word added');
like($answers[2], qr/^negative/, 'a word changed');
is($answers[3], $answers[0], 'and all as at first');

# it reads the rollup, and what has come since
$primary->safe_psql('postgres', $_) foreach (
	'CREATE TABLE message (id integer PRIMARY KEY, account text, sent_at timestamptz, body text)',
	q{SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id')},
	q{INSERT INTO message VALUES (1, 'acme', '2024-01-01', 'Great pricing!'), (2, 'acme', '2024-01-02', 'Great pricing!')},
	'CALL sentiment.roll_up()',
	q{INSERT INTO message VALUES (3, 'acme', '2024-01-02', 'Website is not working.')},
	'DELETE FROM message WHERE id = 1');
catch_up();
my $seen = 'SELECT n, (SELECT count(*) FROM sentiment.rollup_day), (SELECT count(*) FROM sentiment.rollup_fresh_row) FROM sentiment.account_week';
is($standby->safe_psql('postgres', $seen), '2|4|2', 'a standby reads rollup and fresh rows');
done_testing();
