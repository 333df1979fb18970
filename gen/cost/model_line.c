#include "cost/model_line.h"

#include "cost/model_schema.h"
#include "data/currency.h"
#include "model/order.h"

static const char *const BASIS_NAMES[] = {
	[BASIS_VALUE] = "items.value", [BASIS_QTY] = "items.qty", [BASIS_GROSS_KG] = "items.gross_kg",
	[BASIS_VOLUME_M3] = "items.volume_m3", [BASIS_CHARGEABLE_KG] = "items.chargeable_kg",
};

const char *model_basis_name(enum model_basis basis)
{
	return BASIS_NAMES[basis];
}

/* The keys that say how a line is computed. */
static const struct { const char *key; enum model_work work; } WORKS[] = {
	{ "amount", MODEL_AMOUNT }, { "basis", MODEL_BASIS }, { "sum", MODEL_SUM }, { "rate", MODEL_RATE },
	{ "fraction", MODEL_FRACTION }, { "per_unit", MODEL_PER_UNIT }, { "convert", MODEL_CONVERT }, { "max", MODEL_MAX },
	{ "min", MODEL_MIN },
};
enum { WORK_COUNT = sizeof WORKS / sizeof *WORKS };

static struct value *get(const struct model_reader *reader, const char *key)
{
	return value_get(reader->tree, str_from(key));
}

static struct str get_text(const struct model_reader *reader, const char *key)
{
	return value_as_text(get(reader, key));
}

static bool get_truth(const struct model_reader *reader, const char *key)
{
	const struct value *value = get(reader, key);
	return value && value->truth;
}

static struct place key_place(const struct model_reader *reader, const char *key)
{
	const struct value_pair *pair = value_pair(reader->tree, str_from(key));
	return pair ? pair->place : reader->line->place;
}

static bool check_as(struct model_reader *reader, struct value *value, const char *name, enum schema_type type)
{
	const struct schema_field field = { .name = name, .type = type };
	return schema_check_field(value, &field, reader->arena, reader->diags);
}

static bool not_yet(struct model_reader *reader, struct place place, const char *what)
{
	diag_error(reader->diags, place, "%s cannot be computed yet", what);
	diag_hint(reader->diags, "lines can be an amount, basis, sum, rate, fraction, per_unit, convert, max or min");
	return false;
}

/* References to other lines */

bool model_is_line_id(struct str text)
{
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		if (!((c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '_'))))
			return false;
	}
	return text.size > 0;
}

static bool find_line(struct model_reader *reader, size_t *index, struct str id, struct place place)
{
	const struct model *model = reader->model;
	const struct model_line *found = map_get(&reader->ids, id);
	if (found && found < reader->line) {
		*index = (size_t)(found - model->lines);
		return true;
	}
	if (found == reader->line)
		return diag_error(reader->diags, place, "the line '%.*s' refers to itself", STR_ARG(id));
	if (found) {
		diag_error(reader->diags, place, "the line '%.*s' comes later", STR_ARG(id));
		diag_hint(reader->diags, "lines are computed in order: put '%.*s' first", STR_ARG(id));
		return false;
	}
	struct str_nearest nearest = { 0 };
	for (const struct model_line *line = model->lines; line < reader->line; line++)
		str_nearest_offer(&nearest, id, line->id);
	diag_error(reader->diags, place, "there is no line '%.*s'", STR_ARG(id));
	diag_hint_nearest(reader->diags, &nearest);
	return false;
}

static bool add_part(struct model_reader *reader, struct str id, bool negative, struct place place)
{
	struct model_line *line = reader->line;
	size_t index = 0;
	if (!find_line(reader, &index, id, place))
		return false;
	line->parts[line->part_count] = (struct cost_part){ index, negative };
	line->part_places[line->part_count++] = place;
	return true;
}

/* The lines listed under KEY; a '-' in front subtracts. */
static bool read_parts(struct model_reader *reader, const char *key)
{
	const struct value *list = get(reader, key);
	struct model_line *line = reader->line;
	bool ok = true;
	line->parts = arena_array(reader->arena, struct cost_part, list->count);
	line->part_places = arena_array(reader->arena, struct place, list->count);
	for (size_t i = 0; i < list->count; i++) {
		struct str id = value_as_text(list->items[i]);
		bool negative = str_starts(id, STR("-"));
		ok = add_part(reader, negative ? str_slice(id, 1, id.size) : id, negative, list->items[i]->place) && ok;
	}
	if (list->count == 0)
		ok = diag_error(reader->diags, list->place, "'%s' lists no line", key);
	return ok;
}

