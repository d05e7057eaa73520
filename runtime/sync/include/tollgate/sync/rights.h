// What a person may see of a hub's records and bring into force there. The hub asks; whoever knows
// the app's permissions answers.
#pragma once

#include <optional>
#include <string>

#include "tollgate/base/diagnostic.h"
#include "tollgate/ops/record_state.h"

namespace tollgate::sync {

class Rights {
 public:
  virtual ~Rights() = default;

  // Whether the record, as it is, is for the person's eyes.
  virtual bool sees(const std::string& user, const ops::RecordState& record) = 0;

  // Another text each time that sees() may say something else of records that did not change: the
  // person's role, the app, who manages whom.
  virtual std::string basis(const std::string& user) = 0;

  // Why the person may not do this to the record (nullopt: there is none yet), or nothing.
  virtual std::optional<Diagnostic> refuses(const std::string& user,
                                            const std::optional<ops::RecordState>& before,
                                            const ops::Body& body) = 0;
};

}  // namespace tollgate::sync
