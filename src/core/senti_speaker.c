/*
 * senti_speaker.c - labels of speakers in a transcript, and what its machine adds
 *
 * Roles in the languages of senti_mail.c.
 */
#include "senti_speaker.h"

#define LABEL_BYTES 64			/* of a label at most */
#define LABEL_WORDS 6
#define TIME_BYTES 32			/* of a date with a time */

/* ---- roles ---- */

typedef struct RoleWord
{
	char		word[16];
	uint8_t		role;
} RoleWord;

static const RoleWord role_words[] = {
	{"agent", SENTI_ROLE_STAFF}, {"rep", SENTI_ROLE_STAFF}, {"representative", SENTI_ROLE_STAFF}, {"advisor", SENTI_ROLE_STAFF}, {"adviser", SENTI_ROLE_STAFF},
	{"csm", SENTI_ROLE_STAFF}, {"csr", SENTI_ROLE_STAFF}, {"operator", SENTI_ROLE_STAFF}, {"technician", SENTI_ROLE_STAFF}, {"staff", SENTI_ROLE_STAFF},
	{"consultant", SENTI_ROLE_STAFF}, {"interviewer", SENTI_ROLE_STAFF}, {"moderator", SENTI_ROLE_STAFF}, {"chatbot", SENTI_ROLE_STAFF},
	{"mitarbeiter", SENTI_ROLE_STAFF}, {"mitarbeiterin", SENTI_ROLE_STAFF}, {"berater", SENTI_ROLE_STAFF}, {"beraterin", SENTI_ROLE_STAFF},
	{"kundenberater", SENTI_ROLE_STAFF}, {"kundenbetreuer", SENTI_ROLE_STAFF}, {"conseiller", SENTI_ROLE_STAFF}, {"conseillère", SENTI_ROLE_STAFF},
	{"agente", SENTI_ROLE_STAFF}, {"asesor", SENTI_ROLE_STAFF}, {"asesora", SENTI_ROLE_STAFF}, {"medewerker", SENTI_ROLE_STAFF}, {"adviseur", SENTI_ROLE_STAFF},
	{"operatore", SENTI_ROLE_STAFF}, {"operatrice", SENTI_ROLE_STAFF}, {"consulente", SENTI_ROLE_STAFF}, {"atendente", SENTI_ROLE_STAFF}, {"operador", SENTI_ROLE_STAFF},
	{"operadora", SENTI_ROLE_STAFF}, {"support", SENTI_ROLE_TOPIC}, {"bot", SENTI_ROLE_TOPIC}, {"assistant", SENTI_ROLE_TOPIC},
	{"helpdesk", SENTI_ROLE_TOPIC}, {"desk", SENTI_ROLE_TOPIC}, {"kundenservice", SENTI_ROLE_TOPIC}, {"kundendienst", SENTI_ROLE_TOPIC}, {"assistance", SENTI_ROLE_TOPIC},
	{"soporte", SENTI_ROLE_TOPIC}, {"klantenservice", SENTI_ROLE_TOPIC}, {"assistenza", SENTI_ROLE_TOPIC}, {"supporto", SENTI_ROLE_TOPIC}, {"suporte", SENTI_ROLE_TOPIC},
	{"customer", SENTI_ROLE_CUSTOMER}, {"client", SENTI_ROLE_CUSTOMER}, {"caller", SENTI_ROLE_CUSTOMER}, {"visitor", SENTI_ROLE_CUSTOMER}, {"user", SENTI_ROLE_CUSTOMER},
	{"guest", SENTI_ROLE_CUSTOMER}, {"requester", SENTI_ROLE_CUSTOMER}, {"requestor", SENTI_ROLE_CUSTOMER}, {"subscriber", SENTI_ROLE_CUSTOMER},
	{"prospect", SENTI_ROLE_CUSTOMER}, {"buyer", SENTI_ROLE_CUSTOMER}, {"interviewee", SENTI_ROLE_CUSTOMER}, {"respondent", SENTI_ROLE_CUSTOMER},
	{"kunde", SENTI_ROLE_CUSTOMER}, {"kundin", SENTI_ROLE_CUSTOMER}, {"anrufer", SENTI_ROLE_CUSTOMER}, {"anruferin", SENTI_ROLE_CUSTOMER}, {"besucher", SENTI_ROLE_CUSTOMER},
	{"besucherin", SENTI_ROLE_CUSTOMER}, {"nutzer", SENTI_ROLE_CUSTOMER}, {"benutzer", SENTI_ROLE_CUSTOMER}, {"cliente", SENTI_ROLE_CUSTOMER},
	{"visiteur", SENTI_ROLE_CUSTOMER}, {"utilisateur", SENTI_ROLE_CUSTOMER}, {"appelant", SENTI_ROLE_CUSTOMER}, {"visitante", SENTI_ROLE_CUSTOMER},
	{"usuario", SENTI_ROLE_CUSTOMER}, {"klant", SENTI_ROLE_CUSTOMER}, {"bezoeker", SENTI_ROLE_CUSTOMER}, {"gebruiker", SENTI_ROLE_CUSTOMER}, {"beller", SENTI_ROLE_CUSTOMER},
	{"visitatore", SENTI_ROLE_CUSTOMER}, {"utente", SENTI_ROLE_CUSTOMER}, {"usuário", SENTI_ROLE_CUSTOMER}, {"utilizador", SENTI_ROLE_CUSTOMER},
	{"me", SENTI_ROLE_CUSTOMER}, {"ich", SENTI_ROLE_CUSTOMER}, {"moi", SENTI_ROLE_CUSTOMER}, {"yo", SENTI_ROLE_CUSTOMER}, {"ik", SENTI_ROLE_CUSTOMER},
	{"io", SENTI_ROLE_CUSTOMER}, {"eu", SENTI_ROLE_CUSTOMER}
};

