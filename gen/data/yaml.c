#include "data/yaml.h"

#include <string.h>

#include <yaml.h>

#include "base/map.h"
#include "base/memory.h"
#include "data/text.h"
#include "data/yaml_explain.h"

enum { DEPTH_LIMIT = 100, COPY_LIMIT = 100000 };

/* A list or map that is being read, and those around it. */
struct open {
	const struct value *value;
	const struct open *outer;
	unsigned depth;
};

struct reader {
	yaml_parser_t parser;
	struct arena *arena;
	struct str text;
	const char *path;
	unsigned line;          /* of the text's first byte */
	struct map anchors;     /* to a struct value *, which is the latest one of that name */
	size_t copies;          /* values made by aliases */
	bool failed;            /* after an error that reading could go on behind */
	struct diags *diags;
};

static struct place place_at(const struct reader *reader, yaml_mark_t mark)
{
	return (struct place){ reader->path, reader->line + (unsigned)mark.line, (unsigned)mark.column + 1 };
}

static bool explain(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	if (parser->error == YAML_MEMORY_ERROR)
		memory_fail();
	struct yaml_problem problem = {
		.problem = parser->problem ? parser->problem : "this cannot be read as YAML",
		.context = parser->context,
		.place = place_at(reader, parser->problem_mark),
		.context_place = place_at(reader, parser->context_mark),
	};
	return yaml_explain(&problem, reader->text, reader->line, reader->diags);
}

/* %TAG declares short names of tags, of which none would be known; libyaml takes quadratic time over many of them. */
static bool check_line_start(struct reader *reader, struct str rest, struct place place)
{
	if (!str_starts(rest, STR("%TAG")))
		return true;
	diag_error(reader->diags, place, "tags other than YAML's own are not known here");
	diag_hint(reader->diags, "remove the line");
	return false;
}

/*
 * Refuses what is not UTF-8, control characters, and the line ends of YAML 1.1 that 1.2 dropped and libyaml still counts
 * (U+0085, U+2028, U+2029): its lines would not be ours.
 */
static bool check_characters(struct reader *reader)
{
	struct place place = { reader->path, reader->line, 1 };
	struct str rest = reader->text;
	while (rest.size) {
		if (place.column == 1 && !check_line_start(reader, rest, place))
			return false;
		unsigned char lead = (unsigned char)rest.data[0];
		if (lead == '\n' || lead == '\r') {
			str_next_line(&rest);
			place.line++;
			place.column = 1;
			continue;
		}
		if (str_point_size(rest) == 0)
			return diag_error(reader->diags, place, "a byte that is not UTF-8");
		int32_t point = text_next(&rest);
		if ((point < 0x20 && point != '\t') || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029 ||
		    point == 0xFFFE || point == 0xFFFF) {
			diag_error(reader->diags, place, "the character U+%04X cannot stand here as it is", (unsigned)point);
			diag_hint(reader->diags, "remove it, or write it in double quotes as \\u%04X", (unsigned)point);
			return false;
		}
		place.column++;
	}
	return true;
}

static bool next_event(yaml_event_t *event, struct reader *reader)
{
	return yaml_parser_parse(&reader->parser, event) || explain(reader);
}

static struct str str_from_yaml(const yaml_char_t *text)
{
	return str_from((const char *)text);
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)? */
static bool is_number(struct str text)
{
	size_t at = text.size && text.data[0] == '-' ? 1 : 0, start = at;
	while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
		at++;
	if (at == start || (text.data[start] == '0' && at > start + 1))
		return false;
	if (at == text.size)
		return true;
	size_t point = at++;
	while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
		at++;
	return text.data[point] == '.' && at > point + 1 && at == text.size;
}

static bool is_any(struct str text, const char *const *words)
{
	for (; *words; words++)
		if (str_equal(text, str_from(*words)))
			return true;
	return false;
}

/* Gives VALUE, a plain scalar with its TEXT, its kind: the core schema of YAML 1.2, section 10.3.2, but for octal and
 * hexadecimal numbers, exponents, and numbers that begin with '+', '.' or 0: those stay text. */