/* Figures */

static bool is_index(struct str text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	return text.size > 0;
}

/* Whether orders have the field at PATH, which stands at PLACE. */
static bool check_path(struct model_reader *reader, struct str path, struct place place)
{
	const struct schema *schema = &ORDER_SCHEMA;
	struct str rest = path;
	while (rest.size && schema) {
		struct str part = str_next_part(&rest, '.');
		const struct schema_field *field = schema_field(schema, part);
		if (!field) {
			struct str_nearest nearest = { 0 };
			for (const struct schema_field *known = schema->fields; known->name; known++)
				str_nearest_offer(&nearest, part, str_from(known->name));
			diag_error(reader->diags, place, "orders have no field '%.*s'", STR_ARG(path));
			diag_hint_nearest(reader->diags, &nearest);
			return false;
		}
		if (field->type == SCHEMA_LIST && !is_index(str_next_part(&rest, '.'))) {
			diag_error(reader->diags, place, "'%.*s' is a list", STR_ARG(part));
			diag_hint(reader->diags, "say which of them, counted from 0: order.%.*s.0", STR_ARG(part));
			return false;
		}
		schema = field->fields;
	}
	return true;
}

/* A number, or a path into the order. */
static bool read_figure(struct model_reader *reader, struct model_operand *operand, const char *key)
{
	struct value *value = get(reader, key);
	struct str text = value_as_text(value), rest = text, first = str_next_part(&rest, '.');
	operand->place = value->place;
	if (str_equal(first, STR("order")) && rest.size) {
		operand->from = FROM_ORDER;
		operand->path = rest;
		return check_path(reader, rest, value->place);
	}
	if (str_equal(first, STR("shipment")) && rest.size)
		return not_yet(reader, value->place, "a share of a shipment's bill");
	if (value->kind == VALUE_TEXT && rest.size && schema_field(&ORDER_SCHEMA, first)) {
		diag_error(reader->diags, value->place, "'%s' must be a number or a path into the order, not '%.*s'", key, STR_ARG(text));
		diag_hint(reader->diags, "did you mean 'order.%.*s'?", STR_ARG(text));
		return false;
	}
	if (!check_as(reader, value, key, SCHEMA_DECIMAL))
		return false;
	operand->from = FROM_NUMBER;
	operand->number = value->decimal;
	return true;
}

static enum model_basis read_basis(struct model_reader *reader, const char *key)
{
	struct str name = get_text(reader, key);
	enum model_basis basis = BASIS_VALUE;
	while (!str_equal(name, str_from(BASIS_NAMES[basis])))
		basis++;
	reader->line->has_basis = true;
	reader->line->basis_place = get(reader, key)->place;
	return basis;
}

static bool read_rate(struct model_reader *reader)
{
	struct value *rate = get(reader, "rate");
	if (str_starts(value_as_text(rate), STR("items.")))
		return not_yet(reader, rate->place, "a rate of each item's own");
	if (!check_as(reader, rate, "rate", SCHEMA_RATE))
		return false;
	reader->line->above = rate->decimal;
	reader->line->below = decimal_from_integer(1);
	return true;
}

static bool read_fraction(struct model_reader *reader)
{
	struct value *list = get(reader, "fraction");
	if (list->kind != VALUE_LIST || list->count != 2) {
		diag_error(reader->diags, list->place, "'fraction' must be two numbers");
		diag_hint(reader->diags, "write fraction: [22, 78] for 22/78");
		return false;
	}
	bool ok = check_as(reader, list->items[0], "fraction", SCHEMA_DECIMAL);
	if (!check_as(reader, list->items[1], "fraction", SCHEMA_DECIMAL) || !ok)
		return false;
	reader->line->above = list->items[0]->decimal;
	reader->line->below = list->items[1]->decimal;
	if (decimal_sign(reader->line->below) == 0)
		return diag_error(reader->diags, list->items[1]->place, "a fraction cannot be divided by 0");
	return true;
}

static bool refuse_negative(struct model_reader *reader, const struct value *value)
{
	return diag_error(reader->diags, value->place, "the quantity is negative: %.*s", STR_ARG(value->text));
}

