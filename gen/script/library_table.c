/* table for layouts: Lua's own functions, behind a charge for what they will do. */
#include "script/state.h"

#include <lualib.h>

/* The table at INDEX's length; a __len could say anything, and another thing the next time. */
static lua_Integer plain_length(lua_State *L, int index)
{
	if (lua_istable(L, index) && luaL_getmetafield(L, index, "__len") != LUA_TNIL)
		return luaL_argerror(L, index, "a table without __len is wanted");
	return luaL_len(L, index);
}

/* Charges for the elements FIRST to LAST. */
static void charge_range(lua_State *L, lua_Integer first, lua_Integer last)
{
	if (last >= first)
		budget_charge(L, (uint64_t)last - (uint64_t)first + 1);
}

/* Calls the function in the first upvalue with all arguments. */
static int call_original(lua_State *L)
{
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
	return lua_gettop(L);
}


static int table_sort(lua_State *L)
{
	lua_Integer length = plain_length(L, 1), steps = 1;
	for (lua_Integer left = length; left > 1; left /= 2)
		steps++;
	budget_charge(L, (uint64_t)(length > 0 ? length : 0) * (uint64_t)steps + 1);
	return call_original(L);
}

/* concat(list, separator, first, last) and unpack(list, first, last): FIRST is the index of the argument. */
static int with_range(lua_State *L, int first)
{
	lua_Integer length = plain_length(L, 1);
	charge_range(L, luaL_optinteger(L, first, 1), luaL_optinteger(L, first + 1, length));
	return call_original(L);
}

static int table_concat(lua_State *L)
{
	return with_range(L, 3);
}

static int table_unpack(lua_State *L)
{
	return with_range(L, 2);
}

static int table_move(lua_State *L)
{
	charge_range(L, luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
	return call_original(L);
}

/* At the end nothing is moved; elsewhere at most all. */
static int table_insert(lua_State *L)
{
	lua_Integer length = plain_length(L, 1);
	charge_range(L, lua_gettop(L) >= 3 ? luaL_checkinteger(L, 2) : length, length);
	return call_original(L);
}

static int table_remove(lua_State *L)
{
	lua_Integer length = plain_length(L, 1);
	charge_range(L, luaL_optinteger(L, 2, length), length);
	return call_original(L);
}

void library_push_table(lua_State *L)
{
	static const luaL_Reg GUARDS[] = {
		{ "concat", table_concat }, { "insert", table_insert }, { "move", table_move }, { "remove", table_remove },
		{ "sort", table_sort }, { "unpack", table_unpack }, { NULL, NULL },
	};
	lua_pushcfunction(L, luaopen_table);
	lua_call(L, 0, 1);                            /* table */
	lua_newtable(L);                              /* table own */
	for (const luaL_Reg *guard = GUARDS; guard->name; guard++) {
		lua_getfield(L, -2, guard->name);
		lua_pushcclosure(L, guard->func, 1);
		lua_setfield(L, -2, guard->name);
	}
	lua_getfield(L, -2, "pack");
	lua_setfield(L, -2, "pack");
	lua_replace(L, -2);                           /* own */
	script_lock(L, "table");
}
