// What one device, two devices and a hub do together, step by step. Long because each case is a
// whole conversation, and all of them begin with the same team.
#include "meeting_test_support.h"
#include "tollgate/log/checkpoint.h"
#include "tollgate/query/query.h"
#include "tollgate/sync/group.h"

namespace tollgate::meetings {
namespace {

using engine::Caller;
using ops::RecordStatus;
using Codes = std::vector<std::string>;

struct Team {
  int64_t time_ms = 1'700'000'000'000;
  Node hub{&time_ms, "hub", deals_app(), 100};
  Node ann{&time_ms, "phone-a", "", 200};
  Node bob{&time_ms, "phone-b", "", 300};

  Team() {
    for (const char* id : {"ann", "bob"}) {
      REQUIRE(hub->commit({ops::RecordSet{"person", id, {{"name", id, ""}}, ""},
                           ops::RecordStatusSet{"person", id, RecordStatus::kComplete}},
                          {})
                  .ok());
    }
    CHECK(meet_ann() == Codes{});
    CHECK(meet_bob() == Codes{});
  }
  Codes meet_ann() { return meet(ann, hub, "ann"); }
  Codes meet_bob() { return meet(bob, hub, "bob"); }
  void pass(int64_t seconds) { time_ms += seconds * 1000; }

  Status save(Node& node, const std::string& user, const std::string& record,
              std::vector<std::pair<std::string, Json>> values, bool complete = true) {
    std::vector<ops::FieldWrite> writes;
    for (auto& [field, value] : values) {
      writes.push_back(write_of(*node, record, field, std::move(value)));
    }
    std::vector<ops::Body> bodies{ops::RecordSet{"deal", record, std::move(writes), ""}};
    if (complete) bodies.push_back(ops::RecordStatusSet{"deal", record, RecordStatus::kComplete});
    const auto saved = node->commit(std::move(bodies), {.user = user});
    return saved ? ok_status() : Status(Failure{saved.diagnostics()});
  }
  std::string state(Node& node) { return node->sync_device().status().state; }
};

std::string digest(engine::Engine& engine) {
  return hex(engine.log().head().hash) + write_json(table_of(engine));
}

void is_sound(Node& node) {
  const auto check = node->verify_all();
  REQUIRE(check.ok());
  for (const Diagnostic& d : check->findings) {
    if (d.severity == Severity::kError) FAIL_CHECK(d.code << " " << d.message.en);
  }
  CHECK(check->derived_compared);
}

TEST_CASE("what one does, the other sees after both have met the hub", "[sync]") {
  Team team;
  CHECK(team.ann->app_in_force()->hash == team.hub->app_in_force()->hash);
  CHECK(team.state(team.ann) == "all_sent");
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}, {"amount", "5"}}).ok());
  CHECK(team.state(team.ann) == "sending");
  CHECK(value_of(*team.ann, "d1", "mark") == "seen");
  CHECK(value_of(*team.bob, "d1", "name") == "no such record");
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.state(team.ann) == "all_sent");
  CHECK(team.meet_bob() == Codes{});
  CHECK(value_of(*team.bob, "d1", "name") == "Acme");
  CHECK(value_of(*team.bob, "d1", "mark") == "seen");
  CHECK(table_of(*team.ann) == table_of(*team.hub));
  CHECK(table_of(*team.bob) == table_of(*team.hub));

  // Who did it and when stands at the hub, with where it came from.
  const auto op = team.hub->store().newest_op_of("deal", "d1");
  const Result<ops::Op> read = ops::parse_op(op->bytes);
  REQUIRE(read.ok());
  CHECK(read->user == "ann");
  REQUIRE(read->origin);
  CHECK(read->origin->device == "phone-a");
  CHECK(read->origin->group == 1);

  // Own groups on top of the hub's rows, and everything made again from the log.
  REQUIRE(team.save(team.ann, "ann", "d1", {{"note", "later"}}).ok());
  for (Node* node : {&team.hub, &team.ann, &team.bob}) is_sound(*node);
  const auto before = table_of(*team.ann);
  REQUIRE(team.ann->rebuild().ok());
  CHECK(table_of(*team.ann) == before);
  team.ann.lose_power();
  CHECK(table_of(*team.ann) == before);
  CHECK(team.state(team.ann) == "sending");
  CHECK(team.meet_ann() == Codes{});
  CHECK(value_of(*team.hub, "d1", "note") == "later");
}

TEST_CASE("a new device has the people before all else", "[sync]") {
  Team team;
  for (int i = 0; i < 501; ++i) {
    REQUIRE(team.save(team.hub, "", "d" + std::to_string(i), {{"name", "Deal"}}).ok());
  }
  // Who came last is not behind a page of deals.
  REQUIRE(team.hub->commit({ops::RecordSet{"person", "zoe", {{"name", "Zoe", ""}}, ""}}, {}).ok());
  Node fresh{&team.time_ms, "phone-c", "", 400};
  auto& device = fresh->sync_device();
  device.begin_round();
  const auto has = [&](const char* entity) {
    int64_t found = 0;
    fresh->store().scan({.entity = entity, .drafts = true}, [&](store::StoredRecord&&) {
      ++found;
      return true;
    });
    return found;
  };
  while (device.status().rows == 0) {
    const auto message = device.next();
    REQUIRE(message.ok());
    REQUIRE(*message);
    REQUIRE(
        device.take(team.hub->sync_hub().answer({.locale = {}, .user = "ann"}, **message)).ok());
  }
  CHECK(device.status().rows_left > 0);
  CHECK(has("person") == 3);
  CHECK(has("deal") > 0);
}

