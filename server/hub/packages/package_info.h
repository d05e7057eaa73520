// What people are shown of a package before they take it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/package/package.h"
#include "tollgate/package/trial.h"
#include "tollgate/packages/messages.h"
#include "tollgate/packages/store.h"

namespace tollgate::server {

// A text by language; what is no text is left out.
std::map<std::string, std::string> texts_of(const Json& by_language);

// What stands for the key of what came with this Tollgate.
inline constexpr std::string_view kShippedKey = "shipped";

// What vouches for a package.
struct Voucher {
  std::string signature;    // the text of its file, "" for none
  bool is_shipped = false;  // it came with this Tollgate
};

// Whom the hub takes a package's publisher for.
packages::Publisher publisher_of(const package::Package& package, const Voucher& voucher,
                                 packages::PackageStore& store);
// The same by what is written down alone, where nothing was verified.
packages::Publisher named_publisher(const std::string& name, const std::string& key,
                                    packages::PackageStore& store);

// How many entities, forms, ... an app has; kinds without any are left out.
std::vector<packages::PartCount> parts_of(const Json& document);
// Records of sample data, by lines and inline.
int64_t sample_count_of(const package::Package& package, const Json& document);

std::vector<packages::PackageTest> to_messages(const std::vector<package::TestOutcome>& tests);

// Tries the package out (its tests run), which takes as long as they do.
packages::PackageInfo info_of(const package::Package& package, uint64_t size_bytes,
                              const Voucher& voucher, packages::PackageStore& store);

}  // namespace tollgate::server
