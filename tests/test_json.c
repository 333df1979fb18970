/*
 * json: RFC 8259 to the letter.
 *
 * SUITE holds the cases of the public JSONTestSuite (test_parsing, by Nicolas Seriot, as of November 2024) under their
 * names: y_ is to be accepted, n_ refused, i_ is left to the parser.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/json.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define B(bytes) { bytes, sizeof(bytes) - 1 }

static const struct suite_case {
	const char *name;
	bool accepted;
	struct str bytes;
} SUITE[] = {
	{ "i_number_double_huge_neg_exp", true, B("[123.456e-789]") },
	{ "i_number_huge_exp", true,
	  B("[0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999969999999006]") },
	{ "i_number_neg_int_huge_exp", true, B("[-1e+9999]") },
	{ "i_number_pos_double_huge_exp", true, B("[1.5e+9999]") },
	{ "i_number_real_neg_overflow", true, B("[-123123e100000]") },
	{ "i_number_real_pos_overflow", true, B("[123123e100000]") },
	{ "i_number_real_underflow", true, B("[123e-10000000]") },
	{ "i_number_too_big_neg_int", true, B("[-123123123123123123123123123123]") },
	{ "i_number_too_big_pos_int", true, B("[100000000000000000000]") },
	{ "i_number_very_big_negative_int", true, B("[-237462374673276894279832749832423479823246327846]") },
	{ "i_object_key_lone_2nd_surrogate", false, B("{\"\\uDFAA\":0}") },
	{ "i_string_1st_surrogate_but_2nd_missing", false, B("[\"\\uDADA\"]") },
	{ "i_string_1st_valid_surrogate_2nd_invalid", false, B("[\"\\uD888\\u1234\"]") },
	{ "i_string_UTF-16LE_with_BOM", false, B("\377\376[\000\"\000\351\000\"\000]\000") },
	{ "i_string_UTF-8_invalid_sequence", false, B("[\"\346\227\245\321\210\372\"]") },
	{ "i_string_UTF8_surrogate_U+D800", false, B("[\"\355\240\200\"]") },
	{ "i_string_incomplete_surrogate_and_escape_valid", false, B("[\"\\uD800\\n\"]") },
	{ "i_string_incomplete_surrogate_pair", false, B("[\"\\uDd1ea\"]") },
	{ "i_string_incomplete_surrogates_escape_valid", false, B("[\"\\uD800\\uD800\\n\"]") },
	{ "i_string_invalid_lonely_surrogate", false, B("[\"\\ud800\"]") },
	{ "i_string_invalid_surrogate", false, B("[\"\\ud800abc\"]") },
	{ "i_string_invalid_utf-8", false, B("[\"\377\"]") },
	{ "i_string_inverted_surrogates_U+1D11E", false, B("[\"\\uDd1e\\uD834\"]") },
	{ "i_string_iso_latin_1", false, B("[\"\351\"]") },
	{ "i_string_lone_second_surrogate", false, B("[\"\\uDFAA\"]") },
	{ "i_string_lone_utf8_continuation_byte", false, B("[\"\201\"]") },
	{ "i_string_not_in_unicode_range", false, B("[\"\364\277\277\277\"]") },
	{ "i_string_overlong_sequence_2_bytes", false, B("[\"\300\257\"]") },
	{ "i_string_overlong_sequence_6_bytes", false, B("[\"\374\203\277\277\277\277\"]") },
	{ "i_string_overlong_sequence_6_bytes_null", false, B("[\"\374\200\200\200\200\200\"]") },
	{ "i_string_truncated-utf-8", false, B("[\"\340\377\"]") },
	{ "i_string_utf16BE_no_BOM", false, B("\000[\000\"\000\351\000\"\000]") },
	{ "i_string_utf16LE_no_BOM", false, B("[\000\"\000\351\000\"\000]\000") },
	{ "i_structure_UTF-8_BOM_empty_object", false, B("\357\273\277{}") },
	{ "n_array_1_true_without_comma", false, B("[1 true]") },
	{ "n_array_a_invalid_utf8", false, B("[a\345]") },
	{ "n_array_colon_instead_of_comma", false, B("[\"\": 1]") },
	{ "n_array_comma_after_close", false, B("[\"\"],") },
	{ "n_array_comma_and_number", false, B("[,1]") },
	{ "n_array_double_comma", false, B("[1,,2]") },
	{ "n_array_double_extra_comma", false, B("[\"x\",,]") },
	{ "n_array_extra_close", false, B("[\"x\"]]") },
	{ "n_array_extra_comma", false, B("[\"\",]") },
	{ "n_array_incomplete", false, B("[\"x\"") },
	{ "n_array_incomplete_invalid_value", false, B("[x") },
	{ "n_array_inner_array_no_comma", false, B("[3[4]]") },
	{ "n_array_invalid_utf8", false, B("[\377]") },
	{ "n_array_items_separated_by_semicolon", false, B("[1:2]") },
	{ "n_array_just_comma", false, B("[,]") },
	{ "n_array_just_minus", false, B("[-]") },
	{ "n_array_missing_value", false, B("[   , \"\"]") },
	{ "n_array_newlines_unclosed", false, B("[\"a\",\n4\n,1,") },
	{ "n_array_number_and_comma", false, B("[1,]") },
	{ "n_array_number_and_several_commas", false, B("[1,,]") },
	{ "n_array_spaces_vertical_tab_formfeed", false, B("[\"\013a\"\\f]") },
	{ "n_array_star_inside", false, B("[*]") },
	{ "n_array_unclosed", false, B("[\"\"") },
	{ "n_array_unclosed_trailing_comma", false, B("[1,") },
	{ "n_array_unclosed_with_new_lines", false, B("[1,\n1\n,1") },
	{ "n_array_unclosed_with_object_inside", false, B("[{}") },
	{ "n_incomplete_false", false, B("[fals]") },
	{ "n_incomplete_null", false, B("[nul]") },
	{ "n_incomplete_true", false, B("[tru]") },
	{ "n_multidigit_number_then_00", false, B("123\000") },
	{ "n_number_++", false, B("[++1234]") },
	{ "n_number_+1", false, B("[+1]") },
	{ "n_number_+Inf", false, B("[+Inf]") },
	{ "n_number_-01", false, B("[-01]") },
	{ "n_number_-1.0.", false, B("[-1.0.]") },
	{ "n_number_-2.", false, B("[-2.]") },
	{ "n_number_-NaN", false, B("[-NaN]") },
	{ "n_number_.-1", false, B("[.-1]") },
	{ "n_number_.2e-3", false, B("[.2e-3]") },
	{ "n_number_0.1.2", false, B("[0.1.2]") },
	{ "n_number_0.3e", false, B("[0.3e]") },
	{ "n_number_0.3e+", false, B("[0.3e+]") },
	{ "n_number_0.e1", false, B("[0.e1]") },
	{ "n_number_0_capital_E", false, B("[0E]") },
	{ "n_number_0_capital_E+", false, B("[0E+]") },
	{ "n_number_0e", false, B("[0e]") },
	{ "n_number_0e+", false, B("[0e+]") },
	{ "n_number_1.0e", false, B("[1.0e]") },
	{ "n_number_1.0e+", false, B("[1.0e+]") },
	{ "n_number_1.0e-", false, B("[1.0e-]") },
	{ "n_number_1_000", false, B("[1 000.0]") },
	{ "n_number_1eE2", false, B("[1eE2]") },
	{ "n_number_2.e+3", false, B("[2.e+3]") },
	{ "n_number_2.e-3", false, B("[2.e-3]") },
	{ "n_number_2.e3", false, B("[2.e3]") },
	{ "n_number_9.e+", false, B("[9.e+]") },
	{ "n_number_Inf", false, B("[Inf]") },
	{ "n_number_NaN", false, B("[NaN]") },
	{ "n_number_U+FF11_fullwidth_digit_one", false, B("[\357\274\221]") },
	{ "n_number_expression", false, B("[1+2]") },
	{ "n_number_hex_1_digit", false, B("[0x1]") },
	{ "n_number_hex_2_digits", false, B("[0x42]") },
	{ "n_number_infinity", false, B("[Infinity]") },
	{ "n_number_invalid+-", false, B("[0e+-1]") },
	{ "n_number_invalid-negative-real", false, B("[-123.123foo]") },
	{ "n_number_invalid-utf-8-in-bigger-int", false, B("[123\345]") },
	{ "n_number_invalid-utf-8-in-exponent", false, B("[1e1\345]") },
	{ "n_number_invalid-utf-8-in-int", false, B("[0\345]\n") },
	{ "n_number_minus_infinity", false, B("[-Infinity]") },
	{ "n_number_minus_sign_with_trailing_garbage", false, B("[-foo]") },
	{ "n_number_minus_space_1", false, B("[- 1]") },
	{ "n_number_neg_int_starting_with_zero", false, B("[-012]") },
	{ "n_number_neg_real_without_int_part", false, B("[-.123]") },
	{ "n_number_neg_with_garbage_at_end", false, B("[-1x]") },
	{ "n_number_real_garbage_after_e", false, B("[1ea]") },
	{ "n_number_real_with_invalid_utf8_after_e", false, B("[1e\345]") },
	{ "n_number_real_without_fractional_part", false, B("[1.]") },
	{ "n_number_starting_with_dot", false, B("[.123]") },
	{ "n_number_with_alpha", false, B("[1.2a-3]") },
	{ "n_number_with_alpha_char", false, B("[1.8011670033376514H-308]") },
	{ "n_number_with_leading_zero", false, B("[012]") },
	{ "n_object_bad_value", false, B("[\"x\", truth]") },
	{ "n_object_bracket_key", false, B("{[: \"x\"}\n") },
	{ "n_object_comma_instead_of_colon", false, B("{\"x\", null}") },
	{ "n_object_double_colon", false, B("{\"x\"::\"b\"}") },
	{ "n_object_emoji", false, B("{\360\237\207\250\360\237\207\255}") },
	{ "n_object_garbage_at_end", false, B("{\"a\":\"a\" 123}") },
	{ "n_object_key_with_single_quotes", false, B("{key: 'value'}") },
	{ "n_object_lone_continuation_byte_in_key_and_trailing_comma", false, B("{\"\271\":\"0\",}") },
	{ "n_object_missing_colon", false, B("{\"a\" b}") },
	{ "n_object_missing_key", false, B("{:\"b\"}") },
	{ "n_object_missing_semicolon", false, B("{\"a\" \"b\"}") },
	{ "n_object_missing_value", false, B("{\"a\":") },
	{ "n_object_no-colon", false, B("{\"a\"") },
	{ "n_object_non_string_key", false, B("{1:1}") },
	{ "n_object_non_string_key_but_huge_number_instead", false, B("{9999E9999:1}") },
	{ "n_object_repeated_null_null", false, B("{null:null,null:null}") },
	{ "n_object_several_trailing_commas", false, B("{\"id\":0,,,,,}") },
	{ "n_object_single_quote", false, B("{'a':0}") },
	{ "n_object_trailing_comma", false, B("{\"id\":0,}") },
	{ "n_object_trailing_comment", false, B("{\"a\":\"b\"}/**/") },
	{ "n_object_trailing_comment_open", false, B("{\"a\":\"b\"}/**//") },
	{ "n_object_trailing_comment_slash_open", false, B("{\"a\":\"b\"}//") },
	{ "n_object_trailing_comment_slash_open_incomplete", false, B("{\"a\":\"b\"}/") },
	{ "n_object_two_commas_in_a_row", false, B("{\"a\":\"b\",,\"c\":\"d\"}") },
	{ "n_object_unquoted_key", false, B("{a: \"b\"}") },
	{ "n_object_unterminated-value", false, B("{\"a\":\"a") },
	{ "n_object_with_single_string", false, B("{ \"foo\" : \"bar\", \"a\" }") },
	{ "n_object_with_trailing_garbage", false, B("{\"a\":\"b\"}#") },
	{ "n_single_space", false, B(" ") },
	{ "n_string_1_surrogate_then_escape", false, B("[\"\\uD800\\\"]") },
	{ "n_string_1_surrogate_then_escape_u", false, B("[\"\\uD800\\u\"]") },
	{ "n_string_1_surrogate_then_escape_u1", false, B("[\"\\uD800\\u1\"]") },
	{ "n_string_1_surrogate_then_escape_u1x", false, B("[\"\\uD800\\u1x\"]") },
	{ "n_string_accentuated_char_no_quotes", false, B("[\303\251]") },
	{ "n_string_backslash_00", false, B("[\"\\\000\"]") },
	{ "n_string_escape_x", false, B("[\"\\x00\"]") },
	{ "n_string_escaped_backslash_bad", false, B("[\"\\\\\\\"]") },
	{ "n_string_escaped_ctrl_char_tab", false, B("[\"\\\t\"]") },
	{ "n_string_escaped_emoji", false, B("[\"\\\360\237\214\200\"]") },
	{ "n_string_incomplete_escape", false, B("[\"\\\"]") },
	{ "n_string_incomplete_escaped_character", false, B("[\"\\u00A\"]") },
	{ "n_string_incomplete_surrogate", false, B("[\"\\uD834\\uDd\"]") },
	{ "n_string_incomplete_surrogate_escape_invalid", false, B("[\"\\uD800\\uD800\\x\"]") },
	{ "n_string_invalid-utf-8-in-escape", false, B("[\"\\u\345\"]") },
	{ "n_string_invalid_backslash_esc", false, B("[\"\\a\"]") },
	{ "n_string_invalid_unicode_escape", false, B("[\"\\uqqqq\"]") },
	{ "n_string_invalid_utf8_after_escape", false, B("[\"\\\345\"]") },
	{ "n_string_leading_uescaped_thinspace", false, B("[\\u0020\"asd\"]") },
	{ "n_string_no_quotes_with_bad_escape", false, B("[\\n]") },
	{ "n_string_single_doublequote", false, B("\"") },
	{ "n_string_single_quote", false, B("['single quote']") },
	{ "n_string_single_string_no_double_quotes", false, B("abc") },
	{ "n_string_start_escape_unclosed", false, B("[\"\\") },
	{ "n_string_unescaped_ctrl_char", false, B("[\"a\000a\"]") },
	{ "n_string_unescaped_newline", false, B("[\"new\nline\"]") },
	{ "n_string_unescaped_tab", false, B("[\"\t\"]") },
	{ "n_string_unicode_CapitalU", false, B("\"\\UA66D\"") },
	{ "n_string_with_trailing_garbage", false, B("\"\"x") },
	{ "n_structure_U+2060_word_joined", false, B("[\342\201\240]") },
	{ "n_structure_UTF8_BOM_no_data", false, B("\357\273\277") },
	{ "n_structure_angle_bracket_.", false, B("<.>") },
	{ "n_structure_angle_bracket_null", false, B("[<null>]") },
	{ "n_structure_array_trailing_garbage", false, B("[1]x") },
	{ "n_structure_array_with_extra_array_close", false, B("[1]]") },
	{ "n_structure_array_with_unclosed_string", false, B("[\"asd]") },
	{ "n_structure_ascii-unicode-identifier", false, B("a\303\245") },
	{ "n_structure_capitalized_True", false, B("[True]") },
	{ "n_structure_close_unopened_array", false, B("1]") },
	{ "n_structure_comma_instead_of_closing_brace", false, B("{\"x\": true,") },
	{ "n_structure_double_array", false, B("[][]") },
	{ "n_structure_end_array", false, B("]") },
	{ "n_structure_incomplete_UTF8_BOM", false, B("\357\273{}") },
	{ "n_structure_lone-invalid-utf-8", false, B("\345") },
	{ "n_structure_lone-open-bracket", false, B("[") },
	{ "n_structure_no_data", false, B("") },
	{ "n_structure_null-byte-outside-string", false, B("[\000]") },
	{ "n_structure_number_with_trailing_garbage", false, B("2@") },
	{ "n_structure_object_followed_by_closing_object", false, B("{}}") },
	{ "n_structure_object_unclosed_no_value", false, B("{\"\":") },
	{ "n_structure_object_with_comment", false, B("{\"a\":/*comment*/\"b\"}") },
	{ "n_structure_object_with_trailing_garbage", false, B("{\"a\": true} \"x\"") },
	{ "n_structure_open_array_apostrophe", false, B("['") },
	{ "n_structure_open_array_comma", false, B("[,") },
	{ "n_structure_open_array_open_object", false, B("[{") },
	{ "n_structure_open_array_open_string", false, B("[\"a") },
	{ "n_structure_open_array_string", false, B("[\"a\"") },
	{ "n_structure_open_object", false, B("{") },
	{ "n_structure_open_object_close_array", false, B("{]") },
	{ "n_structure_open_object_comma", false, B("{,") },
	{ "n_structure_open_object_open_array", false, B("{[") },
	{ "n_structure_open_object_open_string", false, B("{\"a") },
	{ "n_structure_open_object_string_with_apostrophes", false, B("{'a'") },
	{ "n_structure_open_open", false, B("[\"\\{[\"\\{[\"\\{[\"\\{") },
	{ "n_structure_single_eacute", false, B("\351") },
	{ "n_structure_single_star", false, B("*") },
	{ "n_structure_trailing_#", false, B("{\"a\":\"b\"}#{}") },
	{ "n_structure_uescaped_LF_before_string", false, B("[\\u000A\"\"]") },
	{ "n_structure_unclosed_array", false, B("[1") },
	{ "n_structure_unclosed_array_partial_null", false, B("[ false, nul") },
	{ "n_structure_unclosed_array_unfinished_false", false, B("[ true, fals") },
	{ "n_structure_unclosed_array_unfinished_true", false, B("[ false, tru") },
	{ "n_structure_unclosed_object", false, B("{\"asd\":\"asd\"") },
	{ "n_structure_unicode-identifier", false, B("\303\245") },
	{ "n_structure_whitespace_U+2060_word_joiner", false, B("[\342\201\240]") },
	{ "n_structure_whitespace_formfeed", false, B("[\014]") },
	{ "y_array_arraysWithSpaces", true, B("[[]   ]") },
	{ "y_array_empty", true, B("[]") },
	{ "y_array_empty-string", true, B("[\"\"]") },
	{ "y_array_ending_with_newline", true, B("[\"a\"]") },
	{ "y_array_false", true, B("[false]") },
	{ "y_array_heterogeneous", true, B("[null, 1, \"1\", {}]") },
	{ "y_array_null", true, B("[null]") },
	{ "y_array_with_1_and_newline", true, B("[1\n]") },
	{ "y_array_with_leading_space", true, B(" [1]") },
	{ "y_array_with_several_null", true, B("[1,null,null,null,2]") },
	{ "y_array_with_trailing_space", true, B("[2] ") },
	{ "y_number", true, B("[123e65]") },
	{ "y_number_0e+1", true, B("[0e+1]") },
	{ "y_number_0e1", true, B("[0e1]") },
	{ "y_number_after_space", true, B("[ 4]") },
	{ "y_number_double_close_to_zero", true,
	  B("[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]\n") },
	{ "y_number_int_with_exp", true, B("[20e1]") },
	{ "y_number_minus_zero", true, B("[-0]") },
	{ "y_number_negative_int", true, B("[-123]") },
	{ "y_number_negative_one", true, B("[-1]") },
	{ "y_number_negative_zero", true, B("[-0]") },
	{ "y_number_real_capital_e", true, B("[1E22]") },
	{ "y_number_real_capital_e_neg_exp", true, B("[1E-2]") },
	{ "y_number_real_capital_e_pos_exp", true, B("[1E+2]") },
	{ "y_number_real_exponent", true, B("[123e45]") },
	{ "y_number_real_fraction_exponent", true, B("[123.456e78]") },
	{ "y_number_real_neg_exp", true, B("[1e-2]") },
	{ "y_number_real_pos_exponent", true, B("[1e+2]") },
	{ "y_number_simple_int", true, B("[123]") },
	{ "y_number_simple_real", true, B("[123.456789]") },
	{ "y_object", true, B("{\"asd\":\"sdf\", \"dfg\":\"fgh\"}") },
	{ "y_object_basic", true, B("{\"asd\":\"sdf\"}") },
	{ "y_object_duplicated_key", false, B("{\"a\":\"b\",\"a\":\"c\"}") },
	{ "y_object_duplicated_key_and_value", false, B("{\"a\":\"b\",\"a\":\"b\"}") },
	{ "y_object_empty", true, B("{}") },
	{ "y_object_empty_key", true, B("{\"\":0}") },
	{ "y_object_escaped_null_in_key", true, B("{\"foo\\u0000bar\": 42}") },
	{ "y_object_extreme_numbers", true, B("{ \"min\": -1.0e+28, \"max\": 1.0e+28 }") },
	{ "y_object_long_strings", true,
	  B("{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}], \"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}") },
	{ "y_object_simple", true, B("{\"a\":[]}") },
	{ "y_object_string_unicode", true,
	  B("{\"title\":\"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430 \\u0417\\u0435\\u043c\\u043b\\u0435\\u043a\\u043e\\u043f\\u0430\" }") },
	{ "y_object_with_newlines", true, B("{\n\"a\": \"b\"\n}") },
	{ "y_string_1_2_3_bytes_UTF-8_sequences", true, B("[\"\\u0060\\u012a\\u12AB\"]") },
	{ "y_string_accepted_surrogate_pair", true, B("[\"\\uD801\\udc37\"]") },
	{ "y_string_accepted_surrogate_pairs", true, B("[\"\\ud83d\\ude39\\ud83d\\udc8d\"]") },
	{ "y_string_allowed_escapes", true, B("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]") },
	{ "y_string_backslash_and_u_escaped_zero", true, B("[\"\\\\u0000\"]") },
	{ "y_string_backslash_doublequotes", true, B("[\"\\\"\"]") },
	{ "y_string_comments", true, B("[\"a/*b*/c/*d//e\"]") },
	{ "y_string_double_escape_a", true, B("[\"\\\\a\"]") },
	{ "y_string_double_escape_n", true, B("[\"\\\\n\"]") },
	{ "y_string_escaped_control_character", true, B("[\"\\u0012\"]") },
	{ "y_string_escaped_noncharacter", true, B("[\"\\uFFFF\"]") },
	{ "y_string_in_array", true, B("[\"asd\"]") },
	{ "y_string_in_array_with_leading_space", true, B("[ \"asd\"]") },
	{ "y_string_last_surrogates_1_and_2", true, B("[\"\\uDBFF\\uDFFF\"]") },
	{ "y_string_nbsp_uescaped", true, B("[\"new\\u00A0line\"]") },
	{ "y_string_nonCharacterInUTF-8_U+10FFFF", true, B("[\"\364\217\277\277\"]") },
	{ "y_string_nonCharacterInUTF-8_U+FFFF", true, B("[\"\357\277\277\"]") },
	{ "y_string_null_escape", true, B("[\"\\u0000\"]") },
	{ "y_string_one-byte-utf-8", true, B("[\"\\u002c\"]") },
	{ "y_string_pi", true, B("[\"\317\200\"]") },
	{ "y_string_reservedCharacterInUTF-8_U+1BFFF", true, B("[\"\360\233\277\277\"]") },
	{ "y_string_simple_ascii", true, B("[\"asd \"]") },
	{ "y_string_space", true, B("\" \"") },
	{ "y_string_surrogates_U+1D11E_MUSICAL_SYMBOL_G_CLEF", true, B("[\"\\uD834\\uDd1e\"]") },
	{ "y_string_three-byte-utf-8", true, B("[\"\\u0821\"]") },
	{ "y_string_two-byte-utf-8", true, B("[\"\\u0123\"]") },
	{ "y_string_u+2028_line_sep", true, B("[\"\342\200\250\"]") },
	{ "y_string_u+2029_par_sep", true, B("[\"\342\200\251\"]") },
	{ "y_string_uEscape", true, B("[\"\\u0061\\u30af\\u30EA\\u30b9\"]") },
	{ "y_string_uescaped_newline", true, B("[\"new\\u000Aline\"]") },
	{ "y_string_unescaped_char_delete", true, B("[\"\177\"]") },
	{ "y_string_unicode", true, B("[\"\\uA66D\"]") },
	{ "y_string_unicodeEscapedBackslash", true, B("[\"\\u005C\"]") },
	{ "y_string_unicode_2", true, B("[\"\342\215\202\343\210\264\342\215\202\"]") },
	{ "y_string_unicode_U+10FFFE_nonchar", true, B("[\"\\uDBFF\\uDFFE\"]") },
	{ "y_string_unicode_U+1FFFE_nonchar", true, B("[\"\\uD83F\\uDFFE\"]") },
	{ "y_string_unicode_U+200B_ZERO_WIDTH_SPACE", true, B("[\"\\u200B\"]") },
	{ "y_string_unicode_U+2064_invisible_plus", true, B("[\"\\u2064\"]") },
	{ "y_string_unicode_U+FDD0_nonchar", true, B("[\"\\uFDD0\"]") },
	{ "y_string_unicode_U+FFFE_nonchar", true, B("[\"\\uFFFE\"]") },
	{ "y_string_unicode_escaped_double_quote", true, B("[\"\\u0022\"]") },
	{ "y_string_utf8", true, B("[\"\342\202\254\360\235\204\236\"]") },
	{ "y_string_with_del_character", true, B("[\"a\177a\"]") },
	{ "y_structure_lonely_false", true, B("false") },
	{ "y_structure_lonely_int", true, B("42") },
	{ "y_structure_lonely_negative_real", true, B("-0.1") },
	{ "y_structure_lonely_null", true, B("null") },
	{ "y_structure_lonely_string", true, B("\"asd\"") },
	{ "y_structure_lonely_true", true, B("true") },
	{ "y_structure_string_empty", true, B("\"\"") },
	{ "y_structure_trailing_newline", true, B("[\"a\"]\n") },
	{ "y_structure_true_in_array", true, B("[true]") },
	{ "y_structure_whitespace_array", true, B(" [] ") },
};

