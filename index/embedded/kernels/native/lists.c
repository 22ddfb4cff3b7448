/* The type Lists: the posting lists of an index segment, over the bytes of its file.
 *
 * `index.embedded.format` says which bytes lie where. A term's lists begin where those of the
 * terms before it with the same encoding end, so one pass over the counts of all terms finds them
 * all. The same pass compares them with the sizes of the sections: whatever a kernel reads later
 * between the bounds of a term is inside the file.
 */
#include "kernels.h"

#define PAGE_BITS 16 /* the pages of sections.py */

PyObject *damaged(void) {
    PyErr_SetString(PyExc_ValueError, "a posting list has changed since it was written");
    return NULL;
}

/* Compares the checksums of the pages of `size` bytes of the file. */
static int ensure(Lists *lists, const uint8_t *bytes, uint64_t size) {
    if (!size)
        return 0;
    uint64_t at = (uint64_t)(bytes - (const uint8_t *)lists->memory.buf);
    uint64_t first = at >> PAGE_BITS, last = (at + size - 1) >> PAGE_BITS;
    if (last >= (uint64_t)lists->unchecked.len) {
        damaged();
        return -1;
    }
    if (!memchr((const uint8_t *)lists->unchecked.buf + first, 1, last - first + 1))
        return 0;
    PyObject *done = PyObject_CallFunction(
        lists->check, "nn", (Py_ssize_t)first, (Py_ssize_t)last);
    Py_XDECREF(done);
    return done ? 0 : -1;
}

/* Counts of a byte each, with escapes (counts.py). */
typedef struct {
    const uint8_t *small, *escapes;
    uint64_t left; /* escapes */
} Counts;

static int counts_open(Lists *lists, int section, Counts *counts) {
    const Section *small = &lists->sections[section], *escapes = &lists->sections[section + 1];
    if (ensure(lists, small->bytes, small->size) < 0 ||
        ensure(lists, escapes->bytes, escapes->size) < 0)
        return -1;
    if (small->size != lists->term_count) {
        damaged();
        return -1;
    }
    *counts = (Counts){small->bytes, escapes->bytes, escapes->size / 4};
    return 0;
}

/* The next count, at most 2^32 - 1; UINT64_MAX if an escape is missing. */
static uint64_t counts_next(Counts *counts) {
    uint32_t count = *counts->small++;
    if (count < 255)
        return count;
    if (!counts->left--)
        return UINT64_MAX;
    memcpy(&count, counts->escapes, 4);
    counts->escapes += 4;
    return count;
}

static const int DOCS_WIDTHS[] = {0, 1, 2, 4}, WIDTHS[] = {1, 2, 4};

/* Fills the table of terms; returns -1 with an exception set for damage. */
static int find_lists(Lists *lists) {
    const Section *kinds = &lists->sections[KINDS];
    Counts counts, more, several, escapes;
    uint64_t used[SECTIONS] = {0}; /* bytes of each section that belong to the terms so far */
    if (ensure(lists, kinds->bytes, kinds->size) < 0 ||
        counts_open(lists, DOCUMENTS, &counts) < 0 || counts_open(lists, MORE, &more) < 0 ||
        counts_open(lists, SEVERAL, &several) < 0 || counts_open(lists, ESCAPES, &escapes) < 0)
        return -1;
    for (uint32_t number = 0; number < lists->term_count; number++) {
        int kind = kinds->bytes[number];
        int docs = kind & 3, positions = kind >> 2 & 3, freqs = kind >> 4 & 3;
        uint64_t count = counts_next(&counts), extra = counts_next(&more);
        uint64_t of_many = counts_next(&several), escaped = counts_next(&escapes);
        if (positions > 2 || freqs > 2 || count > lists->documents || of_many > count ||
            extra > UINT32_MAX - count || escaped > UINT32_MAX - count) {
            damaged();
            return -1;
        }
        Term *term = &lists->terms[number];
        uint64_t bitmap = ((uint64_t)lists->documents + 7) / 8;
        term->count = (uint32_t)count;
        term->occurrences = (uint32_t)(count + extra);
        term->several = (uint32_t)of_many;
        term->items = (uint32_t)(docs ? count + escaped : bitmap);
        term->docs_at = used[DOCS_BITS + docs];
        term->flags_at = used[MANY];
        term->freqs_at = used[FREQS_1 + freqs];
        term->positions_at = used[POSITIONS_1 + positions];
        used[DOCS_BITS + docs] += (uint64_t)term->items * (docs ? DOCS_WIDTHS[docs] : 1);
        used[MANY] += of_many ? (count + 7) / 8 : 0;
        used[FREQS_1 + freqs] += of_many * WIDTHS[freqs];
        used[POSITIONS_1 + positions] += (uint64_t)term->occurrences * WIDTHS[positions];
    }
    if (counts.left || more.left || several.left || escapes.left) {
        damaged();
        return -1;
    }
    for (int section = DOCS_BITS; section < SECTIONS; section++)
        if (used[section] != lists->sections[section].size) {
            damaged();
            return -1;
        }
    return 0;
}

