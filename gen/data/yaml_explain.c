#include "data/yaml_explain.h"

#include <string.h>

/* A problem with the line around its place: BEFORE and AFTER. */
struct fault {
	const struct yaml_problem *problem;
	struct place place;
	struct str above, before, after;  /* ABOVE is the line before */
	struct diags *diags;
};

/* Whether LINE has a ':' with neither space nor end behind it, after one word: "title:foo". */
static bool lacks_space(struct str line)
{
	line = str_trim(line);
	if (str_starts(line, STR("- ")))
		line = str_trim(str_slice(line, 2, line.size));
	ptrdiff_t colon = str_index(line, ':'), space = str_index(line, ' ');
	return colon > 0 && (size_t)colon + 1 < line.size && line.data[colon + 1] != ' ' && (space < 0 || space > colon);
}

static void missing_colon(struct fault *fault)
{
	diag_error(fault->diags, fault->place, "a key without ': ' behind it");
	if (lacks_space(fault->after))
		diag_hint(fault->diags, "write a space behind the ':'");
	else if (str_find(fault->after, STR("："), 0) >= 0)
		diag_hint(fault->diags, "write ': ' instead of '：'");
	else
		diag_hint(fault->diags, "write 'key: value', and indent the lines of a text that goes on");
}

static void stray_colon(struct fault *fault)
{
	if (str_find(fault->before, STR(": "), 0) >= 0) {
		diag_error(fault->diags, fault->place, "a second ':' on one line");
		diag_hint(fault->diags, "put the text in quotes: key: \"one: two\"");
		return;
	}
	diag_error(fault->diags, fault->place, "a key cannot stand here");
	if (lacks_space(fault->above))
		diag_hint(fault->diags, "write a space behind the ':' of the line above");
	else
		diag_hint(fault->diags, "indent it like the keys beside it");
}

static void tab(struct fault *fault)
{
	diag_error(fault->diags, fault->place, "a line is indented with a tab");
	diag_hint(fault->diags, "use spaces");
}

static void bad_start(struct fault *fault)
{
	if (str_starts(fault->after, STR("\t"))) {
		tab(fault);
	} else if (fault->after.size) {
		struct str first = str_slice(fault->after, 0, str_point_size(fault->after));
		bool flow = str_find(STR(",]}"), first, 0) >= 0;
		diag_error(fault->diags, fault->place, "a text cannot begin with '%.*s'", STR_ARG(first));
		diag_hint(fault->diags, flow ? "remove it, or put the text in quotes" : "put it in quotes");
	} else {
		diag_error(fault->diags, fault->place, "expected a value, found the end");
	}
}

static void expected_key(struct fault *fault)
{
	struct str before = str_trim(fault->before);
	if (before.size) {
		bool single = before.data[before.size - 1] == '\'';
		diag_error(fault->diags, fault->place, "something follows the end of the value");
		diag_hint(fault->diags, "%s", single ? "write a single quote inside single quotes twice: 'it''s'"
		                                     : "put the whole value in quotes");
	} else if (str_starts(fault->after, STR(":"))) {
		diag_error(fault->diags, fault->place, "no key stands before the ':'");
	} else if (str_starts(fault->after, STR("- "))) {
		diag_error(fault->diags, fault->place, "a list entry where a key is expected");
		diag_hint(fault->diags, "indent it like the entries of its list");
	} else {
		diag_error(fault->diags, fault->place, "the line is indented like none above it");
		diag_hint(fault->diags, "indent it like the keys beside it");
	}
}

static void document_end(struct fault *fault)
{
	if (str_trim(fault->before).size) {
		expected_key(fault);
		return;
	}
	diag_error(fault->diags, fault->place, "something follows the end of the document");
	diag_hint(fault->diags, "indent all keys alike, and keep one document in a file");
}

static void open_bracket(struct fault *fault, char bracket)
{
	unsigned opened = fault->problem->context_place.line;
	if (fault->before.size + fault->after.size == 0) {
		diag_error(fault->diags, fault->problem->context_place, "no '%c' closes what begins here", bracket);
		return;
	}
	diag_error(fault->diags, fault->place, "expected ',' or '%c'", bracket);
	if (opened < fault->place.line)
		diag_hint(fault->diags, "close what is opened on line %u with '%c'", opened, bracket);
	else
		diag_hint(fault->diags, "put texts that hold brackets, ',' or ': ' in quotes");
}

static void open_list(struct fault *fault)
{
	open_bracket(fault, ']');
}

static void open_map(struct fault *fault)
{
	open_bracket(fault, '}');
}