/* Where we differ from a y_ on purpose: a key given twice is a mistake of the author, not a matter of taste. */
static const char *const REFUSED_THOUGH_Y[] = { "y_object_duplicated_key", "y_object_duplicated_key_and_value" };

/* Cases made here instead of written out. */
static const struct large_case {
	const char *name, *repeated, *then;
	size_t times;
	bool accepted;
} LARGE[] = {
	{ "n_structure_100000_opening_arrays", "[", "", 100000, false },
	{ "n_structure_open_array_object", "[{\"\":", "\n", 50000, false },
	{ "i_structure_500_nested_arrays", "[", NULL, 500, true },  /* and as many closing ones */
};

struct fixture {
	struct arena arena;
	struct diags diags;
};

static int set_up(void **state)
{
	static struct fixture fixture;
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	arena_clear(&fixture->arena);
	diags_clear(&fixture->diags);
	return 0;
}

static struct value *parse(struct fixture *fixture, struct str text)
{
	return json_parse(&fixture->arena, text, "a.json", 1, &fixture->diags);
}

/* The verdict, and whether an error with a place says so exactly when the text was refused. */
static bool accepts(struct fixture *fixture, const char *name, struct str text)
{
	diags_clear(&fixture->diags);
	bool accepted = parse(fixture, text) != NULL;
	if (accepted != (fixture->diags.errors == 0))
		fail_msg("%s: verdict and errors differ", name);
	for (size_t i = 0; i < fixture->diags.count; i++)
		if (fixture->diags.items[i].place.line == 0 || fixture->diags.items[i].place.column == 0)
			fail_msg("%s: an error without a place", name);
	return accepted;
}

