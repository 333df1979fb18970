/*
 * values: what layouts are given, as data: the site, a page, an order.
 *
 * Texts are borrowed from the view; maps and lists live in the arena given.
 */
#ifndef PLAYBOOK_RENDER_VALUES_H
#define PLAYBOOK_RENDER_VALUES_H

#include "cost/cost.h"
#include "data/markdown.h"
#include "data/value.h"
#include "model/view.h"

/* What the whole edition shares. */
struct values_site {
	int64_t as_of;
	struct str version;
};

/* The entries of the view's sections and chapters in the site's value, so that a page can point to its own. */
struct values_folders {
	struct value **sections, **chapters;
};
struct value *values_site(struct values_folders *folders, struct arena *arena, const struct view *view,
                          const struct values_site *options);

/* A page that the tool makes: its path, title, link, language, breadcrumb (the start page, then CRUMB when not empty). */
struct value *values_made_page(struct arena *arena, const struct view *view, struct str path, struct str title,
                               struct str crumb_title, struct str crumb_path);

/* A page of the guide with its BODY as HTML and its headings. */
struct value *values_page(struct arena *arena, const struct view *view, const struct values_folders *folders, size_t index, struct str body,
                          const struct markdown_heading *headings, size_t heading_count);

/* ORDER (masked; it is added to) as a dossier's input: with its links, its neighbours, its masked COST and what is not known. */
void values_order(struct arena *arena, const struct view *view, size_t index, struct value *order, const struct cost *cost);

/* What the index of orders shows of one: a small map; `link` is left to whoever reads it. */
struct value *values_order_summary(struct arena *arena, const struct value *order);

#endif
