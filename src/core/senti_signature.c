/*
 * senti_signature.c - signatures, and what machines add to a mail
 *
 * Wordings in the languages of senti_mail.c.
 */
#include "senti_line.h"

#define NAME_WORDS 5			/* of a person, title and initials included */
#define CARD_LINE_MAX 90		/* bytes of a line of a name or an address */

/* What the line says without the comma, full stop or exclamation mark at its end. */
static SentiSpan
without_end_mark(SentiSpan line)
{
	while (line.len > 0 && strchr(",.!", line.bytes[line.len - 1]))
		line.len--;
	return senti_span_trim(line.bytes, line.len);
}

static bool
is_closing(SentiSpan line)
{
	static const char formulas[][28] = {
		"best", "best regards", "best wishes", "with best regards", "kind regards", "kindest regards", "with kind regards",
		"warm regards", "warmest regards", "regards", "many regards", "all the best", "cheers", "sincerely", "yours sincerely",
		"sincerely yours", "yours faithfully", "yours truly", "yours", "respectfully", "rgds", "br", "kr",
		"mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichen gruessen", "mit freundlichem gruß",
		"freundliche grüße", "freundliche grüsse", "viele grüße", "viele grüsse", "beste grüße", "beste grüsse", "liebe grüße",
		"schöne grüße", "herzliche grüße", "mit besten grüßen", "gruß", "grüße", "mfg", "lg", "vg",
		"cordialement", "bien cordialement", "bien à vous", "salutations", "meilleures salutations", "sincères salutations", "cdt", "cdlt",
		"saludos", "un saludo", "saludos cordiales", "un cordial saludo", "atentamente",
		"met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten", "groeten", "groet", "mvg",
		"cordiali saluti", "distinti saluti", "saluti", "atenciosamente", "cumprimentos", "abraços"
	};

	if (line.len > 45)
		return false;
	line = without_end_mark(line);
	if (!senti_starts_with_one(line, formulas[0], sizeof(formulas[0]), SENTI_LENGTH(formulas)))
		return false;
	for (size_t i = 0; i < SENTI_LENGTH(formulas); i++)
	{
		size_t		n;

		if (!senti_starts_with_any_case(line, formulas[i]))
			continue;
		/* a long one may go on: "Best regards from Hamburg" */
		n = strlen(formulas[i]);
		if (line.len == n || (n >= 12 && line.bytes[n] == ' '))
			return true;
	}
	return false;
}

/* "Many thanks," and no other mark at its end: what follows "Thanks!" is said. */
static bool
is_thanks(SentiSpan line)
{
	static const char words[][16] = {
		"thanks", "many thanks", "thank you", "thx", "danke", "vielen dank", "besten dank", "merci", "gracias", "muchas gracias",
		"bedankt", "dank u", "grazie", "obrigad"
	};

	if (line.len > 45 || senti_ends_with(line, "!") || senti_ends_with(line, "."))
		return false;
	return senti_starts_with_one(line, words[0], sizeof(words[0]), SENTI_LENGTH(words));
}

/* How the words of a line begin. */
typedef struct WordCount
{
	int			words;
	int			small;			/* begin with a small letter, particles of names and titles left out */
} WordCount;

static WordCount
count_words(SentiSpan line)
{
	static const char particles[][6] = {
		"of", "and", "the", "for", "de", "del", "der", "den", "des", "du", "la", "le", "les", "und", "für", "im", "van", "von", "zu",
		"y", "e", "et", "en", "i.", "a.", "da", "do", "dos", "di", "ter", "c/o", "plc"
	};
	WordCount	count = {0, 0};
	size_t		i = 0;

	while (i < line.len)
	{
		size_t		start = i;
		SentiSpan	word;
		bool		is_particle = false;

		while (i < line.len && line.bytes[i] != ' ')
			i++;
		word = (SentiSpan) {line.bytes + start, i - start};
		i++;
		if (word.len == 0)
			continue;
		count.words++;
		for (size_t p = 0; p < SENTI_LENGTH(particles); p++)
			is_particle |= word.len == strlen(particles[p]) && memcmp(word.bytes, particles[p], word.len) == 0;
		count.small += SENTI_IS_LOWER(word.bytes[0]) && !is_particle;
	}
	return count;
}

bool
senti_is_sentence(SentiSpan line)
{
	WordCount	count = count_words(line);

	return count.words >= 5 && count.small * 2 >= count.words;
}