static bool is_exception(const char *name)
{
	for (size_t i = 0; i < COUNT(REFUSED_THOUGH_Y); i++)
		if (strcmp(name, REFUSED_THOUGH_Y[i]) == 0)
			return true;
	return false;
}

static void agrees_with_the_public_suite(void **state)
{
	size_t counts[128] = { 0 };
	for (size_t i = 0; i < COUNT(SUITE); i++) {
		const struct suite_case *given = &SUITE[i];
		counts[(int)given->name[0]]++;
		if (given->name[0] != 'i' && !is_exception(given->name))
			assert_int_equal(given->accepted, given->name[0] == 'y');
		/* a copy of the exact size, so that a sanitizer sees every byte read beyond it */
		char *copy = test_malloc(given->bytes.size);
		if (given->bytes.size)
			memcpy(copy, given->bytes.data, given->bytes.size);
		if (accepts(*state, given->name, (struct str){ copy, given->bytes.size }) != given->accepted)
			fail_msg("%s: %s", given->name, given->accepted ? "refused" : "accepted");
		test_free(copy);
	}
	for (size_t i = 0; i < COUNT(LARGE); i++) {
		struct buf text = { 0 };
		counts[(int)LARGE[i].name[0]]++;
		for (size_t j = 0; j < LARGE[i].times; j++)
			buf_add_text(&text, LARGE[i].repeated);
		for (size_t j = 0; j < LARGE[i].times && !LARGE[i].then; j++)
			buf_add_char(&text, ']');
		buf_add_text(&text, LARGE[i].then);
		if (accepts(*state, LARGE[i].name, buf_str(&text)) != LARGE[i].accepted)
			fail_msg("%s: %s", LARGE[i].name, LARGE[i].accepted ? "refused" : "accepted");
		buf_clear(&text);
	}
	assert_int_equal(counts['y'], 95);
	assert_int_equal(counts['n'], 188);
	assert_int_equal(counts['i'], 35);
}