static void resolve_plain(struct value *value)
{
	static const char *const NULLS[] = { "", "~", "null", "Null", "NULL", NULL };
	static const char *const TRUES[] = { "true", "True", "TRUE", NULL };
	static const char *const FALSES[] = { "false", "False", "FALSE", NULL };
	const char *why;
	if (is_any(value->text, NULLS)) {
		value->kind = VALUE_NULL;
	} else if (is_any(value->text, TRUES) || is_any(value->text, FALSES)) {
		value->kind = VALUE_BOOL;
		value->truth = is_any(value->text, TRUES);
	} else if (is_number(value->text)) {
		value->kind = VALUE_NUMBER;
		value->exact = decimal_parse(&value->decimal, value->text, &why);
	}
}

/* Checks that VALUE, resolved as if it were plain, is what TAG says; a tag of another kind makes an error. */
static void check_tag(struct reader *reader, const struct value *value, const yaml_char_t *tag)
{
	static const struct { const char *name; enum value_kind kind; } TAGS[] = {
		{ "int", VALUE_NUMBER }, { "float", VALUE_NUMBER }, { "bool", VALUE_BOOL }, { "null", VALUE_NULL },
		{ "seq", VALUE_LIST }, { "map", VALUE_MAP }, { "str", VALUE_TEXT },
	};
	static const struct str OWN = { "tag:yaml.org,2002:", 18 };
	struct str name = str_from_yaml(tag);
	bool own = str_starts(name, OWN);
	if (own)
		name = str_slice(name, OWN.size, name.size);
	for (size_t i = 0; own && i < sizeof TAGS / sizeof *TAGS; i++)
		if (str_equal(name, str_from(TAGS[i].name))) {
			bool whole = !str_equal(name, STR("int")) || str_index(value->text, '.') < 0;
			if (value->kind != TAGS[i].kind || !whole) {
				diag_error(reader->diags, value->place, "what stands here is not what its tag '!!%.*s' says", STR_ARG(name));
				reader->failed = true;
			}
			return;
		}
	diag_error(reader->diags, value->place, "the tag '%s%.*s' is not known", own ? "!!" : "", STR_ARG(name));
	diag_hint(reader->diags, "put a text that begins with '!' in quotes");
	reader->failed = true;
}

static bool is_text_tag(const yaml_char_t *tag)
{
	return tag && (strcmp((const char *)tag, "!") == 0 || strcmp((const char *)tag, YAML_STR_TAG) == 0);
}

static void remember_anchor(struct reader *reader, const yaml_char_t *anchor, struct value *value)
{
	if (!anchor)
		return;
	struct value **latest = arena_new(reader->arena, struct value *);
	latest = map_put(&reader->anchors, arena_str(reader->arena, str_from_yaml(anchor)), latest);
	*latest = value;
}

/* The scalar of EVENT, its kind not resolved. */
static struct value *read_text(struct reader *reader, const yaml_event_t *event)
{
	struct value *value = value_new(reader->arena, VALUE_TEXT, place_at(reader, event->start_mark));
	struct str text = { (const char *)event->data.scalar.value, event->data.scalar.length };
	value->text = arena_str(reader->arena, text);
	remember_anchor(reader, event->data.scalar.anchor, value);
	return value;
}

static struct value *read_scalar(struct reader *reader, const yaml_event_t *event)
{
	const yaml_char_t *tag = event->data.scalar.tag;
	struct value *value = read_text(reader, event);
	if (is_text_tag(tag))
		return value;
	if (tag || event->data.scalar.plain_implicit)
		resolve_plain(value);
	if (tag)
		check_tag(reader, value, tag);
	return value;
}

static bool may_nest(struct reader *reader, unsigned depth, struct place place)
{
	return depth <= DEPTH_LIMIT || diag_error(reader->diags, place, "nested more than %d deep", DEPTH_LIMIT);
}

