#include "tollgate/base/sha256.h"

#include <catch_amalgamated.hpp>

namespace tollgate {
namespace {

TEST_CASE("sha256 gives the digests of the standard's examples") {
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex(sha256(std::string(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256 does not depend on how the bytes are cut into pieces") {
  std::string text;
  for (int i = 0; i < 300; ++i) text.push_back(char(i * 7));
  for (size_t size = 0; size <= text.size(); ++size) {
    std::string_view whole = std::string_view(text).substr(0, size);
    Sha256 running;
    for (size_t at = 0; at < size;) {
      size_t piece = std::min(size - at, at % 67 + 1);
      running.update(whole.substr(at, piece));
      at += piece;
    }
    REQUIRE(running.finish() == sha256(whole));
  }
}

TEST_CASE("a digest's text is read back and nothing else is") {
  Sha256Digest digest = sha256("x");
  CHECK(digest_from_hex(hex(digest)) == digest);
  CHECK_FALSE(digest_from_hex(std::string(64, 'G')));
  CHECK_FALSE(digest_from_hex(std::string(63, 'a')));
}

}  // namespace
}  // namespace tollgate
