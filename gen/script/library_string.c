/* string and utf8 for layouts: what can take long is charged, patterns run in our own matcher, nothing shows an address. */
#include "script/state.h"

#include <string.h>

#include <lualib.h>

#include "script/pattern.h"

enum { BYTES_A_STEP = 16, SPEC_LIMIT = 32 };

static struct str check_text(lua_State *L, int index)
{
	struct str text;
	text.data = luaL_checklstring(L, index, &text.size);
	return text;
}

/* Upvalue: a function of Lua's that takes time in proportion to its texts. */
static int charged(lua_State *L)
{
	uint64_t bytes = 0;
	for (int i = 1; i <= lua_gettop(L); i++)
		if (lua_type(L, i) == LUA_TSTRING)
			bytes += lua_rawlen(L, i);
	budget_charge(L, bytes / BYTES_A_STEP + 1);
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
	return lua_gettop(L);
}

static void copy_charged(lua_State *L, int from, const char *const *names)
{
	for (size_t i = 0; names[i]; i++) {
		lua_getfield(L, from, names[i]);
		lua_pushcclosure(L, charged, 1);
		lua_setfield(L, -2, names[i]);
	}
}

static int text_rep(lua_State *L)
{
	struct str text = check_text(L, 1), between = { 0 };
	lua_Integer times = luaL_checkinteger(L, 2);
	between.data = luaL_optlstring(L, 3, "", &between.size);
	size_t limit = script_of(L)->limits.string;
	if (times <= 0 || text.size + between.size == 0)
		return lua_pushliteral(L, ""), 1;
	if ((uint64_t)times > limit / (text.size + between.size) + 1)
		return luaL_error(L, "one text would be longer than %d MiB", (int)(limit >> 20));
	budget_charge(L, (uint64_t)times);
	luaL_Buffer buffer;
	luaL_buffinit(L, &buffer);
	for (lua_Integer i = 0; i < times; i++) {
		luaL_addlstring(&buffer, text.data, text.size);
		if (i + 1 < times)
			luaL_addlstring(&buffer, between.data, between.size);
	}
	luaL_pushresult(&buffer);
	return 1;
}

/* ---- format */

/* Cuts "%-5.2d" off REST (which begins behind '%') into SPEC; the conversion is its last character. */
static char take_spec(lua_State *L, struct str *rest, char *spec)
{
	size_t size = 0;
	spec[size++] = '%';
	while (size < SPEC_LIMIT - 4 && rest->size && strchr("-+ #0123456789.", rest->data[0]) && rest->data[0]) {
		spec[size++] = rest->data[0];
		*rest = str_slice(*rest, 1, rest->size);
	}
	spec[size] = '\0';
	size_t digits = 0;
	for (size_t i = 1; i < size; i++) {
		digits = spec[i] >= '0' && spec[i] <= '9' ? digits + 1 : 0;
		if (digits > 2)
			return luaL_error(L, "a width in '%s' is too large", spec), '\0';
	}
	if (rest->size == 0)
		return luaL_error(L, "the format ends behind '%s'", spec), '\0';
	char conversion = rest->data[0];
	*rest = str_slice(*rest, 1, rest->size);
	return conversion;
}

static void add_quoted(lua_State *L, luaL_Buffer *buffer, int index)
{
	struct str text = check_text(L, index);
	luaL_addchar(buffer, '"');
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == '"' || text.data[i] == '\\' || text.data[i] == '\n')
			luaL_addchar(buffer, '\\');
		luaL_addchar(buffer, text.data[i]);
	}
	luaL_addchar(buffer, '"');
}

static const char *format_integer(lua_State *L, char *spec, char conversion, lua_Integer integer)
{
	size_t size = strlen(spec);
	memcpy(spec + size, "ll", 2);
	spec[size + 2] = conversion;
	spec[size + 3] = '\0';
	char text[160];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	lua_Unsigned bits = (lua_Unsigned)integer;
	if (conversion == 'd' || conversion == 'i')
		snprintf(text, sizeof text, spec, (long long)integer);
	else
		snprintf(text, sizeof text, spec, (unsigned long long)bits);
#pragma GCC diagnostic pop
	return lua_pushstring(L, text);
}

