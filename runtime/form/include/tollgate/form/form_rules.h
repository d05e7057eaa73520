// A form's rules, compiled once for an app version and shared by all sessions over it.
//
//   auto rules = FormRules::compile(app, *app->find_entity("visit"), app->find_form("visit"),
//   titles); if (!rules) return std::move(rules).error();   // expressions that do not compile,
//   cycles
//
// Without a form all of the entity's fields are in it: to validate what an automation set. With
// Fields::kAll they are in it behind those that the form shows: what an import brings is checked as
// the form checks it, and none of it goes unchecked. References must name records that there are;
// a filter that looks at whoever chooses does not hold.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/model/app.h"
#include "tollgate/record/display.h"
#include "tollgate/record/names.h"

namespace tollgate::form {

struct CompiledForm;  // private

enum class Fields { kOfForm, kAll };

class FormRules {
 public:
  // A cycle of computed fields is an error (form.cycle) that names its path. `titles` may be null:
  // chosen references then read as their ids.
  static Result<std::shared_ptr<const FormRules>> compile(
      std::shared_ptr<const model::App> app, const model::Entity& entity, const model::Form* form,
      std::shared_ptr<const record::Titles> titles = nullptr, Fields fields = Fields::kOfForm);

  FormRules();
  ~FormRules();

  const model::App& app() const;
  const model::Entity& entity() const;
  const model::Form* form() const;  // nullptr: the whole entity
  const record::Names& names() const;
  const CompiledForm& compiled() const { return *compiled_; }

 private:
  std::unique_ptr<CompiledForm> compiled_;
};

// Why nobody could type this into the field of the record, whatever is in the others:
// form.unknown_field, form.wrong_value, form.too_many_items, form.too_long. nullopt: a session
// keeps it, as a value or as typed text.
std::optional<Diagnostic> cannot_be_typed(const FormRules& rules, std::string_view field,
                                          const Json& value);

}  // namespace tollgate::form
