/*
 * working: how a line came to its amount, in words and figures.
 */
#ifndef PLAYBOOK_COST_WORKING_H
#define PLAYBOOK_COST_WORKING_H

#include "cost/compute.h"

/* What happened to a line's value before it was rounded. */
enum working_after { AFTER_NOTHING, AFTER_LEAST, AFTER_MOST, AFTER_WAIVER };

/*
 * "0.2 % × 23.50 = 0.047" in COMPUTING's arena: the figures as calculated, with the result where it was rounded, and what a clamp did.
 * LINE is the finished line of RULE and OUTCOME; empty when it is not known.
 */
struct str working_text(struct computing *computing, const struct model_line *rule, const struct outcome *outcome,
                        const struct cost_line *line, enum working_after after);

#endif
