#include "model/page.h"

#include "base/file.h"
#include "data/schema.h"
#include "data/text.h"
#include "data/yaml.h"

static const struct schema_field PAGE_FIELDS[] = {
	{ .name = "title", .type = SCHEMA_TEXT, .required = true },
	{ .name = "nav_title", .type = SCHEMA_TEXT },
	{ .name = "summary", .type = SCHEMA_TEXT },
	{ .name = "reviewed", .type = SCHEMA_DATE },
	{ .name = "audience", .type = SCHEMA_TEXTS },
	{ .name = "order", .type = SCHEMA_DECIMAL },
	{ .name = "layout", .type = SCHEMA_TEXT },
	{ .name = "draft", .type = SCHEMA_BOOL },
	{ 0 },
};
static const struct schema FRONT_MATTER = { "the front matter", PAGE_FIELDS, false };

static bool is_fence(struct str line)
{
	while (line.size && line.data[line.size - 1] == ' ')
		line.size--;
	return str_equal(line, STR("---"));
}

/* Cuts the front matter off TEXT into *FRONT, without its fences; *LINE is then where the rest begins. */
static bool cut_front_matter(struct str *front, struct str *text, unsigned *line, const char *path, struct diags *diags)
{
	struct str rest = *text;
	if (!is_fence(str_next_line(&rest))) {
		diag_error(diags, (struct place){ path, 1, 1 }, "the page has no front matter");
		diag_hint(diags, "begin the file with '---', a line 'title: …', and '---'");
		return false;
	}
	*line = 2;
	const char *start = rest.data;
	while (rest.size) {
		const char *end = rest.data;
		struct str next = str_next_line(&rest);
		(*line)++;
		if (is_fence(next)) {
			*front = (struct str){ start, (size_t)(end - start) };
			*text = rest;
			return true;
		}
	}
	diag_error(diags, (struct place){ path, 1, 1 }, "the front matter has no end");
	diag_hint(diags, "close it with a line '---'");
	return false;
}

const struct config_default *page_defaults(const struct config *config, struct str file)
{
	const struct config_default *best = NULL;
	for (size_t i = 0; i < config->default_count; i++) {
		const struct config_default *entry = &config->defaults[i];
		struct str folder = entry->folder;
		bool holds = folder.size == 0 ||
		             (str_starts(file, folder) && file.size > folder.size && file.data[folder.size] == '/');
		if (holds && (!best || folder.size > best->folder.size))
			best = entry;
	}
	return best;
}

/* "a/b.zh.md" has the language "zh" when the site has it and it is not the default, and the group "a/b.md". */
static void read_language(struct page *page, struct arena *arena, const struct config *config)
{
	page->language = config->languages[0];
	page->group = page->file;
	struct str stem = str_slice(page->file, 0, page->file.size - STR(".md").size);
	struct str extension = path_extension(stem);
	for (size_t i = 1; i < config->language_count; i++)
		if (extension.size && str_equal(str_slice(extension, 1, extension.size), config->languages[i])) {
			page->language = config->languages[i];
			page->group = arena_print(arena, "%.*s.md", STR_ARG(str_slice(stem, 0, stem.size - extension.size)));
		}
}

static struct str text_of(const struct value *front, struct str key)
{
	return value_as_text(value_get(front, key));
}

bool page_load(struct page *page, struct arena *arena, const char *content, struct str file,
               const struct config *config, struct diags *diags)
{
	const char *path = path_join(arena, str_from(content), file);
	*page = (struct page){ .file = file, .place = { path, 1, 1 } };
	read_language(page, arena, config);
	struct buf bytes = { 0 };
	struct str text = { 0 };
	bool ok = file_read(&bytes, path, diags) && text_check(buf_str(&bytes), path, diags);
	if (ok)
		text = text_skip_mark(arena_str(arena, buf_str(&bytes)));
	buf_clear(&bytes);
	struct str matter;
	if (!ok || !cut_front_matter(&matter, &text, &page->body_line, path, diags))
		return false;
	page->body = text;
	struct value *front = yaml_parse(arena, matter, path, 2, diags);
	if (!front)
		return false;
	if (front->kind == VALUE_NULL)
		front = value_new(arena, VALUE_MAP, (struct place){ path, 1, 1 });
	if (front->kind != VALUE_MAP)
		return diag_error(diags, front->place, "the front matter is not a map of keys and values");
	ok = schema_check(front, &FRONT_MATTER, arena, diags);

	const struct config_default *defaults = page_defaults(config, file);
	const struct value *value = value_get(front, STR("title"));
	if (value)
		page->place = value->place;
	page->title = value_as_text(value);
	page->nav_title = text_of(front, STR("nav_title"));
	if (page->nav_title.size == 0)
		page->nav_title = page->title;
	page->summary = text_of(front, STR("summary"));
	page->reviewed = text_of(front, STR("reviewed"));
	page->layout = text_of(front, STR("layout"));
	if (page->layout.size == 0 && defaults)
		page->layout = defaults->layout;
	if (page->layout.size == 0)
		page->layout = STR("page");
	value = value_get(front, STR("draft"));
	page->draft = value && value->truth;
	value = value_get(front, STR("order"));
	page->ordered = value && value->kind == VALUE_NUMBER && value->exact;
	if (page->ordered)
		page->order = value->decimal;
	value = value_get(front, STR("audience"));
	if (!value && defaults)
		value = defaults->audience;
	return config_audience(&page->audience, config, value, diags) && ok;
}