/* A copy, because schema_check types values in place. */
static bool copy_value(struct value **out, struct reader *reader, const struct value *value, unsigned depth,
                       struct place place)
{
	if (++reader->copies > COPY_LIMIT) {
		diag_error(reader->diags, place, "aliases make the document too large");
		diag_hint(reader->diags, "aliases may stand for at most %d values in all", COPY_LIMIT);
		return false;
	}
	if ((value->kind == VALUE_LIST || value->kind == VALUE_MAP) && !may_nest(reader, depth, place))
		return false;
	struct value *copy = value_new(reader->arena, value->kind, value->place);
	if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->count; i++) {
			struct value *item;
			if (!copy_value(&item, reader, value->items[i], depth + 1, place))
				return false;
			value_append(reader->arena, copy, item);
		}
	} else if (value->kind == VALUE_MAP) {
		for (size_t i = 0; i < value->count; i++) {
			struct value *inner;
			if (!copy_value(&inner, reader, value->pairs[i].value, depth + 1, place))
				return false;
			value_set(reader->arena, copy, value->pairs[i].key, inner);
			copy->pairs[i].place = value->pairs[i].place;
		}
	} else {
		*copy = *value;
	}
	*out = copy;
	return true;
}

static bool read_alias(struct value **out, struct reader *reader, const yaml_event_t *event, const struct open *outer)
{
	struct str name = str_from_yaml(event->data.alias.anchor);
	struct place place = place_at(reader, event->start_mark);
	struct value *const *anchored = map_get(&reader->anchors, name);
	if (!anchored) {
		diag_error(reader->diags, place, "the alias '*%.*s' has no anchor '&%.*s' above it", STR_ARG(name), STR_ARG(name));
		diag_hint(reader->diags, "put a text that begins with '*' in quotes");
		return false;
	}
	for (const struct open *open = outer; open; open = open->outer)
		if (open->value == *anchored)
			return diag_error(reader->diags, place, "the alias '*%.*s' stands inside what it stands for", STR_ARG(name));
	return copy_value(out, reader, *anchored, outer ? outer->depth + 1 : 1, place);
}

static bool read_node(struct value **out, struct reader *reader, yaml_event_t *event, const struct open *outer);

static bool read_items(struct value *list, struct reader *reader, const struct open *open)
{
	for (;;) {
		yaml_event_t event;
		if (!next_event(&event, reader))
			return false;
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			return true;
		}
		struct value *item;
		if (!read_node(&item, reader, &event, open))
			return false;
		value_append(reader->arena, list, item);
	}
}

/* Says what is wrong with the key of EVENT; false when nothing is. */
static bool refuse_key(struct reader *reader, const yaml_event_t *event, const struct value *key)
{
	struct place place = place_at(reader, event->start_mark);
	bool scalar = event->type == YAML_SCALAR_EVENT;
	bool plain = scalar && event->data.scalar.plain_implicit && !event->data.scalar.tag;
	if (scalar && !plain && (!event->data.scalar.tag || is_text_tag(event->data.scalar.tag)))
		return false;
	struct value resolved = { .kind = VALUE_LIST };
	if (plain) {
		resolved = *key;
		resolve_plain(&resolved);
	}
	if (!plain) {
		diag_error(reader->diags, place, "a key must be a text");
		diag_hint(reader->diags, "put a key that begins with '[', '{', '*' or '!' in quotes");
	} else if (resolved.kind == VALUE_NULL) {
		diag_error(reader->diags, place, "a key must not be empty");
		diag_hint(reader->diags, "put it in quotes if this is meant");
	} else if (str_equal(key->text, STR("<<"))) {
		diag_error(reader->diags, place, "merge keys are not part of YAML 1.2");
		diag_hint(reader->diags, "write the keys out, or put '<<' in quotes");
	} else {
		return false;
	}
	reader->failed = true;
	return true;
}