int lists_open(Lists *lists, Py_ssize_t number, int with_positions, Opened *opened) {
    if (number < 0 || number >= (Py_ssize_t)lists->term_count) {
        PyErr_Format(PyExc_IndexError, "there is no term %zd", number);
        return -1;
    }
    const Term *term = &lists->terms[number];
    int kind = lists->sections[KINDS].bytes[number];
    int docs = kind & 3, positions = kind >> 2 & 3, freqs = kind >> 4 & 3;
    if (positions > 2 || freqs > 2) { /* memory that changed after Lists_new */
        damaged();
        return -1;
    }
    *opened = (Opened){
        .term = term,
        .docs = lists->sections[DOCS_BITS + docs].bytes + term->docs_at,
        .flags = lists->sections[MANY].bytes + term->flags_at,
        .freqs = lists->sections[FREQS_1 + freqs].bytes + term->freqs_at,
        .positions = lists->sections[POSITIONS_1 + positions].bytes + term->positions_at,
        .docs_width = DOCS_WIDTHS[docs],
        .freqs_width = WIDTHS[freqs],
        .positions_width = WIDTHS[positions],
    };
    uint64_t docs_size = (uint64_t)term->items * (docs ? DOCS_WIDTHS[docs] : 1);
    if (ensure(lists, opened->docs, docs_size) < 0)
        return -1;
    if (term->several &&
        (ensure(lists, opened->flags, ((uint64_t)term->count + 7) / 8) < 0 ||
         ensure(lists, opened->freqs, (uint64_t)term->several * opened->freqs_width) < 0))
        return -1;
    if (with_positions && ensure(lists, opened->positions,
                                 (uint64_t)term->occurrences * opened->positions_width) < 0)
        return -1;
    return 0;
}

/* Lists(memory, unchecked, check, sections, documents), where `sections` has the offset and the
 * size in bytes of each section in the order of the enumeration; (0, 0) for one that is missing. */
static PyObject *Lists_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    PyObject *memory, *unchecked, *check, *sections;
    unsigned long long documents;
    (void)keywords;
    if (!PyArg_ParseTuple(arguments, "OOOO!K", &memory, &unchecked, &check, &PyTuple_Type,
                          &sections, &documents))
        return NULL;
    if (PyTuple_Size(sections) != SECTIONS || documents > UINT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "an index segment has other sections, or too many documents");
        return NULL;
    }
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Lists *lists = (Lists *)allocate(type, 0); /* zeroed, so that a part of it can be freed */
    if (!lists)
        return NULL;
    if (PyObject_GetBuffer(memory, &lists->memory, PyBUF_SIMPLE) < 0 ||
        PyObject_GetBuffer(unchecked, &lists->unchecked, PyBUF_SIMPLE) < 0)
        goto failed;
    Py_INCREF(check);
    lists->check = check;
    for (Py_ssize_t section = 0; section < SECTIONS; section++) {
        unsigned long long offset, size, whole = (unsigned long long)lists->memory.len;
        PyObject *place = PyTuple_GetItem(sections, section);
        if (!PyTuple_Check(place)) {
            PyErr_SetString(PyExc_TypeError, "a section has an offset and a size");
            goto failed;
        }
        if (!PyArg_ParseTuple(place, "KK", &offset, &size))
            goto failed;
        if (offset > whole || size > whole - offset) {
            damaged();
            goto failed;
        }
        lists->sections[section] = (Section){(const uint8_t *)lists->memory.buf + offset, size};
    }
    if (lists->sections[KINDS].size > UINT32_MAX) {
        damaged();
        goto failed;
    }
    lists->documents = (uint32_t)documents;
    lists->term_count = (uint32_t)lists->sections[KINDS].size;
    lists->terms = calloc(lists->term_count ? lists->term_count : 1, sizeof(Term));
    if (!lists->terms) {
        PyErr_NoMemory();
        goto failed;
    }
    if (find_lists(lists) < 0)
        goto failed;
    return (PyObject *)lists;
failed:
    Py_DECREF(lists);
    return NULL;
}

static void Lists_dealloc(Lists *lists) {
    PyTypeObject *type = Py_TYPE((PyObject *)lists);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    if (lists->memory.obj)
        PyBuffer_Release(&lists->memory);
    if (lists->unchecked.obj)
        PyBuffer_Release(&lists->unchecked);
    Py_XDECREF(lists->check);
    free(lists->terms);
    release(lists);
    Py_DECREF(type);
}

static PyMethodDef Lists_methods[] = {
    {"holding", (PyCFunction)Lists_holding, METH_VARARGS, NULL},
    {"occurrences", (PyCFunction)Lists_occurrences, METH_VARARGS, NULL},
    {"positions", (PyCFunction)Lists_positions, METH_VARARGS, NULL},
    {"phrase", (PyCFunction)Lists_phrase, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot Lists_slots[] = {
    {Py_tp_new, Lists_new},
    {Py_tp_dealloc, Lists_dealloc},
    {Py_tp_methods, Lists_methods},
    {0, NULL},
};

PyType_Spec Lists_spec = {
    .name = "index.embedded.kernels._native.Lists",
    .basicsize = sizeof(Lists),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = Lists_slots,
};
