// What a question has at hand: the app in force, its store, the time, and who asks.
#pragma once

#include <memory>

#include "sight.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/query/query.h"
#include "tollgate/query/texts.h"
#include "tollgate/store/store.h"

namespace tollgate::query {

struct Context {
  live::AppRules& app;
  store::Store& store;  // for what is not in records; those are read by `sight`
  const Clock& clock;
  const Viewer& viewer;
  std::shared_ptr<Sight> sight;

  const model::App& model() const { return *app.model; }
  Texts texts() const { return Texts(model(), sight, viewer.locale); }
  record::RuleContext rules() const { return app.records->rules(clock); }
  feel::Value person() const { return sight->person(); }
  // The role that the person acts in, "" for none.
  std::string role() const;
  // A person with the label of the role that the app tells from the record.
  messages::Person person_titled(const std::string& record, const std::string& title) const;
  // The day it is in the app's time zone, counted from 1970.
  int64_t today() const;
};

// Refused with engine.no_app. The source and the viewer must outlive the context.
Result<Context> context_of(const Source& source, const Viewer& viewer);

}  // namespace tollgate::query
