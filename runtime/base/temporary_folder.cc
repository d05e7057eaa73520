#include "tollgate/base/temporary_folder.h"

#include <stdlib.h>
#include <unistd.h>

#include <string>
#include <system_error>

namespace tollgate {
namespace {

std::filesystem::path system_folder() {
  std::error_code error;
  return std::filesystem::temp_directory_path(error);
}

}  // namespace

TemporaryFolder::TemporaryFolder() : TemporaryFolder(system_folder()) {}

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent) {
  std::string name = (parent / "tollgate-XXXXXX").string();
  if (::mkdtemp(name.data()) != nullptr) path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  if (!path_.empty()) std::filesystem::remove_all(path_, error);
}

}  // namespace tollgate
