#include "simulator_test_support.h"

#include <algorithm>

#include "tollgate/engine/admit.h"

namespace tollgate::meetings {

using ops::RecordStatus;

Simulation::Simulation(uint64_t seed, size_t devices)
    : random_(seed),
      hub_(std::make_unique<Node>(&time_ms_, "hub", deals_app("Deals", false, true), seed * 100)) {
  for (size_t i = 0; i < devices; ++i) {
    // Two devices may be one person's.
    const std::string user = "p" + std::to_string(i * 2 / 3);
    REQUIRE((*hub_)
                ->commit({ops::RecordSet{
                              "person", user, {{"name", user, ""}, {"role", "seller", ""}}, ""},
                          ops::RecordStatusSet{"person", user, RecordStatus::kComplete}},
                         engine::app_itself())
                .ok());
    const std::string name = "phone-" + std::to_string(i);
    phones_.push_back({std::make_unique<Node>(&time_ms_, name, "", seed * 100 + i + 1),
                       user,
                       true,
                       false,
                       {},
                       0});
    REQUIRE(meet(*phones_.back().node, *hub_, user).empty());
  }
}

// Different each time, so that it is found again wherever it went.
std::string Simulation::typed() {
  std::string text = std::to_string(++typed_count_);
  return "w" + std::string(6 - text.size(), '0') + text + "w";
}

std::string Simulation::any_deal(engine::Engine& engine) {
  std::vector<std::string> ids;
  engine.store().scan({.entity = "deal", .drafts = true}, [&](store::StoredRecord&& record) {
    ids.push_back(record.state.id);
    return true;
  });
  if (ids.empty() || one_in(6)) return "d" + std::to_string(++deal_count_);
  std::sort(ids.begin(), ids.end());
  return ids[below(ids.size())];
}

std::optional<engine::Caller> Simulation::caller_at(engine::Engine& engine,
                                                    const std::string& user) {
  if (!engine.app_in_force()) return std::nullopt;
  const auto admitted = engine::admit(engine, {.user = user, .role = {}});
  if (!admitted) return std::nullopt;
  return engine::Caller{.locale = {}, .user = admitted->user, .role = admitted->role};
}

bool Simulation::save(Phone& phone, const std::function<bool()>& act,
                      const std::vector<std::string>& words) {
  const int64_t before = (*phone.node)->log().head().number;
  bool stands = act();
  if (!stands && phone.node->files().is_dead()) {
    // It was not acknowledged, and is there as a whole or not at all.
    bury_the_dead();
    stands = (*phone.node)->log().head().number > before;
    if (stands) ++stood_all_the_same_;
  }
  if (!stands) return false;
  typed_.insert(words.begin(), words.end());
  ++phone.saves;
  return true;
}

void Simulation::act(Phone& phone) {
  engine::Engine& engine = **phone.node;
  const std::optional<engine::Caller> known = caller_at(engine, phone.user);
  if (!known) return;
  const engine::Caller& caller = *known;
  const std::string device = engine.device();
  const std::string deal = any_deal(engine);
  std::vector<ops::Body> bodies;
  std::vector<std::string> words;
  const size_t kind = below(10);
  if (kind == 0) {
    bodies.push_back(ops::RecordDiscard{"deal", deal});
  } else if (kind == 1) {
    words.push_back(typed());
    bodies.push_back(ops::RecordDraft{"deal", deal, {{"values", {{"note", words.back()}}}}});
  } else if (kind <= 3) {
    const bool saved = save(phone,
                            [&] {
                              const int64_t before = engine.log().head().number;
                              const std::string to = one_in(3) ? "lead" : "won";
                              const auto moved =
                                  engine::advance(engine, {"sales", deal, to}, caller);
                              return moved.ok() && engine.log().head().number > before;
                            },
                            {});
    return tell(device + " moves " + deal + (saved ? "" : ": refused here"));
  } else {
    ops::RecordSet set{"deal", deal, {}, ""};
    const auto write = [&](const char* field, Json value) {
      set.writes.push_back(write_of(engine, deal, field, std::move(value)));
    };
    if (one_in(2)) write("name", words.emplace_back(typed()));
    if (one_in(2)) write("note", words.emplace_back(typed()));
    if (one_in(3)) write("amount", std::to_string(below(3)));
    if (one_in(6)) write("double", "999");  // what nothing computes
    if (one_in(2)) {
      Json items = value_of(engine, deal, "actions");
      if (!items.is_array()) items = Json::array();
      if (!items.empty() && one_in(3)) {
        items.erase(below(items.size()));
      } else {
        items.insert(items.begin() + std::ptrdiff_t(below(items.size() + 1)),
                     {{"what", words.emplace_back(typed())}});
      }
      write("actions", std::move(items));
    }
    if (set.writes.empty()) return;
    bodies.push_back(std::move(set));
    if (!one_in(4)) bodies.push_back(ops::RecordStatusSet{"deal", deal, RecordStatus::kComplete});
  }
  std::string refused;
  const bool saved = save(
      phone,
      [&] {
        const auto done = engine.commit(std::move(bodies), caller);
        if (!done) refused = ": " + done.diagnostics().front().code;
        return done.ok();
      },
      words);
  std::string all;
  for (const std::string& word : words) all += " " + word;
  tell(device + " saves " + deal + all + (saved ? "" : refused));
}

void Simulation::act_at_hub() {
  engine::Engine& hub = **hub_;
  if (one_in(12)) {
    ++app_count_;
    const auto saved =
        hub.save_app(deals_app("Deals " + std::to_string(app_count_), one_in(2), true), "",
                     engine::app_itself());
    return tell(std::string("the hub gets a new app") + (saved ? "" : ": refused"));
  }
  if (one_in(4)) {
    // More often seller than anything else, or little would happen.
    const std::string& user = phones_[below(phones_.size())].user;
    const std::string role = one_in(2) ? "seller" : kRoles[below(kRoles.size())];
    const auto saved = hub.commit({ops::RecordSet{"person", user, {{"role", role, ""}}, ""}},
                                  engine::app_itself());
    return tell(user + " becomes " + (role.empty() ? "nobody" : role) + (saved ? "" : ": refused"));
  }
  // People at desks, whose saves share a flush.
  std::vector<std::string> words;
  const bool durable = under_one_flush([&] {
    for (size_t left = 1 + below(3); left > 0; --left) {
      const std::string deal = any_deal(hub);
      const std::string word = typed();
      const auto saved =
          hub.commit({ops::RecordSet{"deal", deal, {write_of(hub, deal, "note", word)}, ""}},
                     engine::app_itself());
      if (saved) words.push_back(word);
      tell("the hub saves " + deal + " " + word + (saved ? "" : ": refused"));
    }
  });
  if (durable) typed_.insert(words.begin(), words.end());
}

// As the hub does it (server/hub/hub_messages.cc): what is done under one flush is acknowledged
// behind it. Sometimes the power goes between the two.
bool Simulation::under_one_flush(const std::function<void()>& act) {
  (*hub_)->hold_flush(true);
  act();
  if (one_in(12)) {
    tell("the hub loses power before it flushed");
    ++killed_before_flush_;
    lose_hub();
    return false;
  }
  const bool durable = (*hub_)->flush().ok() && !hub_->files().is_dead();
  (*hub_)->hold_flush(false);
  return durable;
}

void Simulation::lose_hub() {
  hub_->lose_power(some_survive());
  for (Phone& each : phones_) {
    if (each.flight && !each.flight->reply) each.flight->is_lost = true;
  }
}

void Simulation::arrive(Phone& phone) {
  Flight& flight = *phone.flight;
  std::string reply;
  bool durable = true;
  const auto answer = [&] {
    reply = (*hub_)->sync_hub().answer({.user = phone.user}, flight.message);
  };
  if (flight.message.find(R"("type":"sync.push")") != std::string::npos) {
    durable = under_one_flush(answer);
  } else {
    answer();
  }
  flight.reply = std::move(reply);
  flight.returns_ms = time_ms_ + int64_t(below(30'000));
  flight.is_lost = one_in(8) || !phone.has_network || hub_->files().is_dead() || !durable;
}

void Simulation::move_messages(Phone& phone) {
  engine::SyncDevice& device = (*phone.node)->sync_device();
  if (phone.flight) {
    Flight& flight = *phone.flight;
    if (!flight.reply && !flight.is_lost && time_ms_ >= flight.arrives_ms) {
      if (phone.has_network) {
        arrive(phone);
      } else {
        flight.is_lost = true;
      }
    }
    if (flight.reply && !flight.is_lost && time_ms_ >= flight.returns_ms) {
      const std::string reply = std::move(*flight.reply);
      phone.flight.reset();
      const Status taken = device.take(reply);
      if (!taken) tell((*phone.node)->device() + ": " + taken.diagnostics().front().code);
    } else if (flight.is_lost && time_ms_ >= flight.given_up_ms) {
      phone.flight.reset();
      device.failed("network");
      phone.in_round = false;
    }
    return;
  }
  if (!phone.in_round) {
    device.begin_round();
    phone.in_round = true;
  }
  const auto message = device.next();
  if (!message || !*message) {
    phone.in_round = false;
    return;
  }
  Flight flight;
  flight.message = **message;
  flight.arrives_ms = time_ms_ + int64_t(below(30'000));
  flight.is_lost = one_in(8) || !phone.has_network;
  flight.given_up_ms = time_ms_ + 60'000;
  if (one_in(6)) {
    const size_t index = size_t(&phone - phones_.data());
    again_.push_back({time_ms_ + int64_t(below(300'000)), {index, flight.message}});
  }
  phone.flight = std::move(flight);
}

void Simulation::break_something() {
  Phone& phone = phones_[below(phones_.size())];
  const std::string name = (*phone.node)->device();
  switch (below(9)) {
    case 7:
      return arm(*phone.node);
    case 8:
      return arm(*hub_);
    case 0:
    case 1:
      tell(name + " loses power");
      phone.node->lose_power(some_survive());
      phone.flight.reset();
      phone.in_round = false;
      return;
    case 2:
      tell("the hub loses power");
      return lose_hub();
    case 3:
    case 4:
      phone.has_network = !phone.has_network;
      return tell(name + (phone.has_network ? " has a network" : " has no network"));
    case 5:
      phone.node->clock.offset_ms = (int64_t(below(41)) - 20) * 365 * 24 * 3'600 * 1'000;
      return tell(name + "'s clock jumps");
    default:
      const bool full = one_in(2);
      (one_in(4) ? *hub_ : *phone.node).files().set_quota(full ? 0 : -1);
      return tell(std::string("a disk is ") + (full ? "full" : "free again"));
  }
}

// Of what was not flushed: nothing, all, or this sector and that.
std::function<bool()> Simulation::some_survive() {
  switch (below(3)) {
    case 0:
      return {};
    case 1:
      return [] { return true; };
    default:
      return [this] { return one_in(2); };
  }
}

void Simulation::arm(Node& node) {
  const size_t changes = 1 + below(one_in(3) ? 40 : 4);
  tell(node->device() + " will lose power within the " + std::to_string(changes) + ". change");
  node.files().die_within(int64_t(changes));
}

void Simulation::bury_the_dead() {
  if (hub_->files().is_dead()) {
    tell("the hub lost power within a write");
    ++killed_writing_;
    lose_hub();
  }
  for (Phone& phone : phones_) {
    if (!phone.node->files().is_dead()) continue;
    tell((*phone.node)->device() + " lost power within a write");
    ++killed_writing_;
    phone.node->lose_power(some_survive());
    phone.flight.reset();
    phone.in_round = false;
  }
}

void Simulation::step() {
  time_ms_ += int64_t(below(20'000));
  for (size_t i = 0; i < again_.size();) {
    if (again_[i].first > time_ms_) {
      ++i;
      continue;
    }
    const auto [phone, message] = again_[i].second;
    (*hub_)->sync_hub().answer({.user = phones_[phone].user}, message);
    again_.erase(again_.begin() + std::ptrdiff_t(i));
  }
  bury_the_dead();
  const size_t kind = below(20);
  if (kind == 0) {
    break_something();
  } else if (kind == 1) {
    act_at_hub();
  } else {
    Phone& phone = phones_[below(phones_.size())];
    if (one_in(12)) arm(*phone.node);
    kind <= 6 ? act(phone) : move_messages(phone);
  }
  bury_the_dead();
}

std::string Simulation::heal_and_compare(bool verify) {
  hub_->files().set_quota(-1);
  hub_->files().die_within(-1);
  for (Phone& phone : phones_) {
    phone.node->files().set_quota(-1);
    phone.node->files().die_within(-1);
    phone.flight.reset();
    phone.has_network = true;
  }
  for (int pass = 0; pass < 2; ++pass) {
    for (Phone& phone : phones_) {
      for (const std::string& code : meet(*phone.node, *hub_, phone.user)) {
        if (pass == 1) return (*phone.node)->device() + " met the hub: " + code;
      }
    }
  }
  for (Phone& phone : phones_) {
    const engine::SyncStatus status = (*phone.node)->sync_device().status();
    if (status.state != "all_sent") {
      return (*phone.node)->device() + " says " + status.state + ": " + status.words.en;
    }
  }
  for (const std::string& fault :
       {compare_tables(), compare_with_oracle(), look_for_what_nobody_may(),
        look_for_what_was_typed(), count_groups()}) {
    if (!fault.empty()) return fault;
  }
  if (!verify) return "";
  std::vector<Node*> nodes{hub_.get()};
  for (Phone& phone : phones_) nodes.push_back(phone.node.get());
  for (Node* node : nodes) {
    const auto check = (*node)->verify_all();
    if (!check) return (*node)->device() + " cannot be verified";
    for (const Diagnostic& finding : check->findings) {
      if (finding.severity == Severity::kError) {
        return (*node)->device() + ": " + finding.code + " " + finding.message.en;
      }
    }
  }
  return "";
}

// Of the hub's rows, what a device of the person must hold: by their role alone, told once more.
std::map<std::string, std::string> Simulation::seen_by(const std::string& user) {
  const auto person = (*hub_)->store().find_record("person", user);
  const Json role = person->state.value("role");
  auto rows = table_of(**hub_);
  if (role == "seller" || role == "starter" || role == "visitor") return rows;
  if (role != "trainee") return {};
  for (auto row = rows.begin(); row != rows.end();) {
    if (!row->first.starts_with("deal/")) {
      ++row;
      continue;
    }
    Json told = Json::parse(row->second);
    Json& fields = told[5];
    if (fields.contains("amount") && fields["amount"][0] == "2") {
      row = rows.erase(row);
      continue;
    }
    fields.erase("note");
    told[2] = nullptr;  // what was typed may repeat a note, and so may what gates saw
    if (told[6].contains("passed")) {
      for (Json& passed : told[6]["passed"]) passed["saw"] = Json::object();
    }
    row->second = write_json(told);
    ++row;
  }
  return rows;
}

std::string Simulation::compare_tables() {
  for (Phone& phone : phones_) {
    const auto expected = seen_by(phone.user);
    const auto found = table_of(**phone.node);
    for (const auto& [key, row] : expected) {
      const auto own = found.find(key);
      if (own == found.end()) return (*phone.node)->device() + " lacks " + key;
      if (own->second != row) {
        return (*phone.node)->device() + " has of " + key + "\n  " + own->second + "\n  not\n  " +
               row;
      }
    }
    for (const auto& [key, row] : found) {
      if (!expected.contains(key)) return (*phone.node)->device() + " has " + key + " still";
    }
  }
  return "";
}

// A device's claim is judged by the version that it was made under, which every hub here has, on
// the record as all have made it.
std::string Simulation::look_at_claim(const ops::Op& op, const ops::RecordState& state,
                                      const std::map<int64_t, bool>& asks_for_note) {
  const auto* move = std::get_if<ops::WorkflowAdvance>(&op.body);
  const auto* status = std::get_if<ops::RecordStatusSet>(&op.body);
  const int64_t judged_by = move != nullptr ? move->judged_by : status->judged_by;
  const int64_t judge = judged_by != 0 ? judged_by : op.app_version;
  const std::string what =
      state.id + (move != nullptr ? "'s move of " : " completed by ") + op.origin->device;
  if (judge != op.origin->app_version) {
    return what + " was made under version " + std::to_string(op.origin->app_version) +
           " and judged by " + std::to_string(judge);
  }
  if (judge != op.app_version) ++judged_by_earlier_;
  if (move != nullptr && move->to != "won") return "";
  const Json& amount = state.value("amount");
  if (move != nullptr && (!amount.is_string() || amount == "0")) {
    return what + " was let in without an amount";
  }
  if (asks_for_note.at(judge) && state.value("note").is_null()) {
    return what + " was let in without a note";
  }
  return "";
}

// Nothing but applying the hub's ops one after the other.
std::string Simulation::compare_with_oracle() {
  std::map<ops::RecordKey, std::optional<ops::RecordState>> states;
  std::map<int64_t, bool> asks_for_note;  // the hub's versions of the app
  std::string fault;
  (*hub_)->store().read_ops(0, [&](const store::StoredOp& stored) {
    const Result<ops::Op> op = ops::parse_op(stored.bytes);
    if (!op) {
      fault = "an op of the hub cannot be read";
      return false;
    }
    if (const auto* app = std::get_if<ops::AppPut>(&op->body)) {
      asks_for_note[app->version] = app->text.find("a note") != std::string::npos;
    }
    const ops::RecordKey key{std::string(ops::entity_of(op->body)),
                             std::string(ops::record_of(op->body))};
    const auto* status = std::get_if<ops::RecordStatusSet>(&op->body);
    const bool claims = std::holds_alternative<ops::WorkflowAdvance>(op->body) ||
                        (status != nullptr && status->status == RecordStatus::kComplete);
    if (claims && op->origin) {
      fault = look_at_claim(*op, *states[key], asks_for_note);
      if (!fault.empty()) return false;
    }
    if (ops::record_of(op->body).empty() || ops::is_note(op->body)) return true;
    auto& state = states[key];
    state = ops::apply_op(std::move(state), *op);
    return true;
  });
  for (const auto& [key, state] : states) {
    const auto stored = (*hub_)->store().find_record(key.entity, key.record);
    if (!stored) return "the hub lacks " + key.record;
    if (stored->state.fields != state->fields || stored->state.status != state->status ||
        stored->state.draft != state->draft || stored->state.version != state->version) {
      return "the hub's table of " + key.record + " is not what its log makes";
    }
    // A gate was passed with what it asks for, or the record does not stand behind it.
    if (key.entity != "deal" || state->status == RecordStatus::kDiscarded) continue;
    const Json& amount = state->value("amount");
    const Json twice = amount.is_string()
                           ? Json(std::to_string(2 * std::stoi(amount.get<std::string>())))
                           : Json();
    if (state->value("double") != twice) {
      return key.record + " says that twice " + amount.dump() + " is " +
             state->value("double").dump();
    }
    if (state->value("stage") == "won" && state->standing.passed.empty()) {
      return key.record + " is won and passed no gate";
    }
  }
  return fault;
}

// Nothing came into force that its person might not do in the role they had by then.
std::string Simulation::look_for_what_nobody_may() {
  std::map<std::string, std::string> roles;
  std::map<std::string, std::string> begun_by;
  std::set<std::string> completed;
  std::map<std::string, int64_t> completed_in;  // group
  std::string fault;
  (*hub_)->store().read_ops(0, [&](const store::StoredOp& stored) {
    const Result<ops::Op> op = ops::parse_op(stored.bytes);
    if (!op) return false;
    const auto* set = std::get_if<ops::RecordSet>(&op->body);
    if (set != nullptr && set->entity == "person") {
      for (const ops::FieldWrite& write : set->writes) {
        if (write.field == "role") roles[set->record] = write.value;
      }
    }
    if (std::holds_alternative<ops::GroupSetAside>(op->body)) ++not_allowed_;
    const auto* status = std::get_if<ops::RecordStatusSet>(&op->body);
    const std::string of(ops::record_of(op->body));
    if (!of.empty() && !ops::is_note(op->body)) begun_by.try_emplace(of, op->user);
    if (status != nullptr && status->status == RecordStatus::kComplete) {
      if (completed.insert(of).second) completed_in[of] = op->group_first;
    }
    // The whole group that completes it may still write it.
    const bool completes_own = begun_by[of] == op->user && completed_in[of] == op->group_first;
    // What an automation set is the app's doing.
    if (!op->origin || ops::is_note(op->body) || (set != nullptr && !set->cause.empty()))
      return true;
    const std::string& role = roles[op->user];
    const bool is_own = begun_by[of] == op->user && !completed.contains(of);
    const bool discards = std::holds_alternative<ops::RecordDiscard>(op->body);
    const auto* draft = std::get_if<ops::RecordDraft>(&op->body);
    const bool writes_note =
        (set != nullptr && std::any_of(set->writes.begin(), set->writes.end(),
                                       [](const auto& write) { return write.field == "note"; })) ||
        (draft != nullptr && draft->draft.contains("values") &&
         draft->draft["values"].contains("note"));
    const bool may = role == "seller" || (role == "trainee" && !writes_note) ||
                     (role == "starter" && (is_own || completes_own));
    if (!may) {
      fault = "op " + std::to_string(op->number) + " by " + op->user + " is in force, who was " +
              (role.empty() ? "nobody" : role) + (discards ? " and discarded" : "");
    }
    return fault.empty();
  });
  return fault;
}

std::string Simulation::look_for_what_was_typed() {
  std::set<std::string> found;
  (*hub_)->store().read_ops(0, [&](const store::StoredOp& stored) {
    for (size_t at = stored.bytes.find('w'); at != std::string::npos;
         at = stored.bytes.find('w', at + 1)) {
      if (at + 7 < stored.bytes.size() && stored.bytes[at + 7] == 'w') {
        found.insert(stored.bytes.substr(at, 8));
      }
    }
    return true;
  });
  for (const std::string& word : typed_) {
    if (!found.contains(word)) return word + " was acknowledged and is nowhere at the hub";
  }
  return "";
}

std::string Simulation::count_groups() {
  // Of each device's group, where it stands in the hub's log.
  std::map<std::pair<std::string, int64_t>, std::set<int64_t>> taken;
  (*hub_)->store().read_ops(0, [&](const store::StoredOp& stored) {
    const Result<ops::Op> op = ops::parse_op(stored.bytes);
    if (op && op->origin) taken[{op->origin->device, op->origin->group}].insert(op->group_first);
    return true;
  });
  for (const auto& [group, places] : taken) {
    if (places.size() > 1)
      return group.first + "'s group " + std::to_string(group.second) + " was taken twice";
  }
  for (Phone& phone : phones_) {
    store::SyncRows rows((*phone.node)->store());
    const auto last = rows.last_group();
    const int64_t groups = last ? last->number : 0;
    if (groups != phone.saves) {
      return (*phone.node)->device() + " acknowledged " + std::to_string(phone.saves) +
             " saves and counts " + std::to_string(groups) + " groups";
    }
    if (rows.count_without_receipt() > 0) return (*phone.node)->device() + " lacks receipts";
    for (int64_t number = 1; number <= groups; ++number) {
      const auto receipt =
          store::SyncRows((*hub_)->store()).receipt((*phone.node)->device(), number);
      if (!receipt || *receipt != rows.group(number)->receipt) {
        return (*phone.node)->device() + " has another receipt for group " + std::to_string(number);
      }
    }
  }
  return "";
}

}  // namespace tollgate::meetings
