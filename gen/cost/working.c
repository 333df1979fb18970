#include "cost/working.h"

#include "data/currency.h"

enum {
	TERMS_SHOWN = 12,     /* of a sum; the rest is counted */
	BASE_TERMS = 3,       /* of the base of a rate; above, its sum is shown */
	DIGITS_SHOWN = 12,    /* behind the point of a result that is not rounded yet */
	ENDLESS_DIGITS = 4,   /* at least, of one that does not end; money has two more than it is paid in */
};

#define TIMES " × "
#define OVER " ÷ "
#define MINUS "−"
#define ELLIPSIS "…"

static unsigned digits_of(struct str currency)
{
	struct currency found;
	return currency_find(&found, currency) ? found.digits : 0;
}

static void add_decimal(struct buf *out, struct decimal decimal)
{
	if (decimal.units < 0)
		buf_add(out, STR(MINUS));
	decimal.units = decimal.units < 0 ? -decimal.units : decimal.units;
	decimal_format_grouped(out, decimal);
}

/* NUMBER with at least DIGITS behind the point; what does not end, or is long, is cut and marked. */
static void add_figure(struct buf *out, const struct rational *number, unsigned digits)
{
	struct decimal decimal;
	bool ends = rational_to_decimal(&decimal, number);
	if (ends && decimal.scale <= DIGITS_SHOWN) {
		if (decimal.scale < digits)
			decimal_rescale(&decimal, decimal, digits);
		add_decimal(out, decimal);
		return;
	}
	unsigned shown = ends ? DIGITS_SHOWN : digits + 2 > ENDLESS_DIGITS ? digits + 2 : ENDLESS_DIGITS;
	if (rational_round(&decimal, number, (struct decimal){ 1, shown }, ROUND_DOWN)) {
		if (decimal.units == 0 && number->negative)
			buf_add(out, STR(MINUS));
		add_decimal(out, decimal);
		buf_add(out, STR(ELLIPSIS));
	} else {
		rational_format(out, number);
	}
}

static void add_line(struct buf *out, const struct cost_line *line)
{
	if (line->endless)
		add_figure(out, &line->exact, digits_of(line->currency));
	else
		add_decimal(out, line->amount);
}

/* Without zeros at the end: 0.20 is 0.2. */
static void add_short(struct buf *out, struct decimal decimal)
{
	while (decimal.scale > 0 && decimal.units % 10 == 0) {
		decimal.units /= 10;
		decimal.scale--;
	}
	add_decimal(out, decimal);
}

static void add_more(struct buf *out, size_t count, const char *what)
{
	buf_print(out, " " ELLIPSIS " and %zu more %s", count, what);
}

/* "18,880.00 + 640.00 − 380.00": a negative amount that is added reads as one that is subtracted. */
static void add_sum(struct buf *out, const struct computing *computing, const struct model_line *rule)
{
	for (size_t i = 0; i < rule->part_count; i++) {
		if (i == TERMS_SHOWN) {
			add_more(out, rule->part_count - i, "lines");
			return;
		}
		struct cost_line part = computing->cost->lines[rule->parts[i].line];
		bool negative = rule->parts[i].negative != (rational_sign(&part.exact) < 0);
		if (part.amount.units < 0)
			part.amount.units = -part.amount.units;
		part.exact.negative = false;
		if (i > 0)
			buf_add_text(out, negative ? " " MINUS " " : " + ");
		else if (negative)
			buf_add(out, STR(MINUS));
		add_line(out, &part);
	}
}

/* The lines that something is taken of: themselves when they are few, else what they add up to. */
static void add_base(struct buf *out, const struct computing *computing, const struct model_line *rule,
                     const struct outcome *outcome)
{
	if (rule->part_count > BASE_TERMS || rule->rounds_base) {
		add_figure(out, &outcome->base, digits_of(outcome->currency));
	} else if (rule->part_count > 1 || rule->parts[0].negative) {
		buf_add_char(out, '(');
		add_sum(out, computing, rule);
		buf_add_char(out, ')');
	} else {
		add_line(out, &computing->cost->lines[rule->parts[0].line]);
	}
}

/* "0.2 %" */
static void add_rate(struct buf *out, struct decimal rate)
{
	struct decimal percent;
	if (decimal_multiply(&percent, rate, decimal_from_integer(100))) {
		add_short(out, percent);
		buf_add(out, STR(" %"));
	} else {
		add_decimal(out, rate);
	}
}

static void add_unit(struct buf *out, struct str unit)
{
	if (str_equal(unit, STR("m3")))
		buf_add(out, STR(" m³"));
	else if (unit.size && !str_equal(unit, STR("piece")))
		buf_print(out, " %.*s", STR_ARG(unit));
}

