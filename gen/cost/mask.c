#include "cost/mask.h"

#include "cost/opaque.h"
#include "model/order.h"
#include "model/order_schema.h"

/* What an edition shows of an order */

struct masking {
	struct arena *arena;
	const struct config *config;
	const struct edition *edition;
};

/* Paths below a value that the edition shows; WHOLE: all of it.  NAMED: its own path is among the edition's fields. */
struct scope {
	struct str *paths;
	size_t count;
	bool whole, named;
};

static bool may_see(const struct masking *masking, const struct value *audience)
{
	struct diags ignored = { 0 };   /* order_check has said what is wrong with it */
	uint32_t bits;
	bool ok = config_audience(&bits, masking->config, audience, &ignored);
	diags_clear(&ignored);
	return ok && edition_may_see(masking->edition, bits);
}

/* What SCOPE shows of the entry KEY. */
static struct scope enter(const struct masking *masking, const struct scope *scope, struct str key)
{
	struct scope below = { .paths = arena_array(masking->arena, struct str, scope->count), .whole = scope->whole };
	for (size_t i = 0; i < scope->count; i++) {
		struct str rest = scope->paths[i];
		if (!str_equal(str_next_part(&rest, '.'), key))
			continue;
		if (rest.size)
			below.paths[below.count++] = rest;
		else
			below.whole = below.named = true;
	}
	return below;
}

static struct value *mask_value(const struct masking *masking, struct value *value, const struct scope *scope);

static struct value *mask_list(const struct masking *masking, const struct value *list, const struct scope *scope)
{
	struct value *masked = value_new(masking->arena, VALUE_LIST, list->place);
	for (size_t i = 0; i < list->count; i++) {
		struct value *item = mask_value(masking, list->items[i], scope);
		if (item)
			value_append(masking->arena, masked, item);
	}
	return masked;
}

/* Evidence is personal: a path that shows what is around it does not show it. */
static bool is_withheld(const struct value *map, const struct value_pair *pair, const struct scope *below)
{
	const struct schema_field *field = map->schema ? schema_field(map->schema, pair->key) : NULL;
	bool evidence = field && field->fields == &EVIDENCE_SCHEMA;
	return (evidence && !below->named && !value_get(pair->value, STR("audience"))) ||
	       (map->schema == &ORDER_SCHEMA && str_equal(pair->key, STR("cost_model")));
}

static struct value *mask_map(const struct masking *masking, const struct value *map, const struct scope *scope)
{
	struct value *masked = value_new(masking->arena, VALUE_MAP, map->place);
	for (size_t i = 0; i < map->count; i++) {
		const struct value_pair *pair = &map->pairs[i];
		struct scope below = enter(masking, scope, pair->key);
		if ((!below.whole && below.count == 0) || str_equal(pair->key, STR("audience")) || is_withheld(map, pair, &below))
			continue;
		struct value *value = mask_value(masking, pair->value, &below);
		if (value)
			value_set(masking->arena, masked, pair->key, value);
	}
	masked->schema = map->schema;
	return masked;
}

/* NULL when nothing of VALUE is shown. */
static struct value *mask_value(const struct masking *masking, struct value *value, const struct scope *scope)
{
	if (value->kind != VALUE_LIST && value->kind != VALUE_MAP)
		return scope->whole ? value : NULL;
	const struct value *audience = value_get(value, STR("audience"));
	if (audience && !may_see(masking, audience))
		return NULL;
	struct value *masked = value->kind == VALUE_MAP ? mask_map(masking, value, scope) : mask_list(masking, value, scope);
	return masked->count || value->count == 0 ? masked : NULL;
}

static struct value *copy_top(struct arena *arena, const struct value *record)
{
	struct value *copy = value_new(arena, VALUE_MAP, record->place);
	for (size_t i = 0; i < record->count; i++)
		value_set(arena, copy, record->pairs[i].key, record->pairs[i].value);
	copy->schema = record->schema;
	return copy;
}

struct value *mask_order(struct arena *arena, const struct value *record, const struct config *config,
                         const struct edition *edition)
{
	if (edition->everything)
		return copy_top(arena, record);
	const struct masking masking = { arena, config, edition };
	const struct scope scope = { .paths = edition->order_fields, .count = edition->order_field_count };
	return mask_map(&masking, record, &scope);
}

/* What an edition shows of its cost */

static bool is_index(struct str part)
{
	for (size_t i = 0; i < part.size; i++)
		if (part.data[i] < '0' || part.data[i] > '9')
			return false;
	return part.size > 0;
}

