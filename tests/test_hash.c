/* hash: published values of both functions. */
#include "fixture.h"

#include "data/hash.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void gives_the_published_sha256_values(void **state)
{
	(void)state;
	/* FIPS 180-4, examples of NIST */
	static const struct { const char *text, *hash; } cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf hash = { 0 };
		hash_sha256(&hash, str_from(cases[i].text));
		assert_str(buf_str(&hash), cases[i].hash);
		buf_clear(&hash);
	}
}

static void takes_a_million_bytes_and_appends(void **state)
{
	(void)state;
	struct buf bytes = { 0 }, hash = { 0 };
	for (int i = 0; i < 1000000; i++)
		buf_add_char(&bytes, 'a');
	buf_add_text(&hash, "sha256:");
	hash_sha256(&hash, buf_str(&bytes));
	assert_str(buf_str(&hash), "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	buf_clear(&bytes);
	buf_clear(&hash);
}

static void takes_bytes_that_are_no_text(void **state)
{
	(void)state;
	struct buf hash = { 0 };
	hash_sha256(&hash, (struct str){ "\0\xFF\0", 3 });
	assert_str(buf_str(&hash), "2c8d07cd986f58eb210bd800133d6645c7340c59865377c8ea431cebca0b3113");
	buf_clear(&hash);
	assert_true(hash_quick((struct str){ "\0", 1 }) != hash_quick((struct str){ "\0\0", 2 }));
}

static void gives_the_values_of_xxh3(void **state)
{
	(void)state;
	static const struct { const char *text; uint64_t hash; } cases[] = {
		{ "", 0x2D06800538D394C2 }, { "a", 0xE6C632B61E964E1F }, { "abc", 0x78AF5F94892F3950 },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(hash_quick(str_from(cases[i].text)) == cases[i].hash);
	assert_true(hash_quick((struct str){ 0 }) == cases[0].hash);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_published_sha256_values),
		cmocka_unit_test(takes_a_million_bytes_and_appends),
		cmocka_unit_test(takes_bytes_that_are_no_text),
		cmocka_unit_test(gives_the_values_of_xxh3),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
