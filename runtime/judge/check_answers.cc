#include "check_answers.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/base/json_pointer.h"
#include "tollgate/judge/judge.h"
#include "tollgate/model/words.h"

namespace tollgate::judge {
namespace {

using Names = std::vector<std::string>;

template <typename T>
Names ids_of(const std::vector<T>& items) {
  Names ids;
  for (const T& item : items) ids.push_back(item.id);
  return ids;
}

class AnswersCheck {
 public:
  explicit AnswersCheck(const model::App* app) : app_(app) {}

  void check_case(const Json& answers, const model::Entity* entity);
  void check_file(const Json& file);

  Diagnostics take() && { return std::move(findings_); }

 private:
  void report(const char* code, std::string pointer, LocalizedText message, Names candidates = {}) {
    findings_.push_back(make_error(code, std::move(message), {.pointer = std::move(pointer)},
                                   std::move(candidates)));
  }
  void report_unknown(const char* code, const std::string& pointer, const std::string& name,
                      const LocalizedText& kind, const Names& known) {
    report(code, pointer,
           {"没有" + kind.zh + "“" + name + "”。", "there is no " + kind.en + " '" + name + "'"},
           nearest_names(name, known));
  }
  bool is_object(const Json& value, const std::string& pointer);
  bool is_list(const Json& value, const std::string& pointer);
  void check_members(const Json& object, const std::string& pointer, const Names& known);
  void check_text(const Json& object, const char* name, const std::string& pointer);
  void check_choice(const Json& object, const char* name, const std::string& pointer,
                    const Names& known);
  void check_values(const Json& owner, const std::vector<model::Field>& fields,
                    const std::string& pointer);
  void check_items(const Json& items, const std::vector<model::Field>& fields,
                   const std::string& pointer);
  void check_fields(const Json& values, const std::vector<model::Field>& fields,
                    const std::string& pointer);
  void check_record(const Json& record, const model::Entity* entity, const std::string& pointer);
  void check_records(const Json& records);
  void check_advance(const Json& advance);

  const model::App* app_;
  Diagnostics findings_;
};

// The member, or null where it is absent or null.
const Json* given(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

bool AnswersCheck::is_object(const Json& value, const std::string& pointer) {
  if (value.is_object()) return true;
  report("judge.not_an_object", pointer,
         {"这里应是一个 JSON 对象。", "this must be a JSON object"});
  return false;
}

bool AnswersCheck::is_list(const Json& value, const std::string& pointer) {
  if (value.is_array()) return true;
  report("judge.not_a_list", pointer, {"这里应是一个 JSON 数组。", "this must be a JSON array"});
  return false;
}

void AnswersCheck::check_members(const Json& object, const std::string& pointer,
                                 const Names& known) {
  for (const auto& [name, value] : object.items()) {
    if (std::ranges::find(known, name) != known.end()) continue;
    report_unknown("judge.unknown_member", pointer_child(pointer, name), name, {"成员", "member"},
                   known);
  }
}

void AnswersCheck::check_text(const Json& object, const char* name, const std::string& pointer) {
  const Json* value = given(object, name);
  if (value == nullptr || value->is_string()) return;
  report("judge.not_a_text", pointer_child(pointer, name),
         {std::string("“") + name + "”应是文本。", std::string("'") + name + "' must be a text"});
}

void AnswersCheck::check_choice(const Json& object, const char* name, const std::string& pointer,
                                const Names& known) {
  const Json* value = given(object, name);
  if (value == nullptr ||
      (value->is_string() && std::ranges::find(known, value->get<std::string>()) != known.end())) {
    return;
  }
  report("judge.unknown_choice", pointer_child(pointer, name),
         {std::string("“") + name + "”只能是下列之一。",
          std::string("'") + name + "' must be one of these"},
         known);
}

void AnswersCheck::check_values(const Json& owner, const std::vector<model::Field>& fields,
                                const std::string& pointer) {
  const Json* values = given(owner, "values");
  const std::string at = pointer_child(pointer, "values");
  if (values != nullptr && is_object(*values, at)) check_fields(*values, fields, at);
}

void AnswersCheck::check_fields(const Json& values, const std::vector<model::Field>& fields,
                                const std::string& pointer) {
  for (const auto& [id, value] : values.items()) {
    const std::string at = pointer_child(pointer, id);
    const auto field = std::ranges::find(fields, id, &model::Field::id);
    if (field == fields.end()) {
      report_unknown("judge.unknown_field", at, id, model::thing_words("field"), ids_of(fields));
    } else if (model::is_list(field->type) && value.is_array()) {
      check_items(value, field->fields, at);
    }
  }
}

// An item that is no object is for the form to refuse, as any other value of a wrong type.
void AnswersCheck::check_items(const Json& items, const std::vector<model::Field>& fields,
                               const std::string& pointer) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].is_object()) check_fields(items[i], fields, pointer_child(pointer, i));
  }
}