TEST_CASE("two people on one record: fields and items merge, and one field keeps both", "[sync]") {
  Team team;
  const Json one = {{"what", "call"}};
  REQUIRE(
      team.save(team.ann, "ann", "d1", {{"name", "Acme"}, {"actions", Json::array({one})}}).ok());
  team.meet_ann();
  team.meet_bob();
  team.pass(60);
  const Json visit = {{"what", "visit"}};
  const Json mail = {{"what", "mail"}};
  REQUIRE(team.save(team.ann, "ann", "d1",
                    {{"note", "by ann"}, {"amount", "7"}, {"actions", Json::array({one, visit})}})
              .ok());
  team.pass(60);
  REQUIRE(
      team.save(team.bob, "bob", "d1",
                {{"note", "by bob"}, {"name", "Acme Ltd"}, {"actions", Json::array({one, mail})}})
          .ok());
  // Bob was later, and sends first.
  CHECK(team.meet_bob() == Codes{});
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.meet_bob() == Codes{});
  for (Node* node : {&team.hub, &team.ann, &team.bob}) {
    CHECK(value_of(**node, "d1", "note") == "by bob");
    CHECK(value_of(**node, "d1", "amount") == "7");
    CHECK(value_of(**node, "d1", "name") == "Acme Ltd");
    CHECK(value_of(**node, "d1", "actions").size() == 3);
  }
  // Both values are kept, and ann is told.
  bool kept = false;
  team.hub->store().read_ops(0, [&](const store::StoredOp& op) {
    kept = kept || (op.kind == "field.conflict" && op.bytes.find("by ann") != std::string::npos &&
                    op.bytes.find("by bob") != std::string::npos);
    return true;
  });
  CHECK(kept);
  const auto messages = team.hub->store().messages(10);
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].effect.find("\"ann\"") != std::string::npos);
  is_sound(team.hub);
}

// Ann moves d1 to won, and before she meets the hub bob has taken the amount away that this asks
// for.
void win_without_amount(Team& team) {
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}, {"amount", "5"}}).ok());
  team.meet_ann();
  team.meet_bob();
  REQUIRE(engine::advance(*team.ann, {"sales", "d1", "won"}, {.user = "ann"})->advance->accepted);
  REQUIRE(team.save(team.ann, "ann", "d1", {{"note", "won it"}}).ok());
  REQUIRE(team.save(team.bob, "bob", "d1", {{"amount", "0"}}).ok());
  team.meet_bob();
}

TEST_CASE("a claim that does not hold on what all did is refused, the rest is taken", "[sync]") {
  Team team;
  win_without_amount(team);
  CHECK(value_of(*team.ann, "d1", "stage") == "won");
  CHECK(team.meet_ann() == Codes{});
  for (Node* node : {&team.hub, &team.ann}) {
    CHECK(value_of(**node, "d1", "stage") != "won");
    CHECK(value_of(**node, "d1", "note") == "won it");
  }
  const auto not_taken = team.ann->sync_device().not_taken(10);
  REQUIRE(not_taken.size() == 1);
  CHECK(not_taken[0].outcome == "partly");
  CHECK(not_taken[0].record == "d1");
  CHECK(not_taken[0].why.back().message.en == "an amount");
  CHECK(team.state(team.ann) == "all_sent");
  CHECK(team.ann->sync_device().status().words.en == "all sent to the hub; 1 not applied as sent");

  // What is required can be gone, too.
  REQUIRE(team.save(team.ann, "ann", "d1", {{"amount", "9"}}).ok());
  REQUIRE(team.save(team.bob, "bob", "d1", {{"name", nullptr}}).ok());
  team.meet_bob();
  team.meet_ann();
  CHECK(team.hub->store().find_record("deal", "d1")->state.status == RecordStatus::kComplete);
  for (Node* node : {&team.hub, &team.ann, &team.bob}) is_sound(*node);
}

TEST_CASE("a refused claim that came through since is told no more", "[sync]") {
  Team team;
  win_without_amount(team);
  CHECK(team.meet_ann() == Codes{});
  // She mends it and moves it again: nothing is left to mind.
  REQUIRE(team.save(team.ann, "ann", "d1", {{"amount", "9"}}).ok());
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.ann->sync_device().not_taken(10).size() == 1);
  REQUIRE(engine::advance(*team.ann, {"sales", "d1", "won"}, {.user = "ann"})->advance->accepted);
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.ann->sync_device().not_taken(10).empty());
  CHECK(team.ann->sync_device().status().words.en == "all sent to the hub");
}

