#include "data/schema.h"

#include <string.h>

#include "data/moment.h"

enum { TEXT_SHOWN = 60 };  /* bytes of a text in a message */

struct check {
	struct arena *arena;
	struct diags *diags;
};

/* TEXT cut to what a message can hold. */
static const char *shown(struct check *check, struct str text)
{
	size_t size = 0;
	while (size < text.size && size < TEXT_SHOWN) {
		size_t point = str_point_size(str_slice(text, size, text.size));
		size += point ? point : 1;
	}
	return arena_print(check->arena, "%.*s%s", STR_ARG(str_slice(text, 0, size)), size < text.size ? "…" : "").data;
}

static const char *found(struct check *check, const struct value *value)
{
	switch (value->kind) {
	case VALUE_BOOL:
		return value->truth ? "true" : "false";
	case VALUE_NUMBER:
		return arena_print(check->arena, "the number %s", shown(check, value->text)).data;
	case VALUE_TEXT:
		return arena_print(check->arena, "the text '%s'", shown(check, value->text)).data;
	case VALUE_NULL:
	case VALUE_LIST:
	case VALUE_MAP:
	case VALUE_LINK:
	case VALUE_MARKUP:
		break;
	}
	return value_kind_name(value->kind);
}

/* What each type asks for, and what to write when the field itself does not say. */
static const struct { const char *wanted, *hint; } TYPES[] = {
	[SCHEMA_TEXT] = { "a text", "put it in quotes" },
	[SCHEMA_BOOL] = { "true or false", "write true or false" },
	[SCHEMA_TRI] = { "true, false or unknown", "write true, false or unknown" },
	[SCHEMA_DECIMAL] = { "a number", "write digits, with a point before the fraction" },
	[SCHEMA_RATE] = { "a rate", "write 0.075 or 7.5%" },
	[SCHEMA_COUNT] = { "a whole number from 0", "write digits only" },
	[SCHEMA_DATE] = { "a date", "write it as 2026-03-31" },
	[SCHEMA_TIME] = { "a time", "write it as 2026-03-31T10:15:00+08:00" },
	[SCHEMA_CHOICE] = { "a text", "put it in quotes" },
	[SCHEMA_TEXTS] = { "a list of texts", "write [one, two]" },
	[SCHEMA_MAP] = { "a map of keys and values", "write each as 'key: value'" },
	[SCHEMA_LIST] = { "a list", "begin each entry with '- '" },
	[SCHEMA_TABLE] = { "a map of keys and values", "write each as 'key: value'" },
};

static void hint(struct check *check, const struct schema_field *field)
{
	const char *text = field->hint ? field->hint : TYPES[field->type].hint;
	diag_hint(check->diags, "%s", text);
}

static bool wrong_kind(struct check *check, const struct schema_field *field, const struct value *value)
{
	diag_error(check->diags, value->place, "'%s' must be %s, not %s", field->name, TYPES[field->type].wanted, found(check, value));
	hint(check, field);
	return false;
}

/* The kind would do, the text does not: WHY says what it "has" or "is". */
static bool wrong_text(struct check *check, const struct schema_field *field, const struct value *value, const char *why)
{
	diag_error(check->diags, value->place, "'%s' must be %s, but '%s' %s", field->name, TYPES[field->type].wanted,
	           shown(check, value->text), why);
	hint(check, field);
	return false;
}

static bool is_scalar(const struct value *value)
{
	return value->kind == VALUE_TEXT || value->kind == VALUE_NUMBER;
}

static bool check_text(struct check *check, const struct schema_field *field, struct value *value)
{
	if (!is_scalar(value))
		return wrong_kind(check, field, value);
	value->kind = VALUE_TEXT;
	if (str_trim(value->text).size)
		return true;
	diag_error(check->diags, value->place, "'%s' is empty", field->name);
	if (field->hint)
		diag_hint(check->diags, "%s", field->hint);
	return false;
}

static bool check_truth(struct check *check, const struct schema_field *field, const struct value *value)
{
	bool unknown = field->type == SCHEMA_TRI && value->kind == VALUE_TEXT && str_equal(value->text, STR("unknown"));
	return value->kind == VALUE_BOOL || unknown || wrong_kind(check, field, value);
}

static bool check_decimal(struct check *check, const struct schema_field *field, struct value *value)
{
	const char *why;
	if (!is_scalar(value))
		return wrong_kind(check, field, value);
	if (value->kind == VALUE_TEXT || !value->exact) {
		if (!decimal_parse(&value->decimal, value->text, &why))
			return wrong_text(check, field, value, why);
		value->kind = VALUE_NUMBER;
		value->exact = true;
	}
	return true;
}