/* Behind a customer's word they name those who serve him: "Customer Success Manager". */
static const char service_words[][16] = {"service", "services", "success", "care", "relations", "experience", "support"};

/* No speaker, though a word of it may be a role: fields of forms, and what mails number and head. */
static const char field_words[][16] = {
	"id", "name", "email", "mail", "phone", "number", "no", "version", "level", "plan", "tier", "ticket", "case", "issue", "impact", "type",
	"story", "stories", "status", "ref", "reference", "company", "account", "rating", "score", "feedback", "comment", "comments", "note",
	"notes", "nb", "ps", "pps", "edit", "update", "info", "warning", "warn", "error", "errors", "debug", "fatal", "hint", "result",
	"results", "steps", "step", "expected", "actual", "q", "a", "question", "answer", "subject", "url", "link", "browser", "date",
	"time", "topic", "product", "price", "pricing", "problem", "summary", "description", "priority", "environment", "from", "to", "cc",
	"re", "fw", "fwd", "pros", "cons", "reason", "wish", "request", "host", "server", "device", "os", "contact", "duration", "quality",
	"satisfaction", "onboarding", "documentation", "docs", "system", "app", "page", "screen", "portal", "chat", "call", "session",
	"conversation", "transcript", "recording", "started", "ended", "origin", "website", "software", "frage", "antwort", "betreff", "hinweis", "fehler", "réponse",
	"objet", "pregunta", "respuesta", "asunto", "vraag", "antwoord", "domanda", "risposta", "pergunta", "resposta",
	"dear", "hello", "hi", "hey", "hallo", "bonjour", "hola"
};

/* Small words inside names. */
static const char name_words[][16] = {"van", "von", "de", "der", "den", "di", "da", "dos", "del", "la", "le", "from", "at", "of", "bei", "chez"};

static bool
is_one_of(SentiSpan word, const char (*words)[16], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if ((uint8_t) words[i][0] == senti_small(word.bytes[0]) && senti_equals_any_case(word, words[i]))
			return true;
	return false;
}

static SentiRole
role_of_word(SentiSpan word)
{
	for (size_t i = 0; i < SENTI_LENGTH(role_words); i++)
		if ((uint8_t) role_words[i].word[0] == senti_small(word.bytes[0]) && senti_equals_any_case(word, role_words[i].word))
			return role_words[i].role;
	return SENTI_ROLE_NONE;
}

static bool
is_letter(uint8_t byte)
{
	return SENTI_IS_LOWER(senti_small(byte)) || byte >= 0x80;
}

/* The next word of letters, and the rest of the span behind it; empty at the end. */
static SentiSpan
take_word(SentiSpan *span)
{
	SentiSpan	word;
	size_t		n = 0;

	while (span->len > 0 && !is_letter(*span->bytes))
		*span = (SentiSpan) {span->bytes + 1, span->len - 1};
	while (n < span->len && is_letter(span->bytes[n]))
		n++;
	word = (SentiSpan) {span->bytes, n};
	*span = (SentiSpan) {span->bytes + n, span->len - n};
	return word;
}

