/*
 * site: load: everything in content/, parsed, checked and with its places; orders as keys only.
 */
#ifndef PLAYBOOK_MODEL_SITE_H
#define PLAYBOOK_MODEL_SITE_H

#include "base/arena.h"
#include "base/map.h"
#include "model/config.h"
#include "model/order.h"
#include "model/page.h"

/* One file below content/data/. */
struct data_file {
	struct str file;      /* below content/: "data/fees/cn.yaml" */
	struct str key;       /* what layouts call it: "fees.cn" */
	uint32_t audience;    /* its own `audience:`, else its folder's */
	struct value *value;  /* without `audience` */
};

struct site {
	struct arena arena;       /* of everything below */
	const char *root;         /* as given: "." */
	const char *content;      /* root/content */
	struct config config;
	struct page *pages;       /* sorted by file */
	size_t page_count;
	struct data_file *data;   /* sorted by key */
	size_t data_count;
	struct str *assets;       /* other files below content/, sorted */
	size_t asset_count;
	struct value *cost_models;  /* map: the shared models of content/cost-models/ by name */
	struct order_keys orders;
};

/* Loads the site in the folder ROOT.  Goes on after errors, so that one run reports them all. */
bool site_load(struct site *site, const char *root, struct diags *diags);

/* Loads only what the cost of one order needs of the site in ROOT: its configuration and its shared cost models. */
bool site_load_models(struct site *site, const char *root, struct diags *diags);

/* The folder that holds content/site.yaml above the file at PATH, in ARENA; NULL when there is none. */
const char *site_find(struct arena *arena, const char *path);

void site_clear(struct site *site);

#endif
