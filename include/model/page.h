/*
 * page: one Markdown file of the guide: its front matter, and where its text begins.
 *
 * The text is not parsed here: nothing of a page is derived before an edition is selected.
 */
#ifndef PLAYBOOK_MODEL_PAGE_H
#define PLAYBOOK_MODEL_PAGE_H

#include "base/arena.h"
#include "model/config.h"

struct page {
	struct str file;       /* below content/: "guide/05-paying/01-link-accounts.md" */
	struct place place;    /* of the title */
	struct str title, nav_title, summary, reviewed;  /* NAV_TITLE is TITLE unless said; others may be empty */
	struct str layout;     /* "page" unless said */
	struct str language;
	struct str group;      /* FILE without its language: the same for all translations of a page */
	uint32_t audience;
	bool draft;
	bool ordered;          /* ORDER was written */
	struct decimal order;
	struct str body;       /* the Markdown behind the front matter */
	unsigned body_line;    /* where it begins in the file, from 1 */
};

/*
 * Reads FILE below the folder CONTENT.  Everything lives in ARENA.  Its front matter is required and needs a title; what it does
 * not say comes from the defaults of the longest folder of CONFIG that holds it.
 */
bool page_load(struct page *page, struct arena *arena, const char *content, struct str file,
               const struct config *config, struct diags *diags);

/* The defaults that apply to FILE (a page or a data file), or NULL. */
const struct config_default *page_defaults(const struct config *config, struct str file);

#endif
