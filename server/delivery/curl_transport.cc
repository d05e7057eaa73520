#include "curl_transport.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

#include "egress.h"

namespace tollgate::delivery {
namespace {

constexpr size_t kMaxReplyBytes = 64 << 10;

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

Reply refused_reply(Diagnostic why) {
  Reply reply;
  reply.reach = Reply::Reach::kRefused;
  reply.refusal = std::move(why);
  return reply;
}

}  // namespace

struct CurlTransport::Call {
  std::unique_ptr<CURL, FreeEasy> easy;
  std::unique_ptr<curl_slist, FreeList> list;
  std::string host;
  bool private_allowed = false;
  bool address_refused = false;
  bool connected = false;
  const std::atomic<bool>* stopping = nullptr;
  std::string body;
  size_t max_body_bytes = kMaxReplyBytes;
  std::string upload;
  size_t uploaded = 0;

  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address) {
    Call& call = *static_cast<Call*>(self);
    if (!call.private_allowed && is_inside(address->addr)) {
      call.address_refused = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }
  static size_t take(char* bytes, size_t size, size_t count, void* self) {
    Call& call = *static_cast<Call*>(self);
    const size_t length = size * count;
    if (call.body.size() + length > call.max_body_bytes) return 0;
    call.body.append(bytes, length);
    return length;
  }
  static size_t give(char* bytes, size_t size, size_t count, void* self) {
    Call& call = *static_cast<Call*>(self);
    const size_t length = std::min(size * count, call.upload.size() - call.uploaded);
    std::memcpy(bytes, call.upload.data() + call.uploaded, length);
    call.uploaded += length;
    return length;
  }
  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Call*>(self)->stopping->load() ? 1 : 0;
  }
};

std::shared_ptr<Transport> make_transport() { return std::make_shared<CurlTransport>(); }

CurlTransport::CurlTransport() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(ready);
}

void CurlTransport::set_hosts(std::vector<EgressHostRule> hosts) {
  const std::lock_guard lock(mutex_);
  hosts_ = std::move(hosts);
}

std::optional<Reply> CurlTransport::begin(Call& call, const std::string& url, bool mail) {
  const auto parts = url_parts(url);
  const bool fits = parts && (mail ? parts->scheme == "smtp" || parts->scheme == "smtps"
                                   : parts->scheme == "http" || parts->scheme == "https");
  if (!fits) {
    return refused_reply(
        make_error("delivery.bad_url", {"地址无效", "the address is no valid URL"}));
  }
  {
    const std::lock_guard lock(mutex_);
    const EgressHostRule* rule = find_host(hosts_, parts->host);
    if (!rule) return refused_reply(host_not_allowed(parts->host));
    call.private_allowed = rule->private_allowed;
  }
  call.host = parts->host;
  call.stopping = &stopping_;
  call.easy.reset(curl_easy_init());
  CURL* easy = call.easy.get();
  if (!easy) return Reply{.reach = Reply::Reach::kNotSent, .error = "out of memory"};
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, mail ? "smtp,smtps" : "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NETRC, long{CURL_NETRC_IGNORED});
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_ms_.load()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout_ms_.load()));
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "Tollgate");
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Call::open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &call);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Call::take);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &call);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &Call::progress);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &call);
  return std::nullopt;
}

Reply CurlTransport::perform(Call& call) {
  CURL* easy = call.easy.get();
  const CURLcode code = curl_easy_perform(easy);
  Reply reply;
  if (call.address_refused) return refused_reply(address_not_allowed(call.host));
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  reply.status = static_cast<int>(status);
  reply.body = std::move(call.body);
  if (code == CURLE_OK) {
    reply.reach = Reply::Reach::kAnswered;
    return reply;
  }
  reply.error = curl_easy_strerror(code);
  // What was never begun cannot have arrived.
  curl_off_t began_us = 0;
  curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &began_us);
  reply.reach = began_us > 0 ? Reply::Reach::kUnknown : Reply::Reach::kNotSent;
  return reply;
}

Reply CurlTransport::http(const HttpRequest& request) {
  Call call;
  call.max_body_bytes = request.max_reply_bytes;
  if (auto failed = begin(call, request.url, false)) return *std::move(failed);
  curl_slist* headers = curl_slist_append(nullptr, "Expect:");
  for (const auto& [name, value] : request.headers) {
    headers = curl_slist_append(headers, (name + ": " + value).c_str());
  }
  call.list.reset(headers);
  CURL* easy = call.easy.get();
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  if (request.body) {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body->size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body->c_str());
  }
  return perform(call);
}

Reply CurlTransport::mail(const MailRequest& request) {
  Call call;
  if (auto failed = begin(call, request.url, true)) return *std::move(failed);
  CURL* easy = call.easy.get();
  call.list.reset(curl_slist_append(nullptr, ("<" + request.to + ">").c_str()));
  call.upload = request.text;
  curl_easy_setopt(easy, CURLOPT_MAIL_FROM, ("<" + request.from + ">").c_str());
  curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, call.list.get());
  if (!request.user.empty()) {
    // A password goes over TLS or not at all.
    curl_easy_setopt(easy, CURLOPT_USE_SSL, long{CURLUSESSL_ALL});
    curl_easy_setopt(easy, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, request.password.c_str());
  } else {
    curl_easy_setopt(easy, CURLOPT_USE_SSL, long{CURLUSESSL_TRY});
  }
  curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, &Call::give);
  curl_easy_setopt(easy, CURLOPT_READDATA, &call);
  Reply reply = perform(call);
  // A server that says no has answered.
  if (reply.reach == Reply::Reach::kUnknown && reply.status >= 400) {
    reply.reach = Reply::Reach::kAnswered;
  }
  return reply;
}

}  // namespace tollgate::delivery
