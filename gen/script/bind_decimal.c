/* Decimals in Lua: exact, comparable, and never mixed with floats. */
#include "script/state.h"

#include <string.h>

#define TYPE "playbook.decimal"

/* Lua aligns userdata to 8 bytes, an int128 wants 16: decimals are copied in and out. */
struct boxed {
	unsigned char bytes[sizeof(struct decimal)];
};

void bind_decimal_push(lua_State *L, struct decimal decimal)
{
	struct boxed *boxed = lua_newuserdatauv(L, sizeof *boxed, 0);
	memcpy(boxed->bytes, &decimal, sizeof decimal);
	luaL_setmetatable(L, TYPE);
}

bool bind_decimal_get(lua_State *L, int index, struct decimal *decimal)
{
	const struct boxed *boxed = luaL_testudata(L, index, TYPE);
	if (boxed)
		memcpy(decimal, boxed->bytes, sizeof *decimal);
	return boxed != NULL;
}

static struct decimal check(lua_State *L, int index)
{
	struct decimal decimal;
	if (bind_decimal_get(L, index, &decimal))
		return decimal;
	if (lua_isinteger(L, index))
		return decimal_from_integer(lua_tointeger(L, index));
	if (lua_type(L, index) == LUA_TNUMBER)
		luaL_argerror(L, index, "a decimal cannot be mixed with a float; write decimal \"0.5\"");
	luaL_typeerror(L, index, "decimal");
	return decimal_from_integer(0);
}

static int l_new(lua_State *L)
{
	struct decimal decimal;
	const char *why;
	struct str text;
	if (lua_type(L, 2) != LUA_TSTRING) {
		bind_decimal_push(L, check(L, 2));
		return 1;
	}
	text.data = lua_tolstring(L, 2, &text.size);
	if (!decimal_parse(&decimal, text, &why))
		return luaL_error(L, "'%s' is no decimal: %s", text.data, why);
	bind_decimal_push(L, decimal);
	return 1;
}

static int result(lua_State *L, bool fits, struct decimal decimal)
{
	if (!fits)
		return luaL_error(L, "the result does not fit into a decimal");
	bind_decimal_push(L, decimal);
	return 1;
}

static int l_add(lua_State *L)
{
	struct decimal sum = { 0 };
	bool fits = decimal_add(&sum, check(L, 1), check(L, 2));
	return result(L, fits, sum);
}

static int l_subtract(lua_State *L)
{
	struct decimal difference = { 0 };
	bool fits = decimal_subtract(&difference, check(L, 1), check(L, 2));
	return result(L, fits, difference);
}

static int l_multiply(lua_State *L)
{
	struct decimal product = { 0 };
	bool fits = decimal_multiply(&product, check(L, 1), check(L, 2));
	return result(L, fits, product);
}

static int l_negate(lua_State *L)
{
	struct decimal negative = { 0 };
	bool fits = decimal_subtract(&negative, decimal_from_integer(0), check(L, 1));
	return result(L, fits, negative);
}

static int l_equal(lua_State *L)
{
	lua_pushboolean(L, decimal_compare(check(L, 1), check(L, 2)) == 0);
	return 1;
}

static int l_less(lua_State *L)
{
	lua_pushboolean(L, decimal_compare(check(L, 1), check(L, 2)) < 0);
	return 1;
}

static int l_not_more(lua_State *L)
{
	lua_pushboolean(L, decimal_compare(check(L, 1), check(L, 2)) <= 0);
	return 1;
}

static int push_text(lua_State *L, struct decimal decimal, bool grouped)
{
	struct buf text = { 0 };
	if (grouped)
		decimal_format_grouped(&text, decimal);
	else
		decimal_format(&text, decimal);
	struct str kept = arena_str(&script_of(L)->arena, buf_str(&text));
	buf_clear(&text);
	lua_pushlstring(L, kept.data, kept.size);
	return 1;
}

static int l_tostring(lua_State *L)
{
	return push_text(L, check(L, 1), false);
}

static int l_grouped(lua_State *L)
{
	return push_text(L, check(L, 1), true);
}

static int l_concat(lua_State *L)
{
	script_tostring(L, 1, NULL);
	script_tostring(L, 2, NULL);
	lua_concat(L, 2);
	return 1;
}

