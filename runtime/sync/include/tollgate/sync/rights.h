// What a device's person may see of a hub's records and bring into force there. The hub asks;
// whoever knows the app's permissions answers, for one person and one message.
#pragma once

#include <optional>
#include <string>

#include "tollgate/base/diagnostic.h"
#include "tollgate/ops/record_state.h"
#include "tollgate/sync/row.h"

namespace tollgate::sync {

class Rights {
 public:
  virtual ~Rights() = default;

  // Whether sees() says yes to each record, whatever it holds.
  virtual bool sees_all() = 0;

  // Whether the record, as it is, is for the person's eyes.
  virtual bool sees(const ops::RecordState& record) = 0;

  // What sees() looks at in records of the entity: a hub that looks at all of them for somebody new
  // reads no more than that.
  enum class Looks {
    kRecord,   // all of it
    kOwner,    // whose it is, which stands in owner_field(); where that is "", in its id
    kNothing,  // sees_owned() says the same of each, whatever `owner` is
  };
  virtual Looks looks_at(std::string_view) { return Looks::kRecord; }
  virtual std::string owner_field(std::string_view) { return {}; }
  virtual bool sees_owned(std::string_view, std::string_view) { return false; }

  // Another text each time that sees() may say something else of records that did not change: the
  // person's role, the app, who manages whom.
  virtual std::string basis() = 0;

  // Takes out of a row that the person sees what is not for their eyes.
  virtual void hide(RecordRow& row) = 0;

  // Why the person may not do this to the record (`before` nullopt: there is none yet), or nothing.
  virtual std::optional<Diagnostic> refuses(const std::optional<ops::RecordState>& before,
                                            const ops::RecordState& after,
                                            const ops::Body& body) = 0;
};

}  // namespace tollgate::sync
