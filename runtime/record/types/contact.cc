#include "types/contact.h"

#include <algorithm>

#include "tollgate/base/typed_number.h"

namespace tollgate::record {
namespace {

constexpr size_t kMaxEMailBytes = 254;  // RFC 5321, 4.5.3.1.3
constexpr size_t kMaxLocalBytes = 64;   // RFC 5321, 4.5.3.1.1
constexpr size_t kMaxLabelBytes = 63;   // RFC 1035, 2.3.4
constexpr size_t kMaxAddressBytes = 2048;
constexpr size_t kMaxTelephoneBytes = 60;
constexpr size_t kMaxExtensionDigits = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Part of a letter of another script.
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || is_beyond_ascii(c); }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// Blanks and signs that no reader sees, among them those that turn the direction of the text.
bool has_invisible(std::string_view text) {
  static constexpr std::string_view kUnseen[] = {
      "\xC2\xA0",     "\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA",
      "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6",
      "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
  });
  return control || std::any_of(std::begin(kUnseen), std::end(kUnseen), [&](std::string_view sign) {
           return text.find(sign) != std::string_view::npos;
         });
}

// Calls `check` with each part between dots; false when one is refused.
template <typename Check>
bool every_part(std::string_view text, Check check) {
  for (;;) {
    const size_t dot = text.find('.');
    if (!check(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > kMaxLabelBytes) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return is_word(c) || c == '-'; });
}

bool is_local_part(std::string_view local) {
  static constexpr std::string_view kSigns = "!#$%&'*+/=?^_`{|}~-";
  if (local.empty() || local.size() > kMaxLocalBytes) return false;
  return every_part(local, [](std::string_view atom) {
    return !atom.empty() && std::all_of(atom.begin(), atom.end(), [](char c) {
      return is_word(c) || kSigns.find(c) != std::string_view::npos;
    });
  });
}

// What people write between digits.
bool is_telephone_filler(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

struct Telephone {
  std::string digits;
  std::string extension;
  bool international = false;
};

// Takes "转 12", "ext. 12", "x12", "#12" from the end; false when what follows is no extension.
bool take_extension(std::string& text, std::string& extension) {
  static constexpr std::string_view kWords[] = {"转", "分机", "ext.", "ext", "x", "#"};
  for (const std::string_view word : kWords) {
    const size_t at = text.find(word);
    if (at == std::string::npos) continue;
    for (const char c : text.substr(at + word.size())) {
      if (is_digit(c)) {
        extension += c;
      } else if (c != ' ' && c != ':') {
        return false;
      }
    }
    text.resize(at);
    return !extension.empty() && extension.size() <= kMaxExtensionDigits;
  }
  return true;
}

std::optional<Telephone> parse_telephone(std::string_view typed) {
  if (typed.size() > kMaxTelephoneBytes) return std::nullopt;
  std::string text = plain_text(typed);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  Telephone telephone;
  if (!take_extension(text, telephone.extension)) return std::nullopt;
  for (size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      telephone.digits += text[i];
    } else if (text[i] == '+' && telephone.digits.empty() && !telephone.international) {
      telephone.international = true;
    } else if (!is_telephone_filler(text[i])) {
      return std::nullopt;
    }
  }
  if (!telephone.international && telephone.digits.starts_with("00")) {
    telephone.international = true;
    telephone.digits.erase(0, 2);
  }
  return telephone;
}