TEST_CASE("what may not come into force is kept for its owner", "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}, {"amount", "5"}}).ok());
  team.meet_ann();
  team.meet_bob();
  REQUIRE(team.bob->commit({ops::RecordDiscard{"deal", "d1"}}, {.user = "bob"}).ok());
  team.meet_bob();
  REQUIRE(team.save(team.ann, "ann", "d1", {{"note", "typed for an hour"}}).ok());
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.hub->store().find_record("deal", "d1")->state.status == RecordStatus::kDiscarded);
  CHECK(table_of(*team.ann).count("deal/d1") == 0);
  const auto not_taken = team.ann->sync_device().not_taken(10);
  REQUIRE(not_taken.size() == 1);
  CHECK(not_taken[0].outcome == "set_aside");
  CHECK(not_taken[0].why[0].code == "sync.record_gone");
  const auto kept = team.hub->store().newest_op_of("deal", "d1");
  CHECK(kept->kind == "group.set_aside");
  CHECK(kept->bytes.find("typed for an hour") != std::string::npos);
  CHECK(team.state(team.ann) == "all_sent");
  // Whoever looks after the app sees it, and decides once.
  engine::SyncHub& hub = team.hub->sync_hub();
  const auto aside = hub.set_aside(10);
  REQUIRE(aside.size() == 1);
  CHECK(aside[0].user == "ann");
  CHECK(aside[0].device == "phone-a");
  CHECK(aside[0].record == "d1");
  CHECK(aside[0].act.empty());
  REQUIRE_FALSE(aside[0].ops.empty());
  CHECK_FALSE(hub.settle(aside[0].op, "discarded", "").ok());
  CHECK_FALSE(hub.settle(aside[0].op + 1, "discarded", "no such work").ok());
  REQUIRE(hub.settle(aside[0].op, "discarded", "the deal is off").ok());
  CHECK(hub.settle(aside[0].op, "sent_on", "again").diagnostics()[0].code == "sync.settled");
  team.hub.lose_power();
  CHECK(team.hub->sync_hub().set_aside(10)[0].reason == "the deal is off");
}

TEST_CASE("a clock that is years off harms nobody", "[sync]") {
  Team team;
  team.ann.clock.offset_ms = int64_t{50} * 365 * 24 * 3'600 * 1'000;
  team.bob.clock.offset_ms = -team.ann.clock.offset_ms / 2;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "from 2073"}}).ok());
  REQUIRE(team.save(team.bob, "bob", "d2", {{"name", "from 1998"}}).ok());
  team.pass(600);
  team.meet_ann();
  team.meet_bob();
  for (const char* record : {"d1", "d2"}) {
    const auto stored = team.hub->store().find_record("deal", record);
    CHECK(team.time_ms - stored->state.created_ms == 600'000);
  }
  CHECK(team.hub->log().head().time.milliseconds <= team.time_ms);
  is_sound(team.hub);
}

TEST_CASE("what is forged, foreign, repeated or out of order changes nothing", "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}}).ok());
  team.ann->sync_device().begin_round();
  std::string push;
  for (int i = 0; i < 2; ++i) {  // the join, then the push
    push = **team.ann->sync_device().next();
    if (i == 0) {
      REQUIRE(
          team.ann->sync_device().take(team.hub->sync_hub().answer({.user = "ann"}, push)).ok());
    }
  }
  const Json sent = Json::parse(push);
  REQUIRE(sent["type"] == "sync.push");
  const std::string before = digest(*team.hub);
  const auto answer = [&](const Json& message, const char* user = "ann") {
    const Json reply =
        Json::parse(team.hub->sync_hub().answer({.user = user}, write_json(message)));
    CHECK(digest(*team.hub) == before);
    return reply.value("ok", false) ? std::string("ok")
                                    : reply["diagnostics"][0]["code"].get<std::string>();
  };
  const auto changed = [&](const char* pointer, Json value) {
    Json message = sent;
    message[Json::json_pointer(pointer)] = std::move(value);
    return message;
  };
  CHECK(answer(sent, "bob") == "sync.foreign_device");
  CHECK(answer(changed("/params/device", "phone-b"), "bob") == "sync.bad_signature");
  CHECK(answer(changed("/params/device", "nobody")) == "sync.unknown_device");
  CHECK(answer(changed("/params/groups/0/signature", std::string(128, '0'))) ==
        "sync.bad_signature");
  CHECK(answer(changed("/params/groups/0/hash", std::string(64, '0'))) == "sync.bad_signature");
  std::string op = sent["params"]["groups"][0]["ops"][0];
  op.replace(op.find("Acme"), 4, "Evil");
  CHECK(answer(changed("/params/groups/0/ops/0", op)) == "sync.bad_hash");
  CHECK(answer(changed("/params/groups/0/ops", Json::array())) == "sync.bad_hash");
  // A number from the future is not looked at: the reply says which is expected.
  CHECK(answer(changed("/params/groups/0/number", 7)) == "ok");
  CHECK(answer(changed("/params/groups/0/number", -1)) == "ok");
  CHECK(answer(changed("/params/groups", "no")) == "api.wrong_type");
  CHECK(answer({{"type", "sync.pull"},
                {"params",
                 {{"device", "phone-a"},
                  {"cursor", "[9223372036854775807,-1,\"\"]"},
                  {"app_hash", ""},
                  {"limit", INT64_MIN}}}}) == "ok");
  const auto piece = [&](const std::string& sha256, int64_t size, int64_t offset,
                         const char* bytes) {
    return answer({{"type", "sync.blob"},
                   {"params",
                    {{"device", "phone-a"},
                     {"sha256", sha256},
                     {"size_bytes", size},
                     {"name", "x"},
                     {"offset", offset},
                     {"bytes", bytes}}}});
  };
  const std::string some(64, 'a');
  CHECK(piece("no", 5, 0, "AAAA") == "sync.bad_file");
  CHECK(piece(some, INT64_MAX, 0, "AAAA") == "sync.bad_file");
  CHECK(piece(some, -1, 0, "AAAA") == "sync.bad_file");
  CHECK(piece(some, 3, 0, "not base64") == "sync.bad_file");
  CHECK(piece(some, 2, 0, "AAAA") == "sync.bad_file");
  CHECK(piece(some, 3, INT64_MAX, "AAAA") == "ok");  // elsewhere: it is told where to go on
  CHECK(piece(some, 3, 0, "AAAA") == "sync.other_bytes");
  CHECK(team.hub->store().blob_parts_bytes(some) == 0);
  CHECK(answer({{"type", "sync.push"}}) != "ok");
  CHECK(answer({{"type", "app.save"}}) == "sync.bad_message");
  CHECK(answer(5) == "sync.bad_message");
  CHECK(answer({{"type", "sync.pull"},
                {"params", {{"device", "phone-b"}, {"cursor", ""}, {"app_hash", ""}}}}) ==
        "sync.foreign_device");
  Json join = {{"type", "sync.join"},
               {"params",
                {{"app", "deals"},
                 {"device", "phone-b"},
                 {"key", std::string(64, 'a')},
                 {"at_ms", 0},
                 {"signature", std::string(128, 'a')}}}};
  CHECK(answer(join) == "sync.bad_signature");
  join["params"]["app"] = "other";
  CHECK(answer(join) == "sync.wrong_app");
  join["params"]["app"] = "deals";
  join["params"]["device"] = "a\nb";
  CHECK(answer(join) == "sync.bad_device");

  // In somebody else's name, signed by the device.
  const log::SigningKey stranger = log::SigningKey::from_seed({1});
  const std::string name = "phone-x";
  const std::string key = log::to_hex(stranger.public_key());
  join["params"] = {{"app", "deals"}, {"device", name}, {"key", key}, {"at_ms", 0}};
  join["params"]["signature"] = log::to_hex(stranger.sign(sync::join_text("deals", name, key)));
  REQUIRE(Json::parse(team.hub->sync_hub().answer({.user = "bob"}, write_json(join)))["ok"] ==
          true);
  const std::string joined = digest(*team.hub);
  const auto forge = [&](ops::Body body, const std::string& user) {
    ops::Op forged;
    forged.device = name;
    forged.number = forged.group_first = forged.group_last = 1;
    forged.user = user;
    forged.body = std::move(body);
    const sync::Group group =
        sync::sealed_group(name, 1, {}, {ops::canonical_bytes(forged)}, stranger);
    const Json message = {{"type", "sync.push"},
                          {"params",
                           {{"device", name},
                            {"at_ms", INT64_MIN},
                            {"groups", Json::array({sync::to_json(group)})}}}};
    return Json::parse(team.hub->sync_hub().answer({.user = "bob"}, write_json(message)));
  };
  CHECK(forge(ops::RecordDiscard{"deal", "d1"}, "ann")["diagnostics"][0]["code"] ==
        "sync.foreign_person");
  CHECK(digest(*team.hub) == joined);
  // What no device may do is kept, and is not in force.
  const auto tables = table_of(*team.hub);
  const Json aside = forge(ops::AppPut{"deals", 9, "{}", true}, "bob");
  CHECK(aside["result"]["receipts"][0]["outcome"] == "set_aside");
  CHECK(aside["result"]["receipts"][0]["why"][0]["code"] == "sync.not_from_devices");
  CHECK(table_of(*team.hub) == tables);

  // The same number with other bytes, signed: a fork. The device is told, and its data stays.
  const Json fork = forge(ops::RecordDiscard{"deal", "d1"}, "bob");
  CHECK(fork["result"]["blocked"]["code"] == "sync.forked");
  CHECK(table_of(*team.hub) == tables);

  // The real one, twice: taken once, with the same receipt.
  const std::string first = team.hub->sync_hub().answer({.user = "ann"}, push);
  const std::string after = digest(*team.hub);
  CHECK(team.hub->sync_hub().answer({.user = "ann"}, push) == first);
  CHECK(digest(*team.hub) == after);
  CHECK(value_of(*team.hub, "d1", "name") == "Acme");
}

