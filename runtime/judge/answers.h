// The records that answers and the app's own sample data hold, by entity and id.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "tollgate/base/json.h"
#include "tollgate/record/lookup.h"
#include "tollgate/rules/compiled_app.h"

namespace tollgate::judge {

class AnswersLookup final : public record::RecordLookup {
 public:
  // Both must outlive it.
  AnswersLookup(const rules::CompiledApp& app, const Json& answers);
  const feel::Value* find(std::string_view entity, std::string_view id) override;
  std::string latest(const record::LatestQuery& query) override;
  // The record that the answers are about: other records, and it itself, may refer to it.
  void set_own(const std::string& entity, const std::string& id, Json values);

 private:
  using Contexts = std::map<std::pair<std::string, std::string>, feel::Value>;

  const Json* find_values(std::string_view entity, std::string_view id) const;

  // What a referred record refers to, for the conditions that hide its fields: as it is written, so
  // that no circle of references is followed.
  struct AsWritten final : record::RecordLookup {
    explicit AsWritten(AnswersLookup& owner) : answers(owner) {}
    const feel::Value* find(std::string_view entity, std::string_view id) override;
    AnswersLookup& answers;
    Contexts contexts;
  };
  // The values as rules see them: without what is hidden.
  Json seen(const rules::EntityRules& rules, std::string_view id, const Json& values);

  const rules::CompiledApp& app_;
  const Json& answers_;
  AsWritten as_written_{*this};
  std::pair<std::string, std::string> own_;
  Json own_values_;
  Contexts contexts_;
};

}  // namespace tollgate::judge