/* "Account Manager": neither word alone is a role, and "Account" is a field. */
static bool
is_account_manager(SentiSpan word, SentiSpan rest)
{
	SentiSpan	next;

	if (!senti_equals_any_case(word, "account"))
		return false;
	next = take_word(&rest);
	return senti_equals_any_case(next, "manager") || senti_equals_any_case(next, "executive") || senti_equals_any_case(next, "director");
}

/* Words of a name, and what they say about its owner. */
typedef struct Title
{
	SentiRole	role;
	int			words;
	int			names;			/* words that are no role */
	bool		is_name;		/* no field of a form, no words of a sentence */
} Title;

static Title
read_title(SentiSpan span)
{
	Title		title = {SENTI_ROLE_NONE, 0, 0, true};
	bool		is_behind_customer = false;	/* the word before was a customer's */
	bool		is_customer = false;	/* and a comma followed: "Customer, IT Support" */
	SentiSpan	word;

	while (title.is_name && (word = take_word(&span)).len > 0)
	{
		SentiRole	role = role_of_word(word);

		title.words++;
		if (is_behind_customer && is_one_of(word, service_words, SENTI_LENGTH(service_words)))
			role = SENTI_ROLE_TOPIC;
		if (is_account_manager(word, span))
			role = SENTI_ROLE_STAFF;
		is_behind_customer = role == SENTI_ROLE_CUSTOMER;
		if (role > title.role && !is_customer)
			title.role = role;
		if (is_behind_customer && span.len > 0)
		{
			is_customer |= *span.bytes == ',';
			title.is_name &= *span.bytes != '-';	/* "User-Agent:" */
		}
		if (role != SENTI_ROLE_NONE)
			continue;
		title.names++;
		title.is_name &= SENTI_IS_LOWER(word.bytes[0]) ? is_one_of(word, name_words, SENTI_LENGTH(name_words)) :
			!is_one_of(word, field_words, SENTI_LENGTH(field_words));
	}
	title.is_name &= title.words > 0 && title.words <= LABEL_WORDS;
	return title;
}

/* ---- labels ---- */

static bool
has_clock(SentiSpan span)
{
	for (; span.len >= 4; span.bytes++, span.len--)
		if (SENTI_IS_DIGIT(span.bytes[0]) && senti_matches(span, "9:99"))
			return true;
	return false;
}

/* "AM", "p.m." */
static size_t
half_day_length(SentiSpan span)
{
	if (senti_starts_with_any_case(span, "a.m.") || senti_starts_with_any_case(span, "p.m."))
		return 4;
	if (senti_starts_with_any_case(span, "am") || senti_starts_with_any_case(span, "pm"))
		return span.len == 2 || !is_letter(span.bytes[2]) ? 2 : 0;
	return 0;
}

/* Bytes of a bracket from its opening to its closing mark; 0: it is not closed. */
static size_t
bracket_length(SentiSpan span)
{
	const uint8_t *close = NULL;

	if (span.len > 0 && (*span.bytes == '[' || *span.bytes == '(' || *span.bytes == '<'))
		close = memchr(span.bytes, *span.bytes == '(' ? ')' : *span.bytes + 2, span.len < LABEL_BYTES ? span.len : LABEL_BYTES);
	return close ? (size_t) (close - span.bytes) + 1 : 0;
}

/* "(2m 30s)", since the chat began */
static bool
is_elapsed(SentiSpan span)
{
	for (size_t i = 0; i < span.len; i++)
		if (!SENTI_IS_DIGIT(span.bytes[i]) && strchr("hms ", span.bytes[i]) == NULL)
			return false;
	return senti_has_digit(span) && !SENTI_IS_DIGIT(span.bytes[span.len - 1]);
}

/* Without the time that the span begins with, "[10:02:13]", "14/05/24, 10:02 -", "10:02 AM"; false: there is none. */
static bool
skip_time(SentiSpan *span)
{
	size_t		n = bracket_length(*span);
	SentiSpan	inside;

	if (n > 2)
		inside = senti_span_trim(span->bytes + 1, n - 2);
	else
	{
		while (n < span->len && n < TIME_BYTES && (SENTI_IS_DIGIT(span->bytes[n]) || strchr(":.,/- ", span->bytes[n]) ||
												   (span->bytes[n] == 'T' && n + 1 < span->len && SENTI_IS_DIGIT(span->bytes[n + 1]))))
			n++;
		inside = (SentiSpan) {span->bytes, n};
	}
	if (!has_clock(inside) && (*span->bytes != '(' || !is_elapsed(inside)))
		return false;
	*span = senti_span_after(*span, n);
	*span = senti_span_after(*span, half_day_length(*span));
	while (span->len > 0 && strchr("-|]", *span->bytes))
		*span = senti_span_after(*span, 1);
	if (senti_starts_with(*span, "–"))
		*span = senti_span_after(*span, 3);
	return true;
}

