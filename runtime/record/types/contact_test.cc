#include "types/contact.h"

#include <catch_amalgamated.hpp>
#include <string>

namespace tollgate::record {
namespace {

std::string link_of(std::string_view text) { return telephone_link(text).value_or("none"); }

TEST_CASE("telephone numbers are dialled as people write them") {
  CHECK(link_of("13800138000") == "tel:+8613800138000");
  CHECK(link_of(" 138 0013 8000 ") == "tel:+8613800138000");
  CHECK(link_of("１３８００１３８０００") == "tel:+8613800138000");
  CHECK(link_of("+86 138-0013-8000") == "tel:+8613800138000");
  CHECK(link_of("0086 13800138000") == "tel:+8613800138000");
  CHECK(link_of("8613800138000") == "tel:+8613800138000");
  CHECK(link_of("027-8366 2688") == "tel:+862783662688");
  CHECK(link_of("(010) 12345678") == "tel:+861012345678");
  CHECK(link_of("0755-83662688 转 12") == "tel:+8675583662688;ext=12");
  CHECK(link_of("027-83662688 ext. 007") == "tel:+862783662688;ext=007");
  CHECK(link_of("400-800-1234") == "tel:4008001234");
  CHECK(link_of("95588") == "tel:95588");
  CHECK(link_of("+44 20 7946 0958") == "tel:+442079460958");
  CHECK(link_of("+1 (415) 555-0132") == "tel:+14155550132");
  for (const char* none :
       {"", "1380013800", "138001380001", "12800138000", "call me", "+", "+86 123", "+0123456789",
        "83662688", "13800138000;ext=1", "138+00138000", "027-83662688 转", "javascript:alert(1)",
        "+1234567890123456"}) {
    INFO(none);
    CHECK(link_of(none) == "none");
  }
  CHECK(link_of(std::string(1000, '1')) == "none");
}

TEST_CASE("e-mail addresses") {
  for (const char* good : {"li.na@example.com", "a+b@mail.example.co.uk", "李娜@例子.中国",
                           "o'brien@example.com", "x@y-z.cn"}) {
    INFO(good);
    CHECK(is_e_mail(good));
  }
  for (const char* bad :
       {"", "a", "@example.com", "a@", "a@b", "a b@example.com", "a@example..com", ".a@example.com",
        "a.@example.com", "a@-example.com", "a@example.1", "a@b@example.com",
        "a@example.com,b@x.cn", "a@exam\u200bple.com", "a@example.com\n", "<a@example.com>"}) {
    INFO(bad);
    CHECK_FALSE(is_e_mail(bad));
  }
  CHECK_FALSE(is_e_mail(std::string(65, 'a') + "@example.com"));
  CHECK_FALSE(is_e_mail("a@" + std::string(64, 'b') + ".com"));
  CHECK(e_mail_link("a+b@example.com") == "mailto:a+b@example.com");
  CHECK(e_mail_link("a?cc=x&b@example.com") == "mailto:a%3Fcc%3Dx%26b@example.com");
}

TEST_CASE("only http and https lead out") {
  for (const char* good : {"https://example.com", "http://example.com:8080/a?b=c#d",
                           "HTTPS://Example.com/", "https://例子.中国/路径", "http://crm/customers",
                           "http://192.168.1.5/x", "http://[::1]:80/"}) {
    INFO(good);
    CHECK(is_web_address(good));
  }
  for (const char* bad :
       {"", "example.com", "www.example.com", "javascript:alert(1)",
        "JavaScript://example.com/%0aalert(1)", "data:text/html,x", "file:///etc/passwd",
        "ftp://example.com", "https://", "https:///a", "https:example.com",
        "https://user:pass@example.com", "https://example.com@evil.cn/", "https://exa mple.com",
        "https://example.com/\u202Egpj", "https://example.com\\@evil.cn",
        "https://example.com:99999999", "https://example..com", "https://a\"onclick=x"}) {
    INFO(bad);
    CHECK_FALSE(is_web_address(bad));
  }
  CHECK_FALSE(is_web_address("https://example.com/" + std::string(3000, 'a')));
}

}  // namespace
}  // namespace tollgate::record
