/* clones.h - for the files that multiply: compiled for speed, and each marked function for several instruction
 * sets, of which the loader picks one.
 *
 * Include it first. Sums are taken in the same order in all clones, and those of machines of the last ten years
 * (x86-64-v3 and v4) multiply and add in one step alike, so that they give the same numbers to the last bit. A file that
 * defines CLONES_EXACT before never does so in one step: then older machines give the same numbers too. */
#ifndef CLONES_H
#define CLONES_H

#if defined(__GNUC__) && !defined(__clang__)
#ifdef CLONES_EXACT
#pragma GCC optimize("O3", "fp-contract=off", "no-trapping-math")
#else
#pragma GCC optimize("O3", "fp-contract=fast", "no-trapping-math")
#endif
#elif defined(CLONES_EXACT)
#pragma STDC FP_CONTRACT OFF
#endif

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

#endif
