#include "tollgate/designer/document/requirement_kinds.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/condition_fields.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/words.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {
namespace {

constexpr RequirementKind kAllKinds[] = {RequirementKind::kFilled,    RequirementKind::kFile,
                                         RequirementKind::kSignature, RequirementKind::kScore,
                                         RequirementKind::kRecent,    RequirementKind::kConfirmed,
                                         RequirementKind::kCondition};

const model::FieldTypeInfo* info_of_type(const std::string& type) {
  const auto known = model::field_type_of(type);
  return known ? &model::info_of(*known) : nullptr;
}

// Whether a field of the type can stand in the kind's blank.
bool fits(const std::string& type, RequirementKind kind) {
  const auto known = model::field_type_of(type);
  if (!known) return false;
  const model::FieldTypeInfo& info = model::info_of(*known);
  const bool evidence = model::is_evidence(*known);
  // Of evidence the one that there is never more of.
  const bool signature = !info.allowed.has(model::FieldMember::kMultiple);
  switch (kind) {
    case RequirementKind::kFilled:
      return !evidence;
    case RequirementKind::kFile:
      return evidence && !signature;
    case RequirementKind::kSignature:
      return evidence && signature;
    case RequirementKind::kRecent:
      return model::has_day(*known);
    case RequirementKind::kConfirmed:
      return info.shape == model::ValueShape::kBoolean;
    case RequirementKind::kScore:
    case RequirementKind::kCondition:
      break;
  }
  return false;
}

// The field of a path: of the record, or of what it refers to.
struct FoundField {
  std::string type;
  std::string root;  // id of the record's own field
};
std::optional<FoundField> find_field(const Json& document, std::string_view requirement,
                                     const std::string& path) {
  for (const ConditionField& field : condition_fields(document, requirement, "en")) {
    if (field.path != path || field.type.empty()) continue;
    return FoundField{field.type, path.substr(0, path.find('.'))};
  }
  return std::nullopt;
}

std::string quoted_feel(const std::string& text) { return Json(text).dump(); }

// The date as a day, whether it has a time or not.
std::string day_of(const Json& document, std::string_view requirement, const std::string& path) {
  const auto field = find_field(document, requirement, path);
  const auto* info = field ? info_of_type(field->type) : nullptr;
  const bool has_time = info != nullptr && info->shape == model::ValueShape::kDateTime;
  return has_time ? "date(" + path + ")" : path;
}

std::string test_of(const Json& document, std::string_view requirement,
                    const RequirementParts& parts) {
  const std::string& field = parts.field;
  const std::string least = std::to_string(parts.least);
  switch (parts.kind) {
    case RequirementKind::kFilled:
    case RequirementKind::kSignature:
      return field + " != null";
    case RequirementKind::kFile: {
      std::string test = field + " != null";
      if (parts.least > 0) {
        test +=
            " and (" + field + ".slides >= " + least + " or " + field + ".pages >= " + least + ")";
      }
      if (!parts.name.empty()) {
        test += " and contains(" + field + ".name, " +
                (parts.name_is_field ? parts.name : quoted_feel(parts.name)) + ")";
      }
      return test;
    }
    case RequirementKind::kScore:
      return "score." + field + ".total >= " + least;
    case RequirementKind::kRecent:
      return field + " != null and " + day_of(document, requirement, field) +
             " >= today() - duration(\"P" + least + "D\")";
    case RequirementKind::kConfirmed:
      return field + " = true";
    case RequirementKind::kCondition:
      break;
  }
  return {};
}

// Reads from a text piece by piece.
struct Scanner {
  std::string_view rest;
  bool take(std::string_view expected) {
    if (!rest.starts_with(expected)) return false;
    rest.remove_prefix(expected.size());
    return true;
  }
  std::string path() {
    size_t end = 0;
    const auto belongs = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    };
    while (end < rest.size() && belongs(rest[end])) ++end;
    const std::string found(rest.substr(0, end));
    rest.remove_prefix(end);
    return found;
  }
  int64_t number() {
    int64_t value = 0;
    size_t digits = 0;
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9' && digits++ < 9) {
      value = value * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    return value;
  }
};

