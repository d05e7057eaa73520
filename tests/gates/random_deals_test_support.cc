#include "random_deals_test_support.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "tollgate/engine/admit.h"
#include "tollgate/engine/form_commands.h"
#include "tollgate/engine/record_commands.h"
#include "tollgate/engine/workflow_commands.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::gates {
namespace {

constexpr size_t kDeals = 10;  // few, so that they get far
const std::vector<std::string> kFields = {"name", "deck",      "price",    "tags",
                                          "note", "objection", "customer", "peer"};
const std::vector<std::string> kCustomers = {"c1", "c2", "c3"};

Json text(const std::string& words) { return {{"en", words}, {"zh-CN", words}}; }

Json field_json(const std::string& id) {
  Json field = {{"id", id}, {"label", text(id)}, {"type", "text"}};
  if (id == "name") field["required"] = true;
  if (id == "deck") field["type"] = "file";
  if (id == "price") field["type"] = "number";
  if (id == "customer" || id == "peer") {
    field["type"] = "reference";
    field["entity"] = id == "peer" ? "deal" : id;
  }
  if (id == "tags") {
    field["type"] = "multi_choice";
    for (const char* tag : {"a", "b", "c"}) {
      field["options"].push_back({{"id", tag}, {"label", text(tag)}});
    }
  }
  return field;
}

std::string test_of(const Requirement& r) {
  switch (r.ask) {
    case Ask::kFilled:
      return r.field + " != null";
    case Ask::kPositive:
      return r.field + " > 0";
    case Ask::kEmpty:
      return r.field + " = null";
    case Ask::kLicensed:
      return r.field + ".license != null";
  }
  return "";
}

Json form_json(const std::string& entity, const std::vector<std::string>& fields) {
  Json form = {{"id", entity}, {"entity", entity}, {"label", text(entity)}};
  Json places = Json::array();
  for (const std::string& field : fields) places.push_back({{"field", field}});
  form["sections"] = Json::array({{{"id", "main"}, {"fields", places}}});
  return form;
}

Json workflow_json(const Rules& rules) {
  Json workflow = {{"id", "sales"},
                   {"entity", "deal"},
                   {"label", text("Sales")},
                   {"stage_field", "stage"},
                   {"stage_importers", rules.importers}};
  for (const std::string& id : kStages) {
    Json stage = {{"id", id}, {"label", text(id)}};
    const auto gate = rules.gates.find(id);
    if (gate != rules.gates.end()) {
      for (const Requirement& r : gate->second) {
        stage["requires"].push_back({{"id", r.id},
                                     {"label", text(r.id)},
                                     {"test", test_of(r)},
                                     {"message", text(r.id)},
                                     {"fields", Json::array({r.field})}});
      }
    }
    stage["after_passing"] = rules.reopens.at(id) ? "reopen" : "refuse";
    workflow["stages"].push_back(std::move(stage));
  }
  for (const auto& [from, to] : kMoves) {
    Json move = {{"from", from}, {"to", to}};
    if (to == "won" && !rules.winners.empty()) move["roles"] = rules.winners;
    workflow["transitions"].push_back(std::move(move));
  }
  return workflow;
}

Json app_json(const Rules& rules) {
  Json stage = {
      {"id", "stage"}, {"label", text("Stage")}, {"type", "choice"}, {"default", "\"lead\""}};
  for (const std::string& id : kStages) {
    stage["options"].push_back({{"id", id}, {"label", text(id)}});
  }
  Json deal = {{"id", "deal"}, {"label", text("Deal")}, {"fields", Json::array({stage})}};
  for (const std::string& id : kFields) deal["fields"].push_back(field_json(id));
  Json app = {
      {"format", "tollgate.app/1"},
      {"id", "deals"},
      {"version", 1},
      {"label", text("Deals")},
      {"locales", {"en", "zh-CN"}},
      {"roles",
       {{{"id", "rep"}, {"label", text("Rep")}}, {{"id", "manager"}, {"label", text("Manager")}}}},
      {"users", {{"entity", "person"}, {"role", "role"}}},
      {"entities",
       {{{"id", "person"}, {"label", text("Person")}, {"fields", {field_json("role")}}},
        {{"id", "customer"}, {"label", text("Customer")}, {"fields", {field_json("license")}}},
        deal}},
      {"forms", {form_json("customer", {"license"}), form_json("deal", kFields)}},
      {"workflows", Json::array()}};
  if (rules.workflow) app["workflows"].push_back(workflow_json(rules));
  if (rules.wipes) {
    app["automations"] = Json::array(
        {{{"id", "wipe"},
          {"label", text("Wipe")},
          {"on", {{"event", "record_saved"}, {"entity", "deal"}}},
          {"when", "note = \"wipe\""},
          {"effects",
           {{{"type", "set_field"}, {"field", "objection"}, {"value", "\"x\""}},
            {{"type", "set_field"}, {"record", "peer"}, {"field", "price"}, {"value", "null"}}}}}});
  }
  return app;
}

}  // namespace

