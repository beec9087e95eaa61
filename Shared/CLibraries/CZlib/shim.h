#pragma once
#include <zlib.h>

/// deflateInit2 is a macro that fills in the header's version, so Swift cannot call it.
static inline int CZlib_deflateInit2(z_stream *stream, int level, int windowBits, int memory, int strategy) {
    return deflateInit2(stream, level, Z_DEFLATED, windowBits, memory, strategy);
}