// Guesses the parts; whoever asks makes the test of them again and compares.
RequirementParts guess(const Json& document, std::string_view requirement,
                       const std::string& test) {
  RequirementParts parts;
  Scanner scan{test};
  if (scan.take("score.")) {
    parts.kind = RequirementKind::kScore;
    parts.field = scan.path();
    constexpr std::string_view kTotal = ".total";
    if (!parts.field.ends_with(kTotal)) return {};
    parts.field.resize(parts.field.size() - kTotal.size());
    if (!scan.take(" >= ")) return {};
    parts.least = scan.number();
    return parts;
  }
  parts.field = scan.path();
  const auto field = find_field(document, requirement, parts.field);
  if (!field) return {};
  if (scan.take(" = true")) {
    parts.kind = RequirementKind::kConfirmed;
    return parts;
  }
  if (!scan.take(" != null")) return {};
  for (const RequirementKind kind :
       {RequirementKind::kFilled, RequirementKind::kFile, RequirementKind::kSignature}) {
    if (fits(field->type, kind)) parts.kind = kind;
  }
  if (scan.rest.empty()) return parts;
  if (parts.kind == RequirementKind::kFilled) {
    if (!scan.take(" and " + day_of(document, requirement, parts.field) +
                   " >= today() - duration(\"P")) {
      return {};
    }
    parts.kind = RequirementKind::kRecent;
    parts.least = scan.number();
    return parts;
  }
  if (scan.take(" and (" + parts.field + ".slides >= ")) {
    parts.least = scan.number();
    (void)scan.take(" or " + parts.field + ".pages >= " + std::to_string(parts.least) + ")");
  }
  if (scan.take(" and contains(" + parts.field + ".name, ") && scan.rest.ends_with(")")) {
    scan.rest.remove_suffix(1);
    parts.name_is_field = !scan.rest.starts_with("\"");
    parts.name = scan.rest;
    if (!parts.name_is_field) {
      const Json text = Json::parse(scan.rest, nullptr, false);
      parts.name = text.is_string() ? text.get<std::string>() : std::string();
    }
  }
  return parts;
}

std::string field_label(const Json& document, std::string_view requirement,
                        const RequirementParts& parts, std::string_view locale) {
  if (parts.kind == RequirementKind::kScore) {
    const Json* card = find_pointer(document, pointer_by_id(document, "scorecards", parts.field));
    return card != nullptr && card != &document ? label_of(document, *card, locale) : "";
  }
  for (const ConditionField& field : condition_fields(document, requirement, locale)) {
    if (field.path == parts.field) return field.label;
  }
  return parts.field;
}

struct Proposal {
  std::string label;
  std::string message;
};

Proposal proposal_zh(const RequirementParts& parts, const std::string& field) {
  const std::string least = std::to_string(parts.least);
  switch (parts.kind) {
    case RequirementKind::kFilled:
      return {"已填写" + field, "请填写“" + field + "”。"};
    case RequirementKind::kFile: {
      std::string more;
      if (parts.least > 0) more += "，至少 " + least + " 页";
      if (!parts.name.empty()) {
        more += "，文件名要包含“" +
                (parts.name_is_field ? "{{ " + parts.name + " }}" : parts.name) + "”";
      }
      return {"已上传" + field, "请上传“" + field + "”" + more + "。"};
    }
    case RequirementKind::kSignature:
      return {field + "已签名", "请在“" + field + "”签名。"};
    case RequirementKind::kScore:
      return {field + "至少 " + least + " 分", "“" + field + "”至少要 " + least +
                                                   " 分，现在是 {{ score." + parts.field +
                                                   ".total }} 分。"};
    case RequirementKind::kRecent:
      return {field + "在最近 " + least + " 天内", "“" + field + "”要在最近 " + least + " 天内。"};
    case RequirementKind::kConfirmed:
      return {"已确认" + field, "请确认“" + field + "”。"};
    case RequirementKind::kCondition:
      break;
  }
  return {};
}

Proposal proposal_en(const RequirementParts& parts, const std::string& field) {
  const std::string least = std::to_string(parts.least);
  const std::string name = "“" + field + "”";
  switch (parts.kind) {
    case RequirementKind::kFilled:
      return {field + " filled in", name + " is missing."};
    case RequirementKind::kFile: {
      std::string more;
      if (parts.least > 0) more += " with at least " + least + " slides or pages";
      if (!parts.name.empty()) {
        more += (more.empty() ? " with" : " and") + std::string(" a name that contains “") +
                (parts.name_is_field ? "{{ " + parts.name + " }}" : parts.name) + "”";
      }
      return {field + " handed in", "Hand in " + name + more + "."};
    }
    case RequirementKind::kSignature:
      return {field + " signed", name + " is not signed yet."};
    case RequirementKind::kScore:
      return {field + ": at least " + least, name + " must be at least " + least +
                                                 "; it is {{ score." + parts.field + ".total }}."};
    case RequirementKind::kRecent:
      return {field + " within " + least + " days",
              name + " must lie within the last " + least + " days."};
    case RequirementKind::kConfirmed:
      return {field + " confirmed", name + " is not confirmed yet."};
    case RequirementKind::kCondition:
      break;
  }
  return {};
}

Proposal proposal_in(const Json& document, std::string_view requirement,
                     const RequirementParts& parts, const std::string& locale) {
  if (parts.kind == RequirementKind::kCondition || parts.field.empty()) return {};
  const std::string field = field_label(document, requirement, parts, locale);
  return locale.starts_with("zh") ? proposal_zh(parts, field) : proposal_en(parts, field);
}

