/* holding(terms, budget) -> documents, frequencies: the union of the lists of a few terms. */
#include "kernels.h"

/* Without the lock; returns -1 for damage. */
static int add_up(const Union *joined, int64_t *documents, int64_t *frequencies) {
    const uint32_t *decoded = joined->decoded;
    memset(frequencies, 0, (size_t)joined->total * sizeof *frequencies);
    for (Py_ssize_t number = 0; number < joined->count; number++) {
        const Opened *list = &joined->lists[number];
        if (decode_frequencies(list, joined->frequencies) < 0)
            return -1;
        for (uint32_t posting = 0; posting < list->term->count; posting++) {
            uint32_t row = union_row(joined, posting, decoded[posting]);
            documents[row] = decoded[posting];
            frequencies[row] += joined->frequencies[posting];
        }
        decoded += list->term->count;
    }
    return 0;
}

PyObject *Lists_holding(Lists *lists, PyObject *arguments) {
    PyObject *terms, *allowed, *result = NULL, *documents = NULL, *frequencies = NULL;
    int64_t *into, *counts;
    Union joined = {0};
    Budget budget;
    if (!PyArg_ParseTuple(arguments, "O!O", &PyTuple_Type, &terms, &allowed) ||
        budget_open(&budget, allowed) < 0)
        return NULL;
    if (union_open(&joined, lists, terms, 0) < 0)
        goto done;
    if (!budget_spend(&budget, joined.postings)) {
        result = Py_NewRef(Py_None);
        goto done;
    }
    if (union_decode(&joined) < 0 || !(documents = array_new(joined.total, 8, &into)) ||
        !(frequencies = array_new(joined.total, 8, &counts)))
        goto done;
    PyThreadState *saved = joined.postings > LONG_WORK ? PyEval_SaveThread() : NULL;
    int added = add_up(&joined, into, counts);
    if (saved)
        PyEval_RestoreThread(saved);
    result = added < 0 ? damaged() : Py_BuildValue("OO", documents, frequencies);
done:
    Py_XDECREF(documents);
    Py_XDECREF(frequencies);
    union_close(&joined);
    budget_close(&budget);
    return result;
}
