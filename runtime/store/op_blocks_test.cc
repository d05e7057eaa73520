// Ops that lie in blocks are read as they were written, whoever asks for them.
#include "op_blocks.h"

#include <catch_amalgamated.hpp>
#include <filesystem>

#include "store_test_support.h"
#include "tollgate/base/random.h"
#include "tollgate/base/temporary_folder.h"
#include "tollgate/store/foreign_sql.h"

namespace tollgate::store {
namespace {

constexpr int64_t kLoggedOps = 500;

ops::Op logged_op(int64_t number) {
  ops::Op op = set_city(number, "武汉 " + std::to_string(number));
  if (number % 10 == 3) op.body = ops::RecordDraft{"visit", "v1", {{"city", number}}};
  if (number % 10 == 4) op.body = ops::RecordDraft{"visit", "v1", nullptr};
  if (number % 10 == 5) op.body = ops::RecordSet{"visit", "v2", {{"day", "2026-03-01", ""}}, ""};
  if (number == 130)
    op.body = ops::RecordSet{"visit", "v1", {{"note", std::string(50'000, 'n'), ""}}, ""};
  return op;
}

TEST_CASE("what lies in blocks is read as it was written") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "blocks.db").string();
  {
    auto store = open_store({.path = path});
    REQUIRE(store);
    for (int64_t number = 1; number <= kLoggedOps; number += 5) {
      Transaction save(*store);
      for (int64_t n = number; n < number + 5; ++n) append(*store, logged_op(n));
      REQUIRE(save.commit().ok());
    }
  }
  auto store = open_store({.path = path});
  REQUIRE(store);
  int64_t next = 1;
  store->read_ops(0, [&](const StoredOp& op) {
    const std::string bytes = ops::canonical_bytes(logged_op(next));
    REQUIRE(op.number == next++);
    REQUIRE(op.bytes == bytes);
    REQUIRE(op.hash == ops::hash_of(bytes));
    return true;
  });
  CHECK(next == kLoggedOps + 1);
  // Newest first, and drafts without what they hold.
  next = kLoggedOps;
  store->read_ops_back("visit", "v1", kLoggedOps + 1, [&](const StoredOp& op, int64_t size) {
    while (next % 10 == 5) --next;
    ops::Op expected = logged_op(next);
    INFO(next);
    REQUIRE(op.number == next);
    const std::string whole = ops::canonical_bytes(expected);
    if (next % 10 == 3) expected.body = ops::RecordDraft{"visit", "v1", Json::object()};
    REQUIRE(op.bytes == ops::canonical_bytes(expected));
    REQUIRE(size >= int64_t(whole.size()) - 2 * 2);  // counted in characters where it is in the row
    --next;
    return true;
  });
  CHECK(next == 0);
  Store::LookBound bound{1000, 10'000'000};
  const auto note = store->find_write_back("visit", "v1", 400, {"note", "other"}, bound);
  REQUIRE(note);
  CHECK(note->number == 130);
  bound = {1000, 10'000'000};
  const auto city = store->find_write_back("visit", "v1", 90, {"city"}, bound);
  REQUIRE(city);
  CHECK(city->number == 89);
  CHECK(city->bytes == ops::canonical_bytes(logged_op(89)));
  bound = {1000, 10'000'000};
  CHECK_FALSE(store->find_write_back("visit", "v2", 400, {"city"}, bound));
  CHECK(store->newest_op_of("visit", "v2")->number == 495);
  CHECK_FALSE(store->take_error());
  store.reset();
  // Nothing that a program of an earlier version would take for an empty log.
  Result<std::unique_ptr<Store>> again = Store::open({.path = path});
  REQUIRE(again);
  again->reset();
  REQUIRE(run_foreign_sql({.path = path}, {"UPDATE op_block SET bytes=substr(bytes,1,40)"}).ok());
  store = open_store({.path = path});
  int64_t lost = 0;
  store->read_ops(0, [&](const StoredOp& op) {
    if (op.bytes.empty()) ++lost;
    return true;
  });
#if defined(__EMSCRIPTEN__)
  CHECK(lost == 0);  // a browser's engine makes no blocks
#else
  CHECK(lost > 300);
#endif
  store.reset();
}

TEST_CASE("the log of an earlier version goes into blocks while new ops come") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "earlier_blocks.db").string();
  {
    REQUIRE(open_store({.path = path}));
  }
  REQUIRE(
      run_foreign_sql({.path = path},
                      {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<300)"
                       " INSERT INTO op SELECT i,'record.set','visit','v1',x'00',"
                       "'{\"of\":\"an earlier version\",\"n\":'||i||'}' FROM n",
                       "DROP TABLE op_block"})
          .ok());
  auto store = open_store({.path = path});
  REQUIRE(store);
  store->add_log_indexes();
  for (int64_t number = 301; number <= 640; ++number) {
    Transaction save(*store);
    append(*store, logged_op(number));
    // One that is taken back leaves nothing behind.
    if (number == 448) {
      continue;
    }
    REQUIRE(save.commit().ok());
  }
  const auto check_all = [&] {
    int64_t next = 1;
    store->read_ops(0, [&](const StoredOp& op) {
      if (next == 448) ++next;
      REQUIRE(op.number == next);
      REQUIRE(op.bytes == (next <= 300
                               ? R"({"of":"an earlier version","n":)" + std::to_string(next) + "}"
                               : ops::canonical_bytes(logged_op(next))));
      ++next;
      return true;
    });
    CHECK(next == 641);
  };
  check_all();
  CHECK_FALSE(store->take_error());
  store.reset();
  store = open_store({.path = path});
  check_all();
  store.reset();
}

TEST_CASE("a block that is none is refused") {
  std::vector<std::string> ops;
  for (int i = 0; i < 64; ++i) ops.push_back("{\"op\":" + std::to_string(i * i) + "}");
  ops[7].clear();
  const std::string block = pack_ops(ops);
  CHECK(unpack_ops(block) == ops);
  CHECK_FALSE(unpack_ops(""));
  CHECK_FALSE(unpack_ops(block.substr(0, block.size() / 2)));
  CHECK_FALSE(unpack_ops("\xff\xff\xff\xff" + block.substr(4)));
  SeededRandom random(5);
  for (int i = 0; i < 500; ++i) {
    std::string damaged = block;
    damaged[random.next() % damaged.size()] ^= static_cast<char>(1 + random.next() % 255);
    (void)unpack_ops(damaged);  // whatever it says, it stays within its bounds
  }
}

}  // namespace
}  // namespace tollgate::store
