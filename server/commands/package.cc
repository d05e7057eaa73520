// tollgate package VERB: apps that travel.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "commands/commands.h"
#include "commands/package_install.h"
#include "hub/durable_file.h"
#include "hub/package_folder.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/random.h"
#include "tollgate/package/signature.h"
#include "tollgate/package/trial.h"

namespace tollgate::server {
namespace {

constexpr uint64_t kMaxSmallFileBytes = 65'536;

int refused(const Terminal& terminal, Diagnostics diagnostics, const std::string& source) {
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.place.source.empty()) diagnostic.place.source = source;
  }
  terminal.report(diagnostics);
  return kExitBadInput;
}

std::string signature_file(const std::string& file) { return file + ".sig"; }

Result<log::SigningKey> key_in(const std::string& file) {
  const auto text = read_file(file, kMaxSmallFileBytes);
  if (!text) return Failure{text.diagnostics()};
  auto key = package::read_key(*text);
  if (!key) {
    Failure failure = std::move(key).error();
    failure.diagnostics[0].place.source = file;
    return failure;
  }
  return key;
}

Result<package::Package> package_in(const std::string& file) {
  const auto bytes = read_file(file, package::kMaxPackageBytes);
  if (!bytes) return Failure{bytes.diagnostics()};
  return package::read_package(*bytes);
}

Status sign(const package::Package& package, const log::SigningKey& key, const std::string& file) {
  const auto signature = package::sign_package(package, key);
  if (!signature) return Failure{signature.diagnostics()};
  return write_durably(signature_file(file), *signature);
}

void say_key(const Terminal& terminal, const log::PublicKey& key) {
  terminal.say({"指纹：" + package::fingerprint(key), "fingerprint: " + package::fingerprint(key)});
}

// A secret: nobody else may read it from its first byte on, and none is written over.
int run_key(const Arguments& arguments, const Terminal& terminal) {
  const std::string& file = arguments.plain()[1];
  SystemRandom random;
  const std::string text = package::make_key(random);
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written = handle >= 0 &&
                       ::write(handle, text.data(), text.size()) == ssize_t(text.size()) &&
                       ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  if (!written) {
    return refused(terminal,
                   {make_error("package.key_file",
                               {"无法新建密钥文件；已有的文件不会被覆盖。",
                                "cannot make the key's file: one that is there is not replaced"})},
                   file);
  }
  const auto key = package::read_key(text);
  terminal.say({"密钥已写入 " + file + "。请保管好：谁有它，谁就能以您的名义发布。",
                "The key is in " + file + ". Keep it: whoever has it publishes in your name."});
  say_key(terminal, key->public_key());
  return kExitOk;
}

int run_build(const Arguments& arguments, const Terminal& terminal) {
  const std::string& folder = arguments.plain()[1];
  auto source = read_package_folder(folder, arguments.value("sample"));
  if (!source) return refused(terminal, source.diagnostics(), folder);
  std::optional<log::SigningKey> key;
  if (arguments.has("key")) {
    auto read = key_in(arguments.value("key"));
    if (!read) return refused(terminal, read.diagnostics(), arguments.value("key"));
    key = std::move(*read);
    source->about.key = key->public_key();
  }
  const auto bytes = package::build_package(std::move(source->files), source->about);
  if (!bytes) return refused(terminal, bytes.diagnostics(), folder);
  const auto package = package::read_package(*bytes);
  if (!package) return refused(terminal, package.diagnostics(), folder);
  const package::PackageTrial trial = package::try_package(*package, TOLLGATE_VERSION);
  terminal.report(trial.findings);
  for (const package::TestOutcome& test : trial.tests) terminal.report(test.problems);
  if (!trial.ok()) return kExitBadInput;
  const std::string file =
      arguments.has("out") ? arguments.value("out")
                           : package->manifest.id + "-" + package->manifest.version + ".tollgate";
  if (Status written = write_durably(file, *bytes); !written) {
    return refused(terminal, written.diagnostics(), file);
  }
  if (key) {
    if (Status signed_now = sign(*package, *key, file); !signed_now) {
      return refused(terminal, signed_now.diagnostics(), file);
    }
  }
  terminal.say({"已制作 " + file + "（" + std::to_string(bytes->size()) + " 字节）",
                "made " + file + " (" + std::to_string(bytes->size()) + " bytes)"});
  terminal.say({"SHA-256 " + package->sha256, "SHA-256 " + package->sha256});
  return kExitOk;
}

