#include "script/script.h"

#include <string.h>

#include "base/memory.h"
#include "script/state.h"

enum { COLLECT_ABOVE = 8 * 1024 * 1024, CALLERS = 4 };

static const struct script_limits DEFAULTS = { .memory = 256u << 20, .string = 16u << 20, .steps = 200000000 };

struct script *script_of(lua_State *L)
{
	struct script *script;
	memcpy(&script, lua_getextraspace(L), sizeof script);
	return script;
}

/* Chunks are called after their layout: "shell.lua". */
static const struct layout_file *file_of_chunk(const struct script *script, const char *name)
{
	return layouts_find(script->layouts, str_from(name));
}

void script_note_place(struct script *script)
{
	lua_Debug at;
	script->file = NULL;
	script->line = 0;
	for (int level = 0; script->L && lua_getstack(script->L, level, &at); level++) {
		lua_getinfo(script->L, "Sl", &at);
		const struct layout_file *file = at.currentline > 0 ? file_of_chunk(script, at.short_src) : NULL;
		if (file) {
			script->file = file;
			script->line = at.currentline;
			return;
		}
	}
}

/* Notes who called the innermost layout: the places of the layouts below it on the stack. */
static void note_callers(struct script *script)
{
	lua_Debug at;
	bool innermost = true;
	for (int level = 0, shown = 0; shown < CALLERS && lua_getstack(script->L, level, &at); level++) {
		lua_getinfo(script->L, "Sl", &at);
		if (at.currentline <= 0 || !file_of_chunk(script, at.short_src))
			continue;
		if (!innermost) {
			script->callers = arena_print(&script->arena, "%.*s%s%s:%d", STR_ARG(script->callers), shown ? ", " : "", at.short_src,
			                              at.currentline);
			shown++;
		}
		innermost = false;
	}
}

/* Cuts "shell.lua:12: " off MESSAGE and takes its place from it. */
static struct str cut_place(struct script *script, struct str message)
{
	struct str rest = message;
	struct str name = str_next_part(&rest, ':');
	int line = 0;
	while (rest.size && rest.data[0] >= '0' && rest.data[0] <= '9' && line < 1000000) {
		line = line * 10 + (rest.data[0] - '0');
		rest = str_slice(rest, 1, rest.size);
	}
	const struct layout_file *file = layouts_find(script->layouts, name);
	if (!file || line == 0 || !str_starts(rest, STR(": ")))
		return message;
	script->file = file;
	script->line = line;
	return str_slice(rest, 2, rest.size);
}

static void keep_message(lua_State *L, struct script *script)
{
	size_t size;
	if (lua_type(L, 1) == LUA_TTABLE && lua_getmetatable(L, 1) == 0) {
		lua_pushliteral(L, "message");  /* message */
		lua_rawget(L, 1);               /* message's value */
		if (lua_type(L, -1) == LUA_TSTRING)
			lua_replace(L, 1);
	}
	const char *text = lua_tolstring(L, 1, &size);
	if (text && lua_type(L, 1) == LUA_TSTRING)
		script->message = arena_str(&script->arena, cut_place(script, (struct str){ text, size }));
	else if (lua_isnil(L, 1))
		script->message = STR("an error without a message");
	else
		script->message = arena_print(&script->arena, "an error that is no text but a %s", luaL_typename(L, 1));
}

/* The message handler: notes what happened and where while the stack is still there. */
static int handle_error(lua_State *L)
{
	struct script *script = script_of(L);
	const struct layout_file *file = script->file;  /* of the node that was put out */
	int line = script->line;
	script_note_place(script);
	if (!script->file && script->tracking) {
		script->file = file;
		script->line = line;
	}
	note_callers(script);
	keep_message(L, script);
	return 1;
}

static int run_protected(lua_State *L)
{
	struct script *script = script_of(L);
	lua_getfield(L, LUA_REGISTRYINDEX, "require");                      /* require */
	lua_pushlstring(L, script->layout.data, script->layout.size);       /* require name */
	lua_call(L, 1, 1);                                                  /* layout */
	if (!lua_isfunction(L, -1))
		return luaL_error(L, "the layout '%s' returns no function", lua_pushlstring(L, script->layout.data, script->layout.size));
	bind_value_push(L, script->input);                                  /* layout input */
	bind_value_push(L, script->site);                                   /* layout input site */
	lua_call(L, 2, 1);                                                  /* result */
	if (lua_isnil(L, -1)) {
		script->file = layouts_find(script->layouts, arena_print(&script->arena, "%.*s.lua", STR_ARG(script->layout)));
		return luaL_error(L, "the layout returns nothing");
	}
	bind_html_write(L, lua_gettop(L));
	return 0;
}

static bool report(struct script *script, int status, struct diags *diags)
{
	const struct script_page *page = script->page;
	if (status == LUA_ERRMEM)
		script->message = script->too_long
		    ? arena_print(&script->arena, "one text would be longer than %zu MiB", script->limits.string >> 20)
		    : arena_print(&script->arena, "the layout used more than %zu MiB", script->limits.memory >> 20);
	struct place place = { 0 };
	if (!script->file)
		script->file = layouts_find(script->layouts, arena_print(&script->arena, "%.*s.lua", STR_ARG(script->layout)));
	if (script->file)
		place = (struct place){ .path = script->file->path, .line = (unsigned)script->line };
	diag_error(diags, place, "%.*s", STR_ARG(script->message));
	if (page && page->source.path)
		diag_hint(diags, "met while making '%.*s' from %s%s%.*s", STR_ARG(page->path), page->source.path,
		          script->callers.size ? ", called from " : "", STR_ARG(script->callers));
	if (script->file && script->line > 0)
		diag_source(diags, str_line(script->file->text, (size_t)script->line));
	return false;
}

