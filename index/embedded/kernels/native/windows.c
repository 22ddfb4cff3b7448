/* near(rarest, other, window) -> rows, and
 * windows(children, holding, begins, window, budget) -> documents, last documents, begins, ends.
 *
 * The windows of `index.embedded.matching.windows`: stretches of fewer than `window` positions from
 * end to end that hold every child and touch no document of `holding`. A child is a tuple of its
 * documents (int64) and of its first and last position in each (int32 or int64, as all children
 * have); the rarest child comes first. `begins` is the first position of each document (int64).
 * All of them must ascend; where they do not, the answer is wrong and nothing else happens.
 */
#include "kernels.h"

#define NOWHERE INT64_MIN

typedef struct {
    Py_buffer buffers[3];
    int opened; /* buffers */
    const int64_t *documents;
    const void *firsts, *lasts;
    Py_ssize_t count;
    int is_wide; /* whether positions are int64 */
} Child;

typedef struct {
    int64_t begin, end;
} Window;

static inline int64_t position(const void *positions, int is_wide, Py_ssize_t row) {
    return is_wide ? ((const int64_t *)positions)[row] : ((const int32_t *)positions)[row];
}

static int child_open(Child *child, PyObject *given) {
    PyObject *columns[3];
    if (!PyTuple_Check(given) ||
        !PyArg_ParseTuple(given, "OOO", &columns[0], &columns[1], &columns[2])) {
        PyErr_SetString(PyExc_TypeError, "a child has documents, firsts and lasts");
        return -1;
    }
    child->count = array_open(columns[0], &child->buffers[0], 8);
    if (child->count < 0)
        return -1;
    child->opened = 1;
    child->is_wide = -1;
    for (int column = 1; column < 3; column++) {
        if (array_open(columns[column], &child->buffers[column], 4) < 0)
            return -1;
        child->opened++;
        Py_ssize_t bytes = child->buffers[column].len;
        /* The width follows from the number of items; there is none to read in an empty child. */
        int is_wide = bytes == 8 * child->count;
        if (!is_wide && bytes != 4 * child->count) {
            PyErr_SetString(PyExc_ValueError, "a child has as many positions as documents");
            return -1;
        }
        if (column == 2 && is_wide != child->is_wide) {
            PyErr_SetString(PyExc_TypeError, "firsts and lasts have one type");
            return -1;
        }
        child->is_wide = is_wide;
    }
    if (child->is_wide && ((uintptr_t)child->buffers[1].buf | (uintptr_t)child->buffers[2].buf) % 8) {
        PyErr_SetString(PyExc_TypeError, "positions of 8 bytes are aligned");
        return -1;
    }
    child->documents = child->buffers[0].buf;
    child->firsts = child->buffers[1].buf;
    child->lasts = child->buffers[2].buf;
    return 0;
}

static void child_close(Child *child) {
    while (child->opened)
        PyBuffer_Release(&child->buffers[--child->opened]);
}