TEST_CASE("a device whose data was put back to an older state is told, not believed", "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}}).ok());
  auto older = team.ann.copy();
  team.meet_ann();
  REQUIRE(team.save(team.ann, "ann", "d1", {{"note", "x"}}).ok());
  team.meet_ann();
  team.ann.put_back(std::move(older));
  REQUIRE(team.save(team.ann, "ann", "d2", {{"name", "after the restore"}}).ok());
  team.meet_ann();
  CHECK(team.state(team.ann) == "blocked");
  CHECK(team.ann->sync_device().status().blocked->code == "sync.forked");
  CHECK(value_of(*team.ann, "d2", "name") == "after the restore");  // still on the device
  CHECK(value_of(*team.hub, "d2", "name") == "no such record");
}

TEST_CASE("what left a device's sight leaves it also when it lost that it was told", "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}}).ok());
  team.meet_ann();
  team.meet_bob();
  CHECK(value_of(*team.bob, "d1", "name") == "Acme");
  auto older = team.bob.copy();
  REQUIRE(team.ann->commit({ops::RecordDiscard{"deal", "d1"}}, {.user = "ann"}).ok());
  team.meet_ann();
  team.meet_bob();
  team.meet_bob();  // the hub knows now that it is gone there
  team.bob.put_back(std::move(older));
  CHECK(value_of(*team.bob, "d1", "name") == "Acme");
  CHECK(team.meet_bob() == Codes{});
  CHECK(table_of(*team.bob) == table_of(*team.hub));
  CHECK(value_of(*team.bob, "d1", "name") != "Acme");
}

TEST_CASE("a fill leaves no log behind that the next start would read", "[sync]") {
  Team team;
  Node device(&team.time_ms, "phone-c", "", 400);
  for (int i = 0; i < 300; ++i) {
    REQUIRE(team.save(team.ann, "ann", "d" + std::to_string(i), {{"name", "Acme"}}).ok());
  }
  team.meet_ann();
  CHECK(meet(device, team.hub, "bob") == Codes{});
  CHECK(device.files().bytes_of("main.db-wal")->empty());
  CHECK(table_of(*device) == table_of(*team.hub));
  device.lose_power();
  CHECK(table_of(*device) == table_of(*team.hub));
}

