# Ed25519 of libsodium, in portable C, and nothing else of it: only runtime/log may use it.
set(source "${TOLLGATE_DEPS}/libsodium/src/libsodium")
set(files crypto_core/ed25519/ref10/ed25519_ref10 crypto_hash/sha512/cp/hash_sha512_cp
  crypto_hash/sha512/hash_sha512 crypto_sign/ed25519/ref10/keypair crypto_sign/ed25519/ref10/open
  crypto_sign/ed25519/ref10/sign crypto_verify/sodium/verify sodium/utils)
list(TRANSFORM files REPLACE "(.+)" "${source}/\\1.c")
_tollgate_third_party(libsodium
  SOURCES ${files} "${CMAKE_SOURCE_DIR}/cmake/third_party/libsodium_unused.c"
  INCLUDES "${source}/include"
  DEFINE CONFIGURED=1 OPTIONS -O2 "-I${source}/include/sodium")
