#pragma once
#include <curl/curl.h>

/// curl_easy_setopt is variadic, so Swift cannot call it; one wrapper per argument type in use.
static inline CURLcode CCurl_setopt_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
