// Fields that the app has no more, as the last version that had them described them: so history can
// call them by their labels, and values read as they did.
//
//   DeletedFields deleted(store, "visit");
//   const model::Field* field = deleted.find("fax");   // nullptr: in none of the versions looked
//   at
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tollgate/model/app.h"
#include "tollgate/store/store.h"

namespace tollgate::query {

class DeletedFields {
 public:
  DeletedFields(store::Store& store, std::string entity)
      : store_(store), entity_(std::move(entity)) {}

  // Reads versions from the log the first time, the newest first and not very many.
  const model::Field* find(const std::string& field);

 private:
  void read_versions();

  store::Store& store_;
  std::string entity_;
  bool read_ = false;
  std::vector<std::shared_ptr<const model::App>> versions_;  // newest first
};

}  // namespace tollgate::query