void AnswersCheck::check_record(const Json& record, const model::Entity* entity,
                                const std::string& pointer) {
  if (!is_object(record, pointer)) return;
  check_members(record, pointer, {"id", "status", "created_at", "updated_at", "values"});
  for (const char* name : {"id", "created_at", "updated_at"}) check_text(record, name, pointer);
  check_choice(record, "status", pointer, {"draft", "complete"});
  if (entity != nullptr) check_values(record, entity->fields, pointer);
}

void AnswersCheck::check_records(const Json& records) {
  if (!is_object(records, "/records")) return;
  for (const auto& [id, list] : records.items()) {
    const std::string at = pointer_child("/records", id);
    const model::Entity* entity = app_->find_entity(id);
    if (entity == nullptr) {
      report_unknown("judge.unknown_entity", at, id, model::thing_words("entity"),
                     ids_of(app_->entities));
    }
    if (!is_list(list, at)) continue;
    for (size_t i = 0; i < list.size(); ++i) {
      const std::string place = pointer_child(at, i);
      check_record(list[i], entity, place);
      if (list[i].is_object() && given(list[i], "id") == nullptr) {
        report("judge.without_id", place,
               {"记录需要 id，其他记录用它来引用。", "a record needs an id, to be referred to by"},
               {"id"});
      }
    }
  }
}

void AnswersCheck::check_advance(const Json& advance) {
  if (advance.is_string() || !is_object(advance, "/advance")) return;
  check_members(advance, "/advance", {"workflow", "to"});
  for (const char* name : {"workflow", "to"}) check_text(advance, name, "/advance");
}

void AnswersCheck::check_case(const Json& answers, const model::Entity* entity) {
  if (!is_object(answers, "")) return;
  check_members(answers, "",
                {"name", "form", "entity", "now", "user", "records", "record", "values", "save",
                 "advance", "expect"});
  for (const char* name : {"name", "form", "entity", "now", "user"}) check_text(answers, name, "");
  check_choice(answers, "save", "", {"complete", "draft"});
  if (const Json* expected = given(answers, "expect")) is_object(*expected, "/expect");
  if (const Json* advance = given(answers, "advance")) check_advance(*advance);
  if (const Json* records = given(answers, "records")) check_records(*records);
  if (const Json* record = given(answers, "record")) check_record(*record, entity, "/record");
  if (entity != nullptr) check_values(answers, entity->fields, "");
}

void AnswersCheck::check_file(const Json& file) {
  if (!is_object(file, "") || !file.contains("cases")) return;
  // `about` and `app` are those of tests/conformance, whose files carry the app themselves.
  check_members(file, "", {"about", "app", "shared", "cases"});
  if (file.contains("shared")) is_object(file["shared"], "/shared");
  const Json& cases = file["cases"];
  if (!cases.is_array() || cases.empty() || cases.size() > kMaxCases) {
    const std::string most = std::to_string(kMaxCases);
    report("judge.bad_cases", "/cases",
           {"“cases”应是数组，有 1 至 " + most + " 项。",
            "'cases' must be an array of 1 to " + most + " items"});
    return;
  }
  for (size_t i = 0; i < cases.size(); ++i) is_object(cases[i], pointer_child("/cases", i));
}

}  // namespace

Diagnostics check_answers(const model::App& app, const model::Entity* entity, const Json& answers) {
  AnswersCheck check(&app);
  check.check_case(answers, entity);
  return std::move(check).take();
}

Diagnostics check_answers_file(const Json& file) {
  AnswersCheck check(nullptr);
  check.check_file(file);
  return std::move(check).take();
}

}  // namespace tollgate::judge
