/*
 * senti_summary.c - exact sums and what is read from them
 */
#include "senti_summary.h"

#include <string.h>

#include "senti_params.h"
#include "senti_score.h"

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

static bool
subtract_int64(int64_t *sum, int64_t value)
{
	return !__builtin_sub_overflow(*sum, value, sum);
}

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
#define MERGE_INT(field) && add_int64(&summary->field, other->field)
#define MERGE_WIDE(field) && senti_wide_add(&summary->field, other->field)
	return true SENTI_SUMMARY_FIELDS(MERGE_INT, MERGE_WIDE);
}

bool
senti_summary_unmerge(SentiSummary *summary, const SentiSummary *other)
{
#define UNMERGE_INT(field) && subtract_int64(&summary->field, other->field)
#define UNMERGE_WIDE(field) && senti_wide_subtract(&summary->field, other->field)
	return true SENTI_SUMMARY_FIELDS(UNMERGE_INT, UNMERGE_WIDE);
}

/* ---- moments about the mean ---- */

/* Sums of weight * (x - pivot) and of weight * (x - pivot)^2 for a whole pivot next to the mean of x. */
typedef struct Centred
{
	int64_t		pivot;
	int64_t		sum;			/* about half the weight at most */
	SentiWide	squares;
} Centred;

/* sum -= value * factor; false when that does not fit */
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
	if (high.high != ((int64_t) high.low < 0 ? -1 : 0))
		return false;
	high.high = (int64_t) high.low;
	high.low = 0;
	return senti_wide_add(sum, low) && senti_wide_add(sum, shifted) && senti_wide_add(sum, high);
}

/*
 * From the sums of weight * x and weight * x^2, exactly: sum w (x - p)^2 =
 * squares - p sum - p (sum - p weight).  weight > 0, |sum| <= weight * 2^52.
 * False when the squares are fewer than the sum demands, so far that it does
 * not fit: p is next to the mean, and mean * sum <= squares (Cauchy, Schwarz).
 */
static bool
centre(int64_t weight, SentiWide sum, SentiWide squares, Centred *centred)
{
	double		mean = senti_wide_to_double(sum) / (double) weight;
	SentiWide	rest = sum;

	centred->pivot = (int64_t) (mean < 0 ? mean - 0.5 : mean + 0.5);
	(void) add_product(&rest, -centred->pivot, weight);
	centred->sum = (int64_t) rest.low;
	centred->squares = squares;
	return subtract_scaled(&centred->squares, sum, centred->pivot) &&
		add_product(&centred->squares, -centred->pivot, centred->sum);
}

/* ---- validity ---- */

static int
compare_wide(SentiWide a, SentiWide b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return a.low == b.low ? 0 : a.low < b.low ? -1 : 1;
}

static bool
is_between(SentiWide low, SentiWide value, SentiWide high)
{
	return compare_wide(low, value) <= 0 && compare_wide(value, high) <= 0;
}

/* Is -limit * unit <= sum <= limit * unit? */
static bool
is_within(SentiWide sum, int64_t limit, int64_t unit)
{
	return is_between(senti_wide_product(-limit, unit), sum, senti_wide_product(limit, unit));
}

static bool
is_weight_of(int64_t weight, int64_t n)
{
	return n >= 0 && weight >= n && weight / SENTI_WEIGHT_MAX + (weight % SENTI_WEIGHT_MAX > 0) <= n;
}

/* The sum of something over all rows, of which a positive, neutral and negative row has that much for its weight. */
static SentiWide
by_label(const SentiSummary *s, int64_t positive, int64_t neutral, int64_t negative)
{
	SentiWide	sum = senti_wide_product(s->positive_weight, positive);

	(void) add_product(&sum, s->weight - s->positive_weight - s->negative_weight, neutral);
	(void) add_product(&sum, s->negative_weight, negative);
	return sum;
}

/* Whole numbers have y^2 >= |y|, and so have sums of them, about any pivot; this implies that no variance is negative. */
static bool
are_squares(int64_t weight, SentiWide sum, SentiWide squares)
{
	Centred		y;

	if (weight == 0)
		return sum.high == 0 && sum.low == 0 && squares.high == 0 && squares.low == 0;
	return centre(weight, sum, squares, &y) &&
		compare_wide(y.squares, senti_wide_product(y.sum, y.sum < 0 ? -1 : 1)) >= 0;
}

bool
senti_summary_is_valid(const SentiSummary *summary)
{
	enum
	{
		ONE = SENTI_SCORE_ONE, BAND = SENTI_NEUTRAL_BAND_E4, POLAR = SENTI_NEUTRAL_BAND_E4 + 1
	};
	const SentiSummary *s = summary;
	SentiWide	untimed_ws = senti_wide_product(s->sum_ws, 1);

	(void) add_product(&untimed_ws, s->timed_ws, -1);
	return s->version == SENTI_SUMMARY_VERSION && s->reserved == 0 &&
	/* rows and weights, of each label and of the rest; with and without a time */
		is_weight_of(s->weight, s->n) &&
		is_weight_of(s->positive_weight, s->positives) &&
		is_weight_of(s->negative_weight, s->negatives) &&
		s->positives <= s->n - s->negatives && s->positive_weight <= s->weight - s->negative_weight &&
		is_weight_of(s->weight - s->positive_weight - s->negative_weight, s->n - s->positives - s->negatives) &&
		is_weight_of(s->timed_weight, s->timed_n) &&
		s->timed_n <= s->n && s->timed_weight <= s->weight &&
		is_weight_of(s->weight - s->timed_weight, s->n - s->timed_n) &&
	/* scores that have these labels */
		is_between(by_label(s, POLAR, -BAND, -ONE), senti_wide_product(s->sum_ws, 1), by_label(s, ONE, BAND, -POLAR)) &&
		is_between(by_label(s, POLAR * POLAR, 0, POLAR * POLAR), s->sum_wss, by_label(s, ONE * ONE, BAND * BAND, ONE * ONE)) &&
		are_squares(s->weight, senti_wide_product(s->sum_ws, 1), s->sum_wss) &&
	/* times, and scores at them */
		is_within(senti_wide_product(s->timed_ws, 1), s->timed_weight, ONE) &&
		is_within(untimed_ws, s->weight - s->timed_weight, ONE) &&
		is_within(s->sum_wt, s->timed_weight, SENTI_SECONDS_MAX) &&
		are_squares(s->timed_weight, s->sum_wt, s->sum_wtt) &&
		is_within(s->sum_wst, s->timed_weight, ONE * SENTI_SECONDS_MAX);
}

