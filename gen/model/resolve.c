#include "model/resolve.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "data/text.h"

static const char *const MADE[] = { URL_HOME, URL_CHECKLISTS, URL_A_Z, URL_ORDERS, "manifest.json", "glossary.html" };

/* Folders of an edition that only the tool fills. */
static const char *const KEPT[] = { "orders/", "assets/" };

/* A part of a path as it is sorted: "05-paying" has the order 5 and the name "paying". */
struct sort_part {
	bool index;             /* the folder's own page: before all others */
	bool ordered;           /* has an order: before those without */
	struct decimal order;
	struct str name;
	struct str written;     /* with its prefix: keeps "5-a" and "05-a" apart */
};

struct sort_page {
	struct view_page page;
	size_t language;
	struct sort_part *parts;
	size_t count;
};

/* Cuts "05-" off NAME and returns its digits; empty (and NAME as it was) when there is none. */
static struct str cut_prefix(struct str *name)
{
	size_t digits = 0;
	while (digits < name->size && name->data[digits] >= '0' && name->data[digits] <= '9')
		digits++;
	if (digits == 0 || digits + 1 >= name->size || digits > 9 || name->data[digits] != '-')
		return STR("");
	struct str prefix = str_slice(*name, 0, digits);
	*name = str_slice(*name, digits + 1, name->size);
	return prefix;
}

static long long prefix_number(struct str prefix)
{
	long long number = 0;
	for (size_t i = 0; i < prefix.size; i++)
		number = number * 10 + (prefix.data[i] - '0');
	return number;
}

/* Appends PATH with the number prefixes of its parts dropped. */
static void add_without_prefixes(struct buf *out, struct str path)
{
	for (bool first = true; path.size; first = false) {
		struct str part = str_next_part(&path, '/');
		cut_prefix(&part);
		if (!first)
			buf_add_char(out, '/');
		buf_add(out, part);
	}
}

static struct str page_url(struct arena *arena, const struct config *config, const struct page *page)
{
	struct buf url = { 0 };
	if (!str_equal(page->language, config->languages[0]))
		buf_print(&url, "%.*s/", STR_ARG(page->language));
	add_without_prefixes(&url, str_slice(page->group, 0, page->group.size - STR(".md").size));
	buf_add(&url, STR(".html"));
	struct str kept = arena_str(arena, buf_str(&url));
	buf_clear(&url);
	return kept;
}

static struct str asset_url(struct arena *arena, struct str file)
{
	struct buf url = { 0 };
	add_without_prefixes(&url, file);
	struct str kept = arena_str(arena, buf_str(&url));
	buf_clear(&url);
	return kept;
}

static bool check_name(struct str url, struct str file, const struct view *view, struct arena *arena, struct diags *diags)
{
	struct str rest = url;
	struct place place = { .path = path_join(arena, str_from(view->site->content), file) };
	while (rest.size) {
		struct str part = str_next_part(&rest, '/');
		if (!path_name_is_safe(part)) {
			diag_error(diags, place, "'%.*s' cannot be a file name on every system that readers use", STR_ARG(part));
			diag_hint(diags, "avoid < > : \" | ? *, names of devices such as 'con', and more than 120 bytes");
			return false;
		}
	}
	return true;
}

/* The index page of FOLDER, whose `order:` is the folder's. */
static const struct page *find_index(const struct view *view, struct arena *arena, struct str folder)
{
	struct str file = str_from(path_join(arena, folder, STR("index.md")));
	const struct view_page *page = map_get(&view->by_file, file);
	return page ? page->page : NULL;
}

static void split_for_sorting(struct sort_page *entry, const struct view *view, struct arena *arena)
{
	const struct page *page = entry->page.page;
	size_t count = 1;
	for (size_t i = 0; i < page->group.size; i++)
		count += page->group.data[i] == '/';
	entry->parts = arena_array(arena, struct sort_part, count);
	struct str rest = page->group;
	for (size_t i = 0; i < count; i++) {
		struct sort_part *part = &entry->parts[i];
		part->name = part->written = str_next_part(&rest, '/');
		bool last = i + 1 == count;
		struct str prefix = cut_prefix(&part->name);
		struct str folder = str_slice(page->group, 0, (size_t)(part->name.data - page->group.data) + part->name.size);
		const struct page *says = last ? page : find_index(view, arena, folder);
		part->index = last && str_equal(part->name, STR("index.md"));
		part->ordered = true;
		if (says && says->ordered)
			part->order = says->order;
		else if (prefix.size)
			part->order = decimal_from_integer(prefix_number(prefix));
		else
			part->ordered = false;
	}
	entry->count = count;
}

