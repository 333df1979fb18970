/* Links: places in the edition, written relative to the page that is made. */
#include "script/state.h"

#include <string.h>

#define TYPE "playbook.link"

struct link {
	size_t size;
	char target[];
};

void bind_link_push(lua_State *L, struct str target)
{
	struct link *link = lua_newuserdatauv(L, sizeof *link + target.size + 1, 0);
	link->size = target.size;
	if (target.size)
		memcpy(link->target, target.data, target.size);
	link->target[target.size] = '\0';
	luaL_setmetatable(L, TYPE);
}

bool bind_link_get(lua_State *L, int index, struct str *target)
{
	const struct link *link = luaL_testudata(L, index, TYPE);
	if (link)
		*target = (struct str){ link->target, link->size };
	return link != NULL;
}

static struct str check(lua_State *L, int index)
{
	const struct link *link = luaL_checkudata(L, index, TYPE);
	return (struct str){ link->target, link->size };
}

static int l_to(lua_State *L)
{
	struct str target;
	target.data = luaL_checklstring(L, 1, &target.size);
	luaL_argcheck(L, target.size > 0 && target.data[0] != '/', 1, "a path from the edition's root is wanted, such as 'orders/index.html'");
	bind_link_push(L, target);
	return 1;
}

static int l_asset(lua_State *L)
{
	struct script *script = script_of(L);
	struct str name = arena_print(&script->arena, "assets/%s", luaL_checkstring(L, 1));
	if (!layouts_find(script->layouts, name)) {
		struct str_nearest nearest = { 0 };
		for (size_t i = 0; i < script->layouts->count; i++)
			str_nearest_offer(&nearest, name, script->layouts->files[i].name);
		return script_no_key(L, "layouts/ has", name, &nearest);
	}
	bind_link_push(L, name);
	return 1;
}

static int l_with(lua_State *L)
{
	struct str target = check(L, 1);
	const char *anchor = luaL_checkstring(L, 2);
	ptrdiff_t hash = str_index(target, '#');
	if (hash >= 0)
		target = str_slice(target, 0, (size_t)hash);
	bind_link_push(L, arena_print(&script_of(L)->arena, "%.*s#%s", STR_ARG(target), anchor));
	return 1;
}

static int l_tostring(lua_State *L)
{
	struct str target = check(L, 1);
	lua_pushlstring(L, target.data, target.size);
	return 1;
}

static int l_equal(lua_State *L)
{
	struct str a, b;
	lua_pushboolean(L, bind_link_get(L, 1, &a) && bind_link_get(L, 2, &b) && str_equal(a, b));
	return 1;
}

static int l_write(lua_State *L)
{
	return luaL_error(L, "a link cannot be changed");
}

void bind_link_open(lua_State *L)
{
	static const luaL_Reg META[] = { { "__tostring", l_tostring }, { "__eq", l_equal }, { "__newindex", l_write }, { NULL, NULL } };
	static const luaL_Reg METHODS[] = { { "with", l_with }, { NULL, NULL } };
	luaL_newmetatable(L, TYPE);         /* meta */
	luaL_setfuncs(L, META, 0);
	luaL_newlib(L, METHODS);            /* meta methods */
	script_lock(L, "link");
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);                      /* */
}

void bind_link_push_library(lua_State *L)
{
	static const luaL_Reg FUNCTIONS[] = { { "to", l_to }, { "asset", l_asset }, { NULL, NULL } };
	luaL_newlib(L, FUNCTIONS);
	script_lock(L, "link");
}
