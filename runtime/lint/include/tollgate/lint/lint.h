// What is wrong, or likely a slip, in a document that already satisfies the schema: ids that name
// nothing, members that do not fit a field's type, computed cycles, expressions that cannot work.
//
//   Checked checked = check_document(text, {.source = "app.json"});
//   if (!checked.ok()) show(checked.findings);     // errors: the app is not taken on
//   use(checked.app);                              // warnings do not hinder
//
// Every finding has a stable code (lint.…, or model.… and feel.… from the layers below), a JSON
// Pointer, and for expressions the span inside the text at that pointer. At most 500 findings.
#pragma once

#include <memory>
#include <string_view>

#include "tollgate/base/diagnostic.h"
#include "tollgate/model/app.h"

namespace tollgate::lint {

// The findings of all rules, in the order of the rules.
Diagnostics lint(const model::App& app);

struct Checked {
  std::shared_ptr<const model::App> app;  // null when the document cannot be loaded
  Diagnostics findings;                   // of loading and of the rules

  bool ok() const { return app != nullptr && !has_errors(findings); }
};

// A document that is checked in turns (base/turn.h): it is loaded first, then rule by rule.
//
//   Checking checking;
//   if (!checking.go_on(text)) return;       // the turn is over; the same again in the next one
//   use(checking.take());
class Checking {
 public:
  Checking();
  ~Checking();
  bool go_on(std::string_view text, const model::LoadOptions& options = {});
  Checked take();

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

// Loads and lints.
Checked check_document(std::string_view text, const model::LoadOptions& options = {});
Checked check_json_document(Json document, const model::LoadOptions& options = {});

}  // namespace tollgate::lint
