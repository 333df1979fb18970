/*
 * A checklist is a list whose items begin with `[ ]` or `[x]` and end their first paragraph with an id:
 *
 *   - [ ] Specifications and quantities confirmed {#specs_and_qty_confirmed}
 *
 * The list's own id and title are those of the heading above it.
 */
#include "data/markdown_page.h"

#include <cmark.h>

#include "base/map.h"
#include "data/text.h"

enum { BOX_SIZE = 4 };  /* `[ ] ` */
enum { TEXT_SHOWN = 60, WORDS_SUGGESTED = 5 };  /* code points of an item in a message, words of an id in a hint */

struct checklists {
	struct markdown_page *page;
	struct markdown_heading *heading;  /* the last one before */
	struct map items;                  /* from LIST.ITEM to the item */
};

/* The first paragraph of ITEM, or NULL. */
static struct cmark_node *label_of(struct cmark_node *item)
{
	struct cmark_node *label = cmark_node_first_child(item);
	return label && cmark_node_get_type(label) == CMARK_NODE_PARAGRAPH ? label : NULL;
}

/* Whether ITEM begins with a box, and whether it is ticked.  A bracket that is escaped is none. */
static bool has_box(bool *done, const struct markdown_page *page, struct cmark_node *item)
{
	struct cmark_node *label = label_of(item);
	struct cmark_node *first = label ? cmark_node_first_child(label) : NULL;
	if (!first || cmark_node_get_type(first) != CMARK_NODE_TEXT)
		return false;
	struct str text = str_from(cmark_node_get_literal(first));
	struct str source = str_slice(page->source.text, markdown_source_start(&page->source, label), page->source.text.size);
	*done = str_starts(text, STR("[x] ")) || str_starts(text, STR("[X] "));
	return (*done || str_starts(text, STR("[ ] "))) && str_starts(source, STR("["));
}

static bool is_checklist(const struct markdown_page *page, struct cmark_node *list)
{
	bool done;
	for (struct cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item))
		if (has_box(&done, page, item))
			return true;
	return false;
}

/* [a-z][a-z0-9_]* */
static bool is_item_id(struct str text)
{
	for (size_t i = 0; i < text.size; i++) {
		char byte = text.data[i];
		bool letter = byte >= 'a' && byte <= 'z';
		if (!letter && (i == 0 || !((byte >= '0' && byte <= '9') || byte == '_')))
			return false;
	}
	return text.size > 0;
}

/* An id that the first words of TEXT would make. */
static void suggest_id(struct diags *diags, struct str text)
{
	struct buf slug = { 0 };
	text_slug(&slug, text);
	size_t words = 1;
	for (size_t i = 0; i < slug.size; i++)
		if (slug.data[i] == '-') {
			slug.data[i] = '_';
			if (++words > WORDS_SUGGESTED)
				buf_truncate(&slug, i);
		}
	diag_hint(diags, "end its first paragraph with an id, such as {#%s}",
	          is_item_id(buf_str(&slug)) ? slug.data : "specs_confirmed");
	buf_clear(&slug);
}

static struct str first_points(struct str text, size_t count)
{
	struct str rest = text;
	while (rest.size && count-- > 0)
		text_next(&rest);
	return str_slice(text, 0, text.size - rest.size);
}

static struct str without_box(struct str text)
{
	text = str_slice(text, BOX_SIZE, text.size);
	while (str_starts(text, STR(" ")))
		text = str_slice(text, 1, text.size);
	return text;
}

static void cut_box(struct cmark_node *first)
{
	struct buf text = { 0 };
	buf_add(&text, without_box(str_from(cmark_node_get_literal(first))));
	cmark_node_set_literal(first, text.data);
	buf_clear(&text);
}

static void read_item(struct checklists *lists, struct cmark_node *node)
{
	struct markdown_page *page = lists->page;
	struct cmark_node *label = label_of(node);
	size_t start = markdown_source_start(&page->source, label ? label : node);
	struct markdown_item *item = arena_new(page->arena, struct markdown_item);
	item->place = markdown_source_place(&page->source, start);
	if (!has_box(&item->done, page, node)) {
		diag_error(page->diags, item->place, "an item of a checklist has no box");
		diag_hint(page->diags, "begin it with '[ ] ', or make it a list of its own");
		return;
	}
	struct markdown_id id;
	if (!markdown_id_find(&id, page, label)) {
		struct str text = without_box(markdown_plain(page, label));
		struct str shown = first_points(text, TEXT_SHOWN);
		diag_error(page->diags, item->place, "the checklist item '%.*s%s' has no id", STR_ARG(shown),
		           shown.size < text.size ? "…" : "");
		suggest_id(page->diags, text);
		return;
	}
	struct place place = markdown_source_place(&page->source, id.offset);
	if (!is_item_id(id.id)) {
		diag_error(page->diags, place, "'%.*s' is not an id of a checklist item", STR_ARG(id.id));
		diag_hint(page->diags, "begin with a small letter and go on with small letters, digits and '_'");
		return;
	}
	item->list = lists->heading->id;
	item->list_title = lists->heading->text;
	item->id = id.id;
	struct str key = arena_print(page->arena, "%.*s.%.*s", STR_ARG(item->list), STR_ARG(item->id));
	const struct markdown_item *first = map_put(&lists->items, key, item);
	if (first != item) {
		diag_error(page->diags, place, "the id '%.*s' is given twice in the checklist '%.*s'", STR_ARG(id.id),
		           STR_ARG(item->list));
		diag_hint(page->diags, "the item on line %u has it already", first->place.line);
		return;
	}
	markdown_id_cut(&id);
	cut_box(cmark_node_first_child(label));
	item->text = markdown_plain(page, label);
	if (item->text.size == 0) {
		diag_error(page->diags, item->place, "the checklist item '%.*s' has no text", STR_ARG(id.id));
		return;
	}
	cmark_node_set_user_data(node, item);
}

static void read_list(struct checklists *lists, struct cmark_node *list)
{
	struct markdown_page *page = lists->page;
	if (!lists->heading) {
		size_t start = markdown_source_start(&page->source, list);
		diag_error(page->diags, markdown_source_place(&page->source, start), "a checklist has no heading above it");
		diag_hint(page->diags, "the heading gives the list its title and id: '## Before you pay {#payment}'");
		return;
	}
	cmark_node_set_user_data(list, lists->heading);
	for (struct cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item))
		read_item(lists, item);
}

void markdown_checklists(struct markdown_page *page)
{
	struct checklists lists = { .page = page };
	struct cmark_node *outside = NULL;  /* the first block behind the checklist we are in, while we are in one */
	bool inside = false;
	for (struct cmark_node *block = page->document; block; block = markdown_next_block(block)) {
		if (inside && block == outside)
			inside = false;
		if (cmark_node_get_type(block) == CMARK_NODE_HEADING)
			lists.heading = cmark_node_get_user_data(block);
		if (cmark_node_get_type(block) != CMARK_NODE_LIST || !is_checklist(page, block))
			continue;
		if (inside) {
			size_t start = markdown_source_start(&page->source, block);
			diag_error(page->diags, markdown_source_place(&page->source, start), "a checklist inside a checklist");
			diag_hint(page->diags, "give it a heading of its own, or leave its boxes away");
			continue;
		}
		read_list(&lists, block);
		inside = true;
		outside = markdown_next_block_outside(block);
	}
	map_clear(&lists.items);
}
