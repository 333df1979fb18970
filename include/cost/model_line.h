/*
 * model_line: one line of a cost model, read and checked; for model only.
 */
#ifndef PLAYBOOK_COST_MODEL_LINE_H
#define PLAYBOOK_COST_MODEL_LINE_H

#include "base/map.h"
#include "cost/model.h"

struct model_reader {
	struct model *model;
	struct arena *arena;
	const struct config *config;
	struct diags *diags;
	struct map ids;             /* lines by id, later ones too */
	const struct value *tree;   /* of the line at hand, checked against MODEL_LINE_SCHEMA */
	struct model_line *line;    /* the line at hand; its id and place are set */
};

/* Fills in READER's line from its tree. */
bool model_line_read(struct model_reader *reader);

/* Small letters, digits and '_', a letter first. */
bool model_is_line_id(struct str text);

/* Reads { quantum, mode } or `none`. */
bool model_rounding_read(struct model_reader *reader, struct model_rounding *rounding, struct value *value);

#endif
