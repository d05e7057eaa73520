#include "tollgate/model/words.h"

#include <algorithm>
#include <string>

#include "word_tables.h"

namespace tollgate::model {
namespace {

const Word* find(std::span<const Word> words, std::string_view key) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.key == key; });
  return found == words.end() ? nullptr : &*found;
}

std::string capitalised(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

std::optional<LocalizedText> text_of(const Word* word) {
  if (word == nullptr) return std::nullopt;
  return LocalizedText{std::string(word->zh), std::string(word->en)};
}

std::optional<LocalizedText> nearest(std::span<const Word> words, std::string_view owner,
                                     std::string_view name) {
  const Word* word = find(words, std::string(owner) + "." + std::string(name));
  return text_of(word != nullptr ? word : find(words, name));
}

}  // namespace

LocalizedText thing_words(std::string_view thing) {
  return text_of(find(things(), thing))
      .value_or(LocalizedText{std::string(thing), std::string(thing)});
}

std::optional<LocalizedText> thing_label(std::string_view thing) {
  std::optional<LocalizedText> words = text_of(find(things(), thing));
  if (words) words->en = capitalised(words->en);
  return words;
}

std::optional<LocalizedText> thing_plural(std::string_view thing) {
  const Word* word = find(things(), thing);
  if (word == nullptr) return std::nullopt;
  return LocalizedText{std::string(word->zh), std::string(word->en_plural)};
}

std::optional<LocalizedText> list_label(std::string_view list) {
  if (list.empty()) return thing_label("app");
  if (const Word* word = find(lists(), list)) return text_of(word);
  // "quick_filters" is the list of what is called "quick filters" in the plural.
  std::string plural(list);
  std::replace(plural.begin(), plural.end(), '_', ' ');
  for (const Word& word : things()) {
    if (word.en_plural == plural) {
      return LocalizedText{std::string(word.zh), capitalised(word.en_plural)};
    }
  }
  return std::nullopt;
}

std::optional<LocalizedText> property_words(std::string_view definition,
                                            std::string_view property) {
  return nearest(properties(), definition, property);
}

std::optional<LocalizedText> value_words(std::string_view property, std::string_view value) {
  return nearest(values(), property, value);
}

}  // namespace tollgate::model
