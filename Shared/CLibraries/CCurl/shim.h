#pragma once
#include <curl/curl.h>

// curl_easy_setopt and curl_multi_setopt are variadic, so Swift cannot call them; one wrapper per argument type in use.

static inline CURLcode CCurl_setopt_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

/// Sizes are curl_off_t, which is not long everywhere.
static inline CURLcode CCurl_setopt_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

/// Text is copied by libcurl, except for CURLOPT_ERRORBUFFER.
static inline CURLcode CCurl_setopt_pointer(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}

/// Function pointers get a wrapper each: an object pointer may not carry them.
static inline CURLcode CCurl_setopt_write(CURL *easy, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode CCurl_setopt_read(CURL *easy, curl_read_callback value) {
    return curl_easy_setopt(easy, CURLOPT_READFUNCTION, value);
}

static inline CURLcode CCurl_setopt_opensocket(CURL *easy, curl_opensocket_callback value) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode CCurl_setopt_prerequest(CURL *easy, curl_prereq_callback value) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}

/// curl_easy_getinfo is variadic.
static inline curl_off_t CCurl_bytes_uploaded(CURL *easy) {
    curl_off_t count = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &count);
    return count;
}

static inline CURLMcode CCurl_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode CCurl_multi_setopt_socket(CURLM *multi, curl_socket_callback value, void *data) {
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, data);
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}

static inline CURLMcode CCurl_multi_setopt_timer(CURLM *multi, curl_multi_timer_callback value, void *data) {
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, data);
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value);
}

/// CURLMsg.data is a union, whose members Swift would reach without knowing which is set.
static inline CURLcode CCurl_message_result(const CURLMsg *message) {
    return message->data.result;
}

/// The address of a curl_sockaddr is longer than the field it stands in, so it must not be copied out as a value.
static inline const struct sockaddr *CCurl_address(const struct curl_sockaddr *address) {
    return &address->addr;
}
