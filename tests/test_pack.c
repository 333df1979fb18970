/* pack, audit and manifest: the zip of an edition, read byte by byte. */
#include "fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/memory.h"
#include "child.h"
#include "data/hash.h"
#include "output/audit.h"
#include "output/manifest.h"
#include "output/pack.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { FILES_LIMIT = 16, JOBS = 3 };

struct sample {
	const char *path;
	struct str bytes;
	bool deflated;
};

/* What is packed, sorted by path as pack_write() wants it. */
struct packing {
	struct arena arena;
	struct diags diags;
	struct sample samples[FILES_LIMIT];
	struct pack_file files[FILES_LIMIT], *sorted[FILES_LIMIT];
	size_t count;
	char path[512];
};

static void add_sample(struct packing *packing, const char *path, struct str bytes, bool deflated)
{
	packing->samples[packing->count] = (struct sample){ path, bytes, deflated };
	packing->sorted[packing->count] = &packing->files[packing->count];
	packing->count++;
}

/* Text that gets smaller, and bytes that do not. */
static struct str text_of(struct packing *packing, size_t size)
{
	char *text = arena_alloc(&packing->arena, size);
	for (size_t i = 0; i < size; i++)
		text[i] = "<p>Order 1688: 10 pieces</p>\n"[i % 29];
	return (struct str){ text, size };
}

static struct str noise_of(struct packing *packing, size_t size)
{
	char *bytes = arena_alloc(&packing->arena, size);
	uint64_t state = 1;
	for (size_t i = 0; i < size; i++) {
		state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		bytes[i] = (char)(state >> 56);
	}
	return (struct str){ bytes, size };
}

static void add_samples(struct packing *packing)
{
	add_sample(packing, "a/empty.txt", STR(""), false);
	add_sample(packing, "a/large.html", text_of(packing, 1000000), true);
	add_sample(packing, "a/noise.bin", noise_of(packing, 70000), false);
	add_sample(packing, "a/one.txt", STR("x"), false);
	add_sample(packing, "b.html", text_of(packing, 4000), true);
	add_sample(packing, "picture.png", text_of(packing, 5000), false);
	add_sample(packing, "订单/表.html", text_of(packing, 300), true);
}

static int spill_file(const struct fixture *fixture)
{
	char path[512];
	snprintf(path, sizeof path, "%s/spill-XXXXXX", fixture->root);
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	unlink(path);
	return fd;
}

/* Compresses the samples, each by another worker, from the last to the first when BACKWARDS. */
static struct pack *compress(struct packing *packing, const struct fixture *fixture, size_t jobs, bool backwards, int *spills)
{
	for (size_t i = 0; i < jobs; i++)
		spills[i] = spill_file(fixture);
	struct pack *pack = pack_create(jobs, spills);
	for (size_t i = 0; i < packing->count; i++) {
		size_t at = backwards ? packing->count - 1 - i : i;
		struct sample *sample = &packing->samples[at];
		struct pack_file *file = &packing->files[at];
		struct buf digest = { 0 };
		hash_sha256(&digest, sample->bytes);
		*file = (struct pack_file){ .path = str_from(sample->path), .size = sample->bytes.size };
		memcpy(file->sha256, digest.data, sizeof file->sha256);
		buf_clear(&digest);
		assert_true(pack_add(pack, at % jobs, file, sample->bytes, &packing->diags));
		assert_int_equal(file->deflated, sample->deflated);
	}
	return pack;
}

static bool write_zip(struct packing *packing, const struct fixture *fixture, const char *name, size_t jobs, bool backwards)
{
	int spills[JOBS];
	struct pack *pack = compress(packing, fixture, jobs, backwards, spills);
	snprintf(packing->path, sizeof packing->path, "%s/%s", fixture->root, name);
	bool ok = pack_write(pack, packing->path, STR("staff"), packing->sorted, packing->count, pack_time(2026, 11, 23, 23, 59, 59),
	                     &packing->diags);
	pack_destroy(pack);
	return ok;
}