/* The problems of libyaml 0.2 that people meet; without PROBLEM a rule is for all of its CONTEXT. */
static const struct rule {
	const char *problem, *context;
	bool at_context;  /* the place is where the context begins */
	void (*explain)(struct fault *fault);  /* or MESSAGE and HINT */
	const char *message, *hint;
} RULES[] = {
	{ .problem = "could not find expected ':'", .at_context = true, .explain = missing_colon },
	{ .problem = "mapping values are not allowed in this context", .explain = stray_colon },
	{ .problem = "found a tab character that violates indentation", .explain = tab },
	{ .problem = "found a tab character where an indentation space is expected", .explain = tab },
	{ .problem = "found character that cannot start any token", .explain = bad_start },
	{ .problem = "did not find expected node content", .explain = bad_start },
	{ .problem = "mapping keys are not allowed in this context", .explain = bad_start },
	{ .problem = "found undefined tag handle", .explain = bad_start },
	{ .context = "while scanning an alias", .at_context = true, .explain = bad_start },
	{ .context = "while scanning an anchor", .at_context = true, .explain = bad_start },
	{ .context = "while scanning a tag", .at_context = true, .explain = bad_start },
	{ .context = "while parsing a tag", .at_context = true, .explain = bad_start },
	{ .context = "while scanning a directive", .at_context = true, .explain = bad_start },
	{ .problem = "did not find expected key", .explain = expected_key },
	{ .problem = "did not find expected '-' indicator", .message = "expected a list entry, '- '",
	  .hint = "indent the line like the first key of the entry it belongs to" },
	{ .problem = "did not find expected ',' or ']'", .explain = open_list },
	{ .problem = "did not find expected ',' or '}'", .explain = open_map },
	{ .problem = "did not find expected <document start>", .explain = document_end },
	{ .problem = "block sequence entries are not allowed in this context", .message = "a list cannot begin here",
	  .hint = "begin it on the next line, or put a text that begins with '- ' in quotes" },
	{ .problem = "found unexpected end of stream", .at_context = true, .message = "the text has no closing quote" },
	{ .problem = "found unexpected document indicator", .at_context = true, .message = "the text has no closing quote" },
	{ .problem = "did not find expected comment or line break", .message = "something follows the '|' or '>'",
	  .hint = "begin the text on the next line, or put it in quotes" },
	{ .problem = "found an indentation indicator equal to 0", .message = "a text cannot be indented by 0" },
	{ .problem = "found unknown escape character", .message = "an unknown escape in double quotes",
	  .hint = "write a backslash itself as '\\\\', or use single quotes" },
	{ .problem = "did not find expected hexdecimal number", .message = "an escape without its hexadecimal digits",
	  .hint = "write a backslash itself as '\\\\', or use single quotes" },
	{ .problem = "found invalid Unicode character escape code", .message = "an escape that is no character",
	  .hint = "write the character itself" },
	{ .problem = "found incompatible YAML document", .message = "a version of YAML other than 1.1 and 1.2",
	  .hint = "remove the line" },
};

static const struct rule *find_rule(const struct yaml_problem *problem)
{
	for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
		const struct rule *rule = &RULES[i];
		if (rule->problem ? strcmp(rule->problem, problem->problem) == 0
		                  : problem->context && strcmp(rule->context, problem->context) == 0)
			return rule;
	}
	return NULL;
}

/* Cuts LINE behind COLUMN - 1 code points. */
static void cut_line(struct fault *fault, struct str line, unsigned column)
{
	struct str after = line;
	for (unsigned i = 1; i < column && after.size; i++) {
		size_t size = str_point_size(after);
		after = str_slice(after, size ? size : 1, after.size);
	}
	fault->after = after;
	fault->before = str_slice(line, 0, line.size - after.size);
}

bool yaml_explain(const struct yaml_problem *problem, struct str text, unsigned line, struct diags *diags)
{
	const struct rule *rule = find_rule(problem);
	struct fault fault = { .problem = problem, .diags = diags };
	fault.place = rule && rule->at_context ? problem->context_place : problem->place;
	size_t number = fault.place.line - line + 1;  /* of the line in TEXT */
	fault.above = str_line(text, number - 1);
	cut_line(&fault, str_line(text, number), fault.place.column);
	if (rule && rule->explain) {
		rule->explain(&fault);
		return false;
	}
	diag_error(diags, fault.place, "%s", rule ? rule->message : problem->problem);
	if (rule && rule->hint)
		diag_hint(diags, "%s", rule->hint);
	return false;
}
