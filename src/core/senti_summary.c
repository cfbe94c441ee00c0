/*
 * senti_summary.c - exact sums and what is read from them
 */
#include "senti_summary.h"

#include <string.h>

#include "senti_params.h"

#define SECONDS_PER_DAY 86400.0

void
senti_summary_init(SentiSummary *summary)
{
	memset(summary, 0, sizeof(*summary));
	summary->version = SENTI_SUMMARY_VERSION;
}

static bool
add_int64(int64_t *sum, int64_t value)
{
	return !__builtin_add_overflow(*sum, value, sum);
}

/* a * b where b may not fit 64 bits: a * b * c with |b * c| < 2^63 by their ranges */
static bool
add_product(SentiWide *sum, int64_t a, int64_t b)
{
	return senti_wide_add(sum, senti_wide_product(a, b));
}

/* Add the row sign times; sign is 1 or -1. */
static bool
accumulate(SentiSummary *summary, const SentiRow *row, int64_t sign)
{
	int64_t		weight = sign * row->weight_mille;
	int64_t		ws = weight * row->score_e4;
	int64_t		is_positive = row->score_e4 > SENTI_NEUTRAL_BAND_E4;
	int64_t		is_negative = row->score_e4 < -SENTI_NEUTRAL_BAND_E4;
	bool		ok = add_int64(&summary->n, sign) &&
		add_int64(&summary->weight, weight) &&
		add_int64(&summary->sum_ws, ws) &&
		add_product(&summary->sum_wss, ws, row->score_e4);

	/* no branches: the sign of the next score cannot be predicted; no checks: n and weight bound these */
	summary->positives += is_positive * sign;
	summary->positive_weight += is_positive * weight;
	summary->negatives += is_negative * sign;
	summary->negative_weight += is_negative * weight;
	if (row->has_time)
	{
		/* weight * seconds is at most 10^18 */
		int64_t		wt = weight * row->seconds;

		summary->timed_n += sign;
		summary->timed_weight += weight;
		ok = ok && add_int64(&summary->timed_ws, ws) &&
			add_product(&summary->sum_wt, wt, 1) &&
			add_product(&summary->sum_wtt, wt, row->seconds) &&
			add_product(&summary->sum_wst, ws, row->seconds);
	}
	return ok;
}

bool
senti_summary_add(SentiSummary *summary, const SentiRow *row)
{
	return accumulate(summary, row, 1);
}

bool
senti_summary_remove(SentiSummary *summary, const SentiRow *row)
{
	return accumulate(summary, row, -1);
}

bool
senti_summary_merge(SentiSummary *summary, const SentiSummary *other)
{
	return add_int64(&summary->n, other->n) &&
		add_int64(&summary->positives, other->positives) &&
		add_int64(&summary->negatives, other->negatives) &&
		add_int64(&summary->weight, other->weight) &&
		add_int64(&summary->positive_weight, other->positive_weight) &&
		add_int64(&summary->negative_weight, other->negative_weight) &&
		add_int64(&summary->sum_ws, other->sum_ws) &&
		senti_wide_add(&summary->sum_wss, other->sum_wss) &&
		add_int64(&summary->timed_n, other->timed_n) &&
		add_int64(&summary->timed_weight, other->timed_weight) &&
		add_int64(&summary->timed_ws, other->timed_ws) &&
		senti_wide_add(&summary->sum_wt, other->sum_wt) &&
		senti_wide_add(&summary->sum_wtt, other->sum_wtt) &&
		senti_wide_add(&summary->sum_wst, other->sum_wst);
}

bool
senti_summary_unmerge(SentiSummary *summary, const SentiSummary *other)
{
	SentiSummary negative = *other;

	negative.n = -other->n;
	negative.positives = -other->positives;
	negative.negatives = -other->negatives;
	negative.weight = -other->weight;
	negative.positive_weight = -other->positive_weight;
	negative.negative_weight = -other->negative_weight;
	negative.sum_ws = -other->sum_ws;
	negative.sum_wss = senti_wide_negate(other->sum_wss);
	negative.timed_n = -other->timed_n;
	negative.timed_weight = -other->timed_weight;
	negative.timed_ws = -other->timed_ws;
	negative.sum_wt = senti_wide_negate(other->sum_wt);
	negative.sum_wtt = senti_wide_negate(other->sum_wtt);
	negative.sum_wst = senti_wide_negate(other->sum_wst);
	return senti_summary_merge(summary, &negative);
}

/* ---- validity ---- */

static int
compare_wide(SentiWide a, SentiWide b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return a.low == b.low ? 0 : a.low < b.low ? -1 : 1;
}

/* Is -limit * unit <= sum <= limit * unit? */
static bool
is_within(SentiWide sum, int64_t limit, int64_t unit)
{
	SentiWide	bound = senti_wide_product(limit, unit);

	return compare_wide(sum, bound) <= 0 && compare_wide(sum, senti_wide_negate(bound)) >= 0;
}

static bool
is_weight_of(int64_t weight, int64_t n)
{
	return n >= 0 && n <= INT64_MAX / SENTI_WEIGHT_MAX && weight >= n && weight <= n * SENTI_WEIGHT_MAX;
}