/* Quantities by prices, or quantities alone. */
static void add_items(struct buf *out, const struct computing *computing, enum model_basis basis)
{
	static const char *const KEYS[] = {
		[BASIS_VALUE] = "unit_price", [BASIS_QTY] = NULL, [BASIS_GROSS_KG] = "gross_kg", [BASIS_VOLUME_M3] = "volume_m3",
	};
	const struct value *items = value_get(computing->order, STR("items"));
	for (size_t i = 0; items && i < items->count; i++) {
		if (i == TERMS_SHOWN) {
			add_more(out, items->count - i, "items");
			return;
		}
		if (i > 0)
			buf_add(out, STR(" + "));
		add_decimal(out, value_get(items->items[i], STR("qty"))->decimal);
		if (KEYS[basis]) {
			buf_add(out, STR(TIMES));
			add_decimal(out, value_get(items->items[i], str_from(KEYS[basis]))->decimal);
		}
	}
}

static void add_basis(struct buf *out, const struct computing *computing, enum model_basis basis)
{
	if (basis != BASIS_CHARGEABLE_KG) {
		add_items(out, computing, basis);
		return;
	}
	buf_add(out, STR("the greater of "));
	add_figure(out, &computing->bases[BASIS_GROSS_KG].value, 0);
	buf_add(out, STR(" and "));
	add_figure(out, &computing->bases[BASIS_VOLUME_M3].value, 0);
	buf_add(out, STR(OVER "0.006"));
}

static void add_extreme(struct buf *out, const struct computing *computing, const struct model_line *rule)
{
	const char *word = rule->work == MODEL_MAX ? (rule->part_count > 2 ? "the greatest of " : "the greater of ")
	                                           : (rule->part_count > 2 ? "the smallest of " : "the smaller of ");
	buf_add_text(out, word);
	for (size_t i = 0; i < rule->part_count; i++) {
		struct cost_line part = computing->cost->lines[rule->parts[i].line];
		if (i == TERMS_SHOWN) {
			add_more(out, rule->part_count - i, "lines");
			return;
		}
		if (rule->parts[i].negative) {
			part.amount.units = -part.amount.units;
			part.exact.negative = !part.exact.negative && rational_sign(&part.exact) != 0;
		}
		if (i > 0)
			buf_add_text(out, i + 1 == rule->part_count ? " and " : ", ");
		add_line(out, &part);
	}
}

static void add_calculation(struct buf *out, const struct computing *computing, const struct model_line *rule,
                            const struct outcome *outcome, struct str currency)
{
	switch (rule->work) {
	case MODEL_AMOUNT:
		buf_add(out, STR("as entered"));
		return;
	case MODEL_BASIS:
		add_basis(out, computing, rule->basis);
		return;
	case MODEL_SUM:
		add_sum(out, computing, rule);
		return;
	case MODEL_RATE:
		add_rate(out, rule->above);
		buf_add(out, STR(TIMES));
		add_base(out, computing, rule, outcome);
		return;
	case MODEL_FRACTION:
		add_decimal(out, rule->above);
		buf_add(out, STR(OVER));
		add_decimal(out, rule->below);
		buf_add(out, STR(TIMES));
		add_base(out, computing, rule, outcome);
		return;
	case MODEL_PER_UNIT:
		add_figure(out, &outcome->quantity, 0);
		add_unit(out, outcome->quantity_unit);
		buf_add(out, STR(TIMES));
		add_figure(out, &outcome->price, digits_of(currency));
		return;
	case MODEL_CONVERT:
		add_base(out, computing, rule, outcome);
		buf_add_text(out, outcome->op == OP_DIVIDE ? OVER : TIMES);
		decimal_format(out, outcome->rate);
		return;
	case MODEL_MAX:
	case MODEL_MIN:
		add_extreme(out, computing, rule);
		return;
	}
}

static void add_after(struct buf *out, const struct model_line *rule, enum working_after after)
{
	switch (after) {
	case AFTER_NOTHING:
		return;
	case AFTER_LEAST:
		buf_add(out, STR("; at least "));
		add_decimal(out, rule->least);
		return;
	case AFTER_MOST:
		buf_add(out, STR("; at most "));
		add_decimal(out, rule->most);
		return;
	case AFTER_WAIVER:
		buf_add(out, STR("; waived below "));
		add_decimal(out, rule->waiver);
		return;
	}
}

struct str working_text(struct computing *computing, const struct model_line *rule, const struct outcome *outcome,
                        const struct cost_line *line, enum working_after after)
{
	if (!line->known)
		return STR("");
	struct buf out = { 0 };
	add_calculation(&out, computing, rule, outcome, line->currency);
	if (after != AFTER_NOTHING || rational_compare(&outcome->value, &line->exact) != 0 || line->endless) {
		buf_add_text(&out, rule->work == MODEL_AMOUNT ? ": " : " = ");
		add_figure(&out, &outcome->value, digits_of(line->currency));
	}
	add_after(&out, rule, after);
	struct str text = arena_str(computing->arena, buf_str(&out));
	buf_clear(&out);
	return text;
}