/* "7.5%" becomes 0.075. */
static bool check_percentage(struct check *check, const struct schema_field *field, struct value *value)
{
	static const struct decimal HUNDREDTH = { 1, 2 };
	const char *why;
	struct decimal percent;
	if (!decimal_parse(&percent, str_slice(value->text, 0, value->text.size - 1), &why))
		return wrong_text(check, field, value, why);
	if (!decimal_multiply(&percent, percent, HUNDREDTH))
		return wrong_text(check, field, value, "has more digits than can be computed with");
	struct place place = value->place;
	*value = *value_decimal(check->arena, percent);
	value->place = place;
	return true;
}

static bool check_rate(struct check *check, const struct schema_field *field, struct value *value)
{
	static const struct decimal ONE = { 1, 0 }, MINUS_ONE = { -1, 0 };
	if (value->kind == VALUE_TEXT && str_ends(value->text, STR("%")))
		return check_percentage(check, field, value);
	if (!check_decimal(check, field, value))
		return false;
	if (decimal_compare(value->decimal, ONE) <= 0 && decimal_compare(value->decimal, MINUS_ONE) >= 0)
		return true;
	diag_error(check->diags, value->place, "'%s' must be a rate, and %s is more than the whole", field->name,
	           shown(check, value->text));
	diag_hint(check->diags, "did you mean %s%%?", shown(check, value->text));
	return false;
}

static bool check_count(struct check *check, const struct schema_field *field, struct value *value)
{
	if (!check_decimal(check, field, value))
		return false;
	if (value->decimal.scale > 0)
		return wrong_text(check, field, value, "has a fraction");
	if (decimal_sign(value->decimal) < 0)
		return wrong_text(check, field, value, "is below 0");
	return value->decimal.units <= INT64_MAX || wrong_text(check, field, value, "is too large");
}

/* Whether TEXT has a digit where SHAPE has one, and the same byte where SHAPE has another. */
static bool has_shape(struct str text, const char *shape)
{
	size_t i = 0;
	for (; i < text.size && shape[i]; i++) {
		bool digit = text.data[i] >= '0' && text.data[i] <= '9';
		if (shape[i] == '0' ? !digit : text.data[i] != shape[i])
			return false;
	}
	return shape[i] == '\0';
}

static bool check_date(struct check *check, const struct schema_field *field, const struct value *value)
{
	static const char DATE[] = "0000-00-00", TIME[] = "0000-00-00T00:00:00";
	bool date = field->type == SCHEMA_DATE;
	int64_t moment;
	if (value->kind != VALUE_TEXT)
		return wrong_kind(check, field, value);
	if (!has_shape(value->text, date ? DATE : TIME) || (date && value->text.size != sizeof DATE - 1))
		return wrong_text(check, field, value, date ? "is no date" : "is no time");
	if (moment_parse(&moment, value->text))
		return true;
	return wrong_text(check, field, value, date ? "is no day of the years 1980 to 2107" : "is no time of the years 1980 to 2107");
}

static void hint_choices(struct check *check, const struct schema_field *field)
{
	struct buf all = { 0 };
	for (const char *const *choice = field->choices; *choice; choice++)
		buf_print(&all, "%s%s", all.size ? ", " : "", *choice);
	diag_hint(check->diags, "write one of %.*s", STR_ARG(buf_str(&all)));
	buf_clear(&all);
}

static bool check_choice(struct check *check, const struct schema_field *field, struct value *value)
{
	if (!check_text(check, field, value))
		return false;
	struct str_nearest nearest = { 0 };
	for (const char *const *choice = field->choices; *choice; choice++) {
		if (str_equal(value->text, str_from(*choice)))
			return true;
		str_nearest_offer(&nearest, value->text, str_from(*choice));
	}
	diag_error(check->diags, value->place, "'%s' cannot be '%s'", field->name, shown(check, value->text));
	if (nearest.found.size)
		diag_hint_nearest(check->diags, &nearest);
	else if (field->hint)
		diag_hint(check->diags, "%s", field->hint);
	else
		hint_choices(check, field);
	return false;
}

static bool check_texts(struct check *check, const struct schema_field *field, struct value *value)
{
	if (is_scalar(value)) {
		struct value *item = value_new(check->arena, value->kind, value->place);
		*item = *value;
		*value = (struct value){ .kind = VALUE_LIST, .place = item->place };
		value_append(check->arena, value, item);
	}
	if (value->kind != VALUE_LIST)
		return wrong_kind(check, field, value);
	bool ok = true;
	for (size_t i = 0; i < value->count; i++)
		ok = (is_scalar(value->items[i]) ? check_text(check, field, value->items[i])
		                                 : wrong_kind(check, field, value->items[i])) && ok;
	return ok;
}

static bool check_map(struct check *check, const struct schema *schema, struct value *value);

static bool check_list(struct check *check, const struct schema_field *field, struct value *value)
{
	if (value->kind != VALUE_LIST)
		return wrong_kind(check, field, value);
	bool ok = true;
	for (size_t i = 0; i < value->count; i++)
		ok = check_map(check, field->fields, value->items[i]) && ok;
	return ok;
}

