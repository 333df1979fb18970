/* h: HTML from tables.  A node is the table that was given, with the metatable of its tag; html_write turns it into text. */
#include "script/state.h"

#include <string.h>

#include "script/html_write.h"
#include "script/tags.h"

#define CONSTRUCTORS "playbook.tags"

static const struct html_tag FRAGMENT = { "", HTML_NORMAL }, DOCUMENT = { "html", HTML_NORMAL };

static int no_write(lua_State *L)
{
	return luaL_error(L, "h cannot be changed");
}

const struct html_tag *bind_html_tag(lua_State *L, int index)
{
	const struct html_tag *tag = NULL;
	if (lua_getmetatable(L, index)) {
		if (lua_rawgetp(L, -1, &FRAGMENT) == LUA_TLIGHTUSERDATA)
			tag = lua_touserdata(L, -1);
		lua_pop(L, 2);
	}
	return tag;
}

bool html_write_is_document(const struct html_tag *tag)
{
	return tag == &DOCUMENT;
}

bool html_write_is_fragment(const struct html_tag *tag)
{
	return tag == &FRAGMENT;
}

/* Notes in the node at 1 which layout and line is making it. */
static void track(lua_State *L, struct script *script)
{
	script_note_place(script);
	if (!script->file)
		return;
	lua_pushinteger(L, script->line);
	lua_rawsetp(L, 1, &script->line);
	lua_pushlightuserdata(L, (void *)(uintptr_t)script->file);
	lua_rawsetp(L, 1, &script->file);
}

void bind_html_tracked(lua_State *L, int index)
{
	struct script *script = script_of(L);
	if (lua_rawgetp(L, index, &script->line) == LUA_TNUMBER) {
		script->line = (int)lua_tointeger(L, -1);
		lua_rawgetp(L, index, &script->file);
		script->file = lua_touserdata(L, -1);
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
}

/* Upvalue: the metatable of the tag.  h.p { … } makes the table a node; h.p "text" and h.p(node) put it into one. */
static int construct(lua_State *L)
{
	luaL_checkany(L, 1);
	lua_settop(L, 1);
	if (!lua_istable(L, 1) || lua_getmetatable(L, 1)) {
		lua_settop(L, 1);
		lua_createtable(L, 1, 0);     /* child node */
		lua_insert(L, 1);             /* node child */
		lua_rawseti(L, 1, 1);         /* node */
	}
	struct script *script = script_of(L);
	if (script->tracking)
		track(L, script);
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_setmetatable(L, 1);
	return 1;
}

/* Pushes the constructor of TAG. */
static void push_constructor(lua_State *L, const struct html_tag *tag)
{
	lua_newtable(L);                                /* meta */
	lua_pushlightuserdata(L, (void *)(uintptr_t)tag);
	lua_rawsetp(L, -2, &FRAGMENT);
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pushcclosure(L, construct, 1);              /* constructor */
}

static int l_raw(lua_State *L)
{
	struct str text;
	if (!bind_markup_get(L, 1, &text)) {
		text.data = luaL_checklstring(L, 1, &text.size);
		text = arena_str(&script_of(L)->arena, text);
	}
	bind_markup_push(L, text);
	return 1;
}

/* A name with '-' is a custom element. */
static bool is_custom(struct str name)
{
	bool dash = false;
	for (size_t i = 0; i < name.size; i++) {
		char c = name.data[i];
		dash = dash || c == '-';
		if (!((c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '-'))))
			return false;
	}
	return dash;
}

/* h[NAME]; what was made once is kept for the state. */
static int l_index(lua_State *L)
{
	struct str name;
	name.data = luaL_checklstring(L, 2, &name.size);
	lua_getfield(L, LUA_REGISTRYINDEX, CONSTRUCTORS);  /* h name made */
	lua_pushvalue(L, 2);
	if (lua_rawget(L, -2) != LUA_TNIL)
		return 1;
	lua_pop(L, 1);
	struct str_nearest nearest = { 0 };
	const struct html_tag *tag = html_tag_find(name, &nearest);
	if (!tag && is_custom(name)) {
		struct html_tag *custom = lua_newuserdatauv(L, sizeof *custom + name.size + 1, 0);  /* h name made custom */
		char *text = (char *)(custom + 1);
		memcpy(text, name.data, name.size + 1);
		*custom = (struct html_tag){ text, HTML_NORMAL };
		lua_rawsetp(L, -2, custom);                    /* kept in MADE: h name made */
		tag = custom;
	}
	if (!tag)
		return script_no_key(L, "h has", name, &nearest);
	push_constructor(L, tag);                          /* h name made constructor */
	lua_pushvalue(L, 2);
	lua_pushvalue(L, -2);
	lua_rawset(L, 3);
	return 1;
}

void bind_html_open(lua_State *L)
{
	lua_newtable(L);                                   /* made */
	lua_pushcfunction(L, l_raw);
	lua_setfield(L, -2, "raw");
	push_constructor(L, &FRAGMENT);
	lua_setfield(L, -2, "fragment");
	push_constructor(L, &DOCUMENT);
	lua_setfield(L, -2, "document");
	lua_setfield(L, LUA_REGISTRYINDEX, CONSTRUCTORS);
}

void bind_html_push(lua_State *L)
{
	lua_newtable(L);                                   /* h */
	lua_newtable(L);                                   /* h meta */
	lua_pushcfunction(L, l_index);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, no_write);
	lua_setfield(L, -2, "__newindex");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
}