bool is_chinese_mobile(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

// Without the 0 that is dialled inside the country: area code of 2 or 3 digits, then 7 or 8.
bool is_chinese_landline(std::string_view digits) {
  return digits.size() >= 9 && digits.size() <= 11 && digits[0] >= '1' &&
         !is_chinese_mobile(digits);
}

// Numbers that are dialled as they are, from inside the country.
bool is_service_number(std::string_view digits) {
  if (digits.size() == 10) return digits.starts_with("400") || digits.starts_with("800");
  const bool short_one = digits.size() >= 5 && digits.size() <= 8;
  return short_one && (digits.starts_with("95") || digits.starts_with("96") ||
                       digits.starts_with("100") || digits.starts_with("123"));
}

// In the form of E.164 with its +, or as it is dialled; "" for no number.
std::string dialled(const Telephone& telephone) {
  const std::string& digits = telephone.digits;
  if (telephone.international) {
    const bool fits = digits.size() >= 7 && digits.size() <= 15 && digits[0] != '0';
    if (!fits) return {};
    if (!digits.starts_with("86")) return "+" + digits;
    const std::string_view national = std::string_view(digits).substr(2);
    return is_chinese_mobile(national) || is_chinese_landline(national) ? "+" + digits : "";
  }
  if (is_chinese_mobile(digits)) return "+86" + digits;
  if (digits.starts_with("86") && is_chinese_mobile(std::string_view(digits).substr(2))) {
    return "+" + digits;
  }
  if (digits.starts_with('0') && is_chinese_landline(std::string_view(digits).substr(1))) {
    return "+86" + digits.substr(1);
  }
  return is_service_number(digits) ? digits : "";
}

bool is_host(std::string_view host) {
  if (host.starts_with('[')) {  // an IPv6 address
    return host.size() > 3 && host.ends_with(']') &&
           std::all_of(host.begin() + 1, host.end() - 1, [](char c) {
             return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' ||
                    c == '.';
           });
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  return !host.empty() && every_part(host, [](std::string_view label) {
    return !label.empty() && label.size() <= kMaxLabelBytes &&
           std::all_of(label.begin(), label.end(),
                       [](char c) { return is_word(c) || c == '-' || c == '_'; });
  });
}

bool is_authority(std::string_view authority) {
  const size_t bracket = authority.rfind(']');
  const size_t colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (!has_port) return is_host(authority);
  const std::string_view port = authority.substr(colon + 1);
  return !port.empty() && port.size() <= 5 && all_digits(port) &&
         is_host(authority.substr(0, colon));
}

}  // namespace

bool is_e_mail(std::string_view text) {
  if (text.size() > kMaxEMailBytes || has_invisible(text)) return false;
  const size_t at = text.find('@');
  if (at == std::string_view::npos || !is_local_part(text.substr(0, at))) return false;
  const std::string_view domain = text.substr(at + 1);
  const size_t last_dot = domain.rfind('.');
  if (last_dot == std::string_view::npos || all_digits(domain.substr(last_dot + 1))) return false;
  return every_part(domain, is_label);
}

std::string e_mail_link(std::string_view address) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  static constexpr std::string_view kPlain = "@._-+~";
  std::string link = "mailto:";
  for (const char c : address) {
    if (is_letter(c) || is_digit(c) || kPlain.find(c) != std::string_view::npos) {
      link += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    link += '%';
    link += kHex[byte >> 4];
    link += kHex[byte & 15];
  }
  return link;
}

std::optional<std::string> telephone_link(std::string_view text) {
  const std::optional<Telephone> telephone = parse_telephone(text);
  if (!telephone) return std::nullopt;
  const std::string number = dialled(*telephone);
  if (number.empty()) return std::nullopt;
  return "tel:" + number + (telephone->extension.empty() ? "" : ";ext=" + telephone->extension);
}

bool is_web_address(std::string_view text) {
  if (text.size() > kMaxAddressBytes || has_invisible(text)) return false;
  if (text.find_first_of("\\<>\"`{}|^") != std::string_view::npos) return false;
  const size_t colon = text.find("://");
  if (colon == std::string_view::npos) return false;
  std::string scheme(text.substr(0, colon));
  for (char& c : scheme) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (scheme != "http" && scheme != "https") return false;
  const std::string_view rest = text.substr(colon + 3);
  return is_authority(rest.substr(0, rest.find_first_of("/?#")));
}

}  // namespace tollgate::record
