// boolean, choice, multi_choice: one or several of what the document offers.
#include <nlohmann/json.hpp>

#include "typed_text.h"
#include "types/families.h"
#include "types/findings.h"

namespace tollgate::record {
namespace {

using feel::Value;
using model::Field;

std::optional<Value> read_flag(const Field&, const Json& wire, const ValueContext&) {
  if (!wire.is_boolean()) return std::nullopt;
  return Value::boolean(wire.get<bool>());
}

std::optional<Value> fit_flag(const Field&, const Value& value, const ValueContext&) {
  if (!value.is_boolean()) return std::nullopt;
  return value;
}

std::optional<Value> read_option(const Field&, const Json& wire, const ValueContext&) {
  if (!wire.is_string()) return std::nullopt;
  return Value::string(wire.get_ref<const std::string&>());
}

std::optional<Value> fit_option(const Field&, const Value& value, const ValueContext&) {
  if (!value.is_string()) return std::nullopt;
  return value;
}

std::optional<Value> read_options(const Field&, const Json& wire, const ValueContext&) {
  if (!wire.is_array()) return std::nullopt;
  std::vector<Value> ids;
  for (const Json& id : wire) {
    if (!id.is_string()) return std::nullopt;
    ids.push_back(Value::string(id.get_ref<const std::string&>()));
  }
  return ids.empty() ? Value::null() : Value::list(std::move(ids));
}

Json write_options(const Field&, const Value& value) {
  Json ids = Json::array();
  for (const Value& id : value.as_list()) ids.push_back(std::string(id.as_string()));
  return ids;
}

std::optional<Value> fit_options(const Field&, const Value& value, const ValueContext&) {
  if (value.is_string()) return Value::list({value});
  if (!value.is_list()) return std::nullopt;
  for (const Value& id : value.as_list()) {
    if (!id.is_string()) return std::nullopt;
  }
  return value;
}

// The labels of what was chosen; an option that is gone reads as its id.
std::string display_options(const Field& field, const Value& value, const DisplayContext& context) {
  const auto label = [&](const Value& id) {
    if (!id.is_string()) return display_text(id, context.locale);
    const model::Option* option = field.find_option(id.as_string());
    return option == nullptr ? std::string(id.as_string())
                             : context.app.text_for(option->label, context.locale);
  };
  return value.is_list() ? joined_texts(value.as_list(), context.locale, label) : label(value);
}

void check_option(const FieldCheck& check, const Value& id) {
  const Field& field = check.field;
  if (field.options.empty() || field.find_option(id.as_string()) != nullptr) return;
  const std::string shown = shortened(id.as_string());
  Diagnostic unknown =
      field_finding("form.unknown_option", zh_name(check.label) + "没有“" + shown + "”这个选项。",
                    en_name(check.label) + " has no option “" + shown + "”.");
  for (const model::Option& option : field.options) {
    if (unknown.candidates.size() < 10) unknown.candidates.push_back(option.id);
  }
  check.findings.push_back(std::move(unknown));
}

void check_options(const FieldCheck& check, const Value& value) {
  for (const Value& id : value.as_list()) check_option(check, id);
  check_count(check, value.as_list().size());
}

constexpr FieldBehavior kBoolean = {.read = read_flag,
                                    .write = write_plain,
                                    .fit = fit_flag,
                                    .display = display_plain,
                                    .check = no_check,
                                    .expected = nothing_in_particular,
                                    .request = "请选择",
                                    .shift_days = no_days,
                                    .link = no_link};

constexpr FieldBehavior kChoice = {.read = read_option,
                                   .write = write_plain,
                                   .fit = fit_option,
                                   .display = display_options,
                                   .check = check_option,
                                   .expected = nothing_in_particular,
                                   .request = "请选择",
                                   .shift_days = no_days,
                                   .link = no_link};

constexpr FieldBehavior kMultiChoice = {.read = read_options,
                                        .write = write_options,
                                        .fit = fit_options,
                                        .display = display_options,
                                        .check = check_options,
                                        .expected = nothing_in_particular,
                                        .request = "请选择",
                                        .shift_days = no_days,
                                        .link = no_link};

}  // namespace

const FieldBehavior& choice_behavior(model::FieldType type) {
  switch (model::info_of(type).shape) {
    case model::ValueShape::kBoolean:
      return kBoolean;
    case model::ValueShape::kStrings:
      return kMultiChoice;
    default:
      return kChoice;
  }
}

}  // namespace tollgate::record