/* Without case and punctuation; without_roles: "Agent Dana" is "Dana". */
static uint32_t
hash_name(SentiSpan name, bool without_roles)
{
	uint32_t	hash = 2166136261u;	/* FNV-1a */

	while (name.len > 0)
	{
		SentiSpan	rest = name;
		SentiSpan	word = is_letter(*name.bytes) ? take_word(&rest) : (SentiSpan) {name.bytes, 1};

		name = (SentiSpan) {name.bytes + word.len, name.len - word.len};
		if (without_roles && is_letter(*word.bytes) && role_of_word(word) != SENTI_ROLE_NONE)
			continue;
		for (size_t i = 0; i < word.len; i++)
			if (is_letter(word.bytes[i]) || SENTI_IS_DIGIT(word.bytes[i]))
				hash = (hash ^ senti_small(word.bytes[i])) * 16777619u;
	}
	return hash;
}

/* The name alone: what stands before a company, a role in brackets, a time. */
static SentiSpan
own_name(SentiSpan span)
{
	static const char ends[][8] = {"(", "[", "<", ", ", " - ", " – ", " | ", " from ", " @ ", " at "};

	for (size_t n = 1; n < span.len; n++)
		for (size_t e = 0; e < SENTI_LENGTH(ends); e++)
			if (span.bytes[n] == (uint8_t) ends[e][0] && senti_starts_with((SentiSpan) {span.bytes + n, span.len - n}, ends[e]))
				return senti_span_trim(span.bytes, n);
	return span;
}

/* Without stars of bold print around. */
static SentiSpan
without_stars(SentiSpan span)
{
	while (span.len > 0 && (*span.bytes == '*' || *span.bytes == '_'))
		span = senti_span_after(span, 1);
	while (span.len > 0 && (span.bytes[span.len - 1] == '*' || span.bytes[span.len - 1] == '_'))
		span = senti_span_trim(span.bytes, span.len - 1);
	return span;
}

/* Is the span a speaker's name, with at most a role and a time behind it? */
static bool
read_name(SentiSpan span, SentiLabel *label)
{
	SentiSpan	name;
	SentiSpan	behind;
	Title		title;
	SentiRole	role = SENTI_ROLE_NONE;

	span = without_stars(span);
	/* "[Agent]" */
	if (bracket_length(span) == span.len && span.len > 2)
		span = senti_span_trim(span.bytes + 1, span.len - 2);
	if (span.len == 0 || !is_letter(*span.bytes))
		return false;
	for (size_t n = 1; n < span.len; n++)
	{
		/* "Jo Doe, 10:02 AM" */
		behind = (SentiSpan) {span.bytes + n, span.len - n};
		if (SENTI_IS_DIGIT(*behind.bytes) && !SENTI_IS_DIGIT(behind.bytes[-1]) && skip_time(&behind))
		{
			if (behind.len > 0)
				return false;
			label->has_time = true;
			span = senti_span_trim(span.bytes, n);
			break;
		}
		if (strchr("!?\"=;{}$%\\", span.bytes[n]))
			return false;
	}
	name = own_name(span);
	behind = senti_span_after(span, name.len);
	title = read_title(name);
	if (!title.is_name)
		return false;
	/* a role in brackets or behind the name says more than one in it */
	for (size_t n; (n = bracket_length(behind)) > 0; behind = senti_span_after(behind, n))
	{
		SentiSpan	inside = senti_span_trim(behind.bytes + 1, n - 2);
		SentiRole	found = read_title(inside).role;

		label->has_time |= has_clock(inside);
		role = found > role ? found : role;
	}
	if (behind.len > 0)
	{
		Title		company = read_title(behind);

		if (company.words > 0 && !company.is_name)
			return false;
		role = company.role > role ? company.role : role;
	}
	if (role == SENTI_ROLE_NONE || title.role == SENTI_ROLE_CUSTOMER)
		role = title.role;
	/* with a name it is nobody's topic */
	if (role == SENTI_ROLE_TOPIC && (title.names > 0 || title.role != SENTI_ROLE_TOPIC))
		role = SENTI_ROLE_STAFF;
	label->role = role;
	label->name = hash_name(name, title.names > 0);
	return true;
}

