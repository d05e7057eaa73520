#include "types/findings.h"

#include <algorithm>
#include <utility>

#include "tollgate/base/civil.h"
#include "tollgate/base/evidence_findings.h"
#include "tollgate/base/utf8.h"
#include "tollgate/feel/operations.h"

namespace tollgate::record {

using feel::Value;

std::string zh_name(const LocalizedText& label) { return "“" + label.zh + "”"; }
std::string en_name(const LocalizedText& label) { return "“" + label.en + "”"; }

Diagnostic field_finding(const char* code, std::string zh, std::string en, Severity severity) {
  return make_diagnostic(severity, code, {std::move(zh), std::move(en)});
}

std::string shortened(std::string_view text) {
  const std::string_view prefix = prefix_of_code_points(text, 40);
  return std::string(prefix) + (prefix.size() < text.size() ? "…" : "");
}

std::string amount_en(int64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

bool is_below(const Value& value, const Value& minimum) {
  return !minimum.is_null() && feel::order(value, minimum) == feel::Order::kLess;
}

bool is_above(const Value& value, const Value& maximum) {
  return !maximum.is_null() && feel::order(value, maximum) == feel::Order::kGreater;
}

bool is_in_future(const Value& value, const DateTime& now) {
  constexpr int64_t kSlackSeconds = 300;
  constexpr int64_t kSecondsPerDay = 86'400;
  if (value.kind() == feel::Kind::kDate) {
    return value.as_date().days > floor_divide(now.local_seconds, kSecondsPerDay);
  }
  if (value.kind() != feel::Kind::kDateTime) return false;
  return value.as_date_time().utc_seconds() > now.utc_seconds() + kSlackSeconds;
}

void check_bounds(const FieldCheck& check, const Value& value, bool is_time) {
  const auto text = [&](const Value& bound) { return display_text(check.app, check.field, bound); };
  if (is_below(value, check.minimum)) {
    const LocalizedText bound = text(check.minimum);
    check.findings.push_back(field_finding(
        "form.too_small",
        zh_name(check.label) + (is_time ? "不能早于 " : "不能小于 ") + bound.zh + "。",
        en_name(check.label) + (is_time ? " must not be before " : " must be at least ") +
            bound.en + "."));
  }
  if (is_above(value, check.maximum)) {
    const LocalizedText bound = text(check.maximum);
    check.findings.push_back(field_finding(
        "form.too_large",
        zh_name(check.label) + (is_time ? "不能晚于 " : "不能大于 ") + bound.zh + "。",
        en_name(check.label) + (is_time ? " must not be after " : " must be at most ") + bound.en +
            "."));
  }
}

void check_count(const FieldCheck& check, size_t count) {
  const std::optional<int64_t> least = check.field.min_items;
  const std::optional<int64_t> most = check.field.max_items;
  const std::string zh = zh_name(check.label);
  const std::string en = en_name(check.label);
  const std::string now_zh = "，现在 " + std::to_string(count) + " 项。";
  const std::string now_en = "; it has " + std::to_string(count) + ".";
  const int64_t size = static_cast<int64_t>(count);
  if (least && most && *least == *most && size != *least) {
    check.findings.push_back(
        field_finding(size < *least ? "form.too_few_items" : "form.too_many_items",
                      zh + "要正好 " + std::to_string(*least) + " 项" + now_zh,
                      en + " needs exactly " + amount_en(*least, "item", "items") + now_en));
    return;
  }
  if (least && size < *least) {
    check.findings.push_back(
        field_finding("form.too_few_items", zh + "至少 " + std::to_string(*least) + " 项" + now_zh,
                      en + " needs at least " + amount_en(*least, "item", "items") + now_en));
  }
  if (most && size > *most) {
    check.findings.push_back(
        field_finding("form.too_many_items", zh + "最多 " + std::to_string(*most) + " 项" + now_zh,
                      en + " may have at most " + amount_en(*most, "item", "items") + now_en));
  }
}

Diagnostic rule_failure(const LocalizedText& label, const LocalizedText& which,
                        const Diagnostic& failure, Severity severity) {
  Diagnostic d = field_finding(
      "form.rule_failed", zh_name(label) + "的" + which.zh + "规则无法运行：" + failure.message.zh,
      "The " + which.en + " rule of " + en_name(label) + " could not run: " + failure.message.en,
      severity);
  d.place = failure.place;
  d.candidates = failure.candidates;
  return d;
}

bool has_finding(const Value& value, std::string_view wanted) {
  const Value* findings = value.find("findings");
  if (findings == nullptr || !findings->is_list()) return false;
  const auto found = findings->as_list();
  return std::any_of(found.begin(), found.end(), [&](const Value& code) {
    return code.is_string() && code.as_string() == wanted;
  });
}

void check_captured(const FieldCheck& check, const Value& value) {
  for (const EvidenceFinding& known : kEvidenceFindings) {
    if (!has_finding(value, known.code)) continue;
    const std::string code = "evidence." + std::string(known.code);
    check.findings.push_back(field_finding(
        code.c_str(), zh_name(check.label) + "请核实：" + std::string(known.zh) + "。",
        en_name(check.label) + " needs a look: " + std::string(known.en) + ".",
        Severity::kWarning));
  }
}

}  // namespace tollgate::record