static bool read_pair(struct value *map, struct reader *reader, yaml_event_t *event, const struct open *open)
{
	struct place place = place_at(reader, event->start_mark);
	struct value *key = event->type == YAML_SCALAR_EVENT ? read_text(reader, event) : NULL;
	bool refused = refuse_key(reader, event, key), alias = event->type == YAML_ALIAS_EVENT;
	if (key || alias)
		yaml_event_delete(event);
	else if (!read_node(&key, reader, event, open))
		return false;
	yaml_event_t next;
	struct value *value;
	if (!next_event(&next, reader) || !read_node(&value, reader, &next, open))
		return false;
	if (refused)
		return true;
	const struct value_pair *before = value_pair(map, key->text);
	if (before) {
		diag_error(reader->diags, place, "the key '%.*s' is given twice", STR_ARG(key->text));
		diag_hint(reader->diags, "it is already on line %u", before->place.line);
		reader->failed = true;
		return true;
	}
	value_set(reader->arena, map, key->text, value);
	map->pairs[map->count - 1].place = place;
	return true;
}

static bool read_pairs(struct value *map, struct reader *reader, const struct open *open)
{
	for (;;) {
		yaml_event_t event;
		if (!next_event(&event, reader))
			return false;
		if (event.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&event);
			return true;
		}
		if (!read_pair(map, reader, &event, open))
			return false;
	}
}

/* A list or map; takes EVENT, its start, over. */
static bool read_nested(struct value **out, struct reader *reader, yaml_event_t *event, const struct open *outer)
{
	bool list = event->type == YAML_SEQUENCE_START_EVENT;
	const yaml_char_t *tag = list ? event->data.sequence_start.tag : event->data.mapping_start.tag;
	const yaml_char_t *anchor = list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
	struct value *value = value_new(reader->arena, list ? VALUE_LIST : VALUE_MAP, place_at(reader, event->start_mark));
	struct open open = { value, outer, outer ? outer->depth + 1 : 1 };
	remember_anchor(reader, anchor, value);
	if (tag && strcmp((const char *)tag, "!") != 0)
		check_tag(reader, value, tag);
	yaml_event_delete(event);
	*out = value;
	return may_nest(reader, open.depth, value->place) &&
	       (list ? read_items(value, reader, &open) : read_pairs(value, reader, &open));
}

/* Takes EVENT over. */
static bool read_node(struct value **out, struct reader *reader, yaml_event_t *event, const struct open *outer)
{
	if (event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT)
		return read_nested(out, reader, event, outer);
	bool ok = true;
	if (event->type == YAML_ALIAS_EVENT)
		ok = read_alias(out, reader, event, outer);
	else
		*out = read_scalar(reader, event);
	yaml_event_delete(event);
	return ok;
}

/* Reads up to the end of the text; *OUT stays as it is when there is no document. */
static bool read_stream(struct value **out, struct reader *reader)
{
	bool any = false;
	for (;;) {
		yaml_event_t event;
		if (!next_event(&event, reader))
			return false;
		yaml_event_type_t type = event.type;
		struct place place = place_at(reader, event.start_mark);
		if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT && type != YAML_DOCUMENT_END_EVENT &&
		    type != YAML_STREAM_END_EVENT) {
			if (!read_node(out, reader, &event, NULL))
				return false;
			continue;
		}
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT)
			return true;
		if (type == YAML_DOCUMENT_START_EVENT && any) {
			diag_error(reader->diags, place, "a second document begins here");
			diag_hint(reader->diags, "keep one document in a file");
			return false;
		}
		any = any || type == YAML_DOCUMENT_START_EVENT;
	}
}

struct value *yaml_parse(struct arena *arena, struct str text, const char *path, unsigned line, struct diags *diags)
{
	struct reader reader = { .arena = arena, .text = text_skip_mark(text), .path = path, .line = line, .diags = diags };
	if (!check_characters(&reader))
		return NULL;
	if (!yaml_parser_initialize(&reader.parser))
		memory_fail();
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)(reader.text.size ? reader.text.data : ""),
	                             reader.text.size);
	struct value *value = value_new(arena, VALUE_NULL, (struct place){ path, line, 1 });
	bool ok = read_stream(&value, &reader) && !reader.failed;
	yaml_parser_delete(&reader.parser);
	map_clear(&reader.anchors);
	return ok ? value : NULL;
}
