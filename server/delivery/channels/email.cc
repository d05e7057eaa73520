// E-mail by SMTP: plain text in UTF-8, with a Message-ID made of the key, so that the same message
// is one in a mailbox.
#include "channels/kind.h"
#include "text.h"
#include "tollgate/delivery/sealed.h"

namespace tollgate::delivery {
namespace {

// RFC 5322: lines of base64 have at most 76 characters.
std::string in_lines(const std::string& text) {
  std::string lines;
  for (size_t at = 0; at < text.size(); at += 76) lines += text.substr(at, 76) + "\r\n";
  return lines;
}

// RFC 2047, in words of 45 bytes, which are 60 characters of base64.
std::string header_text(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    size_t end = std::min<size_t>(text.size(), 45);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    words +=
        (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, end)) + "?=";
    text.remove_prefix(end);
  }
  return words;
}

bool is_mail_address(std::string_view text) {
  const size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.size() <= 254 &&
         text.find_first_of(" \t\r\n<>,;\"") == std::string_view::npos;
}

class Email final : public Kind {
 public:
  std::string_view name() const override { return "email"; }
  std::vector<KindMember> settings() const override {
    return {{"base_url", "", true}, {"from", "", true}, {"user", ""}};
  }
  std::vector<KindMember> secrets() const override { return {{"password", ""}}; }
  std::string_view address() const override { return "email"; }
  std::vector<Rate> rates() const override { return {{60, 60}}; }
  bool merges() const override { return true; }
  bool knows_keys() const override { return true; }
  size_t text_limit_bytes() const override { return 20'000; }

  Outcome send(const StoredChannel& channel, const Message& message,
               SendContext& context) const override {
    MailRequest mail;
    mail.url = setting_of(channel, *this, "base_url");
    mail.user = setting_of(channel, *this, "user");
    mail.password = secret_of(channel, "password");
    mail.from = setting_of(channel, *this, "from");
    mail.to = message.address;
    Outcome outcome;
    if (!is_mail_address(mail.from) || !is_mail_address(mail.to)) {
      outcome.code = "delivery.no_receiver";
      outcome.remedy = {
          "邮箱地址“" + mail.to + "”或发件地址“" + mail.from + "”无效",
          "the address '" + mail.to + "' or the sender's '" + mail.from + "' is no e-mail address"};
      return outcome;
    }
    const std::string text = rendered(message, text_limit_bytes());
    const std::string domain = mail.from.substr(mail.from.find('@') + 1);
    const std::string subject = cut_bytes(message.text.substr(0, message.text.find('\n')), 120);
    mail.text = "From: <" + mail.from + ">\r\nTo: <" + mail.to +
                ">\r\nSubject: " + header_text(subject) + "\r\nMessage-ID: <" + message.key + "@" +
                domain +
                ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n" +
                (message.urgent ? "Importance: high\r\n" : "") + "\r\n" + in_lines(base64(text));
    const Reply reply = context.transport.mail(mail);
    outcome = transport_outcome(reply);
    if (reply.reach == Reply::Reach::kAnswered) outcome = answered(reply);
    outcome.sent_text = text;
    return outcome;
  }

 private:
  // SMTP: 2xx is taken, 4xx is tried again, 5xx is for good.
  static Outcome answered(const Reply& reply) {
    Outcome outcome;
    outcome.vendor_code = std::to_string(reply.status);
    outcome.vendor_text = reply.error;
    if (reply.status < 400) {
      outcome.fate = Fate::kSent;
      outcome.receipt = "SMTP " + outcome.vendor_code;
    } else if (reply.status == 535 || reply.status == 530) {
      outcome.code = "delivery.wrong_key";
      outcome.remedy = {"邮箱的用户名或密码不对：请核对；有的邮箱要用“授权码”代替密码",
                        "the mailbox's user or password is wrong: check them; some providers want "
                        "an application password"};
    } else if (reply.status < 500) {
      outcome.fate = Fate::kRetry;
      outcome.code = "delivery.busy";
      outcome.remedy = {"邮件服务器暂时拒绝，稍后自动重试",
                        "the mail server refuses for now: tried again by itself"};
    } else {
      outcome.code = "delivery.refused";
      outcome.remedy = {"邮件服务器拒绝（" + outcome.vendor_code + "）：请核对收件和发件地址",
                        "the mail server refused (" + outcome.vendor_code +
                            "): check the receiver's and the sender's address"};
    }
    return outcome;
  }
};

}  // namespace

std::unique_ptr<Kind> make_email() { return std::make_unique<Email>(); }

}  // namespace tollgate::delivery