/* "Anna", "J.D.", "i. A. Max Muster": capitals, and no mark of a sentence. */
static bool
is_name(SentiSpan line)
{
	static const char openers[][12] = {"a ", "an ", "the ", "your ", "our ", "very ", "one ", "still ", "not ", "no ", "another ", "just "};
	const uint8_t *bracket = memchr(line.bytes, '(', line.len);
	WordCount	count;

	/* "Jo (on mobile)" */
	if (bracket && senti_ends_with(line, ")"))
		line = senti_span_trim(line.bytes, (size_t) (bracket - line.bytes));
	if (line.len == 0 || line.len > 50 || senti_has_digit(line) || strchr("!?:;,\"'(-*#", line.bytes[line.len - 1]))
		return false;
	/* a full stop ends initials only */
	if (line.bytes[line.len - 1] == '.' && (line.len > 6 || line.len < 2 || !SENTI_IS_UPPER(line.bytes[line.len - 2])))
		return false;
	if (!SENTI_IS_UPPER(line.bytes[0]) && line.bytes[0] < 0x80 && !senti_starts_with(line, "i. "))
		return false;
	/* "Your Soon-To-Be Ex-Customer" */
	for (size_t i = 0; i < SENTI_LENGTH(openers); i++)
		if (senti_starts_with_any_case(line, openers[i]))
			return false;
	count = count_words(line);
	return count.words <= NAME_WORDS && count.small == 0;
}

static size_t
count_digits(SentiSpan line)
{
	size_t		digits = 0;

	for (size_t i = 0; i < line.len; i++)
		digits += SENTI_IS_DIGIT(line.bytes[i]);
	return digits;
}

/* A number to call, an address to write to. */
static bool
is_contact(SentiSpan line)
{
	static const char labels[][12] = {
		"tel", "tél", "phone", "mobile", "mob", "fax", "office", "direct", "cell", "t:", "m:", "t ", "m ", "p:", "f:", "o:", "c:", "handy", "mobil"
	};
	size_t		digits = count_digits(line);
	size_t		others = 0;

	if (memchr(line.bytes, '@', line.len) && memchr(line.bytes, '.', line.len) && count_words(line).small <= 1)
		return true;
	if ((senti_starts_with(line, "www.") || senti_starts_with(line, "http")) && !memchr(line.bytes, ' ', line.len))
		return true;
	if (digits < 6)
		return false;
	for (size_t i = 0; i < SENTI_LENGTH(labels); i++)
		if (senti_starts_with_any_case(line, labels[i]) && count_words(line).small <= 1)
			return true;
	for (size_t i = 0; i < line.len; i++)
		others += !SENTI_IS_DIGIT(line.bytes[i]) && strchr("+()-./ ", line.bytes[i]) == NULL;
	return others * 3 <= digits;
}

/* A company, or a town with its code: such a paragraph stands below the name. */
static bool
is_company(SentiSpan line)
{
	static const char forms[][8] = {"GmbH", "AG", "Ltd", "Inc", "LLC", "plc", "B.V", "S.A", "S.L", "HRB"};

	for (size_t i = 0, end; i < line.len; i = end + 1)
	{
		SentiSpan	word;

		for (end = i; end < line.len && line.bytes[end] != ' '; end++)
			;
		word = without_end_mark((SentiSpan) {line.bytes + i, end - i});
		for (size_t f = 0; f < SENTI_LENGTH(forms); f++)
			if (word.len == strlen(forms[f]) && senti_starts_with(word, forms[f]))
				return true;
	}
	return count_digits(line) >= 4 && count_words(line).small == 0;
}

/* "PS: it is still broken" */
static bool
is_postscript(SentiSpan line)
{
	return senti_starts_with_any_case(line, "p.s") || senti_starts_with_any_case(line, "ps:") || senti_starts_with_any_case(line, "ps ");
}

/* "Inc.", "Ltd.", "B.V." */
static bool
ends_with_abbreviation(SentiSpan line)
{
	size_t		n = 0;

	while (n < line.len && line.bytes[line.len - 1 - n] != ' ')
		n++;
	return n <= 5 && SENTI_IS_UPPER(line.bytes[line.len - n]);
}

