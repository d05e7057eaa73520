// Blanks of a sentence: choosers and numbers that are as wide as what stands in them.
//
//   Flow flow(ui);
//   flow.words("when");
//   if (auto picked = choose_blank(session, flow, {.key = "event", .name = "Event", …})) …
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "card.h"
#include "panels.h"
#include "tollgate/designer/document/automation_sentence.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

struct Blank {
  const char* key;
  std::string name;   // spoken
  std::string value;  // id of a choice, "" for none
  std::vector<NamedChoice> choices;
  std::string empty = {};  // shown where nothing is chosen
  bool clearable = false;
  std::string place = {};  // pointer of the member, whose problem and focus are the blank's
};
// The id of what was chosen.
std::optional<std::string> choose_blank(DesignSession& session, Flow& flow, const Blank& blank);

// A number of the document at `place`, written as it is typed. `integer`: of whole numbers alone.
void number_blank(DesignSession& session, Flow& flow, const char* key, const std::string& name,
                  const std::string& place, bool integer);

// "00:00" to "23:30", and what stands there now.
std::vector<NamedChoice> times_of_day(const std::string& now);

// What is wrong with a member, below the sentence.
void blank_problem(DesignSession& session, const std::string& place);

}  // namespace tollgate::designer
