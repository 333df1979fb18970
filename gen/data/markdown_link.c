/*
 * Where the target of each link and image stands.
 *
 * cmark does not say, and its columns are wrong inside nested blocks.  So the source of a block is searched for spots
 * where a target can begin, behind `](` and `<`; each link takes the first spot that holds its target behind the
 * last one taken.  Links end in the order of their targets, so this is linear.  A link that finds no spot is a
 * reference and takes the place of its definition's target, `[label]: target`.
 */
#include "data/markdown_page.h"

#include <cmark.h>

#include "base/map.h"

enum { SPOTS_TRIED = 64, ENTITY_LIMIT = 40 };  /* spots a link looks at; bytes of the longest entity, `&…;` */

struct spots {
	size_t *offsets;
	size_t count, next;    /* NEXT: the first one that no link has taken */
	bool known;            /* OFFSETS are there */
	size_t start, end;     /* of the block in the source */
	struct cmark_node *block;
};

struct definition {
	size_t offset;
};

struct markdown_finder {
	struct markdown_page *page;
	struct spots spots;
	struct map definitions;  /* from target to struct definition */
	bool defined;            /* DEFINITIONS are there */
};

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_punctuation(char byte)
{
	return (byte >= '!' && byte <= '/') || (byte >= ':' && byte <= '@') || (byte >= '[' && byte <= '`') ||
	       (byte >= '{' && byte <= '~');
}

/* Whether a target can begin behind the `<` at AT: one with `:` or `@` before a space, `<` or `>`. */
static bool is_autolink(struct str text, size_t at)
{
	for (at++; at < text.size; at++) {
		char byte = text.data[at];
		if (byte == ':' || byte == '@')
			return true;
		if (is_space(byte) || byte == '<' || byte == '>')
			return false;
	}
	return false;
}

/* Moves *AT to the next spot of TEXT at or behind it, and behind what leads to the target. */
static bool next_spot(struct str text, size_t *at)
{
	for (size_t i = *at; i < text.size; i++) {
		bool inner = text.data[i] == '(' && i > 0 && text.data[i - 1] == ']';
		if (!inner && !(text.data[i] == '<' && is_autolink(text, i)))
			continue;
		i++;
		/* a target may stand on the next line, in a quote behind `>` */
		while (inner && i < text.size && (is_space(text.data[i]) || text.data[i] == '>'))
			i++;
		if (inner && i < text.size && text.data[i] == '<')
			i++;
		*at = i;
		return true;
	}
	return false;
}

static size_t count_spots(struct str text)
{
	size_t count = 0;
	for (size_t at = 0; next_spot(text, &at);)
		count++;
	return count;
}

static void find_spots(struct markdown_finder *finder)
{
	struct spots *spots = &finder->spots;
	struct str text = str_slice(finder->page->source.text, spots->start, spots->end);
	spots->count = count_spots(text);
	spots->offsets = arena_array(finder->page->arena, size_t, spots->count);
	size_t at = 0;
	for (size_t i = 0; i < spots->count && next_spot(text, &at); i++)
		spots->offsets[i] = spots->start + at;
	spots->known = true;
}

static size_t entity_size(struct str text)
{
	ptrdiff_t end = str_index(str_slice(text, 0, ENTITY_LIMIT), ';');
	return end < 0 ? 0 : (size_t)end + 1;
}

/* Bytes of the first code point of TEXT. */
static size_t point_size(struct str text)
{
	size_t size = text.size > 0;
	while (size < text.size && ((unsigned char)text.data[size] & 0xC0) == 0x80)
		size++;
	return size;
}

/* Whether TEXT begins with TARGET, written with backslashes and entities or without, and the target ends there. */
static bool holds_target(struct str text, struct str target)
{
	while (target.size) {
		if (text.size == 0)
			return false;
		size_t written = 1, meant = 1;
		size_t entity = text.data[0] == '&' ? entity_size(text) : 0;
		if (entity && !str_starts(target, str_slice(text, 0, entity))) {
			written = entity;
			meant = point_size(target);
		} else if (text.data[0] == '\\' && text.size > 1 && is_punctuation(text.data[1]) &&
		           target.data[0] == text.data[1]) {
			written = 2;
		} else if (text.data[0] != target.data[0]) {
			return false;
		}
		text = str_slice(text, written, text.size);
		target = str_slice(target, meant, target.size);
	}
	return text.size && (is_space(text.data[0]) || text.data[0] == ')' || text.data[0] == '>');
}

