/*
 * target: OUT itself: whether a build may write it, the note that marks it as ours, and the lock that keeps two builds apart.
 *
 * OUT/.playbook/ is the marker: README says what the folder is and is what builds lock; all else in it is on its way in or out,
 * and what a killed build left there is removed by the next one.
 */
#ifndef PLAYBOOK_OUTPUT_TARGET_H
#define PLAYBOOK_OUTPUT_TARGET_H

#include "base/arena.h"
#include "base/diag.h"
#include "output/publish.h"

#define TARGET_MARKER ".playbook"

struct target {
	struct arena arena;
	const char *out;     /* absolute, without links */
	const char *parent;  /* the folder that holds it */
	const char *aside;   /* a hidden name beside OUT, which the exchange goes through */
	const char *marker;  /* OUT/.playbook */
	const char *stage;   /* OUT/.playbook/new: the next OUT */
	const char *old;     /* OUT/.playbook/old: the last one */
	int lock, next_lock; /* README of OUT and, once it is marked, of the next OUT; -1 is none */
	bool made, empty;    /* OUT was absent; it was empty */
};

/*
 * Looks whether OUT is absent, empty or ours and neither holds SITE nor lies in its content/ or layouts/; only then makes and locks it,
 * clears what a killed build left and makes the stage.
 */
enum publish_result target_open(struct target *target, const char *out, const char *site, struct diags *diags);

/* Marks the stage as the next OUT and locks it, so that no other build comes between when it takes OUT's name. */
bool target_mark_stage(struct target *target, struct diags *diags);

/* Lets go of OUT; unless it was PUBLISHED to, leaves it as it was found. */
void target_close(struct target *target, bool published);

#endif
