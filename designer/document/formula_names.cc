#include "tollgate/designer/document/formula_names.h"

#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "expression_place.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/value_members.h"
#include "tollgate/designer/document/expression_in_labels.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/model/field.h"
#include "tollgate/wording/formula.h"

namespace tollgate::designer {
namespace {

using wording::Name;
using wording::NameKind;

NameKind name_kind(ValueKind kind) {
  switch (kind) {
    case ValueKind::kText:
      return NameKind::kText;
    case ValueKind::kNumber:
      return NameKind::kNumber;
    case ValueKind::kBoolean:
      return NameKind::kBoolean;
    case ValueKind::kDate:
      return NameKind::kDate;
    case ValueKind::kTime:
      return NameKind::kTime;
    case ValueKind::kDateTime:
      return NameKind::kDateTime;
    case ValueKind::kDuration:
      return NameKind::kDuration;
    case ValueKind::kChoice:
      return NameKind::kChoice;
    case ValueKind::kMultiChoice:
      return NameKind::kTexts;
    default:
      return NameKind::kAny;
  }
}

NameKind member_kind(MemberType type) {
  switch (type) {
    case MemberType::kNumber:
      return NameKind::kNumber;
    case MemberType::kBoolean:
      return NameKind::kBoolean;
    case MemberType::kDateTime:
      return NameKind::kDateTime;
    case MemberType::kTexts:
      return NameKind::kTexts;
    case MemberType::kPlaces:
      return NameKind::kItems;
    case MemberType::kText:
      break;
  }
  return NameKind::kText;
}

class NameCollector {
 public:
  NameCollector(const Json& document, std::string_view locale)
      : document_(document), locale_(locale), zh_(language_of(locale) == Language::kChinese) {}

  Name own(const char* id, const char* zh, const char* en, NameKind kind) const {
    Name name;
    name.id = id;
    name.label = zh_ ? zh : en;
    name.others = {zh_ ? en : zh};
    name.kind = kind;
    return name;
  }

  Name named(const Json& object, NameKind kind) const {
    Name name;
    name.id = text_member(object, "id");
    name.label = label_of(document_, object, locale_);
    for (const std::string& other : locales_of(document_)) {
      std::string label = text_in(object, "label", other);
      if (!label.empty() && label != name.label) name.others.push_back(std::move(label));
    }
    name.kind = kind;
    return name;
  }

  std::vector<Name> members_of(std::span<const ValueMember> known) const {
    std::vector<Name> members;
    for (const ValueMember& member : known) {
      Name name;
      name.id = std::string(member.name);
      name.label = std::string(zh_ ? member.zh : member.en);
      name.kind = member_kind(member.type);
      members.push_back(std::move(name));
    }
    return members;
  }

  // `depth`: how many references are followed.
  std::vector<Name> fields(const Json* list, int depth) const {
    std::vector<Name> names;
    if (list == nullptr || !list->is_array()) return names;
    for (const Json& field : *list) {
      if (text_member(field, "id").empty()) continue;
      names.push_back(of_field(field, depth));
    }
    return names;
  }

  std::vector<Name> entity(std::string_view pointer, int depth) const {
    if (pointer.empty()) return {};
    return fields(find_pointer(document_, pointer_child(pointer, "fields")), depth);
  }
  std::vector<Name> entity_by_id(const std::string& id, int depth) const {
    return entity(pointer_by_id(document_, "entities", id), depth);
  }

  Name record() const {
    Name name = own("record", "本记录", "This record", NameKind::kRecord);
    name.members = {
        own("id", "编号", "id", NameKind::kText),
        own("status", "状态", "status", NameKind::kText),
        own("created_at", "创建时间", "created at", NameKind::kDateTime),
        own("updated_at", "更新时间", "updated at", NameKind::kDateTime),
        own("stage", "当前阶段", "current stage", NameKind::kText),
        own("stage_holds", "阶段要求仍成立", "stage still holds", NameKind::kBoolean),
        own("changed_after", "保存后改过的字段", "changed after saving", NameKind::kTexts)};
    return name;
  }

  std::optional<Name> user() const {
    const Json* users = find_pointer(document_, "/users");
    if (users == nullptr) return std::nullopt;
    Name name = own("user", "当前用户", "Current user", NameKind::kRecord);
    name.members = entity_by_id(text_member(*users, "entity"), 0);
    name.members.push_back(own("id", "编号", "id", NameKind::kText));
    return name;
  }

  std::optional<Name> scores(std::string_view of) const {
    const Json* scorecards = find_pointer(document_, "/scorecards");
    if (scorecards == nullptr || !scorecards->is_array()) return std::nullopt;
    Name name = own("score", "评分", "Score", NameKind::kRecord);
    for (const Json& scorecard : *scorecards) {
      if (text_member(scorecard, "id").empty() ||
          pointer_by_id(document_, "entities", text_member(scorecard, "entity")) != of) {
        continue;
      }
      Name card = named(scorecard, NameKind::kRecord);
      Name pool = own("pool", "复盘池", "pool", NameKind::kChoice);
      pool.options = options(scorecard, "pools");
      card.members = {own("total", "总分", "total", NameKind::kNumber),
                      own("possible", "满分", "possible", NameKind::kNumber), std::move(pool)};
      name.members.push_back(std::move(card));
    }
    if (name.members.empty()) return std::nullopt;
    return name;
  }

