/* phrase(terms, begins, budget) -> documents, positions: the terms in a row.
 *
 * Returns the global position at which each occurrence of the phrase begins, and the document in
 * which it does; both ascend. A phrase may go on in the next documents. `begins` is the global
 * position of the first token of each document.
 *
 * The occurrences of the rarest term are candidates. The other terms are looked up for them by
 * cursors, the rarer first, and only in the documents in which a candidate wants them.
 */
#include "kernels.h"

typedef struct {
    int64_t begin;     /* where the phrase would begin */
    uint32_t document; /* that of the rarest term, at last that of the begin */
} Candidate;

typedef struct {
    Opened *lists;
    Py_ssize_t count, *order; /* the terms, rarest first */
    uint32_t documents;
    uint32_t *decoded, *frequencies;
    Candidate *candidates;
    int64_t total;
    const int64_t *begins;
} Phrase;

/* The document that holds a position near the begin of `document`. */
static uint32_t holder(const Phrase *phrase, int64_t position, uint32_t document) {
    while (document && position < phrase->begins[document])
        document--;
    while (document + 1 < phrase->documents && position >= phrase->begins[document + 1])
        document++;
    return document;
}

static int find_candidates(Phrase *phrase) {
    Py_ssize_t first = phrase->order[0];
    const Opened *list = &phrase->lists[first];
    uint64_t row = 0;
    if (decode_documents(list, phrase->documents, phrase->decoded) < 0 ||
        decode_frequencies(list, phrase->frequencies) < 0)
        return -1;
    for (uint32_t posting = 0; posting < list->term->count; posting++) {
        uint32_t document = phrase->decoded[posting];
        for (uint32_t left = phrase->frequencies[posting]; left; left--, row++) {
            int64_t position = integer_at(list->positions, list->positions_width, row);
            phrase->candidates[row].begin = phrase->begins[document] + position - first;
            phrase->candidates[row].document = document;
        }
    }
    phrase->total = (int64_t)row;
    return 0;
}

/* Keeps the candidates that have the term of this number where they want it. */
static int keep(Phrase *phrase, Py_ssize_t number) {
    const Opened *list = &phrase->lists[number];
    Cursor cursor = {.list = list};
    int64_t kept = 0, current = -1;
    uint32_t posting, frequency = 0, seen = 0;
    uint64_t row = 0;
    for (int64_t at = 0; at < phrase->total; at++) {
        Candidate candidate = phrase->candidates[at];
        int64_t wanted = candidate.begin + number;
        uint32_t document = holder(phrase, wanted, candidate.document);
        if (document != current) {
            if (document < current)
                return -1; /* positions of the rarest term that do not ascend */
            current = document;
            seen = frequency = 0;
            int held = cursor_seek(&cursor, document, &posting);
            if (held < 0 || (held && cursor_occurrences(&cursor, posting, &frequency, &row) < 0))
                return -1;
        }
        int64_t inside = wanted - phrase->begins[document];
        while (seen < frequency &&
               integer_at(list->positions, list->positions_width, row + seen) < inside)
            seen++;
        if (seen < frequency &&
            integer_at(list->positions, list->positions_width, row + seen) == inside)
            phrase->candidates[kept++] = candidate;
    }
    phrase->total = kept;
    return 0;
}

/* Without the lock; -1 for damage. */
static int find(Phrase *phrase) {
    if (find_candidates(phrase) < 0)
        return -1;
    for (Py_ssize_t rank = 1; rank < phrase->count && phrase->total; rank++)
        if (keep(phrase, phrase->order[rank]) < 0)
            return -1;
    for (int64_t at = 0; at < phrase->total; at++) {
        Candidate *candidate = &phrase->candidates[at];
        candidate->document = holder(phrase, candidate->begin, candidate->document);
    }
    return 0;
}

/* Opens the lists and orders them; returns the units of work, or -1 with an exception set. */
static int64_t prepare(Phrase *phrase, Lists *lists, PyObject *terms) {
    uint64_t units = 0;
    phrase->count = PyTuple_Size(terms);
    phrase->documents = lists->documents;
    phrase->lists = calloc((size_t)phrase->count + 1, sizeof *phrase->lists);
    phrase->order = calloc((size_t)phrase->count + 1, sizeof *phrase->order);
    if (!phrase->lists || !phrase->order)
        goto no_memory;
    for (Py_ssize_t number = 0; number < phrase->count; number++) {
        Py_ssize_t term = PyLong_AsSsize_t(PyTuple_GetItem(terms, number)), rank = number;
        if ((term == -1 && PyErr_Occurred()) ||
            lists_open(lists, term, 1, &phrase->lists[number]) < 0)
            return -1;
        const Term *own = phrase->lists[number].term;
        for (; rank && phrase->lists[phrase->order[rank - 1]].term->occurrences > own->occurrences;
             rank--)
            phrase->order[rank] = phrase->order[rank - 1];
        phrase->order[rank] = number;
        units += own->items / 8;
    }
    if (!phrase->count)
        return 0;
    const Opened *rarest = &phrase->lists[phrase->order[0]];
    size_t room = (size_t)documents_room(rarest, lists->documents) + 1;
    phrase->decoded = malloc(room * sizeof *phrase->decoded);
    phrase->frequencies = malloc(((size_t)rarest->term->count + 1) * sizeof *phrase->frequencies);
    phrase->candidates =
        malloc(((size_t)rarest->term->occurrences + 1) * sizeof *phrase->candidates);
    if (!phrase->decoded || !phrase->frequencies || !phrase->candidates)
        goto no_memory;
    return (int64_t)(units + (uint64_t)rarest->term->occurrences * (uint64_t)phrase->count);
no_memory:
    PyErr_NoMemory();
    return -1;
}

PyObject *Lists_phrase(Lists *lists, PyObject *arguments) {
    PyObject *terms, *given, *allowed, *result = NULL, *documents = NULL, *positions = NULL;
    int64_t *into, *at;
    Py_buffer begins = {0};
    Phrase phrase = {0};
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
    phrase.begins = begins.buf;
    int64_t units = prepare(&phrase, lists, terms);
    if (units < 0)
        goto done;
    if (!budget_spend(&budget, (uint64_t)units)) {
        result = Py_NewRef(Py_None);
        goto done;
    }
    PyThreadState *saved = units > LONG_WORK ? PyEval_SaveThread() : NULL;
    int found = phrase.count ? find(&phrase) : 0;
    if (saved)
        PyEval_RestoreThread(saved);
    if (found < 0) {
        damaged();
        goto done;
    }
    if (!(documents = array_new(phrase.total, 8, &into)) ||
        !(positions = array_new(phrase.total, 8, &at)))
        goto done;
    for (int64_t row = 0; row < phrase.total; row++) {
        into[row] = phrase.candidates[row].document;
        at[row] = phrase.candidates[row].begin;
    }
    result = Py_BuildValue("OO", documents, positions);
done:
    Py_XDECREF(documents);
    Py_XDECREF(positions);
    if (known >= 0)
        PyBuffer_Release(&begins);
    free(phrase.lists);
    free(phrase.order);
    free(phrase.decoded);
    free(phrase.frequencies);
    free(phrase.candidates);
    budget_close(&budget);
    return result;
}
