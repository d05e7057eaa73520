// A form's rules, compiled once for an app version and shared by all sessions over it.
//
//   auto rules = FormRules::compile(app, *app->find_entity("visit"), app->find_form("visit"),
//   titles); if (!rules) return std::move(rules).error();   // expressions that do not compile,
//   cycles
//
// Without a form all of the entity's fields are in it: for records that come from an import, or to
// validate what an automation set.
#pragma once

#include <memory>
#include <string>

#include "tollgate/base/result.h"
#include "tollgate/model/app.h"
#include "tollgate/record/display.h"
#include "tollgate/record/names.h"

namespace tollgate::form {

struct CompiledForm;  // private

class FormRules {
 public:
  // A cycle of computed fields is an error (form.cycle) that names its path. `titles` may be null:
  // chosen references then read as their ids.
  static Result<std::shared_ptr<const FormRules>> compile(
      std::shared_ptr<const model::App> app, const model::Entity& entity, const model::Form* form,
      std::shared_ptr<const record::Titles> titles = nullptr);

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

}  // namespace tollgate::form
