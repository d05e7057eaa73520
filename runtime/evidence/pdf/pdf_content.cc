#include "pdf/pdf_content.h"

#include <algorithm>
#include <vector>

namespace tollgate::evidence {
namespace {

using Kind = PdfObject::Kind;

constexpr int64_t kSmallestImage = 16;  // pixels; what is smaller shows nothing
constexpr size_t kMaxOperands = 512;
constexpr size_t kMaxKept = 1000;     // graphics states in one another
constexpr size_t kMaxParts = 10'000;  // content streams of one page

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  for (const std::string_view one : words) {
    if (one == word) return true;
  }
  return false;
}

struct Word {
  enum class Kind { kEnd, kOperator, kName, kString, kOther };
  Kind kind = Kind::kEnd;
  std::string text;
};

// 7.8.2: operands, then their operator. Arrays come as what is in them.
class ContentWords {
 public:
  explicit ContentWords(std::string_view bytes) : bytes_(bytes) {}

  Word next() {
    skip_space();
    if (at_ >= bytes_.size()) return {};
    const char c = bytes_[at_];
    if (c == '(') return text();
    if (c == '<' && peek(1) != '<') return hex();
    if (c == '/') {
      ++at_;
      return {Word::Kind::kName, regular()};
    }
    if (is_pdf_delimiter(c)) {
      ++at_;
      return {Word::Kind::kOther, {}};
    }
    std::string word = regular();
    const bool is_number =
        (word[0] >= '0' && word[0] <= '9') || word[0] == '-' || word[0] == '+' || word[0] == '.';
    return {is_number ? Word::Kind::kOther : Word::Kind::kOperator, std::move(word)};
  }

  // 8.9.7: behind the data of an inline image.
  void skip_inline_image() {
    const size_t end = bytes_.find("EI", at_);
    at_ = end == std::string_view::npos ? bytes_.size() : end + 2;
  }

 private:
  char peek(size_t ahead) const { return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : '\0'; }

  void skip_space() {
    while (at_ < bytes_.size()) {
      if (bytes_[at_] == '%') {
        while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
      } else if (is_pdf_space(bytes_[at_])) {
        ++at_;
      } else {
        return;
      }
    }
  }

  std::string regular() {
    const size_t begin = at_;
    while (at_ < bytes_.size() && !is_pdf_space(bytes_[at_]) && !is_pdf_delimiter(bytes_[at_]))
      ++at_;
    return std::string(bytes_.substr(begin, at_ - begin));
  }

  // 7.3.4.2
  Word text() {
    Word word{Word::Kind::kString, {}};
    int open = 0;
    for (; at_ < bytes_.size(); ++at_) {
      char c = bytes_[at_];
      if (c == '(' && open++ == 0) continue;
      if (c == ')' && --open == 0) {
        ++at_;
        break;
      }
      if (c == '\\') {
        c = peek(1);
        ++at_;
        if (c >= '0' && c <= '7') {
          int value = 0;
          for (int i = 0; i < 3 && peek(0) >= '0' && peek(0) <= '7'; ++i) {
            value = value * 8 + (bytes_[at_++] - '0');
          }
          --at_;
          c = static_cast<char>(value);
        } else if (c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f') {
          c = ' ';
        } else if (c == '\n' || c == '\r') {
          continue;
        }
      }
      word.text += c;
    }
    return word;
  }

  // 7.3.4.3
  Word hex() {
    Word word{Word::Kind::kString, {}};
    int high = -1;
    for (++at_; at_ < bytes_.size() && bytes_[at_] != '>'; ++at_) {
      const int digit = pdf_hex_digit(bytes_[at_]);
      if (digit < 0) continue;
      if (high < 0) {
        high = digit;
      } else {
        word.text += static_cast<char>(high * 16 + digit);
        high = -1;
      }
    }
    if (high >= 0) word.text += static_cast<char>(high * 16);
    if (at_ < bytes_.size()) ++at_;
    return word;
  }