static int compare_parts(const struct sort_part *a, const struct sort_part *b)
{
	if (a->index != b->index)
		return a->index ? -1 : 1;
	if (a->ordered != b->ordered)
		return a->ordered ? -1 : 1;
	int order = a->ordered ? decimal_compare(a->order, b->order) : 0;
	if (order == 0)
		order = str_compare(a->name, b->name);
	return order ? order : str_compare(a->written, b->written);
}

static int compare_pages(const void *a, const void *b)
{
	const struct sort_page *x = a, *y = b;
	if (x->language != y->language)
		return x->language < y->language ? -1 : 1;
	for (size_t i = 0; i < x->count && i < y->count; i++) {
		int order = compare_parts(&x->parts[i], &y->parts[i]);
		if (order)
			return order;
	}
	if (x->count != y->count)
		return x->count < y->count ? -1 : 1;
	return str_compare(x->page.page->file, y->page.page->file);
}

static size_t language_index(const struct config *config, struct str language)
{
	for (size_t i = 0; i < config->language_count; i++)
		if (str_equal(config->languages[i], language))
			return i;
	return 0;
}

static void sort_pages(struct view *view)
{
	struct arena scratch = { 0 };
	struct map by_file = { 0 };
	for (size_t i = 0; i < view->page_count; i++)
		map_put(&by_file, view->pages[i].page->file, &view->pages[i]);
	view->by_file = by_file;
	struct sort_page *entries = arena_array(&scratch, struct sort_page, view->page_count);
	for (size_t i = 0; i < view->page_count; i++) {
		entries[i].page = view->pages[i];
		entries[i].language = language_index(&view->site->config, view->pages[i].page->language);
		split_for_sorting(&entries[i], view, &scratch);
	}
	if (view->page_count)
		qsort(entries, view->page_count, sizeof *entries, compare_pages);
	for (size_t i = 0; i < view->page_count; i++)
		view->pages[i] = entries[i].page;
	map_clear(&view->by_file);
	for (size_t i = 0; i < view->page_count; i++)
		map_put(&view->by_file, view->pages[i].page->file, &view->pages[i]);
	arena_clear(&scratch);
}

static bool is_made(struct str url)
{
	for (size_t i = 1; i < sizeof MADE / sizeof *MADE; i++)
		if (str_equal(url, str_from(MADE[i])))
			return true;
	for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
		if (str_starts(url, str_from(KEPT[i])))
			return true;
	return false;
}

/* Gives every page its URL; *TAKEN finds who has one, by its folded form. */
static bool name_pages(struct view *view, struct map *taken, struct diags *diags)
{
	bool ok = true;
	struct arena *arena = &view->arena;
	for (size_t i = 0; i < view->page_count; i++) {
		struct view_page *page = &view->pages[i];
		page->url = page_url(arena, &view->site->config, page->page);
		page->link_folder = path_folder(page->page->file);
		struct place place = { .path = page->page->place.path };
		ok = check_name(page->url, page->page->file, view, arena, diags) && ok;
		if (is_made(page->url)) {
			ok = diag_error(diags, place, "the page would be '%.*s', which the tool itself makes", STR_ARG(page->url));
			diag_hint(diags, "rename the file or its folder");
		}
		const struct view_page *other = map_put(taken, text_fold(arena, page->url), page);
		if (other != page) {
			ok = diag_error(diags, place, "the page would be '%.*s', as '%s' is", STR_ARG(page->url), other->page->place.path);
			diag_hint(diags, "number prefixes are dropped and case does not count: rename one of the two");
		}
		map_put(&view->by_url, page->url, page);
		if (str_equal(page->url, STR(URL_HOME)))
			view->home = (ptrdiff_t)i;
	}
	for (size_t i = 0; i < view->asset_count; i++) {
		struct view_asset *asset = &view->assets[i];
		asset->url = asset_url(arena, asset->file);
		map_put(&view->assets_by_file, asset->file, asset);
	}
	return ok;
}

/* "guide/05-paying" of "guide/05-paying/a/b.md" for DEPTH 2; empty when the file does not lie that deep. */
static struct str folder_at(struct str file, unsigned depth)
{
	size_t end = 0;
	for (size_t i = 0; i < file.size && depth > 0; i++)
		if (file.data[i] == '/') {
			depth--;
			end = i;
		}
	return depth == 0 ? str_slice(file, 0, end) : STR("");
}

static struct str title_from_name(struct arena *arena, struct str name)
{
	cut_prefix(&name);
	char *title = arena_text(arena, name);
	for (size_t i = 0; i < name.size; i++)
		if (title[i] == '-' || title[i] == '_')
			title[i] = ' ';
	if (title[0] >= 'a' && title[0] <= 'z')
		title[0] = (char)(title[0] - 'a' + 'A');
	return (struct str){ title, name.size };
}

