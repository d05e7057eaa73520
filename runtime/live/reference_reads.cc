#include "tollgate/live/reference_reads.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tollgate::live {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

size_t behind_spaces(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) ++at;
  return at;
}

size_t behind_word(std::string_view text, size_t at) {
  while (at < text.size() && is_word(text[at])) ++at;
  return at;
}

}  // namespace

ReferenceReads::ReferenceReads(const Json& document, const std::vector<std::string>& locales)
    : locales_(locales.begin(), locales.end()) {
  read(document, false);
}

void ReferenceReads::read(const Json& value, bool is_plain_text) {
  if (value.is_string()) {
    const std::string& text = value.get_ref<const std::string&>();
    if (is_plain_text) {
      read_message(text);
    } else if (behind_word(text, 0) < text.size()) {
      // One word alone is an id, or a field of the record itself.
      read_rule(text);
    }
    return;
  }
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      // A title that is a reference shows all of it.
      if (name == "title" && member.is_string()) read_rule(member.get_ref<const std::string&>());
      read(member, locales_.contains(name));
    }
  } else if (value.is_array()) {
    for (const Json& item : value) read(item, is_plain_text);
  }
}

// Each word is read whole, but for what is compared or followed by a member.
void ReferenceReads::read_rule(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (!is_word(text[at])) {
      ++at;
      continue;
    }
    const size_t end = behind_word(text, at);
    const std::string word(text.substr(at, end - at));
    at = end;
    const size_t next = behind_spaces(text, end);
    const char follows = next < text.size() ? text[next] : '\0';
    if (follows == '.') {
      const size_t member = behind_spaces(text, next + 1);
      const size_t member_end = behind_word(text, member);
      if (member_end > member) {
        members_.emplace(word, text.substr(member, member_end - member));
      } else {
        whole_.insert(word);
      }
    } else if (follows != '=' && follows != '!') {
      whole_.insert(word);
    }
  }
}

// The rules between {{ and }}.
void ReferenceReads::read_message(std::string_view text) {
  for (size_t at = 0; (at = text.find("{{", at)) != std::string_view::npos;) {
    const size_t end = std::min(text.find("}}", at), text.size());
    // A word alone is shown, as is what a record is called.
    read_rule(text.substr(at + 2, end - at - 2));
    at = end;
  }
}

bool ReferenceReads::through(const std::string& reference,
                             const std::vector<std::string>& fields) const {
  return whole_.contains(reference) ||
         std::any_of(fields.begin(), fields.end(), [&](const std::string& field) {
           return members_.contains({reference, field});
         });
}

}  // namespace tollgate::live
