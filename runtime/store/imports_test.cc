#include "tollgate/store/imports.h"

#include <catch_amalgamated.hpp>
#include <utility>

#include "store_test_support.h"

namespace tollgate::store {
namespace {

// Each step of an import asks for its batch: counting all that came before made steps ever longer.
template <typename Batch>
constexpr bool has_counts = requires(Batch batch) { batch.imported; };
static_assert(has_counts<CountedImportBatch>);
static_assert(!has_counts<decltype(std::declval<Store&>().import_batch(""))::value_type>);

ops::Op in_batch(int64_t number, ops::Body body) {
  ops::Op op;
  op.device = "dev";
  op.number = op.group_first = op.group_last = number;
  op.time = {1'790'000'000'000 + number, 0};
  op.user = "u1";
  op.batch = "import-1";
  op.body = std::move(body);
  return op;
}

ops::Op line(int64_t number, const std::string& record, ops::RecordStatus status) {
  ops::RecordImport body;
  body.entity = "visit";
  body.record = record;
  body.status = status;
  return in_batch(number, std::move(body));
}

TEST_CASE("a batch is known by its first op, and its records are counted where they are listed") {
  auto store = open_store({});
  REQUIRE(store);
  CHECK_FALSE(store->import_batch("import-1"));
  store->note_import(in_batch(1, ops::ImportBegin{"visits.csv"}));
  store->note_import(line(2, "v1", ops::RecordStatus::kComplete));
  store->note_import(line(3, "v2", ops::RecordStatus::kComplete));
  store->note_import(line(4, "v3", ops::RecordStatus::kDraft));
  const auto batch = store->import_batch("import-1");
  REQUIRE(batch);
  CHECK(batch->source == "visits.csv");
  CHECK(batch->user == "u1");
  CHECK(batch->at_ms == 1'790'000'000'001);
  CHECK_FALSE(batch->undone_ms);

  store->note_import(in_batch(5, ops::ImportUndo{}));
  CHECK(store->import_batch("import-1")->undone_ms == 1'790'000'000'005);
  CHECK(store->import_batch("import-1")->undone_by == "u1");

  const auto listed = store->import_batches(10);
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].batch == "import-1");
  CHECK(listed[0].imported == 2);
  CHECK(listed[0].drafts == 1);
  CHECK(listed[0].updated == 0);
  CHECK(listed[0].undone_by == "u1");
}

}  // namespace
}  // namespace tollgate::store
