#include "model/order_tree.h"

#include "data/currency.h"
#include "data/moment.h"
#include "model/order_schema.h"

struct check {
	struct arena *arena;
	const struct config *config;
	struct diags *diags;
};

static bool check_evidence_path(struct check *check, const struct value *path)
{
	struct str text = value_as_text(path), rest = text;
	const char *why = NULL;
	if (text.size == 0)
		return true;
	if (str_find(text, STR("://"), 0) >= 0)
		why = "is an address on the network";
	else if (text.data[0] == '/' || (text.size > 1 && text.data[1] == ':'))
		why = "is an absolute path";
	else if (str_index(text, '\\') >= 0)
		why = "has a backslash";
	while (rest.size && !why) {
		struct str part = str_next_part(&rest, '/');
		if (str_equal(part, STR("..")))
			why = "leaves the order's folder";
		else if (part.size == 0 || str_equal(part, STR(".")))
			why = "has an empty part";
	}
	if (!why)
		return true;
	diag_error(check->diags, path->place, "evidence must lie in the order's folder, but '%.*s' %s", STR_ARG(text), why);
	diag_hint(check->diags, "put the file beside the record and write its path, such as evidence/chat.png");
	return false;
}

static bool check_tree(struct check *check, struct value *map);

/* VALUE is a map of SCHEMA, or stands for its first field; NAME is what it is called here. */
static bool check_short(struct check *check, struct value *value, const char *name, const struct schema *schema)
{
	struct schema_field first = schema->fields[0];
	first.name = name;
	bool ok;
	if (value->kind == VALUE_MAP) {
		ok = schema_check(value, schema, check->arena, check->diags);
		ok = check_tree(check, value) && ok;
	} else {
		ok = schema_check_field(value, &first, check->arena, check->diags);
	}
	if (schema == &EVIDENCE_SCHEMA)
		ok = check_evidence_path(check, value->kind == VALUE_MAP ? value_get(value, STR("file")) : value) && ok;
	return ok;
}

static bool check_map(struct check *check, const struct value *map, const char *name)
{
	if (map->kind == VALUE_MAP)
		return true;
	diag_error(check->diags, map->place, "'%s' must be a map of keys and values, not %s", name, value_kind_name(map->kind));
	diag_hint(check->diags, "write each as 'key: value'");
	return false;
}

/* A map whose keys are the author's, such as `charges`. */
static bool check_shorts(struct check *check, struct value *map, const char *name, const struct schema *schema)
{
	if (!check_map(check, map, name))
		return false;
	bool ok = true;
	for (size_t i = 0; i < map->count; i++)
		if (map->pairs[i].value->kind != VALUE_NULL)
			ok = check_short(check, map->pairs[i].value, arena_text(check->arena, map->pairs[i].key), schema) && ok;
	return ok;
}

static bool check_notes(struct check *check, struct value *notes)
{
	if (notes->kind != VALUE_LIST)
		return check_short(check, notes, "notes", &NOTE_SCHEMA);
	bool ok = true;
	for (size_t i = 0; i < notes->count; i++)
		ok = check_short(check, notes->items[i], "a note", &NOTE_SCHEMA) && ok;
	return ok;
}

static bool check_needed(struct check *check, const struct value *map, const struct value *state, const char *key)
{
	if (value_get(map, str_from(key)))
		return true;
	return diag_error(check->diags, state->place, "'%.*s' needs '%s'", STR_ARG(value_as_text(state)), key);
}

static bool check_checked(struct check *check, const struct value *item)
{
	const struct value *state = value_get(item, STR("state")), *at = value_get(item, STR("at"));
	int64_t moment;
	bool ok = true;
	if (str_equal(value_as_text(state), STR("done")))
		ok = check_needed(check, item, state, "by") && check_needed(check, item, state, "at");
	if (str_equal(value_as_text(state), STR("not_applicable")))
		ok = check_needed(check, item, state, "reason");
	if (at && !moment_parse(&moment, value_as_text(at)))
		ok = diag_error(check->diags, at->place, "'%.*s' is no date or time", STR_ARG(value_as_text(at)));
	return ok;
}

