#include "data/hash.h"

#include <sodium.h>
#include <xxhash.h>

uint64_t hash_quick(struct str bytes)
{
	return XXH3_64bits(bytes.data, bytes.size);
}

void hash_sha256(struct buf *out, struct str bytes)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof digest + 1];
	crypto_hash_sha256(digest, (const unsigned char *)bytes.data, bytes.size);
	sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
	buf_add(out, (struct str){ hex, sizeof hex - 1 });
}
