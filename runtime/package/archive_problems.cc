#include "archive_problems.h"

#include <algorithm>
#include <array>

#include "tollgate/package/archive.h"

namespace tollgate::package {
namespace {

// A path as it may be shown: what is no letter is written as a question mark, and it ends early.
std::string shown(std::string_view path) {
  constexpr size_t kLongestShown = 80;
  std::string out(path.substr(0, kLongestShown));
  for (char& c : out) {
    if (c < 0x20 || c > 0x7e) c = '?';
  }
  return path.size() > kLongestShown ? out + "..." : out;
}

Diagnostic about(std::string_view path, const char* code, const std::string& zh,
                 const std::string& en) {
  const std::string name = shown(path);
  return make_error(code,
                    {"包中的文件“" + name + "”" + zh, "the package's file '" + name + "' " + en},
                    {.source = name});
}

std::string mebibytes(uint64_t bytes) { return std::to_string(bytes >> 20); }

}  // namespace

bool is_device_name(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kNames = {"con", "prn", "aux", "nul"};
  if (std::ranges::find(kNames, name) != kNames.end()) return true;
  return name.size() == 4 && (name.starts_with("com") || name.starts_with("lpt")) &&
         name[3] >= '0' && name[3] <= '9';
}

Diagnostic too_large() {
  return make_error("package.too_large",
                    {"应用包太大：最多 " + mebibytes(kMaxPackageBytes) + " MB，解开后最多 " +
                         mebibytes(kMaxUnpackedBytes) + " MB。",
                     "the package is too large: at most " + mebibytes(kMaxPackageBytes) +
                         " MB, and " + mebibytes(kMaxUnpackedBytes) + " MB unpacked"});
}

Diagnostic cut_off() {
  return make_error("package.cut_off",
                    {"这不是完整的应用包：文件不全，或不是 .tollgate 文件；请重新下载或复制。",
                     "this is no whole package: it is cut off, or no .tollgate file at all; "
                     "download or copy it again"});
}

Diagnostic bad_archive() {
  return make_error("package.bad_archive",
                    {"应用包的结构不对：它不是由 tollgate package build 制作的，或被改动过。",
                     "the package is not made as 'tollgate package build' makes them, or somebody "
                     "changed it"});
}

Diagnostic too_many_files() {
  return make_error(
      "package.too_many_files",
      {"应用包中的文件太多：最多 " + std::to_string(kMaxPackageFiles) + " 个。",
       "the package has too many files: at most " + std::to_string(kMaxPackageFiles)});
}

Diagnostic encrypted(std::string_view path) {
  return about(path, "package.encrypted", "是加密的，无法检查。",
               "is encrypted: nobody can look at it");
}

Diagnostic link(std::string_view path) {
  return about(path, "package.link", "是链接或特殊文件；包中只能有普通文件。",
               "is a link or another special file: packages hold plain files alone");
}

Diagnostic path_outside(std::string_view path) {
  return about(path, "package.path_outside", "的路径指向包外。", "has a path that leads outside");
}

Diagnostic path_character(std::string_view path) {
  return about(path, "package.path_character",
               "的路径不可用：只能用英文字母、数字、_、-、. 和 /，不能以点开头，最长 160 字节。",
               "has a path that can't be used: letters a to z, digits, _, -, . and / alone, not "
               "beginning with a dot, at most 160 bytes");
}

Diagnostic duplicate_file(std::string_view path) {
  return about(path, "package.duplicate_file", "出现了两次。", "is there twice");
}

Diagnostic case_double(std::string_view path) {
  return about(path, "package.case_double",
               "与另一个文件或文件夹只有大小写不同，在一些系统上会互相覆盖。",
               "differs from another file or folder by its case alone: on some systems one would "
               "overwrite the other");
}

Diagnostic overlap(std::string_view path) {
  return about(path, "package.overlap", "与另一个文件占用同一段数据。",
               "lies over another file's bytes");
}

Diagnostic bomb(std::string_view path) {
  return about(path, "package.bomb", "解开后大得不合理，没有解开。",
               "would unpack to far more than a package holds, and was not unpacked");
}

Diagnostic damaged(std::string_view path) {
  return about(path, "package.damaged", "已损坏。", "is damaged");
}

}  // namespace tollgate::package
