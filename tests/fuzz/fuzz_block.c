/* Any bytes as what is counted of articles: what is taken is put back as bytes that give the same again. */
#include <stdlib.h>

#include "ledger/blocks/block_bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena mem = { 0 };
    struct buffer first = { 0 }, second = { 0 };
    struct block block, again;

    if (block_take(text_of((const char *)data, size), 128, &mem, &block) == PRISCUS_OK) {
        for (size_t i = 0; i < block.n_articles; i++)
            for (size_t s = 0; s < block.articles[i].n_said; s++)
                if (block.articles[i].said[s].by >= block.n_speakers)
                    abort();
        block_put(&block, 128, &first);
        if (block_take(buffer_as_text(&first), 128, &mem, &again) != PRISCUS_OK)
            abort();
        block_put(&again, 128, &second);
        if (!text_eq(buffer_as_text(&first), buffer_as_text(&second)))
            abort();
    }
    buffer_release(&first);
    buffer_release(&second);
    arena_release(&mem);
    return 0;
}