static void every_value_knows_its_place(void **state)
{
	struct fixture *fixture = *state;
	static const struct { const char *path; enum value_kind kind; unsigned line, column; const char *text; } cases[] = {
		{ "", VALUE_MAP, 5, 2, NULL }, { "a", VALUE_LIST, 6, 9, NULL }, { "a.0", VALUE_NUMBER, 6, 10, "1.50" },
		{ "a.1", VALUE_TEXT, 6, 16, "\xE4\xB8\xAD\xE6\x96\x87" }, { "a.2", VALUE_NULL, 6, 22, NULL },
		{ "a.3", VALUE_BOOL, 7, 1, NULL }, { "b", VALUE_MAP, 8, 17, NULL }, { "b.c", VALUE_TEXT, 8, 22, "x\"\xF0\x9F\x98\x80\t" },
	};
	struct str text = STR("\r\n {\r\n  \"a\" : [1.50, \"\xE4\xB8\xAD\xE6\x96\x87\", null,\rtrue],\n\"\xE4\xB8\xAD\xE6\x96\x87\xE4\xB8\xAD\": 1, "
	                      "\"b\" : {\"c\":\"x\\\"\\uD83D\\uDE00\\t\"}}\n");
	struct value *root = json_parse(&fixture->arena, text, "a.json", 4, &fixture->diags);
	assert_non_null(root);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct value *value = value_find(root, str_from(cases[i].path));
		assert_non_null(value);
		assert_int_equal(value->kind, cases[i].kind);
		assert_int_equal(value->place.line, cases[i].line);
		assert_int_equal(value->place.column, cases[i].column);
		assert_string_equal(value->place.path, "a.json");
		if (cases[i].text)
			assert_true(str_equal(value->text, str_from(cases[i].text)));
	}
	assert_int_equal(root->pairs[1].place.line, 8);
	assert_int_equal(root->pairs[1].place.column, 1);
	assert_int_equal(root->pairs[2].place.column, 11);
}

