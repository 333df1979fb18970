#include "cost/compute.h"

#include "data/currency.h"
#include "data/schema.h"

bool compute_too_large(struct computing *computing, struct place place)
{
	diag_error(computing->diags, place, "the result has more digits than can be computed exactly");
	diag_hint(computing->diags, "round the lines before it, or check the figures");
	return false;
}

static const struct cost_line *line_at(const struct computing *computing, const struct cost_part *part)
{
	return &computing->cost->lines[part->line];
}

bool compute_rounding(struct decimal *quantum, enum rounding *mode, const struct computing *computing,
                      const struct model_rounding *rule, struct str currency)
{
	const struct model_rounding *model = &computing->model->rounding;
	bool said = rule->has_quantum || rule->has_mode;
	bool own = currency.size && currency_same(currency, computing->cost->currency);  /* the model's quantum is for its own currency */
	struct currency found;
	if (rule->none || (!said && (currency.size == 0 || model->none)))
		return false;
	*mode = rule->has_mode ? rule->mode : model->has_mode ? model->mode : ROUND_HALF_UP;
	if (rule->has_quantum)
		*quantum = rule->quantum;
	else if (own && model->has_quantum)
		*quantum = model->quantum;
	else if (currency_find(&found, currency))
		*quantum = (struct decimal){ 1, found.digits };
	else
		*quantum = decimal_from_integer(1);
	return true;
}

/* Figures from the record */

/* Notes who may see what lies on the way to PATH. */
static void note_way(struct needs *needs, struct computing *computing, struct str path)
{
	needs_input(needs, computing->arena, (struct cost_input){ .path = path });
	for (size_t end = 1; end <= path.size; end++)
		if (end == path.size || path.data[end] == '.') {
			struct str way = str_slice(path, 0, end);
			needs_labelled(needs, computing->arena, path, value_find(computing->order, way), computing->config);
		}
}

/* What says the currency of a number: the map around it, where that has one. */
static const struct value *find_around(const struct computing *computing, struct str path)
{
	ptrdiff_t point = str_last_index(path, '.');
	const struct value *around = value_find(computing->order, str_slice(path, 0, point < 0 ? 0 : (size_t)point));
	return around && around->schema && schema_field(around->schema, STR("currency")) ? around : NULL;
}

/*
 * The figure at OPERAND's path: a number, or a map with an amount.  *FOUND is NULL when the record has none; what is not there may
 * turn out to be in any currency, then *CURRENCY is empty.
 */
static bool find_figure(const struct value **found, struct str *currency, struct needs *needs, struct computing *computing,
                        const struct model_operand *operand)
{
	struct str path = operand->path;
	const struct value *value = value_find(computing->order, path), *around = find_around(computing, path);
	note_way(needs, computing, path);
	if (value && value->kind == VALUE_MAP) {
		around = value;
		value = value_get(value, STR("amount"));
		path = arena_print(computing->arena, "%.*s.amount", STR_ARG(path));
	}
	*found = value && value->kind != VALUE_NULL ? value : NULL;
	*currency = *found || value_get(around, STR("currency")) ? compute_currency(around) : STR("");
	if (!*found)
		needs_missing(needs, computing->arena, arena_print(computing->arena, "order.%.*s", STR_ARG(path)));
	if (!*found || (value->kind == VALUE_NUMBER && value->exact))
		return true;
	diag_error(computing->diags, operand->place, "'order.%.*s' is not a number but %s", STR_ARG(path), value_kind_name(value->kind));
	return false;
}

/* The operand's value; *KNOWN is false when the record lacks it.  *CURRENCY is empty for a literal. */
static bool take_figure(struct rational *value, bool *known, struct str *currency, struct needs *needs, struct computing *computing,
                        const struct model_operand *operand)
{
	const struct value *found;
	*currency = STR("");
	*known = true;
	if (operand->from == FROM_NUMBER) {
		*value = rational_from(operand->number);
		return true;
	}
	if (!find_figure(&found, currency, needs, computing, operand))
		return false;
	*known = found;
	if (found)
		*value = rational_from(found->decimal);
	return true;
}

