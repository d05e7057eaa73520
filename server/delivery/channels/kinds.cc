#include <algorithm>
#include <nlohmann/json.hpp>

#include "channels/kind.h"
#include "text.h"
#include "tollgate/base/json.h"

namespace tollgate::delivery {

const std::vector<std::unique_ptr<Kind>>& kinds() {
  static const std::vector<std::unique_ptr<Kind>> all = [] {
    std::vector<std::unique_ptr<Kind>> list;
    list.push_back(make_wecom_robot());
    list.push_back(make_wecom_app());
    list.push_back(make_dingtalk_robot());
    list.push_back(make_feishu_robot());
    list.push_back(make_email());
    list.push_back(make_webhook());
    list.push_back(make_follower());
    return list;
  }();
  return all;
}

const Kind* find_kind(std::string_view name) {
  const auto found = std::ranges::find_if(
      kinds(), [&](const std::unique_ptr<Kind>& kind) { return kind->name() == name; });
  return found == kinds().end() ? nullptr : found->get();
}

std::string setting_of(const StoredChannel& channel, const Kind& kind, std::string_view name) {
  const auto found = channel.settings.find(std::string(name));
  if (found != channel.settings.end() && !found->second.empty()) return found->second;
  for (const KindMember& member : kind.settings()) {
    if (member.name == name) return std::string(member.otherwise);
  }
  return {};
}

std::string secret_of(const StoredChannel& channel, std::string_view name) {
  const auto found = channel.secrets.find(std::string(name));
  return found == channel.secrets.end() ? std::string() : found->second;
}

VendorReply post_to_vendor(SendContext& context, std::string_view vendor, const std::string& url,
                           const std::string& body) {
  const Reply reply =
      context.transport.http({url, {{"Content-Type", "application/json; charset=utf-8"}}, body});
  VendorReply result{transport_outcome(reply), reply.body};
  if (reply.reach != Reply::Reach::kAnswered || reply.status != 200) return result;
  const Json json = stored_json(reply.body);
  if (!json.is_object()) return result;
  for (const auto& [code, text] : {std::pair{"errcode", "errmsg"}, std::pair{"code", "msg"},
                                   std::pair{"StatusCode", "StatusMessage"}}) {
    const auto number = json.find(code);
    if (number == json.end() || !number->is_number_integer()) continue;
    const auto said = json.find(text);
    const bool is_text = said != json.end() && said->is_string();
    result.outcome = vendor_outcome(vendor, number->get<int64_t>(),
                                    is_text ? said->get<std::string>() : std::string());
    break;
  }
  return result;
}

std::string pasted_key(std::string_view pasted, std::string_view mark) {
  const size_t at = pasted.find(mark);
  if (at != std::string_view::npos) pasted.remove_prefix(at + mark.size());
  return std::string(pasted.substr(0, pasted.find_first_of("&?#/ ")));
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return encoded;
}

std::string rendered(const Message& message, size_t limit_bytes) {
  return text_with_foot(message.text, message.link, message.foot, limit_bytes);
}

}  // namespace tollgate::delivery
