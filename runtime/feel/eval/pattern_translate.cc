// XPath's regular expressions in PCRE2's notation. Source: XPath Functions 3.1, 5.6.1, on top of
// XML Schema 1.1 part 2, appendix G.
#include "pattern.h"
#include "pattern_blocks.h"

namespace tollgate::feel {
namespace {

// What stands for \w, \i, ... inside a bracket; the upper-case letter is the complement.
struct Escape {
  char letter;
  std::string_view inside;
};

constexpr Escape kEscapes[] = {
    {'d', "\\p{Nd}"},
    {'D', "\\P{Nd}"},
    {'s', " \\t\\n\\r"},
    // By properties: where case is ignored, each code point of a wide range would be looked up.
    {'S',
     "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\x{a0}\\x{1680}"
     "\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}\\x{0}-\\x{8}\\x{b}\\x{c}\\x{e}-\\x{1f}"
     "\\x{7f}-\\x{9f}"},
    {'w', "\\p{L}\\p{M}\\p{N}\\p{S}"},
    {'W', "\\p{P}\\p{Z}\\p{C}"},
    {'i', "\\p{L}\\p{Nl}_:"},
    {'c', "\\p{L}\\p{Nl}\\p{Nd}\\p{M}_:.\\-\\x{b7}"},
};

class Translator {
 public:
  Translator(std::string_view in, const PatternOptions& options, std::string& out)
      : in_(in), options_(options), out_(out) {}

  bool run(size_t& groups) {
    if (!alternatives(0) || at_ != in_.size()) return false;
    groups = groups_;
    return true;
  }