static const char *format_number(lua_State *L, char *spec, char conversion, lua_Number number)
{
	size_t size = strlen(spec);
	spec[size] = conversion;
	spec[size + 1] = '\0';
	char text[512];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(text, sizeof text, spec, number);
#pragma GCC diagnostic pop
	return lua_pushstring(L, text);
}

/* Pushes the text of the value at INDEX, cut and filled as "%-10.5s" says. */
static void push_text(lua_State *L, const char *spec, int index)
{
	size_t size;
	const char *text = script_tostring(L, index, &size);
	const char *at = spec + 1;
	bool left = false;
	size_t width = 0, most = size;
	for (; *at == '-' || *at == '0' || *at == ' ' || *at == '+' || *at == '#'; at++)
		left = left || *at == '-';
	for (; *at >= '0' && *at <= '9'; at++)
		width = width * 10 + (size_t)(*at - '0');
	if (*at == '.')
		for (at++, most = 0; *at >= '0' && *at <= '9'; at++)
			most = most * 10 + (size_t)(*at - '0');
	if (size > most)
		size = most;
	luaL_Buffer buffer;
	luaL_buffinit(L, &buffer);
	for (size_t i = size; !left && i < width; i++)
		luaL_addchar(&buffer, ' ');
	luaL_addlstring(&buffer, text, size);
	for (size_t i = size; left && i < width; i++)
		luaL_addchar(&buffer, ' ');
	luaL_pushresult(&buffer);
	lua_replace(L, -2);
}

static int text_format(lua_State *L)
{
	struct str rest = check_text(L, 1);
	int argument = 1, top = lua_gettop(L);
	luaL_Buffer buffer;
	budget_charge(L, rest.size / BYTES_A_STEP + 1);
	luaL_buffinit(L, &buffer);
	while (rest.size) {
		ptrdiff_t percent = str_index(rest, '%');
		size_t plain = percent < 0 ? rest.size : (size_t)percent;
		luaL_addlstring(&buffer, rest.data, plain);
		rest = str_slice(rest, plain, rest.size);
		if (rest.size == 0)
			break;
		rest = str_slice(rest, 1, rest.size);
		char spec[SPEC_LIMIT];
		char conversion = take_spec(L, &rest, spec);
		if (conversion == '%') {
			luaL_addchar(&buffer, '%');
			continue;
		}
		if (++argument > top)
			return luaL_argerror(L, argument, "no value");
		switch (conversion) {
		case 'd': case 'i': case 'o': case 'u': case 'x': case 'X':
			format_integer(L, spec, conversion, luaL_checkinteger(L, argument));
			break;
		case 'c': {
			char c = (char)luaL_checkinteger(L, argument);
			lua_pushlstring(L, &c, 1);
			break;
		}
		case 'a': case 'A': case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
			format_number(L, spec, conversion, luaL_checknumber(L, argument));
			break;
		case 's':
			push_text(L, spec, argument);
			break;
		case 'q':
			add_quoted(L, &buffer, argument);
			continue;
		default:
			return luaL_error(L, "'%s%c' is no format for layouts", spec, conversion);
		}
		luaL_addvalue(&buffer);
	}
	luaL_pushresult(&buffer);
	return 1;
}

/* ---- patterns */

static void charge_pattern(void *context)
{
	budget_charge(context, PATTERN_STEPS);
}

static struct pattern new_pattern(lua_State *L, struct str text, struct str pattern)
{
	return (struct pattern){ .text = text, .pattern = pattern, .context = L, .step = charge_pattern };
}

/* Looks from START on; a pattern that begins with '^' only there (ANCHORED, and cut off). */
static bool search(lua_State *L, struct pattern *pattern, bool anchored, size_t *start, size_t *end)
{
	for (;; (*start)++) {
		if (pattern_match(pattern, *start, end))
			return true;
		if (pattern->error)
			luaL_error(L, "%s", pattern->error);
		if (anchored || *start >= pattern->text.size)
			return false;
	}
}

static void push_capture(lua_State *L, const struct pattern *pattern, size_t i, size_t start, size_t end)
{
	if (i >= pattern->count) {
		if (i > 0)
			luaL_error(L, "invalid capture index %%%d", (int)i + 1);
		lua_pushlstring(L, pattern->text.data + start, end - start);
	} else if (pattern->captures[i].size == PATTERN_POSITION) {
		lua_pushinteger(L, (lua_Integer)pattern->captures[i].start + 1);
	} else {
		lua_pushlstring(L, pattern->text.data + pattern->captures[i].start, (size_t)pattern->captures[i].size);
	}
}