Json about_package(const package::Package& package, const package::PackageTrial& trial) {
  Json json = Json::parse(package::write_manifest(package.manifest));
  json["sha256"] = package.sha256;
  json["tests"] = {{"passed", trial.tests.size() - trial.failed()}, {"failed", trial.failed()}};
  if (package.manifest.key) {
    json["publisher"]["fingerprint"] = package::fingerprint(*package.manifest.key);
  }
  return json;
}

int run_check(const Arguments& arguments, const Terminal& terminal) {
  const std::string& file = arguments.plain()[1];
  const auto package = package_in(file);
  if (!package) return refused(terminal, package.diagnostics(), file);
  const package::PackageTrial trial = package::try_package(*package, TOLLGATE_VERSION);
  terminal.report(trial.findings);
  for (const package::TestOutcome& test : trial.tests) terminal.report(test.problems);
  const Json about = about_package(*package, trial);
  terminal.print(terminal.json ? write_json(about) : [&] {
    std::string text = write_json_indented(about);
    text.pop_back();
    return text;
  }());
  const std::string passed = std::to_string(trial.tests.size() - trial.failed());
  const std::string failed = std::to_string(trial.failed());
  terminal.say({"测试：" + passed + " 个通过，" + failed + " 个失败",
                "tests: " + passed + " passed, " + failed + " failed"});
  return trial.ok() ? kExitOk : kExitBadInput;
}

int run_sign(const Arguments& arguments, const Terminal& terminal) {
  const std::string& file = arguments.plain()[1];
  if (!arguments.has("key")) {
    return refused(terminal,
                   {make_error("package.key_missing",
                               {"请用 --key 指定密钥文件。", "name the key's file with --key"})},
                   file);
  }
  const auto key = key_in(arguments.value("key"));
  if (!key) return refused(terminal, key.diagnostics(), arguments.value("key"));
  const auto package = package_in(file);
  if (!package) return refused(terminal, package.diagnostics(), file);
  if (Status done = sign(*package, *key, file); !done) {
    return refused(terminal, done.diagnostics(), file);
  }
  terminal.say({"签名已写入 " + signature_file(file), "signed: " + signature_file(file)});
  return kExitOk;
}

// Digits that people copied, with or without spaces between them.
std::string only_digits(std::string text) {
  std::erase(text, ' ');
  return text;
}

int run_verify_package(const Arguments& arguments, const Terminal& terminal) {
  const std::string& file = arguments.plain()[1];
  const auto package = package_in(file);
  if (!package) return refused(terminal, package.diagnostics(), file);
  const std::string beside =
      arguments.has("signature") ? arguments.value("signature") : signature_file(file);
  const auto signature = read_file(beside, kMaxSmallFileBytes);
  if (!signature) return refused(terminal, signature.diagnostics(), beside);
  if (Status holds = package::verify_package(*package, *signature); !holds) {
    return refused(terminal, holds.diagnostics(), beside);
  }
  const std::string print = package::fingerprint(*package->manifest.key);
  const std::string expected = only_digits(arguments.value("fingerprint"));
  if (arguments.has("fingerprint") && expected != only_digits(print)) {
    return refused(terminal,
                   {make_error("package.other_publisher",
                               {"签名成立，但指纹是 " + print + "：发布者不是您要的那一个。",
                                "the signature holds, but its fingerprint is " + print +
                                    ": this is another publisher"})},
                   file);
  }
  terminal.say(
      {"签名成立，发布者“" + package->manifest.publisher + "”",
       "the signature holds; the publisher calls itself '" + package->manifest.publisher + "'"});
  say_key(terminal, *package->manifest.key);
  return kExitOk;
}