static bool read_quantity(struct model_reader *reader)
{
	struct model_line *line = reader->line;
	const struct value *qty = get(reader, "qty");
	if (get(reader, "qty_basis"))
		line->basis = read_basis(reader, "qty_basis");
	if (!qty && line->has_basis)
		return true;
	if (!qty) {
		diag_error(reader->diags, key_place(reader, "per_unit"), "'per_unit' needs a quantity");
		diag_hint(reader->diags, "add 'qty', a number or a line, or 'qty_basis', such as items.gross_kg");
		return false;
	}
	line->quantity.place = qty->place;
	if (qty->kind == VALUE_TEXT && model_is_line_id(qty->text)) {
		line->parts = arena_new(reader->arena, struct cost_part);
		line->part_places = arena_new(reader->arena, struct place);
		line->quantity.from = FROM_LINE;
		if (!add_part(reader, qty->text, false, qty->place))
			return false;
		line->quantity.line = line->parts[0].line;
		return true;
	}
	if (!read_figure(reader, &line->quantity, "qty"))
		return false;
	return line->quantity.from != FROM_NUMBER || decimal_sign(line->quantity.number) >= 0 || refuse_negative(reader, qty);
}

static bool read_fx(struct model_reader *reader)
{
	struct model_line *line = reader->line;
	struct value *fx = get(reader, "fx");
	struct str op = get_text(reader, "op"), to = value_as_text(fx), from = str_next_part(&to, '/');
	struct currency currency;
	line->op = op.size == 0 ? OP_UNSAID : str_equal(op, STR("divide")) ? OP_DIVIDE : OP_MULTIPLY;
	if (!fx) {
		diag_error(reader->diags, key_place(reader, "convert"), "'convert' needs a rate");
		diag_hint(reader->diags, "add 'fx', a pair of the order such as USD/CNY, or a number");
		return false;
	}
	line->fx_place = fx->place;
	if (to.size) {
		line->pair = fx->text;
		return currency_check(&currency, from, fx->place, reader->diags) && currency_check(&currency, to, fx->place, reader->diags);
	}
	if (!check_as(reader, fx, "fx", SCHEMA_DECIMAL))
		return false;
	line->rate = fx->decimal;
	if (decimal_sign(line->rate) <= 0)
		return diag_error(reader->diags, fx->place, "a rate must be more than 0, not %.*s", STR_ARG(fx->text));
	return true;
}

/* Rounding */

bool model_rounding_read(struct model_reader *reader, struct model_rounding *rounding, struct value *value)
{
	if (str_equal(value_as_text(value), STR("none"))) {
		rounding->none = true;
		return true;
	}
	if (value->kind != VALUE_MAP) {
		diag_error(reader->diags, value->place, "this is no rounding");
		diag_hint(reader->diags, "write { quantum: 0.01, mode: half_up }, or none");
		return false;
	}
	if (!schema_check(value, &MODEL_ROUND_SCHEMA, reader->arena, reader->diags))
		return false;
	const struct value *quantum = value_get(value, STR("quantum")), *mode = value_get(value, STR("mode"));
	rounding->has_mode = mode && rounding_from_name(&rounding->mode, mode->text);
	if (!quantum)
		return true;
	if (decimal_sign(quantum->decimal) > 0) {
		rounding->has_quantum = true;
		rounding->quantum = quantum->decimal;
		return true;
	}
	return diag_error(reader->diags, quantum->place, "a quantum must be more than 0, not %.*s", STR_ARG(quantum->text));
}

static bool read_after(struct model_reader *reader)
{
	struct model_line *line = reader->line;
	const struct value *clamp = get(reader, "clamp"), *waiver = get(reader, "waive_if_below");
	const struct value *least = value_get(clamp, STR("min")), *most = value_get(clamp, STR("max"));
	struct value *round = get(reader, "round");
	bool ok = !round || model_rounding_read(reader, &line->round, round);
	line->has_least = least;
	line->has_most = most;
	line->has_waiver = waiver;
	if (least)
		line->least = least->decimal;
	if (most)
		line->most = most->decimal;
	if (waiver)
		line->waiver = waiver->decimal;
	if (least && most && decimal_compare(least->decimal, most->decimal) > 0)
		ok = diag_error(reader->diags, least->place, "'min' is more than 'max'");
	return ok;
}

/* One line */

