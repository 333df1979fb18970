#include "script/html_write.h"

#include <stdlib.h>
#include <string.h>

#include "data/html.h"
#include "data/text.h"
#include "script/state.h"
#include "script/tags.h"

enum { DEPTH_LIMIT = 200, ATTRIBUTE_LIMIT = 48, NAME_LIMIT = 64, BYTES_A_STEP = 32 };

/* How Chinese in text is marked here. */
enum mark { MARK_SPAN, MARK_TSPAN, MARK_NONE };

struct writing {
	lua_State *L;
	struct script *script;
	struct buf *out;
	int depth;
};

static void write_value(struct writing *writing, int index, enum mark mark);

/* ---- text */

static void write_text(struct writing *writing, struct str text, enum mark mark)
{
	budget_charge(writing->L, text.size / BYTES_A_STEP + 1);
	if (mark == MARK_NONE) {
		html_escape(writing->out, text);
	} else if (mark == MARK_SPAN) {
		html_escape_marked(writing->out, text);
	} else {
		while (text.size) {
			bool chinese;
			struct str run = text_next_run(&text, &chinese);
			buf_add_text(writing->out, chinese ? "<tspan lang=\"zh-Hans\">" : "");
			html_escape(writing->out, run);
			buf_add_text(writing->out, chinese ? "</tspan>" : "");
		}
	}
}

/* ---- attributes */

struct attribute {
	struct str key;         /* as in the table */
	struct str name;        /* as put out */
	char text[NAME_LIMIT];
};

static int compare_attributes(const void *a, const void *b)
{
	const struct attribute *x = a, *y = b;  /* by TEXT: NAME still points to where it was before the move */
	return str_compare((struct str){ x->text, x->name.size }, (struct str){ y->text, y->name.size });
}

/* "data_x" is data-x, "class_" is class.  Names of SVG such as viewBox and stroke_width stay or become with '-'. */
static void name_attribute(lua_State *L, struct attribute *attribute)
{
	struct str key = attribute->key;
	size_t size = 0;
	bool bad = key.size == 0 || key.size >= NAME_LIMIT;
	for (size_t i = 0; !bad && i < key.size; i++) {
		char c = key.data[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (c == '_' && i + 1 == key.size)
			continue;
		if (c == '_')
			c = '-';
		bad = !letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == ':'));
		attribute->text[size++] = c;
	}
	attribute->name = (struct str){ attribute->text, size };
	if (bad)
		luaL_error(L, "'%s' cannot be the name of an attribute", key.data);
	if (str_equal(attribute->name, STR("style")) || str_equal(attribute->name, STR("srcdoc")) || str_equal(attribute->name, STR("srcset")) ||
	    (size > 2 && str_starts(attribute->name, STR("on"))))
		luaL_error(L, "'%s' is not allowed: pages have only the pack's own styles and scripts", key.data);
}

static bool is_url(struct str name)
{
	static const char *const NAMES[] = { "href", "src", "action", "formaction", "poster", "cite", "xlink:href" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (str_equal(name, str_from(NAMES[i])))
			return true;
	return false;
}

static void write_link(struct writing *writing, struct str target)
{
	const struct script_page *page = writing->script->page;
	struct buf *out = writing->out;
	size_t before = out->size;
	if (!page->link(page->context, out, target)) {
		buf_truncate(out, before);
		luaL_error(writing->L, "the edition has no '%s'", arena_text(&writing->script->arena, target));
	}
	struct str url = arena_str(&writing->script->arena, str_slice(buf_str(out), before, out->size));
	buf_truncate(out, before);
	html_escape_url(out, url);
}

static void write_url(struct writing *writing, struct str url)
{
	static const char *const SCHEMES[] = { "https:", "http:", "mailto:", "tel:" };
	if (str_starts(url, STR("#"))) {
		write_link(writing, url);
		return;
	}
	for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++)
		if (str_starts(url, str_from(SCHEMES[i]))) {
			html_escape_url(writing->out, url);
			return;
		}
	luaL_error(writing->L, "'%s' is no address that can be written so; use a link", url.data);
}

