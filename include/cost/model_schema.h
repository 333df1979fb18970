/*
 * model_schema: the keys of a cost model and of its lines, as tables.
 */
#ifndef PLAYBOOK_COST_MODEL_SCHEMA_H
#define PLAYBOOK_COST_MODEL_SCHEMA_H

#include "data/schema.h"

extern const struct schema MODEL_SCHEMA;
extern const struct schema MODEL_LINE_SCHEMA;
extern const struct schema MODEL_ROUND_SCHEMA;
extern const struct schema MODEL_LABEL_SCHEMA;

#endif
