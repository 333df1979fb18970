#include "data/markdown.h"

#include <cmark.h>
#include <string.h>

#include "data/markdown_page.h"

/* What cmark takes of memory is many times the text, and its sizes are 32 bits. */
enum { TEXT_LIMIT = 16 * 1024 * 1024 };

enum { SIZE_ROOM = 16 };  /* before each block that cmark gets: its size, keeping the alignment */

/* cmark's allocator has no context, so each thread says where its memory comes from. */
static _Thread_local struct arena *cmark_arena;

static void *allocate(size_t count, size_t size)
{
	size_t bytes = arena_size(count, size);
	unsigned char *block = arena_alloc(cmark_arena, bytes + SIZE_ROOM);
	memcpy(block, &bytes, sizeof bytes);
	return block + SIZE_ROOM;
}

static void *reallocate(void *pointer, size_t size)
{
	void *resized = allocate(1, size);
	if (pointer) {
		size_t old;
		memcpy(&old, (unsigned char *)pointer - SIZE_ROOM, sizeof old);
		memcpy(resized, pointer, old < size ? old : size);
	}
	return resized;
}

/* The arena gives everything back at once. */
static void release(void *pointer)
{
	(void)pointer;
}

static cmark_mem memory = { allocate, reallocate, release };

static struct cmark_node *parse(struct str text)
{
	/* CMARK_OPT_SOURCEPOS lets inline nodes count the lines of code spans and HTML before them */
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_SOURCEPOS, &memory);
	cmark_parser_feed(parser, text.size ? text.data : "", text.size);
	return cmark_parser_finish(parser);
}

/* cmark has no other way to tell `[a](b)` from `[a](b "")`: both titles are empty, but the first is a constant of its. */
static const char *missing_title(void)
{
	return cmark_node_get_title(cmark_node_new_with_mem(CMARK_NODE_LINK, &memory));
}

static void read_page(struct buf *out, struct markdown_page *page)
{
	page->document = parse(page->source.text);
	page->no_title = missing_title();
	if (page->options->extensions || page->host->link)
		markdown_source_open(&page->source, page->arena);
	if (page->options->extensions) {
		markdown_headings(page);
		markdown_checklists(page);
	}
	markdown_write(out, page);
	markdown_links_clear(page);
}

bool markdown_render(struct buf *out, struct str text, const char *path, unsigned line,
                     const struct markdown_options *options, const struct markdown_host *host,
                     struct arena *arena, struct diags *diags)
{
	static const struct markdown_host NOBODY = { 0 };
	struct markdown_page page = {
		.source = { .text = text, .path = path, .line = line },
		.options = options, .host = host ? host : &NOBODY, .arena = arena, .diags = diags,
	};
	if (text.size > TEXT_LIMIT) {
		diag_error(diags, (struct place){ .path = path }, "the page is larger than %d MiB", TEXT_LIMIT / 1024 / 1024);
		diag_hint(diags, "split it into several pages");
		return false;
	}
	if (!markdown_guard(&page))
		return false;
	size_t errors = diags->errors;
	struct arena *outer = cmark_arena;  /* a host may render Markdown too */
	cmark_arena = arena;
	read_page(out, &page);
	cmark_arena = outer;
	return diags->errors == errors;
}

const char *markdown_version(void)
{
	return cmark_version_string();
}