/* Makes the folder that begins with the page at index I. */
static struct view_folder make_folder(struct view *view, struct str folder, size_t i)
{
	const struct view_page *page = &view->pages[i];
	struct str key = asset_url(&view->arena, folder);
	struct str name = path_name(folder);
	struct str index = str_from(path_join(&view->arena, folder, STR("index.md")));
	bool has_index = str_equal(page->page->group, index);
	struct view_folder made = {
		.key = key,
		.title = has_index ? page->page->nav_title : title_from_name(&view->arena, name),
		.language = page->page->language,
		.url = page->url,
		.section = VIEW_NONE,
		.first = i,
	};
	struct str prefix = cut_prefix(&name);
	if (prefix.size)
		made.number = arena_print(&view->arena, "%lld", prefix_number(prefix));
	return made;
}

static void make_folders(struct view *view)
{
	struct arena *arena = &view->arena;
	view->sections = arena_array(arena, struct view_folder, view->page_count);
	view->chapters = arena_array(arena, struct view_folder, view->page_count);
	struct str section = { 0 }, chapter = { 0 };
	const struct str *language = NULL;
	for (size_t i = 0; i < view->page_count; i++) {
		struct view_page *page = &view->pages[i];
		struct str in_section = folder_at(page->page->group, 1), in_chapter = folder_at(page->page->group, 2);
		bool new_language = !language || !str_equal(*language, page->page->language);
		language = &page->page->language;
		if (in_section.size && (new_language || !str_equal(in_section, section)))
			view->sections[view->section_count++] = make_folder(view, in_section, i);
		bool new_section = new_language || !str_equal(in_section, section);
		section = in_section;
		page->section = in_section.size ? (ptrdiff_t)view->section_count - 1 : VIEW_NONE;
		if (in_chapter.size && (new_section || !str_equal(in_chapter, chapter))) {
			view->chapters[view->chapter_count] = make_folder(view, in_chapter, i);
			view->chapters[view->chapter_count++].section = page->section;
		}
		chapter = in_chapter;
		page->chapter = in_chapter.size ? (ptrdiff_t)view->chapter_count - 1 : VIEW_NONE;
		if (page->section != VIEW_NONE)
			view->sections[page->section].count++;
		if (page->chapter != VIEW_NONE)
			view->chapters[page->chapter].count++;
		page->previous = page->next = VIEW_NONE;
		if (i > 0 && page->section != VIEW_NONE && view->pages[i - 1].section == page->section) {
			page->previous = (ptrdiff_t)i - 1;
			view->pages[i - 1].next = (ptrdiff_t)i;
		}
	}
}

bool resolve_view(struct view *view, struct diags *diags)
{
	sort_pages(view);
	struct map taken = { 0 };
	bool ok = name_pages(view, &taken, diags);
	map_clear(&taken);
	make_folders(view);
	return ok;
}

bool resolve_is_external(struct str target)
{
	size_t i = 0;
	while (i < target.size && ((target.data[i] >= 'a' && target.data[i] <= 'z') ||
	                           (target.data[i] >= 'A' && target.data[i] <= 'Z') ||
	                           (i > 0 && ((target.data[i] >= '0' && target.data[i] <= '9') || target.data[i] == '+' ||
	                                      target.data[i] == '-' || target.data[i] == '.'))))
		i++;
	return (i > 1 && i < target.size && target.data[i] == ':') || str_starts(target, STR("//"));
}

struct str resolve_order_url(struct arena *arena, struct str id, const char *page)
{
	return arena_print(arena, "orders/%.*s/%s", STR_ARG(id), page);
}

/* The order in the file at PATH below content/, when it has a file of its own. */
static const struct order_key *order_of_file(const struct view *view, struct str path)
{
	if (!str_starts(path, STR("orders/")))
		return NULL;
	struct str name = str_slice(path, STR("orders/").size, path.size);
	ptrdiff_t slash = str_index(name, '/');
	if (slash >= 0)
		return view_order(view, str_slice(name, 0, (size_t)slash));
	return view_order(view, str_slice(name, 0, name.size - path_extension(name).size));
}

struct str resolve_orders_url(struct arena *arena, size_t number)
{
	return number == 1 ? STR(URL_ORDERS) : arena_print(arena, "orders/index-%zu.html", number);
}

/* Whether NAME is "index-2.html" and so on, up to the last page of the index of orders. */
static bool is_orders_page(const struct view *view, struct str name)
{
	struct str prefix = STR("index-"), suffix = STR(".html");
	if (name.size <= prefix.size + suffix.size || !str_starts(name, prefix) || !str_ends(name, suffix))
		return false;
	struct str digits = str_slice(name, prefix.size, name.size - suffix.size);
	for (size_t i = 0; i < digits.size; i++)
		if (digits.data[i] < '0' || digits.data[i] > '9' || digits.data[0] == '0' || digits.size > 9)
			return false;
	long long number = prefix_number(digits);
	return number >= 2 && (size_t)(number - 1) * ORDERS_ON_A_PAGE < view->order_count;
}