  std::string_view bytes_;
  size_t at_ = 0;
};

// 8.4.1: as far as it decides whether something is to be seen. White is the page itself.
struct Look {
  bool white_fill = false;
  bool white_stroke = false;
  bool hidden_text = false;  // 9.3.6: drawn in no way, or only as a clip
  bool tiny_text = false;    // of size 0
};

bool is_zero(const Word& word) {
  return word.kind == Word::Kind::kOther && !word.text.empty() &&
         word.text.find_first_not_of("+-.0") == std::string::npos;
}

// 8.6.8: "1 g", "1 1 1 rg", "0 0 0 0 k".
bool is_white(std::string_view op, const std::vector<Word>& operands) {
  const bool is_ink = op == "k" || op == "K";
  const size_t count = is_ink ? 4 : op == "g" || op == "G" ? 1 : 3;
  if (operands.size() != count) return false;
  return std::all_of(operands.begin(), operands.end(), [&](const Word& word) {
    const std::string_view text = word.text;
    const bool is_one = text.starts_with('1') && text.find_first_not_of(".0", 1) == text.npos;
    return is_ink ? is_zero(word) : is_one;
  });
}

}  // namespace

std::optional<PdfObject> PdfContent::resource(const char* kind, const std::string& name,
                                              const PdfObject* resources) {
  const PdfObject* group = resources == nullptr ? nullptr : resources->find(kind);
  if (group == nullptr) return std::nullopt;
  // Looked for one by one, and for each operator anew.
  if (!budget_.spend(group->keys.size())) return std::nullopt;
  const std::optional<PdfObject> referred =
      group->is(Kind::kRef) ? file_.load(group->number) : std::nullopt;
  const PdfObject* one = (referred ? *referred : *group).find(name);
  return one == nullptr ? std::nullopt : std::optional(*one);
}

const PdfFont* PdfContent::font(const std::string& name, const PdfObject* resources) {
  static const PdfFont kUnknown;
  const std::optional<PdfObject> entry = resource("Font", name, resources);
  if (!entry) return &kUnknown;
  const int64_t number = entry->is(Kind::kRef) ? entry->number : -1;
  const auto [slot, fresh] = fonts_.try_emplace(number);
  if (!fresh && number >= 0) return &slot->second;
  const std::optional<PdfObject> object = file_.resolve(*entry);
  if (!object) return &slot->second;
  const PdfObject* subtype = object->find("Subtype");
  const PdfObject* encoding = object->find("Encoding");
  const bool composite = subtype != nullptr && subtype->is_name("Type0");
  const bool unicode = encoding != nullptr && encoding->is(Kind::kName) &&
                       (encoding->text.find("UCS2") != std::string::npos ||
                        encoding->text.find("UTF16") != std::string::npos);
  slot->second = PdfFont(composite, unicode);
  if (const PdfObject* map = object->find("ToUnicode"); map != nullptr && map->is(Kind::kRef)) {
    if (const std::optional<std::string> bytes = file_.stream(map->number)) {
      if (budget_.spend(bytes->size())) slot->second.read_map(*bytes);
    }
  }
  return &slot->second;
}

bool PdfContent::paints_object(const std::string& name, const PdfObject* resources, int depth) {
  const std::optional<PdfObject> entry = resource("XObject", name, resources);
  if (!entry || !entry->is(Kind::kRef)) return false;  // 7.3.8: streams are never direct
  const int64_t number = entry->number;
  if (const auto known = painted_by_.find(number); known != painted_by_.end()) {
    return known->second;
  }
  // Each is looked at once: what it paints, it paints on each page.
  bool& painted = painted_by_[number];
  const std::optional<PdfObject> object = file_.load(number);
  const PdfObject* subtype = object ? object->find("Subtype") : nullptr;
  if (subtype == nullptr) return false;
  if (subtype->is_name("Image")) {
    const auto size = [&](const char* key) {
      const PdfObject* value = object->find(key);
      const std::optional<PdfObject> found = value ? file_.resolve(*value) : std::nullopt;
      return found && found->is(Kind::kNumber) ? found->number : 0;
    };
    painted = size("Width") >= kSmallestImage && size("Height") >= kSmallestImage &&
              file_.has_stream(number);
    return painted;
  }
  if (!subtype->is_name("Form") || depth >= kDeepest) return false;
  const std::optional<std::string> content = file_.stream(number);
  if (!content) return false;
  const PdfObject* own = object->find("Resources");
  const std::optional<PdfObject> inner = own ? file_.resolve(*own) : std::nullopt;
  painted = run(*content, inner ? &*inner : resources, depth + 1);
  return painted;
}

