// Signing in elsewhere, as browsers and pages see it:
//
//   GET /hub/sign_in/KIND?next=PATH     to the provider (oidc, wecom)
//   GET /hub/sign_in/KIND/return?…      back from there: a session, or the page that says why not
//   POST /hub/sign_in/oidc/sign_out     the provider says that somebody signed out there
//   POST /hub/request                   messages of schemas/sign_in
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <string>

#include "http/handler.h"
#include "hub/account_desk.h"
#include "hub/work_thread.h"
#include "tollgate/sign_in/sign_in.h"

namespace tollgate::server {

class SignInDesk {
 public:
  explicit SignInDesk(AccountDesk& desk) : desk_(desk) {}

  // `public_url`: how people call the hub, "" where it is called as each browser calls it.
  void begin(std::unique_ptr<sign_in::SignIn> sign_in, std::string public_url, bool is_tls);
  void stop();

  static bool is_route(std::string_view path);
  // Where the provider itself asks, by POST and with a form.
  static bool is_sign_out(std::string_view path);
  // Of one of the routes above. False: too many are waiting.
  bool submit(Request request, Respond respond);

 private:
  Response answer(const Request& request);
  Response message(const Request& request);
  Response start(const Request& request, const std::string& kind);
  Response finish(const Request& request, const std::string& kind);
  Response sign_out(const Request& request, const std::string& kind);
  std::string hub_url(const Request& request) const;

  AccountDesk& desk_;
  std::unique_ptr<sign_in::SignIn> sign_in_;
  std::string public_url_;
  bool is_tls_ = false;
  std::atomic<size_t> waiting_ = 0;
  // Settings and words, which wait for nobody.
  WorkThread messages_;
  // Pages that ask to be signed, who wait for each other anyway.
  WorkThread pages_;
  // A provider may take its time, and others are not to wait for it.
  std::array<WorkThread, 4> providers_;
  std::atomic<size_t> next_ = 0;
};

}  // namespace tollgate::server
