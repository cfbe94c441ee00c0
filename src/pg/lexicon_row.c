/*
 * lexicon_row.c - one row of table lexicon, checked; the trigger that does so
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "config_table.h"
#include "lexicon_row.h"
#include "pg_compat.h"
#include "senti_inflect.h"
#include "text_scan.h"

/* What is wrong with a row. */
typedef struct Fault
{
	int			code;			/* SQLSTATE */
	char	   *message;
	char	   *detail;			/* NULL: none */
	char	   *hint;
} Fault;

static bool
set_fault(Fault *fault, int code, char *message, char *detail, char *hint)
{
	*fault = (Fault) {code, message, detail, hint};
	return false;
}

static const char *
class_name(int i)
{
	return senti_class_name(i);
}

static const char *
topic_name(int i)
{
	return senti_topic_name((SentiTopic) i);
}

static const char *
emotion_name(int i)
{
	return senti_emotion_name((SentiEmotion) i);
}

/* Names of a closed list, from the first that says something. */
static char *
list_names(const char *(*name) (int), int from, int count)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = from; i < count; i++)
		appendStringInfo(&list, "%s%s", i > from ? ", " : "", name(i));
	return list.data;
}

/* ---- columns ---- */

static bool
read_term(text *value, SentiSiteTerm *term, Fault *fault)
{
	uint8_t		folded[SENTI_TERM_BYTES_MAX];
	TextScan	scan;
	SentiTermStatus status;

	text_scan_open(&scan, value, &senti_scorer_rules);
	status = senti_term_fold(scan.bytes, scan.len, folded, &term->len);
	if (status == SENTI_TERM_OK)
		status = senti_forms_check(folded, term->len, term->inflect);
	if (status != SENTI_TERM_OK)
		return set_fault(fault, ERRCODE_INVALID_PARAMETER_VALUE,
						 psprintf("invalid sentiment term \"%s\"", text_to_cstring(value)),
						 pstrdup(senti_term_message(status)), NULL);
	term->text = memcpy(palloc(term->len), folded, term->len);
	return true;
}

static bool
read_valence(float4 valence, SentiSiteTerm *term, Fault *fault)
{
	if (!(valence >= -4.0f && valence <= 4.0f))
		return set_fault(fault, ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE,
						 psprintf("valence %g is out of range", valence),
						 pstrdup("Valences are from -4 (extremely bad) to 4 (extremely good)."), NULL);
	term->entry.valence_mille = (int16_t) rint(valence * 1000.0);
	if (term->entry.valence_mille != 0 && (term->entry.classes & SENTI_CLASS(TECHNICAL)))
		return set_fault(fault, ERRCODE_INVALID_PARAMETER_VALUE,
						 pstrdup("a technical term has no valence"),
						 psprintf("Class technical says that a word sounds bad and is not; the valence is %g.", valence), NULL);
	return true;
}

static bool
read_class(text *value, SentiSiteTerm *term, Fault *fault)
{
	size_t		unknown;

	if (senti_classes_parse(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &term->entry.classes, &unknown))
		return true;
	return set_fault(fault, ERRCODE_INVALID_PARAMETER_VALUE,
					 psprintf("unknown class in \"%s\"", text_to_cstring(value)),
					 psprintf("It is none from \"%s\" on. Classes are: %s.", text_to_cstring(value) + unknown,
							  list_names(class_name, 0, SENTI_CLASS_COUNT)),
					 pstrdup("Separate classes by commas, without blanks."));
}

static bool
read_inflect(text *value, SentiSiteTerm *term, Fault *fault)
{
	if (senti_inflect_find(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &term->inflect))
		return true;
	return set_fault(fault, ERRCODE_INVALID_PARAMETER_VALUE,
					 psprintf("unknown inflection \"%s\"", text_to_cstring(value)),
					 pstrdup("n makes a plural; v makes -s, -ed, -ing; a makes -er, -est; vd and ad double the last consonant."), NULL);
}

