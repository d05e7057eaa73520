// The search for a record, compiled: of the complete ones that fit, the latest.
//
//   std::optional<FindRule> find = FindRule::compile(app, model_find, names, problems);
//   FindRule::Found found = find->run(view.slots, values, rules, problems);
//   found.id;                              // "" where none fits
//
// It looks through the lookup of `values`; without one nothing is found. A record is never found by
// itself.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/record/names.h"
#include "tollgate/record/rule.h"
#include "tollgate/record/values.h"

namespace tollgate::record {

class FindRule {
 public:
  // nullopt, with problems, where an expression does not compile or a field is not there (which
  // lint reports).
  static std::optional<FindRule> compile(const model::App& app, const model::Find& find,
                                         const Names& names, Diagnostics& problems);

  struct Found {
    std::string id;
    feel::Value record;  // as rules see it through a reference; null where there is none
  };
  // `slots` are those of the record that looks, of the names that it was compiled with.
  Found run(const std::vector<feel::Value>& slots, const ValueContext& values,
            const RuleContext& context, Diagnostics& problems) const;

  const model::Entity& entity() const { return *entity_; }
  std::vector<const Rule*> rules() const;

 private:
  const model::Entity* entity_ = nullptr;
  const model::Field* latest_ = nullptr;
  std::vector<std::pair<const model::Field*, Rule>> where_;
  std::optional<Rule> before_;
  uint32_t own_slot_ = 0;
};

}  // namespace tollgate::record