/* Tells the host of an id; one that the page has already is an error. */
static void note_id(struct writing *writing, struct str id)
{
	lua_State *L = writing->L;
	const struct script_page *page = writing->script->page;
	if (id.size == 0 || str_index(id, ' ') >= 0)
		luaL_error(L, "'%s' cannot be an id", id.data);
	lua_getfield(L, LUA_REGISTRYINDEX, "ids");
	lua_pushlstring(L, id.data, id.size);
	lua_pushvalue(L, -1);
	if (lua_rawget(L, -3) != LUA_TNIL)
		luaL_error(L, "the page has the id '%s' twice", id.data);
	lua_pop(L, 1);
	lua_pushboolean(L, 1);
	lua_rawset(L, -3);
	lua_pop(L, 1);
	if (page->anchor)
		page->anchor(page->context, id);
}

/* class = { "a", wide and "b" } */
static void write_words(struct writing *writing, int index)
{
	lua_State *L = writing->L;
	lua_Integer count = (lua_Integer)lua_rawlen(L, index);
	bool first = true;
	for (lua_Integer i = 1; i <= count; i++) {
		if (lua_rawgeti(L, index, i) == LUA_TSTRING) {
			struct str word;
			word.data = lua_tolstring(L, -1, &word.size);
			if (!first)
				buf_add_char(writing->out, ' ');
			html_escape(writing->out, word);
			first = false;
		} else if (lua_toboolean(L, -1)) {
			luaL_error(L, "a list of classes holds a %s", luaL_typename(L, -1));
		}
		lua_pop(L, 1);
	}
}

/* The value on the top, as the attribute called NAME. */
static void write_attribute(struct writing *writing, struct str name)
{
	lua_State *L = writing->L;
	struct buf *out = writing->out;
	struct str text, target;
	if (lua_type(L, -1) == LUA_TBOOLEAN) {
		if (lua_toboolean(L, -1))
			buf_print(out, " %.*s", STR_ARG(name));
		return;
	}
	buf_print(out, " %.*s=\"", STR_ARG(name));
	if (bind_link_get(L, -1, &target)) {
		write_link(writing, target);
	} else if (lua_type(L, -1) == LUA_TTABLE && str_equal(name, STR("class"))) {
		write_words(writing, lua_gettop(L));
	} else if (lua_isstring(L, -1) || luaL_getmetafield(L, -1, "__tostring") != LUA_TNIL) {
		if (!lua_isstring(L, -1))
			lua_pop(L, 1);
		text.data = script_tostring(L, -1, &text.size);
		if (is_url(name))
			write_url(writing, text);
		else
			html_escape(out, text);
		if (str_equal(name, STR("id")))
			note_id(writing, text);
		lua_pop(L, 1);
	} else {
		luaL_error(L, "the attribute '%s' cannot be a %s", arena_text(&writing->script->arena, name), luaL_typename(L, -1));
	}
	buf_add_char(out, '"');
}

/* Finds the attributes and the largest index of the node at INDEX. */
static size_t read_node(lua_State *L, int index, struct attribute *attributes, lua_Integer *children)
{
	size_t count = 0;
	*children = 0;
	for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
		if (lua_isinteger(L, -2)) {
			lua_Integer at = lua_tointeger(L, -2);
			if (at < 1)
				luaL_error(L, "a node has a child at %d", (int)at);
			*children = at > *children ? at : *children;
			continue;
		}
		if (lua_type(L, -2) == LUA_TLIGHTUSERDATA)
			continue;  /* where it was made */
		if (lua_type(L, -2) != LUA_TSTRING)
			luaL_error(L, "a node has a %s as a key", luaL_typename(L, -2));
		if (count == ATTRIBUTE_LIMIT)
			luaL_error(L, "a node has more than %d attributes", ATTRIBUTE_LIMIT);
		struct attribute *attribute = &attributes[count++];
		attribute->key.data = lua_tolstring(L, -2, &attribute->key.size);
		name_attribute(L, attribute);
	}
	if (count > 1)
		qsort(attributes, count, sizeof *attributes, compare_attributes);
	for (size_t i = 0; i < count; i++)  /* sorting moved the texts */
		attributes[i].name.data = attributes[i].text;
	return count;
}

/* ---- nodes */

static void write_children(struct writing *writing, int index, lua_Integer count, enum mark mark)
{
	lua_State *L = writing->L;
	budget_charge(L, (uint64_t)count + 1);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(L, index, i);
		write_value(writing, lua_gettop(L), mark);
		lua_pop(L, 1);
	}
}