/* Runs the C function MAIN with NUMBER as its upvalue; false after a message. */
static bool run(struct script *script, lua_CFunction main, size_t number, struct diags *diags)
{
	lua_State *L = script->L;
	script->file = NULL;
	script->line = 0;
	script->message = script->callers = STR("");
	buf_truncate(&script->out, 0);
	budget_begin(script);
	lua_settop(L, 0);
	lua_pushcfunction(L, handle_error);  /* handler */
	lua_pushinteger(L, (lua_Integer)number);
	lua_pushcclosure(L, main, 1);        /* handler main */
	int status = lua_pcall(L, 0, 0, 1);
	if (status == LUA_ERRERR && script->message.size == 0)
		script->message = STR("an error while another one was handled");
	if (status != LUA_OK)
		report(script, status, diags);
	lua_settop(L, 0);
	return status == LUA_OK;
}

/* Each page starts with modules that were not loaded and ids that were not taken. */
static void begin_page(struct script *script)
{
	lua_newtable(script->L);
	lua_setfield(script->L, LUA_REGISTRYINDEX, "loaded");
	lua_newtable(script->L);
	lua_setfield(script->L, LUA_REGISTRYINDEX, "ids");
	arena_reset(&script->arena);
	if (script->memory > COLLECT_ABOVE)
		lua_gc(script->L, LUA_GCCOLLECT);
}

static int open_protected(lua_State *L)
{
	bind_value_open(L);
	bind_decimal_open(L);
	bind_link_open(L);
	bind_html_open(L);
	lua_newtable(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "chunks");
	lua_newtable(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "loaded");
	lua_newtable(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "ids");
	sandbox_push_environment(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "environment");
	return 0;
}

struct script *script_create(const struct layouts *layouts, const struct value *site, const struct script_limits *limits)
{
	struct script *script = memory_new(1, sizeof *script);
	script->layouts = layouts;
	script->site = site;
	script->limits = DEFAULTS;
	if (limits && limits->memory)
		script->limits.memory = limits->memory;
	if (limits && limits->string)
		script->limits.string = limits->string;
	if (limits && limits->steps)
		script->limits.steps = limits->steps;
	script->L = lua_newstate(budget_allocate, script);
	if (!script->L) {
		memory_free(script);
		return NULL;
	}
	memcpy(lua_getextraspace(script->L), &script, sizeof script);
	/* Collecting happens between pages (and when memory runs out), so that a page does not depend on the ones before it. */
	lua_gc(script->L, LUA_GCSTOP);
	lua_pushcfunction(script->L, open_protected);
	if (lua_pcall(script->L, 0, 0, 0) != LUA_OK) {
		script_destroy(script);
		return NULL;
	}
	return script;
}

void script_destroy(struct script *script)
{
	if (!script)
		return;
	lua_close(script->L);
	buf_clear(&script->out);
	arena_clear(&script->arena);
	memory_free(script);
}

bool script_run(struct buf *out, struct script *script, struct str layout, const struct value *input,
                const struct script_page *page, struct diags *diags)
{
	script->page = page;
	script->input = input;
	script->layout = layout;
	struct diags found = { 0 };
	bool ok = run(script, run_protected, 0, &found);
	if (!ok && script->line == 0) {
		/* it failed while the result was put out, when no layout was running: once more, with nodes that know their lines */
		diags_clear(&found);
		begin_page(script);
		script->tracking = true;
		ok = run(script, run_protected, 0, &found);
		script->tracking = false;
	}
	diags_join(diags, &found);
	if (ok)
		buf_add(out, buf_str(&script->out));
	script->page = NULL;
	begin_page(script);
	return ok;
}

/* Compiles the layout file whose number is the upvalue. */
static int compile_one(lua_State *L)
{
	struct script *script = script_of(L);
	const struct layout_file *file = &script->layouts->files[(size_t)lua_tointeger(L, lua_upvalueindex(1))];
	if (luaL_loadbufferx(L, file->text.data, file->text.size, lua_pushfstring(L, "=%s", file->name.data), "t") != LUA_OK)
		return lua_error(L);
	return 0;
}

bool script_check(const struct layouts *layouts, struct diags *diags)
{
	struct script *script = script_create(layouts, NULL, NULL);
	if (!script)
		memory_fail();
	bool ok = true;
	for (size_t i = 0; i < layouts->count; i++) {
		if (!str_ends(layouts->files[i].name, STR(".lua")) || str_ends(layouts->files[i].name, STR(".d.lua")))
			continue;
		script->layout = str_slice(layouts->files[i].name, 0, layouts->files[i].name.size - STR(".lua").size);
		ok = run(script, compile_one, i, diags) && ok;
		arena_reset(&script->arena);
	}
	script_destroy(script);
	return ok;
}
