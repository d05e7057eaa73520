#include "addresses.h"

#include <algorithm>

#include "problems.h"
#include "tollgate/base/record_id.h"
#include "tollgate/base/utf8.h"

namespace tollgate::accounts {
namespace {

constexpr size_t kMaxAddressCharacters = 254;

bool is_email(std::string_view text) {
  const size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const std::string_view domain = text.substr(at + 1);
  // What ends or begins a header or another address is none.
  return !domain.empty() && domain.front() != '.' && domain.back() != '.' &&
         text.find_first_of("<>()[],;:\\\"") == std::string_view::npos;
}

bool is_phone(std::string_view text) {
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  return digits.size() >= 5 && digits.size() <= 20 &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_address(const Address& address) {
  const std::string& value = address.value;
  if (record_id_problem(value) || count_code_points(value) > kMaxAddressCharacters ||
      value.find(' ') != std::string::npos) {
    return false;
  }
  if (address.kind == "email") return is_email(value);
  if (address.kind == "phone") return is_phone(value);
  return true;
}

}  // namespace

Status check_addresses(const std::vector<Address>& addresses) {
  for (size_t i = 0; i < addresses.size(); ++i) {
    if (!is_address(addresses[i])) return bad_address(addresses[i].kind, addresses[i].value);
    for (size_t k = 0; k < i; ++k) {
      if (addresses[k].kind == addresses[i].kind) return two_addresses(addresses[i].kind);
    }
  }
  return ok_status();
}

}  // namespace tollgate::accounts
