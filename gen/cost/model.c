#include "cost/model.h"

#include "cost/model_line.h"
#include "cost/model_schema.h"
#include "cost/total.h"
#include "data/currency.h"

static bool read_id(struct model_reader *reader, struct model_line *line, const struct value *tree)
{
	const struct value *id = value_get(tree, STR("id"));
	line->place = tree->place;
	line->id = value_as_text(id);
	if (line->id.size == 0)
		return true;   /* said already */
	if (!model_is_line_id(line->id)) {
		diag_error(reader->diags, id->place, "a line cannot be called '%.*s'", STR_ARG(line->id));
		diag_hint(reader->diags, "use small letters, digits and '_', with a letter in front");
		return false;
	}
	if (map_put(&reader->ids, line->id, line) == line)
		return true;
	return diag_error(reader->diags, id->place, "there is another line '%.*s'", STR_ARG(line->id));
}

static bool read_lines(struct model_reader *reader, const struct value *list)
{
	struct model *model = reader->model;
	bool ok = true;
	if (list->kind != VALUE_LIST) {
		diag_error(reader->diags, list->place, "'lines' must be a list, not %s", value_kind_name(list->kind));
		diag_hint(reader->diags, "begin each line with '- '");
		return false;
	}
	model->line_count = list->count;
	model->lines = arena_array(reader->arena, struct model_line, list->count);
	for (size_t i = 0; i < list->count; i++) {
		struct model_line *line = &model->lines[i];
		line->refused = !schema_check(list->items[i], &MODEL_LINE_SCHEMA, reader->arena, reader->diags);
		line->refused = !read_id(reader, line, list->items[i]) || line->refused;
	}
	for (size_t i = 0; i < list->count; i++) {
		reader->line = &model->lines[i];
		reader->tree = list->items[i];
		reader->line->refused = reader->line->refused || !model_line_read(reader);
		if (!reader->line->refused && reader->line->kind == COST_TOTAL)
			reader->line->refused = !total_check(model, i, reader->diags);
		ok = ok && !reader->line->refused;
	}
	return ok;
}

static bool read_head(struct model_reader *reader, const struct value *tree)
{
	struct model *model = reader->model;
	const struct value *currency = value_get(tree, STR("currency")), *needs = value_get(tree, STR("needs"));
	const struct value *assumptions = value_get(tree, STR("assumptions"));
	struct value *rounding = value_get(tree, STR("rounding"));
	struct currency ignored;
	bool ok = true;
	if (currency) {
		model->currency = value_as_text(currency);
		ok = currency_check(&ignored, model->currency, currency->place, reader->diags);
	}
	if (rounding)
		ok = model_rounding_read(reader, &model->rounding, rounding) && ok;
	if (needs) {
		ok = diag_error(reader->diags, needs->place, "'needs' cannot be checked yet");
		diag_hint(reader->diags, "take it out: a line whose value is absent is not known, and says which");
	}
	model->assumption_count = assumptions ? assumptions->count : 0;
	model->assumptions = arena_array(reader->arena, struct str, model->assumption_count);
	for (size_t i = 0; i < model->assumption_count; i++)
		model->assumptions[i] = value_as_text(assumptions->items[i]);
	return ok;
}

static bool check_item_total(struct model_reader *reader, const struct value *name)
{
	const struct model_line *line = map_get(&reader->ids, value_as_text(name));
	if (line && (line->kind == COST_TOTAL || line->refused))
		return true;
	return diag_error(reader->diags, name->place, "'item_total' must be a line of the kind 'total', not '%.*s'",
	                  STR_ARG(value_as_text(name)));
}

bool model_read(struct model *model, struct arena *arena, const struct value *tree, const struct config *config,
                struct diags *diags)
{
	struct model_reader reader = { .model = model, .arena = arena, .config = config, .diags = diags };
	/* schemas type what they check, and workers share a model: each types a copy of its own */
	struct value *copy = value_copy(arena, tree);
	*model = (struct model){ 0 };
	if (!schema_check(copy, &MODEL_SCHEMA, arena, diags))
		return false;
	const struct value *item_total = value_get(copy, STR("item_total"));
	bool ok = read_head(&reader, copy);
	ok = read_lines(&reader, value_get(copy, STR("lines"))) && ok;
	if (item_total)
		ok = check_item_total(&reader, item_total) && ok;
	map_clear(&reader.ids);
	return ok;
}
