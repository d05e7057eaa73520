#include "tollgate/form/form_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "compiled_form.h"

namespace tollgate::form {
namespace {

using record::Names;

// A place of a field in the form: its own members go before the field's.
struct FieldPlace {
  const model::FormField* form_field = nullptr;
  uint32_t section = kNoSection;
  bool is_placed = false;
};

const std::optional<model::Condition>& first_of(
    const model::FormField* place, std::optional<model::Condition> model::FormField::* in_form,
    const std::optional<model::Condition>& own) {
  return place != nullptr && (place->*in_form) ? place->*in_form : own;
}

class Compiler {
 public:
  Compiler(CompiledForm& form, Diagnostics& problems) : form_(form), problems_(problems) {}

  void run() {
    form_.root = std::make_unique<ContainerRules>(Names(*form_.app, *form_.entity));
    Diagnostics reported_below;
    form_.presence = record::Presence::compile(*form_.app, *form_.entity, reported_below);
    compile_sections();
    find_places();
    std::vector<const model::Field*> lists;
    compile_fields(*form_.root, form_.entity->fields, lists, nullptr);
    find_presence(*form_.root, form_.presence.fields(), false);
    compile_order();
    compile_prefill();
  }

 private:
  void compile_sections() {
    if (form_.form == nullptr) {
      form_.sections.push_back({});
      return;
    }
    for (const model::Section& section : form_.form->sections) {
      SectionRules& rules = form_.sections.emplace_back();
      rules.model = &section;
      rules.visible =
          record::compile_condition(section.visible, true, form_.root->names.scope(), problems_);
      rules.visible_looks = record::reads_viewer(rules.visible, form_.root->names);
    }
    if (form_.has_all_fields) form_.sections.push_back({});
  }

  void find_presence(ContainerRules& container, const std::vector<record::FieldPresence>& presence,
                     bool inside_list) {
    static const record::FieldPresence kAlwaysThere;
    for (size_t i = 0; i < container.fields.size(); ++i) {
      FieldRules& field = container.fields[i];
      field.presence = i < presence.size() ? &presence[i] : &kAlwaysThere;
      field.counts_here =
          inside_list || (form_.form != nullptr && field.is_placed && !field.is_beside);
      field.visible_looks = record::reads_viewer(field.visible, container.names);
      if (field.items) find_presence(*field.items, field.presence->cells, true);
    }
  }

  // The first place of each field that the form shows.
  void find_places() {
    if (form_.form == nullptr) return;
    for (uint32_t s = 0; s < form_.form->sections.size(); ++s) {
      for (const model::FormField& place : form_.form->sections[s].fields) {
        places_.try_emplace(place.field, FieldPlace{&place, s, true});
      }
    }
  }

  FieldPlace place_of(const model::Field& field) const {
    if (form_.form == nullptr) return {nullptr, 0, true};
    if (const auto found = places_.find(field.id); found != places_.end()) return found->second;
    if (form_.has_all_fields)
      return {nullptr, static_cast<uint32_t>(form_.sections.size() - 1), true};
    return {};
  }

  // `list`: the rules of the list field whose items these are, or nullptr for the record's fields.
  void compile_fields(ContainerRules& container, const std::vector<model::Field>& fields,
                      std::vector<const model::Field*>& lists, const FieldRules* list) {
    for (const model::Field& field : fields) {
      FieldPlace place;
      if (list == nullptr) {
        place = place_of(field);
      } else {
        place = {nullptr, list->section, list->is_placed};
      }
      container.fields.push_back(compile_field(container, field, place));
      FieldRules& rules = container.fields.back();
      if (list == nullptr) {
        rules.is_beside =
            form_.has_all_fields && form_.form != nullptr && place.form_field == nullptr;
        const model::Workflow* workflow = form_.app->workflow_of(form_.entity->id);
        rules.is_stage = workflow != nullptr && workflow->stage_field == field.id;
      }
      if (!model::is_list(field.type)) continue;
      lists.push_back(&field);
      rules.items = std::make_unique<ContainerRules>(Names(*form_.app, *form_.entity, lists));
      compile_fields(*rules.items, field.fields, lists, &rules);
      lists.pop_back();
    }
  }

