/* The environment of layouts: an allow-list, with functions of ours where Lua's would show addresses, an order by hashes, or a door. */
#include "script/state.h"

#include <stdlib.h>
#include <string.h>

#include <lualib.h>

#include "base/memory.h"

/* ---- locked tables */

static int no_write(lua_State *L)
{
	const char *what = lua_tostring(L, lua_upvalueindex(1));
	size_t size;
	const char *key = script_tostring(L, 2, &size);
	if (strcmp(what, "globals") == 0)
		return luaL_error(L, "'%s' would be a global; write 'local %s'", key, key);
	return luaL_error(L, "%s cannot be changed", what);
}

void script_lock(lua_State *L, const char *what)
{
	lua_newtable(L);                     /* table view */
	lua_newtable(L);                     /* table view meta */
	lua_pushvalue(L, -3);                /* table view meta table */
	lua_setfield(L, -2, "__index");      /* table view meta */
	lua_pushstring(L, what);
	lua_pushcclosure(L, no_write, 1);
	lua_setfield(L, -2, "__newindex");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);             /* table view */
	lua_replace(L, -2);                  /* view */
}

int script_no_key(lua_State *L, const char *what, struct str key, const struct str_nearest *nearest)
{
	struct script *script = script_of(L);
	struct str text = nearest->found.size
	    ? arena_print(&script->arena, "%s no '%.*s'; did you mean '%.*s'?", what, STR_ARG(key), STR_ARG(nearest->found))
	    : arena_print(&script->arena, "%s no '%.*s'", what, STR_ARG(key));
	return luaL_error(L, "%s", text.data);
}

/* ---- text of values, without addresses */

const char *script_tostring(lua_State *L, int index, size_t *size)
{
	if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
		lua_pop(L, 1);
		return luaL_tolstring(L, index, size);
	}
	switch (lua_type(L, index)) {
	case LUA_TNUMBER: case LUA_TSTRING: case LUA_TBOOLEAN: case LUA_TNIL:
		return luaL_tolstring(L, index, size);
	default:
		lua_pushstring(L, luaL_typename(L, index));
		return lua_tolstring(L, -1, size);
	}
}

static int base_tostring(lua_State *L)
{
	luaL_checkany(L, 1);
	script_tostring(L, 1, NULL);
	return 1;
}

/* ---- pairs and next in a fixed order: numbers, then texts, then booleans */

struct key {
	int type;
	bool truth, whole;
	lua_Integer integer;
	lua_Number number;
	struct str text;
};

static struct key key_at(lua_State *L, int index)
{
	struct key key = { .type = lua_type(L, index) };
	switch (key.type) {
	case LUA_TNUMBER:
		key.whole = lua_isinteger(L, index);
		key.integer = key.whole ? lua_tointeger(L, index) : 0;
		key.number = lua_tonumber(L, index);
		break;
	case LUA_TSTRING:
		key.text.data = lua_tolstring(L, index, &key.text.size);
		break;
	case LUA_TBOOLEAN:
		key.truth = lua_toboolean(L, index);
		break;
	default:
		luaL_error(L, "a table whose keys are %ss has no fixed order", luaL_typename(L, index));
	}
	return key;
}

static int rank(const struct key *key)
{
	return key->type == LUA_TNUMBER ? 0 : key->type == LUA_TSTRING ? 1 : 2;
}

static int compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	if (rank(x) != rank(y))
		return rank(x) < rank(y) ? -1 : 1;
	if (x->type == LUA_TSTRING)
		return str_compare(x->text, y->text);
	if (x->type == LUA_TBOOLEAN)
		return x->truth - y->truth;
	if (x->whole && y->whole)
		return (x->integer > y->integer) - (x->integer < y->integer);
	return (x->number > y->number) - (x->number < y->number);
}

static void push_key(lua_State *L, const struct key *key)
{
	if (key->type == LUA_TSTRING)
		lua_pushlstring(L, key->text.data, key->text.size);
	else if (key->type == LUA_TBOOLEAN)
		lua_pushboolean(L, key->truth);
	else if (key->whole)
		lua_pushinteger(L, key->integer);
	else
		lua_pushnumber(L, key->number);
}