/* Which of WORKS the line has: exactly one. */
static bool read_work(struct model_reader *reader)
{
	struct model_line *line = reader->line;
	const char *found = NULL;
	if (get(reader, "bracket"))
		return not_yet(reader, key_place(reader, "bracket"), "'bracket'");
	for (size_t i = 0; i < reader->tree->count; i++) {
		const struct value_pair *pair = &reader->tree->pairs[i];
		size_t work = 0;
		while (work < WORK_COUNT && !str_equal(pair->key, str_from(WORKS[work].key)))
			work++;
		if (work == WORK_COUNT)
			continue;
		if (found) {
			diag_error(reader->diags, pair->place, "the line '%.*s' is computed in two ways, '%s' and '%s'", STR_ARG(line->id), found,
			           WORKS[work].key);
			diag_hint(reader->diags, "make two lines of it");
			return false;
		}
		found = WORKS[work].key;
		line->work = WORKS[work].work;
	}
	if (found)
		return true;
	diag_error(reader->diags, line->place, "the line '%.*s' does not say how it is computed", STR_ARG(line->id));
	diag_hint(reader->diags, "add one of amount, basis, sum, rate, fraction, per_unit, convert, max and min");
	return false;
}

/* Keys that go with one computation only. */
static bool check_companions(struct model_reader *reader)
{
	static const struct { const char *key; unsigned works; const char *with; } COMPANIONS[] = {
		{ "of", 1u << MODEL_RATE | 1u << MODEL_FRACTION, "'rate' or 'fraction'" },
		{ "base_round", 1u << MODEL_RATE | 1u << MODEL_FRACTION, "'rate' or 'fraction'" },
		{ "qty", 1u << MODEL_PER_UNIT, "'per_unit'" }, { "qty_basis", 1u << MODEL_PER_UNIT, "'per_unit'" },
		{ "fx", 1u << MODEL_CONVERT, "'convert'" }, { "op", 1u << MODEL_CONVERT, "'convert'" },
	};
	unsigned work = 1u << reader->line->work;
	bool ok = true;
	for (size_t i = 0; i < sizeof COMPANIONS / sizeof *COMPANIONS; i++)
		if (get(reader, COMPANIONS[i].key) && !(COMPANIONS[i].works & work))
			ok = diag_error(reader->diags, key_place(reader, COMPANIONS[i].key), "'%s' goes with %s", COMPANIONS[i].key,
			                COMPANIONS[i].with);
	if (!get(reader, "of") && (work & (1u << MODEL_RATE | 1u << MODEL_FRACTION))) {
		const char *key = reader->line->work == MODEL_RATE ? "rate" : "fraction";
		ok = diag_error(reader->diags, key_place(reader, key), "'%s' needs 'of', the lines that it is taken of", key);
	}
	return ok;
}

static bool read_base(struct model_reader *reader)
{
	struct value *round = get(reader, "base_round");
	bool ok = read_parts(reader, "of");
	reader->line->rounds_base = round;
	return (!round || model_rounding_read(reader, &reader->line->base_round, round)) && ok;
}

static bool read_computation(struct model_reader *reader)
{
	struct model_line *line = reader->line;
	if (!read_work(reader) || !check_companions(reader))
		return false;
	bool ok;
	switch (line->work) {
	case MODEL_AMOUNT:
		return read_figure(reader, &line->value, "amount");
	case MODEL_BASIS:
		line->basis = read_basis(reader, "basis");
		return true;
	case MODEL_SUM:
		return read_parts(reader, "sum");
	case MODEL_RATE:
		ok = read_rate(reader);
		return read_base(reader) && ok;
	case MODEL_FRACTION:
		ok = read_fraction(reader);
		return read_base(reader) && ok;
	case MODEL_PER_UNIT:
		ok = read_figure(reader, &line->value, "per_unit");
		return read_quantity(reader) && ok;
	case MODEL_CONVERT:
		ok = read_fx(reader);
		return read_parts(reader, "convert") && ok;
	case MODEL_MAX:
		return read_parts(reader, "max");
	case MODEL_MIN:
		return read_parts(reader, "min");
	}
	return false;
}

