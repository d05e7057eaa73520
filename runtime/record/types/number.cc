// number: exact decimals, with a unit where they have one. rating: stars. money: an amount of a
// currency.
#include <nlohmann/json.hpp>

#include "tollgate/base/decimal.h"
#include "tollgate/record/money_text.h"
#include "tollgate/record/number_text.h"
#include "typed_text.h"
#include "types/families.h"
#include "types/findings.h"

namespace tollgate::record {
namespace {

using feel::Value;

std::optional<Value> read_digits(const model::Field& field, const Json& wire, const ValueContext&) {
  return read_number(wire, field.unit);
}

std::optional<Value> fit_number(const model::Field& field, const Value& value,
                                const ValueContext&) {
  if (!value.is_number()) return std::nullopt;
  if (!field.decimals) return value;
  return Value::number(round_to(value.as_number(), *field.decimals, Rounding::kHalfEven));
}

std::string display_number(const model::Field& field, const Value& value,
                           const DisplayContext& context) {
  if (!value.is_number()) return display_text(value, context.locale);
  return quantity_text(value.as_number(), context.app.text_for(field.unit, context.locale));
}

void check_decimals(const FieldCheck& check, const Decimal& number) {
  if (!check.field.decimals) return;
  const int64_t digits = *check.field.decimals;
  const std::optional<Decimal> rounded = round_to(number, digits, Rounding::kHalfEven);
  if (rounded && *rounded == number) return;
  const std::string zh = zh_name(check.label);
  const std::string en = en_name(check.label);
  if (digits == 0) {
    check.findings.push_back(field_finding("form.too_many_decimals", zh + "要填整数。",
                                           en + " must be a whole number."));
    return;
  }
  check.findings.push_back(
      field_finding("form.too_many_decimals", zh + "最多 " + std::to_string(digits) + " 位小数。",
                    en + " has at most " + amount_en(digits, "decimal", "decimals") + "."));
}

void check_number(const FieldCheck& check, const Value& value) {
  check_bounds(check, value, false);
  check_decimals(check, value.as_number());
}

// A number that the field takes, as near to 12.5 as its bounds and decimals let it be.
std::string example_number(const FieldCheck& check) {
  Value example = Value::number(Decimal::unchecked(false, 125, -1));
  if (is_below(example, check.minimum)) example = check.minimum;
  if (is_above(example, check.maximum)) example = check.maximum;
  const Decimal number = example.as_number();
  if (!check.field.decimals) return number.to_text();
  for (const Rounding way : {Rounding::kFloor, Rounding::kCeiling}) {
    const std::optional<Decimal> rounded = round_to(number, *check.field.decimals, way);
    if (!rounded) continue;
    const Value candidate = Value::number(*rounded);
    if (is_below(candidate, check.minimum) || is_above(candidate, check.maximum)) continue;
    return rounded->to_text();
  }
  return number.to_text();
}

Expected expected_number(const FieldCheck& check) {
  const bool whole = check.field.decimals == 0;
  const std::string example = example_number(check);
  return {"form.not_a_number",
          {(whole ? "整数，例如 " : "数字，例如 ") + example,
           (whole ? "a whole number such as " : "a number such as ") + example}};
}

constexpr FieldBehavior kNumber = {.read = read_digits,
                                   .write = write_plain,
                                   .fit = fit_number,
                                   .display = display_number,
                                   .check = check_number,
                                   .expected = expected_number,
                                   .request = "请填写",
                                   .shift_days = no_days,
                                   .link = no_link};

// "4/5": how many of how many stars.
std::string display_rating(const model::Field& field, const Value& value,
                           const DisplayContext& context) {
  return display_text(value, context.locale) + "/" + field.maximum;
}

Expected expected_rating(const FieldCheck& check) {
  const std::string& most = check.field.maximum;
  return {"form.not_a_rating", {" 1 到 " + most + " 的整数", "a whole number from 1 to " + most}};
}

void check_rating(const FieldCheck& check, const Value& value) {
  const bool whole = value.as_number().is_integer();
  if (whole && !is_below(value, check.minimum) && !is_above(value, check.maximum)) return;
  const LocalizedText words = expected_rating(check).words;
  check.findings.push_back(field_finding("form.not_a_rating",
                                         zh_name(check.label) + "要填" + words.zh + "。",
                                         en_name(check.label) + " needs " + words.en + "."));
}

// 125万, ¥1,250,000 and 1250000元 are the same amount.
std::optional<Value> read_amount(const model::Field& field, const Json& wire, const ValueContext&) {
  if (std::optional<Value> plain = read_number(wire)) return plain;
  if (!wire.is_string()) return std::nullopt;
  const std::optional<Decimal> amount = read_money(wire.get_ref<const std::string&>(), field);
  return amount ? std::optional(Value::number(*amount)) : std::nullopt;
}

std::string display_money(const model::Field& field, const Value& value,
                          const DisplayContext& context) {
  if (!value.is_number()) return display_text(value, context.locale);
  return money_text(value.as_number(), field, context.locale, context.brief);
}

constexpr FieldBehavior kRating = [] {
  FieldBehavior made = kNumber;
  made.display = display_rating;
  made.check = check_rating;
  made.expected = expected_rating;
  made.request = "请选择";
  return made;
}();

constexpr FieldBehavior kMoney = [] {
  FieldBehavior made = kNumber;
  made.read = read_amount;
  made.display = display_money;
  return made;
}();

}  // namespace

const FieldBehavior& number_behavior(model::FieldType type) {
  switch (type) {
    case model::FieldType::kRating:
      return kRating;
    case model::FieldType::kMoney:
      return kMoney;
    default:
      return kNumber;
  }
}

}  // namespace tollgate::record