static void numbers_keep_their_text_and_are_exact(void **state)
{
	static const struct { const char *text; bool exact; } cases[] = {
		{ "0", true }, { "-0", true }, { "20.00", true }, { "-1.5", true }, { "2500000000000000001", true },
		{ "0.1", true }, { "1e5", false }, { "1E+2", false }, { "1.0e-3", false },
		{ "100000000000000000000000000000000000000000000000000", false },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct value *value = parse(*state, str_from(cases[i].text));
		assert_non_null(value);
		assert_int_equal(value->kind, VALUE_NUMBER);
		assert_true(str_equal(value->text, str_from(cases[i].text)));
		assert_int_equal(value->exact, cases[i].exact);
	}
	const struct value *value = parse(*state, STR("-20.50"));
	assert_true(decimal_compare(value->decimal, (struct decimal){ -205, 1 }) == 0);
}

static void errors_say_where_and_what_to_try(void **state)
{
	struct fixture *fixture = *state;
	static const struct { const char *text; unsigned line, column; const char *message, *hint; } cases[] = {
		{ "", 1, 1, "expected a value, found the end", "" },
		{ "{\"a\": 1,\n\"a\": 2}", 2, 1, "the key 'a' is given twice", "it is already on line 1, column 2" },
		{ "[1, 2,]", 1, 7, "expected a value, found ']'", "remove the comma before it" },
		{ "{\"a\": 1,\n}", 2, 1, "expected a key, found '}'", "remove the comma before it" },
		{ "['a']", 1, 2, "expected a value, found '''", "put texts in double quotes" },
		{ "{a: 1}", 1, 2, "expected a key in double quotes, found 'a'", "" },
		{ "{\"a\" 1}", 1, 6, "expected ':' behind the key, found '1'", "" },
		{ "[1\n// no\n]", 2, 1, "expected ',' or ']', found '/'", "" },
		{ "# no", 1, 1, "expected a value, found '#'", "JSON has no comments" },
		{ "{ // no\n}", 1, 3, "expected a key in double quotes, found '/'", "JSON has no comments" },
		{ "{} {}", 1, 4, "expected the end, found '{'", "" },
		{ "{\"a\": \xE4\xB8\xAD}", 1, 7, "expected a value, found '\xE4\xB8\xAD'", "" },
		{ "\xEF\xBB\xBF{}", 1, 1, "expected a value, found a byte order mark", "" },
		{ "[\x01]", 1, 2, "expected a value, found a control character", "" },
		{ "[\xFF]", 1, 2, "expected a value, found a byte that is not UTF-8", "" },
		{ "[\"\xE4\xB8\xAD\xFF\"]", 1, 4, "a byte that is not UTF-8", "" },
		{ "[\"ab\n\"]", 1, 2, "the text has no closing '\"' on its line", "write a line break inside a text as '\\n'" },
		{ "[\"ab", 1, 2, "the text has no closing '\"' on its line", "write a line break inside a text as '\\n'" },
		{ "[\"a\tb\"]", 1, 4, "a control character inside a text", "write a tab as '\\t'" },
		{ "[\"a\x1F\"]", 1, 4, "a control character inside a text", "write it as '\\u001f'" },
		{ "[\"\\'\"]", 1, 3, "a backslash and ''' are no escape of JSON", "a single quote needs no backslash" },
		{ "[\"C:\\dir\"]", 1, 5, "a backslash and 'd' are no escape of JSON", "write a backslash itself as '\\\\'" },
		{ "[\"\\u12G4\"]", 1, 3, "'\\u' without four hexadecimal digits behind it", "write a backslash itself as '\\\\'" },
		{ "[\"\\uD83Dx\"]", 1, 3, "'\\uD83D' is half of a character", "write both halves, or the character itself" },
		{ "[\"\\uDE00\"]", 1, 3, "'\\uDE00' is half of a character", "write both halves, or the character itself" },
		{ "[007]", 1, 2, "'007' is not a number of JSON", "remove the zeros in front, or put it in quotes to make it a text" },
		{ "[+1]", 1, 2, "'+1' is not a number of JSON", "a number begins with a digit, or '-' and a digit" },
		{ "[.5]", 1, 2, "'.5' is not a number of JSON", "a number begins with a digit, or '-' and a digit" },
		{ "[5.]", 1, 2, "'5.' is not a number of JSON", "a digit follows the point" },
		{ "[1e]", 1, 2, "'1e' is not a number of JSON", "a digit follows the 'e'" },
		{ "[1_000]", 1, 2, "'1_000' is not a number of JSON", "put it in quotes to make it a text" },
		{ "[0x1F]", 1, 2, "'0x1F' is not a number of JSON", "put it in quotes to make it a text" },
		{ "[True]", 1, 2, "'True' is not a value of JSON", "write true, false or null, or put a text in double quotes" },
		{ "[\n 99999999999999999999999999999999999999999999999999x]", 2, 2,
		  "'9999999999999999999999999999999999999999…' is not a number of JSON", "put it in quotes to make it a text" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		diags_clear(&fixture->diags);
		assert_null(parse(fixture, str_from(cases[i].text)));
		assert_int_equal(fixture->diags.count, 1);
		const struct diag *diag = &fixture->diags.items[0];
		if (!str_equal(diag->message, str_from(cases[i].message)) || !str_equal(diag->hint, str_from(cases[i].hint)) ||
		    diag->place.line != cases[i].line || diag->place.column != cases[i].column)
			fail_msg("%s: %u:%u: %.*s (%.*s)", cases[i].text, diag->place.line, diag->place.column, STR_ARG(diag->message),
			         STR_ARG(diag->hint));
	}
}

static void every_key_given_twice_is_reported(void **state)
{
	struct fixture *fixture = *state;
	assert_null(parse(fixture, STR("{\"a\": {\"b\": 1, \"\\u0062\": 2}, \"c\": 1, \"a\": 3, \"a\": 4}")));
	assert_int_equal(fixture->diags.errors, 3);
	assert_non_null(parse(fixture, STR("{\"a\": {\"b\": 1}, \"c\": {\"b\": 1}, \"A\": 1, \"\": 2}")));
}

static void nesting_ends_at_512(void **state)
{
	struct fixture *fixture = *state;
	for (size_t depth = 512; depth <= 513; depth++) {
		struct buf text = { 0 };
		for (size_t i = 0; i < depth; i++)
			buf_add_text(&text, i % 2 ? "{\"a\":" : "[");
		buf_add_char(&text, '1');
		for (size_t i = depth; i > 0; i--)
			buf_add_char(&text, i % 2 ? ']' : '}');
		assert_int_equal(parse(fixture, buf_str(&text)) != NULL, depth == 512);
		buf_clear(&text);
	}
	assert_true(str_equal(fixture->diags.items[0].message, STR("nested more than 512 deep")));
}

static void a_long_line_and_a_large_map_take_linear_time(void **state)
{
	struct fixture *fixture = *state;
	struct buf text = { 0 };
	enum { KEYS = 200000 };  /* quadratic: minutes */
	for (int i = 0; i < KEYS; i++)
		buf_print(&text, "%s\"k%d\":%d", i ? "," : "{", i, i);
	buf_add_char(&text, '}');
	const struct value *map = parse(fixture, buf_str(&text));
	assert_non_null(map);
	assert_int_equal(map->count, KEYS);
	for (int i = 0; i < KEYS; i++) {
		struct str key = map->pairs[i].key;
		assert_ptr_equal(value_get(map, key), map->pairs[i].value);
	}
	assert_null(value_get(map, STR("k200000")));
	assert_int_equal(map->pairs[KEYS - 1].place.column, text.size - strlen("\"k199999\":199999}") + 1);
	buf_clear(&text);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(agrees_with_the_public_suite),
		WITH_FIXTURE(every_value_knows_its_place),
		WITH_FIXTURE(numbers_keep_their_text_and_are_exact),
		WITH_FIXTURE(errors_say_where_and_what_to_try),
		WITH_FIXTURE(every_key_given_twice_is_reported),
		WITH_FIXTURE(nesting_ends_at_512),
		WITH_FIXTURE(a_long_line_and_a_large_map_take_linear_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