static bool audit(struct packing *packing, size_t jobs)
{
	return audit_zip(packing->path, STR("staff"), packing->sorted, packing->count, jobs, &packing->diags);
}

static struct buf zip_bytes(const char *path)
{
	struct buf bytes = { 0 };
	struct diags diags = { 0 };
	assert_true(file_read(&bytes, path, &diags));
	return bytes;
}

static void write_bytes(const char *path, struct str bytes)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
}

static void clear(struct packing *packing)
{
	diags_clear(&packing->diags);
	arena_clear(&packing->arena);
}

/* A number of SIZE bytes at *AT, the lowest first, behind which *AT is moved. */
static uint64_t take(const struct buf *zip, size_t *at, unsigned size)
{
	uint64_t number = 0;
	assert_true(*at + size <= zip->size);
	for (unsigned i = 0; i < size; i++)
		number |= (uint64_t)(unsigned char)zip->data[*at + i] << (8 * i);
	*at += size;
	return number;
}

static void take_name(const struct buf *zip, size_t *at, const char *path)
{
	char name[128];
	snprintf(name, sizeof name, "staff/%s", path);
	size_t size = strlen(name);
	assert_true(*at + size <= zip->size);
	assert_memory_equal(zip->data + *at, name, size);
	*at += size;
}

static bool is_ascii(const char *path)
{
	for (; *path; path++)
		if ((unsigned char)*path > 127)
			return false;
	return true;
}

enum { TIME = 23 << 11 | 59 << 5 | 29, DATE = (2026 - 1980) << 9 | 11 << 5 | 23, FLAG_DESCRIPTOR = 1 << 3, FLAG_UTF8 = 1 << 11 };

/* What a local header and the directory say alike, from the flags to the sizes. */
static void take_common(const struct buf *zip, size_t *at, const struct sample *sample, const struct pack_file *file)
{
	uint64_t flags = take(zip, at, 2);
	assert_int_equal(flags & FLAG_DESCRIPTOR, 0);
	assert_int_equal(flags & FLAG_UTF8, is_ascii(sample->path) ? 0 : FLAG_UTF8);
	assert_int_equal(take(zip, at, 2), sample->deflated ? 8 : 0);
	assert_int_equal(take(zip, at, 2), TIME);
	assert_int_equal(take(zip, at, 2), DATE);
	assert_int_equal(take(zip, at, 4), file->crc);
	assert_int_equal(take(zip, at, 4), file->packed);
	assert_int_equal(take(zip, at, 4), sample->bytes.size);
	assert_int_equal(take(zip, at, 2), strlen("staff/") + strlen(sample->path));
	assert_int_equal(take(zip, at, 2), 0);  /* no extra field */
}

/* Entry by entry: nothing is in the file but what we say. */
static void assert_zip(const struct packing *packing)
{
	struct buf zip = zip_bytes(packing->path);
	size_t at = 0, offsets[FILES_LIMIT];
	for (size_t i = 0; i < packing->count; i++) {
		offsets[i] = at;
		assert_int_equal(take(&zip, &at, 4), 0x04034b50);
		take(&zip, &at, 2);  /* the version that unpacking needs */
		take_common(&zip, &at, &packing->samples[i], &packing->files[i]);
		take_name(&zip, &at, packing->samples[i].path);
		at += packing->files[i].packed;
	}
	size_t directory = at;
	for (size_t i = 0; i < packing->count; i++) {
		assert_int_equal(take(&zip, &at, 4), 0x02014b50);
		assert_int_equal(take(&zip, &at, 2) >> 8, 3);  /* made by Unix */
		take(&zip, &at, 2);
		take_common(&zip, &at, &packing->samples[i], &packing->files[i]);
		assert_int_equal(take(&zip, &at, 2), 0);  /* no comment */
		assert_int_equal(take(&zip, &at, 2), 0);
		take(&zip, &at, 2);  /* text or not */
		assert_int_equal(take(&zip, &at, 4) >> 16, 0100644);
		assert_int_equal(take(&zip, &at, 4), offsets[i]);
		take_name(&zip, &at, packing->samples[i].path);
	}
	size_t end = at;
	assert_int_equal(take(&zip, &at, 4), 0x06054b50);
	assert_int_equal(take(&zip, &at, 4), 0);
	assert_int_equal(take(&zip, &at, 2), packing->count);
	assert_int_equal(take(&zip, &at, 2), packing->count);
	assert_int_equal(take(&zip, &at, 4), end - directory);
	assert_int_equal(take(&zip, &at, 4), directory);
	assert_int_equal(take(&zip, &at, 2), 0);  /* no comment */
	assert_int_equal(at, zip.size);
	buf_clear(&zip);
}

