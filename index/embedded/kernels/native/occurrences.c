/* occurrences(terms, exact, begins, budget)
 *     -> documents, frequencies, exact frequencies, first positions, last positions.
 *
 * The union of the lists of a few terms, with the first and the last global position of any of
 * them in each document. `exact` is the row of one of the terms, or -1: its own frequencies are 0
 * where only the others occur. `begins` is the global position of each document's first token.
 */
#include "kernels.h"

typedef struct {
    int64_t *documents, *firsts, *lasts;
    int64_t *frequencies, *exact;
} Rows;

/* Without the lock; returns -1 for damage. */
static int fill(const Union *joined, Py_ssize_t exact, const int64_t *begins, const Rows *rows) {
    const uint32_t *decoded = joined->decoded;
    size_t bytes = (size_t)joined->total * sizeof(int64_t);
    memset(rows->frequencies, 0, bytes);
    memset(rows->exact, 0, bytes);
    for (Py_ssize_t number = 0; number < joined->count; number++) {
        const Opened *list = &joined->lists[number];
        uint64_t offset = 0; /* of the posting's first position; decode_frequencies bounds it */
        if (decode_frequencies(list, joined->frequencies) < 0)
            return -1;
        for (uint32_t posting = 0; posting < list->term->count; posting++) {
            uint32_t document = decoded[posting], frequency = joined->frequencies[posting];
            uint32_t row = union_row(joined, posting, document);
            int64_t begin = begins[document];
            int64_t first = begin + integer_at(list->positions, list->positions_width, offset);
            offset += frequency;
            int64_t last = begin + integer_at(list->positions, list->positions_width, offset - 1);
            if (!rows->frequencies[row]) {
                rows->documents[row] = document;
                rows->firsts[row] = first;
                rows->lasts[row] = last;
            } else {
                if (first < rows->firsts[row])
                    rows->firsts[row] = first;
                if (last > rows->lasts[row])
                    rows->lasts[row] = last;
            }
            rows->frequencies[row] += frequency;
            if (number == exact)
                rows->exact[row] = frequency;
        }
        decoded += list->term->count;
    }
    return 0;
}

PyObject *Lists_occurrences(Lists *lists, PyObject *arguments) {
    PyObject *terms, *given, *allowed, *result = NULL, *columns[5] = {NULL};
    Py_ssize_t exact;
    Py_buffer begins = {0};
    Union joined = {0};
    Budget budget;
    Rows rows;
    void *memory[5] = {&rows.documents, &rows.frequencies, &rows.exact, &rows.firsts, &rows.lasts};
    if (!PyArg_ParseTuple(arguments, "O!nOO", &PyTuple_Type, &terms, &exact, &given, &allowed) ||
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
    if (!budget_spend(&budget, joined.postings)) {
        result = Py_NewRef(Py_None);
        goto done;
    }
    if (union_decode(&joined) < 0)
        goto done;
    for (int column = 0; column < 5; column++)
        if (!(columns[column] = array_new(joined.total, 8, memory[column])))
            goto done;
    PyThreadState *saved = joined.postings > LONG_WORK ? PyEval_SaveThread() : NULL;
    int filled = fill(&joined, exact, begins.buf, &rows);
    if (saved)
        PyEval_RestoreThread(saved);
    result = filled < 0 ? damaged()
                        : Py_BuildValue("OOOOO", columns[0], columns[1], columns[2], columns[3],
                                        columns[4]);
done:
    for (int column = 0; column < 5; column++)
        Py_XDECREF(columns[column]);
    if (known >= 0)
        PyBuffer_Release(&begins);
    union_close(&joined);
    budget_close(&budget);
    return result;
}
