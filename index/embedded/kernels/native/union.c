/* The lists of a few terms as one, as those of the forms of a stem.
 *
 * The documents of all terms set bits of a bitmap. Counting the bits before a document gives its
 * row, so nothing is sorted. 107,000 documents have a bitmap of 13 KB, which stays in the first
 * cache. Decoding and adding takes 5 to 6 ns a posting; numpy takes 73.
 */
#include "kernels.h"

int union_open(Union *joined, Lists *lists, PyObject *terms, int with_positions) {
    *joined = (Union){.count = PyTuple_Size(terms), .documents = lists->documents};
    uint64_t room = 0;
    joined->lists = calloc((size_t)joined->count + 1, sizeof *joined->lists);
    if (!joined->lists)
        goto no_memory;
    for (Py_ssize_t number = 0; number < joined->count; number++) {
        Opened *list = &joined->lists[number];
        Py_ssize_t term = PyLong_AsSsize_t(PyTuple_GetItem(terms, number));
        if ((term == -1 && PyErr_Occurred()) || lists_open(lists, term, with_positions, list) < 0)
            return -1;
        /* A list may need more room while it is decoded than it keeps. */
        uint64_t needed = joined->postings + documents_room(list, lists->documents);
        room = needed > room ? needed : room;
        joined->postings += list->term->count;
        joined->occurrences += list->term->occurrences;
        if (list->term->count > joined->longest)
            joined->longest = list->term->count;
    }
    joined->decoded = malloc((room + 1) * sizeof *joined->decoded);
    joined->frequencies = malloc((joined->longest + 1) * sizeof *joined->frequencies);
    if (!joined->decoded || !joined->frequencies)
        goto no_memory;
    if (joined->count > 1) {
        size_t words = (size_t)lists->documents / 64 + 1;
        joined->bits = calloc(words, sizeof *joined->bits);
        joined->rows = malloc(words * sizeof *joined->rows);
        if (!joined->bits || !joined->rows)
            goto no_memory;
    }
    return 0;
no_memory:
    PyErr_NoMemory();
    return -1;
}

/* Without the lock. */
static int decode(Union *joined) {
    uint32_t *decoded = joined->decoded;
    for (Py_ssize_t number = 0; number < joined->count; number++) {
        const Opened *list = &joined->lists[number];
        if (decode_documents(list, joined->documents, decoded) < 0)
            return -1;
        for (uint32_t posting = 0; joined->bits && posting < list->term->count; posting++)
            joined->bits[decoded[posting] >> 6] |= UINT64_C(1) << (decoded[posting] & 63);
        decoded += list->term->count;
    }
    joined->total = (int64_t)joined->postings;
    if (joined->bits) {
        uint32_t total = 0;
        for (size_t word = 0; word <= joined->documents / 64; word++) {
            joined->rows[word] = total;
            total += ones(joined->bits[word]);
        }
        joined->total = total;
    }
    return 0;
}

int union_decode(Union *joined) {
    PyThreadState *saved = joined->postings > LONG_WORK ? PyEval_SaveThread() : NULL;
    int done = decode(joined);
    if (saved)
        PyEval_RestoreThread(saved);
    if (done < 0)
        damaged();
    return done;
}

void union_close(Union *joined) {
    free(joined->lists);
    free(joined->decoded);
    free(joined->frequencies);
    free(joined->bits);
    free(joined->rows);
}
