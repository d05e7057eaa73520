// A hub and devices on files in memory, with clocks of their own.
#pragma once

#include <catch_amalgamated.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"
#include "tollgate/engine/workflow_commands.h"
#include "tollgate/files/storage_files.h"
#include "tollgate/store/store.h"
#include "tollgate/store/sync_rows.h"

namespace tollgate::meetings {

// Sellers do everything with deals; trainees see those below an amount of two, without their notes,
// and discard none; starters complete the drafts that they began and change nothing else; visitors
// read. Who is nobody of them sees nothing.
inline const std::vector<std::string> kRoles = {"seller", "trainee", "starter", "visitor", ""};
constexpr const char* kRolesOfDeals = R"("users":{"entity":"person","role":"role"},"roles":[
 {"id":"seller","label":{"en":"Seller"},"permissions":{"administration":true,"entities":[{"entity":"person","read":"all"},
  {"entity":"deal","read":"all","create":"all","update":"all","delete":"all"}]}},
 {"id":"trainee","label":{"en":"Trainee"},"permissions":{"entities":[{"entity":"person","read":"all"},
  {"entity":"deal","read":"all","read_when":"amount = null or amount < 2","create":"all","update":"all",
   "fields":[{"field":"note","access":"hidden"}]}]}},
 {"id":"starter","label":{"en":"Starter"},"permissions":{"entities":[{"entity":"person","read":"all"},
  {"entity":"deal","read":"all","create":"all"}]}},
 {"id":"visitor","label":{"en":"Visitor"},"permissions":{"entities":[{"entity":"person","read":"all"},
  {"entity":"deal","read":"all"}]}}],)";

// Deals that go from lead to won through a gate that asks for an amount; a completed one is marked
// by an automation. `hint` stands in a label: another version of the app. `asks_for_note`: of one
// whose gate and form ask for a note as well. `with_roles`: people may what their role may, and a
// field is computed.
inline std::string deals_app(const std::string& hint = "Deals", bool asks_for_note = false,
                             bool with_roles = false) {
  const std::string note_needed = asks_for_note ? R"(,"required":true)" : "";
  const std::string note_gate =
      asks_for_note
          ? R"({"id":"note","label":{"en":"Note"},"test":"note != null","message":{"en":"a note"},)"
            R"("fields":["note"]},)"
          : "";
  return R"({"format":"tollgate.app/1","id":"deals","version":1,"label":{"en":")" + hint + R"("},
"locales":["en"],)" +
         (with_roles ? kRolesOfDeals : R"("users":{"entity":"person"},)") + R"(
"entities":[
 {"id":"person","label":{"en":"Person"},"fields":[{"id":"name","type":"text","label":{"en":"Name"}},
  {"id":"role","type":"text","label":{"en":"Role"}}]},
 {"id":"deal","label":{"en":"Deal"},"title":"name","fields":[
  {"id":"name","type":"text","label":{"en":"Name"},"required":true},
  {"id":"note","type":"text","label":{"en":"Note"})" +
         note_needed + R"(},
  {"id":"amount","type":"number","label":{"en":"Amount"}},)" +
         (with_roles
              ? R"({"id":"double","type":"number","label":{"en":"Double"},"computed":"amount * 2"},)"
              : "") +
         R"(
  {"id":"mark","type":"text","label":{"en":"Mark"}},
  {"id":"deck","type":"file","label":{"en":"Deck"}},
  {"id":"actions","type":"list","label":{"en":"Actions"},"fields":[
   {"id":"what","type":"text","label":{"en":"What"}}]},
  {"id":"stage","type":"choice","label":{"en":"Stage"},"default":"\"lead\"","options":[
   {"id":"lead","label":{"en":"Lead"}},{"id":"won","label":{"en":"Won"}}]}]}],
"forms":[{"id":"deal","entity":"deal","label":{"en":"Deal"},"sections":[{"id":"main","fields":[
  {"field":"name"},{"field":"note"},{"field":"amount"},{"field":"deck"},{"field":"actions"}]}]}],
"workflows":[{"id":"sales","entity":"deal","label":{"en":"Sales"},"stage_field":"stage",
 "stages":[{"id":"lead","label":{"en":"Lead"}},{"id":"won","label":{"en":"Won"},"requires":[)" +
         note_gate + R"(
  {"id":"amount","label":{"en":"Amount"},"test":"amount > 0","message":{"en":"an amount"},"fields":["amount"]}]}],
 "transitions":[{"from":"lead","to":"won"},{"from":"won","to":"lead"}]}],