static enum rounding check_mode(lua_State *L, int index)
{
	enum rounding mode;
	const char *name = luaL_optstring(L, index, "half_up");
	if (!rounding_from_name(&mode, str_from(name)))
		luaL_argerror(L, index, "no rounding mode such as 'half_up'");
	return mode;
}

static int l_round(lua_State *L)
{
	struct decimal rounded = { 0 }, quantum;
	const char *why;
	if (!bind_decimal_get(L, 2, &quantum) && !decimal_parse(&quantum, str_from(luaL_checkstring(L, 2)), &why))
		return luaL_argerror(L, 2, why);
	if (decimal_sign(quantum) <= 0)
		return luaL_argerror(L, 2, "a quantum above zero is wanted");
	return result(L, decimal_round(&rounded, check(L, 1), quantum, check_mode(L, 3)), rounded);
}

static int l_sign(lua_State *L)
{
	lua_pushinteger(L, decimal_sign(check(L, 1)));
	return 1;
}

static int l_is_zero(lua_State *L)
{
	lua_pushboolean(L, decimal_sign(check(L, 1)) == 0);
	return 1;
}

static unsigned check_digits(lua_State *L, int index)
{
	lua_Integer digits = luaL_checkinteger(L, index);
	luaL_argcheck(L, digits >= 0 && digits <= DECIMAL_SCALE_LIMIT, index, "too many digits");
	return (unsigned)digits;
}

static int l_divide(lua_State *L)
{
	struct decimal quotient = { 0 }, divisor = check(L, 2);
	luaL_argcheck(L, decimal_sign(divisor) != 0, 2, "division by zero");
	return result(L, decimal_divide(&quotient, check(L, 1), divisor, check_digits(L, 3), check_mode(L, 4)), quotient);
}

/* percent(part, whole, digits): 100 × part ÷ whole, half up. */
static int l_percent(lua_State *L)
{
	struct decimal hundredfold = { 0 }, percent = { 0 }, whole = check(L, 2);
	luaL_argcheck(L, decimal_sign(whole) != 0, 2, "nothing is a part of zero");
	bool fits = decimal_multiply(&hundredfold, check(L, 1), decimal_from_integer(100)) &&
	            decimal_divide(&percent, hundredfold, whole, check_digits(L, 3), ROUND_HALF_UP);
	return result(L, fits, percent);
}

/* is(value): whether it is a decimal, for records where a number may stand for a map with more to say. */
static int l_is(lua_State *L)
{
	struct decimal decimal;
	luaL_checkany(L, 1);
	lua_pushboolean(L, bind_decimal_get(L, 1, &decimal));
	return 1;
}

static int l_write(lua_State *L)
{
	return luaL_error(L, "a decimal cannot be changed");
}

/* Upvalue: the methods. */
static int l_index(lua_State *L)
{
	lua_pushvalue(L, 2);
	if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL)
		return luaL_error(L, "a decimal has no '%s'", script_tostring(L, 2, NULL));
	return 1;
}

void bind_decimal_open(lua_State *L)
{
	static const luaL_Reg META[] = {
		{ "__add", l_add }, { "__sub", l_subtract }, { "__mul", l_multiply }, { "__unm", l_negate }, { "__eq", l_equal },
		{ "__lt", l_less }, { "__le", l_not_more }, { "__tostring", l_tostring }, { "__concat", l_concat },
		{ "__newindex", l_write }, { NULL, NULL },
	};
	static const luaL_Reg METHODS[] = {
		{ "grouped", l_grouped }, { "round", l_round }, { "sign", l_sign }, { "is_zero", l_is_zero }, { NULL, NULL },
	};
	luaL_newmetatable(L, TYPE);         /* meta */
	luaL_setfuncs(L, META, 0);
	luaL_newlib(L, METHODS);            /* meta methods */
	lua_pushcclosure(L, l_index, 1);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);                      /* */
}

/* decimal "20.00", decimal.divide(…): a locked table that can be called. */
void bind_decimal_push_library(lua_State *L)
{
	static const luaL_Reg FUNCTIONS[] = { { "divide", l_divide }, { "percent", l_percent }, { "is", l_is }, { NULL, NULL } };
	lua_newtable(L);                    /* library */
	lua_newtable(L);                    /* library meta */
	luaL_newlib(L, FUNCTIONS);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, l_new);
	lua_setfield(L, -2, "__call");
	lua_pushcfunction(L, l_write);
	lua_setfield(L, -2, "__newindex");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);            /* library */
}
