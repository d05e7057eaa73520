#include "http/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <csignal>

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

std::string last_problem() {
  const unsigned long code = ::ERR_peek_last_error();
  char text[256] = "";
  ::ERR_error_string_n(code, text, sizeof text);
  ::ERR_clear_error();
  return text;
}

Diagnostic bad_certificate(const fs::path& file) {
  const std::string why = last_problem();
  return make_error("server.tls_certificate",
                    {"证书文件无法使用（" + why + "）；应为 PEM，先是服务的证书，后面是中间证书。",
                     "the certificate can't be used (" + why +
                         "): it should be PEM, the hub's own first, then those between"},
                    {.source = file.string()});
}

Diagnostic wrong_key(const fs::path& file) {
  const std::string why = last_problem();
  return make_error("server.tls_key",
                    {"私钥文件无法使用，或不属于这个证书（" + why + "）。",
                     "the key can't be used, or belongs to another certificate (" + why + ")"},
                    {.source = file.string()});
}

// HTTP/1.1 is all that is spoken here.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  static constexpr unsigned char kSpoken[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  const int match =
      ::SSL_select_next_proto(&found, size, kSpoken, sizeof kSpoken - 1, offered, offered_size);
  *chosen = found;
  return match == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::from_files(const fs::path& certificate,
                                                           const fs::path& key) {
  // OpenSSL writes to sockets without MSG_NOSIGNAL: a client that has gone must not end the hub.
  std::signal(SIGPIPE, SIG_IGN);
  std::shared_ptr<TlsContext> self(new TlsContext(::SSL_CTX_new(::TLS_server_method())));
  if (!self->context_) return bad_certificate(certificate);
  SSL_CTX* context = self->context_;
  ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  ::SSL_CTX_set_options(
      context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // Connections that wait hold no buffers: ten thousand event streams take little.
  ::SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
  // Of TLS 1.2 what keeps old recordings closed when a key is lost, and is authenticated.
  ::SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  ::SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  ::SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>("tollgate"), 8);
  if (::SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) {
    return bad_certificate(certificate);
  }
  if (::SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      ::SSL_CTX_check_private_key(context) != 1) {
    return wrong_key(key);
  }
  return self;
}

TlsContext::~TlsContext() { ::SSL_CTX_free(context_); }

TlsSession::TlsSession(const TlsContext& context, int socket)
    : session_(::SSL_new(context.context_)) {
  if (session_) ::SSL_set_fd(session_, socket);
}

TlsSession::~TlsSession() { ::SSL_free(session_); }

TlsSession::Outcome TlsSession::outcome_of(int result) {
  if (result > 0) return {.bytes = static_cast<size_t>(result)};
  switch (::SSL_get_error(session_, result)) {
    case SSL_ERROR_WANT_READ:
      return {.wants = Wants::kReadable};
    case SSL_ERROR_WANT_WRITE:
      return {.wants = Wants::kWritable};
    case SSL_ERROR_ZERO_RETURN:
      return {.is_closed = true};
    default:
      ::ERR_clear_error();
      return {.is_failed = true};
  }
}

TlsSession::Outcome TlsSession::handshake() {
  if (!session_) return {.is_failed = true};
  ::ERR_clear_error();
  return outcome_of(::SSL_accept(session_));
}

TlsSession::Outcome TlsSession::read(char* bytes, size_t size) {
  ::ERR_clear_error();
  return outcome_of(::SSL_read(session_, bytes, static_cast<int>(size)));
}

TlsSession::Outcome TlsSession::write(const char* bytes, size_t size) {
  ::ERR_clear_error();
  return outcome_of(::SSL_write(session_, bytes, static_cast<int>(size)));
}

void TlsSession::end() {
  ::ERR_clear_error();
  ::SSL_shutdown(session_);
  ::ERR_clear_error();
}

}  // namespace tollgate::server
