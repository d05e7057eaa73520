// Any bytes are a package: reading ends, stays within its bounds, and what is read could be
// written.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tollgate/package/package.h"
#include "tollgate/package/signature.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tollgate::package;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto files = read_archive(bytes);
  if (files) {
    size_t total = 0;
    for (const auto& [path, content] : *files) {
      if (path_problem(path)) std::abort();
      total += content.size();
    }
    if (total > kMaxUnpackedBytes) std::abort();
    const auto again = write_archive(*files);
    if (!again || *read_archive(*again) != *files) std::abort();
    // The manifest as the input chose it, and not only where all hashes fit.
    const auto manifest = files->find(kManifestPath);
    if (manifest != files->end()) (void)read_manifest(manifest->second);
  }
  const auto package = read_package(bytes);
  if (package) {
    // Whatever is no signature of it must not pass.
    if (verify_package(*package, bytes).ok()) std::abort();
  }
  if (const auto manifest = read_manifest(bytes)) {
    const auto same = read_manifest(write_manifest(*manifest));
    if (!same || write_manifest(*same) != write_manifest(*manifest)) std::abort();
  }
  return 0;
}