/* Pushes all captures; the whole match when there are none and WHOLE. */
static int push_captures(lua_State *L, const struct pattern *pattern, bool whole, size_t start, size_t end)
{
	size_t count = pattern->count == 0 && whole ? 1 : pattern->count;
	luaL_checkstack(L, (int)count, "too many captures");
	for (size_t i = 0; i < count; i++)
		push_capture(L, pattern, i, start, end);
	return (int)count;
}

/* Where a search begins, from 0, for INIT as Lua counts; behind the text plus 1 when it is beyond. */
static size_t start_of(lua_Integer init, size_t size)
{
	if (init > 0)
		return (uint64_t)init - 1 > size ? size + 1 : (size_t)init - 1;
	if (init == 0 || init < -(lua_Integer)size)
		return 0;
	return size - (size_t)-init;
}

static int find_or_match(lua_State *L, bool find)
{
	struct str text = check_text(L, 1), written = check_text(L, 2);
	size_t start = start_of(luaL_optinteger(L, 3, 1), text.size), end;
	if (start > text.size)
		return lua_pushnil(L), 1;
	budget_charge(L, 1);
	if (find && (lua_toboolean(L, 4) || pattern_is_plain(written))) {
		budget_charge(L, (text.size - start) / BYTES_A_STEP + 1);
		ptrdiff_t at = str_find(text, written, start);
		if (at < 0)
			return lua_pushnil(L), 1;
		lua_pushinteger(L, at + 1);
		lua_pushinteger(L, at + (lua_Integer)written.size);
		return 2;
	}
	bool anchored = str_starts(written, STR("^"));
	struct pattern pattern = new_pattern(L, text, str_slice(written, anchored ? 1 : 0, written.size));
	if (!search(L, &pattern, anchored, &start, &end))
		return lua_pushnil(L), 1;
	if (!find)
		return push_captures(L, &pattern, true, start, end);
	lua_pushinteger(L, (lua_Integer)start + 1);
	lua_pushinteger(L, (lua_Integer)end);
	return push_captures(L, &pattern, false, start, end) + 2;
}

static int text_find(lua_State *L)
{
	return find_or_match(L, true);
}

static int text_match(lua_State *L)
{
	return find_or_match(L, false);
}

/* Upvalues: text, pattern, where to go on, end of the last match (or -1). */
static int next_match(lua_State *L)
{
	struct str text = check_text(L, lua_upvalueindex(1)), written = check_text(L, lua_upvalueindex(2));
	size_t start = (size_t)lua_tointeger(L, lua_upvalueindex(3)), end;
	lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
	struct pattern pattern = new_pattern(L, text, written);
	for (; start <= text.size; start++) {
		if (!search(L, &pattern, false, &start, &end))
			break;
		if ((lua_Integer)end == last)
			continue;  /* empty, right behind the last one */
		lua_pushinteger(L, (lua_Integer)end);
		lua_copy(L, -1, lua_upvalueindex(3));
		lua_replace(L, lua_upvalueindex(4));
		return push_captures(L, &pattern, true, start, end);
	}
	lua_pushinteger(L, (lua_Integer)text.size + 1);
	lua_replace(L, lua_upvalueindex(3));
	return 0;
}

static int text_gmatch(lua_State *L)
{
	struct str text = check_text(L, 1);
	check_text(L, 2);
	size_t start = start_of(luaL_optinteger(L, 3, 1), text.size);
	lua_settop(L, 2);
	lua_pushinteger(L, (lua_Integer)start);
	lua_pushinteger(L, -1);
	lua_pushcclosure(L, next_match, 4);
	return 1;
}

