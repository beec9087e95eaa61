#pragma once
#include <vips/vips.h>

// Operations of libvips are variadic, so Swift cannot call them; one wrapper for each in use. Each gives a new reference
// or NULL, with the reason in libvips' error buffer. Bytes given to a loader must outlive the image.

/// Reads a PNG top to bottom as pixels are asked for.
static inline VipsImage *CVips_load_png(const void *bytes, size_t count, VipsFailOn fail) {
    VipsImage *image = NULL;
    vips_pngload_buffer((void *) bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", fail, NULL);
    return image;
}

/// Reads a JPEG top to bottom as pixels are asked for.
static inline VipsImage *CVips_load_jpeg(const void *bytes, size_t count, VipsFailOn fail) {
    VipsImage *image = NULL;
    vips_jpegload_buffer((void *) bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", fail, NULL);
    return image;
}

/// Reads the first frame of a WebP, which libwebp decodes whole.
static inline VipsImage *CVips_load_webp(const void *bytes, size_t count, VipsFailOn fail) {
    VipsImage *image = NULL;
    vips_webpload_buffer((void *) bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", fail, NULL);
    return image;
}

/// Reads the first frame of a GIF.
static inline VipsImage *CVips_load_gif(const void *bytes, size_t count, VipsFailOn fail) {
    VipsImage *image = NULL;
    vips_gifload_buffer((void *) bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", fail, NULL);
    return image;
}

/// A rectangle of the image.
static inline VipsImage *CVips_area(VipsImage *in, int left, int top, int width, int height) {
    VipsImage *out = NULL;
    vips_extract_area(in, &out, left, top, width, height, NULL);
    return out;
}

/// Upright by its EXIF orientation; the image must be in memory.
static inline VipsImage *CVips_upright(VipsImage *in) {
    VipsImage *out = NULL;
    vips_autorot(in, &out, NULL);
    return out;
}

/// To sRGB by the profile that the picture carries.
static inline VipsImage *CVips_srgb_by_profile(VipsImage *in) {
    VipsImage *out = NULL;
    vips_icc_transform(in, &out, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_PERCEPTUAL, NULL);
    return out;
}

/// To another colour space, without a profile.
static inline VipsImage *CVips_colours(VipsImage *in, VipsInterpretation space) {
    VipsImage *out = NULL;
    vips_colourspace(in, &out, space, NULL);
    return out;
}

/// To exactly that size; alpha is minded.
static inline VipsImage *CVips_scaled(VipsImage *in, int width, int height) {
    VipsImage *out = NULL;
    vips_thumbnail_image(in, &out, width, "height", height, "size", VIPS_SIZE_FORCE, "no_rotate", TRUE, NULL);
    return out;
}

/// The same pixels with metadata of its own, which may be changed.
static inline VipsImage *CVips_copy(VipsImage *in) {
    VipsImage *out = NULL;
    vips_copy(in, &out, NULL);
    return out;
}

/// Without alpha, over white.
static inline VipsImage *CVips_over_white(VipsImage *in) {
    VipsImage *out = NULL;
    VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
    vips_flatten(in, &out, "background", white, NULL);
    vips_area_unref(VIPS_AREA(white));
    return out;
}

/// As PNG at zlib's fastest level with all filters, without metadata; the bytes are freed by g_free.
static inline int CVips_save_png(VipsImage *in, void **bytes, size_t *count) {
    return vips_pngsave_buffer(
        in, bytes, count, "compression", 1, "filter", VIPS_FOREIGN_PNG_FILTER_ALL, "strip", TRUE, NULL);
}

/// As baseline JPEG without metadata; the bytes are freed by g_free.
static inline int CVips_save_jpeg(VipsImage *in, void **bytes, size_t *count, int quality) {
    return vips_jpegsave_buffer(in, bytes, count, "Q", quality, "strip", TRUE, NULL);
}

/// As lossy WebP without metadata; the bytes are freed by g_free.
static inline int CVips_save_webp(VipsImage *in, void **bytes, size_t *count, int quality) {
    return vips_webpsave_buffer(in, bytes, count, "Q", quality, "effort", 2, "strip", TRUE, NULL);
}

/// Decodes the whole image and writes the least and the greatest value of each band, in turn; VIPS_MATRIX is a macro.
static inline int CVips_extremes(VipsImage *in, double *values, int bands) {
    VipsImage *found = NULL;
    if (bands != vips_image_get_bands(in) || vips_stats(in, &found, NULL)) return -1;
    // Row 0 is of all bands together; columns 0 and 1 are least and greatest.
    for (int band = 0; band < bands; band++) {
        values[2 * band] = *VIPS_MATRIX(found, 0, band + 1);
        values[2 * band + 1] = *VIPS_MATRIX(found, 1, band + 1);
    }
    g_object_unref(found);
    return 0;
}
