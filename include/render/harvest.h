/*
 * harvest: what a finished page leaves behind for the pages that collect it, and for checking links.
 */
#ifndef PLAYBOOK_RENDER_HARVEST_H
#define PLAYBOOK_RENDER_HARVEST_H

#include "base/arena.h"
#include "base/diag.h"
#include "data/markdown.h"

/* Of one page of the guide, or one that the tool makes. */
struct harvest {
	struct str url, title, language;
	struct str *anchors;               /* the ids that its HTML makes */
	size_t anchor_count, anchor_capacity;
	struct markdown_heading *headings;
	size_t heading_count, heading_capacity;
	struct markdown_item *items;       /* of its checklists */
	size_t item_count, item_capacity;
};

/* A link to an anchor of another page, checked when all pages are there. */
struct harvest_link {
	struct str url, anchor;  /* the anchor without '#' */
	struct place place;
};

struct harvest_links {
	struct harvest_link *items;
	size_t count, capacity;
};

/* Keeps copies in ARENA. */
void harvest_add_anchor(struct harvest *harvest, struct arena *arena, struct str id);
void harvest_add_heading(struct harvest *harvest, struct arena *arena, const struct markdown_heading *heading);
void harvest_add_item(struct harvest *harvest, struct arena *arena, const struct markdown_item *item);
void harvest_add_link(struct harvest_links *links, struct arena *arena, struct str url, struct str anchor, struct place place);

/* Whether the page makes ANCHOR; else NEAREST is offered what it makes. */
bool harvest_has_anchor(const struct harvest *harvest, struct str anchor, struct str_nearest *nearest);

/* Frees the lists (what they hold lives in arenas). */
void harvest_clear(struct harvest *harvest);
void harvest_links_clear(struct harvest_links *links);

#endif
