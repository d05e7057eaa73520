// location: a fix of the device, or one entered by hand.
#include <nlohmann/json.hpp>

#include "tollgate/base/decimal.h"
#include "types/contexts.h"
#include "types/families.h"
#include "types/findings.h"

namespace tollgate::record {
namespace {

using feel::Value;
using model::Field;

bool within(const Value* number, int64_t bound) {
  return number != nullptr && number->is_number() &&
         compare(number->as_number().abs(), Decimal(bound)) <= 0;
}

std::optional<Value> read_location(const Field&, const Json& wire, const ValueContext& context) {
  std::optional<Value> value = read_context(kLocationMembers, wire, context.time_zone);
  if (!value || !within(value->find("latitude"), 90) || !within(value->find("longitude"), 180)) {
    return std::nullopt;
  }
  return value;
}

Json write_location(const Field&, const Value& value) {
  return write_context(kLocationMembers, value);
}

std::optional<Value> fit_location(const Field&, const Value& value, const ValueContext&) {
  return fit_context(kLocationMembers, value);
}

std::string display_location(const Field&, const Value& value, const DisplayContext& context) {
  const Value* latitude = value.find("latitude");
  const Value* longitude = value.find("longitude");
  const Value* accuracy = value.find("accuracy_m");
  if (latitude == nullptr || longitude == nullptr) return {};
  std::string text = feel::to_text(*latitude) + ", " + feel::to_text(*longitude);
  const bool chinese = language_of(context.locale) == Language::kChinese;
  if (accuracy != nullptr && accuracy->is_number()) {
    text += chinese ? "（±" + feel::to_text(*accuracy) + " 米）"
                    : " (±" + feel::to_text(*accuracy) + " m)";
  }
  const Value* findings = value.find("findings");
  if (findings != nullptr && findings->is_list() && !findings->as_list().empty()) {
    text += chinese ? "，请核实" : ", needs a look";
  }
  return text;
}

void check_location(const FieldCheck& check, const Value& value) {
  check_captured(check, value);
  if (!check.field.capture || text_of_member(value, "source") != "manual") return;
  check.findings.push_back(field_finding(
      "form.not_captured", zh_name(check.label) + "应由设备定位，这是手工填写的。",
      en_name(check.label) + " should come from the device; this was entered by hand.",
      Severity::kWarning));
}

void shift_location(const Field&, Json& value, int64_t days) {
  shift_context(kLocationMembers, value, days);
}

constexpr FieldBehavior kLocation = {.read = read_location,
                                     .write = write_location,
                                     .fit = fit_location,
                                     .display = display_location,
                                     .check = check_location,
                                     .expected = nothing_in_particular,
                                     .request = "请获取",
                                     .shift_days = shift_location,
                                     .link = no_link};

}  // namespace

const FieldBehavior& location_behavior(model::FieldType) { return kLocation; }

}  // namespace tollgate::record
