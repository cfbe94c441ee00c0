# The same characters give the same answers, whatever the encoding of the database; and no bytes make any function fail.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--locale=C', '-E', 'UTF8' ]);
$node->append_conf('postgresql.conf', 'fsync = off');
$node->start;

# by what an encoding needs to hold them; escapes are code points
my %texts = (
	ascii => [
		'great, now my entire production environment is down', "The fix didn't fix anything. Still waiting!!!", 'soooo SLOW :(',
		"Thanks!\n> quoted praise\nBut it crashed again.", 'ok', '> only a quote', 'Das Dashboard ist down, bitte Support kontaktieren',
		'love the product, hate the support, price is fair',
	],
	latin => [
		"Caf\x{E9} M\x{FC}ller: the export isn\x{B4}t working, na\x{EF}ve question: why is it so horribly slow?",
		"\x{A1}Gracias! \x{BF}Cu\x{E1}ndo funciona?", "R\x{E9}ponse re\x{E7}ue, merci beaucoup", "The D\x{DC}SSELDORF site is DOWN again \x{AB}as promised\x{BB}",
	],
	typographic => [
		"It isn\x{2019}t working \x{2014} \x{201C}premium\x{201D} support\x{2026} never replied, 300 \x{20AC} lost",
	],
	japanese => [
		"\x{8ACB}\x{6C42}\x{66F8}\x{304C}\x{9593}\x{9055}\x{3063}\x{3066}\x{3044}\x{307E}\x{3059}",
		"The label \x{8ACB}\x{6C42}\x{66F8} is broken again, and your support never answers. \x{FF27}\x{FF52}\x{FF45}\x{FF41}\x{FF54}!",
	],
);
my %holds = (
	UTF8 => [qw(ascii latin typographic japanese)],
	LATIN1 => [qw(ascii latin)],
	LATIN9 => [qw(ascii)],
	WIN1252 => [qw(ascii latin typographic)],
	EUC_JP => [qw(ascii japanese)],
	SQL_ASCII => [qw(ascii latin typographic japanese)],
);

sub hex_of { my $text = shift; utf8::encode($text); return unpack('H*', $text); }

# Everything that is said of a text, as one line: offsets, unless the encoding counts bytes.
sub answers
{
	my ($database, $text, $with_offsets) = @_;
	my $place = $with_offsets ? "start || ' ' || length || ' ' ||" : '';
	return $node->safe_psql($database, qq{
		SET client_encoding = 'UTF8';
		WITH message AS (SELECT convert_from('\\x} . hex_of($text) . qq{', 'UTF8') AS t)
		SELECT concat_ws(' | ', sentiment.score(t), sentiment.analyze(t)::text,
			(SELECT string_agg($place e.quote || ' ' || e.reason || ' ' || e.contribution, '; ') FROM sentiment.explain(t) e),
			(SELECT string_agg($place s.topic || ' ' || s.score || ' ' || s.quote, '; ' ORDER BY s.topic) FROM sentiment.topics(t) s),
			(SELECT string_agg($place s.quote || ' ' || s.kind || coalesce(' ' || s.score, ''), '; ' ORDER BY n) FROM sentiment.segments(t) s),
			(SELECT string_agg(e::text, '; ' ORDER BY emotion) FROM sentiment.emotions(t) e),
			sentiment.clean(t), sentiment.highlight(t))
		FROM message});
}

for my $encoding (sort keys %holds)
{
	$node->safe_psql('postgres', qq{CREATE DATABASE "$encoding" ENCODING '$encoding' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0});
	$node->safe_psql($encoding, 'CREATE EXTENSION sentiment');
}