struct Verb {
  const char* name;
  int (*run)(const Arguments& arguments, const Terminal& terminal);
};

constexpr Verb kVerbs[] = {{"build", run_build}, {"check", run_check},
                           {"sign", run_sign},   {"verify", run_verify_package},
                           {"key", run_key},     {"install", run_package_install}};

int run_package(const Arguments& arguments, const Terminal& terminal) {
  const std::string& name = arguments.plain()[0];
  for (const Verb& verb : kVerbs) {
    if (name == verb.name) return verb.run(arguments, terminal);
  }
  std::vector<std::string> names;
  for (const Verb& verb : kVerbs) names.emplace_back(verb.name);
  terminal.report(make_error("cli.unknown_verb",
                             {"package 没有“" + name + "”。", "package has no '" + name + "'"}, {},
                             names));
  return kExitBadUse;
}

}  // namespace

Command package_command() {
  return {
      .name = "package",
      .arguments = "build|check|sign|verify|install|key FILE",
      .summary = {"制作、检查、签名、安装应用包",
                  "makes, checks, signs and installs apps that travel"},
      .details =
          {"应用包（.tollgate）把一个应用连同示例数据、测试、图片和说明装进一个文件（docs/"
           "packages.md）。\n"
           "  package key 密钥文件            生成发布者的密钥；它不会进入任何应用包\n"
           "  package build 文件夹            由文件夹制作应用包：先运行测试；有 --key 时签名\n"
           "  package check 包                检查内容、测试，并列出它要求的角色和主机\n"
           "  package sign 包 --key 密钥文件  在旁边写签名（包.sig）\n"
           "  package verify 包               检查签名，显示发布者的指纹\n"
           "  package install 包 --data 文件夹  装入没有运行的服务的数据\n"
           "文件夹中有 package.json（version、publisher、description、hosts）、app.json、\n"
           "tests/、pictures/、README.md，以及应用所列的示例数据。相同的文件总是得到相同的字节。",
           "A package (.tollgate) is one file with an app, its sample data, tests, pictures and\n"
           "read-me (docs/packages.md).\n"
           "  package key KEYFILE             makes a publisher's key, which enters no package\n"
           "  package build FOLDER            makes a package of a folder: its tests run first;\n"
           "                                  signed where --key is given\n"
           "  package check PACKAGE           looks at it, runs its tests, and says which roles\n"
           "                                  and hosts it asks for\n"
           "  package sign PACKAGE --key F    writes the signature beside it (PACKAGE.sig)\n"
           "  package verify PACKAGE          whether the signature holds, and whose it is\n"
           "  package install PACKAGE --data FOLDER\n"
           "                                  into the data of a hub that is not running\n"
           "The folder holds package.json (version, publisher, description, hosts), app.json,\n"
           "tests/, pictures/, README.md and the sample data that the app names. The same files\n"
           "always give the same bytes."},
      .options = {{"out", "FILE", {"写到这个文件", "where to write it (build)"}},
                  {"key", "KEYFILE", {"发布者的密钥文件", "the publisher's key (build, sign)"}},
                  {"sample",
                   "FOLDER",
                   {"示例数据所在的文件夹（缺省：同一文件夹）",
                    "where the sample data lies (build; default: the same folder)"}},
                  {"signature",
                   "FILE",
                   {"签名文件（缺省：包.sig）",
                    "the signature (verify, install; default: PACKAGE.sig)"}},
                  {"data", "FOLDER", {"服务的数据文件夹", "the hub's data folder (install)"}},
                  {"no-samples", "", {"不导入示例数据", "leave the sample data out (install)"}},
                  {"fingerprint", "DIGITS", {"发布者应有的指纹", "whose it must be (verify)"}}},
      .min_plain = 2,
      .max_plain = 2,
      .run = run_package,
  };
}

}  // namespace tollgate::server
