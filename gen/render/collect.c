#include "render/collect.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "data/json.h"
#include "data/text.h"
#include "model/resolve.h"
#include "render/values.h"

static struct harvest *next_harvest(struct harvests *made)
{
	memory_room(made->items, made->count, made->capacity);
	made->items[made->count] = (struct harvest){ 0 };
	return &made->items[made->count++];
}

static void make(struct worker *worker, struct harvests *made, const char *layout, struct str path, const struct value *page)
{
	struct place source = { .path = worker->render->view->site->config.place.path };
	worker_make(worker, str_from(layout), page, path, source, next_harvest(made));
	arena_reset(&worker->scratch);
}

static struct str with_anchor(struct arena *arena, struct str url, struct str id)
{
	return arena_print(arena, "%.*s#%.*s", STR_ARG(url), STR_ARG(id));
}

static void set_text(struct arena *arena, struct value *map, const char *key, struct str text)
{
	value_set(arena, map, str_from(key), value_text(arena, text));
}

static void set_link(struct arena *arena, struct value *map, const char *key, struct str url)
{
	value_set(arena, map, str_from(key), value_link(arena, url));
}

static struct value *new_map(struct arena *arena)
{
	return value_new(arena, VALUE_MAP, (struct place){ 0 });
}

static struct value *new_list(struct arena *arena)
{
	return value_new(arena, VALUE_LIST, (struct place){ 0 });
}

static void make_home(struct worker *worker, struct harvests *made)
{
	const struct view *view = worker->render->view;
	struct arena *arena = &worker->scratch;
	struct str path = STR(URL_HOME);
	make(worker, made, "home", path, values_made_page(arena, view, path, view->site->config.title, STR(""), STR("")));
}

/* The address URL of a page in FOLDER, as a page at the root writes it; PAGE is where "#anchor" belongs. */
static struct str rebase(struct arena *arena, struct str url, struct str folder, struct str page)
{
	struct str path;
	if (str_starts(url, STR("#")))
		return arena_print(arena, "%.*s%.*s", STR_ARG(page), STR_ARG(url));
	if (resolve_is_external(url) || !path_resolve(&path, arena, folder, url))
		return url;
	return path;
}

/* HTML that was written for PAGE, for a page at the root: what href and src lead to stays the same. */
static struct str rebase_links(struct arena *arena, struct str html, struct str page)
{
	static const char *const STARTS[] = { " href=\"", " src=\"" };
	struct buf out = { 0 };
	while (html.size) {
		size_t start = html.size;
		for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++) {
			ptrdiff_t at = str_find(html, str_from(STARTS[i]), 0);
			if (at >= 0 && (size_t)at + str_from(STARTS[i]).size < start)
				start = (size_t)at + str_from(STARTS[i]).size;
		}
		buf_add(&out, str_slice(html, 0, start));
		html = str_slice(html, start, html.size);
		ptrdiff_t end = html.size ? str_index(html, '"') : STR_NOT_FOUND;
		if (end < 0)
			continue;
		buf_add(&out, rebase(arena, str_slice(html, 0, (size_t)end), path_folder(page), page));
		html = str_slice(html, (size_t)end, html.size);
	}
	struct str kept = arena_str(arena, buf_str(&out));
	buf_clear(&out);
	return kept;
}

/* Two lists with one id could not keep their ticks apart. */
static bool check_list_once(struct worker *worker, struct map *lists, const struct markdown_item *item, struct value *list)
{
	if (map_put(lists, item->list, list) == list)
		return true;
	diag_error(&worker->diags, item->place, "another page has a checklist called '%.*s' too", STR_ARG(item->list));
	diag_hint(&worker->diags, "give the heading above the list another id, such as {#%.*s_2}", STR_ARG(item->list));
	return false;
}

static void make_checklists(struct worker *worker, struct harvests *made)
{
	const struct render *render = worker->render;
	struct arena *arena = &worker->scratch;
	struct str path = STR(URL_CHECKLISTS);
	struct value *page = values_made_page(arena, render->view, path, STR("Checklists"), STR(""), STR(""));
	struct value *lists = new_list(arena);
	struct map ids = { 0 };
	for (size_t i = 0; i < render->view->page_count; i++) {
		const struct harvest *harvest = &render->harvests[i];
		struct value *items = NULL;
		for (size_t j = 0; j < harvest->item_count; j++) {
			const struct markdown_item *item = &harvest->items[j];
			if (j == 0 || !str_equal(item->list, harvest->items[j - 1].list)) {
				struct value *list = new_map(arena);
				items = new_list(arena);
				set_text(arena, list, "id", item->list);
				set_text(arena, list, "title", item->list_title);
				set_text(arena, list, "page_title", harvest->title);
				set_link(arena, list, "link", with_anchor(arena, harvest->url, item->list));
				value_set(arena, list, STR("items"), items);
				if (check_list_once(worker, &ids, item, list))
					value_append(arena, lists, list);
			}
			struct value *entry = new_map(arena);
			set_text(arena, entry, "id", item->id);
			set_text(arena, entry, "text", item->text);
			struct value *html = value_new(arena, VALUE_MARKUP, (struct place){ 0 });
			html->text = rebase_links(arena, item->html, harvest->url);
			value_set(arena, entry, STR("html"), html);
			set_link(arena, entry, "link", with_anchor(arena, harvest->url, arena_print(arena, "%.*s.%.*s", STR_ARG(item->list), STR_ARG(item->id))));
			value_append(arena, items, entry);
		}
	}
	map_clear(&ids);
	value_set(arena, page, STR("lists"), lists);
	make(worker, made, "checklists", path, page);
}