static bool check_checklist(struct check *check, struct value *list, const char *name)
{
	const struct schema_field table = { .name = name, .type = SCHEMA_TABLE, .fields = &CHECK_SCHEMA };
	if (!schema_check_field(list, &table, check->arena, check->diags))
		return false;
	bool ok = true;
	for (size_t i = 0; i < list->count; i++) {
		ok = check_tree(check, list->pairs[i].value) && ok;
		ok = check_checked(check, list->pairs[i].value) && ok;
	}
	return ok;
}

static bool check_checklists(struct check *check, struct value *lists)
{
	if (!check_map(check, lists, "checklists"))
		return false;
	bool ok = true;
	for (size_t i = 0; i < lists->count; i++)
		if (lists->pairs[i].value->kind != VALUE_NULL)
			ok = check_checklist(check, lists->pairs[i].value, arena_text(check->arena, lists->pairs[i].key)) && ok;
	return ok;
}

static bool check_audience(struct check *check, const struct value *audience)
{
	uint32_t ignored;
	/* without a site nothing is declared */
	return check->config->edition_count == 0 || config_audience(&ignored, check->config, audience, check->diags);
}

static bool check_part(struct check *check, struct value *value, const struct schema_field *field)
{
	struct str name = str_from(field->name);
	struct currency currency;
	bool ok = true;
	if (str_equal(name, STR("audience")))
		return check_audience(check, value);
	if (str_equal(name, STR("currency")) && value->kind == VALUE_TEXT)
		return currency_check(&currency, value->text, value->place, check->diags);
	if (str_equal(name, STR("charges")))
		return check_shorts(check, value, "charges", &CHARGE_SCHEMA);
	if (str_equal(name, STR("checklists")))
		return check_checklists(check, value);
	if (str_equal(name, STR("notes")))
		return check_notes(check, value);
	if (field->type == SCHEMA_ANY && field->fields)
		return check_short(check, value, field->name, field->fields);
	if (field->type == SCHEMA_MAP && value->kind == VALUE_MAP)
		return check_tree(check, value);
	if (field->type == SCHEMA_LIST && value->kind == VALUE_LIST)
		for (size_t i = 0; i < value->count; i++)
			if (value->items[i]->kind == VALUE_MAP)
				ok = check_tree(check, value->items[i]) && ok;
	return ok;
}

/* MAP was checked against its schema. */
static bool check_tree(struct check *check, struct value *map)
{
	bool ok = true;
	for (size_t i = 0; i < map->count; i++) {
		const struct schema_field *field = schema_field(map->schema, map->pairs[i].key);
		if (field)
			ok = check_part(check, map->pairs[i].value, field) && ok;
	}
	return ok;
}

/* ORDER_SCHEMA without what it requires. */
static const struct schema *schema_of_part(struct arena *arena)
{
	size_t count = 0;
	while (ORDER_SCHEMA.fields[count].name)
		count++;
	struct schema_field *fields = arena_array(arena, struct schema_field, count + 1);
	struct schema *schema = arena_new(arena, struct schema);
	for (size_t i = 0; i < count; i++) {
		fields[i] = ORDER_SCHEMA.fields[i];
		fields[i].required = false;
	}
	*schema = (struct schema){ ORDER_SCHEMA.what, fields, ORDER_SCHEMA.open };
	return schema;
}

bool order_tree_check(struct value *record, bool whole, struct arena *arena, const struct config *config, struct diags *diags)
{
	struct check check = { arena, config, diags };
	bool ok = schema_check(record, whole ? &ORDER_SCHEMA : schema_of_part(arena), arena, diags);
	if (record->kind != VALUE_MAP)
		return false;
	record->schema = &ORDER_SCHEMA;
	return check_tree(&check, record) && ok;
}
