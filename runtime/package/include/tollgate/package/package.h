// An app that travels: what a .tollgate file holds, made and read.
//
//   Result<std::string> bytes = build_package(source, {.version = "1.2.0", …});
//   Result<Package> package = read_package(*bytes);
//   package->files.at("app.json")
//
// Files of a package: manifest.json; app.json; README.md and README.<language>.md; tests/*.json
// (answers with expected verdicts, docs/judge.md); pictures/*.png, *.jpg, *.webp; sample/... (what
// sample_data.files of the app names, and the files that those speak of). Nothing else. Limits: see
// archive.h. Pure; no byte of it is believed before its hash is what the manifest says.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/package/archive.h"
#include "tollgate/package/manifest.h"

namespace tollgate::package {

struct Package {
  Manifest manifest;
  Files files;         // without the manifest
  std::string sha256;  // of the whole package: what is signed, and what it is called by

  // Of the app document.
  const std::string& app_text() const { return files.find(kAppPath)->second; }
};

// Refused: as read_archive() and read_manifest(), and package.missing_file, package.unknown_file,
// package.hash_mismatch, package.bad_picture, package.other_app (the manifest speaks of another app
// than the document: its id, languages or roles), package.looks_secret.
Result<Package> read_package(std::string_view bytes);

// What the app document does not say by itself.
struct PackageAbout {
  std::string version;
  std::string runtime;  // the least Tollgate that can use it
  std::string publisher;
  std::optional<log::PublicKey> key;
  Json description;  // by language; null for none
  std::vector<std::string> hosts;
};

// `files`: as in a package, without the manifest. The app document is stored in its canonical form.
// Refused: what read_package() would refuse, and what is wrong with the document (tollgate/model).
Result<std::string> build_package(Files files, const PackageAbout& about);

}  // namespace tollgate::package
