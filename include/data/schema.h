/*
 * schema: which keys a map may have, and of what kind.
 *
 * A schema is a table in the source.  schema_check walks a value, reports every unknown key with the nearest known one,
 * every missing and every wrongly typed value, each with its place, and types what it knows: a text or number where a
 * decimal is wanted becomes a VALUE_NUMBER with its decimal; a number where a text is wanted becomes the text as written.
 */
#ifndef PLAYBOOK_DATA_SCHEMA_H
#define PLAYBOOK_DATA_SCHEMA_H

#include "data/value.h"

enum schema_type {
	SCHEMA_ANY,
	SCHEMA_TEXT,       /* not empty; a plain number keeps its digits: 0123 and 2500000000000000001 stay as written */
	SCHEMA_BOOL,
	SCHEMA_TRI,        /* true, false or unknown */
	SCHEMA_DECIMAL,
	SCHEMA_RATE,       /* a decimal, or a percentage "7.5%" which becomes 0.075 */
	SCHEMA_COUNT,      /* a whole number from 0 */
	SCHEMA_DATE,       /* YYYY-MM-DD, a real day */
	SCHEMA_TIME,       /* ISO 8601 with seconds and offset; without an offset it is China time */
	SCHEMA_CHOICE,     /* one of CHOICES */
	SCHEMA_TEXTS,      /* a list of texts; one text is a list of one */
	SCHEMA_MAP,        /* a map checked against FIELDS */
	SCHEMA_LIST,       /* a list of maps checked against FIELDS */
	SCHEMA_TABLE,      /* a map whose keys are the author's and whose values are maps checked against FIELDS */
};

struct schema_field {
	const char *name;   /* NULL ends the table */
	enum schema_type type;
	bool required;
	const struct schema *fields;   /* SCHEMA_MAP, SCHEMA_LIST, SCHEMA_TABLE */
	const char *const *choices;    /* SCHEMA_CHOICE, ended by NULL */
	const char *hint;              /* what to write, added to a message about this field; may be NULL */
};

struct schema {
	const char *what;                   /* "an order", "the front matter": for messages */
	const struct schema_field *fields;
	bool open;                          /* unknown keys are the author's own */
};

/*
 * Checks VALUE (changing scalars' kinds as said above) and notes SCHEMA in its maps.  A null counts
 * as absent: known keys with nothing behind them are taken out of their maps, so value_get finds NULL.
 */
bool schema_check(struct value *value, const struct schema *schema, struct arena *arena, struct diags *diags);

/* Checks VALUE alone, as FIELD of a map would be. */
bool schema_check_field(struct value *value, const struct schema_field *field, struct arena *arena, struct diags *diags);

/* The field called NAME, or NULL. */
const struct schema_field *schema_field(const struct schema *schema, struct str name);

#endif
