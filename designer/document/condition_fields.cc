#include "tollgate/designer/document/condition_fields.h"

#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

#include "expression_place.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {
namespace {

class FieldCollector {
 public:
  FieldCollector(const Json& document, std::string_view locale)
      : document_(document), locale_(locale) {}

  // `above` and `prefix` lead to the fields: "Customer › " and "customer.".
  void add_fields(const Json* fields, const std::string& prefix, const std::string& above) {
    if (fields == nullptr || !fields->is_array()) return;
    for (const Json& field : *fields) {
      const std::string id = text_member(field, "id");
      if (id.empty()) continue;
      const std::string type = text_member(field, "type");
      ConditionField made{
          prefix + id, above + label_of(document_, field, locale_), type, value_kind_of(type), {}};
      if (has_options(made.kind)) made.options = options_of(field, "options");
      add(std::move(made));
    }
  }

  void add_entity(std::string_view entity, const std::string& prefix, const std::string& above) {
    add_fields(fields_of(entity), prefix, above);
  }

  // What the references among an entity's fields lead to, one level deep.
  void add_referred(std::string_view entity) {
    const Json* fields = fields_of(entity);
    if (fields == nullptr || !fields->is_array()) return;
    for (const Json& field : *fields) {
      if (!is_reference_type(text_member(field, "type"))) continue;
      const std::string id = text_member(field, "id");
      add_entity(pointer_by_id(document_, "entities", text_member(field, "entity")), id + ".",
                 label_of(document_, field, locale_) + kInto);
    }
  }

  void add_user() {
    const Json* users = find_pointer(document_, "/users");
    if (users == nullptr) return;
    add_entity(pointer_by_id(document_, "entities", text_member(*users, "entity")), "user.",
               words("当前用户", "Current user") + kInto);
  }

  void add_scores(std::string_view entity) {
    const Json* scorecards = find_pointer(document_, "/scorecards");
    if (scorecards == nullptr || !scorecards->is_array()) return;
    for (const Json& scorecard : *scorecards) {
      const std::string id = text_member(scorecard, "id");
      const std::string of = text_member(scorecard, "entity");
      if (id.empty() || pointer_by_id(document_, "entities", of) != entity) continue;
      const std::string above = label_of(document_, scorecard, locale_) + kInto;
      add({"score." + id + ".total",
           above + words("总分", "Total"),
           "number",
           ValueKind::kNumber,
           {}});
      add({"score." + id + ".pool", above + words("复盘池", "Pool"), "choice", ValueKind::kChoice,
           options_of(scorecard, "pools")});
    }
  }

  void add_metrics(const Json& quick_filter) {
    const auto metrics = quick_filter.find("metrics");
    if (metrics == quick_filter.end() || !metrics->is_array()) return;
    for (const Json& id : *metrics) {
      if (!id.is_string()) continue;
      const std::string name = id.get<std::string>();
      const Json* metric = find_pointer(document_, pointer_by_id(document_, "metrics", name));
      const bool known = metric != nullptr && metric != &document_;
      add({name,
           known ? label_of(document_, *metric, locale_) : name,
           "number",
           ValueKind::kNumber,
           {}});
    }
  }

  std::string words(const char* zh, const char* en) const { return locale_ == "en" ? en : zh; }

  std::vector<ConditionField> take() { return std::move(found_); }

 private:
  static constexpr const char* kInto = " › ";

  // A nearer name hides the one further out.
  void add(ConditionField field) {
    if (paths_.insert(field.path).second) found_.push_back(std::move(field));
  }

  const Json* fields_of(std::string_view entity) const {
    return entity.empty() ? nullptr : find_pointer(document_, pointer_child(entity, "fields"));
  }

  std::vector<ConditionOption> options_of(const Json& object, const char* list) const {
    std::vector<ConditionOption> options;
    const auto elements = object.find(list);
    if (elements == object.end() || !elements->is_array()) return options;
    for (const Json& element : *elements) {
      std::string id = text_member(element, "id");
      if (!id.empty()) options.push_back({std::move(id), label_of(document_, element, locale_)});
    }
    return options;
  }

  const Json& document_;
  std::string_view locale_;
  std::vector<ConditionField> found_;
  std::unordered_set<std::string> paths_;  // of those
};

}  // namespace

std::vector<ConditionField> condition_fields(const Json& document, std::string_view pointer,
                                             std::string_view locale) {
  FieldCollector collector(document, locale);
  const std::string entity = subject_of(document, pointer);
  if (const std::string filter = ancestor_in(pointer, "quick_filters"); !filter.empty()) {
    if (const Json* quick_filter = find_pointer(document, filter)) {
      collector.add_metrics(*quick_filter);
    }
    collector.add_entity(entity, "group.", collector.words("分组对象", "Group") + " › ");
    return collector.take();
  }
  if (const std::string other = candidate_entity(document, pointer); !other.empty()) {
    collector.add_entity(other, "item.", collector.words("候选记录", "Candidate") + " › ");
  }
  if (const std::string fields = item_fields(pointer); !fields.empty()) {
    collector.add_fields(find_pointer(document, fields), "", "");
  }
  collector.add_entity(entity, "", "");
  if (sees_scores(pointer)) collector.add_scores(entity);
  collector.add_referred(entity);
  collector.add_user();
  return collector.take();
}

std::string time_zone_of(const Json& document) {
  std::string zone = text_member(document, "time_zone");
  return zone.empty() ? "Asia/Shanghai" : zone;
}

}  // namespace tollgate::designer