/* The first row from `row` on whose number is at least `wanted`: steps double until past it. */
static Py_ssize_t gallop(const int64_t *numbers, Py_ssize_t count, Py_ssize_t row, int64_t wanted) {
    Py_ssize_t step = 1, low = row, high;
    while (step < count - low && numbers[low + step] < wanted) {
        low += step;
        step *= 2;
    }
    high = step < count - low ? low + step : count;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (numbers[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether a window may hold a position of `other` and one of the rarest child in its `row`.
 * `at` is where the last search in `other` ended. */
static int is_near(const Child *rarest, Py_ssize_t row, const Child *other, Py_ssize_t *at,
                   int64_t window) {
    int64_t first = position(rarest->firsts, rarest->is_wide, row);
    int64_t last = position(rarest->lasts, rarest->is_wide, row);
    *at = gallop(other->documents, other->count, *at, rarest->documents[row]);
    return (*at < other->count && position(other->firsts, other->is_wide, *at) - last < window) ||
           (*at && first - position(other->lasts, other->is_wide, *at - 1) < window);
}

static int by_begin(const void *one, const void *other) {
    const Window *first = one, *second = other;
    if (first->begin != second->begin)
        return first->begin < second->begin ? -1 : 1;
    return (first->end < second->end) - (first->end > second->end); /* the longest first */
}

/* Orders windows and keeps those that contain no other; returns their number. */
static Py_ssize_t keep_smallest(Window *windows, Py_ssize_t count) {
    Py_ssize_t moves = 0, kept = count;
    for (Py_ssize_t row = 1; row < count; row++) {
        Window window = windows[row];
        Py_ssize_t at = row;
        for (; at && by_begin(&windows[at - 1], &window) > 0; at--, moves++)
            windows[at] = windows[at - 1];
        windows[at] = window;
        if (moves > 16 * count) { /* they come nearly in order, unless they are damaged */
            qsort(windows, (size_t)count, sizeof *windows, by_begin);
            break;
        }
    }
    int64_t least = INT64_MAX;
    for (Py_ssize_t row = count; row-- > 0;)
        if (windows[row].end < least) {
            least = windows[row].end;
            windows[--kept] = windows[row];
        }
    memmove(windows, windows + kept, (size_t)(count - kept) * sizeof *windows);
    return count - kept;
}

/* Widens each window by the nearest positions of a child; `into` has room for two a window. */
static Py_ssize_t widen(const Child *other, const Window *windows, Py_ssize_t count, int64_t size,
                        Window *into) {
    Py_ssize_t found = 0, row = -1; /* the last row whose first position is not past the end */
    for (Py_ssize_t number = 0; number < count; number++) {
        Window window = windows[number];
        Py_ssize_t step = 1;
        while (step < other->count - row &&
               position(other->firsts, other->is_wide, row + step) <= window.end) {
            row += step;
            step *= 2;
        }
        for (; step; step /= 2)
            if (step < other->count - row &&
                position(other->firsts, other->is_wide, row + step) <= window.end)
                row += step;
        int64_t before = NOWHERE, after = INT64_MAX;
        if (row + 1 < other->count)
            after = position(other->firsts, other->is_wide, row + 1);
        if (row >= 0) {
            before = position(other->lasts, other->is_wide, row);
            if (before > window.end) {
                after = before;
                before = position(other->firsts, other->is_wide, row);
            }
        }
        if (before >= window.begin) {
            into[found++] = window;
            continue;
        }
        if (before != NOWHERE && window.end - before < size)
            into[found++] = (Window){before, window.end};
        if (after != INT64_MAX && after - window.begin < size)
            into[found++] = (Window){window.begin, after};
    }
    return keep_smallest(into, found);
}

typedef struct {
    Child *children;
    Py_ssize_t count; /* of children */
    const int64_t *holding, *begins;
    Py_ssize_t holding_count, documents;
    int64_t size;     /* of a window */
    Window *windows, *spare; /* of `room` windows */
    Py_ssize_t found, room;
    int64_t *ends;    /* the documents of each window found: first, last */
} Search;

/* The document of a position, -1 before the first. */
static int64_t holder(const Search *search, int64_t place) {
    Py_ssize_t low = 0, high = search->documents;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (search->begins[middle] <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

/* Returns -1 if memory is short. */
static int make_room(Search *search, Py_ssize_t room) {
    if (room <= search->room)
        return 0;
    Window *windows = realloc(search->windows, (size_t)room * sizeof *windows);
    if (windows)
        search->windows = windows;
    Window *spare = realloc(search->spare, (size_t)room * sizeof *spare);
    if (spare)
        search->spare = spare;
    search->room = windows && spare ? room : search->room;
    return windows && spare ? 0 : -1;
}

/* Starts with the positions of the rarest child that are near all others. */
static int start(Search *search, Py_ssize_t *at) {
    const Child *rarest = &search->children[0];
    Py_ssize_t held = 0;
    if (make_room(search, 2 * rarest->count + 2) < 0)
        return -1;
    for (Py_ssize_t row = 0; row < rarest->count; row++) {
        held = gallop(search->holding, search->holding_count, held, rarest->documents[row]);
        int near = held == search->holding_count || search->holding[held] != rarest->documents[row];
        for (Py_ssize_t number = 1; near && number < search->count; number++)
            near = is_near(rarest, row, &search->children[number], &at[number], search->size);
        if (!near)
            continue;
        int64_t first = position(rarest->firsts, rarest->is_wide, row);
        int64_t last = position(rarest->lasts, rarest->is_wide, row);
        search->windows[search->found++] = (Window){first, first};
        if (last > first)
            search->windows[search->found++] = (Window){last, last};
    }
    return 0;
}

/* Leaves out windows that touch a document of `holding`, and those that share a position with a
 * shorter one, or with an earlier one of the same length. */
static int choose(Search *search) {
    Py_ssize_t kept = 0, held = 0, best = 0;
    search->ends = malloc(((size_t)search->found + 1) * 2 * sizeof *search->ends);
    unsigned char *worse = calloc((size_t)search->found + 1, 1);
    if (!search->ends || !worse) {
        free(worse);
        return -1;
    }
    for (Py_ssize_t row = 0; row < search->found; row++) {
        Window window = search->windows[row];
        int64_t first = holder(search, window.begin), last = holder(search, window.end);
        held = gallop(search->holding, search->holding_count, held, first);
        if (held < search->holding_count && search->holding[held] <= last)
            continue;
        search->windows[kept] = window;
        search->ends[2 * kept] = first;
        search->ends[2 * kept++ + 1] = last;
    }
    for (Py_ssize_t row = 0; row < kept; row++) {
        Window window = search->windows[row];
        for (Py_ssize_t later = row + 1;
             later < kept && search->windows[later].begin <= window.end; later++) {
            Window other = search->windows[later];
            int longer = window.end - window.begin > other.end - other.begin;
            worse[longer ? row : later] = 1;
        }
    }
    for (Py_ssize_t row = 0; row < kept; row++)
        if (!worse[row]) {
            search->windows[best] = search->windows[row];
            search->ends[2 * best] = search->ends[2 * row];
            search->ends[2 * best++ + 1] = search->ends[2 * row + 1];
        }
    search->found = best;
    free(worse);
    return 0;
}

/* Without the lock; -1 if memory is short. */
static int find(Search *search) {
    Py_ssize_t *at = calloc((size_t)search->count + 1, sizeof *at);
    int done = at ? start(search, at) : -1;
    free(at);
    for (Py_ssize_t number = 1; !done && search->found && number < search->count; number++) {
        if (make_room(search, 2 * search->found) < 0)
            return -1;
        search->found = widen(&search->children[number], search->windows, search->found,
                              search->size, search->spare);
        Window *swapped_out = search->windows;
        search->windows = search->spare;
        search->spare = swapped_out;
    }
    return done ? done : choose(search);
}

static PyObject *results(const Search *search) {
    PyObject *columns[4] = {NULL}, *result = NULL;
    int64_t *memory[4];
    for (int column = 0; column < 4; column++)
        if (!(columns[column] = array_new(search->found, 8, &memory[column])))
            goto done;
    for (Py_ssize_t row = 0; row < search->found; row++) {
        memory[0][row] = search->ends[2 * row];
        memory[1][row] = search->ends[2 * row + 1];
        memory[2][row] = search->windows[row].begin;
        memory[3][row] = search->windows[row].end;
    }
    result = Py_BuildValue("OOOO", columns[0], columns[1], columns[2], columns[3]);
done:
    for (int column = 0; column < 4; column++)
        Py_XDECREF(columns[column]);
    return result;
}

PyObject *kernel_windows(PyObject *module, PyObject *arguments) {
    PyObject *children, *holding, *begins, *allowed, *result = NULL;
    Py_buffer holding_buffer = {0}, begins_buffer = {0};
    Search search = {0};
    Budget budget;
    long long size;
    uint64_t units = 0;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "O!OOLO", &PyTuple_Type, &children, &holding, &begins, &size,
                          &allowed) ||
        budget_open(&budget, allowed) < 0)
        return NULL;
    search.size = size;
    search.count = PyTuple_Size(children);
    search.children = calloc((size_t)search.count + 1, sizeof *search.children);
    if (!search.children) {
        PyErr_NoMemory();
        goto done;
    }
    search.holding_count = array_open(holding, &holding_buffer, 8);
    if (search.holding_count < 0)
        goto done;
    search.documents = array_open(begins, &begins_buffer, 8);
    if (search.documents < 0)
        goto done;
    search.holding = holding_buffer.buf;
    search.begins = begins_buffer.buf;
    for (Py_ssize_t number = 0; number < search.count; number++)
        if (child_open(&search.children[number], PyTuple_GetItem(children, number)) < 0)
            goto done;
    if (search.count)
        units = (uint64_t)search.children[0].count * (uint64_t)search.count;
    if (!budget_spend(&budget, units)) {
        result = Py_NewRef(Py_None);
        goto done;
    }
    PyThreadState *saved = units > LONG_WORK / 4 ? PyEval_SaveThread() : NULL;
    int found = search.count ? find(&search) : choose(&search);
    if (saved)
        PyEval_RestoreThread(saved);
    result = found < 0 ? PyErr_NoMemory() : results(&search);
done:
    for (Py_ssize_t number = 0; search.children && number < search.count; number++)
        child_close(&search.children[number]);
    if (holding_buffer.obj)
        PyBuffer_Release(&holding_buffer);
    if (begins_buffer.obj)
        PyBuffer_Release(&begins_buffer);
    free(search.children);
    free(search.windows);
    free(search.spare);
    free(search.ends);
    budget_close(&budget);
    return result;
}

PyObject *kernel_near(PyObject *module, PyObject *arguments) {
    PyObject *one, *other, *result = NULL;
    Child rarest = {0}, second = {0};
    long long size;
    int64_t *rows = NULL;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OOL", &one, &other, &size))
        return NULL;
    if (child_open(&rarest, one) < 0 || child_open(&second, other) < 0)
        goto done;
    rows = malloc(((size_t)rarest.count + 1) * sizeof *rows);
    if (!rows) {
        PyErr_NoMemory();
        goto done;
    }
    Py_ssize_t at = 0, found = 0;
    for (Py_ssize_t row = 0; row < rarest.count; row++)
        if (is_near(&rarest, row, &second, &at, size))
            rows[found++] = row;
    result = PyBytes_FromStringAndSize((const char *)rows, found * 8);
done:
    free(rows);
    child_close(&rarest);
    child_close(&second);
    return result;
}
