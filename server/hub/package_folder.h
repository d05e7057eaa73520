// A package's source: a folder that people work in (docs/packages.md).
//
//   package.json        {"version": "1.2.0", "publisher": "…", "description": {…}, "hosts": […]}
//   app.json            the app document
//   tests/ or answers/  answers with expected verdicts
//   pictures/           .png, .jpg and .webp
//   README.md           and README.<language>.md
//   the files that sample_data.files of the app names, and those that they speak of
#pragma once

#include <filesystem>

#include "tollgate/base/result.h"
#include "tollgate/package/package.h"

namespace tollgate::server {

struct PackageSource {
  package::Files files;  // by their paths in a package
  package::PackageAbout about;
};

// `sample`: where the files of the sample data lie; the folder itself where it is empty. Nothing
// else is taken from either, whatever lies there. Refused: server.cannot_read, server.path_outside,
// package.bad_source (package.json), and as parse_json().
Result<PackageSource> read_package_folder(const std::filesystem::path& folder,
                                          const std::filesystem::path& sample = {});

// A document and its sample data as they lie in `folder` once a package was unpacked there. The
// folder must be empty. Refused: server.cannot_write, package.write_failed.
Status unpack_package(const package::Package& package, const std::filesystem::path& folder);

}  // namespace tollgate::server