static bool
read_topic(text *value, SentiSiteTerm *term, Fault *fault)
{
	SentiTopic	topic;
	bool		is_known = senti_topic_find(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &topic);

	term->entry.topic = (uint8_t) topic;
	return is_known ||
		set_fault(fault, ERRCODE_INVALID_PARAMETER_VALUE,
				  psprintf("unknown topic \"%s\"", text_to_cstring(value)),
				  psprintf("Topics are: %s.", list_names(topic_name, SENTI_TOPIC_NONE + 1, SENTI_TOPIC_COUNT)), NULL);
}

static bool
read_emotion(text *value, SentiSiteTerm *term, Fault *fault)
{
	SentiEmotion emotion;
	bool		is_known = senti_emotion_find(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &emotion);

	term->entry.emotion = (uint8_t) emotion;
	return is_known ||
		set_fault(fault, ERRCODE_INVALID_PARAMETER_VALUE,
				  psprintf("unknown emotion \"%s\"", text_to_cstring(value)),
				  psprintf("Emotions are: %s.", list_names(emotion_name, SENTI_EMOTION_NONE + 1, SENTI_EMOTION_COUNT)), NULL);
}

/* ---- the row ---- */

static bool
read_columns(const Datum *values, const bool *nulls, SentiSiteTerm *term, Fault *fault)
{
	memset(term, 0, sizeof(*term));
	term->is_removed = nulls[LEXICON_VALENCE] && nulls[LEXICON_CLASS] && nulls[LEXICON_TOPIC] && nulls[LEXICON_EMOTION];
	return (nulls[LEXICON_CLASS] || read_class(DatumGetTextPP(values[LEXICON_CLASS]), term, fault)) &&
		(nulls[LEXICON_VALENCE] || read_valence(DatumGetFloat4(values[LEXICON_VALENCE]), term, fault)) &&
		(nulls[LEXICON_INFLECT] || read_inflect(DatumGetTextPP(values[LEXICON_INFLECT]), term, fault)) &&
		(nulls[LEXICON_TOPIC] || read_topic(DatumGetTextPP(values[LEXICON_TOPIC]), term, fault)) &&
		(nulls[LEXICON_EMOTION] || read_emotion(DatumGetTextPP(values[LEXICON_EMOTION]), term, fault)) &&
		read_term(DatumGetTextPP(values[LEXICON_TERM]), term, fault);
}

bool
lexicon_row_read(const Datum *values, const bool *nulls, SentiSiteTerm *term, int level)
{
	Fault		fault;

	if (read_columns(values, nulls, term, &fault))
		return true;
	if (level >= ERROR)
		ereport(level,
				(errcode(fault.code),
				 errmsg("%s", fault.message),
				 fault.detail ? errdetail("%s", fault.detail) : 0,
				 fault.hint ? errhint("%s", fault.hint) : 0));
	else
		ereport(level,
				(errcode(fault.code),
				 errmsg("term \"%s\" of table lexicon is left out: %s", TextDatumGetCString(values[LEXICON_TERM]), fault.message),
				 errhint("Update or delete the row.")));
	return false;
}

/* BEFORE trigger: checks a row, stores the term folded, and who changed it when. */
PG_FUNCTION_INFO_V1(sentiment_lexicon_check);
Datum
sentiment_lexicon_check(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = config_row_trigger(fcinfo, "lexicon_check", LEXICON_COLUMNS);
	TupleDesc	tuple_desc = RelationGetDescr(trigger->tg_relation);
	HeapTuple	row = config_new_row(trigger);
	Datum		values[LEXICON_COLUMNS];
	bool		nulls[LEXICON_COLUMNS];
	SentiSiteTerm term;

	heap_deform_tuple(row, tuple_desc, values, nulls);
	if (nulls[LEXICON_TERM])
		return PointerGetDatum(row);	/* its column refuses that */

	(void) lexicon_row_read(values, nulls, &term, ERROR);
	values[LEXICON_TERM] = PointerGetDatum(server_text((const char *) term.text, (int) term.len));
	if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
	{
		config_stamp(&values[LEXICON_CHANGED_AT], &values[LEXICON_CHANGED_BY]);
		nulls[LEXICON_CHANGED_AT] = nulls[LEXICON_CHANGED_BY] = false;
	}
	return PointerGetDatum(heap_form_tuple(tuple_desc, values, nulls));
}
