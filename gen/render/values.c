#include "render/values.h"

#include "data/moment.h"
#include "model/resolve.h"

static void set_text(struct arena *arena, struct value *map, const char *key, struct str text)
{
	if (text.size)
		value_set(arena, map, str_from(key), value_text(arena, text));
}

static void set_link(struct arena *arena, struct value *map, const char *key, struct str url)
{
	value_set(arena, map, str_from(key), value_link(arena, url));
}

static void set_count(struct arena *arena, struct value *map, const char *key, size_t count)
{
	value_set(arena, map, str_from(key), value_integer(arena, (long long)count));
}

static struct value *new_map(struct arena *arena)
{
	return value_new(arena, VALUE_MAP, (struct place){ 0 });
}

static struct value *new_list(struct arena *arena)
{
	return value_new(arena, VALUE_LIST, (struct place){ 0 });
}

static struct value *page_entry(struct arena *arena, const struct view_page *page)
{
	struct value *entry = new_map(arena);
	set_text(arena, entry, "key", page->url);
	set_text(arena, entry, "title", page->page->nav_title);
	set_link(arena, entry, "link", page->url);
	set_text(arena, entry, "summary", page->page->summary);
	return entry;
}

static struct value *folder_entry(struct arena *arena, const struct view_folder *folder)
{
	struct value *entry = new_map(arena);
	set_text(arena, entry, "key", folder->key);
	set_text(arena, entry, "title", folder->title);
	set_text(arena, entry, "number", folder->number);
	set_text(arena, entry, "lang", folder->language);
	set_link(arena, entry, "link", folder->url);
	return entry;
}

static struct value *chapter_entry(struct arena *arena, const struct view *view, const struct view_folder *chapter)
{
	struct value *entry = folder_entry(arena, chapter), *pages = new_list(arena);
	for (size_t i = 0; i < chapter->count; i++)
		value_append(arena, pages, page_entry(arena, &view->pages[chapter->first + i]));
	value_set(arena, entry, STR("pages"), pages);
	return entry;
}

static struct value *section_entry(struct values_folders *folders, struct arena *arena, const struct view *view, size_t index)
{
	const struct view_folder *section = &view->sections[index];
	struct value *entry = folder_entry(arena, section), *chapters = new_list(arena), *pages = new_list(arena);
	for (size_t i = 0; i < view->chapter_count; i++)
		if (view->chapters[i].section == (ptrdiff_t)index) {
			folders->chapters[i] = chapter_entry(arena, view, &view->chapters[i]);
			value_append(arena, chapters, folders->chapters[i]);
		}
	for (size_t i = 0; i < section->count; i++)
		if (view->pages[section->first + i].chapter == VIEW_NONE)
			value_append(arena, pages, page_entry(arena, &view->pages[section->first + i]));
	value_set(arena, entry, STR("chapters"), chapters);
	value_set(arena, entry, STR("pages"), pages);
	return entry;
}

static struct value *as_of_entry(struct arena *arena, int64_t as_of)
{
	struct value *entry = new_map(arena);
	struct buf text = { 0 };
	moment_format_date(&text, as_of);
	set_text(arena, entry, "date", arena_str(arena, buf_str(&text)));
	buf_truncate(&text, 0);
	moment_format_time(&text, as_of);
	set_text(arena, entry, "time", arena_str(arena, buf_str(&text)));
	buf_clear(&text);
	return entry;
}

static struct value *data_entry(struct arena *arena, const struct view *view)
{
	struct value *data = new_map(arena);
	for (size_t i = 0; i < view->data_count; i++) {
		struct value *at = data;
		struct str rest = view->data[i]->key;
		for (;;) {
			struct str part = str_next_part(&rest, '.');
			if (rest.size == 0) {
				value_set(arena, at, part, view->data[i]->value);
				break;
			}
			struct value *below = value_get(at, part);
			if (!below) {
				below = new_map(arena);
				value_set(arena, at, part, below);
			}
			at = below;
		}
	}
	return data;
}

