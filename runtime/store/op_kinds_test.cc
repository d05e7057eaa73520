#include <catch_amalgamated.hpp>

#include "store_test_support.h"

namespace tollgate::store {
namespace {

ops::Op discard(int64_t number) {
  ops::Op op = set_city(number, "");
  op.body = ops::RecordDiscard{"visit", "v1"};
  return op;
}

TEST_CASE("an op of a kind is found when it comes after the look, too") {
  auto store = open_store({});
  REQUIRE(store);
  CHECK_FALSE(store->has_op_of_kind("record.set"));
  append(*store, discard(1));
  append(*store, discard(2));
  CHECK_FALSE(store->has_op_of_kind("record.set"));
  CHECK(store->has_op_of_kind("record.discard"));
  append(*store, set_city(3, "Wuhan"));
  CHECK(store->has_op_of_kind("record.set"));
  append(*store, discard(4));
  CHECK(store->has_op_of_kind("record.set"));
}

TEST_CASE("what is taken back is no op of its kind, and what takes its number is") {
  auto store = open_store({});
  REQUIRE(store);
  {
    Transaction all(*store);
    append(*store, set_city(1, "Wuhan"));
    append(*store, discard(2));
    CHECK(store->has_op_of_kind("record.set"));
    CHECK_FALSE(store->has_op_of_kind("record.status"));
  }
  CHECK_FALSE(store->has_op_of_kind("record.set"));
  {
    Transaction all(*store);
    append(*store, discard(1));
    {
      Savepoint part(*store);
      append(*store, discard(2));
      CHECK_FALSE(store->has_op_of_kind("record.set"));
    }
    append(*store, set_city(2, "Wuhan"));
    CHECK(store->has_op_of_kind("record.set"));
    REQUIRE(all.commit().ok());
  }
  CHECK(store->has_op_of_kind("record.set"));
}

TEST_CASE("an op that gets its kind written again is found by it") {
  auto store = open_store({});
  REQUIRE(store);
  append(*store, discard(1));
  CHECK_FALSE(store->has_op_of_kind("record.set"));
  store->index_op(set_city(1, "Wuhan"));
  CHECK(store->has_op_of_kind("record.set"));
}

}  // namespace
}  // namespace tollgate::store
