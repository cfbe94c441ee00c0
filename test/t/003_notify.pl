# A notification is sent when an alert opens or closes, once, with its id and nothing else, and only if the transaction commits.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $hostile = 'Unacceptable. It crashed again and nobody answers. This is a disgrace!';
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION sentiment;
	CREATE TABLE message (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text, ticket text, sent_at timestamptz DEFAULT clock_timestamp(), body text);
	SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
	SELECT sentiment.starter_rules();
	DELETE FROM sentiment.rule WHERE name NOT IN ('ticket turned hostile', 'support below -0.3 for 14 days');
	UPDATE sentiment.rule SET stage = NULL WHERE stage IS NOT NULL;
});

# what a listening session hears of a statement, one payload a line
sub heard
{
	my $out = $node->safe_psql('postgres', "LISTEN sentiment_alert; $_[0]; SELECT 1;");
	return join("\n", $out =~ /notification "sentiment_alert" with payload "([^"]*)"/g);
}
sub say_in { return "INSERT INTO message (account, ticket, body) VALUES ('acme', '$_[0]', '$_[1]')"; }

is(heard(say_in('A-1', 'Could you check the printer?')), '', 'a calm message is nobody\'s business');
is(heard(say_in('A-1', $hostile)), '1', 'an alert opens');
is(heard(say_in('A-1', $hostile)), '', 'the same again is no news');
is(heard("BEGIN; " . say_in('A-2', $hostile) . "; ROLLBACK"), '', 'nothing is heard of what was rolled back');
is(heard("SET sentiment.notify = off; " . say_in('A-3', $hostile)), '', 'nor when it is switched off');
is(heard(say_in('A-1', 'It works perfectly again, thank you so much, excellent support!')), '1', 'an alert closes');
is(heard('CALL sentiment.evaluate()'), '', 'evaluation adds nothing');
# what was missed yesterday, and is evaluated as of then, is history
$node->safe_psql('postgres', q{INSERT INTO sentiment.mention (source, key, account, ticket, is_customer, at, score, text_hash, model, scored_at)
	VALUES ('public.message', '99', 'acme', 'A-4', true, now() - interval '25 hours', -0.9, 0, 'by hand', now())});
is(heard(q{CALL sentiment.evaluate(now() - interval '1 day')}), '', 'nothing is heard of the past');
is($node->safe_psql('postgres', q{SELECT string_agg(ticket || ' ' || state, ', ' ORDER BY ticket) FROM sentiment.alert}),
	'A-1 resolved, A-3 firing, A-4 firing', 'what happened, heard or not');

done_testing();