/* One line of the A–Z page. */
struct entry {
	struct str title, url, page_title, sort;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = str_compare(x->sort, y->sort);
	return order ? order : str_compare(x->url, y->url);
}

/* Under which letter an entry stands: A to Z, digits, everything else by its first character. */
static struct str letter_of(struct arena *arena, struct str sort)
{
	struct str rest = sort;
	int32_t point = rest.size ? text_next(&rest) : 0;
	if (point >= 'a' && point <= 'z')
		return arena_print(arena, "%c", (char)(point - 'a' + 'A'));
	if (point >= '0' && point <= '9')
		return STR("0–9");
	return text_is_han(point) ? STR("汉字") : STR("…");
}

static struct entry *add_entry(struct entry *entry, struct arena *arena, struct str title, struct str url, struct str page_title)
{
	*entry = (struct entry){ title, url, page_title, text_fold(arena, title) };
	return entry + 1;
}

static void make_a_z(struct worker *worker, struct harvests *made)
{
	const struct render *render = worker->render;
	struct arena *arena = &worker->scratch;
	struct str path = STR(URL_A_Z);
	struct value *page = values_made_page(arena, render->view, path, STR("A–Z"), STR(""), STR(""));
	size_t most = render->view->page_count;
	for (size_t i = 0; i < render->view->page_count; i++)
		most += render->harvests[i].heading_count;
	struct entry *entries = arena_array(arena, struct entry, most), *end = entries;
	for (size_t i = 0; i < render->view->page_count; i++) {
		const struct harvest *harvest = &render->harvests[i];
		end = add_entry(end, arena, harvest->title, harvest->url, STR(""));
		for (size_t j = 0; j < harvest->heading_count; j++)
			if (harvest->headings[j].level <= 3 && harvest->headings[j].text.size)
				end = add_entry(end, arena, harvest->headings[j].text, with_anchor(arena, harvest->url, harvest->headings[j].id),
				                harvest->title);
	}
	size_t count = (size_t)(end - entries);
	if (count)
		qsort(entries, count, sizeof *entries, compare_entries);
	struct value *groups = new_list(arena), *list = NULL;
	struct str letter = { 0 };
	for (size_t i = 0; i < count; i++) {
		struct str next = letter_of(arena, entries[i].sort);
		if (!list || !str_equal(letter, next)) {
			struct value *group = new_map(arena);
			letter = next;
			list = new_list(arena);
			set_text(arena, group, "letter", letter);
			value_set(arena, group, STR("entries"), list);
			value_append(arena, groups, group);
		}
		struct value *entry = new_map(arena);
		set_text(arena, entry, "title", entries[i].title);
		set_link(arena, entry, "link", entries[i].url);
		if (entries[i].page_title.size)
			set_text(arena, entry, "page_title", entries[i].page_title);
		value_append(arena, list, entry);
	}
	value_set(arena, page, STR("groups"), groups);
	make(worker, made, "a_z", path, page);
}

static bool read_spilled(struct buf *out, int fd, const struct summary *summary)
{
	buf_truncate(out, 0);
	buf_reserve(out, summary->size);
	while (out->size < summary->size) {
		ssize_t got = pread(fd, out->data + out->size, summary->size - out->size, (off_t)(summary->offset + out->size));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		out->size += (size_t)got;
	}
	return true;
}

/* The summary of order INDEX as its worker wrote it; NULL when its pages were not made. */
static struct value *read_summary(struct worker *worker, struct buf *text, size_t index)
{
	const struct render *render = worker->render;
	const struct summary *summary = &render->summaries[index];
	if (summary->size == 0)
		return NULL;
	if (!read_spilled(text, render->workers[summary->worker].spill, summary)) {
		diag_failure(&worker->diags, NULL, "a temporary file cannot be read back");
		return NULL;
	}
	struct arena *arena = &worker->scratch;
	struct value *entry = json_parse(arena, arena_str(arena, buf_str(text)), "order summary", 1, &worker->diags);
	if (entry)
		set_link(arena, entry, "link", resolve_order_url(arena, render->view->orders[index]->id, "index.html"));
	return entry;
}

static void make_orders(struct worker *worker, struct harvests *made)
{
	const struct view *view = worker->render->view;
	struct arena *arena = &worker->scratch;
	struct buf text = { 0 };
	size_t pages = (view->order_count + ORDERS_ON_A_PAGE - 1) / ORDERS_ON_A_PAGE;
	for (size_t number = 1; number <= pages; number++) {
		struct str path = resolve_orders_url(&worker->kept, number);
		struct value *page = values_made_page(arena, view, path, STR("Orders"), STR(""), STR("")), *list = new_list(arena);
		value_set(arena, page, STR("number"), value_integer(arena, (long long)number));
		value_set(arena, page, STR("pages"), value_integer(arena, (long long)pages));
		value_set(arena, page, STR("total"), value_integer(arena, (long long)view->order_count));
		if (number > 1)
			set_link(arena, page, "prev", resolve_orders_url(arena, number - 1));
		if (number < pages)
			set_link(arena, page, "next", resolve_orders_url(arena, number + 1));
		for (size_t i = (number - 1) * ORDERS_ON_A_PAGE; i < number * ORDERS_ON_A_PAGE && i < view->order_count; i++) {
			struct value *entry = read_summary(worker, &text, i);
			if (entry)
				value_append(arena, list, entry);
		}
		value_set(arena, page, STR("orders"), list);
		make(worker, made, "orders", path, page);
	}
	buf_clear(&text);
}

void collect_pages(struct worker *worker, struct harvests *made)
{
	if (worker->render->view->home == VIEW_NONE)
		make_home(worker, made);
	make_checklists(worker, made);
	make_a_z(worker, made);
	make_orders(worker, made);
}
