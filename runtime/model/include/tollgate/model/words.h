// What people call the parts of an app document, in Chinese and English: messages, the designer and
// the pages all say the same.
//
//   thing_words("criterion")               {"评分项", "criterion"}
//   property_words("metric", "value")      {"取值", "Value"}
//
// Source: schemas/app/words.json.
#pragma once

#include <optional>
#include <string_view>

#include "tollgate/base/localized_text.h"

namespace tollgate::model {

// One thing of a kind, by its definition in the schema ("entity", "menu_item") or by the place of a
// part that has none ("view.columns"). English is in lower case. The name itself where there are no
// words.
LocalizedText thing_words(std::string_view thing);
// The same as people write it alone: "Menu item".
std::optional<LocalizedText> thing_label(std::string_view thing);
// Several of them: {"评分项", "criteria"}.
std::optional<LocalizedText> thing_plural(std::string_view thing);
// One of the document's lists: "Quick filters"; of "" the app.
std::optional<LocalizedText> list_label(std::string_view list);
// Name of a member; one for the definition that has it ("metric.value") wins over a common one.
std::optional<LocalizedText> property_words(std::string_view definition, std::string_view property);
// Name of an enumeration's value, by the same rule.
std::optional<LocalizedText> value_words(std::string_view property, std::string_view value);

}  // namespace tollgate::model
