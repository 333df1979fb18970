#include "cost/cost.h"

#include <string.h>

#include "cost/compute.h"
#include "cost/working.h"
#include "data/currency.h"
#include "model/order.h"

enum { QUANTITY_DIGITS = 6 };  /* shown of a quantity that does not end */

/* The figure as it is shown: with its currency's digits where they suffice. */
static bool show_amount(struct cost_line *line, const struct decimal *rounded)
{
	struct currency found;
	bool money = currency_find(&found, line->currency);
	unsigned digits = money ? found.digits : 0;
	if (rounded) {
		line->amount = *rounded;
	} else if (!rational_to_decimal(&line->amount, &line->exact)) {
		line->endless = true;
		return rational_round(&line->amount, &line->exact, (struct decimal){ 1, money ? digits : QUANTITY_DIGITS }, ROUND_HALF_UP);
	}
	for (unsigned scale = line->amount.scale; scale > digits; scale--)
		if (!decimal_rescale(&line->amount, line->amount, scale - 1))
			return true;
	return line->amount.scale == digits || decimal_rescale(&line->amount, line->amount, digits);
}

/* Clamps, waives and rounds the outcome into LINE. */
static bool finish_amount(struct cost_line *line, struct computing *computing, const struct model_line *rule,
                          const struct outcome *outcome, enum working_after *after)
{
	const struct rational least = rational_from(rule->least), most = rational_from(rule->most), waiver = rational_from(rule->waiver);
	struct decimal quantum, rounded;
	enum rounding mode;
	line->exact = outcome->value;
	if (rule->has_least && rational_compare(&line->exact, &least) < 0) {
		line->exact = least;
		*after = AFTER_LEAST;
	}
	if (rule->has_most && rational_compare(&line->exact, &most) > 0) {
		line->exact = most;
		*after = AFTER_MOST;
	}
	if (rule->has_waiver && rational_compare(&line->exact, &waiver) < 0) {
		line->exact = rational_zero();
		*after = AFTER_WAIVER;
	}
	if (!compute_rounding(&quantum, &mode, computing, &rule->round, line->currency))
		return show_amount(line, NULL) || compute_too_large(computing, rule->place);
	if (!rational_round(&rounded, &line->exact, quantum, mode))
		return compute_too_large(computing, rule->place);
	line->exact = rational_from(rounded);
	return show_amount(line, &rounded) || compute_too_large(computing, rule->place);
}

static bool refuse_measure(struct computing *computing, const struct model_line *rule, struct str is, struct str said,
                           struct place place)
{
	diag_error(computing->diags, place, "'%.*s' is in %.*s, not in %.*s", STR_ARG(rule->id), STR_ARG(is), STR_ARG(said));
	if (rule->unit.size || rule->work == MODEL_BASIS)
		diag_hint(computing->diags, "a line is in what it is made from");
	else if (rule->work == MODEL_CONVERT)
		diag_hint(computing->diags, "the result's currency follows from the pair");
	else
		diag_hint(computing->diags, "another currency needs a rate: use convert and fx");
	return false;
}

/* Whether the line is money, and of which currency, or a quantity. */
static bool finish_measure(struct cost_line *line, struct computing *computing, const struct model_line *rule,
                           const struct outcome *outcome)
{
	/* a figure that is entered is money only when its line is */
	bool entered = rule->work == MODEL_AMOUNT || rule->work == MODEL_PER_UNIT;
	if (rule->unit.size) {
		line->unit = rule->unit;
		if (outcome->currency.size && !entered)
			return refuse_measure(computing, rule, outcome->currency, rule->unit, rule->place);
		return outcome->unit.size == 0 || str_equal(outcome->unit, rule->unit) ||
		       refuse_measure(computing, rule, outcome->unit, rule->unit, rule->place);
	}
	if (outcome->unit.size) {
		line->unit = outcome->unit;
		line->kind = line->kind == COST_COST ? COST_INFO : line->kind;
		return rule->currency.size == 0 ||
		       refuse_measure(computing, rule, outcome->unit, rule->currency, rule->currency_place);
	}
	line->currency = rule->currency.size ? rule->currency : outcome->currency;
	if (line->currency.size == 0 && !outcome->open)
		line->currency = computing->cost->currency;
	return rule->currency.size == 0 || outcome->currency.size == 0 || currency_same(rule->currency, outcome->currency) ||
	       refuse_measure(computing, rule, outcome->currency, rule->currency, rule->currency_place);
}

/* Whether the line is in force on the day of the import. */
static void finish_dates(struct cost_line *line, const struct computing *computing, const struct model_line *rule)
{
	if (rule->effective_from.size == 0 && rule->effective_to.size == 0)
		return;
	struct str day = value_as_text(value_get(computing->order, STR("import_date")));
	if (day.size == 0)
		day = value_as_text(value_find(computing->order, STR("milestones.arrived")));
	line->unchecked = day.size == 0;
	line->outside = day.size && ((rule->effective_from.size && str_compare(day, rule->effective_from) < 0) ||
	                             (rule->effective_to.size && str_compare(day, rule->effective_to) > 0));
}

static enum cost_tie tie_of(const struct model_line *rule)
{
	switch (rule->work) {
	case MODEL_AMOUNT:
	case MODEL_BASIS:
		return TIE_NONE;
	case MODEL_SUM:
		return TIE_SUM;
	case MODEL_RATE:
	case MODEL_FRACTION:
	case MODEL_CONVERT:
		return TIE_SCALED;
	case MODEL_PER_UNIT:
		return rule->part_count ? TIE_SCALED : TIE_NONE;
	case MODEL_MAX:
	case MODEL_MIN:
		return TIE_CHOICE;
	}
	return TIE_NONE;
}

