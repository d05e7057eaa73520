// Where a command writes: results to stdout, what it tells the person to stderr, findings by
// choice.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/diagnostic.h"

namespace tollgate::server {

// Exit codes of every command.
inline constexpr int kExitOk = 0;
inline constexpr int kExitBadInput = 1;  // the input is at fault; findings say why
inline constexpr int kExitBadUse = 2;    // the command line is at fault

struct Terminal {
  Language language = Language::kEnglish;
  bool json = false;  // --json: findings as JSON lines on stdout, nothing else in words

  // One finding: a JSON line on stdout, or a line in words on stderr.
  void report(const Diagnostic& diagnostic) const;
  void report(const Diagnostics& diagnostics) const;
  // A line for people, on stderr; not with --json.
  void say(const LocalizedText& text) const;
  // A result, on stdout.
  void print(std::string_view line) const;
};

// zh… in LC_ALL, LC_MESSAGES or LANG is Chinese.
Language language_of_environment();

// "visit.json#/forms/0: error model.dangling_id: … (meant: city)".
std::string in_words(const Diagnostic& diagnostic, Language language);

}  // namespace tollgate::server