/* An entry with nothing behind its key is an empty map: what it lacks is said. */
static bool check_table(struct check *check, const struct schema_field *field, struct value *value)
{
	if (value->kind != VALUE_MAP)
		return wrong_kind(check, field, value);
	bool ok = true;
	for (size_t i = 0; i < value->count; i++) {
		struct value *entry = value->pairs[i].value;
		if (entry->kind == VALUE_NULL)
			entry->kind = VALUE_MAP;
		ok = check_map(check, field->fields, entry) && ok;
	}
	return ok;
}

static bool check_field(struct check *check, const struct schema_field *field, struct value *value)
{
	switch (field->type) {
	case SCHEMA_ANY: return true;
	case SCHEMA_TEXT: return check_text(check, field, value);
	case SCHEMA_BOOL:
	case SCHEMA_TRI: return check_truth(check, field, value);
	case SCHEMA_DECIMAL: return check_decimal(check, field, value);
	case SCHEMA_RATE: return check_rate(check, field, value);
	case SCHEMA_COUNT: return check_count(check, field, value);
	case SCHEMA_DATE:
	case SCHEMA_TIME: return check_date(check, field, value);
	case SCHEMA_CHOICE: return check_choice(check, field, value);
	case SCHEMA_TEXTS: return check_texts(check, field, value);
	case SCHEMA_MAP:
		return value->kind == VALUE_MAP ? check_map(check, field->fields, value) : wrong_kind(check, field, value);
	case SCHEMA_LIST: return check_list(check, field, value);
	case SCHEMA_TABLE: return check_table(check, field, value);
	}
	return true;
}

static bool refuse_key(struct check *check, const struct schema *schema, const struct value_pair *pair)
{
	struct str_nearest nearest = { 0 };
	diag_error(check->diags, pair->place, "unknown key '%s' in %s", shown(check, pair->key), schema->what);
	for (const struct schema_field *field = schema->fields; field->name; field++)
		str_nearest_offer(&nearest, pair->key, str_from(field->name));
	if (str_index(pair->key, ':') > 0)  /* {qty:1} in YAML is a key without a value */
		diag_hint(check->diags, "write a space behind the ':'");
	diag_hint_nearest(check->diags, &nearest);
	return false;
}

/* Reports the fields that MAP lacks; a null is a field that is lacking, at its own place. */
static bool check_required(struct check *check, const struct schema *schema, const struct value *map)
{
	bool ok = true;
	for (const struct schema_field *field = schema->fields; field->name; field++) {
		const struct value_pair *pair = field->required ? value_pair(map, str_from(field->name)) : NULL;
		if (!field->required || (pair && pair->value->kind != VALUE_NULL))
			continue;
		ok = diag_error(check->diags, pair ? pair->place : map->place, "%s needs '%s'", schema->what, field->name);
		if (field->hint)
			diag_hint(check->diags, "%s", field->hint);
	}
	return ok;
}

/* An entry of a list or table, or the whole, that is no map. */
static bool refuse_map(struct check *check, const struct schema *schema, const struct value *value)
{
	diag_error(check->diags, value->place, "%s must be a map of keys and values, not %s", schema->what, found(check, value));
	if (value->kind == VALUE_TEXT && str_index(value->text, ':') > 0)
		diag_hint(check->diags, "write a space behind the ':'");
	else
		diag_hint(check->diags, "write each as 'key: value'");
	return false;
}

static bool check_map(struct check *check, const struct schema *schema, struct value *value)
{
	if (value->kind != VALUE_MAP)
		return refuse_map(check, schema, value);
	bool ok = check_required(check, schema, value);
	bool *keep = arena_array(check->arena, bool, value->count);
	for (size_t i = 0; i < value->count; i++) {
		const struct value_pair *pair = &value->pairs[i];
		const struct schema_field *field = schema_field(schema, pair->key);
		keep[i] = !field || pair->value->kind != VALUE_NULL;
		if (!field && !schema->open)
			ok = refuse_key(check, schema, pair);
		else if (field && keep[i])
			ok = check_field(check, field, pair->value) && ok;
	}
	value_keep_pairs(value, keep);
	value->schema = schema;
	return ok;
}

bool schema_check(struct value *value, const struct schema *schema, struct arena *arena, struct diags *diags)
{
	struct check check = { arena, diags };
	return check_map(&check, schema, value);
}

bool schema_check_field(struct value *value, const struct schema_field *field, struct arena *arena, struct diags *diags)
{
	struct check check = { arena, diags };
	return check_field(&check, field, value);
}

const struct schema_field *schema_field(const struct schema *schema, struct str name)
{
	if (name.size == 0)
		return NULL;
	for (const struct schema_field *field = schema->fields; field->name; field++)
		if (strncmp(field->name, name.data, name.size) == 0 && field->name[name.size] == '\0')
			return field;
	return NULL;
}
