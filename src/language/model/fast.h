/* fast.h - exp, log, sigmoid and the largest in plain arithmetic that compilers turn into vector code; the same on every machine.
 */
#ifndef FAST_H
#define FAST_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Within 2e-7 relative for x in [-87, 88]; clamped outside. Cody and Waite's reduction, a polynomial of
 * degree 5. */
static inline float fast_exp(float x)
{
    float t, k, f, p;
    int32_t i;

    x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
    t = x * 1.44269504f + 12582912.0f;
    k = t - 12582912.0f;
    f = (x - k * 0.693145752f) - k * 1.42860677e-6f;
    p = 1.9875691500e-4f;
    p = p * f + 1.3981999507e-3f;
    p = p * f + 8.3334519073e-3f;
    p = p * f + 4.1665795894e-2f;
    p = p * f + 1.6666665459e-1f;
    p = p * f + 5.0000001201e-1f;
    p = p * f * f + f + 1.0f;
    memcpy(&i, &p, 4);
    i += (int32_t)k * 8388608;
    memcpy(&p, &i, 4);
    return p;
}

/* Within 1e-6 of the natural logarithm for normal x > 0: its exponent apart, the rest as 2 atanh((m - 1) / (m + 1)). */
static inline float fast_log(float x)
{
    uint32_t bits;
    int32_t exponent;
    float m, s, t;

    memcpy(&bits, &x, 4);
    exponent = (int32_t)(bits >> 23) - 127;
    bits = (bits & 0x7fffffu) | 0x3f800000u;
    memcpy(&m, &bits, 4);
    if (m > 1.41421356f) {
        m *= 0.5f;
        exponent++;
    }
    s = (m - 1) / (m + 1);
    t = s * s;
    return 2 * s * (1 + t * (0.333333333f + t * (0.2f + t * (0.142857143f + t * 0.111111111f)))) +
           (float)exponent * 0.693147181f;
}

/* The largest of n > 0. Floats are in order as their bits are, once those of negative ones are turned round: whole numbers
 * are what compilers compare many of at a time. */
static inline float fast_most(const float *x, size_t n)
{
    int32_t most = INT32_MIN;
    float out;

    for (size_t i = 0; i < n; i++) {
        int32_t bits;

        memcpy(&bits, x + i, sizeof bits);
        bits ^= bits >> 31 & INT32_MAX;
        most = bits > most ? bits : most;
    }
    most ^= most >> 31 & INT32_MAX;
    memcpy(&out, &most, sizeof out);
    return out;
}

static inline float fast_sigmoid(float x)
{
    return 1.0f / (1.0f + fast_exp(-x));
}

#endif