static bool compute_amount(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	if (!take_figure(&out->value, &out->known, &out->currency, &out->needs, computing, &rule->value))
		return false;
	out->open = !out->known && out->currency.size == 0;
	return true;
}

/* Lines that a line is made of */

/* A line that is not known may not have a currency yet: it fits with all. */
static bool is_open(const struct cost_line *line)
{
	return line->currency.size == 0 && line->unit.size == 0;
}

/* The currency or the unit that all parts have. */
static bool find_measure(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	const struct cost_line *first = NULL;
	for (size_t i = 0; i < rule->part_count; i++) {
		const struct cost_line *part = line_at(computing, &rule->parts[i]);
		if (is_open(part))
			continue;
		first = first ? first : part;
		bool same = str_equal(first->unit, part->unit) &&
		            (str_equal(first->currency, part->currency) || currency_same(first->currency, part->currency));
		if (same)
			continue;
		const char *hint = first->currency.size && part->currency.size ? "convert one of them first" : "money and quantities cannot be mixed";
		diag_error(computing->diags, rule->part_places[i], "'%.*s' is in %.*s, but '%.*s' is in %.*s", STR_ARG(part->id),
		           STR_ARG(part->currency.size ? part->currency : part->unit), STR_ARG(first->id),
		           STR_ARG(first->currency.size ? first->currency : first->unit));
		diag_hint(computing->diags, "%s", hint);
		return false;
	}
	out->open = !first;
	if (first) {
		out->currency = first->currency;
		out->unit = first->unit;
	}
	return true;
}

static void take_needs(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	for (size_t i = 0; i < rule->part_count; i++) {
		const struct cost_line *part = line_at(computing, &rule->parts[i]);
		out->known = out->known && part->known;
		for (size_t j = 0; j < part->missing_count && out->needs.missing_count < NEEDS_LIMIT; j++)
			needs_missing(&out->needs, computing->arena, part->missing[j]);
	}
}

/* The signed sum of the parts, into *SUM. */
static bool add_parts(struct rational *sum, struct computing *computing, const struct model_line *rule)
{
	*sum = rational_zero();
	for (size_t i = 0; i < rule->part_count; i++) {
		const struct rational *part = &line_at(computing, &rule->parts[i])->exact;
		if (!(rule->parts[i].negative ? rational_subtract : rational_add)(sum, sum, part))
			return compute_too_large(computing, rule->place);
	}
	return true;
}

static bool compute_sum(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	return find_measure(out, computing, rule) && (!out->known || add_parts(&out->value, computing, rule));
}

static bool compute_extreme(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	if (!find_measure(out, computing, rule))
		return false;
	for (size_t i = 0; out->known && i < rule->part_count; i++) {
		struct rational part = line_at(computing, &rule->parts[i])->exact;
		if (rule->parts[i].negative && rational_sign(&part) != 0)
			part.negative = !part.negative;
		int order = i == 0 ? 0 : rational_compare(&part, &out->value);
		if (i == 0 || (rule->work == MODEL_MAX ? order > 0 : order < 0))
			out->value = part;
	}
	return true;
}

/* A rate or a fraction of the sum of the parts. */
static bool compute_share(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	struct rational above = rational_from(rule->above), below = rational_from(rule->below);
	struct decimal quantum, rounded;
	enum rounding mode;
	if (!find_measure(out, computing, rule))
		return false;
	if (!out->known)
		return true;
	if (!add_parts(&out->base, computing, rule))
		return false;
	if (rule->rounds_base && compute_rounding(&quantum, &mode, computing, &rule->base_round, out->currency)) {
		if (!rational_round(&rounded, &out->base, quantum, mode))
			return compute_too_large(computing, rule->place);
		out->base = rational_from(rounded);
	}
	return (rational_multiply(&out->value, &out->base, &above) && rational_divide(&out->value, &out->value, &below)) ||
	       compute_too_large(computing, rule->place);
}

/* Prices and quantities */

static bool refuse_negative(struct computing *computing, const struct model_line *rule)
{
	return diag_error(computing->diags, rule->quantity.place, "the quantity of '%.*s' is negative", STR_ARG(rule->id));
}