struct value *values_site(struct values_folders *folders, struct arena *arena, const struct view *view,
                          const struct values_site *options)
{
	folders->sections = arena_array(arena, struct value *, view->section_count);
	folders->chapters = arena_array(arena, struct value *, view->chapter_count);
	const struct config *config = &view->site->config;
	struct value *site = new_map(arena), *edition = new_map(arena), *sections = new_list(arena);
	set_text(arena, site, "title", config->title);
	set_text(arena, site, "title_zh", config->title_zh);
	set_text(arena, site, "lang", config->languages[0]);
	set_text(arena, site, "version", options->version);
	value_set(arena, site, STR("as_of"), as_of_entry(arena, options->as_of));
	set_text(arena, edition, "name", view->edition->name);
	set_text(arena, edition, "title", view->edition->title);
	value_set(arena, edition, STR("everything"), value_bool(arena, view->edition->everything));
	value_set(arena, site, STR("edition"), edition);
	set_link(arena, site, "home", STR(URL_HOME));
	set_link(arena, site, "a_z", STR(URL_A_Z));
	set_link(arena, site, "checklists", STR(URL_CHECKLISTS));
	if (view->order_count)
		set_link(arena, site, "orders", STR(URL_ORDERS));
	set_count(arena, site, "order_count", view->order_count);
	for (size_t i = 0; i < view->section_count; i++) {
		folders->sections[i] = section_entry(folders, arena, view, i);
		value_append(arena, sections, folders->sections[i]);
	}
	value_set(arena, site, STR("sections"), sections);
	value_set(arena, site, STR("data"), data_entry(arena, view));
	return site;
}

static struct value *crumb(struct arena *arena, struct str title, struct str url)
{
	struct value *entry = new_map(arena);
	set_text(arena, entry, "title", title);
	set_link(arena, entry, "link", url);
	return entry;
}

struct value *values_made_page(struct arena *arena, const struct view *view, struct str path, struct str title,
                               struct str crumb_title, struct str crumb_path)
{
	struct value *page = new_map(arena), *crumbs = new_list(arena);
	set_text(arena, page, "path", path);
	set_text(arena, page, "title", title);
	set_text(arena, page, "lang", view->site->config.languages[0]);
	set_link(arena, page, "link", path);
	if (!str_equal(path, STR(URL_HOME)))
		value_append(arena, crumbs, crumb(arena, STR("Start"), STR(URL_HOME)));
	if (crumb_title.size)
		value_append(arena, crumbs, crumb(arena, crumb_title, crumb_path));
	value_set(arena, page, STR("crumbs"), crumbs);
	return page;
}

static void set_neighbour(struct arena *arena, struct value *page, const char *key, const struct view *view,
                          ptrdiff_t index)
{
	if (index == VIEW_NONE)
		return;
	const struct view_page *other = &view->pages[index];
	struct value *entry = crumb(arena, other->page->nav_title, other->url);
	if (other->chapter != VIEW_NONE)
		set_text(arena, entry, "chapter_title", view->chapters[other->chapter].title);
	value_set(arena, page, str_from(key), entry);
}

static struct value *headings_entry(struct arena *arena, const struct markdown_heading *headings, size_t count)
{
	struct value *list = new_list(arena);
	for (size_t i = 0; i < count; i++) {
		struct value *entry = new_map(arena);
		set_text(arena, entry, "id", headings[i].id);
		set_text(arena, entry, "text", headings[i].text);
		value_set(arena, entry, STR("level"), value_integer(arena, headings[i].level));
		value_append(arena, list, entry);
	}
	return list;
}

