// Queries of addresses.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::sign_in {

// All but letters, digits and -._~ percent-encoded (RFC 3986).
std::string encoded(std::string_view text);
// "a=1&b=2", values encoded.
std::string query_of(const std::vector<std::pair<std::string, std::string>>& members);
// Decoded; of a member that stands there twice, and of one that is no valid escape, nothing.
std::map<std::string, std::string> read_query(std::string_view query);

// "https://idp.example:8443" of an address; "" for what is none, and for http that is not this
// machine's: secrets and tokens travel there.
std::string safe_origin(std::string_view url);

}  // namespace tollgate::sign_in
