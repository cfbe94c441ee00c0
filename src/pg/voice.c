/*
 * voice.c - clean, segments: the customer's own words, and whose the others are
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "finding_list.h"
#include "model.h"
#include "polarity.h"
#include "senti_params.h"
#include "text_scan.h"

/* Lines of one voice in a row, as bytes; blank lines part them. */
typedef struct Run
{
	uint32		start;
	uint32		end;			/* without the last line's end */
	SentiVoice	voice;
} Run;

/* Where the lines of a text are; start with zeros. */
typedef struct LineWalk
{
	SentiStructure structure;
	Run			line;			/* the line after the run, when there is one */
	uint32		pos;			/* of the line after that */
	bool		has_line;
} LineWalk;

static bool
next_line(LineWalk *walk, const TextScan *scan)
{
	size_t		line_len;

	CHECK_FOR_INTERRUPTS();
	if (walk->pos >= scan->len)
		return false;
	walk->line.start = walk->pos;
	walk->line.voice = senti_structure_line(&walk->structure, scan->bytes + walk->pos, scan->len - walk->pos, &line_len);
	walk->line.end = walk->pos + line_len;
	walk->pos = walk->line.end + 1;
	return true;
}

/* The next run that is not blank; false at the end of the text. */
static bool
next_run(LineWalk *walk, const TextScan *scan, Run *run)
{
	if (!walk->has_line && !next_line(walk, scan))
		return false;
	*run = walk->line;
	while ((walk->has_line = next_line(walk, scan)) && walk->line.voice == run->voice)
		run->end = walk->line.end;
	return run->voice != SENTI_VOICE_BLANK || next_run(walk, scan, run);
}

/* ---- clean ---- */

PG_FUNCTION_INFO_V1(sentiment_clean);
Datum
sentiment_clean(PG_FUNCTION_ARGS)
{
	StringInfoData own;
	LineWalk	walk = {0};
	TextScan	scan;
	Run			run;

	text_scan_open(&scan, PG_GETARG_TEXT_PP(0), &senti_scorer_rules);
	initStringInfo(&own);
	while (next_run(&walk, &scan, &run))
	{
		if (run.voice != SENTI_VOICE_CUSTOMER)
			continue;
		/* the blank line stands for what is left out: no sentence goes on across it */
		if (own.len > 0)
			appendStringInfoString(&own, "\n\n");
		appendBinaryStringInfo(&own, (const char *) scan.bytes + run.start, run.end - run.start);
	}
	PG_RETURN_TEXT_P(server_text(own.data, own.len));
}

PG_FUNCTION_INFO_V1(sentiment_has_speakers);
Datum
sentiment_has_speakers(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(text_has_speakers(PG_GETARG_TEXT_PP(0)));
}

/* ---- segments ---- */

/* A clause of the customer's, or a run of other lines. */
typedef struct Segment
{
	Run			run;			/* without white space around */
	int64		sum;			/* micro: weighted values of its findings */
	SentiVotes votes;
} Segment;

typedef struct SegmentList
{
	Segment    *items;
	int			count;
	int			size;			/* items that fit */
	const uint8_t *bytes;
	FindingList found;
} SegmentList;

static void
append_segment(SegmentList *list, uint32 start, uint32 end, SentiVoice voice)
{
	Segment    *segment;

	senti_trim(list->bytes, &start, &end);
	if (start == end)
		return;
	if (list->count == list->size)
	{
		list->size *= 2;
		list->items = repalloc_huge(list->items, sizeof(Segment) * list->size);
	}
	segment = &list->items[list->count++];
	segment->run = (Run) {start, end, voice};
	segment->sum = 0;
	memset(&segment->votes, 0, sizeof(segment->votes));
}

/* Cut the customer's runs where a clause begins; what stands before the first belongs to it. */
static void
cut_runs(SegmentList *list, const TextScan *scan)
{
	LineWalk	walk = {.structure.is_whole = scan->scan.scanner.structure.is_whole};
	Run			run;
	uint32		clause_end = 0; /* of the clause before */
	int			c = 0;

	while (next_run(&walk, scan, &run))
	{
		uint32		start = run.start;
		bool		is_first = true;

		for (; c < list->found.clause_count; c++)
		{
			uint32		begin = senti_back_to_blank(list->bytes, clause_end, list->found.clauses[c].start);

			if (begin >= run.end)
				break;
			clause_end = list->found.clauses[c].end;
			if (!is_first)
			{
				append_segment(list, start, begin, run.voice);
				start = begin;
			}
			is_first = false;
		}
		append_segment(list, start, run.end, run.voice);
	}
}

/* The last segment that begins at or before a byte. */
static Segment *
segment_at(SegmentList *list, uint32 byte)
{
	int			low = 0;
	int			high = list->count;

	while (high - low > 1)
	{
		int			middle = low + (high - low) / 2;

		if (list->items[middle].run.start <= byte)
			low = middle;
		else
			high = middle;
	}
	return &list->items[low];
}

/* Give each finding and each clause to its segment. */
static void
add_found(SegmentList *list, const SentiScan *scan)
{
	for (int f = 0; f < list->found.count; f++)
		segment_at(list, list->found.items[f].clause_start)->sum += senti_weighted_micro(scan, f, &list->found.items[f]);
	for (int c = 0; c < list->found.clause_count; c++)
		senti_votes_add(&segment_at(list, list->found.clauses[c].start)->votes, &list->found.clauses[c].votes);
}

PG_FUNCTION_INFO_V1(sentiment_segments);
Datum
sentiment_segments(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result_info = (ReturnSetInfo *) fcinfo->resultinfo;
	SegmentList list = {.size = 32};
	Oid			polarity_type;
	TextScan	scan;

	InitMaterializedSRF(fcinfo, 0);
	polarity_type = TupleDescAttr(result_info->setDesc, 6)->atttypid;
	list.items = palloc(sizeof(Segment) * list.size);
	text_scan_open(&scan, PG_GETARG_TEXT_PP(0), call_scorer(fcinfo, 1));
	list.bytes = scan.bytes;
	finding_list_hear(&list.found, &scan.scan);
	text_scan_run(&scan);
	cut_runs(&list, &scan);
	add_found(&list, &scan.scan);
	for (int i = 0; i < list.count; i++)
	{
		const Segment *segment = &list.items[i];
		int32		first = text_scan_char(&scan, segment->run.start);
		int32		score_e4 = senti_part_score_e4(&scan.scan, segment->sum, &segment->votes);
		bool		is_scored = scan.result.is_scored && segment->run.voice == SENTI_VOICE_CUSTOMER;
		Datum		values[7];
		bool		nulls[7] = {false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = Int32GetDatum(first + 1);
		values[2] = Int32GetDatum(text_scan_char(&scan, segment->run.end) - first);
		values[3] = PointerGetDatum(text_scan_slice(&scan, segment->run.start, segment->run.end));
		values[4] = CStringGetTextDatum(senti_voice_name(segment->run.voice));
		values[5] = score_datum(score_e4);
		values[6] = ObjectIdGetDatum(polarity_value(polarity_type, senti_label(score_e4, SENTI_NEUTRAL_BAND_E4)));
		nulls[5] = nulls[6] = !is_scored;
		tuplestore_putvalues(result_info->setResult, result_info->setDesc, values, nulls);
	}
	return (Datum) 0;
}
