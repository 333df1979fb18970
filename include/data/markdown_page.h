/*
 * markdown_page: one page on its way through the passes of markdown; for gen/data/markdown*.c only.
 *
 * What CommonMark lacks is done in three steps: a pass over the source that only marks (what we have so far needs no
 * marks), cmark's parse, and passes over its tree that only read.  A tree pass leaves what it found as the user data of a
 * node, and the writer puts it out:
 *
 *   heading      struct markdown_heading    markdown_heading.c
 *   list         struct markdown_heading, of the checklist    markdown_checklist.c
 *   item         struct markdown_item, of a checklist    markdown_checklist.c
 *   link, image  struct place    markdown_link.c
 *
 * Nothing here is recursive: a page may nest as deep as it likes.
 */
#ifndef PLAYBOOK_DATA_MARKDOWN_PAGE_H
#define PLAYBOOK_DATA_MARKDOWN_PAGE_H

#include "base/arena.h"
#include "data/markdown.h"

enum { MARKDOWN_CMARK_0_31 = 31 << 8 };  /* version 0.31, as cmark_version() has it */

struct cmark_node;
struct markdown_finder;  /* of links */

/* The text, and where each byte of it stands in its file. */
struct markdown_source {
	struct str text;
	const char *path;
	unsigned line;   /* of the text's first line */
	size_t *starts;  /* offset of each line, by cmark's line ends (LF, CRLF, CR), and at last the text's size */
	size_t lines;
	size_t at;       /* the offset asked for last, its line (from 0) and column */
	size_t at_line;
	unsigned at_column;
};

struct markdown_page {
	struct markdown_source source;
	const struct markdown_options *options;
	const struct markdown_host *host;  /* never NULL */
	struct cmark_node *document;
	const char *no_title;              /* what cmark gives for a link that has no title */
	struct markdown_finder *finder;    /* NULL until a link is met */
	struct arena *arena;
	struct diags *diags;
};

/* Counts the lines. */
void markdown_source_open(struct markdown_source *source, struct arena *arena);

/* The place of the byte at OFFSET.  Quick when offsets rise. */
struct place markdown_source_place(struct markdown_source *source, size_t offset);

/* The offset of NODE, a block. */
size_t markdown_source_start(const struct markdown_source *source, struct cmark_node *node);

/* The offset behind the last line of NODE, a block. */
size_t markdown_source_end(const struct markdown_source *source, struct cmark_node *node);

/* The block behind BLOCK in the order of the text: its first child, else the next one.  NULL at the end. */
struct cmark_node *markdown_next_block(struct cmark_node *block);

/* The block behind BLOCK and everything inside it. */
struct cmark_node *markdown_next_block_outside(struct cmark_node *block);

/* The plain text of NODE in the page's arena. */
struct str markdown_plain(const struct markdown_page *page, struct cmark_node *node);

/* `{#id}` at the end of a block's text. */
struct markdown_id {
	struct str id;            /* what stands between `{#` and `}` */
	size_t offset;            /* of `{#` in the source */
	struct cmark_node *node;  /* the text that ends with it */
	size_t size;              /* of that text before it, and before the spaces in front */
};

/* Finds the id of BLOCK, a heading or paragraph.  One that is escaped with a backslash is none. */
bool markdown_id_find(struct markdown_id *id, const struct markdown_page *page, struct cmark_node *block);

/* Takes the id off the text. */
void markdown_id_cut(const struct markdown_id *id);

/* Refuses what would keep cmark busy for minutes.  Before the parse. */
bool markdown_guard(const struct markdown_page *page);

/* Gives every heading an id and tells the host. */
void markdown_headings(struct markdown_page *page);

/* Finds checklists.  After markdown_headings. */
void markdown_checklists(struct markdown_page *page);

/* Finds the places of the links and images in BLOCK. */
void markdown_links_find(struct markdown_page *page, struct cmark_node *block);
void markdown_links_clear(struct markdown_page *page);

/* Appends the page as HTML, and tells the host of links and items. */
void markdown_write(struct buf *out, struct markdown_page *page);

#endif