static void a_zip_holds_the_files_and_nothing_else(void **state)
{
	struct packing packing = { 0 };
	add_samples(&packing);
	assert_true(write_zip(&packing, *state, "a.zip", JOBS, false));
	assert_zip(&packing);
	for (size_t jobs = 1; jobs <= 4; jobs++)
		assert_true(audit(&packing, jobs));
	assert_int_equal(packing.diags.count, 0);
	clear(&packing);
}

static void an_empty_zip_is_one_too(void **state)
{
	struct packing packing = { 0 };
	add_sample(&packing, "only", STR(""), false);
	assert_true(write_zip(&packing, *state, "one.zip", 1, false));
	assert_zip(&packing);
	assert_true(audit(&packing, 2));
	clear(&packing);
}

static void workers_order_and_time_zones_do_not_show(void **state)
{
	static const struct { const char *zone; size_t jobs; bool backwards; } CASES[] = {
		{ "UTC", 1, false }, { "UTC", 3, true }, { "Asia/Shanghai", 2, false }, { "America/St_Johns", 3, true }, { "XYZ-13:45", 1, true },
	};
	struct buf first = { 0 };
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct packing packing = { 0 };
		char name[32];
		add_samples(&packing);
		snprintf(name, sizeof name, "%zu.zip", i);
		setenv("TZ", CASES[i].zone, 1);
		tzset();
		assert_true(write_zip(&packing, *state, name, CASES[i].jobs, CASES[i].backwards));
		struct buf zip = zip_bytes(packing.path);
		if (i == 0)
			first = zip;
		else {
			assert_true(str_equal(buf_str(&zip), buf_str(&first)));
			buf_clear(&zip);
		}
		clear(&packing);
	}
	unsetenv("TZ");
	tzset();
	buf_clear(&first);
}

static void times_are_what_a_zip_can_hold(void **state)
{
	(void)state;
	static const struct { unsigned year, month, day, hour, minute, second; uint16_t date, time; } CASES[] = {
		{ 2026, 11, 23, 23, 59, 59, DATE, TIME },
		{ 1980, 1, 1, 0, 0, 0, 1 << 5 | 1, 0 },
		{ 1979, 12, 31, 23, 59, 59, 1 << 5 | 1, 0 },
		{ 2107, 12, 31, 23, 59, 59, 127 << 9 | 12 << 5 | 31, 23 << 11 | 59 << 5 | 29 },
		{ 2108, 1, 1, 0, 0, 0, 127 << 9 | 12 << 5 | 31, 23 << 11 | 59 << 5 | 29 },
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct pack_time time = pack_time(CASES[i].year, CASES[i].month, CASES[i].day, CASES[i].hour, CASES[i].minute, CASES[i].second);
		assert_int_equal(time.dos_date, CASES[i].date);
		assert_int_equal(time.dos_time, CASES[i].time);
	}
}

static void a_zip_that_is_there_is_not_overwritten(void **state)
{
	struct packing packing = { 0 };
	const struct fixture *fixture = *state;
	add_samples(&packing);
	snprintf(packing.path, sizeof packing.path, "%s/there.zip", fixture->root);
	write_bytes(packing.path, STR("mine"));
	assert_false(write_zip(&packing, fixture, "there.zip", 1, false));
	assert_int_equal(packing.diags.failures, 1);
	struct buf bytes = zip_bytes(packing.path);
	assert_str(buf_str(&bytes), "mine");
	buf_clear(&bytes);
	clear(&packing);
}

