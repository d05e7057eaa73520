// Where else the files of the record are used: all of its files depend on each other in this, which
// no graph of fields shows.
#include <nlohmann/json.hpp>

#include "session_impl.h"

namespace tollgate::form {

std::vector<record::HeldFile> FormSession::Impl::files_held() {
  std::vector<record::HeldFile> files;
  each_field(*root_, [&](Field& field) {
    if (!model::is_evidence(field.model().type) || field.own.is_null()) return;
    record::add_files_in(record::to_wire(field.model(), field.own), field.model().id, files);
  });
  return files;
}

void FormSession::Impl::look_files_up() {
  std::vector<record::HeldFile> files = files_held();
  if (!files_are_stale_ && files == held_files_.files()) return;
  files_are_stale_ = false;
  held_files_ = record::HeldFiles(options_.facts.entity, options_.facts.id, std::move(files),
                                  options_.records);
  each_field(*root_, [&](Field& field) {
    if (!model::is_evidence(field.model().type) || field.own.is_null()) return;
    std::optional<feel::Value> again = record::read_value(
        field.model(), record::to_wire(field.model(), field.own), value_context());
    if (again) assign(field, *std::move(again), field.text, field.origin);
  });
}

}  // namespace tollgate::form
