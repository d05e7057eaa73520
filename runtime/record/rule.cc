#include "tollgate/record/rule.h"

#include <string_view>
#include <utility>

#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/null_reason.h"
#include "tollgate/record/batch.h"

namespace tollgate::record {
namespace {

using feel::NullCode;
using feel::Value;

// A form asks many rules at every key: each gets a quarter of the work that an expression may take.
constexpr feel::Budget kBudget{.work = 10'000'000};

// Whether something the expression reads is not filled in: a null on the way along its path.
bool reads_empty(const feel::Program& program, std::span<const Value> slots) {
  for (const feel::Dependency& dependency : program.dependencies()) {
    const Value* value = &slots[dependency.slot];
    for (const std::string& name : dependency.path) {
      if (value->is_null()) break;
      const Value* member = value->find(name);
      if (member == nullptr) break;
      value = member;
    }
    if (value->is_null()) return true;
  }
  return false;
}

bool is_limit(NullCode code) {
  return code == NullCode::kLimitWork || code == NullCode::kLimitMemory ||
         code == NullCode::kLimitDepth || code == NullCode::kPatternLimit;
}

Diagnostic located(Diagnostic diagnostic, const std::string& pointer) {
  diagnostic.place.pointer = pointer;
  return diagnostic;
}

constinit thread_local RuleCache* cache_in_force = nullptr;

}  // namespace

RuleCache::InForce::InForce(RuleCache& cache) : before_(cache_in_force) { cache_in_force = &cache; }
RuleCache::InForce::~InForce() { cache_in_force = before_; }

const Rule* RuleCache::find(const model::Expression& expression, const feel::Scope& scope) const {
  const auto found = by_pointer_.find(expression.pointer);
  if (found == by_pointer_.end()) return nullptr;
  for (const Rule& rule : found->second) {
    const bool is_same =
        rule.program.slot_count() == scope.size() && rule.program.source() == expression.text;
    if (is_same) return &rule;
  }
  return nullptr;
}

std::optional<Rule> compile_rule(const model::Expression& expression, const feel::Scope& scope,
                                 Diagnostics& problems) {
  const Rule* known = cache_in_force ? cache_in_force->find(expression, scope) : nullptr;
  if (known != nullptr) return *known;
  Result<feel::Program> program = feel::compile(expression.text, scope);
  if (!program) {
    for (const Diagnostic& d : program.diagnostics()) {
      problems.push_back(located(d, expression.pointer));
    }
    return std::nullopt;
  }
  Rule rule{*std::move(program), expression.pointer, false};
  rule.reads_clock = feel::reads_clock(rule.program.ast());
  if (cache_in_force) cache_in_force->keep(rule);
  return rule;
}

ConditionRule compile_condition(const std::optional<model::Condition>& condition, bool absent,
                                const feel::Scope& scope, Diagnostics& problems) {
  if (!condition) return {absent, std::nullopt};
  if (!condition->expression) return {condition->constant, std::nullopt};
  return {absent, compile_rule(*condition->expression, scope, problems)};
}

Outcome run(const Rule& rule, std::span<const Value> slots, const RuleContext& context) {
  feel::EvalOptions options;
  options.clock = context.clock;
  options.time_zone = context.time_zone;
  options.budget = kBudget;
  Outcome outcome;
  outcome.value = feel::evaluate(rule.program, slots, options);
  if (!outcome.value.is_null()) return outcome;
  outcome.reads_empty = reads_empty(rule.program, slots);
  const auto code = static_cast<NullCode>(outcome.value.null_origin().code);
  const bool plain =
      code == NullCode::kNone || code == NullCode::kNullOperand || code == NullCode::kArgumentNull;
  if (is_limit(code) || (!plain && !outcome.reads_empty)) {
    if (std::optional<Diagnostic> reason = feel::null_reason(outcome.value)) {
      outcome.failure = located(*std::move(reason), rule.pointer);
    }
  }
  return outcome;
}

Outcome run_boolean(const Rule& rule, std::span<const Value> slots, const RuleContext& context) {
  Outcome outcome = run(rule, slots, context);
  if (!outcome.value.is_null() && !outcome.value.is_boolean()) {
    const std::string kind(feel::kind_name(outcome.value.kind()));
    outcome.failure = make_error("record.not_a_condition",
                                 {"这条规则应得出 true 或 false，却得出了 " +
                                      feel::to_text(outcome.value) + "（" + kind + "）。",
                                  "This rule must give true or false, but it gave " +
                                      feel::to_text(outcome.value) + " (" + kind + ")."},
                                 {.pointer = rule.pointer});
    outcome.value = Value::null();
  }
  return outcome;
}

void run_batch(const Rule& rule, std::span<const Value> slots, std::span<Value> results,
               const RuleContext& context) {
  if (results.empty()) return;
  feel::EvalOptions options;
  options.clock = context.clock;
  options.time_zone = context.time_zone;
  options.budget = kBudget;
  feel::evaluate_batch(rule.program, slots, results, options, slots.size() / results.size());
}

}  // namespace tollgate::record
