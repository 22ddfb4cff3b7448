/* positions(terms, begins, budget) -> holders, positions: every occurrence of a few terms.
 *
 * Global positions ascend; a holder is the document of each. `begins` is the global position of
 * the first token of each document.
 */
#include "kernels.h"

#define FEW 32 /* so many positions are sorted by insertion: mostly there are two or three */

static int compared(const void *one, const void *other) {
    int64_t first = *(const int64_t *)one, second = *(const int64_t *)other;
    return (first > second) - (first < second);
}

static void sort(int64_t *positions, uint64_t count) {
    if (count > FEW) {
        qsort(positions, (size_t)count, sizeof *positions, compared);
        return;
    }
    for (uint64_t number = 1; number < count; number++) {
        int64_t position = positions[number];
        uint64_t at = number;
        for (; at && positions[at - 1] > position; at--)
            positions[at] = positions[at - 1];
        positions[at] = position;
    }
}

/* Sets next[row] to the number of occurrences before a row; -1 for damage. */
static int count_occurrences(const Union *joined, uint64_t *next) {
    const uint32_t *decoded = joined->decoded;
    memset(next, 0, ((size_t)joined->total + 1) * sizeof *next);
    for (Py_ssize_t number = 0; number < joined->count; number++) {
        const Opened *list = &joined->lists[number];
        if (decode_frequencies(list, joined->frequencies) < 0)
            return -1;
        for (uint32_t posting = 0; posting < list->term->count; posting++)
            next[union_row(joined, posting, decoded[posting]) + 1] += joined->frequencies[posting];
        decoded += list->term->count;
    }
    for (int64_t row = 0; row < joined->total; row++)
        next[row + 1] += next[row];
    return 0;
}

/* Without the lock; -1 for damage. `next` has an item a row and one more. */
static int fill(const Union *joined, const int64_t *begins, uint64_t *next, int64_t *holders,
                int64_t *positions) {
    const uint32_t *decoded = joined->decoded;
    if (count_occurrences(joined, next) < 0)
        return -1;
    for (Py_ssize_t number = 0; number < joined->count; number++) {
        const Opened *list = &joined->lists[number];
        uint64_t offset = 0; /* the lists' lengths were compared with the occurrences above */
        if (decode_frequencies(list, joined->frequencies) < 0)
            return -1;
        for (uint32_t posting = 0; posting < list->term->count; posting++) {
            uint32_t document = decoded[posting];
            uint32_t row = union_row(joined, posting, document);
            for (uint32_t left = joined->frequencies[posting]; left; left--) {
                uint64_t at = next[row]++;
                holders[at] = document;
                positions[at] = begins[document] + integer_at(list->positions,
                                                              list->positions_width, offset++);
            }
        }
        decoded += list->term->count;
    }
    /* Now next[row] is where the row ends. */
    if (joined->count > 1)
        for (int64_t row = 0; row < joined->total; row++)
            sort(positions + (row ? next[row - 1] : 0), next[row] - (row ? next[row - 1] : 0));
    return 0;
}

PyObject *Lists_positions(Lists *lists, PyObject *arguments) {
    PyObject *terms, *given, *allowed, *result = NULL, *holders = NULL, *positions = NULL;
    int64_t *into, *at;
    uint64_t *next = NULL;
    Py_buffer begins = {0};
    Union joined = {0};
    Budget budget;
    if (!PyArg_ParseTuple(arguments, "O!OO", &PyTuple_Type, &terms, &given, &allowed) ||
        budget_open(&budget, allowed) < 0)
        return NULL;
    Py_ssize_t known = array_open(given, &begins, 8);
    if (known < 0)
        goto done;
    if (known < (Py_ssize_t)lists->documents) {
        PyErr_SetString(PyExc_ValueError, "each document has a first position");
        goto done;
    }
    if (union_open(&joined, lists, terms, 1) < 0)
        goto done;
    if (!budget_spend(&budget, joined.occurrences)) {
        result = Py_NewRef(Py_None);
        goto done;
    }
    if (union_decode(&joined) < 0)
        goto done;
    next = malloc(((size_t)joined.total + 1) * sizeof *next);
    if (!next) {
        PyErr_NoMemory();
        goto done;
    }
    if (!(holders = array_new((int64_t)joined.occurrences, 8, &into)) ||
        !(positions = array_new((int64_t)joined.occurrences, 8, &at)))
        goto done;
    PyThreadState *saved = joined.occurrences > LONG_WORK ? PyEval_SaveThread() : NULL;
    int filled = fill(&joined, begins.buf, next, into, at);
    if (saved)
        PyEval_RestoreThread(saved);
    result = filled < 0 ? damaged() : Py_BuildValue("OO", holders, positions);
done:
    Py_XDECREF(holders);
    Py_XDECREF(positions);
    if (known >= 0)
        PyBuffer_Release(&begins);
    free(next);
    union_close(&joined);
    budget_close(&budget);
    return result;
}
