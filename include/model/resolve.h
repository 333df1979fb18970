/*
 * resolve: URLs, reading order and navigation of one edition.
 *
 * URLs: number prefixes are dropped, ".md" becomes ".html", a translation lies in a folder of its language.
 * Order: a folder's index page first, then by `order:`, else by the number prefix, then by name.
 */
#ifndef PLAYBOOK_MODEL_RESOLVE_H
#define PLAYBOOK_MODEL_RESOLVE_H

#include "model/view.h"

/*
 * Gives the pages and assets of VIEW their URLs, sorts the pages and makes sections and chapters.  Two pages with one URL (also
 * when they differ in case only), names that cannot be files everywhere, and URLs that pages made by the tool have, are errors.
 */
bool resolve_view(struct view *view, struct diags *diags);

/*
 * What TARGET means when it is written as a link in PAGE: the URL of a page, asset or order of the edition, or of a page that
 * the tool makes, with "#anchor" kept, in ARENA.  An asset is noted in *ASSET (else NULL).  TARGET is relative to the page's
 * file; a target in the page itself begins with '#'.  PLACE is where it is written.  False after an error.
 */
bool resolve_link(struct str *url, const struct view_asset **asset, struct arena *arena, const struct view *view,
                  const struct view_page *page, struct str target, struct place place, struct diags *diags);

/* Whether TARGET leads out of the site ("https:…", "mailto:…") and stays as it is. */
bool resolve_is_external(struct str target);

/* URLs of the pages that the tool makes. */
#define URL_HOME "index.html"
#define URL_CHECKLISTS "checklists.html"
#define URL_A_Z "a-z.html"
#define URL_ORDERS "orders/index.html"

/* "orders/ID/index.html" and "orders/ID/cost.html" in ARENA. */
struct str resolve_order_url(struct arena *arena, struct str id, const char *page);

/* The index of orders has a page for so many. */
enum { ORDERS_ON_A_PAGE = 250 };

/* Page NUMBER of the index, from 1: "orders/index.html", "orders/index-2.html". */
struct str resolve_orders_url(struct arena *arena, size_t number);

/*
 * Whether URL (without anchor) is a page or asset that the edition has or will have: a guide page, an asset of content, an order's
 * page or one that the tool makes.  Assets of layouts are not looked at.
 */
bool resolve_has_url(const struct view *view, struct str url);

#endif
