#include "script/pattern.h"

#include <ctype.h>
#include <string.h>

enum { NO_MATCH = -1 };

static ptrdiff_t match(struct pattern *p, size_t s, size_t at);

static ptrdiff_t fail(struct pattern *p, const char *error)
{
	if (!p->error)
		p->error = error;
	return NO_MATCH;
}

static void count(struct pattern *p)
{
	if (++p->steps % PATTERN_STEPS == 0)
		p->step(p->context);
}

/* Behind the single item (a character, class or set) at AT; 0 when it does not end. */
static size_t item_end(struct pattern *p, size_t at)
{
	struct str pattern = p->pattern;
	char first = pattern.data[at++];
	if (first == '%') {
		if (at >= pattern.size)
			return fail(p, "malformed pattern (ends with '%')"), 0;
		return at + 1;
	}
	if (first != '[')
		return at;
	if (at < pattern.size && pattern.data[at] == '^')
		at++;
	do {  /* a ']' in the first place is itself */
		if (at >= pattern.size)
			return fail(p, "malformed pattern (missing ']')"), 0;
		if (pattern.data[at++] == '%')
			at++;
	} while (at >= pattern.size || pattern.data[at] != ']');
	return at + 1;
}

static bool in_class(unsigned char c, unsigned char class)
{
	bool is;
	switch (tolower(class)) {
	case 'a': is = isalpha(c); break;
	case 'c': is = iscntrl(c); break;
	case 'd': is = isdigit(c); break;
	case 'g': is = isgraph(c); break;
	case 'l': is = islower(c); break;
	case 'p': is = ispunct(c); break;
	case 's': is = isspace(c); break;
	case 'u': is = isupper(c); break;
	case 'w': is = isalnum(c); break;
	case 'x': is = isxdigit(c); break;
	default: return class == c;
	}
	return isupper(class) ? !is : is;
}

/* Whether C is in the set from AT ('[') to END (behind ']'). */
static bool in_set(const struct pattern *p, unsigned char c, size_t at, size_t end)
{
	const unsigned char *set = (const unsigned char *)p->pattern.data;
	size_t last = end - 1;
	bool wanted = true;
	at++;
	if (set[at] == '^') {
		wanted = false;
		at++;
	}
	for (; at < last; at++) {
		if (set[at] == '%') {
			at++;
			if (in_class(c, set[at]))
				return wanted;
		} else if (at + 2 < last && set[at + 1] == '-') {
			if (set[at] <= c && c <= set[at + 2])
				return wanted;
			at += 2;
		} else if (set[at] == c) {
			return wanted;
		}
	}
	return !wanted;
}

/* Whether the item from AT to END matches the character at S. */
static bool matches_one(const struct pattern *p, size_t s, size_t at, size_t end)
{
	if (s >= p->text.size)
		return false;
	unsigned char c = (unsigned char)p->text.data[s];
	switch (p->pattern.data[at]) {
	case '.': return true;
	case '%': return in_class(c, (unsigned char)p->pattern.data[at + 1]);
	case '[': return in_set(p, c, at, end);
	default: return (unsigned char)p->pattern.data[at] == c;
	}
}

static ptrdiff_t match_balance(struct pattern *p, size_t s, size_t at)
{
	if (at + 1 >= p->pattern.size)
		return fail(p, "malformed pattern (missing arguments to '%b')");
	char open = p->pattern.data[at], close = p->pattern.data[at + 1];
	if (s >= p->text.size || p->text.data[s] != open)
		return NO_MATCH;
	size_t depth = 1;
	for (size_t i = s + 1; i < p->text.size; i++) {
		count(p);
		if (p->text.data[i] == close) {
			if (--depth == 0)
				return (ptrdiff_t)i + 1;
		} else if (p->text.data[i] == open) {
			depth++;
		}
	}
	return NO_MATCH;
}

/* As many as there are, then fewer. */
static ptrdiff_t match_most(struct pattern *p, size_t s, size_t at, size_t end)
{
	size_t many = 0;
	while (matches_one(p, s + many, at, end)) {
		many++;
		count(p);
	}
	for (;;) {
		ptrdiff_t found = match(p, s + many, end + 1);
		if (found != NO_MATCH || p->error)
			return found;
		if (many-- == 0)
			return NO_MATCH;
		count(p);
	}
}

/* As few as will do. */
static ptrdiff_t match_least(struct pattern *p, size_t s, size_t at, size_t end)
{
	for (;;) {
		ptrdiff_t found = match(p, s, end + 1);
		if (found != NO_MATCH || p->error)
			return found;
		if (!matches_one(p, s, at, end))
			return NO_MATCH;
		s++;
		count(p);
	}
}

static ptrdiff_t open_capture(struct pattern *p, size_t s, size_t at, ptrdiff_t size)
{
	if (p->count == PATTERN_CAPTURES)
		return fail(p, "too many captures");
	p->captures[p->count++] = (struct pattern_capture){ s, size };
	ptrdiff_t found = match(p, s, at);
	if (found == NO_MATCH)
		p->count--;
	return found;
}

