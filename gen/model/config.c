#include "model/config.h"

#include "base/file.h"
#include "data/schema.h"
#include "data/text.h"
#include "data/yaml.h"

static const struct schema_field EDITION_FIELDS[] = {
	{ .name = "title", .type = SCHEMA_TEXT },
	{ .name = "sees", .type = SCHEMA_TEXTS, .required = true, .hint = "write a list of audiences, or 'everything'" },
	{ .name = "order_fields", .type = SCHEMA_TEXTS },
	{ 0 },
};
static const struct schema EDITION = { "an edition", EDITION_FIELDS, false };

static const struct schema_field DEFAULT_FIELDS[] = {
	{ .name = "audience", .type = SCHEMA_TEXTS },
	{ .name = "layout", .type = SCHEMA_TEXT },
	{ 0 },
};
static const struct schema DEFAULT = { "a folder's defaults", DEFAULT_FIELDS, false };

static const struct schema_field SITE_FIELDS[] = {
	{ .name = "title", .type = SCHEMA_TEXT, .required = true },
	{ .name = "title_zh", .type = SCHEMA_TEXT },
	{ .name = "languages", .type = SCHEMA_TEXTS },
	{ .name = "audiences", .type = SCHEMA_TEXTS },
	{ .name = "editions", .type = SCHEMA_TABLE, .required = true, .fields = &EDITION },
	{ .name = "defaults", .type = SCHEMA_TABLE, .fields = &DEFAULT },
	{ .name = "raw_html", .type = SCHEMA_BOOL },
	{ 0 },
};
static const struct schema SITE = { "the site", SITE_FIELDS, false };

/* Letters, digits, '-' and '_', so that a name can be a folder, a word in a list and part of a URL. */
static bool is_name(struct str text)
{
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ((c == '-' || c == '_') && i > 0)))
			return false;
	}
	return text.size > 0;
}

static bool check_name(struct str name, struct place place, const char *what, struct diags *diags)
{
	if (is_name(name) && path_name_is_safe(name))
		return true;
	diag_error(diags, place, "%s cannot be called '%.*s'", what, STR_ARG(name));
	diag_hint(diags, "use small letters, digits, '-' and '_'");
	return false;
}

/* The texts of LIST as an array in ARENA. */
static struct str *list_texts(struct arena *arena, const struct value *list, size_t *count)
{
	*count = list ? list->count : 0;
	struct str *texts = arena_array(arena, struct str, *count);
	for (size_t i = 0; i < *count; i++)
		texts[i] = value_as_text(list->items[i]);
	return texts;
}

static bool read_audiences(struct config *config, struct arena *arena, const struct value *list, struct diags *diags)
{
	bool ok = true;
	config->audiences = list_texts(arena, list, &config->audience_count);
	for (size_t i = 0; i < config->audience_count; i++) {
		struct str name = config->audiences[i];
		struct place place = list->items[i]->place;
		ok = check_name(name, place, "an audience", diags) && ok;
		if (str_equal(name, STR("all")) || str_equal(name, STR("internal")) || str_equal(name, STR("everything")))
			ok = diag_error(diags, place, "the audience '%.*s' is built in", STR_ARG(name));
		for (size_t j = 0; j < i; j++)
			if (str_equal(name, config->audiences[j]))
				ok = diag_error(diags, place, "the audience '%.*s' is declared twice", STR_ARG(name));
	}
	if (config->audience_count > AUDIENCE_LIMIT)
		ok = diag_error(diags, list->place, "a site can have at most %d audiences", AUDIENCE_LIMIT);
	return ok;
}

static bool read_languages(struct config *config, struct arena *arena, const struct value *list, struct diags *diags)
{
	bool ok = true;
	config->languages = list_texts(arena, list, &config->language_count);
	for (size_t i = 0; i < config->language_count; i++) {
		struct str name = config->languages[i];
		bool tag = name.size >= 2;
		for (size_t j = 0; j < name.size; j++) {
			char c = name.data[j];
			bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
			tag = tag && (letter || (j >= 2 && (c == '-' || (c >= '0' && c <= '9'))));
		}
		if (!tag) {
			ok = diag_error(diags, list->items[i]->place, "'%.*s' is not a language tag", STR_ARG(name));
			diag_hint(diags, "write a tag of BCP 47, such as en, zh-Hans or ru");
		}
	}
	if (config->language_count == 0) {
		config->languages = arena_array(arena, struct str, 1);
		config->languages[0] = STR("en");
		config->language_count = 1;
	}
	return ok;
}

