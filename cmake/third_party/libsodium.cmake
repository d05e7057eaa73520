# Ed25519 of libsodium for runtime/log, and natively Argon2id for server/accounts and secretbox for
# server/delivery, in portable C.
set(source "${TOLLGATE_DEPS}/libsodium/src/libsodium")
set(files crypto_core/ed25519/ref10/ed25519_ref10 crypto_hash/sha512/cp/hash_sha512_cp
  crypto_hash/sha512/hash_sha512 crypto_sign/ed25519/ref10/keypair crypto_sign/ed25519/ref10/open
  crypto_sign/ed25519/ref10/sign crypto_verify/sodium/verify sodium/utils)
if(NOT EMSCRIPTEN)
  list(APPEND files crypto_pwhash/crypto_pwhash crypto_pwhash/argon2/argon2
    crypto_pwhash/argon2/argon2-core crypto_pwhash/argon2/argon2-encoding
    crypto_pwhash/argon2/argon2-fill-block-ref crypto_pwhash/argon2/blake2b-long
    crypto_pwhash/argon2/pwhash_argon2i crypto_pwhash/argon2/pwhash_argon2id
    crypto_generichash/blake2b/ref/blake2b-compress-ref
    crypto_generichash/blake2b/ref/blake2b-ref
    crypto_generichash/blake2b/ref/generichash_blake2b sodium/codecs)
  # secretbox and HMAC-SHA-256, for server/delivery.
  list(APPEND files crypto_secretbox/crypto_secretbox_easy crypto_core/hsalsa20/ref2/core_hsalsa20_ref2
    crypto_core/salsa/ref/core_salsa_ref crypto_stream/salsa20/stream_salsa20
    crypto_stream/salsa20/ref/salsa20_ref crypto_onetimeauth/poly1305/onetimeauth_poly1305
    crypto_onetimeauth/poly1305/donna/poly1305_donna crypto_auth/hmacsha256/auth_hmacsha256
    crypto_hash/sha256/hash_sha256 crypto_hash/sha256/cp/hash_sha256_cp)
endif()
list(TRANSFORM files REPLACE "(.+)" "${source}/\\1.c")
_tollgate_third_party(libsodium
  SOURCES ${files} "${CMAKE_SOURCE_DIR}/cmake/third_party/libsodium_platform.c"
  INCLUDES "${source}/include"
  DEFINE CONFIGURED=1 HAVE_POSIX_MEMALIGN=1 OPTIONS $<IF:$<BOOL:${EMSCRIPTEN}>,-Os,-O2> "-I${source}/include/sodium")