/* One line of a card: name, title, company, street, town. */
static bool
is_card_line(SentiSpan line)
{
	WordCount	count;

	if (line.len > CARD_LINE_MAX)
		return false;
	if (is_contact(line) || (senti_contains(line, " | ") && !senti_ends_sentence(line)))
		return true;
	if (line.len == 0 || strchr("!?;>", line.bytes[line.len - 1]) || SENTI_IS_LOWER(line.bytes[0]))
		return senti_starts_with(line, "i. ");
	if (line.bytes[0] == '"' && line.bytes[line.len - 1] == '"')
		return true;
	count = count_words(line);
	if (line.bytes[line.len - 1] == '.' && count.words > 3 && !ends_with_abbreviation(line))
		return false;
	return count.words <= 12 && count.small == 0 && strchr("-*#>[{", line.bytes[0]) == NULL;
}

/* "Responsable informatique": a title, when an address stands near */
static bool
is_title(SentiSpan line)
{
	return line.len < 50 && SENTI_IS_UPPER(line.bytes[0]) && count_words(line).words <= 4 && !senti_ends_sentence(line);
}

static bool
begins_other_voice(SentiSpan line, SentiLines rest)
{
	return (line.len > 0 && line.bytes[0] == '>') || senti_attribution_lines(line, rest) > 0 || senti_begins_quoted_mail(line, rest);
}

/*
 * Nothing but a card up to the end of the text, or of the paragraph, or to
 * quoted mail: first a name, and in each further paragraph a company or a
 * contact, or a notice.
 */
static bool
is_card_to_end(SentiLines rest, bool of_paragraph)
{
	const uint8_t *first = rest.bytes;
	bool		has_contact = false;
	bool		has_title = false;
	bool		in_notice = false;
	bool		is_blank = false;	/* the line before */
	bool		is_supported = true;	/* the paragraph */
	int			found = 0;		/* lines of the card */

	for (int n = 0; rest.len > 0; n++)
	{
		SentiSpan	line = senti_lines_take(&rest);

		if (n >= SENTI_LOOK_LINES || rest.bytes - first > 2 * SENTI_LOOK_BYTES)
			return false;
		if (line.len == 0)
		{
			if (!is_supported)
				return false;
			if (of_paragraph && found > 0)
				break;
			is_blank = true;
			in_notice = false;
			continue;
		}
		if (begins_other_voice(line, rest))
			break;
		/* a further paragraph begins */
		is_supported &= !(is_blank && found > 0);
		is_blank = false;
		in_notice |= senti_is_legal_notice(line, rest);
		if (in_notice || senti_is_added_line(line, rest))
		{
			has_contact = is_supported = true;
			continue;
		}
		if (is_postscript(line) || (found++ == 0 && !is_name(line) && !(of_paragraph && is_card_line(line))))
			return false;
		if (is_contact(line))
			has_contact = is_supported = true;
		else if (is_name(line) || is_card_line(line))
			is_supported |= is_company(line);
		else if (is_title(line))
			has_title = true;
		else
			return false;
	}
	return found > 0 && is_supported && (!has_title || has_contact);
}

bool
senti_begins_signature(SentiSpan line, SentiLines rest)
{
	return is_closing(line) && is_card_to_end(rest, false);
}

static bool
has_single_word(SentiLines rest)
{
	SentiSpan	line = senti_lines_take(&rest);

	return line.len > 0 && memchr(line.bytes, ' ', line.len) == NULL && senti_lines_peek(rest).len == 0;
}

/* In the paragraph that begins here or behind a blank line. */
static bool
has_address(SentiLines rest)
{
	SentiSpan	line = senti_lines_take(&rest);

	if (line.len == 0)
		line = senti_lines_take(&rest);
	for (; line.len > 0; line = senti_lines_take(&rest))
		if (is_contact(line) || is_company(line))
			return true;
	return false;
}

/* Thanks in title case are no less thanks: a name is one word, or has an address. */
bool
senti_is_thanks_above_signature(SentiSpan line, SentiLines rest)
{
	return is_thanks(line) && is_card_to_end(rest, false) && (has_single_word(rest) || has_address(rest));
}

bool
senti_is_card(SentiLines rest)
{
	return is_card_to_end(rest, true);
}

/* ---- notices ---- */

/* How many of the words of a legal notice are there? */
static int
count_legal_words(SentiSpan text)
{
	static const char words[][16] = {
		"confidential", "intended", "recipient", "addressee", "addressed", "solely", "privileged", "unauthori", "disclos", "delete",
		"notify", "registered", "vertraulich", "adressat", "empfänger", "vernichte", "irrtümlich", "confidentiel", "destinataire",
		"exclusi", "confidencial", "destinatario", "vertrouwelijk", "geadresseerde", "virus"
	};
	int			found = 0;

	for (size_t i = 0; i < SENTI_LENGTH(words); i++)
		found += senti_contains_any_case(text, words[i]);
	return found;
}