bool resolve_has_url(const struct view *view, struct str url)
{
	if (map_get(&view->by_url, url) || str_equal(url, STR(URL_HOME)) || str_equal(url, STR(URL_CHECKLISTS)) ||
	    str_equal(url, STR(URL_A_Z)))
		return true;
	if (!str_starts(url, STR("orders/")))
		return false;
	if (str_equal(url, STR(URL_ORDERS)))
		return view->order_count > 0;
	struct str rest = str_slice(url, STR("orders/").size, url.size);
	struct str id = str_next_part(&rest, '/');
	if (rest.size == 0)
		return is_orders_page(view, id);
	return view_order(view, id) && (str_equal(rest, STR("index.html")) || str_equal(rest, STR("cost.html")));
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* TEXT with %XX decoded, in ARENA. */
static struct str decode(struct arena *arena, struct str text)
{
	char *out = arena_text(arena, text);
	size_t size = 0;
	for (size_t i = 0; i < text.size; i++) {
		int high = i + 2 < text.size && text.data[i] == '%' ? hex_digit(text.data[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text.data[i + 2]) : -1;
		if (low >= 0) {
			out[size++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[size++] = text.data[i];
		}
	}
	out[size] = '\0';
	return (struct str){ out, size };
}

/* Says that TARGET of PAGE leads nowhere, with the nearest file written as the page would write it. */
static bool no_target(struct arena *arena, const struct view *view, const struct view_page *page, struct str path,
                      struct str target, struct place place, struct diags *diags)
{
	diag_error(diags, place, "link to '%.*s' has no target", STR_ARG(target));
	struct str_nearest nearest = { 0 };
	for (size_t i = 0; i < view->page_count; i++)
		if (view->pages[i].page != page->page)
			str_nearest_offer(&nearest, path, view->pages[i].page->file);
	for (size_t i = 0; i < view->asset_count; i++)
		str_nearest_offer(&nearest, path, view->assets[i].file);
	if (nearest.found.size == 0)
		return false;
	struct buf written = { 0 };
	path_relative(&written, page->page->file, nearest.found);
	struct str kept = arena_str(arena, buf_str(&written));
	buf_clear(&written);
	diag_hint(diags, "did you mean '%.*s'?", STR_ARG(kept));
	return false;
}

bool resolve_link(struct str *url, const struct view_asset **asset, struct arena *arena, const struct view *view,
                  const struct view_page *page, struct str target, struct place place, struct diags *diags)
{
	*asset = NULL;
	ptrdiff_t hash = str_index(target, '#');
	struct str written = hash < 0 ? target : str_slice(target, 0, (size_t)hash);
	struct str anchor = hash < 0 ? STR("") : decode(arena, str_slice(target, (size_t)hash, target.size));
	if (written.size == 0) {
		if (anchor.size == 0)
			return diag_error(diags, place, "the link is empty");
		*url = arena_print(arena, "%.*s%.*s", STR_ARG(page->url), STR_ARG(anchor));
		return true;
	}
	struct str path;
	if (written.data[0] == '/' || !path_resolve(&path, arena, page->link_folder, decode(arena, written))) {
		diag_error(diags, place, "link to '%.*s' leads out of the site", STR_ARG(target));
		diag_hint(diags, "write the way from this file, such as '../folder/page.md'");
		return false;
	}
	const struct view_page *found = map_get(&view->by_file, path);
	if (!found)
		found = map_get(&view->by_file, str_from(path_join(arena, path, STR("index.md"))));
	struct str to = { 0 };
	const struct order_key *order;
	if (found) {
		to = found->url;
	} else if (map_get(&view->hidden, path)) {
		diag_error(diags, place, "link to '%.*s' leads to a page that the edition '%.*s' does not show", STR_ARG(target),
		           STR_ARG(view->edition->name));
		diag_hint(diags, "let the audience see that page too, or leave the link out");
		return false;
	} else if ((*asset = map_get(&view->assets_by_file, path))) {
		to = (*asset)->url;
	} else if ((order = order_of_file(view, path))) {
		to = resolve_order_url(arena, order->id, "index.html");
	} else if (resolve_has_url(view, path)) {
		to = path;
	} else {
		return no_target(arena, view, page, path, target, place, diags);
	}
	*url = arena_print(arena, "%.*s%.*s", STR_ARG(to), STR_ARG(anchor));
	return true;
}