TEST_CASE("a round that finds all as it was writes nothing", "[sync]") {
  Team team;
  team.meet_ann();
  const auto log_bytes = [&] { return team.ann.files().bytes_of("main.db-wal")->size(); };
  const size_t before = log_bytes();
  team.pass(60);
  CHECK(team.meet_ann() == Codes{});
  CHECK(log_bytes() == before);
  CHECK(team.ann->sync_device().status().met_at_ms == team.time_ms);
}

TEST_CASE("a released device goes on from what the hub has of it, and sends what it had not",
          "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}}).ok());
  team.meet_ann();
  auto older = team.ann.copy();
  for (const char* note : {"x", "y"}) {
    REQUIRE(team.save(team.ann, "ann", "d1", {{"note", note}}).ok());
    team.meet_ann();
  }
  team.ann.put_back(std::move(older));
  REQUIRE(team.save(team.ann, "ann", "d2", {{"name", "after the restore"}}).ok());
  team.meet_ann();
  REQUIRE(team.state(team.ann) == "blocked");
  team.meet_ann();  // and says so
  const auto code = [](const Status& status) {
    return status ? std::string("fine") : status.diagnostics().front().code;
  };
  engine::SyncHub& hub = team.hub->sync_hub();
  const auto known = [&](const std::string& name) {
    for (const engine::KnownDevice& each : hub.devices()) {
      if (each.name == name) return each;
    }
    FAIL("no device " << name);
    return engine::KnownDevice{};
  };
  CHECK(known("phone-a").users == std::vector<std::string>{"ann"});
  CHECK(code(hub.release("phone-b", "lost")) == "sync.not_blocked");
  CHECK(code(hub.release("nobody's", "lost")) == "sync.unknown_device");
  CHECK(code(hub.release("phone-a", " ")) == "sync.reason");
  REQUIRE(known("phone-a").blocked.has_value());
  CHECK(known("phone-a").blocked->code == "sync.forked");
  CHECK_FALSE(known("phone-b").blocked.has_value());
  REQUIRE(hub.release("phone-a", "restored from a backup").ok());
  CHECK(known("phone-a").released);
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.state(team.ann) == "all_sent");
  CHECK_FALSE(known("phone-a").released);
  CHECK(value_of(*team.hub, "d2", "name") == "after the restore");
  CHECK(value_of(*team.hub, "d1", "note") == "y");
  CHECK(table_of(*team.ann) == table_of(*team.hub));
  // And on.
  REQUIRE(team.save(team.ann, "ann", "d2", {{"note", "goes on"}}).ok());
  CHECK(team.meet_ann() == Codes{});
  CHECK(value_of(*team.hub, "d2", "note") == "goes on");
  team.ann.lose_power();
  CHECK(team.meet_ann() == Codes{});
  for (Node* node : {&team.hub, &team.ann}) is_sound(*node);
}

TEST_CASE("a hub that went back to an older state gets again what it lost", "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}}).ok());
  team.meet_ann();
  auto older = team.hub.copy();
  REQUIRE(team.save(team.ann, "ann", "d2", {{"name", "lost at the hub"}}).ok());
  team.meet_ann();
  team.meet_bob();
  CHECK(value_of(*team.bob, "d2", "name") == "lost at the hub");
  team.hub.put_back(std::move(older));
  CHECK(value_of(*team.hub, "d2", "name") == "no such record");
  CHECK(team.meet_bob() == Codes{});
  CHECK(value_of(*team.bob, "d2", "name") == "no such record");
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.meet_bob() == Codes{});
  for (Node* node : {&team.hub, &team.ann, &team.bob}) {
    CHECK(value_of(**node, "d2", "name") == "lost at the hub");
  }
  CHECK(table_of(*team.ann) == table_of(*team.hub));
  CHECK(table_of(*team.bob) == table_of(*team.hub));
}

TEST_CASE("files follow the texts in pieces, and a claim waits for them", "[sync]") {
  Team team;
  std::string bytes;
  for (int i = 0; bytes.size() < 900'000; ++i) bytes += std::to_string(i * 7919) + " ";
  const Result<Json> facts = team.ann->put_blob("deck.txt", bytes);
  REQUIRE(facts.ok());
  const std::string sha256 = (*facts)["sha256"];
  REQUIRE(team.save(team.ann, "ann", "d1",
                    {{"name", "Acme"}, {"amount", "5"}, {"deck", {{"sha256", sha256}}}})
              .ok());
  REQUIRE(engine::advance(*team.ann, {"sales", "d1", "won"}, {.user = "ann"})->advance->accepted);
  // The network goes after the second piece; what has come is not sent again.
  team.ann->sync_device().begin_round();
  int pieces = 0;
  while (pieces < 2) {
    const std::string message = **team.ann->sync_device().next();
    const Json params = Json::parse(message)["params"];
    if (params.contains("bytes")) ++pieces;
    REQUIRE(
        team.ann->sync_device().take(team.hub->sync_hub().answer({.user = "ann"}, message)).ok());
  }
  team.ann->sync_device().failed("network");
  CHECK(value_of(*team.hub, "d1", "name") == "Acme");  // the text is there
  CHECK(value_of(*team.hub, "d1", "stage") != "won");
  CHECK(team.state(team.ann) == "sending");
  CHECK_FALSE(team.hub->store().has_blob(sha256));
  const uint64_t there = team.hub->store().blob_parts_bytes(sha256);
  CHECK(there == 2 * 3 * (size_t{128} << 10));
  CHECK(team.meet_ann() == Codes{});
  CHECK(*team.hub->get_blob(sha256) == bytes);
  INFO(team.hub->store().newest_op_of("deal", "d1")->bytes);
  INFO(value_of(*team.hub, "d1", "stage").dump());
  CHECK(value_of(*team.hub, "d1", "stage") == "won");
  CHECK(team.state(team.ann) == "all_sent");
  team.meet_bob();
  CHECK(table_of(*team.bob) == table_of(*team.hub));
  CHECK_FALSE(team.bob->store().has_blob(sha256));
  CHECK(team.bob->store().known_facts(sha256).has_value());
  for (Node* node : {&team.hub, &team.ann, &team.bob}) is_sound(*node);
}

TEST_CASE("a new version of the app reaches a device that has something unsent", "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}}).ok());
  REQUIRE(team.ann
              ->commit({ops::RecordDraft{"deal", "d1", {{"values", {{"note", "half"}}}}}},
                       {.user = "ann"})
              .ok());
  REQUIRE(team.hub->save_app(deals_app("Deals, better"), "", {}).ok());
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.ann->app_in_force()->hash == team.hub->app_in_force()->hash);
  CHECK(team.ann->store().find_record("deal", "d1")->state.draft["values"]["note"] == "half");
  CHECK(table_of(*team.ann) == table_of(*team.hub));
  is_sound(team.ann);
  team.ann.lose_power();
  CHECK(team.ann->app_in_force()->hash == team.hub->app_in_force()->hash);
}