/* `qty`: a number, a value of the record, or a line that is a quantity. */
static bool take_quantity(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	struct str currency;
	bool known = true;
	if (rule->quantity.from == FROM_LINE) {
		const struct cost_line *line = &computing->cost->lines[rule->quantity.line];
		if (line->currency.size) {
			diag_error(computing->diags, rule->quantity.place, "'%.*s' is money, not a quantity", STR_ARG(line->id));
			diag_hint(computing->diags, "a line with a 'unit' is a quantity");
			return false;
		}
		known = line->known;
		out->quantity = line->exact;
		out->quantity_unit = line->unit;
	} else if (!take_figure(&out->quantity, &known, &currency, &out->needs, computing, &rule->quantity)) {
		return false;
	}
	out->known = out->known && known;
	return !known || rational_sign(&out->quantity) >= 0 || refuse_negative(computing, rule);
}

/* `qty_basis`; beside it a `qty` must say the same. */
static bool take_quantity_basis(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	const struct basis *basis = compute_basis(computing, rule->basis, rule->basis_place);
	if (!basis)
		return false;
	if (rule->quantity.from != FROM_NOWHERE && out->known && basis->known &&
	    rational_compare(&out->quantity, &basis->value) != 0) {
		struct decimal sum = { 0 };
		struct buf text = { 0 };
		if (rational_to_decimal(&sum, &basis->value))
			decimal_format(&text, sum);
		diag_error(computing->diags, rule->quantity.place, "'qty' is not what '%s' add up to", model_basis_name(rule->basis));
		if (text.size)
			diag_hint(computing->diags, "leave one of them out; the items add up to %.*s", STR_ARG(buf_str(&text)));
		buf_clear(&text);
		return false;
	}
	needs_add(&out->needs, computing->arena, &basis->needs);
	out->known = out->known && basis->known;
	out->quantity = basis->value;
	out->quantity_unit = compute_basis_unit(rule->basis);
	return true;
}

static bool compute_per_unit(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	bool known;
	if (!take_figure(&out->price, &known, &out->currency, &out->needs, computing, &rule->value))
		return false;
	out->open = !known && out->currency.size == 0;
	out->known = out->known && known;
	if (rule->quantity.from != FROM_NOWHERE && !take_quantity(out, computing, rule))
		return false;
	if (rule->has_basis && !take_quantity_basis(out, computing, rule))
		return false;
	return !out->known || rational_multiply(&out->value, &out->price, &out->quantity) ||
	       compute_too_large(computing, rule->place);
}

static bool compute_items(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	const struct basis *basis = compute_basis(computing, rule->basis, rule->basis_place);
	if (!basis)
		return false;
	out->known = basis->known;
	out->value = basis->value;
	out->currency = rule->basis == BASIS_VALUE ? basis->currency : STR("");
	out->unit = compute_basis_unit(rule->basis);
	needs_add(&out->needs, computing->arena, &basis->needs);
	return true;
}

/* Conversions */

static bool same_pair(struct str a, struct str b)
{
	struct str from_a = str_next_part(&a, '/'), from_b = str_next_part(&b, '/');
	return currency_same(from_a, from_b) && currency_same(a, b);
}

/* The order's rate for the line's pair: of several the one with the latest date. */
static const struct value *find_rate(const struct computing *computing, struct str pair)
{
	const struct value *rates = value_get(computing->order, STR("fx")), *found = NULL;
	for (size_t i = 0; rates && i < rates->count; i++) {
		const struct value *rate = rates->items[i];
		if (!same_pair(value_as_text(value_get(rate, STR("pair"))), pair))
			continue;
		if (!found || str_compare(value_as_text(value_get(rate, STR("date"))), value_as_text(value_get(found, STR("date")))) >= 0)
			found = rate;
	}
	return found;
}

