#include <stdio.h>

#include "base/file.h"
#include "cli/command.h"
#include "cost/cost.h"
#include "data/json.h"
#include "data/text.h"
#include "data/yaml.h"
#include "model/order.h"
#include "model/site.h"

static struct value *read_record(struct arena *arena, const char *path, struct diags *diags)
{
	struct buf bytes = { 0 };
	struct value *record = NULL;
	if (file_read(&bytes, path, diags) && text_check(buf_str(&bytes), path, diags)) {
		struct str text = text_skip_mark(arena_str(arena, buf_str(&bytes)));
		bool json = str_equal(path_extension(str_from(path)), STR(".json"));
		record = json ? json_parse(arena, text, path, 1, diags) : yaml_parse(arena, text, path, 1, diags);
	}
	buf_clear(&bytes);
	if (record && record->kind != VALUE_MAP) {
		diag_error(diags, record->place, "an order is a map of keys and values, not %s", value_kind_name(record->kind));
		return NULL;
	}
	return record;
}

/* A file that has an id is checked as an order; one that has none needs no more than items and a model. */
static bool compute(struct cost *cost, struct arena *arena, struct site *site, const char *path, struct diags *diags)
{
	struct value *record = read_record(arena, path, diags);
	if (!record)
		return false;
	const char *root = site_find(arena, path);
	if (root && !site_load_models(site, root, diags))
		return false;
	if (value_get(record, STR("id")) && !order_check(record, arena, &site->config, diags))
		return false;
	return cost_compute(cost, arena, record, site->cost_models, &site->config, diags);
}

static void print_text(const struct cost *cost)
{
	size_t widest = 0;
	struct buf out = { 0 }, amount = { 0 };
	for (size_t i = 0; i < cost->line_count; i++)
		widest = cost->lines[i].id.size > widest ? cost->lines[i].id.size : widest;
	for (size_t i = 0; i < cost->line_count; i++) {
		const struct cost_line *line = &cost->lines[i];
		buf_truncate(&amount, 0);
		if (line->known)
			decimal_format_grouped(&amount, line->amount);
		else
			buf_add(&amount, STR("not known yet"));
		buf_print(&out, "%-*.*s  %18.*s %-3.*s%s", (int)widest, STR_ARG(line->id), STR_ARG(buf_str(&amount)),
		          STR_ARG(line->currency.size ? line->currency : line->unit), line->estimate ? "  est." : "");
		if (line->working.size)
			buf_print(&out, "  %.*s", STR_ARG(line->working));
		for (size_t j = 0; j < line->missing_count; j++)
			buf_print(&out, "%s%.*s", j ? ", " : "  fill in ", STR_ARG(line->missing[j]));
		buf_add_char(&out, '\n');
	}
	fwrite(out.data, 1, out.size, stdout);
	buf_clear(&out);
	buf_clear(&amount);
}

static void print_json(struct arena *arena, const struct cost *cost)
{
	struct buf out = { 0 };
	value_to_json(&out, cost_to_text_value(arena, cost));
	buf_add_char(&out, '\n');
	fwrite(out.data, 1, out.size, stdout);
	buf_clear(&out);
}

int command_cost(int argc, char **argv)
{
	const char *path = NULL, *format = NULL;
	bool json;
	const struct option options[] = { { "--format", NULL, &format, NULL } };
	if (!options_take(options, sizeof options / sizeof *options, argc, argv, &path, 1))
		return EXIT_USAGE;
	if (!path)
		return usage_error("cost", "'cost' needs the file of an order");
	if (!format_is_json(&json, format))
		return usage_error("cost", "--format is 'text' or 'json', not '%s'", format);
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct site site = { 0 };
	struct cost cost;
	if (compute(&cost, &arena, &site, path, &diags)) {
		if (json)
			print_json(&arena, &cost);
		else
			print_text(&cost);
	}
	int code = report(&diags, false, STR(""));
	site_clear(&site);
	arena_clear(&arena);
	diags_clear(&diags);
	return code;
}