"automations":[{"id":"mark","label":{"en":"Mark"},"on":{"event":"record_completed","entity":"deal"},
 "effects":[{"type":"set_field","field":"mark","value":"\"seen\""}]}]})";
}

class TestClock final : public Clock {
 public:
  explicit TestClock(const int64_t* time_ms) : time_ms_(time_ms) {}
  Instant now() const override { return {(*time_ms_ + offset_ms) * 1000}; }
  int64_t offset_ms = 0;

 private:
  const int64_t* time_ms_;
};

// An engine that can lose power.
class Node {
 public:
  // `app`: of a hub; "" for a device, which gets it from the hub.
  Node(const int64_t* time_ms, std::string name, std::string app, uint64_t seed)
      : clock(time_ms),
        files_(std::make_unique<files::MemoryFiles>()),
        name_(std::move(name)),
        app_(std::move(app)),
        seed_(seed) {
    open();
  }

  engine::Engine& operator*() { return *engine_; }
  engine::Engine* operator->() { return engine_.get(); }
  files::MemoryFiles& files() { return *files_; }

  void open() {
    Result<std::unique_ptr<engine::Engine>> engine = engine::Engine::open({.storage = "opfs",
                                                                           .path = "main.db",
                                                                           .files = files_.get(),
                                                                           .app_text = app_,
                                                                           .device = name_,
                                                                           .clock = &clock,
                                                                           .seed = ++seed_});
    if (!engine) FAIL(name_ << ": " << engine.diagnostics().front().message.en);
    engine_ = std::move(*engine);
  }
  // What was not flushed is gone; or, of what was not, `survives` says which sectors are.
  void lose_power(const std::function<bool()>& survives = {}) {
    std::unique_ptr<files::MemoryFiles> left = files_->after_power_cut(survives);
    engine_.reset();
    files_ = std::move(left);
    open();
  }
  std::unique_ptr<files::MemoryFiles> copy() { return files_->after_power_cut(); }
  void put_back(std::unique_ptr<files::MemoryFiles> files) {
    engine_.reset();
    files_ = std::move(files);
    open();
  }

  TestClock clock;

 private:
  std::unique_ptr<files::MemoryFiles> files_;
  std::unique_ptr<engine::Engine> engine_;
  std::string name_;
  std::string app_;
  uint64_t seed_;
};

inline ops::FieldWrite write_of(engine::Engine& engine, const std::string& record,
                                const std::string& field, Json value) {
  const auto stored = engine.store().find_record("deal", record);
  std::string base;
  if (stored) {
    const auto slot = stored->state.fields.find(field);
    if (slot != stored->state.fields.end()) base = slot->second.version;
  }
  return {field, std::move(value), base};
}

// The device meets the hub over a network that works. Gives the codes of what went wrong.
inline std::vector<std::string> meet(Node& device, Node& hub, const engine::Caller& caller) {
  std::vector<std::string> codes;
  device->sync_device().begin_round();
  for (int i = 0; i < 10'000; ++i) {
    const auto message = device->sync_device().next();
    if (!message) {
      codes.push_back(message.diagnostics().front().code);
      return codes;
    }
    if (!*message) return codes;
    const std::string reply = hub->sync_hub().answer(caller, **message);
    const Status taken = device->sync_device().take(reply);
    if (!taken) codes.push_back(taken.diagnostics().front().code);
  }
  codes.push_back("it never ends");
  return codes;
}

inline std::vector<std::string> meet(Node& device, Node& hub, const std::string& user) {
  return meet(device, hub, engine::Caller{.locale = {}, .user = user});
}

// All that tables hold of records people see: state, title, scores.
inline std::map<std::string, std::string> table_of(engine::Engine& engine) {
  std::map<std::string, std::string> rows;
  for (const char* entity : {"person", "deal"}) {
    engine.store().scan({.entity = entity, .drafts = true}, [&](store::StoredRecord&& record) {
      Json fields = Json::object();
      for (const auto& [field, slot] : record.state.fields) {
        fields[field] = Json::array({slot.value, slot.version});
      }
      rows[std::string(entity) + "/" + record.state.id] = write_json(
          Json::array({ops::name_of(record.state.status), record.title, record.state.draft,
                       record.state.created_ms, record.state.updated_ms, fields,
                       ops::to_json(record.state.standing)}));
      return true;
    });
  }
  return rows;
}

inline Json value_of(engine::Engine& engine, const std::string& record, const std::string& field) {
  const auto stored = engine.store().find_record("deal", record);
  return stored ? stored->state.value(field) : Json("no such record");
}

}  // namespace tollgate::meetings
