#include "hub/own_certificate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "hub/durable_file.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kDayS = 86'400;
constexpr int64_t kAuthorityS = 3650 * kDayS;
constexpr int64_t kCertificateS = 397 * kDayS;
constexpr int64_t kRenewS = 30 * kDayS;
// Clocks of devices differ.
constexpr int64_t kEarlierS = kDayS;

struct Free {
  void operator()(EVP_PKEY* key) const { ::EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { ::X509_free(certificate); }
  void operator()(BIO* bio) const { ::BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Bio = std::unique_ptr<BIO, Free>;

Diagnostic not_made() {
  return make_error("server.tls_certificate", {"无法生成证书。", "the certificate can't be made"});
}

std::string text_of(BIO* bio) {
  char* bytes = nullptr;
  const long size = ::BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<size_t>(std::max<long>(size, 0))};
}

std::string pem_of(X509* certificate) {
  const Bio bio(::BIO_new(::BIO_s_mem()));
  ::PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio(::BIO_new(::BIO_s_mem()));
  ::PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio.get());
}

// Private before a byte of it is there.
Status write_private(const fs::path& file, const std::string& text) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (handle >= 0) {
    ::fchmod(handle, 0600);
    ::close(handle);
  }
  return write_durably(file, text);
}

std::string read_text(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Certificate read_certificate(const std::string& text) {
  const Bio bio(::BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  return Certificate(::PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

Key read_key(const fs::path& file) {
  const std::string text = read_text(file);
  const Bio bio(::BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  return Key(::PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

bool is_address(const std::string& name) {
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, name.c_str(), bytes) == 1 ||
         ::inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += ",";
    text += (is_address(name) ? "IP:" : "DNS:") + name;
  }
  return text;
}

bool add_extension(X509* certificate, X509* issuer, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  ::X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = ::X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  if (!extension) return false;
  const bool added = ::X509_add_ext(certificate, extension, -1) == 1;
  ::X509_EXTENSION_free(extension);
  return added;
}

// Unsigned, with what all have.
Certificate begin_certificate(EVP_PKEY* key, const std::string& name, int64_t now_s,
                              int64_t lasts_s) {
  Certificate certificate(::X509_new());
  unsigned char serial[16];
  if (!certificate || ::RAND_bytes(serial, sizeof serial) != 1) return nullptr;
  serial[0] &= 0x7f;
  BIGNUM* number = ::BN_bin2bn(serial, sizeof serial, nullptr);
  ::BN_to_ASN1_INTEGER(number, ::X509_get_serialNumber(certificate.get()));
  ::BN_free(number);
  ::X509_set_version(certificate.get(), 2);
  ::ASN1_TIME_set(::X509_getm_notBefore(certificate.get()), now_s - kEarlierS);
  ::ASN1_TIME_set(::X509_getm_notAfter(certificate.get()), now_s + lasts_s);
  ::X509_set_pubkey(certificate.get(), key);
  X509_NAME* subject = ::X509_get_subject_name(certificate.get());
  ::X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return certificate;
}

Certificate make_authority(EVP_PKEY* key, const std::string& host, int64_t now_s) {
  Certificate own =
      begin_certificate(key, "Tollgate hub " + host.substr(0, 40), now_s, kAuthorityS);
  if (!own) return nullptr;
  X509* made = own.get();
  ::X509_set_issuer_name(made, ::X509_get_subject_name(made));
  const bool done =
      add_extension(made, made, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
      add_extension(made, made, NID_key_usage, "critical,keyCertSign,cRLSign") &&
      add_extension(made, made, NID_subject_key_identifier, "hash") &&
      ::X509_sign(made, key, ::EVP_sha256()) > 0;
  return done ? std::move(own) : nullptr;
}

Certificate make_certificate(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key,
                             const std::vector<std::string>& names, int64_t now_s) {
  Certificate own = begin_certificate(key, names.front().substr(0, 60), now_s, kCertificateS);
  if (!own) return nullptr;
  X509* made = own.get();
  ::X509_set_issuer_name(made, ::X509_get_subject_name(authority));
  const bool done =
      add_extension(made, authority, NID_basic_constraints, "critical,CA:FALSE") &&
      add_extension(made, authority, NID_key_usage, "critical,digitalSignature") &&
      add_extension(made, authority, NID_ext_key_usage, "serverAuth") &&
      add_extension(made, authority, NID_authority_key_identifier, "keyid:always") &&
      add_extension(made, authority, NID_subject_alt_name, alternative_names(names)) &&
      ::X509_sign(made, authority_key, ::EVP_sha256()) > 0;
  return done ? std::move(own) : nullptr;
}

bool names_all(X509* certificate, const std::vector<std::string>& names) {
  return std::ranges::all_of(names, [&](const std::string& name) {
    return (is_address(name)
                ? ::X509_check_ip_asc(certificate, name.c_str(), 0)
                : ::X509_check_host(certificate, name.c_str(), name.size(), 0, nullptr)) == 1;
  });
}

bool is_good(X509* certificate, EVP_PKEY* key, X509* authority,
             const std::vector<std::string>& names, int64_t now_s) {
  if (!certificate || !key) return false;
  time_t later = now_s + kRenewS;
  time_t now = now_s;
  EVP_PKEY* const signer = ::X509_get0_pubkey(authority);
  return ::X509_cmp_time(::X509_get0_notAfter(certificate), &later) > 0 &&
         ::X509_cmp_time(::X509_get0_notBefore(certificate), &now) < 0 &&
         ::X509_check_private_key(certificate, key) == 1 &&
         ::X509_verify(certificate, signer) == 1 && names_all(certificate, names);
}

std::string fingerprint_of(X509* certificate) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  ::X509_digest(certificate, ::EVP_sha256(), digest, &size);
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    if (i > 0) text += ':';
    text += {kDigits[digest[i] >> 4], kDigits[digest[i] & 15]};
  }
  return text;
}

}  // namespace

Result<OwnCertificate> own_certificate(const fs::path& folder,
                                       const std::vector<std::string>& names, int64_t now_s) {
  const fs::path authority_file = folder / "hub-tls-ca.pem";
  const fs::path authority_key_file = folder / "hub-tls-ca.key";
  OwnCertificate own{folder / "hub-tls.pem", folder / "hub-tls.key", {}, {}};
  Certificate authority = read_certificate(read_text(authority_file));
  Key authority_key = read_key(authority_key_file);
  if (!authority || !authority_key) {
    authority_key.reset(::EVP_EC_gen("P-256"));
    if (!authority_key) return not_made();
    authority = make_authority(authority_key.get(), names.front(), now_s);
    if (!authority) return not_made();
    // The key first: an authority without its key would be replaced, and people trust it by then.
    if (Status put = write_private(authority_key_file, pem_of(authority_key.get())); !put) {
      return std::move(put).error();
    }
    if (Status put = write_durably(authority_file, pem_of(authority.get())); !put) {
      return std::move(put).error();
    }
  }
  Certificate certificate = read_certificate(read_text(own.certificate));
  Key key = read_key(own.key);
  if (!is_good(certificate.get(), key.get(), authority.get(), names, now_s)) {
    key.reset(::EVP_EC_gen("P-256"));
    if (!key) return not_made();
    certificate = make_certificate(key.get(), authority.get(), authority_key.get(), names, now_s);
    if (!certificate) return not_made();
    if (Status put = write_private(own.key, pem_of(key.get())); !put) return std::move(put).error();
    const std::string chain = pem_of(certificate.get()) + pem_of(authority.get());
    if (Status put = write_durably(own.certificate, chain); !put) return std::move(put).error();
  }
  own.authority_pem = pem_of(authority.get());
  own.authority_fingerprint = fingerprint_of(authority.get());
  return own;
}

}  // namespace tollgate::server
