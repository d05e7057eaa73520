#include "account_names.h"

#include "problems.h"
#include "tollgate/base/record_id.h"
#include "tollgate/base/utf8.h"

namespace tollgate::accounts {
namespace {

constexpr size_t kMaxNameCharacters = 64;

}  // namespace

Status check_account_name(std::string_view name) {
  // People compare names by eye, as they do ids of records: the same is refused.
  if (record_id_problem(name) || count_code_points(name) > kMaxNameCharacters) return bad_name();
  return ok_status();
}

}  // namespace tollgate::accounts