RandomDeals::RandomDeals(uint64_t seed) : random_(seed), clock_({1'700'000'000'000'000}) {
  naive_.rules = rules();
  auto opened = engine::Engine::open({.app_text = write_json(app_json(naive_.rules)),
                                      .device = "test",
                                      .clock = &clock_,
                                      .seed = seed});
  if (!opened) FAIL(opened.diagnostics().front().message.en);
  engine_ = std::move(*opened);
  const engine::Caller administrator{.administrator = true};
  std::string lines = R"({"entity":"person","id":"ann","values":{"role":"rep"}})"
                      "\n"
                      R"({"entity":"person","id":"max","values":{"role":"manager"}})"
                      "\n";
  for (const std::string& id : kCustomers) {
    lines += R"({"entity":"customer","id":")" + id +
             R"(","values":{"license":"L"}})"
             "\n";
    naive_.licenses[id] = "L";
  }
  const auto imported = engine_->import_lines({.text = lines}, administrator);
  REQUIRE(imported.ok());
  REQUIRE(imported->count(engine::LineOutcome::kImported) == 5);
  for (const char* bytes : {"one", "two", "three"}) {
    const Result<Json> facts = engine_->put_blob("deck.bin", bytes);
    REQUIRE(facts.ok());
    hashes_.push_back((*facts)["sha256"]);
  }
}

void RandomDeals::tell(std::string what) { told_.push_back(std::move(what)); }

RandomDeals::Person RandomDeals::person() {
  static const std::vector<Person> kPeople = {{"ann", "rep"}, {"max", "manager"}, {"", ""}};
  return kPeople[below(kPeople.size())];
}

std::string RandomDeals::deal() { return "d" + std::to_string(below(kDeals)); }

std::string RandomDeals::value(const std::string& field) {
  if (one_in(4)) return "";
  if (field == "deck") return "f" + std::to_string(below(hashes_.size()));
  if (field == "price") return any({"0", "-3", "5", "12"});
  if (field == "tags") return any({"a", "b", "a+b", "b+c", "a+b+c"});
  if (field == "note") return any({"wipe", "n1", "n2"});
  if (field == "customer") return any(kCustomers);
  if (field == "peer") return deal();
  return any({"x", "y"});
}

Rules RandomDeals::rules() {
  static const std::vector<Requirement> kAll = {{"deck", "deck", Ask::kFilled},
                                                {"price", "price", Ask::kPositive},
                                                {"tags", "tags", Ask::kFilled},
                                                {"calm", "objection", Ask::kEmpty},
                                                {"licensed", "customer", Ask::kLicensed}};
  Rules next;
  for (const std::string& stage : kStages) {
    next.reopens[stage] = one_in(3);
    if (stage == "lead") continue;
    for (const Requirement& r : kAll) {
      if (one_in(stage == "parked" ? 6 : 3)) next.gates[stage].push_back(r);
    }
  }
  if (one_in(2)) next.importers = {"manager"};
  if (one_in(2)) next.winners = {"manager"};
  next.wipes = one_in(2);
  return next;
}

