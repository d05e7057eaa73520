#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "tollgate/sync/group.h"
#include "tollgate/sync/merge.h"
#include "tollgate/sync/receipt.h"
#include "tollgate/sync/row.h"

namespace tollgate::sync {
namespace {

log::SigningKey key_of(uint8_t seed) {
  log::Seed bytes = {};
  bytes[0] = seed;
  return log::SigningKey::from_seed(bytes);
}

std::string op_bytes(const std::string& device, int64_t number, int64_t first, int64_t last,
                     const std::string& user = "rep") {
  ops::Op op;
  op.device = device;
  op.number = number;
  op.group_first = first;
  op.group_last = last;
  op.user = user;
  op.body = ops::RecordSet{"visit", "v1", {{"city", "Wuhan", ""}}, ""};
  return ops::canonical_bytes(op);
}

std::string code_of(const Result<OpenedGroup>& result) {
  return result ? "ok" : result.diagnostics().front().code;
}

TEST_CASE("a group is what its device sealed, in its place, or it is refused", "[sync]") {
  const log::SigningKey key = key_of(1);
  const Sha256Digest before = sha256("group 3");
  const Group good =
      sealed_group("d1", 4, before, {op_bytes("d1", 9, 9, 10), op_bytes("d1", 10, 9, 10)}, key);
  const auto open = [&](const Group& group, const char* device = "d1",
                        const Sha256Digest& previous = sha256("group 3")) {
    return code_of(open_group(group, device, previous, key.public_key()));
  };
  CHECK(open(good) == "ok");
  CHECK(open_group(good, "d1", before, key.public_key())->ops.size() == 2);
  CHECK(open(good, "d2") == "sync.bad_signature");
  CHECK(open(good, "d1", sha256("group 2")) == "sync.bad_hash");
  CHECK(code_of(open_group(good, "d1", before, key_of(2).public_key())) == "sync.bad_signature");

  Group changed = good;
  changed.ops[1] = op_bytes("d1", 10, 9, 10, "boss");
  CHECK(open(changed) == "sync.bad_hash");
  changed = good;
  changed.number = 5;
  CHECK(open(changed) == "sync.bad_hash");

  // Signed by the device, and nonsense all the same.
  const auto sealed = [&](std::vector<std::string> ops) {
    return open(sealed_group("d1", 4, before, std::move(ops), key));
  };
  CHECK(sealed({}) == "sync.bad_group");
  CHECK(sealed({"{}"}) == "sync.bad_group");
  CHECK(sealed({op_bytes("d2", 9, 9, 9)}) == "sync.bad_group");
  CHECK(sealed({op_bytes("d1", 9, 9, 10)}) == "sync.bad_group");
  CHECK(sealed({op_bytes("d1", INT64_MAX, INT64_MAX, INT64_MIN)}) == "sync.bad_group");
  CHECK(sealed({op_bytes("d1", INT64_MIN, INT64_MIN, INT64_MAX)}) == "sync.bad_group");
  CHECK(sealed({op_bytes("d1", 9, 9, 10), op_bytes("d1", 10, 9, 10, "boss")}) == "sync.bad_group");
  CHECK(sealed({" " + op_bytes("d1", 9, 9, 9)}) == "sync.bad_group");
}

TEST_CASE("a receipt is the hub's word to one device", "[sync]") {
  Receipt receipt;
  receipt.number = 4;
  receipt.hash = hex(sha256("x"));
  receipt.outcome = kTaken;
  receipt.hub_hash = hex(sha256("y"));
  sign(receipt, "d1", key_of(7));
  CHECK(is_genuine(receipt, "d1", key_of(7).public_key()));
  CHECK_FALSE(is_genuine(receipt, "d2", key_of(7).public_key()));
  CHECK_FALSE(is_genuine(receipt, "d1", key_of(8).public_key()));
  receipt.outcome = kSetAside;
  CHECK_FALSE(is_genuine(receipt, "d1", key_of(7).public_key()));
}

TEST_CASE("values merge by member and by item, and say when one yields", "[sync]") {
  struct Case {
    const char* base;
    const char* theirs;
    const char* ours;
    const char* stands;
    bool contested;
  };
  const auto merged = [](const Case& c, Later later) {
    return merge(Json::parse(c.base), Json::parse(c.theirs), Json::parse(c.ours), later);
  };
  const Case cases[] = {
      {"1", "1", "2", "2", false},
      {"1", "2", "1", "2", false},
      {"1", "2", "2", "2", false},
      {"1", "2", "3", "3", true},
      {"null", "2", "3", "3", true},
      {R"({"a":1,"b":1})", R"({"a":2,"b":1})", R"({"a":1,"b":3})", R"({"a":2,"b":3})", false},
      {R"({"a":1,"b":1})", R"({"a":2,"b":1})", R"({"b":1})", R"({"b":1})", true},
      {R"([{"a":1},{"a":2}])", R"([{"a":9},{"a":2}])", R"([{"a":1},{"a":8}])",
       R"([{"a":9},{"a":8}])", false},
      {"[1,2]", "[1,2,3]", "[1,2,4]", "[1,2,4,3]", false},
      {"[1,2]", "[1,2,3]", "[1,2,3]", "[1,2,3]", false},
      {"[1,2,3]", "[1,3]", "[1,2]", "[1]", false},
      {"null", "[1]", "[2]", "[2,1]", false},
      {"[1,1]", "[1,1,5]", "[1]", "[1,5]", false},
      {"[1]", "[1,4]", "[1,4,4]", "[1,4,4]", false},
      {"[1]", "7", "[1,4]", "[1,4]", true},
      {R"({"sha256":"a","verified":false})", R"({"sha256":"b","verified":true})",
       R"({"sha256":"c","verified":false})", R"({"sha256":"c","verified":false})", true},
      {R"({"latitude":"1","longitude":"1"})", R"({"latitude":"2","longitude":"1"})",
       R"({"latitude":"1","longitude":"3"})", R"({"latitude":"1","longitude":"3"})", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.base, c.theirs, c.ours);
    const Merged mine = merged(c, Later::kOurs);
    CHECK(mine.value == Json::parse(c.stands));
    CHECK(mine.contested == c.contested);
  }
  CHECK(merged(cases[3], Later::kTheirs).value == 2);
}

TEST_CASE("a record travels whole", "[sync]") {
  RecordRow row;
  row.state = {.entity = "visit", .id = "v1"};
  row.state.status = ops::RecordStatus::kComplete;
  row.state.created_ms = 5;
  row.state.updated_ms = 6;
  row.state.version = "0000000000060000-hub";
  row.state.draft = {{"values", {{"city", "W"}}}};
  row.state.fields["city"] = {"Wuhan", "0000000000050000-hub"};
  row.state.fields["gone"] = {nullptr, "0000000000060000-hub"};
  row.state.standing.imported = true;
  row.state.standing.broken = {"won"};
  row.state.settled["plan"] = 12;
  row.state.met = {"late"};
  row.title = "Wuhan";
  row.scores = {{"card", "1.5", "2", "gold", {{"why", "x"}}, 3}};
  row.files = {{"photo", "ab", 7, {{"size_bytes", 4}}}};
  const auto read = row_from_json("visit", "v1", to_json(row));
  REQUIRE(read);
  CHECK(read->state == row.state);
  CHECK(read->title == row.title);
  CHECK(read->scores == row.scores);
  CHECK(read->files == row.files);

  CHECK_FALSE(row_from_json("visit", "v1", 5));
  CHECK_FALSE(row_from_json("visit", "v1", {{"status", "complete"}}));
  CHECK_FALSE(row_from_json("visit", "v1", {{"status", "no"}, {"fields", Json::object()}}));
  CHECK_FALSE(row_from_json("visit", "v1", {{"status", "draft"}, {"fields", {{"city", 1}}}}));
}

}  // namespace
}  // namespace tollgate::sync