static bool compute_line(struct computing *computing, size_t index)
{
	const struct model_line *rule = &computing->model->lines[index];
	struct cost_line *line = &computing->cost->lines[index];
	struct outcome outcome;
	enum working_after after = AFTER_NOTHING;
	*line = (struct cost_line){
		.id = rule->id, .label = rule->label, .label_zh = rule->label_zh, .kind = rule->kind, .estimate = rule->estimate,
		.recoverable = rule->recoverable, .opaque = rule->opaque, .stage = rule->stage, .part = rule->part,
		.audience = rule->audience, .labelled = rule->labelled, .tie = tie_of(rule), .parts = rule->parts, .part_count = rule->part_count,
		.source = rule->source, .as_of = rule->as_of, .place = rule->place,
	};
	if (rule->refused)
		return false;
	for (size_t i = 0; i < rule->part_count; i++) {
		if (computing->refused[rule->parts[i].line])
			return false;
		line->estimate = line->estimate || computing->cost->lines[rule->parts[i].line].estimate;
	}
	if (!compute_outcome(&outcome, computing, rule) || !finish_measure(line, computing, rule, &outcome))
		return false;
	line->known = outcome.known;
	line->missing = outcome.needs.missing;
	line->missing_count = outcome.needs.missing_count;
	line->inputs = outcome.needs.inputs;
	line->input_count = outcome.needs.input_count;
	finish_dates(line, computing, rule);
	if (line->known && !finish_amount(line, computing, rule, &outcome, &after))
		return false;
	line->working = working_text(computing, rule, &outcome, line, after);
	return true;
}

static struct value *new_text(struct arena *arena, struct value *map, const char *key, struct str text)
{
	struct value *value = value_text(arena, text);
	value->place = map->place;
	value_set(arena, map, str_from(key), value);
	return value;
}

/* The smallest model: the goods. */
static const struct value *default_model(struct arena *arena, const struct value *order)
{
	struct value *model = value_new(arena, VALUE_MAP, order->place), *lines = value_new(arena, VALUE_LIST, order->place);
	struct value *goods = value_new(arena, VALUE_MAP, order->place), *label = value_new(arena, VALUE_MAP, order->place);
	new_text(arena, goods, "id", STR("goods"));
	new_text(arena, label, "en", STR("Goods"));
	new_text(arena, label, "zh", STR("货品总价"));
	value_set(arena, goods, STR("label"), label);
	new_text(arena, goods, "basis", STR("items.value"));
	new_text(arena, goods, "part", STR("goods"));
	value_append(arena, lines, goods);
	value_set(arena, model, STR("lines"), lines);
	return model;
}

/* The order's own model, the shared one that it names, or the smallest; NULL after an error. */
static const struct value *find_model(struct arena *arena, const struct value *order, const struct value *shared,
                                      struct diags *diags)
{
	const struct value *own = value_get(order, STR("cost_model"));
	if (!own || own->kind == VALUE_NULL)
		return default_model(arena, order);
	if (own->kind == VALUE_MAP)
		return own;
	struct str name = value_as_text(own);
	const struct value *found = name.size ? value_get(shared, name) : NULL;
	if (found)
		return found;
	struct str_nearest nearest = { 0 };
	if (name.size == 0) {
		diag_error(diags, own->place, "'cost_model' must be a name or a model, not %s", value_kind_name(own->kind));
		return NULL;
	}
	diag_error(diags, own->place, "there is no cost model '%.*s'", STR_ARG(name));
	for (size_t i = 0; shared && i < shared->count; i++)
		str_nearest_offer(&nearest, name, shared->pairs[i].key);
	if (nearest.found.size)
		diag_hint_nearest(diags, &nearest);
	else
		diag_hint(diags, "shared models are files of content/cost-models/");
	return NULL;
}

/* What a model without a currency is in: what all items are priced in, else CNY. */
static struct str items_currency(const struct value *order)
{
	const struct value *items = value_get(order, STR("items"));
	struct str currency = compute_currency(items && items->count ? items->items[0] : NULL);
	for (size_t i = 1; items && i < items->count; i++)
		if (!currency_same(currency, compute_currency(items->items[i])))
			return STR("CNY");
	return currency;
}

bool cost_compute(struct cost *cost, struct arena *arena, const struct value *order, const struct value *shared,
                  const struct config *config, struct diags *diags)
{
	struct model model;
	*cost = (struct cost){ 0 };
	if (order->schema != &ORDER_SCHEMA) {
		struct value *copy = value_copy(arena, order);
		if (!order_check_part(copy, arena, config, diags))
			return false;
		order = copy;
	}
	const struct value *tree = find_model(arena, order, shared, diags);
	if (!tree)
		return false;
	bool ok = model_read(&model, arena, tree, config, diags);
	*cost = (struct cost){
		.order_id = value_as_text(value_get(order, STR("id"))),
		.currency = model.currency.size ? model.currency : items_currency(order),
		.lines = arena_array(arena, struct cost_line, model.line_count), .line_count = model.line_count,
		.assumptions = model.assumptions, .assumption_count = model.assumption_count,
	};
	struct computing computing = {
		.cost = cost, .refused = arena_array(arena, bool, model.line_count), .arena = arena, .order = order, .model = &model,
		.config = config, .diags = diags,
	};
	for (size_t i = 0; i < model.line_count; i++) {
		computing.refused[i] = !compute_line(&computing, i);
		ok = ok && !computing.refused[i];
	}
	return ok;
}