for my $encoding (grep { $_ ne 'UTF8' } sort keys %holds)
{
	my $with_offsets = $encoding ne 'SQL_ASCII';
	for my $kind (@{ $holds{$encoding} })
	{
		my $n = 0;
		is(answers($encoding, $_, $with_offsets), answers('UTF8', $_, $with_offsets), "$encoding: $kind " . ++$n) for @{ $texts{$kind} };
	}
	my $misplaced = $node->safe_psql($encoding, join(' UNION ALL ', map { "
		SELECT 'x' FROM (SELECT convert_from('\\x" . hex_of($_) . "', 'UTF8') AS t) AS m, sentiment.explain(t) AS e
		 WHERE substring(t FROM start FOR length) IS DISTINCT FROM quote" } map { @{ $texts{$_} } } @{ $holds{$encoding} }));
	is($misplaced, '', "$encoding: each quote is where it is said to be");
}

# A word of one's own is the same word in every encoding.
for my $case ([ 'LATIN1', "Stra\x{DF}enl\x{C4}rm" ], [ 'WIN1252', "\x{153}uvre" ], [ 'EUC_JP', "\x{8ACB}\x{6C42}\x{66F8}" ], [ 'SQL_ASCII', "Stra\x{DF}enl\x{C4}rm" ])
{
	my ($encoding, $word) = @$case;
	my @found = map { $node->safe_psql($_, qq{
		SET client_encoding = 'UTF8';
		INSERT INTO sentiment.lexicon (term, valence) VALUES (convert_from('\\x} . hex_of($word) . qq{', 'UTF8'), -3);
		SELECT sentiment.config_fingerprint(), term, sentiment.label(convert_from('\\x} . hex_of("The $word is here.") . qq{', 'UTF8'))
		  FROM sentiment.lexicon;
		TRUNCATE sentiment.lexicon}) } $encoding, 'UTF8';
	is($found[0], $found[1], "$encoding: a word of one's own");
	like($found[0], qr/negative$/, 'and it is found');
}

# A text that has no equivalent in UTF-8 fails score(), but not the INSERT into a table with score_update().
$node->safe_psql('WIN1252', q{
	CREATE TABLE ticket (id integer, body text, score float8);
	CREATE TRIGGER score BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION sentiment.score_update('score', 'body')});
my ($status, $out, $warnings) = $node->psql('WIN1252', q{
	INSERT INTO ticket VALUES (1, chr(129)), (2, 'Website is not working.'), (3, 'Not again. ' || chr(129));
	SELECT id, score = sentiment.score(body) FROM ticket WHERE score IS NOT NULL UNION ALL SELECT count(*), NULL FROM ticket});
is("$status $out", "0 2|t\n3|", 'WIN1252: rows are stored, and scored where that can be done');
is(scalar(() = $warnings =~ /WARNING:  scoring of "ticket" failed: character with byte sequence/g), 1, 'with one warning');
$node->safe_psql('WIN1252', 'DROP TABLE ticket');

# Bytes that are no UTF-8: each byte alone, and random ones between words that mean something.
srand(4);
my @pieces = ('great', "isn't", ' ', "\n", '> ', '```', ':(', "\xF0\x9F\x98\x80", "\xE2\x80\x8D", "\xE2\x80", "\xC3", '#', '@', '-- ', 'http://x', '!');
my @bytes = map { chr } 1 .. 255;
push @bytes, join('', map { rand() < 0.5 ? chr(1 + int(rand(255))) : $pieces[ rand @pieces ] } 1 .. 40) for 1 .. 400;
my $values = join(', ', map { "('\\x" . unpack('H*', $_) . "'::bytea)" } @bytes);
is( $node->safe_psql('SQL_ASCII', qq{
	SELECT count(*) FROM (VALUES $values) AS v (b), LATERAL (SELECT convert_from(b, 'SQL_ASCII') AS t) AS m
	 WHERE sentiment.score(t, 'builtin') IS DISTINCT FROM sentiment.score_builtin(t)
	    OR sentiment.label(t) IS DISTINCT FROM sentiment.label(sentiment.score(t))
	    OR (sentiment.analyze(t)).score IS DISTINCT FROM sentiment.score(t)
	    OR abs(coalesce((SELECT sum(contribution) FROM sentiment.explain(t)), 0) - coalesce(sentiment.score(t), 0)) > 0.00001
	    OR EXISTS (SELECT FROM sentiment.explain(t) WHERE substring(t FROM start FOR length) IS DISTINCT FROM quote)
	    OR EXISTS (SELECT FROM sentiment.topics(t) WHERE substring(t FROM start FOR length) IS DISTINCT FROM quote)
	    OR EXISTS (SELECT FROM sentiment.segments(t) WHERE substring(t FROM start FOR length) IS DISTINCT FROM quote)
	    OR EXISTS (SELECT FROM sentiment.emotions(t) WHERE position(quote IN t) = 0)
	    OR (SELECT count(*) FROM sentiment.mentions(t, true)) < 1
	    OR sentiment.clean(t) IS NULL OR sentiment.highlight(t) IS NULL}),
	'0', 'no byte makes a function fail or disagree');

# No length does, either.
for my $database ('UTF8', 'EUC_JP')
{
	is( $node->safe_psql($database, q{
		SELECT string_agg(CASE WHEN expected IS NULL THEN sentiment.score(t, 'rules') IS NULL ELSE abs(sentiment.score(t, 'rules') - expected) < 0.001 END::text, ' ' ORDER BY n)
		  FROM (VALUES (1, '', NULL), (2, 'x', 0), (3, repeat('x', 10000000), 0), (4, repeat('good', 1000000), 0),
		               (5, repeat('The support is great. ', 2300000), sentiment.score('The support is great.', 'rules'))) AS v (n, t, expected)}),
		'true true true true true', "$database: from no byte to 50 million");
}

done_testing();