static bool refuse_pair(struct computing *computing, const struct model_line *rule)
{
	const struct value *rates = value_get(computing->order, STR("fx"));
	struct str second = rule->pair, first = str_next_part(&second, '/');
	struct str turned = arena_print(computing->arena, "%.*s/%.*s", STR_ARG(second), STR_ARG(first));
	struct str_nearest nearest = { 0 };
	diag_error(computing->diags, rule->fx_place, "the order has no rate '%.*s'", STR_ARG(rule->pair));
	for (size_t i = 0; rates && i < rates->count; i++)
		str_nearest_offer(&nearest, rule->pair, value_as_text(value_get(rates->items[i], STR("pair"))));
	if (find_rate(computing, turned))
		diag_hint(computing->diags, "it has '%.*s', which converts in both directions", STR_ARG(turned));
	else if (nearest.found.size)
		diag_hint_nearest(computing->diags, &nearest);
	else
		diag_hint(computing->diags, "add it to the order's 'fx', or write the rate itself");
	return false;
}

/* By a pair of the order: op and result follow from the currency that is converted. */
static bool take_pair(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	const struct value *rate = find_rate(computing, rule->pair);
	struct str second = rule->pair, first = str_next_part(&second, '/'), from = out->currency;
	if (!rate)
		return refuse_pair(computing, rule);
	out->rate = value_get(rate, STR("rate"))->decimal;
	needs_input(&out->needs, computing->arena, (struct cost_input){ .path = STR("fx") });
	if (from.size == 0)
		return true;
	if (currency_same(from, first)) {
		out->op = OP_MULTIPLY;
		out->currency = second;
	} else if (currency_same(from, second)) {
		out->op = OP_DIVIDE;
		out->currency = first;
	} else {
		return diag_error(computing->diags, rule->fx_place, "'%.*s' does not convert %.*s", STR_ARG(rule->pair), STR_ARG(from));
	}
	if (rule->op == OP_UNSAID || rule->op == out->op)
		return true;
	diag_error(computing->diags, rule->fx_place, "from %.*s one %s '%.*s'", STR_ARG(from),
	           out->op == OP_DIVIDE ? "divides by" : "multiplies by", STR_ARG(rule->pair));
	diag_hint(computing->diags, "leave 'op' out: it follows from the pair");
	return false;
}

static void take_bare_rate(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	struct str from = out->currency, to = rule->currency.size ? rule->currency : computing->cost->currency;
	out->rate = rule->rate;
	out->op = rule->op == OP_DIVIDE ? OP_DIVIDE : OP_MULTIPLY;
	out->open = false;
	out->currency = to;
	if (from.size == 0 || !currency_same(from, to))
		return;
	diag_warning(computing->diags, rule->fx_place, "'%.*s' is in %.*s before and after it is converted", STR_ARG(rule->id), STR_ARG(to));
	diag_hint(computing->diags, "say the currency of the result, such as currency: USD");
}

static bool compute_conversion(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	if (!find_measure(out, computing, rule))
		return false;
	if (out->unit.size)
		return diag_error(computing->diags, rule->part_places[0], "a quantity cannot be converted with 'fx'");
	if (!rule->pair.size)
		take_bare_rate(out, computing, rule);
	else if (!take_pair(out, computing, rule))
		return false;
	if (!out->known)
		return true;
	struct rational rate = rational_from(out->rate);
	if (!add_parts(&out->base, computing, rule))
		return false;
	return (out->op == OP_DIVIDE ? rational_divide : rational_multiply)(&out->value, &out->base, &rate) ||
	       compute_too_large(computing, rule->place);
}

bool compute_outcome(struct outcome *out, struct computing *computing, const struct model_line *rule)
{
	*out = (struct outcome){ .known = true, .value = rational_zero() };
	take_needs(out, computing, rule);
	switch (rule->work) {
	case MODEL_AMOUNT:
		return compute_amount(out, computing, rule);
	case MODEL_BASIS:
		return compute_items(out, computing, rule);
	case MODEL_SUM:
		return compute_sum(out, computing, rule);
	case MODEL_RATE:
	case MODEL_FRACTION:
		return compute_share(out, computing, rule);
	case MODEL_PER_UNIT:
		return compute_per_unit(out, computing, rule);
	case MODEL_CONVERT:
		return compute_conversion(out, computing, rule);
	case MODEL_MAX:
	case MODEL_MIN:
		return compute_extreme(out, computing, rule);
	}
	return false;
}
