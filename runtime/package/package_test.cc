// A package is built, read, signed and tried; what was changed in it is found.
#include "tollgate/package/package.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "package_test_support.h"
#include "tollgate/package/signature.h"
#include "tollgate/package/trial.h"

namespace tollgate::package {
namespace {

template <typename T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.diagnostics().front().code;
}

std::string built() {
  auto bytes = build_package(sample_files(), sample_about());
  if (!bytes) FAIL(bytes.diagnostics().front().code << bytes.diagnostics().front().message.en);
  return *bytes;
}

// The sample's files and manifest, to be changed behind the back of build_package().
Files opened() {
  auto files = read_archive(built());
  REQUIRE(files.ok());
  return *files;
}

std::string refused(const Files& files) {
  const auto bytes = write_archive(files);
  REQUIRE(bytes.ok());
  return code_of(read_package(*bytes));
}

Json manifest_of(const Files& files) { return Json::parse(files.find(kManifestPath)->second); }

std::string refused_manifest(const std::function<void(Json&)>& change) {
  Files files = opened();
  Json manifest = manifest_of(files);
  change(manifest);
  files["manifest.json"] = manifest.dump();
  return refused(files);
}

}  // namespace

TEST_CASE("the same files give the same bytes, and all of them come out again") {
  const std::string bytes = built();
  CHECK(bytes == built());
  const auto package = read_package(bytes);
  REQUIRE(package.ok());
  CHECK(package->manifest.id == "inspection");
  CHECK(package->manifest.version == "1.0.0");
  CHECK(package->manifest.languages == std::vector<std::string>{"zh-CN", "en"});
  CHECK(package->manifest.roles.size() == 1);
  CHECK(package->files.size() == sample_files().size());
  CHECK(package->files.at("sample/sample.jsonl") == sample_files().at("sample/sample.jsonl"));
  CHECK(package->sha256.size() == 64);
}

TEST_CASE("every cut and every changed byte of a package is found") {
  const std::string bytes = built();
  for (size_t size = 0; size < bytes.size(); size += 7) {
    INFO(size);
    CHECK_FALSE(read_package(std::string_view(bytes).substr(0, size)).ok());
  }
  const std::string sha256 = read_package(bytes)->sha256;
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto read = read_package(changed);
    // What no reader looks at, as the times of files, is signed all the same.
    if (read && read->sha256 == sha256) FAIL("byte " << at);
    if (read) CHECK(read->files == read_package(bytes)->files);
  }
}

TEST_CASE("what the manifest does not say, or says otherwise, is refused") {
  Files files = opened();
  files["tests/more.json"] = "{}";
  CHECK(refused(files) == "package.unknown_file");
  files = opened();
  files["run.sh"] = "echo";
  CHECK(refused(files) == "package.unknown_file");
  files = opened();
  files["README.md"] += "more";
  CHECK(refused(files) == "package.hash_mismatch");
  files = opened();
  files.erase("README.md");
  CHECK(refused(files) == "package.missing_file");
  files = opened();
  files.erase("manifest.json");
  CHECK(refused(files) == "package.missing_file");

  CHECK(refused_manifest([](Json& json) { json["id"] = "other"; }) == "package.other_app");
  CHECK(refused_manifest([](Json& json) { json["roles"] = Json::array(); }) == "package.other_app");
  CHECK(refused_manifest([](Json& json) { json["languages"] = {"en"}; }) == "package.other_app");
  CHECK(refused_manifest([](Json& json) { json["format"] = "tollgate.package/2"; }) ==
        "package.other_format");
  CHECK(refused_manifest([](Json& json) { json["more"] = 1; }) == "package.bad_manifest");
  CHECK(refused_manifest([](Json& json) { json["version"] = "1.0"; }) == "package.bad_manifest");
  CHECK(refused_manifest([](Json& json) { json["hosts"] = {"http://a"}; }) ==
        "package.bad_manifest");
  CHECK(refused_manifest([](Json& json) { json["publisher"]["key"] = "00"; }) ==
        "package.bad_manifest");
  CHECK(refused_manifest([](Json& json) { json["files"][0]["path"] = "../x"; }) ==
        "package.bad_manifest");
  CHECK(refused_manifest([](Json& json) { json["files"].push_back(json["files"][0]); }) ==
        "package.unknown_file");
  CHECK(refused_manifest([](Json& json) { json.erase("label"); }) == "package.bad_manifest");
}

