// What automations ask for, as data: one struct a kind, in the order of model::Effect. What depends
// on the kind is an overload for each; a kind without one does not compile.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/app.h"

namespace tollgate::automation {

struct Notify {
  static constexpr std::string_view kType = model::Notify::kType;
  model::Channel channel = model::Channel::kInApp;
  std::vector<std::string> to;  // record ids of people, each once, never empty
  LocalizedText message;
  bool urgent = false;
};

struct SetField {
  static constexpr std::string_view kType = model::SetField::kType;
  std::string entity;                   // whose field it is
  std::string record;                   // "": the record that triggered
  const model::Field* field = nullptr;  // as long as the app lives
  feel::Value value;                    // fits the field
};

struct Effect {
  std::string automation;
  std::variant<Notify, SetField> kind;
};

inline std::string_view type_of(const Effect& effect) {
  return std::visit([](const auto& kind) { return kind.kType; }, effect.kind);
}

// {"automation", "type", …}: notify has channel, to, message (by language)
// and, where it is, urgent; set_field has
// entity, record (of another record than the one that triggered), field and value (on the wire).
Json to_json(const Effect& effect);

}  // namespace tollgate::automation
