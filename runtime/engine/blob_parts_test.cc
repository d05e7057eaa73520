// Large files in parts: as good as whole ones to read, to check and to rebuild from.
#include "log_test_support.h"

namespace tollgate::engine {
namespace {

std::string patterned(size_t size) {
  std::string bytes(size, '\0');
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>((i * 31 + i / 509) % 253);
  return bytes;
}

Json stored_in_parts(Engine& engine, const std::string& bytes) {
  const Result<Json> facts = inspect_blob("large.bin", bytes);
  REQUIRE(facts);
  const std::string hash = (*facts)["sha256"];
  constexpr size_t kAtOnce = 8 * kBlobPartBytes;
  for (size_t offset = 0; offset < bytes.size(); offset += kAtOnce) {
    REQUIRE(engine.put_blob_parts(hash, offset, std::string_view(bytes).substr(offset, kAtOnce)));
  }
  const Result<Json> added = engine.add_blob_of_parts(*facts);
  REQUIRE(added);
  return *added;
}

std::string read_in_pieces(Engine& engine, const std::string& hash) {
  std::string bytes;
  for (;;) {
    const Result<BlobPiece> piece = engine.read_blob(hash, bytes.size());
    REQUIRE(piece);
    if (piece->bytes.empty()) break;
    bytes += piece->bytes;
    REQUIRE(bytes.size() <= piece->size_bytes);
  }
  return bytes;
}

TEST_CASE("a file that was stored in parts is read, checked and rebuilt like a whole one") {
  LogOnFiles log;
  auto engine = log.open();
  const std::string large = patterned(3'000'001);
  const std::string hash = stored_in_parts(*engine, large)["sha256"];
  CHECK(read_in_pieces(*engine, hash) == large);
  CHECK(*engine->get_blob(hash) == large);
  CHECK(engine->read_blob(hash, 1'234'567)->bytes ==
        large.substr(1'234'567, engine->read_blob(hash, 1'234'567)->bytes.size()));
  CHECK(engine->read_blob(hash, large.size() + 5)->bytes.empty());

  const std::string whole = patterned(1'500'000);
  const Result<Json> put = engine->put_blob("whole.bin", whole);
  REQUIRE(put);
  CHECK(read_in_pieces(*engine, (*put)["sha256"]) == whole);
  CHECK(engine->verify_log().findings.empty());

  engine.reset();
  engine = log.open();
  CHECK(read_in_pieces(*engine, hash) == large);
  REQUIRE(engine->rebuild());
  // The same bytes again are stored once.
  CHECK(stored_in_parts(*engine, large)["sha256"] == hash);
  CHECK(*engine->get_blob(hash) == large);
}

TEST_CASE("a file whose parts are not all there is not added") {
  LogOnFiles log;
  auto engine = log.open();
  const std::string bytes = patterned(5 * kBlobPartBytes);
  const Result<Json> facts = inspect_blob("large.bin", bytes);
  const std::string hash = (*facts)["sha256"];
  REQUIRE(engine->put_blob_parts(hash, 0, std::string_view(bytes).substr(0, kBlobPartBytes)));
  REQUIRE(engine->put_blob_parts(hash, 2 * kBlobPartBytes,
                                 std::string_view(bytes).substr(2 * kBlobPartBytes)));
  CHECK(engine->add_blob_of_parts(*facts).diagnostics()[0].code == "engine.no_blob");
  CHECK_FALSE(engine->read_blob(hash, 0));
  // What was broken off does not stay.
  engine.reset();
  engine = log.open();
  REQUIRE(engine->put_blob_parts(hash, kBlobPartBytes,
                                 std::string_view(bytes).substr(kBlobPartBytes, kBlobPartBytes)));
  CHECK_FALSE(engine->add_blob_of_parts(*facts));
}

TEST_CASE("a part of a file waits for no disk, and the whole is on it once it is told") {
  LogOnFiles log;
  auto engine = log.open();
  const std::string bytes = patterned(1'000'001);
  const Result<Json> facts = inspect_blob("large.bin", bytes);
  REQUIRE(facts);
  const std::string hash = (*facts)["sha256"];
  const auto in_log = [](files::MemoryFiles& files) {
    return files.bytes_of("main.db-wal")->size();
  };
  REQUIRE(engine->commit({city("v1", "Wuhan")}, {}).ok());
  const size_t before = in_log(*log.files.after_power_cut());
  REQUIRE(engine->put_blob_parts(hash, 0, bytes));
  CHECK(in_log(log.files) > before + bytes.size());
  CHECK(in_log(*log.files.after_power_cut()) == before);

  REQUIRE(engine->add_blob_of_parts(*facts));
  const auto cut = log.files.after_power_cut();
  EngineOptions options = log.options();
  options.files = cut.get();
  const auto again = Engine::open(options);
  REQUIRE(again.ok());
  CHECK(read_in_pieces(**again, hash) == bytes);
  CHECK((*again)->verify_log().findings.empty());
  // A save that somebody was told of is on the disk as before.
  REQUIRE(engine->commit({city("v2", "Wuhan")}, {}).ok());
  CHECK(in_log(*log.files.after_power_cut()) == in_log(log.files));
}

}  // namespace
}  // namespace tollgate::engine