engine::Caller RandomDeals::caller(const Person& person) {
  const auto admitted = engine::admit(*engine_, {person.user, ""});
  if (!admitted || admitted->role != person.role) {
    fault_ = "a person is not admitted as " + person.role;
    return {};
  }
  return {.user = admitted->user, .role = admitted->role};
}

Json RandomDeals::wire(const std::string& field, const std::string& value) const {
  if (value.empty()) return nullptr;
  if (field == "deck") return {{"sha256", hashes_[static_cast<size_t>(value[1] - '0')]}};
  if (field != "tags") return value;
  Json tags = Json::array();
  for (const char tag : value) {
    if (tag != '+') tags.push_back(std::string(1, tag));
  }
  return tags;
}

std::string RandomDeals::plain(const std::string& field, const Json& value) const {
  if (value.is_null()) return "";
  if (field == "deck") {
    const auto hash = std::find(hashes_.begin(), hashes_.end(), value["sha256"].get<std::string>());
    return "f" + std::to_string(hash - hashes_.begin());
  }
  if (field != "tags") return value.get<std::string>();
  std::string tags;
  for (const Json& tag : value) tags += (tags.empty() ? "" : "+") + tag.get<std::string>();
  return tags;
}

void RandomDeals::save_app() {
  // Often one without gates, soon to be taken back.
  Rules next = rules();
  if (one_in(3)) next.gates.clear();
  next.workflow = !one_in(4);
  tell("app.save " + (next.workflow ? write_json(workflow_json(next)) : "without a workflow"));
  const auto saved = engine_->save_app(write_json(app_json(next)), "", {});
  if (!saved) fault_ = saved.diagnostics().front().message.en;
  naive_.take(next);
}

void RandomDeals::save_form() {
  Save save{deal(), {}, !one_in(4)};
  const Deal& before = naive_.deals[save.deal];
  if (before.discarded) return;
  for (size_t i = below(4); i > 0 || (!before.there && save.typed.size() < 5); i -= i > 0 ? 1 : 0) {
    const std::string& field = any(kFields);
    save.typed[field] = value(field);
  }
  const Person who = person();
  std::string typed;
  for (const auto& [field, one] : save.typed) typed += " " + field + "=" + one;
  tell("form.save " + save.deal + typed + (save.complete ? " complete by " : " as a draft by ") +
       who.user);
  const engine::Caller caller = this->caller(who);
  auto session = engine::open_form(
      *engine_, {.form = "deal", .record = before.there ? save.deal : ""}, caller);
  if (!session) {
    fault_ = session.diagnostics().front().message.en;
    return;
  }
  if (!before.there) (*session)->record = save.deal;
  if (naive_.rules.workflow && one_in(5) && (*session)->form->set("stage", "won").ok())
    fault_ = "the stage was typed";
  for (const auto& [field, one] : save.typed) {
    const auto set = engine::set_field(*engine_, **session, field, wire(field, one));
    if (!set) fault_ = set.diagnostics().front().message.en;
  }
  const std::string id = (*session)->id;
  (void)engine::save_form(*engine_, **session, save.complete);
  engine_->sessions().close(id, caller);
  naive_.save(save);
  touched_ = save.deal;
}

void RandomDeals::advance() {
  const std::string id = deal(), to = any(kStages);
  const Person who = person();
  tell("workflow.advance " + id + " to " + to + " by " + who.user);
  const auto moved = engine::advance(*engine_, {"sales", id, to}, caller(who));
  const bool accepted = moved.ok() && moved->advance && moved->advance->accepted;
  if (naive_.advance(id, to, who.role) != accepted) {
    fault_ = accepted ? "the engine moved it" : "the engine did not move it";
  }
  touched_ = id;
}