// What the hub's gate for the stage of the record says of itself, "" where none was passed.
std::string passed_gate(Node& node, const std::string& record) {
  const auto stored = node->store().find_record("deal", record);
  if (!stored || stored->state.standing.passed.empty()) return "";
  const ops::PassedGate& gate = stored->state.standing.passed.front();
  const Json requirements = gate.saw.value("requirements", Json::object());
  return "version " + std::to_string(gate.app_version) + " of " +
         std::to_string(requirements.size());
}

// The codes of what the hub noted beside the device's group.
Codes notes_of(Node& device, int64_t group) {
  const auto known = store::SyncRows(device->store()).group(group);
  Codes codes;
  const Json receipt = stored_json(known->receipt);
  for (const Json& note : receipt.value("notes", Json::array())) codes.push_back(note["code"]);
  return codes;
}

int64_t last_group(Node& device) { return store::SyncRows(device->store()).last_group()->number; }

// What the hub's history says was done by rules of another version: "moved 1" and so on.
Codes judged_by(Node& hub, const std::string& record) {
  messages::RecordHistoryRequest request;
  request.entity = "deal";
  request.record = record;
  const query::Viewer viewer{.person = {}, .roles = {}, .locale = "en", .whole_app = true};
  const auto history = query::read_history(hub->source(), viewer, request);
  REQUIRE(history.ok());
  Codes judged;
  for (const auto& entry : history->entries) {
    if (entry.judged_by) judged.push_back(entry.action + " " + std::to_string(*entry.judged_by));
  }
  return judged;
}

TEST_CASE("claims of an earlier version are judged by its rules, on what all did", "[sync]") {
  Team team;
  for (const char* deal : {"d1", "d2"}) {
    REQUIRE(team.save(team.ann, "ann", deal, {{"name", "Acme"}, {"amount", "5"}}).ok());
  }
  team.meet_ann();
  team.meet_bob();
  // From here on a deal needs a note as well, and ann has not heard of it.
  REQUIRE(team.hub->save_app(deals_app("Deals with notes", true), "", {}).ok());
  const int64_t before = last_group(team.ann);
  REQUIRE(engine::advance(*team.ann, {"sales", "d1", "won"}, {.user = "ann"})->advance->accepted);
  REQUIRE(team.save(team.ann, "ann", "d3", {{"name", "Bolt"}}).ok());
  REQUIRE(team.save(team.ann, "ann", "d3", {{"amount", "7"}}, false).ok());
  REQUIRE(engine::advance(*team.ann, {"sales", "d2", "won"}, {.user = "ann"})->advance->accepted);
  REQUIRE(team.save(team.bob, "bob", "d2", {{"amount", "0"}}).ok());
  team.meet_bob();
  CHECK(team.meet_ann() == Codes{});

  for (Node* node : {&team.hub, &team.ann}) {
    CHECK(value_of(**node, "d1", "stage") == "won");
    CHECK(passed_gate(*node, "d1") == "version 1 of 1");
    CHECK((*node)->store().find_record("deal", "d3")->state.status == RecordStatus::kComplete);
    // By no version: bob took the amount away.
    CHECK(value_of(**node, "d2", "stage") != "won");
    CHECK(passed_gate(*node, "d2").empty());
  }
  // The rules in force look at where it stands now.
  CHECK(team.hub->store().find_record("deal", "d1")->state.standing.broken == Codes{"won"});
  CHECK(judged_by(team.hub, "d1") == Codes{"moved 1"});
  CHECK(judged_by(team.hub, "d2") == Codes{"move_refused 1", "submitted 1"});
  CHECK(judged_by(team.hub, "d3") == Codes{"submitted 1"});
  CHECK(notes_of(team.ann, before + 1) == Codes{"sync.own_version"});
  CHECK(notes_of(team.ann, before + 2) == Codes{"sync.own_version"});
  CHECK(notes_of(team.ann, before + 3) == Codes{});  // claims nothing
  const auto not_taken = team.ann->sync_device().not_taken(10);
  REQUIRE(not_taken.size() == 1);
  CHECK(not_taken[0].record == "d2");
  CHECK(not_taken[0].why.back().message.en == "an amount");
  const auto refused = team.hub->store().newest_op_of("deal", "d2");
  CHECK(refused->kind == "claim.refuse");
  CHECK(stored_json(refused->bytes)["body"]["judged_by"] == 1);
  CHECK(team.ann->app_in_force()->hash == team.hub->app_in_force()->hash);
  for (Node* node : {&team.hub, &team.ann, &team.bob}) is_sound(*node);

  // What is done under the new version is judged by the new one.
  const auto moved_now = engine::advance(*team.ann, {"sales", "d3", "won"}, {.user = "ann"});
  CHECK_FALSE(moved_now->advance->accepted);
  REQUIRE(team.save(team.ann, "ann", "d3", {{"note", "seen"}}).ok());
  REQUIRE(engine::advance(*team.ann, {"sales", "d3", "won"}, {.user = "ann"})->advance->accepted);
  CHECK(team.meet_ann() == Codes{});
  CHECK(passed_gate(team.hub, "d3") == "version 2 of 2");
  CHECK(notes_of(team.ann, last_group(team.ann)) == Codes{});
  team.hub.lose_power();
  CHECK(passed_gate(team.hub, "d1") == "version 1 of 1");
  is_sound(team.hub);
}

