// What people read in a condition's rows.
#include "condition_parts.h"

namespace tollgate::designer {
namespace {

bool is_temporal(ValueKind kind) {
  return kind == ValueKind::kDate || kind == ValueKind::kTime || kind == ValueKind::kDateTime;
}

LocalizedText size_words(feel::RowOperator op, ValueKind kind) {
  const bool when = is_temporal(kind);
  switch (op) {
    case feel::RowOperator::kLess:
      return when ? LocalizedText{"早于", "is before"} : LocalizedText{"小于", "is less than"};
    case feel::RowOperator::kLessEqual:
      return when ? LocalizedText{"不晚于", "is not after"} : LocalizedText{"至多", "is at most"};
    case feel::RowOperator::kGreater:
      return when ? LocalizedText{"晚于", "is after"} : LocalizedText{"大于", "is more than"};
    default:
      return when ? LocalizedText{"不早于", "is not before"} : LocalizedText{"至少", "is at least"};
  }
}

}  // namespace

LocalizedText operator_words(feel::RowOperator op, ValueKind kind) {
  switch (op) {
    case feel::RowOperator::kEquals:
      return {"是", "is"};
    case feel::RowOperator::kNotEquals:
      return {"不是", "is not"};
    case feel::RowOperator::kLess:
    case feel::RowOperator::kLessEqual:
    case feel::RowOperator::kGreater:
    case feel::RowOperator::kGreaterEqual:
      return size_words(op, kind);
    case feel::RowOperator::kBetween:
      return {"介于", "is between"};
    case feel::RowOperator::kOneOf:
      return {"是其中之一", "is one of"};
    case feel::RowOperator::kNotOneOf:
      return {"不是其中任何一个", "is none of"};
    case feel::RowOperator::kContains:
      return {"包含", "contains"};
    case feel::RowOperator::kNotContains:
      return {"不包含", "does not contain"};
    case feel::RowOperator::kListContains:
      if (kind == ValueKind::kMultiChoice) return {"包含", "includes"};
      return {"列表中有", "list contains"};
    case feel::RowOperator::kNotListContains:
      if (kind == ValueKind::kMultiChoice) return {"不包含", "does not include"};
      return {"列表中没有", "list does not contain"};
    case feel::RowOperator::kStartsWith:
      return {"开头是", "starts with"};
    case feel::RowOperator::kEndsWith:
      return {"结尾是", "ends with"};
    case feel::RowOperator::kIsEmpty:
      return {"未填写", "is empty"};
    case feel::RowOperator::kIsNotEmpty:
      return {"已填写", "is not empty"};
    case feel::RowOperator::kIsTrue:
      return {"为“是”", "is yes"};
    case feel::RowOperator::kIsFalse:
      return {"为“否”", "is no"};
  }
  return {};
}

LocalizedText value_example(ValueKind kind) {
  switch (kind) {
    case ValueKind::kDate:
      return {"如 2026-01-31", "e.g. 2026-01-31"};
    case ValueKind::kTime:
      return {"如 09:30", "e.g. 09:30"};
    case ValueKind::kDateTime:
      return {"如 2026-01-31 09:30", "e.g. 2026-01-31 09:30"};
    case ValueKind::kDuration:
      return {"分钟数", "minutes"};
    case ValueKind::kAny:
    case ValueKind::kPresence:
      return {"公式，文字加双引号", "formula; texts in double quotes"};
    default:
      return {};
  }
}

LocalizedText value_problem(ValueKind kind) {
  switch (kind) {
    case ValueKind::kDate:
      return {"请填写日期，如 2026-01-31", "Please write a date, such as 2026-01-31"};
    case ValueKind::kTime:
      return {"请填写时间，如 09:30", "Please write a time, such as 09:30"};
    case ValueKind::kDateTime:
      return {"请填写日期和时间，如 2026-01-31 09:30",
              "Please write a date and time, such as 2026-01-31 09:30"};
    case ValueKind::kDuration:
      return {"请填写整数分钟，如 30", "Please write whole minutes, such as 30"};
    default:
      return {"请填写数字", "Enter a number"};
  }
}

}  // namespace tollgate::designer