struct value *values_page(struct arena *arena, const struct view *view, const struct values_folders *folders, size_t index, struct str body,
                          const struct markdown_heading *headings, size_t heading_count)
{
	const struct view_page *at = &view->pages[index];
	struct value *page = values_made_page(arena, view, at->url, at->page->title, STR(""), STR(""));
	struct value *crumbs = value_get(page, STR("crumbs"));
	value_get(page, STR("lang"))->text = at->page->language;
	if (at->section != VIEW_NONE) {
		const struct view_folder *section = &view->sections[at->section];
		set_text(arena, page, "section", section->key);
		value_set(arena, page, STR("in_section"), folders->sections[at->section]);
		if (!str_equal(section->url, at->url))
			value_append(arena, crumbs, crumb(arena, section->title, section->url));
	}
	if (at->chapter != VIEW_NONE) {
		const struct view_folder *chapter = &view->chapters[at->chapter];
		set_text(arena, page, "chapter", chapter->key);
		value_set(arena, page, STR("in_chapter"), folders->chapters[at->chapter]);
		if (!str_equal(chapter->url, at->url))
			value_append(arena, crumbs, crumb(arena, chapter->title, chapter->url));
	}
	set_text(arena, page, "nav_title", at->page->nav_title);
	set_text(arena, page, "summary", at->page->summary);
	set_text(arena, page, "reviewed", at->page->reviewed);
	bool internal = view->edition->everything && at->page->audience == AUDIENCE_INTERNAL;
	value_set(arena, page, STR("internal"), value_bool(arena, internal));
	struct value *html = value_new(arena, VALUE_MARKUP, (struct place){ 0 });
	html->text = body;
	value_set(arena, page, STR("html"), html);
	value_set(arena, page, STR("headings"), headings_entry(arena, headings, heading_count));
	set_neighbour(arena, page, "prev", view, at->previous);
	set_neighbour(arena, page, "next", view, at->next);
	return page;
}

static void set_order_neighbour(struct arena *arena, struct value *order, const char *key, const struct order_key *other)
{
	struct value *entry = new_map(arena);
	set_text(arena, entry, "id", other->id);
	set_link(arena, entry, "link", resolve_order_url(arena, other->id, "index.html"));
	value_set(arena, order, str_from(key), entry);
}

/* Whether EDITION shows the field at PATH, itself or as a part of one that it shows. */
static bool shows_field(const struct edition *edition, struct str path)
{
	if (edition->everything)
		return true;
	for (size_t i = 0; i < edition->order_field_count; i++) {
		struct str field = edition->order_fields[i];
		if (str_equal(path, field) || (str_starts(path, field) && path.data[field.size] == '.'))
			return true;
	}
	return false;
}

/* The fields of an order that somebody who buys wants to know; what ORDER lacks of them is not known yet. */
static struct value *unknown_entry(struct arena *arena, const struct view *view, const struct value *order)
{
	static const char *const WANTED[] = {
		"platform_order_no", "status", "created_at", "needed_by", "supplier.type", "supplier.location.city",
		"route.destination.country", "route.mode", "route.incoterm.rule", "route.lead_time_days.max",
		"charges.domestic_shipping", "vat_zengzhishui_included.value",
	};
	const struct edition *edition = view->edition;
	struct value *list = new_list(arena);
	for (size_t i = 0; i < sizeof WANTED / sizeof *WANTED; i++) {
		struct str path = str_from(WANTED[i]);
		if (shows_field(edition, path) && !value_find(order, path))
			value_append(arena, list, value_text(arena, path));
	}
	return list;
}

/* The fields of orders that the edition shows nothing of. */
static struct value *withheld_entry(struct arena *arena, const struct edition *edition)
{
	struct value *list = new_list(arena);
	for (const struct schema_field *field = ORDER_SCHEMA.fields; field->name; field++) {
		struct str name = str_from(field->name);
		bool shown = shows_field(edition, name);
		for (size_t i = 0; i < edition->order_field_count && !shown; i++) {
			struct str path = edition->order_fields[i];
			shown = str_starts(path, name) && path.size > name.size && path.data[name.size] == '.';
		}
		if (!shown)
			value_append(arena, list, value_text(arena, name));
	}
	return list;
}

