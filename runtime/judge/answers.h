// The records that answers and the app's own sample data hold, by entity and id.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"
#include "tollgate/record/lookup.h"
#include "tollgate/record/values.h"

namespace tollgate::judge {

class AnswersLookup final : public record::RecordLookup {
 public:
  // `answers` must outlive it.
  AnswersLookup(const model::App& app, const Json& answers);
  const feel::Value* find(std::string_view entity, std::string_view id) override;

 private:
  const Json* find_values(std::string_view entity, std::string_view id) const;

  const model::App& app_;
  const Json& answers_;
  std::map<std::pair<std::string, std::string>, feel::Value> contexts_;
};

}  // namespace tollgate::judge
