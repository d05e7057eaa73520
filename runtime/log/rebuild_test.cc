#include "tollgate/log/rebuild.h"

#include <catch_amalgamated.hpp>

#include "tollgate/log/verify.h"
#include "tollgate/log/writer.h"
#include "tollgate/store/store.h"

namespace tollgate::log {
namespace {

// The app in force names the last record that was set, and the number of groups before it.
class CountingDeriver final : public Deriver {
 public:
  explicit CountingDeriver(store::Store& store) : store_(store) {}

  Status derive(const std::vector<ops::Op>& group) override {
    groups.push_back(group.size());
    for (const ops::Op& op : group) {
      if (op.number == refused_number) return make_error("test.refused", {"不", "no"});
      const auto* set = std::get_if<ops::RecordSet>(&op.body);
      if (set) store_.put_app({set->record, int64_t(groups.size()), set->entity});
    }
    return ok_status();
  }

  std::vector<size_t> groups;
  int64_t refused_number = 0;

 private:
  store::Store& store_;
};

struct Log {
  Log() : store(std::move(*store::Store::open({}))), writer("dev-1", store->head()) {}

  void append(const std::vector<std::string>& records) {
    GroupDraft group = writer.begin({1'000'000}, 1, "rep-1");
    for (const std::string& record : records) {
      group.add(ops::RecordSet{"visit", record, {{"city", "Wuhan", ""}}, ""});
    }
    Result<std::vector<SealedOp>> sealed = group.seal();
    REQUIRE(sealed.ok());
    store::Transaction transaction(*store);
    for (const SealedOp& op : *sealed) store->append(op.op, op.hash, op.bytes);
    REQUIRE(transaction.commit().ok());
    writer.commit(*sealed);
  }

  std::unique_ptr<store::Store> store;
  Writer writer;
};

TEST_CASE("a rebuild hands over whole groups in order, and says what came out otherwise") {
  Log log;
  log.append({"v1"});
  log.append({"v2", "v3"});
  CountingDeriver deriver(*log.store);
  Result<RebuildReport> report = rebuild(*log.store, deriver, "main.db");
  REQUIRE(report.ok());
  CHECK(report->op_count == 3);
  CHECK(report->differences == std::vector<std::string>{"app"});
  CHECK(deriver.groups == std::vector<size_t>{1, 2});
  CHECK(log.store->app()->id == "v3");

  CountingDeriver again(*log.store);
  CHECK(rebuild(*log.store, again, "main.db")->differences.empty());
  CHECK(verify(*log.store).findings.empty());
  CHECK(verify(*log.store).head_hash == hex(log.writer.head().hash));
  CHECK(check_end(*log.store, log.writer.head().number, "main.db").ok());
}

TEST_CASE("what a group cannot be derived from stops a rebuild, and nothing changes") {
  Log log;
  log.append({"v1"});
  log.append({"v2"});
  CountingDeriver deriver(*log.store);
  REQUIRE(rebuild(*log.store, deriver, "main.db").ok());
  const auto before = log.store->digests();
  CountingDeriver refusing(*log.store);
  refusing.refused_number = 2;
  Result<RebuildReport> report = rebuild(*log.store, refusing, "main.db");
  REQUIRE_FALSE(report.ok());
  CHECK(report.diagnostics()[0].code == "test.refused");
  CHECK(log.store->digests() == before);
}

TEST_CASE("numbers, times and hashes follow the last group that was committed") {
  Log log;
  log.append({"v1"});
  GroupDraft left = log.writer.begin({2'000'000}, 1, "");
  left.add(ops::RecordDiscard{"visit", "v1"});
  log.append({"v2", "v3"});
  std::vector<int64_t> numbers;
  log.store->read_ops(0, [&](const store::StoredOp& op) {
    numbers.push_back(op.number);
    return true;
  });
  CHECK(numbers == std::vector<int64_t>{1, 2, 3});
  CHECK(log.store->head().time > left.time());
  CHECK(verify(*log.store).findings.empty());
}

}  // namespace
}  // namespace tollgate::log