static ptrdiff_t close_capture(struct pattern *p, size_t s, size_t at)
{
	for (size_t i = p->count; i > 0; i--)
		if (p->captures[i - 1].size == PATTERN_OPEN) {
			p->captures[i - 1].size = (ptrdiff_t)(s - p->captures[i - 1].start);
			ptrdiff_t found = match(p, s, at);
			if (found == NO_MATCH)
				p->captures[i - 1].size = PATTERN_OPEN;
			return found;
		}
	return fail(p, "invalid pattern capture");
}

/* The text that capture DIGIT found, again. */
static ptrdiff_t match_again(struct pattern *p, size_t s, char digit)
{
	size_t number = (size_t)(digit - '1');
	if (digit < '1' || number >= p->count || p->captures[number].size == PATTERN_OPEN)
		return fail(p, "invalid capture index");
	if (p->captures[number].size < 0)
		return fail(p, "a position capture cannot be matched again");
	struct str again = str_slice(p->text, p->captures[number].start, p->captures[number].start + (size_t)p->captures[number].size);
	for (size_t i = 0; i < again.size; i += 64)
		count(p);
	if (!str_starts(str_slice(p->text, s, p->text.size), again))
		return NO_MATCH;
	return (ptrdiff_t)(s + again.size);
}

/* Between something that is not in the set at AT and something that is. */
static bool at_frontier(struct pattern *p, size_t s, size_t at, size_t end)
{
	unsigned char before = s == 0 ? 0 : (unsigned char)p->text.data[s - 1];
	unsigned char here = s < p->text.size ? (unsigned char)p->text.data[s] : 0;
	return !in_set(p, before, at, end) && in_set(p, here, at, end);
}

/* The rest of the pattern from AT at S; behind the match, or NO_MATCH. */
static ptrdiff_t match_here(struct pattern *p, size_t s, size_t at)
{
	for (;;) {
		count(p);
		if (at >= p->pattern.size)
			return (ptrdiff_t)s;
		char first = p->pattern.data[at], second = at + 1 < p->pattern.size ? p->pattern.data[at + 1] : '\0';
		if (first == '(')
			return second == ')' ? open_capture(p, s, at + 2, PATTERN_POSITION) : open_capture(p, s, at + 1, PATTERN_OPEN);
		if (first == ')')
			return close_capture(p, s, at + 1);
		if (first == '$' && at + 1 == p->pattern.size)
			return s == p->text.size ? (ptrdiff_t)s : NO_MATCH;
		if (first == '%' && second == 'b') {
			ptrdiff_t behind = match_balance(p, s, at + 2);
			if (behind == NO_MATCH)
				return NO_MATCH;
			s = (size_t)behind;
			at += 4;
			continue;
		}
		if (first == '%' && second == 'f') {
			if (at + 2 >= p->pattern.size || p->pattern.data[at + 2] != '[')
				return fail(p, "missing '[' after '%f' in pattern");
			size_t end = item_end(p, at + 2);
			if (!end || !at_frontier(p, s, at + 2, end))
				return NO_MATCH;
			at = end;
			continue;
		}
		if (first == '%' && second >= '0' && second <= '9') {
			ptrdiff_t behind = match_again(p, s, second);
			if (behind == NO_MATCH)
				return NO_MATCH;
			s = (size_t)behind;
			at += 2;
			continue;
		}
		size_t end = item_end(p, at);
		if (!end)
			return NO_MATCH;
		char suffix = end < p->pattern.size ? p->pattern.data[end] : '\0';
		bool one = matches_one(p, s, at, end);
		switch (suffix) {
		case '?': {
			ptrdiff_t found = one ? match(p, s + 1, end + 1) : NO_MATCH;
			if (found != NO_MATCH || p->error)
				return found;
			at = end + 1;
			continue;
		}
		case '+':
			return one ? match_most(p, s + 1, at, end) : NO_MATCH;
		case '*':
			return match_most(p, s, at, end);
		case '-':
			return match_least(p, s, at, end);
		default:
			if (!one)
				return NO_MATCH;
			s++;
			at = end;
		}
	}
}

static ptrdiff_t match(struct pattern *p, size_t s, size_t at)
{
	if (p->depth >= PATTERN_DEPTH)
		return fail(p, "pattern too complex");
	p->depth++;
	ptrdiff_t found = match_here(p, s, at);
	p->depth--;
	return found;
}

bool pattern_match(struct pattern *pattern, size_t start, size_t *end)
{
	pattern->count = 0;
	pattern->depth = 0;
	pattern->error = NULL;
	ptrdiff_t found = match(pattern, start, 0);
	if (found == NO_MATCH)
		return false;
	for (size_t i = 0; i < pattern->count; i++)
		if (pattern->captures[i].size == PATTERN_OPEN)
			return fail(pattern, "unfinished capture"), false;
	*end = (size_t)found;
	return true;
}

bool pattern_is_plain(struct str text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] && strchr("^$*+?.([%-", text.data[i]))
			return false;
	return true;
}
