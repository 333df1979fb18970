/* Every heading gets an id: the one written as `{#id}`, else one made from its text. */
#include "data/markdown_page.h"

#include <cmark.h>

#include "base/map.h"
#include "data/text.h"

struct ids {
	struct map taken;   /* from id to its heading */
	struct map suffix;  /* from an id that was wanted again to the last suffix tried, an unsigned */
};

/* The headings of a page in their order. */
struct entry {
	struct markdown_heading heading;
	struct entry *next;
};

/* [A-Za-z][A-Za-z0-9_-]* */
static bool is_id(struct str text)
{
	for (size_t i = 0; i < text.size; i++) {
		char byte = text.data[i];
		bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
		bool other = (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
		if (!letter && (i == 0 || !other))
			return false;
	}
	return text.size > 0;
}

/* Takes the id that is written off the heading, when it can be one. */
static void take_written_id(struct markdown_page *page, struct ids *ids, struct markdown_heading *heading,
                            struct cmark_node *node)
{
	struct markdown_id id;
	if (!markdown_id_find(&id, page, node))
		return;
	struct place place = markdown_source_place(&page->source, id.offset);
	if (!is_id(id.id)) {
		diag_error(page->diags, place, "'%.*s' is not an id", STR_ARG(id.id));
		diag_hint(page->diags, "begin with a letter and go on with letters, digits, '-' and '_'; "
		                       "or write '\\{' for a brace in the text");
		return;
	}
	markdown_id_cut(&id);
	const struct markdown_heading *first = map_put(&ids->taken, id.id, heading);
	if (first == heading) {
		heading->id = id.id;
		return;
	}
	diag_error(page->diags, place, "the id '%.*s' is given twice", STR_ARG(id.id));
	diag_hint(page->diags, "the heading on line %u has it already", first->place.line);
}

static void make_id(struct markdown_page *page, struct ids *ids, struct markdown_heading *heading)
{
	struct buf slug = { 0 };
	text_slug(&slug, heading->text);
	struct str wanted = arena_str(page->arena, buf_str(&slug));
	buf_clear(&slug);
	heading->id = wanted;
	if (map_put(&ids->taken, wanted, heading) == heading)
		return;
	unsigned *suffix = map_put(&ids->suffix, wanted, arena_new(page->arena, unsigned));
	if (*suffix == 0)
		*suffix = 1;
	do {
		heading->id = arena_print(page->arena, "%.*s-%u", STR_ARG(wanted), ++*suffix);
	} while (map_put(&ids->taken, heading->id, heading) != heading);
}

static struct entry *read_heading(struct markdown_page *page, struct ids *ids, struct cmark_node *node)
{
	struct entry *entry = arena_new(page->arena, struct entry);
	struct markdown_heading *heading = &entry->heading;
	size_t start = markdown_source_start(&page->source, node);
	heading->place = markdown_source_place(&page->source, start);
	heading->level = cmark_node_get_heading_level(node) + (int)page->options->shift;
	if (heading->level > 6)
		heading->level = 6;
	take_written_id(page, ids, heading, node);
	heading->text = markdown_plain(page, node);
	cmark_node_set_user_data(node, heading);
	return entry;
}

void markdown_headings(struct markdown_page *page)
{
	struct ids ids = { 0 };
	struct entry *first = NULL, **end = &first;
	/* what is written first, so that no id that is made takes it */
	for (struct cmark_node *block = page->document; block; block = markdown_next_block(block)) {
		if (cmark_node_get_type(block) != CMARK_NODE_HEADING)
			continue;
		*end = read_heading(page, &ids, block);
		end = &(*end)->next;
	}
	for (struct entry *entry = first; entry; entry = entry->next) {
		if (entry->heading.id.size == 0)
			make_id(page, &ids, &entry->heading);
		if (page->host->heading)
			page->host->heading(page->host->context, &entry->heading);
	}
	map_clear(&ids.taken);
	map_clear(&ids.suffix);
}
