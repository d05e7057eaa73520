#include "tollgate/package/secrets.h"

#include <array>

namespace tollgate::package {
namespace {

// Their own text would be found where they stand together.
constexpr std::array<std::string_view, 8> kSecretForms = {
    "-----BEGIN PRIVATE",
    "-----BEGIN RSA PRIVATE",
    "-----BEGIN EC PRIVATE",
    "tollgate.key/1",
    "webhook/send?key=",
    "oapi.dingtalk.com/robot/send?access_token=",
    "open.feishu.cn/open-apis/bot/v2/hook/",
    "Bearer tgk_"};

bool is_text(std::string_view path) {
  return path.ends_with(".json") || path.ends_with(".jsonl") || path.ends_with(".md");
}

}  // namespace

std::optional<Diagnostic> find_secret(const Files& files) {
  for (const auto& [path, content] : files) {
    if (!is_text(path)) continue;
    for (const std::string_view form : kSecretForms) {
      if (content.find(form) == std::string::npos) continue;
      return make_error(
          "package.looks_secret",
          {"文件“" + path + "”中有像密钥的内容（" + std::string(form) +
               "…）。应用包会传给别人：请删去它，在安装后的服务里设置。",
           "the file '" + path + "' has what looks like a secret (" + std::string(form) +
               "...): a package goes to others, so take it out and set it on the hub"},
          {.source = path});
    }
  }
  return std::nullopt;
}

}  // namespace tollgate::package
