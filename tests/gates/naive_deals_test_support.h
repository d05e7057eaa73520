// What should come of people's doings with deals and their gates, told in sets and maps: no
// expression is evaluated here, no code of the runtime decides anything. Wherever the runtime says
// something else, one of the two is wrong.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tollgate::gates {

using Values = std::map<std::string, std::string>;  // by field; what is empty is absent

// What a gate asks of a field.
enum class Ask { kFilled, kPositive, kEmpty, kLicensed };
struct Requirement {
  std::string id;
  std::string field;
  Ask ask = Ask::kFilled;
  bool operator==(const Requirement&) const = default;
};

struct Rules {
  bool workflow = true;  // without one the stage is a field like others
  std::map<std::string, std::vector<Requirement>> gates;  // by stage
  std::map<std::string, bool> reopens;                    // by stage; else refused
  std::set<std::string> importers;                        // roles
  std::set<std::string> winners;                          // roles that may move to won; none: all
  bool wipes = false;  // saving with the note "wipe" sets the objection, and takes the peer's price
};

inline const std::vector<std::string> kStages = {"lead", "demo", "won", "parked"};
// parked lies behind won in the list, and leads back to demo.
inline const std::vector<std::pair<std::string, std::string>> kMoves = {
    {"lead", "demo"}, {"demo", "lead"},   {"demo", "won"},    {"won", "demo"},
    {"won", "lead"},  {"lead", "parked"}, {"demo", "parked"}, {"parked", "demo"}};

struct Pass {
  std::string stage;
  std::string from;
  Values seen;
  bool operator==(const Pass&) const = default;
};

struct Deal {
  bool there = false;
  bool complete = false;
  bool discarded = false;
  bool imported = false;  // in a stage of its own
  std::string stage;      // "" for none
  Values values;
  std::optional<Values> draft;  // beside a complete one
  std::vector<Pass> passed;
  bool operator==(const Deal&) const = default;
};

// One save of a form: what was typed over what it showed.
struct Save {
  std::string deal;
  std::map<std::string, std::string> typed;  // "": emptied
  bool complete = false;
};

class NaiveDeals {
 public:
  Rules rules;
  std::map<std::string, Deal> deals;
  std::map<std::string, std::string> licenses;  // by customer

  void take(const Rules& next);  // another document
  void save(const Save& save);
  bool advance(const std::string& deal, const std::string& to, const std::string& role);
  void discard(const std::string& deal);
  // Past every form: a field written, a record removed. False: refused.
  bool write(const std::string& deal, const std::string& field, const std::string& value);
  bool remove(const std::string& deal);
  bool import(const std::string& deal, const Values& values, const std::string& stage,
              bool complete, const std::string& role);
  void take_back(const std::string& deal) { deals[deal].discarded = true; }

  bool holds(const Deal& deal) const;
  std::string origin(const Deal& deal) const;

 private:
  bool meets(const Requirement& requirement, const Values& values) const;
  bool open(const std::string& stage, const Values& values) const;
  bool asked(const Deal& deal, const std::string& to) const;
  // The gates of which `after` lacks something that `before` had, first those passed first; `seen`:
  // values that were changed, else requirements met no more.
  std::vector<std::string> lost(const Deal& deal, const Values& after, bool seen) const;
  bool refuses(const std::vector<std::string>& gates) const;
  void reopen(Deal& deal, const std::vector<std::string>& gates) const;
  void wipe(Deal& deal, const Deal& before, const std::string& field,
            const std::string& value) const;
  void set(const std::string& deal, const std::string& field, const std::string& value);
};

}  // namespace tollgate::gates
