/*
 * script: one Lua state that runs layouts.
 *
 * Only script/ includes <lua.h>.  A layout sees the site read-only, no files, clock or network, and nothing of it survives
 * the page.  A state belongs to one thread and one edition.
 */
#ifndef PLAYBOOK_SCRIPT_SCRIPT_H
#define PLAYBOOK_SCRIPT_SCRIPT_H

#include "base/diag.h"
#include "base/str.h"
#include "data/value.h"
#include "script/layouts.h"

struct script;

/* What one run may use.  { 0 } means the defaults. */
struct script_limits {
	size_t memory;       /* bytes of the whole state; default 256 MiB */
	size_t string;       /* bytes of one text; default 16 MiB */
	uint64_t steps;      /* instructions, and what stands for them in C; default 200 million */
};

/* The page that is made, and what the host wants to know of it. */
struct script_page {
	struct str path;       /* of the page in the edition, "guide/paying/index.html" */
	struct place source;   /* what it is made from, for messages */
	void *context;

	/*
	 * Appends the URL of TARGET ("orders/A/index.html#money", from the edition's root) as this page must write it.
	 * False when the edition has no such page: the layout gets an error at its line.
	 */
	bool (*link)(void *context, struct buf *out, struct str target);

	/* Is told each id that the page's HTML makes.  May be NULL. */
	void (*anchor)(void *context, struct str id);
};

/* LAYOUTS and SITE are kept and must outlive the state.  LIMITS may be NULL. */
struct script *script_create(const struct layouts *layouts, const struct value *site, const struct script_limits *limits);
void script_destroy(struct script *script);  /* accepts NULL */

/*
 * Runs LAYOUT ("page" is page.lua) on its inputs, which are followed by the site: layout(INPUT, site), and appends the text of
 * what it returns to OUT.  On failure OUT is unchanged and the message names the layout's file and line, the page and its
 * source.
 */
bool script_run(struct buf *out, struct script *script, struct str layout, const struct value *input,
                const struct script_page *page, struct diags *diags);

/* Compiles every layout, so that a syntax error is found once and not on each page. */
bool script_check(const struct layouts *layouts, struct diags *diags);

#endif
