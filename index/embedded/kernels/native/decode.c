/* Decoding one term's documents and frequencies, encoded as `index.embedded.format` says. */
#include "kernels.h"

uint64_t documents_room(const Opened *list, uint32_t documents) {
    /* A damaged bitmap may have a bit for every document, damaged gaps no escape. */
    return list->docs_width ? list->term->items : documents;
}

/* Adds up gaps; the largest number of the width adds itself and names no document. */
#define SUM_OF_GAPS(TYPE, ESCAPE)                                          \
    for (uint32_t item = 0; item < list->term->items; item++) {            \
        TYPE gap;                                                          \
        memcpy(&gap, list->docs + (size_t)item * sizeof(TYPE), sizeof gap); \
        document += gap;                                                   \
        into[found] = (uint32_t)document;                                  \
        found += gap != ESCAPE;                                            \
    }

int decode_documents(const Opened *list, uint32_t documents, uint32_t *into) {
    /* `into` has room for an item a gap: at most `items` are written. `document` cannot overflow
     * in 2^32 gaps below 2^32. As it never falls, its last value bounds all. */
    uint64_t document = 0;
    uint32_t found = 0;
    switch (list->docs_width) {
    case 0:
        for (uint32_t at = 0; at < list->term->items; at += 8) {
            uint64_t word = bits_at(list->docs, at, list->term->items);
            while (word) {
                int zeros = leading_zeros(word);
                document = (uint64_t)at * 8 + (uint64_t)zeros;
                if (document >= documents) /* padding of the last byte */
                    break;
                into[found++] = (uint32_t)document;
                word = without_bit(word, zeros);
            }
        }
        return found == list->term->count ? 0 : -1;
    case 1:
        SUM_OF_GAPS(uint8_t, UINT8_MAX)
        break;
    case 2:
        SUM_OF_GAPS(uint16_t, UINT16_MAX)
        break;
    default:
        SUM_OF_GAPS(uint32_t, UINT32_MAX)
    }
    return found == list->term->count && (!found || document < documents) ? 0 : -1;
}

int decode_frequencies(const Opened *list, uint32_t *into) {
    const Term *term = list->term;
    for (uint32_t posting = 0; posting < term->count; posting++)
        into[posting] = 1;
    if (!term->several)
        return term->occurrences == term->count ? 0 : -1;
    size_t bytes = ((size_t)term->count + 7) / 8;
    uint64_t total = term->count;
    uint32_t used = 0; /* of the frequencies over 1 */
    for (size_t at = 0; at < bytes; at += 8) {
        uint64_t word = bits_at(list->flags, at, bytes);
        while (word) {
            int zeros = leading_zeros(word);
            uint64_t posting = (uint64_t)at * 8 + (uint64_t)zeros;
            if (posting >= term->count) /* padding of the last byte */
                break;
            if (used == term->several)
                return -1;
            uint32_t less_two = integer_at(list->freqs, list->freqs_width, used++);
            total += (uint64_t)less_two + 1;
            if (total > term->occurrences)
                return -1;
            into[posting] = less_two + 2;
            word = without_bit(word, zeros);
        }
    }
    return used == term->several && total == term->occurrences ? 0 : -1;
}