static bool read_edition(struct edition *edition, struct arena *arena, const struct config *config,
                         const struct value_pair *pair, struct diags *diags)
{
	const struct value *sees = value_get(pair->value, STR("sees"));
	const struct value *title = value_get(pair->value, STR("title"));
	const struct value *fields = value_get(pair->value, STR("order_fields"));
	bool ok = check_name(pair->key, pair->place, "an edition", diags);
	edition->name = pair->key;
	edition->title = title ? title->text : pair->key;
	edition->place = pair->place;
	edition->order_fields = list_texts(arena, fields, &edition->order_field_count);
	if (sees && sees->count == 1 && str_equal(value_as_text(sees->items[0]), STR("everything"))) {
		edition->everything = true;
		edition->sees = AUDIENCE_ALL;
		return ok;
	}
	for (size_t i = 0; sees && i < sees->count; i++)
		if (str_equal(value_as_text(sees->items[i]), STR("internal")))
			return diag_error(diags, sees->items[i]->place, "only an edition that sees everything shows what is internal");
	return config_audience(&edition->sees, config, sees, diags) && ok;
}

static bool read_config(struct config *config, struct arena *arena, struct value *root, struct diags *diags)
{
	const struct value *value;
	config->title = value_as_text(value_get(root, STR("title")));
	config->title_zh = value_as_text(value_get(root, STR("title_zh")));
	value = value_get(root, STR("raw_html"));
	config->raw_html = value && value->truth;
	bool ok = read_languages(config, arena, value_get(root, STR("languages")), diags);
	ok = read_audiences(config, arena, value_get(root, STR("audiences")), diags) && ok;

	value = value_get(root, STR("editions"));
	config->edition_count = value ? value->count : 0;
	config->editions = arena_array(arena, struct edition, config->edition_count);
	for (size_t i = 0; i < config->edition_count; i++)
		ok = read_edition(&config->editions[i], arena, config, &value->pairs[i], diags) && ok;
	if (value && config->edition_count == 0)
		ok = diag_error(diags, value->place, "the site has no edition");

	value = value_get(root, STR("defaults"));
	config->default_count = value ? value->count : 0;
	config->defaults = arena_array(arena, struct config_default, config->default_count);
	for (size_t i = 0; i < config->default_count; i++) {
		struct config_default *entry = &config->defaults[i];
		entry->folder = str_equal(value->pairs[i].key, STR(".")) ? STR("") : value->pairs[i].key;
		entry->audience = value_get(value->pairs[i].value, STR("audience"));
		entry->layout = value_as_text(value_get(value->pairs[i].value, STR("layout")));
		uint32_t audience;
		ok = config_audience(&audience, config, entry->audience, diags) && ok;
	}
	return ok;
}

bool config_load(struct config *config, struct arena *arena, const char *path, struct diags *diags)
{
	*config = (struct config){ .place = { .path = path, .line = 1 } };
	if (!file_is_regular(path)) {
		diag_error(diags, (struct place){ .path = path }, "a site needs this file, and it is not there");
		diag_hint(diags, "give the site's folder, or write a content/site.yaml with a title and editions");
		return false;
	}
	struct buf text = { 0 };
	struct value *root = NULL;
	if (file_read(&text, path, diags) && text_check(buf_str(&text), path, diags))
		root = yaml_parse(arena, text_skip_mark(buf_str(&text)), path, 1, diags);
	buf_clear(&text);
	if (!root)
		return false;
	if (root->kind != VALUE_MAP)
		return diag_error(diags, (struct place){ .path = path, .line = 1 }, "the site is not a map of keys and values");
	bool ok = schema_check(root, &SITE, arena, diags);
	return read_config(config, arena, root, diags) && ok;
}

bool config_audience(uint32_t *audience, const struct config *config, const struct value *value, struct diags *diags)
{
	*audience = AUDIENCE_INTERNAL;
	if (!value || value->kind == VALUE_NULL)
		return true;
	bool ok = true;
	size_t count = value->kind == VALUE_LIST ? value->count : 1;
	for (size_t i = 0; i < count; i++) {
		const struct value *item = value->kind == VALUE_LIST ? value->items[i] : value;
		struct str name = value_as_text(item);
		if (str_equal(name, STR("internal")))
			continue;
		if (str_equal(name, STR("all"))) {
			*audience = AUDIENCE_ALL;
			continue;
		}
		struct str_nearest nearest = { 0 };
		bool found = false;
		for (size_t j = 0; j < config->audience_count; j++) {
			if (str_equal(name, config->audiences[j])) {
				*audience |= UINT32_C(1) << j;
				found = true;
			}
			str_nearest_offer(&nearest, name, config->audiences[j]);
		}
		str_nearest_offer(&nearest, name, STR("all"));
		str_nearest_offer(&nearest, name, STR("internal"));
		if (!found) {
			ok = diag_error(diags, item->place, "site.yaml declares no audience '%.*s'", STR_ARG(name));
			diag_hint_nearest(diags, &nearest);
		}
	}
	return ok;
}

const struct edition *config_edition(const struct config *config, struct str name)
{
	for (size_t i = 0; i < config->edition_count; i++)
		if (str_equal(config->editions[i].name, name))
			return &config->editions[i];
	return NULL;
}

bool edition_may_see(const struct edition *edition, uint32_t audience)
{
	return edition->everything || audience == AUDIENCE_ALL || (edition->sees & audience) != 0;
}