/* What an order may lack besides fields of its record, as a dossier or as a page: who asks for it gets nil, not an unknown field. */
static void set_absent(struct arena *arena, struct value *order)
{
	static const char *const KEYS[] = {
		"status_code", "cost", "cost_link", "prev", "next", "section", "chapter", "headings", "html", "summary", "nav_title", "reviewed",
		"internal",
	};
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		if (!value_get(order, str_from(KEYS[i])))
			value_set(arena, order, str_from(KEYS[i]), value_new(arena, VALUE_NULL, (struct place){ 0 }));
}

void values_order(struct arena *arena, const struct view *view, size_t index, struct value *order, const struct cost *cost)
{
	struct str id = view->orders[index]->id;
	struct str path = resolve_order_url(arena, id, "index.html");
	const struct value *shape = values_made_page(arena, view, path, id, STR("Orders"), STR(URL_ORDERS));
	set_text(arena, order, "status_code", order_status_code(value_as_text(value_get(order, STR("status")))));
	value_set(arena, order, STR("unknown"), unknown_entry(arena, view, order));
	value_set(arena, order, STR("withheld"), withheld_entry(arena, view->edition));
	for (size_t i = 0; i < shape->count; i++)
		value_set(arena, order, shape->pairs[i].key, shape->pairs[i].value);
	if (cost) {
		value_set(arena, order, STR("cost"), cost_to_value(arena, cost));
		set_link(arena, order, "cost_link", resolve_order_url(arena, id, "cost.html"));
	}
	if (index > 0)
		set_order_neighbour(arena, order, "prev", view->orders[index - 1]);
	if (index + 1 < view->order_count)
		set_order_neighbour(arena, order, "next", view->orders[index + 1]);
	set_absent(arena, order);
}

static void copy(struct arena *arena, struct value *to, const char *key, const struct value *from, const char *path)
{
	struct value *value = value_find(from, str_from(path));
	if (value)
		value_set(arena, to, str_from(key), value);
}

static struct value *totals_entry(struct arena *arena, const struct value *cost)
{
	static const char *const KEYS[] = { "label", "label_zh", "amount", "currency", "estimate", "kind" };
	struct value *totals = new_map(arena);
	const struct value *lines = value_get(cost, STR("lines"));
	for (size_t i = 0; lines && i < lines->count; i++) {
		const struct value *line = lines->items[i];
		struct str kind = value_as_text(value_get(line, STR("kind")));
		if (!str_equal(kind, STR("total")) && !str_equal(kind, STR("subtotal")))
			continue;
		struct value *entry = new_map(arena);
		for (size_t j = 0; j < sizeof KEYS / sizeof *KEYS; j++)
			copy(arena, entry, KEYS[j], line, KEYS[j]);
		value_set(arena, totals, value_as_text(value_get(line, STR("id"))), entry);
	}
	return totals;
}

struct value *values_order_summary(struct arena *arena, const struct value *order)
{
	struct value *summary = new_map(arena), *supplier = new_map(arena);
	static const char *const KEYS[] = { "id", "status", "status_code", "needed_by", "created_at" };
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		copy(arena, summary, KEYS[i], order, KEYS[i]);
	copy(arena, supplier, "name_zh", order, "supplier.name_zh");
	copy(arena, supplier, "name_en", order, "supplier.name_en");
	value_set(arena, summary, STR("supplier"), supplier);
	copy(arena, summary, "destination", order, "route.destination");
	copy(arena, summary, "mode", order, "route.mode");
	const struct value *items = value_get(order, STR("items"));
	if (items)
		set_count(arena, summary, "item_count", items->count);
	copy(arena, summary, "first_title_en", order, "items.0.title_en");
	copy(arena, summary, "first_title_zh", order, "items.0.title_zh");
	value_set(arena, summary, STR("totals"), totals_entry(arena, value_get(order, STR("cost"))));
	return summary;
}