/* Takes the spot that holds TARGET. */
static bool take_spot(size_t *offset, struct markdown_finder *finder, struct str target)
{
	struct spots *spots = &finder->spots;
	if (!spots->known)
		find_spots(finder);
	struct str text = str_slice(finder->page->source.text, 0, spots->end);
	struct str mail = str_starts(target, STR("mailto:")) ? str_slice(target, 7, target.size) : target;
	for (size_t i = spots->next; i < spots->count && i < spots->next + SPOTS_TRIED; i++) {
		struct str here = str_slice(text, spots->offsets[i], text.size);
		if (holds_target(here, target) || (mail.size < target.size && holds_target(here, mail))) {
			spots->next = i + 1;
			*offset = spots->offsets[i];
			return true;
		}
	}
	return false;
}

/* Whether LINE can be a definition; then where its target stands (at the line's end when it stands on the next). */
static bool is_definition(struct str line, size_t *target)
{
	size_t at = 0;
	while (at < line.size && str_index(STR(" \t>*+-0123456789.)"), line.data[at]) >= 0)
		at++;
	if (at == line.size || line.data[at] != '[')
		return false;
	ptrdiff_t end = str_find(line, STR("]:"), at);
	if (end < 0)
		return false;
	at = (size_t)end + 2;
	while (at < line.size && is_space(line.data[at]))
		at++;
	*target = at;
	return true;
}

/* The target that TEXT begins with, without backslashes, and *OFFSET behind the `<` it may begin with. */
static struct str cut_target(struct arena *arena, struct str text, size_t *offset)
{
	bool pointy = str_starts(text, STR("<"));
	if (pointy) {
		text = str_slice(text, 1, text.size);
		(*offset)++;
	}
	struct str target = { arena_alloc(arena, text.size + 1), 0 };
	char *bytes = (char *)target.data;
	for (size_t i = 0; i < text.size && text.data[i] != '>' && (pointy || !is_space(text.data[i])); i++) {
		if (text.data[i] == '\\' && i + 1 < text.size && is_punctuation(text.data[i + 1]))
			i++;
		bytes[target.size++] = text.data[i];
	}
	return target;
}

static void find_definitions(struct markdown_finder *finder)
{
	const struct markdown_source *source = &finder->page->source;
	struct arena *arena = finder->page->arena;
	for (size_t i = 0; i < source->lines; i++) {
		struct str line = str_slice(source->text, source->starts[i], source->starts[i + 1]);
		size_t offset = source->starts[i], target;
		if (!is_definition(line, &target))
			continue;
		if (target == line.size && i + 1 < source->lines) {
			offset = source->starts[i + 1];
			line = str_slice(source->text, offset, source->starts[i + 2]);
			for (target = 0; target < line.size && (is_space(line.data[target]) || line.data[target] == '>');)
				target++;
		}
		offset += target;
		struct str key = cut_target(arena, str_slice(line, target, line.size), &offset);
		struct definition *definition = arena_new(arena, struct definition);
		definition->offset = offset;
		map_put(&finder->definitions, key, definition);
	}
	finder->defined = true;
}

/* The line that cmark gives, inside the block. */
static struct place nearby(const struct markdown_finder *finder, struct cmark_node *node)
{
	int line = cmark_node_get_start_line(node);
	int first = cmark_node_get_start_line(finder->spots.block), last = cmark_node_get_end_line(finder->spots.block);
	if (line < first || line > last)
		line = first;
	const struct markdown_source *source = &finder->page->source;
	return (struct place){ source->path, source->line + (unsigned)line - 1, 0 };
}

static struct place find(struct markdown_finder *finder, struct cmark_node *node)
{
	struct str target = str_from(cmark_node_get_url(node));
	size_t offset;
	if (take_spot(&offset, finder, target))
		return markdown_source_place(&finder->page->source, offset);
	if (!finder->defined)
		find_definitions(finder);
	const struct definition *definition = map_get(&finder->definitions, target);
	return definition ? markdown_source_place(&finder->page->source, definition->offset) : nearby(finder, node);
}

void markdown_links_find(struct markdown_page *page, struct cmark_node *block)
{
	if (!page->finder) {
		page->finder = arena_new(page->arena, struct markdown_finder);
		page->finder->page = page;
	}
	const struct markdown_source *source = &page->source;
	page->finder->spots = (struct spots){
		.start = markdown_source_start(source, block), .end = markdown_source_end(source, block), .block = block,
	};
	cmark_iter *iter = cmark_iter_new(block);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		struct cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		if (type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE) {
			/* its spots are no link's */
			page->finder->spots.next += count_spots(str_from(cmark_node_get_literal(node)));
		} else if (event == CMARK_EVENT_EXIT && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)) {
			struct place *place = arena_new(page->arena, struct place);
			*place = find(page->finder, node);
			cmark_node_set_user_data(node, place);
		}
	}
}

void markdown_links_clear(struct markdown_page *page)
{
	if (page->finder)
		map_clear(&page->finder->definitions);
}
