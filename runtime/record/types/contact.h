// Addresses of people: e-mail, telephone, web pages. What counts as one, and where a tap leads.
//
//   telephone_link("138 0013 8000")        == "tel:+8613800138000"
//   telephone_link("027-8366 2688 转 12")  == "tel:+862783662688;ext=12"
//
// Pure functions over hostile text: linear in its length, and nothing longer than the limits of the
// protocols is looked at.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::record {

// "li.na@example.com", in the dot-atom form of RFC 5322 and with letters of any script; no quoted
// local part, no comments, a domain of at least two labels.
bool is_e_mail(std::string_view text);
// mailto: with everything escaped that could say more than the address.
std::string e_mail_link(std::string_view address);

// A Chinese mobile number, a Chinese landline with its area code, a 400, 800 or 95 service number,
// or an international number (+, or 00), with spaces, hyphens, brackets and an extension as people
// write them. The link is that of RFC 3966, nullopt for anything else.
std::optional<std::string> telephone_link(std::string_view text);

// An absolute address with http: or https: and nothing else: no javascript:, no name and password
// before an @, no blanks, no signs that turn the direction of the text.
bool is_web_address(std::string_view text);

}  // namespace tollgate::record
