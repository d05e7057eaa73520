#include <algorithm>

#include "tollgate/evidence/inspect.h"

namespace tollgate::evidence {
namespace {

struct Extension {
  std::string_view extension;
  std::string_view type;
};

constexpr Extension kExtensions[] = {
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".heic", "image/heic"},
    {".zip", "application/zip"},
    {".mp3", "audio/mpeg"},
    {".m4a", "audio/mp4"},
    {".wav", "audio/wav"},
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool matches(const EvidenceFacts& facts, const std::string& wanted) {
  if (wanted.starts_with('.')) {
    if (!lower(facts.name).ends_with(wanted)) return false;
    for (const Extension& known : kExtensions) {
      if (known.extension == wanted) return known.type == facts.media_type;
    }
    return true;
  }
  if (wanted.ends_with("/*")) {
    return facts.media_type.starts_with(wanted.substr(0, wanted.size() - 1));
  }
  return facts.media_type == wanted;
}

}  // namespace

bool is_accepted(const EvidenceFacts& facts, const std::vector<std::string>& accept) {
  if (accept.empty()) return true;
  return std::any_of(accept.begin(), accept.end(),
                     [&](const std::string& wanted) { return matches(facts, lower(wanted)); });
}

}  // namespace tollgate::evidence