/* ---- weights ---- */

/* value *= factor / divisor; false when that is not whole, or does not fit */
static bool
scale_int64(int64_t *value, int32_t factor, int32_t divisor)
{
	return *value % divisor == 0 && !__builtin_mul_overflow(*value / divisor, factor, value);
}

static bool
scale_wide(SentiWide *value, int32_t factor, int32_t divisor)
{
	bool		is_negative = value->high < 0;
	SentiWide	size = is_negative ? senti_wide_negate(*value) : *value;
	uint64_t	unit = (uint64_t) divisor;
	uint64_t	high = (uint64_t) size.high;
	uint64_t	middle = (high % unit) << 32 | size.low >> 32;
	uint64_t	low = (middle % unit) << 32 | (size.low & UINT32_MAX);
	SentiWide	quotient;

	quotient.high = (int64_t) (high / unit);
	quotient.low = (middle / unit) << 32 | low / unit;
	value->high = 0;
	value->low = 0;
	return low % unit == 0 && subtract_scaled(value, quotient, is_negative ? factor : -factor);
}

static int32_t
greatest_divisor(int32_t a, int32_t b)
{
	return b == 0 ? a : greatest_divisor(b, a % b);
}

bool
senti_summary_scale(SentiSummary *summary, int32_t weight_mille)
{
	int32_t		shared = greatest_divisor(weight_mille, SENTI_WEIGHT_ONE);
	int32_t		factor = weight_mille / shared;
	int32_t		divisor = SENTI_WEIGHT_ONE / shared;

	if (weight_mille == 0)
	{
		senti_summary_init(summary);
		return true;
	}
	return scale_int64(&summary->weight, factor, divisor) &&
		scale_int64(&summary->positive_weight, factor, divisor) &&
		scale_int64(&summary->negative_weight, factor, divisor) &&
		scale_int64(&summary->sum_ws, factor, divisor) &&
		scale_wide(&summary->sum_wss, factor, divisor) &&
		scale_int64(&summary->timed_weight, factor, divisor) &&
		scale_int64(&summary->timed_ws, factor, divisor) &&
		scale_wide(&summary->sum_wt, factor, divisor) &&
		scale_wide(&summary->sum_wtt, factor, divisor) &&
		scale_wide(&summary->sum_wst, factor, divisor) &&
		senti_summary_is_valid(summary);
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

/* What is squared is smaller than 1: beside the pivot, nothing cancels. */
bool
senti_summary_variance(const SentiSummary *summary, double *variance)
{
	double		weight = (double) summary->weight;
	double		mean_rest;
	double		result;
	Centred		scores;

	if (summary->weight <= 0 ||
		!centre(summary->weight, senti_wide_product(summary->sum_ws, 1), summary->sum_wss, &scores))
		return false;
	mean_rest = (double) scores.sum / weight;
	result = senti_wide_to_double(scores.squares) / weight - mean_rest * mean_rest;
	*variance = result > 0 ? result / 1e8 : 0;
	return true;
}

bool
senti_summary_trend(const SentiSummary *summary, double *trend)
{
	Centred		times;
	SentiWide	products;		/* sum of weight * score * (time - pivot) */
	double		mean_rest;
	double		spread;
	double		shared;

	if (summary->timed_weight <= 0 ||
		!centre(summary->timed_weight, summary->sum_wt, summary->sum_wtt, &times))
		return false;
	products = summary->sum_wst;
	if ((times.squares.high == 0 && times.squares.low == 0) ||
		!add_product(&products, -times.pivot, summary->timed_ws))
		return false;
	mean_rest = (double) times.sum / (double) summary->timed_weight;
	spread = senti_wide_to_double(times.squares) - mean_rest * (double) times.sum;
	shared = senti_wide_to_double(products) - mean_rest * (double) summary->timed_ws;
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

size_t
senti_summary_print(const SentiSummary *summary, char *out)
{
	char	   *p = out;

	*p++ = '(';
	p = print_digits(p, summary->version, 10);
#define PRINT_INT(field) *p++ = ','; p = print_int64(p, summary->field);
#define PRINT_WIDE(field) *p++ = ','; p = print_wide(p, summary->field);
	SENTI_SUMMARY_FIELDS(PRINT_INT, PRINT_WIDE)
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
	SENTI_SUMMARY_FIELDS(PARSE_INT, PARSE_WIDE)
	return strcmp(text, ")") == 0 && senti_summary_is_valid(summary);
}