  FieldRules compile_field(const ContainerRules& container, const model::Field& field,
                           const FieldPlace& place) {
    const feel::Scope& scope = container.names.scope();
    const model::FormField* in_form = place.form_field;
    FieldRules rules;
    rules.model = &field;
    rules.label = record::localized(
        in_form != nullptr && !in_form->label.empty() ? in_form->label : field.label, *form_.app);
    if (rules.label.empty()) rules.label = {field.id, field.id};
    rules.section = place.section;
    rules.is_placed = place.is_placed;
    rules.visible = record::compile_condition(
        first_of(in_form, &model::FormField::visible, field.visible), true, scope, problems_);
    rules.required = record::compile_condition(
        first_of(in_form, &model::FormField::required, field.required), false, scope, problems_);
    rules.read_only = record::compile_condition(
        first_of(in_form, &model::FormField::read_only, field.read_only), false, scope, problems_);
    const auto rule = [&](const std::optional<model::Expression>& expression) {
      return expression ? record::compile_rule(*expression, scope, problems_) : std::nullopt;
    };
    rules.computed = rule(field.computed);
    if (!field.computed) rules.initial = rule(field.default_value);
    rules.filter = rule(field.filter);
    if (form_.has_all_fields && rules.filter) {
      for (const feel::Dependency& d : rules.filter->program.dependencies()) {
        if (container.names.source(d.slot).kind != record::SlotSource::Kind::kUser) continue;
        rules.filter.reset();
        break;
      }
    }
    for (const model::Validation& validation : field.validations) {
      std::optional<record::Rule> test = record::compile_rule(validation.test, scope, problems_);
      record::MessageTemplate message =
          record::MessageTemplate::compile(validation.message, *form_.app, scope, problems_);
      if (test) rules.validations.push_back({&validation, *std::move(test), std::move(message)});
    }
    rules.minimum = compile_bound(field, field.minimum, "minimum");
    rules.maximum = compile_bound(field, field.maximum, "maximum");
    if (!field.pattern.empty()) rules.pattern = compile_pattern(field);
    return rules;
  }

  // As people know the field; its id where nobody named it.
  LocalizedText name_of_field(const model::Field& field) const {
    if (field.label.empty()) return {field.id, field.id};
    return record::localized(field.label, *form_.app);
  }

  // The document gives bounds as text; `@"2026-01-01"` is the same as 2026-01-01.
  feel::Value compile_bound(const model::Field& field, std::string_view text, const char* member) {
    if (text.empty()) return {};
    if (text.size() > 3 && text.starts_with("@\"") && text.ends_with('"')) {
      text = text.substr(2, text.size() - 3);
    }
    const record::ValueContext context{form_.app.get(), form_.time_zone, nullptr};
    std::optional<feel::Value> bound =
        is_bounded(field.type) ? record::read_value(field, Json(std::string(text)), context)
                               : std::nullopt;
    if (bound) return *bound;
    const LocalizedText name = name_of_field(field);
    problems_.push_back(make_error(
        "form.bad_bound",
        {"字段“" + name.zh + "”的界限“" + std::string(text) + "”不适合它的类型。",
         "The bound “" + std::string(text) + "” of field “" + name.en + "” does not fit its type."},
        {.pointer = field.pointer + "/" + member}));
    return {};
  }

