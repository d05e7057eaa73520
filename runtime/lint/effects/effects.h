// What lint asks of each kind of effect; one file a kind.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "findings.h"
#include "tollgate/model/app.h"

namespace tollgate::lint {

struct EffectExpression {
  const model::Expression* expression = nullptr;
  const model::Field* field = nullptr;  // whose value it becomes; nullptr: of none
  std::string item = {};                // the entity of what it sees as item, "" for none
};

// As long as the app lives.
struct EffectParts {
  std::vector<EffectExpression> expressions;
  std::vector<const model::Message*> messages;
};

// `entity` is the trigger's.
EffectParts kind_parts(const model::App& app, const std::string& entity,
                       const model::Notify& notify);
EffectParts kind_parts(const model::App& app, const std::string& entity,
                       const model::SetField& set);
inline EffectParts parts_of(const model::App& app, const std::string& entity,
                            const model::Effect& effect) {
  return std::visit([&](const auto& kind) { return kind_parts(app, entity, kind); }, effect);
}

// The ids that an effect names.
void check_kind(const model::App& app, Findings& findings, const std::string& entity,
                const model::Notify& notify);
void check_kind(const model::App& app, Findings& findings, const std::string& entity,
                const model::SetField& set);
inline void check_references(const model::App& app, Findings& findings, const std::string& entity,
                             const model::Effect& effect) {
  std::visit([&](const auto& kind) { check_kind(app, findings, entity, kind); }, effect);
}

}  // namespace tollgate::lint