bool
senti_is_legal_notice(SentiSpan line, SentiLines rest)
{
	static const char starts[][28] = {
		"this e-mail", "this email", "this message", "this communication", "the information contained", "the information in this",
		"the contents of this", "confidentiality", "confidential", "disclaimer", "legal notice", "if you are not the intended", "notice:",
		"registered in", "registered office", "diese e-mail", "diese email", "diese nachricht", "ce message", "cet e-mail", "cet email",
		"ce courriel", "este mensaje", "este correo", "dit bericht", "deze e-mail", "questo messaggio", "esta mensagem"
	};
	SentiSpan	paragraph = line;

	if (!senti_starts_with_one(line, starts[0], sizeof(starts[0]), SENTI_LENGTH(starts)))
		return false;
	/* wrapped lines belong to it */
	while (rest.len > 0 && senti_lines_peek(rest).len > 0 && (size_t) (rest.bytes - line.bytes) < SENTI_LOOK_BYTES)
		senti_lines_take(&rest);
	paragraph.len = (size_t) (rest.bytes - line.bytes);
	if (paragraph.len > SENTI_LOOK_BYTES)
		paragraph.len = SENTI_LOOK_BYTES;
	return count_legal_words(paragraph) >= (senti_has_first_person(paragraph) ? 3 : 2);
}

/* What a gateway puts above a mail from outside: that it is, and two words of warning. */
static bool
is_banner(SentiSpan line)
{
	static const char starts[][12] = {"caution", "warning", "attention", "achtung", "external", "[external", "[extern", "extern"};
	static const char warnings[][12] = {
		"outside", "click", "klick", "link", "attachment", "anhäng", "recogni", "organi", "unknown", "beware", "scam", "phish", "trust"
	};
	int			found = 0;

	if (!senti_starts_with_one(line, starts[0], sizeof(starts[0]), SENTI_LENGTH(starts)))
		return false;
	for (size_t w = 0; w < SENTI_LENGTH(warnings); w++)
		found += senti_contains_any_case(line, warnings[w]);
	return found >= 2 && (senti_contains_any_case(line, "outside") || senti_contains_any_case(line, "extern"));
}

/* "Sent from my phone": short, at the end or above quoted mail. */
static bool
is_device_note(SentiSpan line, SentiLines rest)
{
	static const char starts[][24] = {
		"Sent from my ", "Sent from Outlook", "Sent from Mail", "Sent from Yahoo", "Sent via ", "Sent with ", "Get Outlook for iOS", "Get Outlook for Android",
		"Von meinem ", "Gesendet mit ", "Gesendet von mein", "Envoyé de mon ", "Envoyé depuis ", "Enviado desde mi ",
		"Verstuurd vanaf mijn ", "Inviato da ", "Enviado do meu "
	};
	static const char things[][12] = {
		"iphone", "ipad", "ios", "android", "samsung", "galaxy", "pixel", "huawei", "outlook", "mail", "phone", "handy", "mobil", "móvil",
		"tablet", "device", "windows", "yahoo"
	};
	bool		is_one = false;
	bool		names_thing = false;
	SentiSpan	next;

	for (size_t i = 0; !is_one && line.len <= 60 && i < SENTI_LENGTH(starts); i++)
		is_one = line.bytes[0] == (uint8_t) starts[i][0] && senti_starts_with(line, starts[i]);
	for (size_t i = 0; is_one && i < SENTI_LENGTH(things); i++)
		names_thing |= senti_contains_any_case(line, things[i]);
	if (!names_thing || senti_ends_sentence(line) || memchr(line.bytes, ',', line.len) || count_words(line).words > 7)
		return false;
	do
	{
		if (rest.len == 0)
			return true;
		next = senti_lines_take(&rest);
	}
	while (next.len == 0);
	return begins_other_voice(next, rest) || senti_is_legal_notice(next, rest) || (next.len == 2 && senti_starts_with(next, "--"));
}

bool
senti_is_added_line(SentiSpan line, SentiLines rest)
{
	return is_device_note(line, rest) || is_banner(line) ||
		(senti_starts_with_any_case(line, "please consider the environment") && senti_contains_any_case(line, "print"));
}
