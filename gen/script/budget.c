/* What a run may use.  A hook counts instructions; what C does for a layout is charged to the same steps. */
#include "script/state.h"

#include <string.h>

#include "base/memory.h"

enum {
	HOOK_EVERY = 1000,
	BYTES_A_STEP = 64,         /* of allocation */
	LARGE = 64 * 1024,         /* one instruction (a comparison) may touch this much without extra charge */
	TOUCHED_A_STEP = 4096,
};

static void hook(lua_State *L, lua_Debug *where);

static void set_hook(lua_State *L, bool spent)
{
	lua_sethook(L, hook, LUA_MASKCOUNT, spent ? 1 : HOOK_EVERY);
}

/* Takes STEPS; false when they are not there.  May be called where no error can be raised. */
static bool take(struct script *script, uint64_t steps)
{
	if (!script->spent && steps <= script->steps) {
		script->steps -= steps;
		return true;
	}
	script->spent = true;
	script->steps = 0;
	set_hook(script->L, true);
	return false;
}

static int fail(lua_State *L)
{
	return luaL_error(L, "the layout took too many steps");
}

/* Once no steps are left the hook fires on every instruction, so that pcall cannot swallow it. */
static void hook(lua_State *L, lua_Debug *where)
{
	struct script *script = script_of(L);
	uint64_t each = 1 + (script->largest > LARGE ? script->largest / TOUCHED_A_STEP : 0);
	(void)where;
	if (!take(script, script->spent ? 1 : HOOK_EVERY * each))
		fail(L);
}

void budget_charge(lua_State *L, uint64_t steps)
{
	if (!take(script_of(L), steps))
		fail(L);
}

void *budget_allocate(void *context, void *pointer, size_t old_size, size_t new_size)
{
	struct script *script = context;
	size_t held = pointer ? old_size : 0;
	if (new_size == 0) {
		memory_free(pointer);
		script->memory -= held;
		return NULL;
	}
	if (new_size > held) {
		bool text = !pointer && (old_size == LUA_TSTRING || old_size == LUA_TUSERDATA);
		script->too_long = text && new_size > script->limits.string;
		if (script->too_long || new_size - held > script->limits.memory - script->memory) {
			script_note_place(script);
			return NULL;
		}
		if (text && new_size > script->largest)
			script->largest = new_size;
		if (script->page)
			take(script, new_size / BYTES_A_STEP);
	}
	script->memory = script->memory - held + new_size;
	return memory_resize(pointer, new_size, 1);
}

void budget_begin(struct script *script)
{
	script->steps = script->limits.steps;
	script->spent = script->too_long = false;
	script->largest = 0;
	set_hook(script->L, false);
}
