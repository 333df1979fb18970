/*
 * pipeline: load, select, resolve, render, as `build` and `check` both run it.
 */
#ifndef PLAYBOOK_CLI_PIPELINE_H
#define PLAYBOOK_CLI_PIPELINE_H

#include "model/site.h"
#include "render/render.h"
#include "script/layouts.h"

/* The options that both commands have. */
struct pipeline_options {
	const char *site;       /* folder */
	const char **editions;  /* names, ended by NULL; NULL for all */
	const char *jobs, *as_of, *format;
	bool drafts, quiet, verbose;
};

struct pipeline {
	struct site site;
	struct layouts layouts;
	struct arena arena;
	struct render_options render;
	bool drafts, json;
	bool progress;          /* stderr is a terminal and nothing forbids it */
	bool verbose;
	uint64_t since;         /* when the current stage began, in milliseconds */
	const char *edition;    /* that is being made, for progress */
};

/* Reads OPTIONS.  False after saying what is wrong: wrong usage of COMMAND. */
bool pipeline_open(struct pipeline *pipeline, const struct pipeline_options *options, const char *command);

/* Loads the site and its layouts and checks that the EDITIONS asked for exist. */
bool pipeline_load(struct pipeline *pipeline, const struct pipeline_options *options, struct diags *diags);

/* Whether EDITION is one of those asked for. */
bool pipeline_wants(const struct pipeline_options *options, const struct edition *edition);

/* Selects, resolves and renders EDITION into SINK.  *PAGES and *ORDERS are how many it has. */
bool pipeline_render(struct pipeline *pipeline, const struct edition *edition, struct sink *sink, size_t *pages,
                     size_t *orders, struct diags *diags);

/* With -v, says on stderr how long STAGE took. */
void pipeline_stage(struct pipeline *pipeline, const char *stage);

void pipeline_close(struct pipeline *pipeline);

#endif