void RandomDeals::discard() {
  const std::string id = deal();
  tell("record.discard " + id);
  (void)engine::discard(*engine_, {"deal", id}, engine::Discarded::kWhatWasTyped, {});
  naive_.discard(id);
  touched_ = id;
}

void RandomDeals::import() {
  // In the place of one that was there: a new record each.
  const std::string id = deal();
  if (naive_.deals[id].there) return;
  const Person who = person();
  const bool complete = !one_in(3);
  Values values{{"name", "x"}};
  for (size_t i = below(6); i > 0; --i) {
    const std::string& field = any(kFields);
    const std::string one = value(field);
    if (!one.empty() && field != "peer") values[field] = one;
  }
  const std::string stage = one_in(4) ? "" : any(kStages);
  Json line = {{"entity", "deal"}, {"id", id}, {"status", complete ? "complete" : "draft"}};
  for (const auto& [field, one] : values) line["values"][field] = wire(field, one);
  if (!stage.empty()) line["values"]["stage"] = stage;
  tell("data.import " + write_json(line) + " by " + who.user);
  const auto report = engine_->import_lines({.text = write_json(line)}, caller(who));
  // A line with findings is a draft, whatever it says.
  const bool imported = report.ok() && report->count(engine::LineOutcome::kRefused) == 0;
  const bool as_draft = imported && report->count(engine::LineOutcome::kDraft) == 1;
  if (naive_.import(id, values, stage, complete && !as_draft, who.role) != imported) {
    fault_ = imported ? "the engine imported it" : "the engine did not import it";
  }
  if (imported) imported_.push_back({report->batch, id, naive_.deals[id]});
  touched_ = id;
}

// Only what nobody changed since: nothing that a gate saw, or that somebody typed, goes with it.
void RandomDeals::undo_import() {
  if (imported_.empty()) return import();
  const auto& [batch, id, as_imported] = imported_[below(imported_.size())];
  tell("the import of " + id + " is taken back");
  const auto report = engine_->undo_import({.batch = batch}, {.administrator = true});
  if (!report) {
    fault_ = report.diagnostics().front().message.en;
    return;
  }
  if (report->restored == 0) return;
  Deal now = naive_.deals[id];
  now.imported = as_imported.imported;  // another document may have said so since
  if (now != as_imported) fault_ = "what was changed after its import was taken back";
  naive_.take_back(id);
  touched_ = id;
}

// Past every form, as what merges devices would.
void RandomDeals::write() {
  const std::string id = deal();
  const Deal& before = naive_.deals[id];
  if (!before.there || before.discarded) return;
  if (one_in(5)) {
    tell("a raw discard of " + id);
    const bool done = engine_->commit({ops::RecordDiscard{"deal", id}}, {}).ok();
    if (naive_.remove(id) != done) fault_ = done ? "it was removed" : "it was not removed";
    return;
  }
  const std::string& field = any(kFields);
  if (field == "deck") return;  // what a form finds out about files is not in such a value
  const std::string one = value(field);
  tell("a raw write of " + id + " " + field + "=" + one);
  const bool done =
      engine_->commit({ops::RecordSet{"deal", id, {{field, wire(field, one), ""}}, ""}}, {}).ok();
  if (naive_.write(id, field, one) != done) fault_ = done ? "it was written" : "it was refused";
  touched_ = id;
}

void RandomDeals::set_stage() {
  const std::string id = deal(), stage = any({"demo", "won", "parked"});
  const Deal& before = naive_.deals[id];
  if (!before.there || before.discarded || before.stage == stage) return;
  tell("a raw write of " + id + " stage=" + stage);
  const bool done =
      engine_->commit({ops::RecordSet{"deal", id, {{"stage", stage, ""}}, ""}}, {}).ok();
  if (naive_.write(id, "stage", stage) != done) fault_ = done ? "it was set" : "it was refused";
  touched_ = id;
}