bool PdfContent::run(std::string_view content, const PdfObject* resources, int depth) {
  if (!budget_.spend(content.size())) return false;
  bool painted = false;
  bool has_path = false;
  Look look;
  std::vector<Look> kept;  // by "q"
  const PdfFont unknown;
  const PdfFont* current = &unknown;
  std::vector<Word> operands;
  ContentWords words(content);
  const auto show = [&] {
    for (const Word& operand : operands) {
      if (operand.kind != Word::Kind::kString) continue;
      const bool is_seen = !look.hidden_text && !look.tiny_text && !look.white_fill;
      painted = painted || (is_seen && current->shows(operand.text));
      if (!text_.full()) text_.add(current->text_of(operand.text));
    }
  };
  for (Word word = words.next(); word.kind != Word::Kind::kEnd; word = words.next()) {
    if (word.kind != Word::Kind::kOperator) {
      if (operands.size() < kMaxOperands) operands.push_back(std::move(word));
      continue;
    }
    const std::string& op = word.text;
    if (op == "Tj" || op == "TJ") {
      show();
    } else if (op == "'" || op == "\"") {
      text_.end_line();
      show();
    } else if (is_one_of(op, {"BT", "ET", "T*", "Td", "TD", "Tm"})) {
      if (op == "BT" || op == "ET" || op == "T*") text_.end_line();
    } else if (op == "Tf") {
      if (!operands.empty() && operands[0].kind == Word::Kind::kName) {
        current = font(operands[0].text, resources);
        look.tiny_text = operands.size() > 1 && is_zero(operands[1]);
      }
    } else if (op == "Tr") {
      look.hidden_text = !operands.empty() && (operands[0].text == "3" || operands[0].text == "7");
    } else if (is_one_of(op, {"g", "rg", "k"})) {
      look.white_fill = is_white(op, operands);
    } else if (is_one_of(op, {"G", "RG", "K"})) {
      look.white_stroke = is_white(op, operands);
    } else if (is_one_of(op, {"cs", "sc", "scn"})) {
      look.white_fill = false;
    } else if (is_one_of(op, {"CS", "SC", "SCN"})) {
      look.white_stroke = false;
    } else if (op == "q") {
      if (kept.size() < kMaxKept) kept.push_back(look);
    } else if (op == "Q") {
      if (!kept.empty()) {
        look = kept.back();
        kept.pop_back();
      }
    } else if (op == "Do") {
      const bool named = !operands.empty() && operands.back().kind == Word::Kind::kName;
      // Its text counts even where something was painted before.
      if (named && paints_object(operands.back().text, resources, depth)) painted = true;
    } else if (op == "ID") {
      words.skip_inline_image();
      painted = true;
    } else if (is_one_of(op, {"re", "l", "c", "v", "y"})) {
      has_path = true;
    } else if (op == "n") {
      has_path = false;
    } else if (is_one_of(op, {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})) {
      const bool fills = op != "S" && op != "s" && !look.white_fill;
      const bool strokes = op[0] != 'f' && op[0] != 'F' && !look.white_stroke;
      painted = painted || (has_path && (fills || strokes));
      has_path = false;
    } else if (op == "sh") {
      painted = true;
    }
    operands.clear();
    if (painted && text_.full()) return true;
  }
  text_.end_line();
  return painted;
}

bool PdfContent::paints(const PdfObject& page, const PdfObject* resources) {
  const PdfObject* contents = page.find("Contents");
  if (contents == nullptr) return false;
  std::vector<PdfObject> parts{*contents};
  if (!contents->is(Kind::kRef) ||
      file_.load(contents->number).value_or(PdfObject{}).is(Kind::kArray)) {
    const std::optional<PdfObject> list = file_.resolve(*contents);
    if (!list || !list->is(Kind::kArray)) return false;
    parts = list->items;
  }
  // 7.8.2: an operand may stand in one part and its operator in the next.
  std::string content;
  for (size_t i = 0; i < parts.size() && i < kMaxParts; ++i) {
    if (!parts[i].is(Kind::kRef)) continue;
    const std::optional<std::string> part = file_.stream(parts[i].number);
    if (!part) continue;
    content += *part;
    content += '\n';
  }
  return run(content, resources, 0);
}

}  // namespace tollgate::evidence
