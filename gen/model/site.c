#include "model/site.h"

#include <limits.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "data/csv.h"
#include "data/json.h"
#include "data/text.h"
#include "data/yaml.h"

static bool is_below(struct str file, struct str folder)
{
	return str_starts(file, folder);
}

static struct str without_extension(struct str path)
{
	return str_slice(path, 0, path.size - path_extension(path).size);
}

static bool is_yaml(struct str file)
{
	struct str extension = path_extension(file);
	return str_equal(extension, STR(".yaml")) || str_equal(extension, STR(".yml"));
}

/* The tree in FILE by its extension; NULL after an error. */
static struct value *read_data(struct site *site, struct str file, struct diags *diags)
{
	const char *path = path_join(&site->arena, str_from(site->content), file);
	struct buf bytes = { 0 };
	struct value *value = NULL;
	if (file_read(&bytes, path, diags) && text_check(buf_str(&bytes), path, diags)) {
		struct str text = text_skip_mark(arena_str(&site->arena, buf_str(&bytes)));
		if (is_yaml(file))
			value = yaml_parse(&site->arena, text, path, 1, diags);
		else if (str_equal(path_extension(file), STR(".json")))
			value = json_parse(&site->arena, text, path, 1, diags);
		else
			value = csv_parse(&site->arena, text, path, diags);
	}
	buf_clear(&bytes);
	return value;
}

/* A map of data without its `audience`, which says who may see the file and is not part of what is shown. */
static struct value *without_audience(struct arena *arena, struct value *value)
{
	if (!value_get(value, STR("audience")))
		return value;
	struct value *map = value_new(arena, VALUE_MAP, value->place);
	for (size_t i = 0; i < value->count; i++)
		if (!str_equal(value->pairs[i].key, STR("audience")))
			value_set(arena, map, value->pairs[i].key, value->pairs[i].value);
	return map;
}

static bool load_data(struct site *site, struct data_file *data, struct str file, struct diags *diags)
{
	data->file = file;
	struct str name = without_extension(str_slice(file, STR("data/").size, file.size));
	char *key = arena_text(&site->arena, name);
	for (size_t i = 0; i < name.size; i++)
		if (key[i] == '/')
			key[i] = '.';
	data->key = (struct str){ key, name.size };
	data->value = read_data(site, file, diags);
	if (!data->value)
		return false;
	const struct value *audience = value_get(data->value, STR("audience"));
	data->value = without_audience(&site->arena, data->value);
	const struct config_default *defaults = page_defaults(&site->config, file);
	if (!audience && defaults)
		audience = defaults->audience;
	return config_audience(&data->audience, &site->config, audience, diags);
}

static int compare_data(const void *a, const void *b)
{
	return str_compare(((const struct data_file *)a)->key, ((const struct data_file *)b)->key);
}

/* A key and the same key with more behind it ("fees" and "fees.cn") would be one place. */
static bool check_data_keys(struct site *site, struct diags *diags)
{
	bool ok = true;
	if (site->data_count)
		qsort(site->data, site->data_count, sizeof *site->data, compare_data);
	for (size_t i = 1; i < site->data_count; i++) {
		const struct data_file *before = &site->data[i - 1], *entry = &site->data[i];
		bool nested = str_starts(entry->key, before->key) && entry->key.size > before->key.size &&
		              entry->key.data[before->key.size] == '.';
		if (nested || str_equal(before->key, entry->key)) {
			ok = diag_error(diags, (struct place){ .path = path_join(&site->arena, str_from(site->content), entry->file) },
			                "this data would be called '%.*s', which '%.*s' already is", STR_ARG(before->key),
			                STR_ARG(before->file));
			diag_hint(diags, "rename one of the two files");
		}
	}
	return ok;
}

static bool load_cost_model(struct site *site, struct str file, struct diags *diags)
{
	struct str name = without_extension(path_name(file));
	struct value *model = read_data(site, file, diags);
	if (!model)
		return false;
	if (value_get(site->cost_models, name))
		return diag_error(diags, model->place, "there are two cost models called '%.*s'", STR_ARG(name));
	value_set(&site->arena, site->cost_models, name, model);
	return true;
}