static void add_template(lua_State *L, luaL_Buffer *buffer, const struct pattern *pattern, struct str template, size_t start,
                         size_t end)
{
	for (size_t i = 0; i < template.size; i++) {
		if (template.data[i] != '%') {
			luaL_addchar(buffer, template.data[i]);
			continue;
		}
		char c = ++i < template.size ? template.data[i] : '\0';
		if (c == '%') {
			luaL_addchar(buffer, '%');
		} else if (c == '0') {
			luaL_addlstring(buffer, pattern->text.data + start, end - start);
		} else if (c >= '1' && c <= '9') {
			push_capture(L, pattern, (size_t)(c - '1'), start, end);
			luaL_tolstring(L, -1, NULL);
			lua_remove(L, -2);
			luaL_addvalue(buffer);
		} else {
			luaL_error(L, "invalid use of '%%' in replacement string");
		}
	}
}

static void add_replacement(lua_State *L, luaL_Buffer *buffer, const struct pattern *pattern, size_t start, size_t end)
{
	int type = lua_type(L, 3);
	if (type == LUA_TSTRING || type == LUA_TNUMBER) {
		add_template(L, buffer, pattern, check_text(L, 3), start, end);
		return;
	}
	if (type == LUA_TFUNCTION) {
		lua_pushvalue(L, 3);
		lua_call(L, push_captures(L, pattern, true, start, end), 1);
	} else {
		push_capture(L, pattern, 0, start, end);
		lua_gettable(L, 3);
	}
	if (!lua_toboolean(L, -1)) {
		lua_pop(L, 1);
		luaL_addlstring(buffer, pattern->text.data + start, end - start);
	} else if (!lua_isstring(L, -1)) {
		luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
	} else {
		luaL_addvalue(buffer);
	}
}

static int text_gsub(lua_State *L)
{
	struct str text = check_text(L, 1), written = check_text(L, 2);
	int type = lua_type(L, 3);
	luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE || type == LUA_TUSERDATA, 3,
	                 "string/function/table");
	lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)text.size + 1), done = 0;
	bool anchored = str_starts(written, STR("^"));
	struct pattern pattern = new_pattern(L, text, str_slice(written, anchored ? 1 : 0, written.size));
	size_t start = 0, end = 0;
	ptrdiff_t last = -1;
	luaL_Buffer buffer;
	budget_charge(L, 1);
	luaL_buffinit(L, &buffer);
	while (done < most) {
		bool found = pattern_match(&pattern, start, &end);
		if (pattern.error)
			return luaL_error(L, "%s", pattern.error);
		if (found && (ptrdiff_t)end != last) {
			done++;
			add_replacement(L, &buffer, &pattern, start, end);
			start = end;
			last = (ptrdiff_t)end;
		} else if (start < text.size) {
			luaL_addchar(&buffer, text.data[start++]);
		} else {
			break;
		}
		if (anchored)
			break;
	}
	if (start < text.size)
		luaL_addlstring(&buffer, text.data + start, text.size - start);
	luaL_pushresult(&buffer);
	lua_pushinteger(L, done);
	return 2;
}

void library_push_string(lua_State *L)
{
	static const char *const KEPT[] = { "byte", "char", "len", "lower", "reverse", "sub", "upper", NULL };
	static const char *const UTF8[] = { "char", "codepoint", "codes", "len", "offset", NULL };
	static const luaL_Reg OWN[] = {
		{ "rep", text_rep }, { "format", text_format }, { "find", text_find }, { "match", text_match },
		{ "gmatch", text_gmatch }, { "gsub", text_gsub }, { NULL, NULL },
	};
	lua_pushcfunction(L, luaopen_utf8);
	lua_call(L, 0, 1);                               /* utf8 */
	lua_newtable(L);
	copy_charged(L, lua_gettop(L) - 1, UTF8);        /* utf8 own */
	lua_getfield(L, -2, "charpattern");
	lua_setfield(L, -2, "charpattern");
	lua_replace(L, -2);
	script_lock(L, "utf8");
	lua_setfield(L, LUA_REGISTRYINDEX, "utf8");

	lua_pushcfunction(L, luaopen_string);            /* also makes the metatable of texts */
	lua_call(L, 0, 1);                               /* string */
	lua_newtable(L);
	copy_charged(L, lua_gettop(L) - 1, KEPT);
	luaL_setfuncs(L, OWN, 0);                        /* string own */
	lua_replace(L, -2);                              /* own */
	lua_pushliteral(L, "");
	lua_getmetatable(L, -1);                         /* own text meta */
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 2);                                   /* own */
	script_lock(L, "string");
}
