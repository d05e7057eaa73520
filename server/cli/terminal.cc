#include "cli/terminal.h"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tollgate/base/diagnostic_json.h"

namespace tollgate::server {
namespace {

void write_line(std::FILE* file, std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), file);
  std::fputc('\n', file);
  std::fflush(file);
}

}  // namespace

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return language_of(value);
  }
  return Language::kEnglish;
}

std::string in_words(const Diagnostic& diagnostic, Language language) {
  std::string line = diagnostic.place.source;
  if (!diagnostic.place.pointer.empty()) line += "#" + diagnostic.place.pointer;
  if (const auto& span = diagnostic.place.span) {
    line += (line.empty() ? "[" : " [") + std::to_string(span->begin) + "," +
            std::to_string(span->end) + ")";
  }
  if (!line.empty()) line += ": ";
  line += severity_name(diagnostic.severity);
  line += " " + diagnostic.code + ": " + diagnostic.message.in(language);
  if (!diagnostic.candidates.empty()) {
    line += language == Language::kChinese ? "（可选：" : " (possible: ";
    for (size_t i = 0; i < diagnostic.candidates.size(); ++i) {
      line += (i == 0 ? "" : ", ") + diagnostic.candidates[i];
    }
    line += language == Language::kChinese ? "）" : ")";
  }
  return line;
}

void Terminal::report(const Diagnostic& diagnostic) const {
  if (json) {
    write_line(stdout, write_json(to_json(diagnostic)));
  } else {
    write_line(stderr, in_words(diagnostic, language));
  }
}

void Terminal::report(const Diagnostics& diagnostics) const {
  for (const Diagnostic& diagnostic : diagnostics) report(diagnostic);
}

void Terminal::say(const LocalizedText& text) const {
  if (!json) write_line(stderr, text.in(language));
}

void Terminal::print(std::string_view line) const { write_line(stdout, line); }

}  // namespace tollgate::server
