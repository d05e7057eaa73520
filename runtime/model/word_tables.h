// The tables behind tollgate/model/words.h; generated.
#pragma once

#include <span>
#include <string_view>

namespace tollgate::model {

struct Word {
  std::string_view key;
  std::string_view zh;
  std::string_view en;
  std::string_view en_plural;  // of things
};

std::span<const Word> things();
std::span<const Word> lists();
std::span<const Word> properties();
std::span<const Word> values();

}  // namespace tollgate::model