  std::vector<Name> metrics(const Json& quick_filter) const {
    std::vector<Name> names;
    const auto list = quick_filter.find("metrics");
    if (list == quick_filter.end() || !list->is_array()) return names;
    for (const Json& id : *list) {
      if (!id.is_string()) continue;
      const std::string pointer = pointer_by_id(document_, "metrics", id.get<std::string>());
      const Json* metric = pointer.empty() ? nullptr : find_pointer(document_, pointer);
      if (metric == nullptr) continue;
      Name name = named(*metric, NameKind::kNumber);
      const auto synonyms = metric->find("synonyms");
      if (synonyms != metric->end() && synonyms->is_array()) {
        for (const Json& synonym : *synonyms) {
          if (synonym.is_string()) name.others.push_back(synonym.get<std::string>());
        }
      }
      names.push_back(std::move(name));
    }
    return names;
  }

 private:
  std::vector<wording::OptionName> options(const Json& object, const char* list) const {
    std::vector<wording::OptionName> made;
    const auto elements = object.find(list);
    if (elements == object.end() || !elements->is_array()) return made;
    for (const Json& element : *elements) {
      std::string id = text_member(element, "id");
      if (!id.empty()) made.push_back({std::move(id), label_of(document_, element, locale_)});
    }
    return made;
  }

  Name of_field(const Json& field, int depth) const {
    const std::string type = text_member(field, "type");
    Name name = named(field, name_kind(value_kind_of(type)));
    if (name.kind == NameKind::kChoice || name.kind == NameKind::kTexts) {
      name.options = options(field, "options");
    }
    const std::optional<model::FieldType> known = model::field_type_of(type);
    if (!known) return name;
    const auto multiple = field.find("multiple");
    const bool many = multiple != field.end() && multiple->is_boolean() && multiple->get<bool>();
    switch (model::info_of(*known).shape) {
      case model::ValueShape::kRecord:
        if (depth == 0) {
          name.kind = NameKind::kText;
          break;
        }
        name.kind = NameKind::kRecord;
        name.members = entity_by_id(text_member(field, "entity"), depth - 1);
        name.members.push_back(own("id", "编号", "id", NameKind::kText));
        break;
      case model::ValueShape::kItems: {
        name.kind = NameKind::kItems;
        const auto fields_of = field.find("fields");
        if (fields_of != field.end()) name.members = fields(&*fields_of, depth);
        break;
      }
      case model::ValueShape::kFile:
        name.kind = many ? NameKind::kItems : NameKind::kRecord;
        name.members = members_of(kEvidenceMembers);
        break;
      case model::ValueShape::kLocation:
        name.kind = NameKind::kRecord;
        name.members = members_of(kLocationMembers);
        break;
      default:
        break;
    }
    return name;
  }

  const Json& document_;
  std::string_view locale_;
  bool zh_;
};

// A nearer name hides the one further out.
void add(std::vector<Name>& to, std::vector<Name> names) {
  for (Name& name : names) {
    bool known = false;
    for (const Name& other : to) known = known || other.id == name.id;
    if (!known) to.push_back(std::move(name));
  }
}

}  // namespace

wording::Names formula_names(const Json& document, std::string_view pointer,
                             std::string_view locale) {
  const NameCollector collector(document, locale);
  const std::string entity = subject_of(document, pointer);
  wording::Names names;
  const std::string filter = ancestor_in(pointer, "quick_filters");
  if (!filter.empty()) {
    if (const Json* quick_filter = find_pointer(document, filter)) {
      add(names.roots, collector.metrics(*quick_filter));
    }
    Name group = collector.own("group", "分组对象", "Group", NameKind::kRecord);
    group.members = collector.entity(entity, 0);
    add(names.roots, {std::move(group)});
  } else {
    if (const std::string fields = item_fields(pointer); !fields.empty()) {
      add(names.roots, collector.fields(find_pointer(document, fields), 1));
    }
    add(names.roots, collector.entity(entity, 1));
    if (const std::string other = candidate_entity(document, pointer); !other.empty()) {
      Name item = collector.own("item", "候选记录", "Candidate", NameKind::kRecord);
      item.members = collector.entity(other, 0);
      add(names.roots, {std::move(item)});
    }
    if (sees_scores(pointer)) {
      if (std::optional<Name> scores = collector.scores(entity)) {
        add(names.roots, {*std::move(scores)});
      }
    }
    add(names.roots, {collector.record()});
    if (std::optional<Name> user = collector.user()) add(names.roots, {*std::move(user)});
  }
  wording::make_distinct(names.roots);
  return names;
}

std::optional<std::string> formula_in_words(const Json& document, std::string_view pointer,
                                            std::string_view feel, const wording::Names& names,
                                            Language language) {
  if (feel.empty()) return std::string();
  if (std::optional<std::string> words = wording::write_formula(feel, names, language)) {
    return words;
  }
  // Unfinished: word by word, as long as it is read so again.
  const std::string_view locale = language == Language::kChinese ? "zh-CN" : "en";
  const std::string words =
      expression_in_labels(feel, condition_fields(document, pointer, locale), language);
  if (!words.empty() && wording::read_formula(words, names).feel == feel) return words;
  if (words.empty() && wording::read_formula(feel, names).feel == feel) return std::string(feel);
  return std::nullopt;
}

}  // namespace tollgate::designer
