#include "tollgate/designer/document/condition_values.h"

#include <charconv>
#include <cstdio>
#include <vector>

#include "tollgate/base/decimal.h"
#include "tollgate/base/temporal.h"
#include "tollgate/base/typed_number.h"
#include "tollgate/feel/parse.h"
#include "tollgate/feel/value.h"

namespace tollgate::designer {
namespace {

using feel::Value;

// The constant a temporal call stands for, as in date("2026-01-31"); null for other calls.
Value constant_of_call(const feel::Ast& ast, const feel::Node& call) {
  if (call.child_count != 2) return {};
  const feel::Node& callee = ast.child(call, 0);
  const feel::Node& argument = ast.child(call, 1);
  if (callee.kind != feel::NodeKind::kName || argument.kind != feel::NodeKind::kLiteral ||
      !ast.constant(argument).is_string()) {
    return {};
  }
  const std::string& function = ast.name(callee);
  const std::string_view text = ast.constant(argument).as_string();
  if (function == "date") {
    if (const auto date = parse_date(text)) return Value::date(*date);
  } else if (function == "time") {
    if (const auto time = parse_time(text)) return Value::time(*time);
  } else if (function == "date and time") {
    if (const auto date_time = parse_date_time(text)) return Value::date_time(*date_time);
  } else if (function == "duration") {
    if (const auto span = parse_days_time_duration(text)) return Value::days_time_duration(*span);
  }
  return {};
}

// Null when the text is no constant.
Value constant_of(std::string_view text) {
  const Result<feel::Ast> ast = feel::parse(text, feel::Scope());
  if (!ast) return {};
  const feel::Node& root = ast->node(ast->root);
  switch (root.kind) {
    case feel::NodeKind::kLiteral:
      return ast->constant(root);
    case feel::NodeKind::kCall:
      return constant_of_call(*ast, root);
    case feel::NodeKind::kNegate: {
      const feel::Node& operand = ast->child(root, 0);
      if (operand.kind != feel::NodeKind::kLiteral || !ast->constant(operand).is_number()) {
        return {};
      }
      const std::string digits = ast->constant(operand).as_number().to_text();
      return Value::number(Decimal::parse("-" + digits));
    }
    default:
      return {};
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The numbers in "2026/1/31", "2026年1月31日" or "9:30". Empty when letters or signs say otherwise.
std::vector<int> parts_of(std::string_view typed) {
  std::vector<int> parts;
  for (size_t at = 0; at < typed.size();) {
    const char c = typed[at];
    if (is_digit(c)) {
      int number = 0;
      const auto [end, error] =
          std::from_chars(typed.data() + at, typed.data() + typed.size(), number);
      if (error != std::errc()) return {};
      parts.push_back(number);
      at = static_cast<size_t>(end - typed.data());
    } else {
      const bool parting = (static_cast<unsigned char>(c) & 0x80) != 0 ||
                           std::string_view("-/.: T").find(c) != std::string_view::npos;
      if (!parting || parts.empty()) return {};
      ++at;
    }
  }
  return parts;
}

std::string date_text(const std::vector<int>& parts) {
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", parts[0], parts[1], parts[2]);
  return text;
}

std::string clock_text(const std::vector<int>& parts, size_t from) {
  char text[48];
  const int second = parts.size() > from + 2 ? parts[from + 2] : 0;
  std::snprintf(text, sizeof text, "%02d:%02d:%02d", parts[from], parts[from + 1], second);
  return text;
}

// Seconds that are none are not written.
std::string shortened_clock(std::string text) {
  constexpr std::string_view kNone = ":00";
  if (text.size() > 6 && text.ends_with(kNone)) text.resize(text.size() - kNone.size());
  return text;
}

std::optional<ZoneRef> zone_named(const std::string& name) {
  const std::optional<uint32_t> zone = find_time_zone(name);
  if (!zone) return std::nullopt;
  return ZoneRef::named(*zone);
}

Value date_time_of_typed(std::string_view typed, const std::string& time_zone) {
  const std::vector<int> parts = parts_of(typed);
  const std::optional<ZoneRef> zone = zone_named(time_zone);
  if (!zone || (parts.size() != 5 && parts.size() != 6)) return {};
  std::optional<DateTime> date_time =
      parse_date_time(date_text(parts) + "T" + clock_text(parts, 3));
  if (!date_time) return {};
  date_time->zone = *zone;
  return Value::date_time(*date_time);
}

Value duration_of_typed(std::string_view typed) {
  int minutes = 0;
  const char* const end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(typed.data(), end, minutes);
  if (typed.empty() || error != std::errc() || stop != end) return {};
  return Value::days_time_duration({int64_t{minutes} * 60, 0});
}

// Null when the text is no value of this kind.
Value value_of_typed(ValueKind kind, std::string_view typed, const std::string& time_zone) {
  switch (kind) {
    case ValueKind::kText:
    case ValueKind::kChoice:
    case ValueKind::kMultiChoice:
      return typed.empty() ? Value() : Value::string(typed);
    case ValueKind::kNumber:
      return Value::number(read_typed_number(typed));
    case ValueKind::kBoolean:
      return typed == "true" || typed == "false" ? Value::boolean(typed == "true") : Value();
    case ValueKind::kDate: {
      const std::vector<int> parts = parts_of(typed);
      const auto date = parts.size() == 3 ? parse_date(date_text(parts)) : std::nullopt;
      return date ? Value::date(*date) : Value();
    }
    case ValueKind::kTime: {
      const std::vector<int> parts = parts_of(typed);
      const bool clock = parts.size() == 2 || parts.size() == 3;
      const auto time = clock ? parse_time(clock_text(parts, 0)) : std::nullopt;
      return time ? Value::time(*time) : Value();
    }
    case ValueKind::kDateTime:
      return date_time_of_typed(typed, time_zone);
    case ValueKind::kDuration:
      return duration_of_typed(typed);
    case ValueKind::kPresence:
    case ValueKind::kAny:
      break;
  }
  return {};
}

std::optional<std::string> typed_date_time(const DateTime& value, const std::string& time_zone) {
  if (zone_named(time_zone) != value.zone || value.nanoseconds != 0) return std::nullopt;
  std::string text = shortened_clock(to_text(DateTime{value.local_seconds, 0, {}}));
  if (const size_t parting = text.find('T'); parting != std::string::npos) text[parting] = ' ';
  return text;
}

}  // namespace

std::optional<std::string> feel_of(ValueKind kind, std::string_view typed,
                                   const std::string& time_zone) {
  const Value value = value_of_typed(kind, typed, time_zone);
  if (value.is_null()) return std::nullopt;
  return feel::to_feel_text(value);
}

std::optional<std::string> typed_of(ValueKind kind, std::string_view expression,
                                    const std::string& time_zone) {
  const Value value = constant_of(expression);
  switch (value.kind()) {
    case feel::Kind::kString:
      if (kind != ValueKind::kText && !has_options(kind)) return std::nullopt;
      return std::string(value.as_string());
    case feel::Kind::kNumber:
      if (kind != ValueKind::kNumber) return std::nullopt;
      return value.as_number().to_text();
    case feel::Kind::kBoolean:
      if (kind != ValueKind::kBoolean) return std::nullopt;
      return value.as_boolean() ? "true" : "false";
    case feel::Kind::kDate:
      if (kind != ValueKind::kDate) return std::nullopt;
      return to_text(value.as_date());
    case feel::Kind::kTime:
      if (kind != ValueKind::kTime || !value.as_time().zone.is_none()) return std::nullopt;
      return shortened_clock(to_text(value.as_time()));
    case feel::Kind::kDateTime:
      if (kind != ValueKind::kDateTime) return std::nullopt;
      return typed_date_time(value.as_date_time(), time_zone);
    case feel::Kind::kDaysTimeDuration: {
      const DaysTimeDuration span = value.as_days_time_duration();
      const bool minutes = span.seconds % 60 == 0 && span.nanoseconds == 0;
      if (kind != ValueKind::kDuration || !minutes) return std::nullopt;
      return std::to_string(span.seconds / 60);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace tollgate::designer