bool
senti_summary_is_valid(const SentiSummary *summary)
{
	const SentiSummary *s = summary;
	SentiWide	zero = {0, 0};

	return s->version == SENTI_SUMMARY_VERSION && s->reserved == 0 &&
		is_weight_of(s->weight, s->n) &&
		is_weight_of(s->positive_weight, s->positives) &&
		is_weight_of(s->negative_weight, s->negatives) &&
		is_weight_of(s->timed_weight, s->timed_n) &&
		s->positives <= s->n - s->negatives &&
		s->positive_weight <= s->weight - s->negative_weight &&
		s->timed_n <= s->n && s->timed_weight <= s->weight &&
		is_within(senti_wide_product(s->sum_ws, 1), s->weight, 10000) &&
		is_within(s->sum_wss, s->weight, 100000000) && compare_wide(s->sum_wss, zero) >= 0 &&
		is_within(senti_wide_product(s->timed_ws, 1), s->timed_weight, 10000) &&
		is_within(s->sum_wt, s->timed_weight, SENTI_SECONDS_MAX) &&
		(s->timed_n > 0 || (compare_wide(s->sum_wtt, zero) == 0 && compare_wide(s->sum_wst, zero) == 0)) &&
		compare_wide(s->sum_wtt, zero) >= 0;
}

/* ---- results ---- */

bool
senti_summary_net(const SentiSummary *summary, double *net)
{
	if (summary->weight <= 0)
		return false;
	*net = 100.0 * (double) (summary->positive_weight - summary->negative_weight) / (double) summary->weight;
	return true;
}

bool
senti_summary_mean(const SentiSummary *summary, double *mean)
{
	if (summary->weight <= 0)
		return false;
	*mean = (double) summary->sum_ws / ((double) summary->weight * 10000.0);
	return true;
}

/*
 * sum w (s - p)^2 = sum_wss - 2 p sum_ws + p^2 W, exact in integers for a whole
 * pivot p near the mean; what is left after the pivot is small.
 */
bool
senti_summary_variance(const SentiSummary *summary, double *variance)
{
	int64_t		pivot;
	int64_t		rest;
	SentiWide	central;
	double		weight = (double) summary->weight;
	double		mean_rest;
	double		result;

	if (summary->weight <= 0)
		return false;
	pivot = summary->sum_ws / summary->weight;
	rest = summary->sum_ws - pivot * summary->weight;
	central = summary->sum_wss;
	/* -2 p sum_ws + p^2 W = -p (sum_ws + rest) */
	if (!add_product(&central, -pivot, summary->sum_ws) || !add_product(&central, -pivot, rest))
		return false;
	mean_rest = (double) rest / weight;
	result = senti_wide_to_double(central) / weight - mean_rest * mean_rest;
	*variance = result > 0 ? result / 1e8 : 0;
	return true;
}

/* floor-free quotient of a wide sum by a positive weight, to the second; only a pivot, need not be exact */
static int64_t
pivot_time(const SentiSummary *summary)
{
	return (int64_t) (senti_wide_to_double(summary->sum_wt) / (double) summary->timed_weight);
}

/* wide * small, exact for what a valid summary holds */
static bool
subtract_scaled(SentiWide *sum, SentiWide value, int64_t factor)
{
	/* value = high * 2^32 * 2^32 + middle * 2^32 + low, in three products that fit */
	bool		is_negative = value.high < 0;
	SentiWide	size = is_negative ? senti_wide_negate(value) : value;
	int64_t		sign = is_negative ? factor : -factor;
	SentiWide	low = senti_wide_product((int64_t) (size.low & UINT32_MAX), sign);
	SentiWide	middle = senti_wide_product((int64_t) (size.low >> 32), sign);
	SentiWide	high = senti_wide_product(size.high, sign);
	SentiWide	shifted;

	shifted.high = (int64_t) (((uint64_t) middle.high << 32) | (middle.low >> 32));
	shifted.low = middle.low << 32;
	if ((middle.high >> 31) != 0 && (middle.high >> 31) != -1)
		return false;
	if (high.high != 0 && high.high != -1)
		return false;
	high.high = (int64_t) high.low;
	high.low = 0;
	return senti_wide_add(sum, low) && senti_wide_add(sum, shifted) && senti_wide_add(sum, high);
}

bool
senti_summary_trend(const SentiSummary *summary, double *trend)
{
	int64_t		pivot;
	SentiWide	wt;				/* sum of weight * (time - pivot) */
	SentiWide	wtt;			/* sum of weight * (time - pivot)^2 */
	SentiWide	wst;			/* sum of weight * score * (time - pivot) */
	double		weight = (double) summary->timed_weight;
	double		mean_time;
	double		spread;
	double		shared;

	if (summary->timed_weight <= 0)
		return false;
	pivot = pivot_time(summary);
	wt = summary->sum_wt;
	wtt = summary->sum_wtt;
	wst = summary->sum_wst;
	/* (t - p)^2 = t^2 - p t - p (t - p) */
	if (!add_product(&wt, -pivot, summary->timed_weight) ||
		!subtract_scaled(&wtt, summary->sum_wt, pivot) ||
		!subtract_scaled(&wtt, wt, pivot) ||
		!add_product(&wst, -pivot, summary->timed_ws))
		return false;
	mean_time = senti_wide_to_double(wt) / weight;
	spread = senti_wide_to_double(wtt) - mean_time * senti_wide_to_double(wt);
	shared = senti_wide_to_double(wst) - mean_time * (double) summary->timed_ws;
	if (!(spread > 0) || (wtt.high == 0 && wtt.low == 0))
		return false;
	*trend = shared / spread / 10000.0 * SECONDS_PER_DAY;
	return true;
}

