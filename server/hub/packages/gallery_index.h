// What a gallery says of its packages: /gallery/index.json of a hub, or index.json in a folder.
//
//   {"format": "tollgate.gallery/1", "packages": [{"id", "version", "sha256", "bytes", "file",
//    "signature", "label", "description", "languages", "publisher": {"name", "key"}, "runtime",
//    "parts", "sample_count", "picture"?, "withdrawn"?}]}
//
// Nothing of it is believed: it says what there is to fetch, and what was fetched is held against
// the hash and the signature.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/package/package.h"

namespace tollgate::server {

inline constexpr size_t kMaxIndexBytes = size_t{8} << 20;
inline constexpr size_t kMaxIndexEntries = 2000;

struct GalleryEntry {
  std::string id;
  std::string version;
  std::string sha256;
  std::string file;       // its name beside the index
  std::string signature;  // the text of its file
  std::string withdrawn;  // why; "" it stands
  std::string key;        // of the publisher, as it is claimed; "" for none
  Json json;              // all of it
};

// The entry of a package as this hub offers it.
Json index_entry(const package::Package& package, uint64_t size_bytes,
                 const std::string& signature);
std::string file_name_of(const std::string& id, const std::string& version);

// Nothing where an entry is none.
std::optional<GalleryEntry> read_entry(const Json& json);

// Entries that are none are left out. Refused: gallery.bad_index, and as parse_json().
Result<std::vector<GalleryEntry>> read_index(std::string_view text);
std::string write_index(const std::vector<GalleryEntry>& entries);

}  // namespace tollgate::server