/* Pushes a list of the keys of the table at 1, sorted. */
static size_t push_sorted_keys(lua_State *L)
{
	size_t count = 0;
	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
		count++;
	budget_charge(L, count * 4 + 1);
	struct key *keys = lua_newuserdatauv(L, count * sizeof *keys + 1, 0);  /* keys */
	size_t i = 0;
	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
		struct key key = key_at(L, -2);
		memcpy(&keys[i++], &key, sizeof key);
	}
	if (count)
		qsort(keys, count, sizeof *keys, compare_keys);
	lua_createtable(L, (int)count, 0);                                     /* keys list */
	for (i = 0; i < count; i++) {
		push_key(L, &keys[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_replace(L, -2);                                                    /* list */
	return count;
}

/* Upvalues: the list of keys, the place in it. */
static int next_sorted(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	for (;;) {
		lua_Integer at = lua_tointeger(L, lua_upvalueindex(2)) + 1;
		lua_pushinteger(L, at);
		lua_replace(L, lua_upvalueindex(2));
		budget_charge(L, 1);
		if (lua_rawgeti(L, lua_upvalueindex(1), at) == LUA_TNIL)
			return 1;
		lua_pushvalue(L, -1);
		if (lua_rawget(L, 1) != LUA_TNIL)
			return 2;
		lua_pop(L, 2);  /* removed meanwhile */
	}
}

static int base_pairs(lua_State *L)
{
	luaL_checkany(L, 1);
	if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
		lua_pushvalue(L, 1);
		lua_call(L, 1, 3);
		return 3;
	}
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 1);
	push_sorted_keys(L);                   /* list */
	lua_pushinteger(L, 0);                 /* list place */
	lua_pushcclosure(L, next_sorted, 2);   /* iterator */
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

static int base_next(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 2);
	bool first = lua_isnil(L, 2), found = false;
	struct key after = { 0 }, best = { 0 };
	size_t count = 0;
	if (!first)
		after = key_at(L, 2);
	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1), count++) {
		struct key key = key_at(L, -2);
		if ((first || compare_keys(&key, &after) > 0) && (!found || compare_keys(&key, &best) < 0)) {
			best = key;
			found = true;
		}
	}
	budget_charge(L, count + 1);
	if (!found)
		return lua_pushnil(L), 1;
	push_key(L, &best);
	lua_pushvalue(L, -1);
	lua_rawget(L, 1);
	return 2;
}

static int base_setmetatable(lua_State *L)
{
	static const char *const REFUSED[] = { "__gc", "__mode" };
	luaL_checktype(L, 1, LUA_TTABLE);
	luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
	if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
		return luaL_error(L, "cannot change a protected metatable");
	for (size_t i = 0; lua_istable(L, 2) && i < sizeof REFUSED / sizeof *REFUSED; i++) {
		lua_pushstring(L, REFUSED[i]);
		if (lua_rawget(L, 2) != LUA_TNIL)
			return luaL_error(L, "'%s' is not there for layouts", REFUSED[i]);
	}
	lua_settop(L, 2);
	lua_setmetatable(L, 1);
	return 1;
}

/* ---- require */

static bool is_module_name(struct str name)
{
	for (size_t i = 0; i < name.size; i++) {
		char c = name.data[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
		if (!letter && !(c == '/' && i > 0 && name.data[i - 1] != '/'))
			return false;
	}
	return name.size > 0;
}

static int no_module(lua_State *L, struct script *script, struct str name)
{
	struct str_nearest nearest = { 0 };
	static const char *const BUILT_IN[] = { "html", "decimal", "link" };
	for (size_t i = 0; i < sizeof BUILT_IN / sizeof *BUILT_IN; i++)
		str_nearest_offer(&nearest, name, str_from(BUILT_IN[i]));
	for (size_t i = 0; i < script->layouts->count; i++)
		if (str_ends(script->layouts->files[i].name, STR(".lua")))
			str_nearest_offer(&nearest, name, str_slice(script->layouts->files[i].name, 0, script->layouts->files[i].name.size - 4));
	return script_no_key(L, "layouts/ has", name, &nearest);
}

/* Pushes the main function of FILE, compiled once for each state.  Called again, it has fresh locals. */
static void push_chunk(lua_State *L, const struct layout_file *file)
{
	lua_getfield(L, LUA_REGISTRYINDEX, "chunks");                       /* chunks */
	if (lua_getfield(L, -1, file->name.data) == LUA_TNIL) {
		lua_pop(L, 1);
		const char *name = lua_pushfstring(L, "=%s", file->name.data);  /* chunks name */
		if (luaL_loadbufferx(L, file->text.data, file->text.size, name, "t") != LUA_OK)
			lua_error(L);
		lua_getfield(L, LUA_REGISTRYINDEX, "environment");              /* chunks name chunk environment */
		lua_setupvalue(L, -2, 1);
		lua_pushvalue(L, -1);
		lua_setfield(L, -4, file->name.data);                           /* chunks name chunk */
		lua_replace(L, -2);                                             /* chunks chunk */
	}
	lua_replace(L, -2);                                                 /* chunk */
}

static int base_require(lua_State *L)
{
	struct script *script = script_of(L);
	struct str name;
	name.data = luaL_checklstring(L, 1, &name.size);
	lua_settop(L, 1);
	lua_getfield(L, LUA_REGISTRYINDEX, "loaded");                       /* name loaded */
	lua_pushvalue(L, 1);
	if (lua_rawget(L, 2) == LUA_TBOOLEAN)
		return luaL_error(L, "'%s' requires itself in a circle", name.data);
	if (!lua_isnil(L, -1))
		return 1;
	lua_pop(L, 1);
	if (str_equal(name, STR("html")) || str_equal(name, STR("decimal")) || str_equal(name, STR("link"))) {
		lua_getfield(L, LUA_REGISTRYINDEX, name.data);
		return 1;
	}
	struct str path = arena_print(&script->arena, "%.*s.lua", STR_ARG(name));
	const struct layout_file *file = is_module_name(name) ? layouts_find(script->layouts, path) : NULL;
	if (!file)
		return no_module(L, script, name);
	lua_pushvalue(L, 1);
	lua_pushboolean(L, 1);
	lua_rawset(L, 2);                                                   /* name loaded */
	push_chunk(L, file);                                                /* name loaded chunk */
	lua_call(L, 0, 1);                                                  /* name loaded module */
	if (lua_isnil(L, -1))
		return luaL_error(L, "'%s' returns nothing", file->name.data);
	lua_pushvalue(L, 1);
	lua_pushvalue(L, -2);
	lua_rawset(L, 2);
	return 1;
}

/* ---- the environment */

static int no_global(lua_State *L)
{
	struct str key = { 0 };
	if (lua_type(L, 2) != LUA_TSTRING)
		return luaL_error(L, "there is no such global");
	key.data = lua_tolstring(L, 2, &key.size);
	struct str_nearest nearest = { 0 };
	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
		struct str known;
		known.data = lua_tolstring(L, -2, &known.size);
		str_nearest_offer(&nearest, key, known);
	}
	return script_no_key(L, "there is", key, &nearest);
}