TEST_CASE("nothing is built that would be refused, and no secret") {
  Files files = sample_files();
  files["pictures/list.png"] = "GIF89a";
  CHECK(code_of(build_package(files, sample_about())) == "package.bad_picture");
  files = sample_files();
  files["pictures/list.svg"] = "<svg/>";
  CHECK(code_of(build_package(files, sample_about())) == "package.unknown_file");
  files = sample_files();
  SeededRandom random(1);
  files["sample/key.json"] = make_key(random);
  CHECK(code_of(build_package(files, sample_about())) == "package.looks_secret");
  PackageAbout about = sample_about();
  about.version = "v1";
  CHECK(code_of(build_package(sample_files(), about)) == "package.bad_manifest");
  files = sample_files();
  files.erase("app.json");
  CHECK(code_of(build_package(files, sample_about())) == "package.missing_file");
}

TEST_CASE("a signature holds for one package of one publisher") {
  const auto package = read_package(built());
  REQUIRE(package.ok());
  const auto signature = sign_package(*package, sample_key(1));
  REQUIRE(signature.ok());
  CHECK(verify_package(*package, *signature).ok());
  CHECK(code_of(verify_package(*package, "")) == "package.unsigned");
  CHECK(code_of(verify_package(*package, "{}")) == "package.bad_signature_file");
  CHECK(code_of(sign_package(*package, sample_key(2))) == "package.other_key");

  PackageAbout about = sample_about();
  about.version = "1.0.1";
  const auto later = read_package(*build_package(sample_files(), about));
  CHECK(code_of(verify_package(*later, *signature)) == "package.other_signature");

  // Another publisher signs what this one made.
  Json forged = Json::parse(*signature);
  forged["key"] = log::to_hex(sample_key(2).public_key());
  CHECK(code_of(verify_package(*package, forged.dump())) == "package.other_signature");
  forged = Json::parse(*signature);
  forged["signature"] = std::string(128, '0');
  CHECK(code_of(verify_package(*package, forged.dump())) == "package.bad_signature");

  SeededRandom random(3);
  const std::string text = make_key(random);
  CHECK(read_key(text).ok());
  CHECK(code_of(read_key(*signature)) == "package.bad_key");
}

TEST_CASE("a package's tests run, and its sample must be marked as one") {
  const auto package = read_package(built());
  const PackageTrial trial = try_package(*package, "0.1.0");
  for (const Diagnostic& finding : trial.findings) WARN(finding.code << finding.message.en);
  CHECK(trial.ok());
  REQUIRE(trial.tests.size() == 1);
  CHECK(trial.tests[0].name == "a store has a name");
  CHECK(has_errors(try_package(*package, "0.0.9").findings));

  Files files = sample_files();
  files["tests/store.json"] = R"({"cases": [{"name": "wrong", "form": "store",
    "values": {"name": "A"}, "expect": {"values": {"name": "B"}}}]})";
  const auto wrong = read_package(*build_package(files, sample_about()));
  const PackageTrial failed = try_package(*wrong, "0.1.0");
  CHECK_FALSE(failed.ok());
  REQUIRE(failed.failed() == 1);
  CHECK(failed.tests[0].problems[0].code == "package.test_failed");

  files = sample_files();
  files["sample/sample.jsonl"] = "{\"entity\": \"store\", \"id\": \"s1\", \"values\": {}}\n";
  const auto unmarked = read_package(*build_package(files, sample_about()));
  CHECK(try_package(*unmarked, "0.1.0").findings.back().code == "package.sample_unmarked");
  files.erase("sample/sample.jsonl");
  const auto missing = read_package(*build_package(files, sample_about()));
  CHECK(try_package(*missing, "0.1.0").findings.back().code == "package.sample_missing");
}

}  // namespace tollgate::package
