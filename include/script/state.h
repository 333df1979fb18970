/*
 * state: what the parts of script/ share: the Lua state with its limits.  Only for script/.
 */
#ifndef PLAYBOOK_SCRIPT_STATE_H
#define PLAYBOOK_SCRIPT_STATE_H

#include <lauxlib.h>
#include <lua.h>

#include "base/arena.h"
#include "script/script.h"

struct script {
	lua_State *L;
	const struct layouts *layouts;
	const struct value *site;
	struct script_limits limits;

	/* budget */
	size_t memory;         /* bytes in use */
	uint64_t steps;        /* left */
	size_t largest;        /* bytes of the largest text since the run began */
	bool spent;            /* no steps are left: every instruction fails */
	bool too_long;         /* the last refused allocation was one text over its limit */

	/* the run */
	const struct script_page *page;
	const struct value *input;
	struct str layout;
	struct buf out;
	struct arena arena;    /* reset after the run */
	bool tracking;         /* nodes note the line that made them: only for a page that failed while it was put out */

	/* what went wrong */
	const struct layout_file *file;
	int line;
	struct str callers;    /* "costs.lua:12, dossier.lua:69", or empty */
	struct str message;
};

/* The script that L belongs to. */
struct script *script_of(lua_State *L);

/* Takes STEPS from what is left; raises an error when that was too much. */
void budget_charge(lua_State *L, uint64_t steps);

/* The allocator of a state, with its limits; CONTEXT is the struct script. */
void *budget_allocate(void *context, void *pointer, size_t old_size, size_t new_size);

/* Begins a run with all steps. */
void budget_begin(struct script *script);

/* Notes where the innermost layout stands now.  Touches no memory of the state. */
void script_note_place(struct script *script);

/* The text of the value at INDEX for people: never an address.  Pushes it. */
const char *script_tostring(lua_State *L, int index, size_t *size);

/* Raises "X has no 'KEY'", with the nearest of what was offered. */
int script_no_key(lua_State *L, const char *what, struct str key, const struct str_nearest *nearest);

/* Replaces the table on the top by a locked view of it: reads go through, writes are errors. */
void script_lock(lua_State *L, const char *what);

/* Each pushes what it is named after. */
void sandbox_push_environment(lua_State *L);
void library_push_string(lua_State *L);   /* also locks the metatable of texts */
void library_push_table(lua_State *L);
void bind_html_push(lua_State *L);
void bind_decimal_push_library(lua_State *L);
void bind_link_push_library(lua_State *L);

/* Make the metatables of their userdata; called once for each state. */
void bind_value_open(lua_State *L);
void bind_decimal_open(lua_State *L);
void bind_link_open(lua_State *L);
void bind_html_open(lua_State *L);

/* Pushes VALUE as layouts see it: a scalar, or a read-only proxy.  NULL is nil. */
void bind_value_push(lua_State *L, const struct value *value);

void bind_decimal_push(lua_State *L, struct decimal decimal);
bool bind_decimal_get(lua_State *L, int index, struct decimal *decimal);  /* false for another type */

void bind_link_push(lua_State *L, struct str target);
bool bind_link_get(lua_State *L, int index, struct str *target);

/* Finished HTML: borrowed text that lives until the run ends. */
void bind_markup_push(lua_State *L, struct str text);
bool bind_markup_get(lua_State *L, int index, struct str *text);

/* Appends the value at INDEX, what a layout returned, to SCRIPT's OUT. */
void bind_html_write(lua_State *L, int index);

/* Makes the layout and line that made the node at INDEX those of SCRIPT, when they were noted. */
void bind_html_tracked(lua_State *L, int index);

/* Whether the table at INDEX is a node of h; what it is then. */
const struct html_tag *bind_html_tag(lua_State *L, int index);

#endif
