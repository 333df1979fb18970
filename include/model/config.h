/*
 * config: content/site.yaml: what the site is called, who reads it, and which editions are made.
 */
#ifndef PLAYBOOK_MODEL_CONFIG_H
#define PLAYBOOK_MODEL_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "data/value.h"

/*
 * Who may see a thing: one bit for each audience that site.yaml declares.  No bit is internal, which only an edition
 * that sees everything shows; all bits are `all`.
 */
#define AUDIENCE_INTERNAL UINT32_C(0)
#define AUDIENCE_ALL UINT32_MAX
enum { AUDIENCE_LIMIT = 31 };

struct edition {
	struct str name;           /* names the folder and the zip */
	struct str title;
	bool everything;           /* sees also what is internal, and every field */
	uint32_t sees;             /* audiences */
	struct str *order_fields;  /* paths such as "supplier.name_zh" that orders show here; unused with EVERYTHING */
	size_t order_field_count;
	struct place place;
};

/* What pages below FOLDER ("guide", "" for all) have when their front matter does not say. */
struct config_default {
	struct str folder;
	const struct value *audience;  /* or NULL */
	struct str layout;             /* or empty */
};

struct config {
	struct str title, title_zh;
	struct str *languages;  /* the first is the default; at least one */
	size_t language_count;
	struct str *audiences;
	size_t audience_count;
	struct edition *editions;  /* in the order of the file; at least one */
	size_t edition_count;
	struct config_default *defaults;
	size_t default_count;
	bool raw_html;
	struct place place;
};

/* Reads the file at PATH; everything lives in ARENA. */
bool config_load(struct config *config, struct arena *arena, const char *path, struct diags *diags);

/*
 * The audiences that VALUE (a text, a list of texts, or NULL for internal) names; one that site.yaml does not declare is an
 * error with the nearest name.
 */
bool config_audience(uint32_t *audience, const struct config *config, const struct value *value, struct diags *diags);

/* The edition called NAME, or NULL. */
const struct edition *config_edition(const struct config *config, struct str name);

/* Whether EDITION may show what AUDIENCE may see. */
bool edition_may_see(const struct edition *edition, uint32_t audience);

#endif
