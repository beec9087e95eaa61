#pragma once
// Linux calls that Swift's Glibc module leaves out.
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// glibc declares it for _GNU_SOURCE only, which must not be defined in a header that Swift reads.
extern int accept4(int descriptor, struct sockaddr *address, socklen_t *size, int flags);