/* Where what is said begins, behind " - " or a bar; 0: there is none. */
static size_t
divider_length(SentiSpan span)
{
	static const char dividers[][8] = {" - ", " | ", " – "};

	for (size_t i = 0; i < SENTI_LENGTH(dividers); i++)
		if (senti_starts_with(span, dividers[i]))
			return strlen(dividers[i]);
	return 0;
}

bool
senti_read_label(SentiSpan line, SentiLabel *label)
{
	bool		is_cue = senti_starts_with(line, "<v ");
	size_t		limit = line.len < LABEL_BYTES ? line.len : LABEL_BYTES;

	if (!is_cue && line.len > 0 && *line.bytes != '(' && memchr(line.bytes, ':', limit) == NULL)
		return false;
	*label = (SentiLabel) {0};
	if (is_cue)
	{
		size_t		n = bracket_length(line);

		label->has_time = true;	/* stands above it */
		label->speech = senti_span_after(line, n);
		return n > 4 && read_name(senti_span_trim(line.bytes + 3, n - 4), label);
	}
	line = without_stars(line);
	label->has_time = skip_time(&line);
	if (line.len < 2 || (!is_letter(*line.bytes) && *line.bytes != '[' && *line.bytes != '('))
		return false;
	limit = line.len < LABEL_BYTES ? line.len : LABEL_BYTES;
	for (size_t n = 1; n < limit; n++)
	{
		uint8_t		next = n + 1 < line.len ? line.bytes[n + 1] : ' ';

		if (line.bytes[n] != ':' || (!SENTI_IS_BLANK(next) && next != '*' && next != '_'))
			continue;
		label->speech = without_stars(senti_span_after(line, n + 1));
		if (read_name(senti_span_trim(line.bytes, n), label))
			return true;
		break;
	}
	for (size_t n = 1; label->has_time && n < limit; n++)
	{
		size_t		divider = divider_length((SentiSpan) {line.bytes + n, line.len - n});

		label->speech = senti_span_after(line, n + divider);
		if (divider > 0 && read_name(senti_span_trim(line.bytes, n), label))
			return true;
	}
	/* "10:02 AM Dana [Agent]", "Dana Lee  0:03": what is said stands below */
	label->speech = (SentiSpan) {line.bytes, 0};
	return line.len < LABEL_BYTES && (label->has_time || has_clock(line)) && read_name(line, label) && label->has_time;
}

/* ---- system lines ---- */

bool
senti_is_system_line(SentiSpan line)
{
	static const char starts[][24] = {
		"webvtt", "chat started", "chat ended", "chat transcript", "chat origin", "chat closed", "chat id", "call started", "call ended",
		"call duration", "call transcript", "call recording", "conversation started", "conversation ended", "conversation closed",
		"session started", "session ended", "recording started", "recording stopped", "transcript of", "duration:", "you are now chatting",
		"you are now connected"
	};
	static const char events[][24] = {
		" has joined", " has left", " has disconnected", " joined the c", " left the c", " entered the c", " ended the c", " closed the c",
		" transferred the c", " joined the meeting", " left the meeting", " was transferred to", " is typing"
	};

	if (line.len > 2 && SENTI_IS_DIGIT(*line.bytes) && senti_contains(line, " --> "))
		return true;
	skip_time(&line);
	while (line.len > 0 && strchr("*-=#[(", *line.bytes))
		line = senti_span_after(line, 1);
	if (senti_starts_with_any_case(line, "system: "))
		line = senti_span_after(line, 8);
	if (line.len == 0 || line.len > 100 || strchr("?!,", line.bytes[line.len - 1]))
		return false;
	if (senti_starts_with_one(line, starts[0], sizeof(starts[0]), SENTI_LENGTH(starts)))
		return !senti_has_first_person(line) && (has_clock(line) || !senti_is_sentence(line));
	/* whoever does it has a name */
	for (size_t n = 1; n < line.len; n++)
		if (line.bytes[n] == ' ' && senti_starts_with_one((SentiSpan) {line.bytes + n, line.len - n}, events[0], sizeof(events[0]), SENTI_LENGTH(events)))
			return read_title((SentiSpan) {line.bytes, n}).is_name && !senti_has_speaker(line);
	return false;
}
