#include "read_rights.h"

namespace tollgate::query {

std::optional<ReadRights> read_rights_of(live::AppRules&, store::Store&, const Viewer&) {
  return std::nullopt;
}

}  // namespace tollgate::query
