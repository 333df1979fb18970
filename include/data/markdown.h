/*
 * markdown: CommonMark through libcmark into HTML, by our own walk of its tree.  The only <cmark.h>.
 *
 * The walk asks the host what a link or image leads to, and tells it of every heading and checklist item, so that a page
 * is parsed and walked once.  Memory of cmark comes from the arena given.
 */
#ifndef PLAYBOOK_DATA_MARKDOWN_H
#define PLAYBOOK_DATA_MARKDOWN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct markdown_heading {
	int level;
	struct str id, text;  /* TEXT is plain, not HTML */
	struct place place;
};

struct markdown_item {
	struct str list, list_title;  /* id and title of the list: of the heading above it */
	struct str id, text;          /* TEXT is plain */
	struct str html;              /* the item's content as HTML, without the box: its label and what stands below */
	bool done;                    /* written [x] */
	struct place place;
};

struct markdown_link {
	struct str target;  /* as written; backslashes and entities are decoded, percent escapes are not */
	bool image;
	struct place place; /* of the target in the source: where a reference is defined; at worst column 0 */
};

/* What the host does for a page.  Any function may be NULL; headings and items are told only with extensions. */
struct markdown_host {
	void *context;

	/* Appends to OUT what href or src shall be (not escaped yet).  False leaves the link out, keeping its text. */
	bool (*link)(void *context, struct buf *out, const struct markdown_link *link, struct diags *diags);
	void (*heading)(void *context, const struct markdown_heading *heading);
	void (*item)(void *context, const struct markdown_item *item);
};

struct markdown_options {
	bool raw_html;     /* put out raw HTML and any URL scheme; else HTML is escaped and script schemes are dropped */
	bool extensions;   /* heading ids, `{#id}`, checklists, lang="zh-Hans" on runs of Chinese; off for plain CommonMark */
	unsigned shift;    /* added to heading levels, at most 6 in all */
};

/*
 * Appends TEXT (checked UTF-8, at LINE of the file PATH) to OUT as an HTML fragment.  Lives in ARENA: what HOST is told.
 * Returns false after errors (ids given twice, a checklist item without id, …); OUT then still holds the page.  Text
 * that is too large (16 MiB), or would keep cmark busy for minutes, is refused: OUT holds nothing of it.
 */
bool markdown_render(struct buf *out, struct str text, const char *path, unsigned line,
                     const struct markdown_options *options, const struct markdown_host *host,
                     struct arena *arena, struct diags *diags);

/* The version of CommonMark's implementation that is linked, "0.30.2". */
const char *markdown_version(void);

#endif