TEST_CASE("a claim under an earlier version stands on its device until the hub has judged it",
          "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}, {"amount", "5"}}).ok());
  team.meet_ann();
  REQUIRE(team.hub->save_app(deals_app("Deals with notes", true), "", {}).ok());
  // Ann moves the deal while a round is under way that brings the new version.
  team.ann->sync_device().begin_round();
  bool moved = false;
  while (const auto message = *team.ann->sync_device().next()) {
    if (!moved && message->find("sync.pull") != std::string::npos) {
      moved =
          engine::advance(*team.ann, {"sales", "d1", "won"}, {.user = "ann"})->advance->accepted;
      REQUIRE(moved);
    }
    REQUIRE(
        team.ann->sync_device().take(team.hub->sync_hub().answer({.user = "ann"}, *message)).ok());
  }
  REQUIRE(moved);
  REQUIRE(team.ann->app_in_force()->hash == team.hub->app_in_force()->hash);
  CHECK(value_of(*team.ann, "d1", "stage") == "won");
  CHECK(value_of(*team.hub, "d1", "stage") != "won");
  is_sound(team.ann);
  team.ann.lose_power();
  CHECK(value_of(*team.ann, "d1", "stage") == "won");
  CHECK(team.meet_ann() == Codes{});
  CHECK(value_of(*team.hub, "d1", "stage") == "won");
  CHECK(passed_gate(team.hub, "d1") == "version 1 of 1");
  CHECK(table_of(*team.ann) == table_of(*team.hub));
  for (Node* node : {&team.hub, &team.ann}) is_sound(*node);
}

TEST_CASE("a hub that has no such version judges by its own rules, and says so", "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}, {"amount", "5"}}).ok());
  team.meet_ann();
  // An older backup: the version with notes is not in its log.
  auto backup = team.hub.copy();
  REQUIRE(team.hub->save_app(deals_app("Deals with notes", true), "", {}).ok());
  team.meet_ann();
  REQUIRE(team.save(team.ann, "ann", "d1", {{"note", "seen"}}).ok());
  REQUIRE(engine::advance(*team.ann, {"sales", "d1", "won"}, {.user = "ann"})->advance->accepted);
  team.hub.put_back(std::move(backup));
  team.meet_ann();
  team.meet_ann();
  CHECK(value_of(*team.hub, "d1", "stage") == "won");
  CHECK(passed_gate(team.hub, "d1") == "version 1 of 1");
  CHECK(notes_of(team.ann, last_group(team.ann)) == Codes{"sync.other_version"});
}

TEST_CASE("a stage that the app in force no longer has lets nobody in", "[sync]") {
  Team team;
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "Acme"}, {"amount", "5"}}).ok());
  team.meet_ann();
  std::string app = deals_app();
  for (size_t at = 0; (at = app.find("\"won\"", at)) != std::string::npos;) {
    app.replace(at, 5, "\"sold\"");
  }
  REQUIRE(team.hub->save_app(app, "", {}).ok());
  REQUIRE(engine::advance(*team.ann, {"sales", "d1", "won"}, {.user = "ann"})->advance->accepted);
  team.meet_ann();
  CHECK(value_of(*team.hub, "d1", "stage") != "won");
  REQUIRE(team.ann->sync_device().not_taken(10).size() == 1);
  for (Node* node : {&team.hub, &team.ann}) is_sound(*node);
}

// Sees the deals that carry its person's name in their note, or none.
class ByNote final : public sync::Rights {
 public:
  explicit ByNote(std::string user) : user_(std::move(user)) {}
  bool sees_all() override { return false; }
  bool sees(const ops::RecordState& record) override {
    return record.entity != "deal" || record.value("note") == user_;
  }
  std::string basis() override { return "by note"; }
  void hide(sync::RecordRow& row) override { row.state.fields.erase("amount"); }
  std::optional<Diagnostic> refuses(const std::optional<ops::RecordState>& before,
                                    const ops::RecordState&, const ops::Body&) override {
    if (!before || sees(*before)) return std::nullopt;
    return make_error("test.not_yours", {"不是您的", "not yours"});
  }

 private:
  std::string user_;
};