/* Names whose absence a layout may ask for. */
static bool is_known_absent(const char *name)
{
	static const char *const NAMES[] = { "coroutine", "debug", "io", "os", "package", "load", "loadfile", "dofile", "print",
		"collectgarbage", "rawset", "warn", "loadstring" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (strcmp(name, NAMES[i]) == 0)
			return true;
	return false;
}

static int get_global(lua_State *L)
{
	const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
	if (name && is_known_absent(name))
		return lua_pushnil(L), 1;
	return no_global(L);
}

static void copy_fields(lua_State *L, int from, const char *const *names)
{
	for (size_t i = 0; names[i]; i++) {
		lua_getfield(L, from, names[i]);
		lua_setfield(L, -2, names[i]);
	}
}

static void push_math(lua_State *L)
{
	static const char *const NAMES[] = { "abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger", "modf", "pi",
		"sqrt", "tointeger", "type", "ult", "sin", "cos", "tan", "asin", "acos", "atan", "exp", "log", "deg", "rad", NULL };
	lua_pushcfunction(L, luaopen_math);
	lua_call(L, 0, 1);                       /* math */
	lua_newtable(L);
	copy_fields(L, lua_gettop(L) - 1, NAMES);  /* math own */
	lua_replace(L, -2);
	script_lock(L, "math");
}

void sandbox_push_environment(lua_State *L)
{
	static const char *const KEPT[] = { "assert", "error", "getmetatable", "ipairs", "pcall", "xpcall", "rawequal", "rawget", "rawlen", "select",
		"tonumber", "type", "_VERSION", NULL };
	static const luaL_Reg OWN[] = {
		{ "tostring", base_tostring }, { "pairs", base_pairs }, { "next", base_next }, { "setmetatable", base_setmetatable },
		{ "require", base_require }, { NULL, NULL },
	};
	luaL_requiref(L, "_G", luaopen_base, 0);                            /* base */
	lua_newtable(L);                                                    /* base own */
	copy_fields(L, lua_gettop(L) - 1, KEPT);
	luaL_setfuncs(L, OWN, 0);
	lua_getfield(L, -1, "require");
	lua_setfield(L, LUA_REGISTRYINDEX, "require");
	library_push_string(L);
	lua_setfield(L, -2, "string");
	library_push_table(L);
	lua_setfield(L, -2, "table");
	push_math(L);
	lua_setfield(L, -2, "math");
	lua_getfield(L, LUA_REGISTRYINDEX, "utf8");
	lua_setfield(L, -2, "utf8");
	bind_html_push(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "html");
	bind_decimal_push_library(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "decimal");
	bind_link_push_library(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "link");
	lua_newtable(L);                                                    /* base own meta */
	lua_pushcfunction(L, get_global);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);                                            /* base own */
	lua_replace(L, -2);                                                 /* own */
	script_lock(L, "globals");
}
