// An automation as people say it: when something happens, if a condition holds, then these are
// told. What may stand in each place, and what a choice makes of the document.
//
//   document.run(SetProperty{on, trigger_of_event(document, automation, "date_reached")});
//   recipients_of(effect)     // {"field:rep.manager", "role:manager"}; none: it is a formula
//
// Made from the raw document, which need not be valid.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/designer/document/condition_fields.h"

namespace tollgate::designer {

struct NamedChoice {
  std::string id;
  std::string label;
};

// What can happen, in the words that follow the entity: "is submitted".
std::vector<NamedChoice> event_choices(Language language);

// The trigger when it waits for another event, or for another entity: what means nothing there
// goes, and what is needed begins with what is usual.
Json trigger_of_event(const Json& document, std::string_view automation, std::string_view event);
Json trigger_of_entity(const Json& document, std::string_view automation, std::string_view entity);

// What its blanks offer, by member: "field" (dates of the entity), "stage", "pool", "metric",
// "entity".
std::vector<NamedChoice> trigger_choices(const Json& document, std::string_view automation,
                                         std::string_view member, std::string_view locale);

// Whom a notification may go to: people whom the record names, their managers, everyone in a role.
std::vector<NamedChoice> recipient_choices(const Json& document, std::string_view automation,
                                           std::string_view locale);
// Ids of such choices, in their order; nullopt where the effect names people by another formula.
std::optional<std::vector<std::string>> recipients_of(const Json& effect);
Json with_recipients(Json effect, const std::vector<std::string>& recipients);

// A message as people write it: fields stand in it by their labels, {Sales rep › Name}, and what is
// no field as {formula 1}. Reading it back gives the same message again.
struct MessageWords {
  std::string text;
  std::vector<std::string> formulas;  // behind {formula 1}, {formula 2}, …
};
MessageWords message_words(std::string_view message, const std::vector<ConditionField>& fields,
                           Language language);
std::string message_of_words(std::string_view text, const std::vector<ConditionField>& fields,
                             const std::vector<std::string>& formulas, Language language);
// As it stands in such a text: "{Sales rep › Name}".
std::string field_chip(const ConditionField& field, const std::vector<ConditionField>& fields);

}  // namespace tollgate::designer