TEST_CASE("where nobody signs in, a browser is anybody's; where people do, it is not", "[sync]") {
  Team team;
  const Caller demo{.locale = {}, .user = {}, .role = {}, .session = {}, .administrator = true};
  Node kiosk{&team.time_ms, "kiosk", "", 400};
  CHECK(meet(kiosk, team.hub, demo) == Codes{});
  REQUIRE(team.save(kiosk, "ann", "d1", {{"name", "Acme"}}).ok());
  REQUIRE(team.save(kiosk, "bob", "d2", {{"name", "Bolt"}}).ok());
  CHECK(meet(kiosk, team.hub, demo) == Codes{});
  CHECK(team.state(kiosk) == "all_sent");
  CHECK(table_of(*kiosk) == table_of(*team.hub));
  CHECK(team.hub->store().newest_op_of("deal", "d2").has_value());
  // The same browser at a hub with accounts: Bob signs in, and Ann's work is not his to send.
  CHECK(meet(kiosk, team.hub, "bob") == Codes{});
  REQUIRE(team.save(kiosk, "ann", "d3", {{"name", "Cone"}}).ok());
  CHECK(meet(kiosk, team.hub, "bob") != Codes{});
  CHECK(value_of(*team.hub, "d3", "name") == "no such record");
}

TEST_CASE("who may make records and not change them makes them on a device, too", "[sync]") {
  int64_t time_ms = 1'700'000'000'000;
  Node hub{&time_ms, "hub", deals_app("Deals", false, true), 500};
  REQUIRE(hub->commit({ops::RecordSet{"person", "sam", {{"role", "starter", ""}}, ""},
                       ops::RecordStatusSet{"person", "sam", RecordStatus::kComplete}},
                      engine::app_itself())
              .ok());
  Node phone{&time_ms, "phone", "", 501};
  const engine::Caller sam{.locale = {}, .user = "sam", .role = "starter"};
  REQUIRE(meet(phone, hub, sam) == Codes{});
  const auto save = [&](const char* deal, const char* name, bool complete) {
    std::vector<ops::Body> bodies{
        ops::RecordSet{"deal", deal, {write_of(*phone, deal, "name", name)}, ""}};
    if (complete) bodies.push_back(ops::RecordStatusSet{"deal", deal, RecordStatus::kComplete});
    return phone->commit(std::move(bodies), sam).ok();
  };
  // At once, and bit by bit over several meetings.
  REQUIRE(save("d1", "Acme", true));
  for (const char* name : {"B", "Bo", "Bolt"}) {
    REQUIRE(save("d2", name, false));
    CHECK(meet(phone, hub, sam) == Codes{});
  }
  REQUIRE(save("d2", "Bolt & Nut", true));
  REQUIRE(save("d3", "a mistake", false));
  REQUIRE(phone->commit({ops::RecordDiscard{"deal", "d3"}}, sam).ok());
  CHECK(meet(phone, hub, sam) == Codes{});
  CHECK(phone->sync_device().not_taken(10).empty());
  CHECK(value_of(*hub, "d1", "name") == "Acme");
  CHECK(value_of(*hub, "d2", "name") == "Bolt & Nut");
  CHECK(hub->store().find_record("deal", "d2")->state.status == RecordStatus::kComplete);
  CHECK(hub->store().find_record("deal", "d3")->state.status == RecordStatus::kDiscarded);
  // What is complete is no draft of theirs any more.
  CHECK_FALSE(save("d2", "changed", false));
}

TEST_CASE("what leaves a person's sight leaves the device", "[sync]") {
  Team team;
  REQUIRE(team.save(team.hub, "", "d0", {{"name", "Nobody's"}}).ok());
  team.meet_ann();
  CHECK(table_of(*team.ann).count("deal/d0") == 1);
  team.hub->sync_hub().set_rights(
      [](const std::string& user) { return std::make_unique<ByNote>(user); });
  team.meet_ann();
  CHECK(table_of(*team.ann).count("deal/d0") == 0);
  REQUIRE(
      team.save(team.ann, "ann", "d1", {{"name", "Acme"}, {"note", "ann"}, {"amount", "4"}}).ok());
  REQUIRE(team.save(team.ann, "ann", "d2", {{"name", "Both"}, {"note", "ann"}}).ok());
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.meet_bob() == Codes{});
  CHECK(table_of(*team.ann).count("deal/d1") == 1);
  CHECK(table_of(*team.bob).count("deal/d1") == 0);
  CHECK(value_of(*team.hub, "d1", "amount") == "4");
  CHECK(value_of(*team.ann, "d1", "amount").is_null());

  // It moves to bob; ann has typed on.
  REQUIRE(team.save(team.hub, "ann", "d1", {{"note", "bob"}}).ok());
  REQUIRE(team.save(team.ann, "ann", "d1", {{"name", "typed on"}}).ok());
  CHECK(team.meet_ann() == Codes{});
  CHECK(team.meet_bob() == Codes{});
  CHECK(table_of(*team.ann).count("deal/d1") == 0);
  CHECK(table_of(*team.ann).count("deal/d2") == 1);
  CHECK(table_of(*team.bob).count("deal/d1") == 1);
  CHECK(value_of(*team.hub, "d1", "name") == "Acme");
  REQUIRE(team.ann->sync_device().not_taken(10).size() == 1);
  CHECK(team.ann->sync_device().not_taken(10)[0].why[0].code == "test.not_yours");
  // Nothing of it is left in the device's rows.
  bool left = false;
  store::SyncRows(team.ann->store()).each_base({}, [&](const ops::RecordKey& key, const auto&) {
    left = left || key.record == "d1";
    return true;
  });
  CHECK_FALSE(left);
}

}  // namespace
}  // namespace tollgate::meetings
