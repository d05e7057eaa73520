// What people can do with a record that may raise their success: yes/no fields,
// choices, evidence, and the criteria of scorecards. Found in the app.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "../context.h"
#include "tollgate/metrics/metrics.h"

namespace tollgate::query {

struct RecordAction {
  enum class Kind : uint8_t { kYes, kChoice, kEvidence, kCriterion };
  Kind kind = Kind::kYes;
  std::string id;  // "yes/visit/met_key_person", "criterion/visit_quality/on_time"
  const model::Entity* entity = nullptr;
  const model::Field* field = nullptr;  // of a criterion: the first that answers it, or nullptr
  const model::Criterion* criterion = nullptr;
  std::string value;       // kChoice: the option's id
  std::string expression;  // true where it was done
  std::string known;       // true where it is known whether it was done
};

// Those that the viewer may be told of; at most 60.
std::vector<RecordAction> actions_of(const Context& context, const model::Entity& entity);
std::optional<RecordAction> action_named(const Context& context, const std::string& id);
// "见到关键人", "竞品：甲公司".
std::string label_of(const Texts& texts, const RecordAction& action);

// How records of one entity belong to those of another: by a key that both
// have.
struct RecordLink {
  std::string from;   // expression over the first entity's records
  std::string to;     // over the second's
  std::string label;  // of what they share, in the viewer's language
};
std::optional<RecordLink> link_between(const Context& context, const model::Entity& from,
                                       const model::Entity& to);

// Whether the viewer may be told what an expression says of records of the
// entity.
bool may_tell_of(const Context& context, const model::Entity& entity,
                 const std::string& expression);

// Counts with a date, each of whose records can be a success; the likeliest
// first.
std::vector<const model::Metric*> outcomes_of(const Context& context);

// A number as replies carry it: at most `digits` after the point; nullopt for
// what is none.
std::optional<std::string> number_text(double number, int digits);

}  // namespace tollgate::query