// Words that nobody chose: none, those of a new requirement, or those proposed before.
bool is_nobodys(const Json& requirement, const char* member, const std::string& locale,
                const std::string& proposed) {
  const std::string now = text_in(requirement, member, locale);
  if (now.empty() || now == proposed) return true;
  if (std::string_view(member) == "label") {
    return is_label_at_birth(requirement, "requirement", locale, now);
  }
  return now == "请补充" || now == "Please complete";
}

}  // namespace

LocalizedText kind_words(RequirementKind kind) {
  switch (kind) {
    case RequirementKind::kFilled:
      return {"字段已填写", "a field is filled in"};
    case RequirementKind::kFile:
      return {"已上传文件", "a file is handed in"};
    case RequirementKind::kSignature:
      return {"已签名", "it is signed"};
    case RequirementKind::kScore:
      return {"评分达到", "a score is reached"};
    case RequirementKind::kRecent:
      return {"日期在最近几天内", "a date is recent"};
    case RequirementKind::kConfirmed:
      return {"已确认（是）", "something is confirmed"};
    case RequirementKind::kCondition:
      break;
  }
  return {"满足条件", "a condition holds"};
}

std::vector<RequirementKind> requirement_kinds(const Json& document, std::string_view requirement) {
  std::vector<RequirementKind> kinds;
  for (const RequirementKind kind : kAllKinds) {
    const bool offered = kind == RequirementKind::kCondition ||
                         !requirement_fields(document, requirement, kind, "en").empty();
    if (offered) kinds.push_back(kind);
  }
  return kinds;
}

std::vector<NamedChoice> requirement_fields(const Json& document, std::string_view requirement,
                                            RequirementKind kind, std::string_view locale) {
  std::vector<NamedChoice> choices;
  if (kind == RequirementKind::kScore) {
    const std::string entity = entity_of(document, requirement);
    const Json* cards = find_pointer(document, "/scorecards");
    for (size_t i = 0; cards != nullptr && cards->is_array() && i < cards->size(); ++i) {
      const Json& card = (*cards)[i];
      if (!card.is_object()) continue;
      if (pointer_by_id(document, "entities", text_member(card, "entity")) != entity) continue;
      choices.push_back({text_member(card, "id"), label_of(document, card, locale)});
    }
    return choices;
  }
  for (const ConditionField& field : condition_fields(document, requirement, locale)) {
    if (field.path.starts_with("user.") || field.path.starts_with("score.")) continue;
    // What another record holds is nothing that is filled in here; how recent it is may count.
    const bool own = field.path.find('.') == std::string::npos;
    if (!own && kind != RequirementKind::kRecent) continue;
    if (fits(field.type, kind)) choices.push_back({field.path, field.label});
  }
  return choices;
}

std::vector<NamedChoice> name_fields(const Json& document, std::string_view requirement,
                                     std::string_view locale) {
  std::vector<NamedChoice> choices;
  for (const ConditionField& field : condition_fields(document, requirement, locale)) {
    if (field.kind != ValueKind::kText || field.path.starts_with("user.")) continue;
    choices.push_back({field.path, field.label});
  }
  return choices;
}

RequirementParts read_requirement(const Json& document, std::string_view requirement) {
  const Json* stored = find_pointer(document, requirement);
  if (stored == nullptr || !stored->is_object()) return {};
  const std::string test = text_member(*stored, "test");
  RequirementParts parts = guess(document, requirement, test);
  if (parts.kind == RequirementKind::kCondition) return {};
  return test_of(document, requirement, parts) == test ? parts : RequirementParts();
}

RequirementParts parts_of_kind(const Json& document, std::string_view requirement,
                               RequirementKind kind) {
  RequirementParts parts;
  parts.kind = kind;
  const std::vector<NamedChoice> fields = requirement_fields(document, requirement, kind, "en");
  if (!fields.empty()) parts.field = fields.front().id;
  if (kind == RequirementKind::kScore) parts.least = 60;
  if (kind == RequirementKind::kRecent) parts.least = 30;
  return parts;
}

Json requirement_of(const Json& document, std::string_view requirement,
                    const RequirementParts& parts) {
  const Json* stored = find_pointer(document, requirement);
  Json next = stored != nullptr && stored->is_object() ? *stored : Json::object();
  const RequirementParts before = read_requirement(document, requirement);
  const std::string test = test_of(document, requirement, parts);
  if (parts.kind == RequirementKind::kCondition) {
    next["test"] = "";
    next.erase("fields");
    return next;
  }
  next["test"] = test;
  next.erase("fields");
  if (const auto field = find_field(document, requirement, parts.field)) {
    next["fields"] = Json::array({field->root});
  }
  for (const std::string& locale : locales_of(document)) {
    const Proposal was = proposal_in(document, requirement, before, locale);
    const Proposal now = proposal_in(document, requirement, parts, locale);
    if (is_nobodys(next, "label", locale, was.label)) next["label"][locale] = now.label;
    if (is_nobodys(next, "message", locale, was.message)) next["message"][locale] = now.message;
  }
  return next;
}

}  // namespace tollgate::designer
