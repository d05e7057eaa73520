// An expression of the document, compiled once; its outcome, with failures told from emptiness.
//
//   std::optional<Rule> rule = compile_rule(*field.computed, names.scope(), problems);
//   Outcome outcome = run(*rule, slots, {.clock = &clock, .time_zone = zone});
//   if (outcome.failure) ...   // a diagnostic with the document's pointer
//
// A null because something is not filled in yet is no failure; a null because of a wrong type, a
// division by zero or a limit is one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/feel/program.h"
#include "tollgate/model/text.h"

namespace tollgate::record {

struct Rule {
  feel::Program program;
  std::string pointer;       // of the expression in the document
  bool reads_clock = false;  // calls now() or today()
};

// A compiled condition: a constant, or a rule.
struct ConditionRule {
  bool constant = true;
  std::optional<Rule> rule;
};

// Rules of one entity that were compiled already: an entity of many rules can have hundreds of
// forms, each of which asks for all of them.
//
//   const RuleCache::InForce in_force(cache);     // until the end of the block, on this thread
//   compile_rule(...);                            // the same place and text: the same program
class RuleCache {
 public:
  class InForce {
   public:
    explicit InForce(RuleCache& cache);
    ~InForce();
    InForce(const InForce&) = delete;
    InForce& operator=(const InForce&) = delete;

   private:
    RuleCache* const before_;
  };

  const Rule* find(const model::Expression& expression, const feel::Scope& scope) const;
  void keep(const Rule& rule) { by_pointer_[rule.pointer].push_back(rule); }

 private:
  std::unordered_map<std::string, std::vector<Rule>> by_pointer_;
};

struct RuleContext {
  const Clock* clock = nullptr;
  ZoneRef time_zone;
};

struct Outcome {
  feel::Value value;
  std::optional<Diagnostic> failure;
  bool reads_empty = false;  // a field that the expression reads is not filled in
};

// nullopt with a finding in `problems` (its pointer set) when the text does not compile.
std::optional<Rule> compile_rule(const model::Expression& expression, const feel::Scope& scope,
                                 Diagnostics& problems);
ConditionRule compile_condition(const std::optional<model::Condition>& condition, bool absent,
                                const feel::Scope& scope, Diagnostics& problems);

Outcome run(const Rule& rule, std::span<const feel::Value> slots, const RuleContext& context);

// As run, where true or false is asked for: anything else that is not null is a failure.
Outcome run_boolean(const Rule& rule, std::span<const feel::Value> slots,
                    const RuleContext& context);

}  // namespace tollgate::record