/* ---- text form ---- */

static char *
print_digits(char *out, uint64_t value, unsigned base)
{
	char		digits[24];
	int			n = 0;

	do
	{
		digits[n++] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value > 0);
	while (n > 0)
		*out++ = digits[--n];
	return out;
}

static char *
print_int64(char *out, int64_t value)
{
	uint64_t	size = (uint64_t) value;

	if (value < 0)
	{
		*out++ = '-';
		size = 0 - size;
	}
	return print_digits(out, size, 10);
}

static char *
print_wide(char *out, SentiWide value)
{
	if (value.high < 0)
	{
		*out++ = '-';
		value = senti_wide_negate(value);
	}
	if (value.high != 0)
	{
		out = print_digits(out, (uint64_t) value.high, 16);
		for (int shift = 60; shift >= 0; shift -= 4)
			*out++ = "0123456789abcdef"[value.low >> shift & 15];
		return out;
	}
	return print_digits(out, value.low, 16);
}

/* The fields of the text form, in order; one list for both directions. */
#define SUMMARY_FIELDS(INT, WIDE) \
	INT(n) INT(positives) INT(negatives) \
	INT(weight) INT(positive_weight) INT(negative_weight) \
	INT(sum_ws) WIDE(sum_wss) \
	INT(timed_n) INT(timed_weight) INT(timed_ws) \
	WIDE(sum_wt) WIDE(sum_wtt) WIDE(sum_wst)

size_t
senti_summary_print(const SentiSummary *summary, char *out)
{
	char	   *p = out;

	*p++ = '(';
	p = print_digits(p, summary->version, 10);
#define PRINT_INT(field) *p++ = ','; p = print_int64(p, summary->field);
#define PRINT_WIDE(field) *p++ = ','; p = print_wide(p, summary->field);
	SUMMARY_FIELDS(PRINT_INT, PRINT_WIDE)
	*p++ = ')';
	*p = '\0';
	return (size_t) (p - out);
}

/* Digits of a base up to 16 into 128 bits, as print writes them; NULL on anything else. */
static const char *
parse_number(const char *text, unsigned base, SentiWide *value)
{
	bool		is_negative = *text == '-';
	const char *first;

	text += is_negative;
	first = text;
	value->high = 0;
	value->low = 0;
	for (;; text++)
	{
		unsigned	digit;
		SentiWide	product;
		uint64_t	low_bits;

		if (*text >= '0' && *text <= '9')
			digit = (unsigned) (*text - '0');
		else if (base == 16 && *text >= 'a' && *text <= 'f')
			digit = (unsigned) (*text - 'a') + 10;
		else
			break;
		if (value->high > (INT64_MAX - 15) / (int64_t) base)
			return NULL;
		/* value * base + digit, by halves */
		low_bits = (value->low & UINT32_MAX) * base + digit;
		product.low = (value->low >> 32) * base + (low_bits >> 32);
		product.high = (int64_t) ((uint64_t) value->high * base + (product.low >> 32));
		value->low = (product.low << 32) | (low_bits & UINT32_MAX);
		value->high = product.high;
	}
	if (text == first || (*first == '0' && (text > first + 1 || is_negative)))
		return NULL;
	if (is_negative)
		*value = senti_wide_negate(*value);
	return text;
}

static const char *
parse_int64(const char *text, int64_t *value)
{
	SentiWide	wide;

	text = *text == ',' ? parse_number(text + 1, 10, &wide) : NULL;
	if (!text || wide.high != ((int64_t) wide.low < 0 ? -1 : 0))
		return NULL;
	*value = (int64_t) wide.low;
	return text;
}

static const char *
parse_wide(const char *text, SentiWide *value)
{
	return *text == ',' ? parse_number(text + 1, 16, value) : NULL;
}

bool
senti_summary_parse(const char *text, SentiSummary *summary)
{
	SentiWide	version;

	senti_summary_init(summary);
	if (*text != '(' || !(text = parse_number(text + 1, 10, &version)) ||
		version.high != 0 || version.low != SENTI_SUMMARY_VERSION)
		return false;
#define PARSE_INT(field) if (!(text = parse_int64(text, &summary->field))) return false;
#define PARSE_WIDE(field) if (!(text = parse_wide(text, &summary->field))) return false;
	SUMMARY_FIELDS(PARSE_INT, PARSE_WIDE)
	return strcmp(text, ")") == 0 && senti_summary_is_valid(summary);
}
