/*
 * view: one edition of the site.  view_select drops what the edition may not see; resolve then fills in the rest.
 *
 * After resolve_view nothing of a view changes: workers read it without locks.
 */
#ifndef PLAYBOOK_MODEL_VIEW_H
#define PLAYBOOK_MODEL_VIEW_H

#include <stdint.h>

#include "model/site.h"

enum { VIEW_NONE = -1 };

struct view_page {
	const struct page *page;
	struct str url;           /* "guide/paying/link-accounts.html" */
	struct str link_folder;   /* where the page's file lies, for its relative links: "guide/05-paying" */
	ptrdiff_t section;        /* indices into the view, or VIEW_NONE */
	ptrdiff_t chapter;
	ptrdiff_t previous, next; /* pages in reading order, within the section */
};

/* A folder directly below content/ (a section) or below a section (a chapter), in one language. */
struct view_folder {
	struct str key;       /* "guide", "guide/paying" */
	struct str title;     /* of its index page, else made from the folder's name */
	struct str number;    /* "5", from the prefix "05-", or empty */
	struct str language;
	struct str url;       /* of its index page, else of its first page */
	ptrdiff_t section;    /* of a chapter */
	size_t first, count;  /* its pages in VIEW's order; a section's include those of its chapters */
};

struct view_asset {
	struct str file;      /* below content/ */
	struct str url;
};

struct view {
	struct arena arena;
	const struct site *site;
	const struct edition *edition;
	struct view_page *pages;         /* in reading order */
	size_t page_count;
	ptrdiff_t home;                  /* content/index.md, or VIEW_NONE */
	struct view_folder *sections;
	size_t section_count;
	struct view_folder *chapters;
	size_t chapter_count;
	const struct data_file **data;   /* sorted by key */
	size_t data_count;
	const struct order_key **orders; /* sorted by id */
	size_t order_count;
	struct view_asset *assets;       /* all that content/ has, sorted by file: an edition takes what its pages use */
	size_t asset_count;
	struct map by_file;              /* view_page by its file below content/ */
	struct map by_url;               /* view_page by URL */
	struct map assets_by_file;       /* view_asset */
	struct map hidden;               /* pages of the site that the edition may not see, by file */
};

/* Select: takes what EDITION may see of SITE; drafts only when DRAFTS.  SITE must outlive the view. */
void view_select(struct view *view, const struct site *site, const struct edition *edition, bool drafts);

/* The order called ID, or NULL. */
const struct order_key *view_order(const struct view *view, struct str id);

void view_clear(struct view *view);

#endif
