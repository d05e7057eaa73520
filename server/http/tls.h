// TLS 1.2 and 1.3 on a socket that does not block, by OpenSSL; nothing of OpenSSL shows here.
//
//   auto tls = TlsContext::from_files("hub.pem", "hub.key");
//   TlsSession session(**tls, socket.native_handle());
//   TlsSession::Outcome done = session.handshake();     // as long as it wants something, wait
//   TlsSession::Outcome got = session.read(buffer, size);
//
// Every call does what it can without waiting, and says what to wait for before it is called again.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "tollgate/base/result.h"

struct ssl_ctx_st;
struct ssl_st;

namespace tollgate::server {

class TlsContext {
 public:
  // PEM: a certificate with those that lead from it to one that clients know, and its key. Refused:
  // server.tls_certificate, server.tls_key (also where they do not belong together).
  static Result<std::shared_ptr<TlsContext>> from_files(const std::filesystem::path& certificate,
                                                        const std::filesystem::path& key);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

 private:
  friend class TlsSession;
  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}
  ssl_ctx_st* const context_;
};

class TlsSession {
 public:
  enum class Wants { kNothing, kReadable, kWritable };
  struct Outcome {
    size_t bytes = 0;
    Wants wants = Wants::kNothing;
    bool is_closed = false;  // the other side ended it
    bool is_failed = false;
  };

  // The socket stays the caller's and outlives the session.
  TlsSession(const TlsContext& context, int socket);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  Outcome handshake();
  Outcome read(char* bytes, size_t size);
  // What was not taken is to be written again from its first byte.
  Outcome write(const char* bytes, size_t size);
  // Says that nothing more is sent.
  void end();

 private:
  Outcome outcome_of(int result);
  ssl_st* const session_;
};

}  // namespace tollgate::server