/* The fields that editions show of orders must be fields of orders. */
static bool check_order_fields(const struct config *config, struct diags *diags)
{
	bool ok = true;
	for (size_t i = 0; i < config->edition_count; i++)
		for (size_t j = 0; j < config->editions[i].order_field_count; j++) {
			struct str path = config->editions[i].order_fields[j], rest = path;
			const struct schema *schema = &ORDER_SCHEMA;
			while (rest.size && schema) {
				struct str part = str_next_part(&rest, '.');
				const struct schema_field *field = schema_field(schema, part);
				if (!field && schema == &ORDER_SCHEMA && str_equal(part, STR("cost")))
					break;
				if (!field) {
					struct str_nearest nearest = { 0 };
					for (const struct schema_field *known = schema->fields; known->name; known++)
						str_nearest_offer(&nearest, part, str_from(known->name));
					ok = diag_error(diags, config->editions[i].place, "the edition '%.*s' shows '%.*s', which is no field of an order",
					                STR_ARG(config->editions[i].name), STR_ARG(path));
					diag_hint_nearest(diags, &nearest);
					break;
				}
				schema = field->fields;
			}
		}
	return ok;
}

static bool is_data(struct str file)
{
	struct str extension = path_extension(file);
	return is_yaml(file) || str_equal(extension, STR(".json")) || str_equal(extension, STR(".csv"));
}

static bool load_files(struct site *site, const struct file_list *files, struct diags *diags)
{
	bool ok = true;
	site->pages = arena_array(&site->arena, struct page, files->count);
	site->data = arena_array(&site->arena, struct data_file, files->count);
	site->assets = arena_array(&site->arena, struct str, files->count);
	struct str *orders = arena_array(&site->arena, struct str, files->count);
	size_t order_count = 0;
	for (size_t i = 0; i < files->count; i++) {
		struct str file = files->paths[i];
		if (str_equal(file, STR("site.yaml")) || str_equal(path_name(file), STR("README.md")))
			continue;
		if (is_below(file, STR("orders/")))
			orders[order_count++] = file;
		else if (is_below(file, STR("data/")) && is_data(file))
			ok = load_data(site, &site->data[site->data_count++], file, diags) && ok;
		else if (is_below(file, STR("cost-models/")) && is_yaml(file))
			ok = load_cost_model(site, file, diags) && ok;
		else if (str_equal(path_extension(file), STR(".md")))
			ok = page_load(&site->pages[site->page_count++], &site->arena, site->content, file, &site->config, diags) && ok;
		else
			site->assets[site->asset_count++] = file;
	}
	ok = check_data_keys(site, diags) && ok;
	return orders_load(&site->orders, &site->arena, site->content, orders, order_count, &site->config, diags) && ok;
}

static bool open_site(struct site *site, const char *root, struct diags *diags)
{
	*site = (struct site){ 0 };
	site->root = arena_text(&site->arena, str_from(root));
	site->content = path_join(&site->arena, str_from(root), STR("content"));
	site->cost_models = value_new(&site->arena, VALUE_MAP, (struct place){ 0 });
	return config_load(&site->config, &site->arena, path_join(&site->arena, str_from(site->content), STR("site.yaml")), diags);
}

bool site_load(struct site *site, const char *root, struct diags *diags)
{
	if (!open_site(site, root, diags))
		return false;
	bool ok = check_order_fields(&site->config, diags);
	struct file_list files = { 0 };
	ok = file_walk(&files, &site->arena, site->content, diags) && ok;
	ok = load_files(site, &files, diags) && ok;
	file_list_clear(&files);
	return ok;
}

bool site_load_models(struct site *site, const char *root, struct diags *diags)
{
	if (!open_site(site, root, diags))
		return false;
	struct file_list files = { 0 };
	const char *folder = path_join(&site->arena, str_from(site->content), STR("cost-models"));
	bool ok = file_walk(&files, &site->arena, folder, diags);
	for (size_t i = 0; i < files.count; i++)
		if (is_yaml(files.paths[i]))
			ok = load_cost_model(site, str_from(path_join(&site->arena, STR("cost-models"), files.paths[i])), diags) && ok;
	file_list_clear(&files);
	return ok;
}

const char *site_find(struct arena *arena, const char *path)
{
	char real[PATH_MAX];
	if (!realpath(path, real))
		return NULL;
	for (struct str folder = path_folder(str_from(real)); folder.size; folder = path_folder(folder)) {
		const char *root = arena_text(arena, folder);
		if (file_is_regular(path_join(arena, folder, STR("content/site.yaml"))))
			return root;
	}
	return NULL;
}

void site_clear(struct site *site)
{
	order_keys_clear(&site->orders);
	arena_clear(&site->arena);
	*site = (struct site){ 0 };
}
