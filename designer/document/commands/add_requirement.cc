#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

Result<Change> plan(const Json& document, const AddRequirement& command) {
  if (object_at(document, command.stage) == nullptr) return gone(command.stage);
  Result<Change> change = plan(document, AddItem{command.stage + "/requires"});
  if (!change) return change;
  // What the kind makes of it is told by the document that has it already.
  Json with_it = document;
  const Result<std::vector<Edit>> done = apply_edits(with_it, change->edits);
  if (!done) return done.diagnostics().front();
  const std::string place = change->select;
  change->edits.back().value =
      requirement_of(with_it, place, parts_of_kind(with_it, place, command.kind));
  return change;
}

}  // namespace tollgate::designer