static bool read_kind(struct model_reader *reader)
{
	static const char *const KINDS[] = {
		[COST_COST] = "cost", [COST_SUBTOTAL] = "subtotal", [COST_TOTAL] = "total", [COST_TAX_BASE] = "tax_base", [COST_INFO] = "info",
	};
	struct model_line *line = reader->line;
	const struct value *kind = get(reader, "kind");
	for (size_t i = 0; kind && i < sizeof KINDS / sizeof *KINDS; i++)
		if (str_equal(kind->text, str_from(KINDS[i])))
			line->kind = (enum cost_kind)i;
	line->unit = get_text(reader, "unit");
	if (line->unit.size == 0)
		return true;
	if (kind && line->kind != COST_INFO)
		return diag_error(reader->diags, kind->place, "a quantity is of the kind 'info', not '%.*s'", STR_ARG(kind->text));
	if (get(reader, "currency"))
		return diag_error(reader->diags, key_place(reader, "currency"), "a line with a unit is a quantity and has no currency");
	line->kind = COST_INFO;
	return true;
}

/* "Order amount" for order_amount. */
static struct str label_from_id(struct arena *arena, struct str id)
{
	char *label = arena_text(arena, id);
	for (size_t i = 0; i < id.size; i++)
		label[i] = label[i] == '_' ? ' ' : label[i];
	label[0] = (char)(label[0] - 'a' + 'A');
	return (struct str){ label, id.size };
}

static bool read_label(struct model_reader *reader)
{
	struct model_line *line = reader->line;
	struct value *label = get(reader, "label");
	bool ok = true;
	if (label && label->kind == VALUE_MAP) {
		ok = schema_check(label, &MODEL_LABEL_SCHEMA, reader->arena, reader->diags);
		line->label = value_as_text(value_get(label, STR("en")));
		line->label_zh = value_as_text(value_get(label, STR("zh")));
	} else if (label) {
		ok = check_as(reader, label, "label", SCHEMA_TEXT);
		line->label = value_as_text(label);
	}
	if (line->label.size == 0)
		line->label = label_from_id(reader->arena, line->id);
	return ok;
}

static bool read_allocate(struct model_reader *reader)
{
	const struct value *allocate = get(reader, "allocate"), *by = value_get(allocate, STR("by"));
	struct value *weights = value_get(allocate, STR("weights"));
	bool manual = by && str_equal(value_as_text(by), STR("manual")), ok = true;
	reader->line->allocate = allocate;
	if (manual && !weights)
		return diag_error(reader->diags, by->place, "a manual split needs 'weights', one for each item");
	if (!weights)
		return true;
	if (!manual)
		return diag_error(reader->diags, weights->place, "'weights' go with by: manual");
	if (weights->kind != VALUE_LIST)
		return diag_error(reader->diags, weights->place, "'weights' must be a list, one for each item");
	for (size_t i = 0; i < weights->count; i++)
		ok = check_as(reader, weights->items[i], "weights", SCHEMA_DECIMAL) && ok;
	return ok;
}

static bool read_audience(struct model_reader *reader)
{
	const struct value *audience = get(reader, "audience");
	reader->line->labelled = audience;
	/* without a site nothing is declared */
	return reader->config->edition_count == 0 ||
	       config_audience(&reader->line->audience, reader->config, audience, reader->diags);
}

static bool read_rest(struct model_reader *reader)
{
	struct model_line *line = reader->line;
	const struct value *currency = get(reader, "currency"), *to = get(reader, "effective_to");
	struct currency ignored;
	line->stage = get_text(reader, "stage");
	line->part = get_text(reader, "part");
	line->source = get_text(reader, "source");
	line->as_of = get_text(reader, "as_of");
	line->effective_from = get_text(reader, "effective_from");
	line->effective_to = get_text(reader, "effective_to");
	line->estimate = get_truth(reader, "estimate");
	line->recoverable = get_truth(reader, "recoverable");
	line->opaque = get_truth(reader, "opaque");
	bool ok = read_allocate(reader);
	ok = read_audience(reader) && ok;
	if (currency) {
		line->currency = currency->text;
		line->currency_place = currency->place;
		ok = currency_check(&ignored, currency->text, currency->place, reader->diags) && ok;
	}
	if (line->effective_from.size && line->effective_to.size && str_compare(line->effective_from, line->effective_to) > 0)
		ok = diag_error(reader->diags, to->place, "'effective_to' is before 'effective_from'");
	if (get(reader, "low") || get(reader, "high"))
		ok = not_yet(reader, key_place(reader, get(reader, "low") ? "low" : "high"), "the range of an estimate");
	return ok;
}

bool model_line_read(struct model_reader *reader)
{
	bool ok = read_kind(reader);
	ok = read_label(reader) && ok;
	ok = read_computation(reader) && ok;
	ok = read_after(reader) && ok;
	return read_rest(reader) && ok;
}