static size_t names_in(const struct fixture *fixture)
{
	struct file_list list = { 0 };
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	assert_true(file_walk(&list, &arena, fixture->root, &diags));
	size_t count = list.count;
	file_list_clear(&list);
	arena_clear(&arena);
	return count;
}

struct attempt {
	struct packing *packing;
	const struct pack *pack;
};

/* Whether writing the zip fails, and by the machine's fault. */
static bool fails_to_write(const struct attempt *attempt)
{
	struct packing *packing = attempt->packing;
	size_t before = packing->diags.failures;
	return !pack_write(attempt->pack, packing->path, STR("staff"), packing->sorted, packing->count, pack_time(2026, 1, 1, 0, 0, 0),
	                   &packing->diags) &&
	       packing->diags.failures == before + 1;
}

static int fails_on_a_full_disk(void *context)
{
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 20000, 20000 });
	return fails_to_write(context);
}

static void lost_bytes_and_full_disks_are_failures(void **state)
{
	struct fixture *fixture = *state;
	struct packing packing = { 0 };
	int spills[JOBS];
	add_samples(&packing);
	struct pack *pack = compress(&packing, fixture, JOBS, false, spills);
	struct attempt attempt = { &packing, pack };
	snprintf(packing.path, sizeof packing.path, "%s/full.zip", fixture->root);
	assert_int_equal(child_run(fails_on_a_full_disk, &attempt), true);
	assert_int_equal(names_in(fixture), 0);
	assert_int_equal(ftruncate(spills[1], 10), 0);
	assert_true(fails_to_write(&attempt));
	assert_int_equal(names_in(fixture), 0);
	pack_destroy(pack);
	clear(&packing);
}

/* ---- audit */

/* Two entries, one of each method, whose zip is small enough to try every bit. */
static void make_small(struct packing *packing, const struct fixture *fixture)
{
	add_sample(packing, "a.txt", STR("orders, orders, orders and orders"), true);
	add_sample(packing, "表.txt", STR("stored"), false);
	assert_true(write_zip(packing, fixture, "small.zip", 1, false));
	assert_zip(packing);
}

enum { LOCAL_SIZE = 30, CENTRAL_SIZE = 46 };

/* Of a header: versions, flags (but that of UTF-8), time; in the directory also the disk's number and attributes. */
static bool is_free_in_local(size_t at)
{
	return (at >= 4 && at < 8) || (at >= 10 && at < 14);
}

static bool is_free_in_central(size_t at, size_t bit)
{
	bool utf8 = at == 9 && bit == 3;
	return (at >= 4 && at < 10 && !utf8) || (at >= 12 && at < 16) || (at >= 34 && at < 42);
}

/* Whether a bit says nothing of what is held or called, so that the audit does not look at it. */
static bool is_free(const struct packing *packing, size_t at, size_t bit)
{
	for (size_t i = 0; i < packing->count; i++) {
		size_t size = LOCAL_SIZE + strlen("staff/") + strlen(packing->samples[i].path) + packing->files[i].packed;
		if (at < size)  /* the last byte of what is deflated is not used to its end */
			return is_free_in_local(at) || (packing->files[i].deflated && at == size - 1);
		at -= size;
	}
	for (size_t i = 0; i < packing->count; i++) {
		size_t size = CENTRAL_SIZE + strlen("staff/") + strlen(packing->samples[i].path);
		if (at < size)
			return is_free_in_central(at, bit) || (is_ascii(packing->samples[i].path) && at == 9);
		at -= size;
	}
	return false;
}

