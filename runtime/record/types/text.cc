// text, long_text: what people write. e_mail, phone, url: where people and pages are reached.
#include <nlohmann/json.hpp>

#include "tollgate/base/typed_number.h"
#include "tollgate/base/utf8.h"
#include "types/contact.h"
#include "types/families.h"
#include "types/findings.h"

namespace tollgate::record {
namespace {

using feel::Value;

std::optional<Value> read_text(const model::Field&, const Json& wire, const ValueContext&) {
  if (!wire.is_string()) return std::nullopt;
  return Value::string(wire.get_ref<const std::string&>());
}

std::optional<Value> fit_text(const model::Field&, const Value& value, const ValueContext&) {
  if (!value.is_string()) return std::nullopt;
  return value;
}

void check_length(const FieldCheck& check, const Value& value) {
  const std::optional<int64_t> least = check.field.min_length;
  const std::optional<int64_t> most = check.field.max_length;
  const std::string zh = zh_name(check.label);
  const std::string en = en_name(check.label);
  const int64_t length = static_cast<int64_t>(count_code_points(value.as_string()));
  const std::string now_zh = "，现在 " + std::to_string(length) + " 个。";
  const std::string now_en = "; it has " + std::to_string(length) + ".";
  if (least && length < *least) {
    check.findings.push_back(field_finding(
        "form.too_short", zh + "至少 " + std::to_string(*least) + " 个字" + now_zh,
        en + " needs at least " + amount_en(*least, "character", "characters") + now_en));
  }
  if (most && length > *most) {
    check.findings.push_back(field_finding(
        "form.too_long", zh + "最多 " + std::to_string(*most) + " 个字" + now_zh,
        en + " may have at most " + amount_en(*most, "character", "characters") + now_en));
  }
}

void check_pattern(const FieldCheck& check, const Value& value) {
  if (check.pattern == nullptr) return;
  ++check.rules_run;
  const Outcome outcome = run_boolean(*check.pattern, {&value, 1}, {});
  if (outcome.failure) {
    check.findings.push_back(
        rule_failure(check.label, {"格式", "pattern"}, *outcome.failure, Severity::kError));
  } else if (!outcome.value.is_true()) {
    const std::string shown = shortened(value.as_string());
    check.findings.push_back(field_finding(
        "form.pattern",
        zh_name(check.label) + "的格式不对：“" + shown + "”，应符合 " + check.field.pattern + "。",
        en_name(check.label) + " has the wrong form: “" + shown + "” must match " +
            check.field.pattern + "."));
  }
}

void check_text(const FieldCheck& check, const Value& value) {
  check_length(check, value);
  check_pattern(check, value);
}

constexpr FieldBehavior kText = {.read = read_text,
                                 .write = write_plain,
                                 .fit = fit_text,
                                 .display = display_plain,
                                 .check = check_text,
                                 .expected = nothing_in_particular,
                                 .request = "请填写",
                                 .shift_days = no_days,
                                 .link = no_link};

// An address has no blanks around it, and full-width signs mean the others.
std::optional<Value> read_address(const model::Field&, const Json& wire, const ValueContext&) {
  if (!wire.is_string()) return std::nullopt;
  const std::string text = plain_text(wire.get_ref<const std::string&>());
  return text.empty() ? Value::null() : Value::string(text);
}

void refuse(const FieldCheck& check, const Value& value, const Expected& needed) {
  const std::string shown = shortened(value.as_string());
  check.findings.push_back(field_finding(
      needed.code, zh_name(check.label) + "要填" + needed.words.zh + "；“" + shown + "”不是。",
      en_name(check.label) + " needs " + needed.words.en + "; “" + shown + "” is none."));
}

void check_e_mail(const FieldCheck& check, const Value& value) {
  if (!is_e_mail(value.as_string())) {
    refuse(check, value,
           {"form.not_an_e_mail",
            {"邮箱地址，例如 li.na@example.com", "an e-mail address such as li.na@example.com"}});
  }
  check_text(check, value);
}

void check_phone(const FieldCheck& check, const Value& value) {
  if (!telephone_link(value.as_string())) {
    refuse(check, value,
           {"form.not_a_phone",
            {"手机号（如 138 0013 8000）、带区号的座机（如 027-8366 2688）或国际号码（如 +44 20 "
             "7946 0958）",
             "a mobile number (such as 138 0013 8000), a landline with its area code (such as "
             "027-8366 2688) or an international number (such as +44 20 7946 0958)"}});
  }
  check_text(check, value);
}

void check_url(const FieldCheck& check, const Value& value) {
  if (!is_web_address(value.as_string())) {
    refuse(check, value,
           {"form.not_a_url",
            {"以 https:// 或 http:// 开头的网址，例如 https://example.com",
             "a web address that begins with https:// or http://, such as https://example.com"}});
  }
  check_text(check, value);
}

// A draft may hold what is no address: that leads nowhere.
std::string link_e_mail(const Value& value) {
  return value.is_string() && is_e_mail(value.as_string()) ? e_mail_link(value.as_string()) : "";
}
std::string link_phone(const Value& value) {
  return value.is_string() ? telephone_link(value.as_string()).value_or("") : "";
}
std::string link_url(const Value& value) {
  return value.is_string() && is_web_address(value.as_string()) ? std::string(value.as_string())
                                                                : "";
}

constexpr FieldBehavior contact(decltype(FieldBehavior::read) read,
                                decltype(FieldBehavior::check) check,
                                decltype(FieldBehavior::link) link) {
  FieldBehavior made = kText;
  made.read = read;
  made.check = check;
  made.link = link;
  return made;
}

constexpr FieldBehavior kEMail = contact(read_address, check_e_mail, link_e_mail);
constexpr FieldBehavior kPhone = contact(read_text, check_phone, link_phone);
constexpr FieldBehavior kUrl = contact(read_address, check_url, link_url);

}  // namespace

const FieldBehavior& text_behavior(model::FieldType type) {
  switch (type) {
    case model::FieldType::kEMail:
      return kEMail;
    case model::FieldType::kPhone:
      return kPhone;
    case model::FieldType::kUrl:
      return kUrl;
    default:
      return kText;
  }
}

}  // namespace tollgate::record