  // The same engine as FEEL's matches(), so that a pattern means the same everywhere.
  std::optional<record::Rule> compile_pattern(const model::Field& field) {
    feel::Scope scope;
    scope.add("value", feel::Type::string());
    const std::string pointer = field.pointer + "/pattern";
    std::optional<record::Rule> rule = record::compile_rule(
        {"matches(value, " + feel::quote("^(" + field.pattern + ")$") + ")", pointer}, scope,
        problems_);
    if (!rule) return rule;
    const feel::Value sample = feel::Value::string("a");
    record::Outcome outcome = record::run(*rule, {&sample, 1}, {});
    if (!outcome.failure) return rule;
    const LocalizedText name = name_of_field(field);
    problems_.push_back(make_error("form.bad_pattern",
                                   {"字段“" + name.zh + "”的格式“" + field.pattern + "”无法使用：" +
                                        outcome.failure->message.zh,
                                    "The pattern “" + field.pattern + "” of field “" + name.en +
                                        "” cannot be used: " + outcome.failure->message.en},
                                   {.pointer = pointer}));
    return std::nullopt;
  }

  void compile_order() {
    const std::vector<FieldRules>& fields = form_.root->fields;
    std::unordered_map<std::string_view, std::vector<uint32_t>> left;  // in the order of fields
    for (uint32_t i = 0; i < fields.size(); ++i) left[fields[i].model->id].push_back(i);
    const auto add = [&](const std::string& id) {
      const auto found = left.find(id);
      if (found == left.end()) return;
      form_.order.insert(form_.order.end(), found->second.begin(), found->second.end());
      left.erase(found);
    };
    if (form_.form != nullptr) {
      for (const model::Section& section : form_.form->sections) {
        for (const model::FormField& place : section.fields) add(place.field);
      }
    }
    for (const FieldRules& field : fields) add(field.model->id);
  }

  std::optional<uint32_t> index_of(const std::string& id) const {
    const std::vector<model::Field>& fields = form_.entity->fields;
    for (uint32_t i = 0; i < fields.size(); ++i) {
      if (fields[i].id == id) return i;
    }
    return std::nullopt;
  }

  void compile_prefill() {
    if (form_.form == nullptr) return;
    for (const model::Prefill& prefill : form_.form->prefill) {
      const std::optional<uint32_t> from = index_of(prefill.from);
      if (!from) continue;  // lint reports dangling ids
      PrefillRules rules{*from, {}, std::nullopt};
      if (prefill.find) {
        rules.find =
            record::FindRule::compile(*form_.app, *prefill.find, form_.root->names, problems_);
        if (!rules.find) continue;
      }
      for (const model::Assignment& assignment : prefill.set) {
        const std::optional<uint32_t> target = index_of(assignment.field);
        std::optional<record::Rule> value =
            record::compile_rule(assignment.value, form_.root->names.scope(), problems_);
        if (target && value && !form_.root->fields[*target].computed) {
          rules.set.push_back({*target, *std::move(value)});
        }
      }
      form_.prefill.push_back(std::move(rules));
    }
  }

  CompiledForm& form_;
  Diagnostics& problems_;
  std::unordered_map<std::string_view, FieldPlace> places_;
};

}  // namespace

FormRules::FormRules() = default;
FormRules::~FormRules() = default;

const model::App& FormRules::app() const { return *compiled_->app; }
const model::Entity& FormRules::entity() const { return *compiled_->entity; }
const model::Form* FormRules::form() const { return compiled_->form; }
const record::Names& FormRules::names() const { return compiled_->root->names; }

Result<std::shared_ptr<const FormRules>> FormRules::compile(
    std::shared_ptr<const model::App> app, const model::Entity& entity, const model::Form* form,
    std::shared_ptr<const record::Titles> titles, Fields fields) {
  auto rules = std::make_shared<FormRules>();
  rules->compiled_ = std::make_unique<CompiledForm>();
  CompiledForm& compiled = *rules->compiled_;
  compiled.time_zone = record::zone_of(*app);
  compiled.app = std::move(app);
  compiled.titles = std::move(titles);
  compiled.entity = &entity;
  compiled.form = form;
  compiled.has_all_fields = fields == Fields::kAll;
  Diagnostics problems;
  Compiler(compiled, problems).run();
  check_cycles(compiled, problems);
  if (has_errors(problems)) return Failure{std::move(problems)};
  return std::shared_ptr<const FormRules>(std::move(rules));
}

}  // namespace tollgate::form
