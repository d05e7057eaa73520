// The parts of a formula's editor below its field. Each says what the formula becomes when the
// person takes what is offered.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "panels.h"

namespace tollgate::designer {

// A formula as it is shown and read.
struct FormulaText {
  std::string place;  // its pointer
  uint32_t field = 0;
  std::string shown;
  const wording::Names& names;
};

// A formula that is tried on records of an entity.
struct FormulaTrialText {
  std::string entity;  // its id; "" for none
  std::string feel;
  std::string shown;
  std::function<Span(Span feel)> source_of;  // where a part of the FEEL is written
};
// What it and its parts give on a record that is chosen there.
void formula_trial(DesignSession& session, const FormulaTrialText& text);

// What may stand at the caret. `first` is taken: by its key.
std::optional<std::string> formula_offers(DesignSession& session, const FormulaText& text,
                                          bool take_first);
// The functions by purpose, with what each gives.
std::optional<std::string> function_list(DesignSession& session, const FormulaText& text);
// A control of the open editor: the editor stays open while it has the focus.
void note_formula_control(DesignSession& session, const char* key);

}  // namespace tollgate::designer
