/* Data as layouts see it: read-only, in the file's order.  value_read is the one door through which every read of the site goes. */
#include "script/state.h"

#include <string.h>

#include "data/schema.h"

#define VALUE_TYPE "playbook.value"
#define MARKUP_TYPE "playbook.markup"

struct proxy {
	const struct value *value;
};

static const struct value *check_value(lua_State *L, int index)
{
	return ((struct proxy *)luaL_checkudata(L, index, VALUE_TYPE))->value;
}

void bind_value_push(lua_State *L, const struct value *value)
{
	if (!value) {
		lua_pushnil(L);
		return;
	}
	switch (value->kind) {
	case VALUE_NULL:
		lua_pushnil(L);
		return;
	case VALUE_BOOL:
		lua_pushboolean(L, value->truth);
		return;
	case VALUE_NUMBER:
		if (value->exact)
			bind_decimal_push(L, value->decimal);
		else
			lua_pushlstring(L, value->text.data, value->text.size);
		return;
	case VALUE_TEXT:
		lua_pushlstring(L, value->text.size ? value->text.data : "", value->text.size);
		return;
	case VALUE_LINK:
		bind_link_push(L, value->text);
		return;
	case VALUE_MARKUP:
		bind_markup_push(L, value->text);
		return;
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	struct proxy *proxy = lua_newuserdatauv(L, sizeof *proxy, 0);
	proxy->value = value;
	luaL_setmetatable(L, VALUE_TYPE);
}

/* A key that a record's schema does not have is a slip of the layout's author; one that is merely absent is nil. */
static void check_key(lua_State *L, const struct schema *schema, struct str key)
{
	if (!schema || schema->open || schema_field(schema, key))
		return;
	struct str_nearest nearest = { 0 };
	for (const struct schema_field *field = schema->fields; field->name; field++)
		str_nearest_offer(&nearest, key, str_from(field->name));
	struct str what = arena_print(&script_of(L)->arena, "%s has", schema->what);
	script_no_key(L, what.data, key, &nearest);
}

static int value_read(lua_State *L)
{
	const struct value *value = check_value(L, 1);
	if (value->kind == VALUE_LIST) {
		lua_Integer at = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : 0;
		bind_value_push(L, at >= 1 && (size_t)at <= value->count ? value->items[at - 1] : NULL);
		return 1;
	}
	if (lua_type(L, 2) != LUA_TSTRING)
		return lua_pushnil(L), 1;
	struct str key;
	key.data = lua_tolstring(L, 2, &key.size);
	const struct value *found = value_get(value, key);
	if (!found)
		check_key(L, value->schema, key);
	bind_value_push(L, found);
	return 1;
}

static int value_write(lua_State *L)
{
	return luaL_error(L, "the site's data cannot be changed");
}

static int value_count(lua_State *L)
{
	lua_pushinteger(L, (lua_Integer)check_value(L, 1)->count);
	return 1;
}

static int value_same(lua_State *L)
{
	const struct proxy *a = luaL_testudata(L, 1, VALUE_TYPE), *b = luaL_testudata(L, 2, VALUE_TYPE);
	lua_pushboolean(L, a && b && a->value == b->value);
	return 1;
}

/* Upvalue: the place. */
static int value_step(lua_State *L)
{
	const struct value *value = check_value(L, 1);
	size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(1));
	if (at >= value->count)
		return lua_pushnil(L), 1;
	lua_pushinteger(L, (lua_Integer)at + 1);
	lua_replace(L, lua_upvalueindex(1));
	if (value->kind == VALUE_LIST) {
		lua_pushinteger(L, (lua_Integer)at + 1);
		bind_value_push(L, value->items[at]);
	} else {
		lua_pushlstring(L, value->pairs[at].key.data, value->pairs[at].key.size);
		bind_value_push(L, value->pairs[at].value);
	}
	return 2;
}

static int value_pairs(lua_State *L)
{
	check_value(L, 1);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, value_step, 1);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

static int value_text_of(lua_State *L)
{
	lua_pushstring(L, check_value(L, 1)->kind == VALUE_LIST ? "list" : "map");
	return 1;
}

struct markup {
	struct str text;
};

void bind_markup_push(lua_State *L, struct str text)
{
	struct markup *markup = lua_newuserdatauv(L, sizeof *markup, 0);
	markup->text = text;
	luaL_setmetatable(L, MARKUP_TYPE);
}

bool bind_markup_get(lua_State *L, int index, struct str *text)
{
	const struct markup *markup = luaL_testudata(L, index, MARKUP_TYPE);
	if (markup)
		*text = markup->text;
	return markup != NULL;
}

static int markup_text_of(lua_State *L)
{
	const struct markup *markup = luaL_checkudata(L, 1, MARKUP_TYPE);
	lua_pushlstring(L, markup->text.size ? markup->text.data : "", markup->text.size);
	return 1;
}

static void new_type(lua_State *L, const char *name, const luaL_Reg *methods)
{
	luaL_newmetatable(L, name);       /* meta */
	luaL_setfuncs(L, methods, 0);
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);                    /* */
}

void bind_value_open(lua_State *L)
{
	static const luaL_Reg VALUE[] = {
		{ "__index", value_read }, { "__newindex", value_write }, { "__len", value_count }, { "__pairs", value_pairs },
		{ "__eq", value_same }, { "__tostring", value_text_of }, { NULL, NULL },
	};
	static const luaL_Reg MARKUP[] = { { "__tostring", markup_text_of }, { "__newindex", value_write }, { NULL, NULL } };
	new_type(L, VALUE_TYPE, VALUE);
	new_type(L, MARKUP_TYPE, MARKUP);
}
