#include "naive_deals_test_support.h"

#include <algorithm>

namespace tollgate::gates {
namespace {

size_t place(const std::string& stage) {
  const auto found = std::find(kStages.begin(), kStages.end(), stage.empty() ? "lead" : stage);
  return static_cast<size_t>(found - kStages.begin());
}

std::string value_of(const Values& values, const std::string& field) {
  const auto found = values.find(field);
  return found == values.end() ? "" : found->second;
}

void put(Values& values, const std::string& field, const std::string& value) {
  if (value.empty()) {
    values.erase(field);
  } else {
    values[field] = value;
  }
}

// Every way from the first stage to this one that comes nowhere twice.
void walk(const std::string& at, const std::string& to, std::vector<std::string>& way,
          std::vector<std::set<std::string>>& ways) {
  way.push_back(at);
  if (at == to) {
    ways.emplace_back(way.begin(), way.end());
  } else {
    for (const auto& [from, next] : kMoves) {
      if (from != at || std::find(way.begin(), way.end(), next) != way.end()) continue;
      walk(next, to, way, ways);
    }
  }
  way.pop_back();
}

bool on_every_way(const std::string& gate, const std::string& to) {
  std::vector<std::set<std::string>> ways;
  std::vector<std::string> way;
  walk("lead", to, way, ways);
  return std::all_of(ways.begin(), ways.end(),
                     [&](const std::set<std::string>& one) { return one.contains(gate); });
}

// What people read as a list of photos: "a+b".
std::set<std::string> items(const std::string& value) {
  std::set<std::string> all;
  size_t at = 0;
  while (at < value.size()) {
    const size_t end = std::min(value.find('+', at), value.size());
    all.insert(value.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

bool still_there(const std::string& field, const std::string& seen, const std::string& now) {
  if (field != "tags") return seen == now;
  const std::set<std::string> had = items(seen), has = items(now);
  return std::includes(has.begin(), has.end(), had.begin(), had.end());
}

}  // namespace

bool NaiveDeals::meets(const Requirement& requirement, const Values& values) const {
  const std::string value = value_of(values, requirement.field);
  switch (requirement.ask) {
    case Ask::kFilled:
      return !value.empty();
    case Ask::kPositive:
      return !value.empty() && value[0] != '-' && value != "0";
    case Ask::kEmpty:
      return value.empty();
    case Ask::kLicensed: {
      const auto license = licenses.find(value);
      return license != licenses.end() && !license->second.empty();
    }
  }
  return false;
}

bool NaiveDeals::open(const std::string& stage, const Values& values) const {
  const auto gate = rules.gates.find(stage);
  if (gate == rules.gates.end()) return true;
  return std::all_of(gate->second.begin(), gate->second.end(),
                     [&](const Requirement& r) { return meets(r, values); });
}

bool NaiveDeals::refuses(const std::vector<std::string>& gates) const {
  return std::any_of(gates.begin(), gates.end(),
                     [&](const std::string& gate) { return !rules.reopens.at(gate); });
}

void NaiveDeals::take(const Rules& next) {
  const bool begins = next.workflow && !rules.workflow;
  rules = next;
  if (!begins) return;
  for (auto& [id, deal] : deals) {
    if (!deal.there || deal.discarded) continue;
    std::erase_if(deal.passed,
                  [&](const Pass& pass) { return place(pass.stage) > place(deal.stage); });
    if (origin(deal) == "earlier") deal.imported = true;
  }
}

std::vector<std::string> NaiveDeals::lost(const Deal& deal, const Values& after, bool seen) const {
  std::vector<std::string> gates;
  if (!rules.workflow) return gates;
  for (const Pass& pass : deal.passed) {
    bool changed = false;
    for (const auto& [field, value] : pass.seen) {
      const bool had = still_there(field, value, value_of(deal.values, field));
      changed = changed || (had && !still_there(field, value, value_of(after, field)));
    }
    bool unmet = false;
    const auto gate = rules.gates.find(pass.stage);
    if (gate != rules.gates.end() && !seen) {
      for (const Requirement& r : gate->second) {
        unmet = unmet || (meets(r, deal.values) && !meets(r, after));
      }
    }
    if (changed || unmet) gates.push_back(pass.stage);
  }
  return gates;
}

void NaiveDeals::reopen(Deal& deal, const std::vector<std::string>& gates) const {
  if (gates.empty()) return;
  while (true) {
    const Pass last = deal.passed.back();
    deal.passed.pop_back();
    if (last.stage != gates.front()) continue;
    deal.stage = last.from.empty() ? "lead" : last.from;
    return;
  }
}

void NaiveDeals::set(const std::string& id, const std::string& field, const std::string& value) {
  const auto found = deals.find(id);
  if (found == deals.end() || !found->second.there || found->second.discarded) return;
  write(id, field, value);
}

void NaiveDeals::save(const Save& save) {
  Deal& deal = deals[save.deal];
  Values typed = deal.draft ? *deal.draft : deal.values;
  for (const auto& [field, value] : save.typed) put(typed, field, value);
  const bool is_new = !deal.there;
  if (is_new) deal.stage = "lead";
  // A draft keeps the stage as well, which counts where it is a field like others.
  const std::string stage = rules.workflow || !deal.draft ? deal.stage : value_of(typed, "stage");
  typed.erase("stage");
  const bool valid = typed.contains("name") && !refuses(lost(deal, typed, true));
  if (!save.complete || !valid) {
    deal.there = true;
    deal.draft = typed;
    put(*deal.draft, "stage", stage);
    if (deal.complete) return;
    deal.values = typed;
    deal.stage = stage;
    return;
  }
  const std::vector<std::string> gates = lost(deal, typed, false);
  if (refuses(gates)) return;
  deal.there = true;
  deal.complete = true;
  deal.stage = stage;
  deal.draft.reset();
  const Deal before = deal;
  deal.values = typed;
  if (rules.wipes && value_of(typed, "note") == "wipe") {
    const std::string peer = value_of(typed, "peer");
    wipe(deal, before, "objection", "x");
    if (peer == save.deal) {
      // A record that is not there yet refers to nothing.
      if (!is_new) wipe(deal, before, "price", "");
    } else if (!peer.empty()) {
      set(peer, "price", "");
    }
  }
  reopen(deal, lost(before, deal.values, false));
}

// What an automation sets is judged together with what was typed.
void NaiveDeals::wipe(Deal& deal, const Deal& before, const std::string& field,
                      const std::string& value) const {
  Values wiped = deal.values;
  put(wiped, field, value);
  if (!refuses(lost(before, wiped, false))) deal.values = wiped;
}

bool NaiveDeals::asked(const Deal& deal, const std::string& to) const {
  if (place(to) > place(deal.stage)) return true;
  if (place(to) == 0 || deal.passed.empty()) return false;
  const bool was_there = std::any_of(deal.passed.begin(), deal.passed.end(),
                                     [&](const Pass& pass) { return pass.stage == to; });
  return !was_there && place(to) > place(deal.passed.front().from);
}

bool NaiveDeals::advance(const std::string& id, const std::string& to, const std::string& role) {
  const auto found = deals.find(id);
  if (found == deals.end() || !found->second.there || found->second.discarded) return false;
  if (!rules.workflow) return false;
  Deal& deal = found->second;
  const std::string from = deal.stage.empty() ? "lead" : deal.stage;
  if (std::find(kMoves.begin(), kMoves.end(), std::pair(from, to)) == kMoves.end()) return false;
  if (to == "won" && !rules.winners.empty() && !rules.winners.contains(role)) return false;
  const bool through = asked(deal, to);
  if (through && (!deal.complete || !open(to, deal.values))) return false;
  std::erase_if(deal.passed, [&](const Pass& pass) {
    return place(to) < place(from) ? place(pass.stage) > place(to) || (through && pass.stage == to)
                                   : pass.stage == to;
  });
  if (through) {
    Pass pass{to, deal.stage, {}};
    if (const auto gate = rules.gates.find(to); gate != rules.gates.end()) {
      for (const Requirement& r : gate->second) {
        if (deal.values.contains(r.field)) pass.seen[r.field] = deal.values.at(r.field);
      }
    }
    deal.passed.push_back(std::move(pass));
  }
  deal.stage = to;
  return true;
}

bool NaiveDeals::write(const std::string& id, const std::string& field, const std::string& value) {
  Deal& deal = deals[id];
  if (field == "stage") {
    if (!rules.workflow) deal.stage = value;
    return !rules.workflow;
  }
  Values after = deal.values;
  put(after, field, value);
  const std::vector<std::string> gates = lost(deal, after, false);
  if (refuses(gates)) return false;
  deal.values = after;
  reopen(deal, gates);
  return true;
}

bool NaiveDeals::remove(const std::string& id) {
  Deal& deal = deals[id];
  const bool kept = rules.workflow &&
                    std::any_of(deal.passed.begin(), deal.passed.end(),
                                [&](const Pass& pass) { return !rules.reopens.at(pass.stage); });
  if (!kept) deal.discarded = true;
  return !kept;
}

void NaiveDeals::discard(const std::string& id) {
  Deal& deal = deals[id];
  if (!deal.there || deal.discarded) return;
  if (deal.complete) {
    deal.draft.reset();
    return;
  }
  remove(id);
}

bool NaiveDeals::import(const std::string& id, const Values& values, const std::string& stage,
                        bool complete, const std::string& role) {
  const bool behind = rules.workflow && place(stage) > 0;
  if (behind && !rules.importers.contains(role)) return false;
  Deal& deal = deals[id];
  deal = {
      .there = true, .complete = complete, .imported = behind, .stage = stage, .values = values};
  return true;
}

std::string NaiveDeals::origin(const Deal& deal) const {
  if (place(deal.stage) == 0) return "begun";
  const bool passed = std::any_of(deal.passed.begin(), deal.passed.end(),
                                  [&](const Pass& pass) { return pass.stage == deal.stage; });
  return passed ? "passed" : deal.imported ? "imported" : "earlier";
}

bool NaiveDeals::holds(const Deal& deal) const {
  const std::string came = origin(deal);
  if (came == "begun" || came == "earlier") return true;
  for (size_t i = 1; i < kStages.size(); ++i) {
    const auto pass = std::find_if(deal.passed.begin(), deal.passed.end(),
                                   [&](const Pass& one) { return one.stage == kStages[i]; });
    const bool passed = pass != deal.passed.end();
    if (!passed && !on_every_way(kStages[i], deal.stage)) continue;
    if (!open(kStages[i], deal.values)) return false;
    if (!passed) continue;
    for (const auto& [field, value] : pass->seen) {
      if (!still_there(field, value, value_of(deal.values, field))) return false;
    }
  }
  return true;
}

}  // namespace tollgate::gates