/* How Chinese is marked in a node, by its tag and its own lang attribute. */
static enum mark mark_in(const struct html_tag *tag, bool chinese, enum mark outside)
{
	if (chinese || tag->content == HTML_PLAIN)
		return MARK_NONE;
	switch (tag->content) {
	case HTML_SVG:
		return MARK_NONE;
	case HTML_SVG_TEXT:
		return MARK_TSPAN;
	case HTML_NORMAL: case HTML_VOID: case HTML_PLAIN: case HTML_EMPTY:
		break;
	}
	return outside;
}

static bool is_chinese(lua_State *L)
{
	const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
	return strncmp(text, "zh", 2) == 0;
}

static void write_node(struct writing *writing, int index, const struct html_tag *tag, enum mark mark)
{
	lua_State *L = writing->L;
	struct buf *out = writing->out;
	struct attribute attributes[ATTRIBUTE_LIMIT];
	lua_Integer children;
	size_t count = read_node(L, index, attributes, &children);
	bool chinese = false;
	if (html_write_is_document(tag))
		buf_add(out, STR("<!doctype html>\n"));
	buf_print(out, "<%s", tag->name);
	for (size_t i = 0; i < count; i++) {
		lua_pushlstring(L, attributes[i].key.data, attributes[i].key.size);
		lua_rawget(L, index);
		chinese = chinese || (str_equal(attributes[i].name, STR("lang")) && is_chinese(L));
		write_attribute(writing, attributes[i].name);
		lua_pop(L, 1);
	}
	buf_add_char(out, '>');
	if (tag->content == HTML_VOID || tag->content == HTML_EMPTY) {
		if (children > 0)
			luaL_error(L, "'%s' has no content; scripts and styles are files of layouts/assets", tag->name);
		if (tag->content == HTML_EMPTY)
			buf_print(out, "</%s>", tag->name);
		return;
	}
	write_children(writing, index, children, mark_in(tag, chinese, mark));
	buf_print(out, "</%s>", tag->name);
}

static void write_table(struct writing *writing, int index, enum mark mark)
{
	lua_State *L = writing->L;
	const struct html_tag *tag = bind_html_tag(L, index);
	if (++writing->depth > DEPTH_LIMIT)
		luaL_error(L, "nodes are nested more than %d deep, or in a circle", DEPTH_LIMIT);
	luaL_checkstack(L, 16, "nodes are nested too deep");
	if (tag && writing->script->tracking)
		bind_html_tracked(L, index);
	if (tag && !html_write_is_fragment(tag)) {
		write_node(writing, index, tag, mark);
	} else {
		lua_Integer children = 0;
		for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
			if (lua_type(L, -2) == LUA_TLIGHTUSERDATA)
				continue;
			if (!lua_isinteger(L, -2))
				luaL_error(L, "a list of nodes has the key '%s'", script_tostring(L, -2, NULL));
			children = lua_tointeger(L, -2) > children ? lua_tointeger(L, -2) : children;
		}
		write_children(writing, index, children, mark);
	}
	writing->depth--;
}

static void write_value(struct writing *writing, int index, enum mark mark)
{
	lua_State *L = writing->L;
	struct str text;
	struct decimal decimal;
	switch (lua_type(L, index)) {
	case LUA_TNIL:
	case LUA_TBOOLEAN:  /* what is left of `cond and node` */
		return;
	case LUA_TSTRING:
		text.data = lua_tolstring(L, index, &text.size);
		write_text(writing, text, mark);
		return;
	case LUA_TNUMBER:
		if (!lua_isinteger(L, index))
			luaL_error(L, "a float cannot be put out; use a decimal or a text");
		buf_print(writing->out, LUA_INTEGER_FMT, lua_tointeger(L, index));
		return;
	case LUA_TTABLE:
		write_table(writing, index, mark);
		return;
	case LUA_TUSERDATA:
		if (bind_markup_get(L, index, &text)) {
			budget_charge(L, text.size / BYTES_A_STEP + 1);
			buf_add(writing->out, text);
			return;
		}
		if (bind_decimal_get(L, index, &decimal)) {
			decimal_format(writing->out, decimal);
			return;
		}
		break;
	default:
		break;
	}
	luaL_error(L, "a %s cannot be put out", lua_type(L, index) == LUA_TUSERDATA ? script_tostring(L, index, NULL) : luaL_typename(L, index));
}

void bind_html_write(lua_State *L, int index)
{
	struct writing writing = { .L = L, .script = script_of(L), .out = &script_of(L)->out };
	write_value(&writing, index, MARK_SPAN);
}
