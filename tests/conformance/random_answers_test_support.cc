#include "random_answers_test_support.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tollgate::conformance {
namespace {

using model::FieldType;

class Maker {
 public:
  Maker(const model::App& app, const Json& shared, Random& random)
      : app_(app), shared_(shared), random_(random) {}

  Json answers() {
    Json answers = shared_;
    for (const char* own : {"values", "record", "save", "advance"}) answers.erase(own);
    const model::Form& form = app_.forms[below(app_.forms.size())];
    const model::Entity& entity = *app_.find_entity(form.entity);
    answers["form"] = form.id;
    answers["values"] = values(entity);
    if (chance(2)) {
      answers["record"] = {{"id", "own"},
                           {"status", chance(3) ? "draft" : "complete"},
                           {"created_at", "2026-01-05T09:00:00+08:00"},
                           {"values", values(entity)}};
    }
    if (chance(4)) answers["save"] = "draft";
    if (const model::Workflow* workflow = app_.workflow_of(entity.id); workflow && chance(2)) {
      answers["advance"] = chance(8) ? "nowhere" : pick(workflow->stages).id;
    }
    return answers;
  }

 private:
  size_t below(size_t count) { return static_cast<size_t>(random_.next() % count); }
  bool chance(size_t one_in) { return below(one_in) == 0; }
  template <typename T>
  const T& pick(const std::vector<T>& list) {
    return list[below(list.size())];
  }
  std::string one_of(const std::vector<std::string>& texts) { return pick(texts); }

  Json values(const model::Entity& entity) {
    Json values = Json::object();
    for (const model::Field& field : entity.fields) {
      if (field.computed || chance(3)) continue;
      values[field.id] = value(entity, field);
    }
    return values;
  }

  std::string reference(const std::string& entity) {
    std::vector<std::string> ids = {"nobody", "own"};
    const Json records = shared_.value("records", Json::object());
    for (const Json& record : records.value(entity, Json::array())) ids.push_back(record["id"]);
    return pick(ids);
  }

  Json evidence() {
    return {{"name", one_of({"a.pdf", "方案.pptx"})},
            {"media_type", one_of({"application/pdf", "image/jpeg"})},
            {"size_bytes", std::to_string(below(5'000'000))},
            {"pages", std::to_string(below(4))},
            {"slides", std::to_string(below(4))},
            {"sha256", std::string(64, 'a')}};
  }

  Json value(const model::Entity& entity, const model::Field& field) {
    const bool stage = app_.workflow_of(entity.id) != nullptr &&
                       app_.workflow_of(entity.id)->stage_field == field.id;
    switch (field.type) {
      case FieldType::kNumber:
        return one_of({"0", "1", "2", "5", "15", "60", "95", "100.5", "-3", "1000000"});
      case FieldType::kBoolean:
        return chance(2);
      case FieldType::kDate:
        return one_of({"2026-01-01", "2026-03-02", "2026-06-16", "2027-01-01"});
      case FieldType::kTime:
        return one_of({"08:00:00", "23:59:59"});
      case FieldType::kDateTime:
        return one_of({"2026-03-02T09:00:00+08:00", "2026-06-16T10:40:00+08:00"});
      case FieldType::kDuration:
        return one_of({"PT30M", "P1D"});
      case FieldType::kChoice:
        return stage || !chance(10) ? Json(pick(field.options).id) : Json("no_option");
      case FieldType::kMultiChoice:
        return Json::array({pick(field.options).id});
      case FieldType::kReference:
        return reference(field.entity);
      case FieldType::kList: {
        Json items = Json::array();
        for (size_t count = below(3); count > 0; --count) {
          Json item = Json::object();
          for (const model::Field& part : field.fields) {
            if (!part.computed && !chance(4)) item[part.id] = value(entity, part);
          }
          items.push_back(std::move(item));
        }
        return items;
      }
      case FieldType::kLocation:
        return {{"latitude", "31.23"},
                {"longitude", "121.47"},
                {"accuracy_m", "20"},
                {"source", one_of({"device", "manual"})},
                {"at", "2026-03-02T09:00:00+08:00"}};
      default:
        break;
    }
    if (model::is_evidence(field.type)) {
      return field.multiple ? Json::array({evidence()}) : evidence();
    }
    return one_of({"x", "y", "raise", "times", "迟到", "需要更多资料，下周再谈", "a b c"});
  }

  const model::App& app_;
  const Json& shared_;
  Random& random_;
};

}  // namespace

Json random_answers(const model::App& app, const Json& shared, Random& random) {
  return Maker(app, shared, random).answers();
}

}  // namespace tollgate::conformance