void RandomDeals::set_license() {
  const std::string customer = any(kCustomers), license = one_in(2) ? "" : "L";
  tell("customer " + customer + " license=" + license);
  auto session =
      engine::open_form(*engine_, {.form = "customer", .record = customer}, caller(person()));
  if (!session) {
    fault_ = session.diagnostics().front().message.en;
    return;
  }
  (void)engine::set_field(*engine_, **session, "license", wire("license", license));
  (void)engine::save_form(*engine_, **session, true);
  naive_.licenses[customer] = license;
}

void RandomDeals::claim_role() {
  tell("ann claims to be a manager");
  for (const engine::Principal& claim :
       {engine::Principal{"ann", "manager"}, engine::Principal{"", "manager"}}) {
    if (engine::admit(*engine_, claim).ok()) fault_ = "a claimed role was admitted";
  }
}

std::string RandomDeals::compare(const std::string& id) {
  const Deal& deal = naive_.deals[id];
  const std::optional<store::StoredRecord> stored = engine_->store().find_record("deal", id);
  if (!stored || stored->state.status == ops::RecordStatus::kDiscarded) {
    return deal.there && !deal.discarded ? id + " is gone" : "";
  }
  if (!deal.there || deal.discarded) return id + " is there";
  const ops::RecordState& state = stored->state;
  const auto differs = [&](const std::string& what, const std::string& engine,
                           const std::string& naive) {
    return id + ": " + what + " is “" + engine + "” in the engine and should be “" + naive + "”";
  };
  const std::string stage = plain("stage", state.value("stage"));
  if (stage != deal.stage) return differs("stage", stage, deal.stage);
  const bool complete = state.status == ops::RecordStatus::kComplete;
  if (complete != deal.complete) return differs("complete", complete ? "1" : "0", "");
  for (const std::string& field : kFields) {
    const std::string now = plain(field, state.value(field));
    const auto naive = deal.values.find(field);
    const std::string should = naive == deal.values.end() ? "" : naive->second;
    if (now != should) return differs(field, now, should);
  }
  if (!naive_.rules.workflow) return "";
  const record::RecordFacts facts = engine_->app()->records->facts(state);
  if (facts.stage_origin != naive_.origin(deal)) {
    return differs("stage_origin", facts.stage_origin, naive_.origin(deal));
  }
  const bool holds = naive_.holds(deal);
  if (facts.stage_holds != holds) {
    return differs("stage_holds", holds ? "false" : "true", holds ? "true" : "false") + "; " +
           write_json(ops::to_json(state.standing));
  }
  return "";
}

std::string RandomDeals::step() {
  fault_.clear();
  touched_.clear();
  clock_.set({clock_.now().microseconds + static_cast<int64_t>(below(3'600)) * 1'000'000});
  switch (below(32)) {
    case 0:
      save_app();
      break;
    case 1:
      discard();
      break;
    case 2:
    case 3:
      import();
      break;
    case 4:
    case 5:
      write();
      break;
    case 6:
      set_license();
      break;
    case 7:
      one_in(4) ? claim_role() : set_stage();
      break;
    case 8:
      undo_import();
      break;
    default:
      one_in(2) ? save_form() : advance();
  }
  if (!fault_.empty()) return fault_;
  if (!touched_.empty()) return compare(touched_);
  return "";
}

std::string RandomDeals::check_all(bool rebuild) {
  for (size_t i = 0; i < kDeals; ++i) {
    if (std::string fault = compare("d" + std::to_string(i)); !fault.empty()) return fault;
  }
  const log::LogCheck checked = engine_->verify_log();
  if (!checked.findings.empty()) return checked.findings.front().message.en;
  if (!rebuild) return "";
  const auto rebuilt = engine_->rebuild();
  if (!rebuilt) return rebuilt.diagnostics().front().message.en;
  if (!rebuilt->differences.empty()) return "rebuilt differently: " + rebuilt->differences.front();
  return "";
}

}  // namespace tollgate::gates
