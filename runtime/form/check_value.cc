#include "check_value.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "tollgate/base/utf8.h"
#include "tollgate/feel/operations.h"

namespace tollgate::form {
namespace {

using feel::Value;
using model::FieldType;

std::string zh_name(const FieldRules& field) { return "“" + field.label.zh + "”"; }
std::string en_name(const FieldRules& field) { return "“" + field.label.en + "”"; }

Diagnostic finding(const char* code, std::string zh, std::string en,
                   Severity severity = Severity::kError) {
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

void check_bounds(const model::App& app, const FieldRules& field, const Value& value,
                  Diagnostics& findings) {
  const auto text = [&](const Value& bound) {
    return record::display_text(app, *field.model, bound);
  };
  const bool is_time = model::is_temporal(field.model->type);
  if (is_below(value, field.minimum)) {
    const LocalizedText bound = text(field.minimum);
    findings.push_back(finding(
        "form.too_small", zh_name(field) + (is_time ? "不能早于 " : "不能小于 ") + bound.zh + "。",
        en_name(field) + (is_time ? " must not be before " : " must be at least ") + bound.en +
            "."));
  }
  if (is_above(value, field.maximum)) {
    const LocalizedText bound = text(field.maximum);
    findings.push_back(finding(
        "form.too_large", zh_name(field) + (is_time ? "不能晚于 " : "不能大于 ") + bound.zh + "。",
        en_name(field) + (is_time ? " must not be after " : " must be at most ") + bound.en + "."));
  }
}

void check_decimals(const FieldRules& field, const Value& value, Diagnostics& findings) {
  if (!field.model->decimals) return;
  const Decimal number = value.as_number();
  const std::optional<Decimal> rounded =
      round_to(number, *field.model->decimals, Rounding::kHalfEven);
  if (rounded && *rounded == number) return;
  const std::string digits = std::to_string(*field.model->decimals);
  if (*field.model->decimals == 0) {
    findings.push_back(finding("form.too_many_decimals", zh_name(field) + "要填整数。",
                               en_name(field) + " must be a whole number."));
    return;
  }
  findings.push_back(finding("form.too_many_decimals",
                             zh_name(field) + "最多 " + digits + " 位小数。",
                             en_name(field) + " has at most " +
                                 amount_en(*field.model->decimals, "decimal", "decimals") + "."));
}

void check_text(const FieldRules& field, const Value& value, Diagnostics& findings,
                size_t* rules_run) {
  const model::Field& model = *field.model;
  const int64_t length = static_cast<int64_t>(count_code_points(value.as_string()));
  const std::string now_zh = "，现在 " + std::to_string(length) + " 个。";
  const std::string now_en = "; it has " + std::to_string(length) + ".";
  if (model.min_length && length < *model.min_length) {
    findings.push_back(
        finding("form.too_short",
                zh_name(field) + "至少 " + std::to_string(*model.min_length) + " 个字" + now_zh,
                en_name(field) + " needs at least " +
                    amount_en(*model.min_length, "character", "characters") + now_en));
  }
  if (model.max_length && length > *model.max_length) {
    findings.push_back(
        finding("form.too_long",
                zh_name(field) + "最多 " + std::to_string(*model.max_length) + " 个字" + now_zh,
                en_name(field) + " may have at most " +
                    amount_en(*model.max_length, "character", "characters") + now_en));
  }
  if (!field.pattern) return;
  ++*rules_run;
  const record::Outcome outcome = record::run_boolean(*field.pattern, {&value, 1}, {});
  if (outcome.failure) {
    findings.push_back(
        rule_failure(field, {"格式", "pattern"}, *outcome.failure, Severity::kError));
  } else if (!outcome.value.is_true()) {
    findings.push_back(finding("form.pattern",
                               zh_name(field) + "的格式不对：“" + shortened(value.as_string()) +
                                   "”，应符合 " + model.pattern + "。",
                               en_name(field) + " has the wrong form: “" +
                                   shortened(value.as_string()) + "” must match " + model.pattern +
                                   "."));
  }
}

void check_option(const FieldRules& field, const Value& id, Diagnostics& findings) {
  if (field.model->options.empty() || field.model->find_option(id.as_string()) != nullptr) return;
  Diagnostic unknown = finding(
      "form.unknown_option", zh_name(field) + "没有“" + shortened(id.as_string()) + "”这个选项。",
      en_name(field) + " has no option “" + shortened(id.as_string()) + "”.");
  for (const model::Option& option : field.model->options) {
    if (unknown.candidates.size() < 10) unknown.candidates.push_back(option.id);
  }
  findings.push_back(std::move(unknown));
}

void check_count(const FieldRules& field, size_t count, Diagnostics& findings) {
  const model::Field& model = *field.model;
  const std::string now_zh = "，现在 " + std::to_string(count) + " 项。";
  const std::string now_en = "; it has " + std::to_string(count) + ".";
  const int64_t size = static_cast<int64_t>(count);
  if (model.min_items && model.max_items && *model.min_items == *model.max_items &&
      size != *model.min_items) {
    findings.push_back(
        finding(size < *model.min_items ? "form.too_few_items" : "form.too_many_items",
                zh_name(field) + "要正好 " + std::to_string(*model.min_items) + " 项" + now_zh,
                en_name(field) + " needs exactly " + amount_en(*model.min_items, "item", "items") +
                    now_en));
    return;
  }
  if (model.min_items && size < *model.min_items) {
    findings.push_back(
        finding("form.too_few_items",
                zh_name(field) + "至少 " + std::to_string(*model.min_items) + " 项" + now_zh,
                en_name(field) + " needs at least " + amount_en(*model.min_items, "item", "items") +
                    now_en));
  }
  if (model.max_items && size > *model.max_items) {
    findings.push_back(
        finding("form.too_many_items",
                zh_name(field) + "最多 " + std::to_string(*model.max_items) + " 项" + now_zh,
                en_name(field) + " may have at most " +
                    amount_en(*model.max_items, "item", "items") + now_en));
  }
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view text_member(const Value& context, const char* name) {
  const Value* member = context.find(name);
  return member != nullptr && member->is_string() ? member->as_string() : std::string_view();
}

// ".pptx" by the file's name, "image/png" and "image/*" by what the content was found to be.
bool is_accepted(const std::vector<std::string>& accept, const Value& file) {
  if (accept.empty()) return true;
  const std::string name = lower_ascii(text_member(file, "name"));
  const std::string type = lower_ascii(text_member(file, "media_type"));
  return std::any_of(accept.begin(), accept.end(), [&](const std::string& entry) {
    const std::string wanted = lower_ascii(entry);
    if (wanted.starts_with('.')) return name.ends_with(wanted);
    if (wanted.ends_with("/*")) return type.starts_with(wanted.substr(0, wanted.size() - 1));
    return type == wanted;
  });
}

// "2 MB", "500 KB": rounded up, so that a limit never reads smaller than it is.
std::string size_text(int64_t bytes) {
  if (bytes >= 1024 * 1024) {
    const int64_t tenths = (bytes * 10 + 1024 * 1024 - 1) / (1024 * 1024);
    return std::to_string(tenths / 10) +
           (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + " MB";
  }
  return std::to_string((bytes + 1023) / 1024) + " KB";
}

void check_file(const FieldRules& field, const Value& file, Diagnostics& findings) {
  const model::Field& model = *field.model;
  const std::string name = shortened(text_member(file, "name"));
  if (!is_accepted(model.accept, file)) {
    std::string accepted;
    for (const std::string& entry : model.accept) {
      accepted += (accepted.empty() ? "" : ", ") + entry;
    }
    findings.push_back(finding(
        "form.not_accepted", zh_name(field) + "只接受 " + accepted + "；“" + name + "”不是。",
        en_name(field) + " takes " + accepted + "; “" + name + "” is none of these."));
  }
  const Value* size = file.find("size_bytes");
  const std::optional<int64_t> bytes =
      size == nullptr || !size->is_number() ? std::nullopt : size->as_integer();
  if (model.max_size_bytes && bytes && *bytes > *model.max_size_bytes) {
    findings.push_back(finding("form.file_too_large",
                               zh_name(field) + "最大 " + size_text(*model.max_size_bytes) + "；“" +
                                   name + "”有 " + size_text(*bytes) + "。",
                               en_name(field) + " may be at most " +
                                   size_text(*model.max_size_bytes) + "; “" + name + "” has " +
                                   size_text(*bytes) + "."));
  }
  const std::string_view source = text_member(file, "source");
  if (model.capture && source == "file") {
    findings.push_back(finding("form.not_captured",
                               zh_name(field) + "应当场拍摄，这张是已有的图片。",
                               en_name(field) + " should be taken on the spot; this is a stored "
                                                "picture.",
                               Severity::kWarning));
  }
  const Value* watermarked = file.find("watermarked");
  if (model.watermark && (watermarked == nullptr || !watermarked->is_true())) {
    findings.push_back(finding(
        "form.not_watermarked", zh_name(field) + "没有时间、地点、姓名的水印。",
        en_name(field) + " has no watermark of time, place and person.", Severity::kWarning));
  }
}

// A number that the field takes, as near to 12.5 as its bounds and decimals let it be.
std::string example_number(const FieldRules& field) {
  Value example = Value::number(Decimal::unchecked(false, 125, -1));
  if (is_below(example, field.minimum)) example = field.minimum;
  if (is_above(example, field.maximum)) example = field.maximum;
  const Decimal number = example.as_number();
  if (!field.model->decimals) return number.to_text();
  for (const Rounding way : {Rounding::kFloor, Rounding::kCeiling}) {
    const std::optional<Decimal> rounded = round_to(number, *field.model->decimals, way);
    if (!rounded) continue;
    const Value candidate = Value::number(*rounded);
    if (is_below(candidate, field.minimum) || is_above(candidate, field.maximum)) continue;
    return rounded->to_text();
  }
  return number.to_text();
}

}  // namespace

Diagnostic unreadable_finding(const FieldRules& field, const std::string& typed) {
  const std::string shown = shortened(typed);
  const auto make = [&](const char* code, const std::string& zh, const std::string& en) {
    return finding(code, zh_name(field) + "要填" + zh + "；“" + shown + "”不是。",
                   en_name(field) + " needs " + en + "; “" + shown + "” is none.");
  };
  switch (field.model->type) {
    case FieldType::kNumber: {
      const bool whole = field.model->decimals == 0;
      const std::string example = example_number(field);
      return make("form.not_a_number", (whole ? "整数，例如 " : "数字，例如 ") + example,
                  (whole ? "a whole number such as " : "a number such as ") + example);
    }
    case FieldType::kDate:
      return make("form.not_a_date", "日期，例如 2026-03-01", "a date such as 2026-03-01");
    case FieldType::kTime:
      return make("form.not_a_time", "时间，例如 09:30", "a time such as 09:30");
    case FieldType::kDateTime:
      return make("form.not_a_date_time", "日期和时间，例如 2026-03-01T09:30",
                  "a date and time such as 2026-03-01T09:30");
    case FieldType::kDuration:
      return make("form.not_a_duration", "时长，例如 PT1H30M（1 小时 30 分钟）",
                  "a duration such as PT1H30M (1 hour 30 minutes)");
    default:
      return finding("form.unreadable", zh_name(field) + "填的“" + shown + "”无法识别。",
                     "“" + shown + "” cannot be read as " + en_name(field) + ".");
  }
}

Diagnostic required_finding(const FieldRules& field) {
  const char* verb = "请填写";
  switch (field.model->type) {
    case FieldType::kBoolean:
    case FieldType::kChoice:
    case FieldType::kMultiChoice:
    case FieldType::kReference:
      verb = "请选择";
      break;
    case FieldType::kPhoto:
      verb = "请拍摄";
      break;
    case FieldType::kFile:
      verb = "请上传";
      break;
    case FieldType::kLocation:
      verb = "请获取";
      break;
    case FieldType::kSignature:
    case FieldType::kAudio:
      verb = "请提供";
      break;
    default:
      break;
  }
  return finding("form.required", verb + zh_name(field) + "。", en_name(field) + " is needed.");
}

void check_value(const model::App& app, const FieldRules& field, const Value& value,
                 Diagnostics& findings, size_t* rules_run) {
  switch (field.model->type) {
    case FieldType::kText:
    case FieldType::kLongText:
      check_text(field, value, findings, rules_run);
      break;
    case FieldType::kNumber:
      check_bounds(app, field, value, findings);
      check_decimals(field, value, findings);
      break;
    case FieldType::kDate:
    case FieldType::kTime:
    case FieldType::kDateTime:
    case FieldType::kDuration:
      check_bounds(app, field, value, findings);
      break;
    case FieldType::kChoice:
      check_option(field, value, findings);
      break;
    case FieldType::kMultiChoice:
      for (const Value& id : value.as_list()) check_option(field, id, findings);
      check_count(field, value.as_list().size(), findings);
      break;
    case FieldType::kList:
      check_count(field, value.as_list().size(), findings);
      break;
    case FieldType::kPhoto:
    case FieldType::kFile:
    case FieldType::kSignature:
    case FieldType::kAudio:
      if (value.is_list()) {
        for (const Value& file : value.as_list()) check_file(field, file, findings);
        check_count(field, value.as_list().size(), findings);
      } else {
        check_file(field, value, findings);
      }
      break;
    case FieldType::kLocation: {
      if (field.model->capture && text_member(value, "source") == "manual") {
        findings.push_back(finding("form.not_captured",
                                   zh_name(field) + "应由设备定位，这是手工填写的。",
                                   en_name(field) + " should come from the device; this was "
                                                    "entered by hand.",
                                   Severity::kWarning));
      }
      break;
    }
    default:
      break;
  }
}

Diagnostic rule_failure(const FieldRules& field, const LocalizedText& which,
                        const Diagnostic& failure, Severity severity) {
  Diagnostic d = finding(
      "form.rule_failed", zh_name(field) + "的" + which.zh + "规则无法运行：" + failure.message.zh,
      "The " + which.en + " rule of " + en_name(field) + " could not run: " + failure.message.en,
      severity);
  d.place = failure.place;
  d.candidates = failure.candidates;
  return d;
}

}  // namespace tollgate::form