static void one_wrong_bit_is_found(void **state)
{
	struct packing packing = { 0 };
	make_small(&packing, *state);
	struct buf zip = zip_bytes(packing.path);
	size_t found = 0, missed = 0;
	for (size_t i = 0; i < zip.size * 8; i++) {
		char *byte = &zip.data[i / 8], was = *byte;
		if (is_free(&packing, i / 8, i % 8))
			continue;
		*byte = (char)(was ^ 1 << i % 8);
		write_bytes(packing.path, buf_str(&zip));
		*byte = was;
		if (audit(&packing, 1)) {
			print_error("bit %zu of byte %zu of %zu can be another\n", i % 8, i / 8, zip.size);
			missed++;
		} else
			found++;
	}
	assert_int_equal(missed, 0);
	assert_int_equal(packing.diags.failures, found);
	assert_true(found > 800);
	buf_clear(&zip);
	clear(&packing);
}

static void bytes_too_many_or_too_few_are_found(void **state)
{
	struct packing packing = { 0 };
	make_small(&packing, *state);
	struct buf zip = zip_bytes(packing.path);
	for (size_t size = 0; size < zip.size; size++) {
		write_bytes(packing.path, str_slice(buf_str(&zip), 0, size));
		assert_false(audit(&packing, 1));
	}
	buf_add(&zip, STR("more"));
	write_bytes(packing.path, buf_str(&zip));
	assert_false(audit(&packing, 1));
	buf_clear(&zip);
	clear(&packing);
}

static void other_expectations_are_found(void **state)
{
	struct packing packing = { 0 };
	make_small(&packing, *state);
	struct pack_file original = packing.files[1];
	assert_true(audit(&packing, 1));

	packing.count = 1;
	assert_false(audit(&packing, 1));
	packing.count = 2;
	packing.files[1].path = STR("c.txt");
	assert_false(audit(&packing, 1));
	packing.files[1] = original;
	packing.files[1].sha256[63] ^= 1;
	assert_false(audit(&packing, 1));
	assert_true(strstr(packing.diags.items[2].message.data, "'表.txt' has other bytes"));
	packing.files[1] = original;
	packing.files[1].size++;
	assert_false(audit(&packing, 1));
	packing.files[1] = original;
	assert_false(audit_zip(packing.path, STR("agent"), packing.sorted, 2, 1, &packing.diags));
	assert_int_equal(packing.diags.failures, 5);
	assert_true(audit(&packing, 1));
	clear(&packing);
}

/* ---- manifest */

static void the_manifest_says_what_is_held(void **state)
{
	(void)state;
	struct pack_file a = { .path = STR("a \"quoted\".html"), .size = 12 }, b = { .path = STR("订单.html"), .size = 5000000000 };
	struct pack_file *files[] = { &a, &b };
	memset(a.sha256, 'a', sizeof a.sha256);
	memset(b.sha256, '0', sizeof b.sha256);
	struct publish_options options = { .generator = STR("playbook 1"), .as_of = STR("2026-11-23T23:59:59+08:00"), .title = STR("Guide\n") };
	struct buf out = { 0 };
	manifest_write(&out, STR("staff"), &options, files, 2);
	assert_str(buf_str(&out),
	           "{\"format\":\"playbook-manifest/1\",\n\"generator\":\"playbook 1\",\n\"title\":\"Guide\\n\",\n\"edition\":\"staff\",\n"
	           "\"as_of\":\"2026-11-23T23:59:59+08:00\",\n\"files\":[\n"
	           "{\"path\":\"a \\\"quoted\\\".html\",\"size\":12,\"sha256\":"
	           "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"},\n"
	           "{\"path\":\"订单.html\",\"size\":5000000000,\"sha256\":"
	           "\"0000000000000000000000000000000000000000000000000000000000000000\"}\n]}\n");
	buf_clear(&out);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_zip_holds_the_files_and_nothing_else),
		CASE(an_empty_zip_is_one_too),
		CASE(workers_order_and_time_zones_do_not_show),
		cmocka_unit_test(times_are_what_a_zip_can_hold),
		CASE(a_zip_that_is_there_is_not_overwritten),
		CASE(lost_bytes_and_full_disks_are_failures),
		CASE(one_wrong_bit_is_found),
		CASE(bytes_too_many_or_too_few_are_found),
		CASE(other_expectations_are_found),
		cmocka_unit_test(the_manifest_says_what_is_held),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