/* Whether FIELD is PATH or leads to it; indices in PATH are passed over. */
static bool leads_to(struct str field, struct str path)
{
	while (field.size) {
		struct str wanted = str_next_part(&field, '.'), part;
		do
			part = str_next_part(&path, '.');
		while (is_index(part) && path.size);
		if (!str_equal(wanted, part))
			return false;
	}
	return true;
}

static bool shows_path(const struct edition *edition, struct str path)
{
	for (size_t i = 0; i < edition->order_field_count; i++)
		if (leads_to(edition->order_fields[i], path))
			return true;
	return edition->everything;
}

/* The first of LINE's parts that is hidden, or NULL. */
static const struct cost_line *find_hidden_part(const struct cost *cost, const struct cost_line *line, const bool *visible)
{
	for (size_t i = 0; i < line->part_count; i++)
		if (!visible[line->parts[i].line])
			return &cost->lines[line->parts[i].line];
	return NULL;
}

static const struct cost_input *find_hidden_input(const struct cost_line *line, const struct edition *edition)
{
	for (size_t i = 0; i < line->input_count; i++)
		if (line->inputs[i].labelled && !edition_may_see(edition, line->inputs[i].audience))
			return &line->inputs[i];
	return NULL;
}

static bool is_visible(const struct cost *cost, const struct cost_line *line, const bool *visible, const struct edition *edition)
{
	if (edition->everything)
		return true;
	if (line->labelled)
		return edition_may_see(edition, line->audience);
	return line->part_count > 0 && !find_hidden_part(cost, line, visible) && !find_hidden_input(line, edition);
}

/* A line that is shown by its label although something under it is not. */
static bool check_label(const struct cost *cost, const struct cost_line *line, const bool *visible, const struct edition *edition,
                        struct diags *diags)
{
	const struct cost_line *part = find_hidden_part(cost, line, visible);
	const struct cost_input *input = find_hidden_input(line, edition);
	if (input) {
		diag_error(diags, line->place, "the edition '%.*s' shows '%.*s', but not 'order.%.*s', which it takes", STR_ARG(edition->name),
		           STR_ARG(line->id), STR_ARG(input->path));
		diag_hint(diags, "give both the same audience");
		return false;
	}
	if (!part || line->opaque)
		return true;
	diag_error(diags, line->place, "the edition '%.*s' shows '%.*s', but not '%.*s', which it is made from", STR_ARG(edition->name),
	           STR_ARG(line->id), STR_ARG(part->id));
	diag_hint(diags, "give both the same audience, or write 'opaque: true' to show the amount without its working");
	return false;
}

/* LINE as EDITION sees it; PLACES leads from lines of COST to those of the masked cost. */
static struct cost_line mask_line(const struct cost *cost, const struct cost_line *line, const bool *visible, const size_t *places,
                                  struct arena *arena, const struct edition *edition)
{
	struct cost_line masked = *line;
	bool shown = !find_hidden_part(cost, line, visible);
	masked.parts = arena_array(arena, struct cost_part, line->part_count);
	masked.missing = arena_array(arena, struct str, line->missing_count);
	masked.part_count = masked.missing_count = masked.input_count = 0;
	masked.inputs = NULL;
	for (size_t i = 0; shown && i < line->part_count; i++)
		masked.parts[masked.part_count++] = (struct cost_part){ places[line->parts[i].line], line->parts[i].negative };
	for (size_t i = 0; i < line->missing_count; i++)
		if (shows_path(edition, str_slice(line->missing[i], STR("order.").size, line->missing[i].size)))
			masked.missing[masked.missing_count++] = line->missing[i];
	for (size_t i = 0; i < line->input_count; i++)
		shown = shown && shows_path(edition, line->inputs[i].path);
	if (!shown)
		masked.working = STR("");
	return masked;
}

bool mask_cost(struct cost *masked, struct arena *arena, const struct cost *cost, const struct edition *edition,
               struct diags *diags)
{
	*masked = *cost;
	if (edition->everything)
		return true;
	bool *visible = arena_array(arena, bool, cost->line_count), ok = true;
	size_t *places = arena_array(arena, size_t, cost->line_count);
	masked->lines = arena_array(arena, struct cost_line, cost->line_count);
	masked->line_count = masked->assumption_count = 0;
	masked->assumptions = NULL;
	for (size_t i = 0; i < cost->line_count; i++) {
		const struct cost_line *line = &cost->lines[i];
		visible[i] = is_visible(cost, line, visible, edition);
		if (!visible[i])
			continue;
		ok = check_label(cost, line, visible, edition, diags) && ok;
		places[i] = masked->line_count;
		masked->lines[masked->line_count++] = mask_line(cost, line, visible, places, arena, edition);
	}
	return ok && opaque_check(cost, visible, arena, edition, diags);
}