 private:
  bool done() const { return at_ >= in_.size(); }
  char peek() const { return done() ? '\0' : in_[at_]; }
  bool take(char c) {
    if (done() || in_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool alternatives(int depth) {
    if (depth > 50) return false;
    do {
      while (!done() && peek() != '|' && peek() != ')') {
        if (!piece(depth)) return false;
      }
      if (peek() == '|') out_ += '|';
    } while (take('|'));
    return true;
  }

  bool piece(int depth) {
    const char c = peek();
    bool quantifiable = true;
    switch (c) {
      case '^':
        out_ += c;
        ++at_;
        quantifiable = false;
        break;
      case '$':
        // In lines, the end of a text that ends with a newline is no end of a line.
        out_ += options_.lines ? "(?:(?=\\n)|(?<!\\n)\\z)" : "$";
        ++at_;
        quantifiable = false;
        break;
      case '.':
        out_ += options_.dot_all ? "." : "[^\\n\\r]";
        ++at_;
        break;
      case '(':
        if (!group(depth)) return false;
        break;
      case '[':
        if (!bracket(out_, 0)) return false;
        break;
      case '\\':
        if (!escape()) return false;
        break;
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        return false;
      default:
        literal();
    }
    return quantifier(quantifiable);
  }

  bool group(int depth) {
    ++at_;
    const bool capturing = peek() != '?';
    if (!capturing) {
      if (in_.substr(at_, 2) != "?:") return false;
      at_ += 2;
      out_ += "(?:";
    } else {
      out_ += '(';
    }
    const size_t number = capturing ? ++groups_ : 0;
    if (!alternatives(depth + 1) || !take(')')) return false;
    out_ += ')';
    if (capturing) closed_.push_back(number);
    return true;
  }

  bool quantifier(bool allowed) {
    const char c = peek();
    if (c == '*' || c == '+' || c == '?') {
      out_ += c;
      ++at_;
    } else if (c == '{') {
      const size_t end = in_.find('}', at_);
      if (end == std::string_view::npos) return false;
      const std::string_view body = in_.substr(at_ + 1, end - at_ - 1);
      size_t digits = 0;
      while (digits < body.size() && body[digits] >= '0' && body[digits] <= '9') ++digits;
      if (digits == 0 || digits > 4) return false;
      if (digits < body.size()) {
        if (body[digits] != ',') return false;
        for (size_t i = digits + 1; i < body.size(); ++i) {
          if (body[i] < '0' || body[i] > '9' || i > 9) return false;
        }
      }
      out_ += in_.substr(at_, end - at_ + 1);
      at_ = end + 1;
    } else {
      return true;
    }
    if (!allowed) return false;
    if (peek() == '?') {
      out_ += '?';
      ++at_;
    }
    // Possessive and doubled quantifiers are no XPath.
    return peek() != '*' && peek() != '+' && peek() != '?' && peek() != '{';
  }

  // One character that stands for itself.
  void literal() {
    const char c = in_[at_++];
    const bool word = (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                      (c >= 'A' && c <= 'Z') || c == ' ' || c == '_' || c == '\n' || c == '\t' ||
                      c == '\r';
    if (!word) out_ += '\\';
    out_ += c;
    // The rest of a character of several bytes stays with it for a quantifier.
    while (!done() && (in_[at_] & 0xc0) == 0x80) out_ += in_[at_++];
  }

  static bool is_single_escape(char c) {
    return std::string_view("\\|.-^?*+{}()[]$").find(c) != std::string_view::npos;
  }

  // After a backslash outside brackets.
  bool escape() {
    ++at_;
    if (done()) return false;
    const char c = peek();
    if (c >= '1' && c <= '9') return back_reference();
    if (c == 'n' || c == 'r' || c == 't' || is_single_escape(c)) {
      ++at_;
      out_ += '\\';
      out_ += c;
      return true;
    }
    out_ += '[';
    if (!class_escape(out_)) return false;
    out_ += ']';
    return true;
  }

  // \p{..}, \d and the like, as they stand inside a bracket.
  bool class_escape(std::string& out) {
    const char c = in_[at_++];
    if (c == 'p' || c == 'P') return category(out, c == 'P');
    for (const Escape& escape : kEscapes) {
      if (escape.letter == c) {
        out += escape.inside;
        return true;
      }
    }
    if (c == 'I' || c == 'C') {
      // Complements of sets that have no shorter name.
      out += c == 'I' ? "\\p{M}\\p{Nd}\\p{No}\\p{S}\\p{Z}\\p{Cc}!-\\/;-@\\[-^`{-~\\x{b7}"
                      : "\\p{No}\\p{S}\\p{Z}\\p{Cc}!-,\\/;-@\\[-^`{-~";
      return true;
    }
    return false;
  }

  bool category(std::string& out, bool complement) {
    if (!take('{')) return false;
    const size_t end = in_.find('}', at_);
    if (end == std::string_view::npos) return false;
    std::string_view name = in_.substr(at_, end - at_);
    at_ = end + 1;
    if (name.starts_with("Is")) {
      name.remove_prefix(2);
      for (const PatternBlock& block : kPatternBlocks) {
        if (block.name == name) {
          append_block(out, block, complement);
          return true;
        }
      }
      return false;
    }
    static constexpr std::string_view kCategories[] = {
        "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd",
        "Nl", "No", "P",  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z",  "Zs",
        "Zl", "Zp", "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};
    for (const std::string_view known : kCategories) {
      if (known == name) {
        out += complement ? "\\P{" : "\\p{";
        out += name;
        out += '}';
        return true;
      }
    }
    return false;
  }

  static std::string hexadecimal(uint32_t value) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string digits;
    do {
      digits.insert(digits.begin(), kDigits[value & 15]);
      value >>= 4;
    } while (value != 0);
    return "\\x{" + digits + "}";
  }

  static void append_block(std::string& out, const PatternBlock& block, bool complement) {
    if (!complement) {
      out += hexadecimal(block.first) + "-" + hexadecimal(block.last);
      return;
    }
    if (block.first > 0) out += hexadecimal(0) + "-" + hexadecimal(block.first - 1);
    out += hexadecimal(block.last + 1) + "-" + hexadecimal(0x10ffff);
  }

  // \N, to a group that is closed here; as many digits as there are groups for.
  bool back_reference() {
    size_t number = static_cast<size_t>(in_[at_++] - '0');
    while (!done() && peek() >= '0' && peek() <= '9' &&
           number * 10 + static_cast<size_t>(peek() - '0') <= groups_) {
      number = number * 10 + static_cast<size_t>(in_[at_++] - '0');
    }
    for (const size_t closed : closed_) {
      if (closed == number) {
        out_ += "\\g{" + std::to_string(number) + "}";
        return true;
      }
    }
    return false;
  }

  // [..], [^..], and [..-[..]]: the subtraction becomes a look-ahead that forbids.
  bool bracket(std::string& out, int depth) {
    if (depth > 10) return false;
    ++at_;
    const bool negated = take('^');
    std::string body = negated ? "[^" : "[";
    std::string without;
    bool any = false;
    while (true) {
      if (done()) return false;
      if (peek() == ']' && any) {
        ++at_;
        break;
      }
      if (in_.substr(at_, 2) == "-[" && any) {
        ++at_;
        if (!bracket(without, depth + 1) || !take(']')) return false;
        break;
      }
      if (!bracket_item(body)) return false;
      any = true;
    }
    if (!without.empty()) out += "(?:(?!" + without + ")";
    out += body + "]";
    if (!without.empty()) out += ")";
    return true;
  }

  bool bracket_item(std::string& body) {
    std::string from;
    bool is_class = false;
    if (!bracket_character(from, is_class)) return false;
    body += from;
    // A range, unless the hyphen is the last character or starts a subtraction.
    if (peek() != '-' || in_.substr(at_, 2) == "-]" || in_.substr(at_, 2) == "-[") return true;
    if (is_class) return false;
    ++at_;
    std::string to;
    if (!bracket_character(to, is_class) || is_class) return false;
    body += "-" + to;
    return true;
  }

  bool bracket_character(std::string& out, bool& is_class) {
    if (done()) return false;
    const char c = peek();
    if (c == '[' || c == ']') return false;
    if (c == '\\') {
      ++at_;
      if (done()) return false;
      const char e = peek();
      if (e == 'n' || e == 'r' || e == 't' || is_single_escape(e)) {
        ++at_;
        out += '\\';
        out += e;
        return true;
      }
      is_class = true;
      return class_escape(out);
    }
    const bool special = c == '^' || c == '-' || c == '&' || c == '~' || c == ':';
    if (special) out += '\\';
    out += in_[at_++];
    while (!done() && (in_[at_] & 0xc0) == 0x80) out += in_[at_++];
    return true;
  }

  std::string_view in_;
  const PatternOptions& options_;
  std::string& out_;
  size_t at_ = 0;
  size_t groups_ = 0;
  std::vector<size_t> closed_;
};

// Flag x: white space is no part of the pattern, except inside brackets.
std::string without_space(std::string_view pattern) {
  std::string out;
  int brackets = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && brackets == 0) continue;
    out += c;
    if (c == '\\' && i + 1 < pattern.size() && brackets != 0) {
      out += pattern[++i];
    } else if (c == '\\' && i + 1 < pattern.size() &&
               (pattern[i + 1] == '[' || pattern[i + 1] == ']')) {
      out += pattern[++i];
    } else if (c == '[') {
      ++brackets;
    } else if (c == ']' && brackets > 0) {
      --brackets;
    }
  }
  return out;
}

}  // namespace

bool read_flags(std::string_view flags, PatternOptions& options) {
  for (const char c : flags) {
    switch (c) {
      case 's':
        options.dot_all = true;
        break;
      case 'm':
        options.lines = true;
        break;
      case 'i':
        options.ignore_case = true;
        break;
      case 'x':
        options.free_space = true;
        break;
      case 'q':
        options.literal = true;
        break;
      default:
        return false;
    }
  }
  return true;
}

bool translate_pattern(std::string_view pattern, const PatternOptions& options, std::string& out,
                       size_t& groups) {
  groups = 0;
  if (options.literal) {
    for (const char c : pattern) {
      const bool word = (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                        (c >= 'A' && c <= 'Z');
      if (!word) out += '\\';
      out += c;
    }
    return true;
  }
  const std::string stripped = options.free_space ? without_space(pattern) : std::string(pattern);
  return Translator(stripped, options, out).run(groups);
}

}  // namespace tollgate::feel
