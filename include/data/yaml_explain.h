/*
 * yaml_explain: what libyaml finds wrong, in words that help whoever wrote the text.
 *
 * libyaml names tokens and productions; people wrote a tab, forgot a space or a quote.  The line at the place tells which.
 */
#ifndef PLAYBOOK_DATA_YAML_EXPLAIN_H
#define PLAYBOOK_DATA_YAML_EXPLAIN_H

#include "base/diag.h"

struct yaml_problem {
	const char *problem;         /* libyaml's words */
	const char *context;         /* what it was doing, or NULL */
	struct place place;          /* of the problem */
	struct place context_place;  /* where the list, map or text around it begins, if there is a context */
};

/* Adds an error about TEXT, which begins at LINE, with a hint where the mistake is a common one.  Returns false. */
bool yaml_explain(const struct yaml_problem *problem, struct str text, unsigned line, struct diags *diags);

#endif
