// Dates that gates ask for: what lets a record pass has usually happened, so that a day that is
// still to come is told of, unless the field says that it may be (`past`).
#include <set>
#include <string>

#include "read_parts.h"
#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/parse.h"

namespace tollgate::model {
namespace {

bool may_be_asked(const Field& field) { return !field.past && allows(name_of(field.type), "past"); }

// A gate that looks at the clock judges the time itself: it may want what is still to come.
void note_dates_of(const Workflow& workflow, Entity& entity) {
  feel::Scope dates;
  for (const Field& field : entity.fields) {
    if (may_be_asked(field)) dates.add(field.id);
  }
  if (dates.size() == 0) return;
  std::set<std::string> asked;
  std::set<std::string> judged;
  for (const Stage& stage : workflow.stages) {
    for (const Requirement& requirement : stage.requirements) {
      const Result<feel::Ast> test = feel::parse(requirement.test.text, dates);
      if (!test) continue;  // the check of the document says so
      std::set<std::string>& found = feel::reads_clock(*test) ? judged : asked;
      for (const feel::Dependency& read : feel::dependencies(*test, dates)) {
        found.insert(dates[read.slot].name);
      }
    }
  }
  for (Field& field : entity.fields) {
    if (may_be_asked(field))
      field.asked_by_gate = asked.contains(field.id) && !judged.contains(field.id);
  }
}

}  // namespace

void note_gate_dates(App& app) {
  for (const Workflow& workflow : app.workflows) {
    for (Entity& entity : app.entities) {
      if (entity.id == workflow.entity) note_dates_of(workflow, entity);
    }
  }
}

}  // namespace tollgate::model
