/* Shared by the kernels: buffers, bits, budgets, and the posting lists of an index segment.
 *
 * Every kernel reads memory that others wrote, so nothing in it is believed. A number that leads
 * to an address is compared with the bounds of its section first. What does not fit raises
 * ValueError, which the engine reports as CorruptIndex.
 */
#ifndef OVERHEARD_KERNELS_H
#define OVERHEARD_KERNELS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the sections of an index are little-endian: elsewhere numpy does the work"
#endif

/* ---- bits.c: bits of bitmaps, whose highest bit of a byte comes first ---- */

#if defined(_MSC_VER)
#include <intrin.h>
static inline int leading_zeros(uint64_t word) {
    unsigned long highest;
    _BitScanReverse64(&highest, word);
    return 63 - (int)highest;
}
static inline uint64_t swapped(uint64_t word) { return _byteswap_uint64(word); }
#else
static inline int leading_zeros(uint64_t word) { return __builtin_clzll(word); }
static inline uint64_t swapped(uint64_t word) { return __builtin_bswap64(word); }
#endif

static inline uint32_t ones(uint64_t word) {
    /* The bits are added pairwise, because the instruction for it is not on every x86-64. */
    word -= (word >> 1) & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + ((word >> 2) & 0x3333333333333333u);
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)((word * 0x0101010101010101u) >> 56);
}

/* The 64 bits from byte `at` on of a bitmap of `size` bytes, the first as the highest. Bits past
 * the end are 0. */
static inline uint64_t bits_at(const uint8_t *bitmap, size_t at, size_t size) {
    uint64_t word = 0;
    memcpy(&word, bitmap + at, size - at < 8 ? size - at : 8);
    return swapped(word);
}

/* The word without its highest bit, which is `zeros` bits from the top. */
static inline uint64_t without_bit(uint64_t word, int zeros) {
    return word & ~(UINT64_C(0x8000000000000000) >> zeros);
}

/* ---- Integers of 1, 2 or 4 bytes, anywhere in memory ---- */

static inline uint32_t integer_at(const uint8_t *integers, int width, uint64_t row) {
    uint16_t two;
    uint32_t four;
    switch (width) {
    case 1:
        return integers[row];
    case 2:
        memcpy(&two, integers + 2 * row, 2);
        return two;
    default:
        memcpy(&four, integers + 4 * row, 4);
        return four;
    }
}

/* ---- budget.c: the work that a caller allows ---- */

/* A budget is None, which allows everything, or a writable buffer of one int64: the units of work
 * that are left. A unit is about a posting, 2 to 5 ns. */
typedef struct {
    Py_buffer buffer;
    int64_t *left; /* NULL: everything is allowed */
} Budget;

int budget_open(Budget *budget, PyObject *given);
/* Returns whether `units` were left, and takes them. Needs no lock: a budget is one thread's. */
int budget_spend(Budget *budget, uint64_t units);
void budget_close(Budget *budget);

/* ---- buffers.c: arrays of callers ---- */

/* Opens the buffer of a contiguous array of items of `width` bytes. Returns their number, or -1
 * with an exception set. */
Py_ssize_t array_open(PyObject *given, Py_buffer *buffer, Py_ssize_t width);

/* Work of more units than this is done without the interpreter's lock: some 100 us. */
#define LONG_WORK 30000

/* ---- lists.c: the posting lists of an index segment ---- */

/* The sections that are read, in the order in which Python passes them (compiled.py). */
enum {
    KINDS,
    DOCUMENTS, DOCUMENTS_MORE,
    MORE, MORE_MORE,
    SEVERAL, SEVERAL_MORE,
    ESCAPES, ESCAPES_MORE,
    DOCS_BITS, DOCS_1, DOCS_2, DOCS_4,
    MANY,
    FREQS_1, FREQS_2, FREQS_4,
    POSITIONS_1, POSITIONS_2, POSITIONS_4,
    SECTIONS
};

typedef struct {
    const uint8_t *bytes;
    uint64_t size; /* in bytes; `bytes[0..size)` is inside the file */
} Section;

/* Where the lists of a term are; the offsets are in bytes from the start of the section that the
 * term's kind names. Lists_new has compared them all with the sizes of the sections. */
typedef struct {
    uint64_t docs_at, flags_at, freqs_at, positions_at;
    uint32_t count;       /* documents */
    uint32_t occurrences;
    uint32_t several;     /* documents with more than one occurrence */
    uint32_t items;       /* gaps and escapes, or the bytes of the bitmap */
} Term;

typedef struct {
    PyObject_HEAD
    Py_buffer memory;    /* the bytes of the file */
    Py_buffer unchecked; /* a byte a page of 64 KiB, 1 until its checksum was compared */
    PyObject *check;     /* check(first page, last page): compares checksums, raises Damaged */
    Section sections[SECTIONS];
    Term *terms;
    uint32_t term_count;
    uint32_t documents;
} Lists;

extern PyType_Spec Lists_spec;

/* The lists of a term as they are read: every pointer has `size` bytes behind it. */
typedef struct {
    const Term *term;
    const uint8_t *docs, *flags, *freqs, *positions;
    int docs_width;      /* of gaps: 1, 2 or 4; 0 for a bitmap */
    int freqs_width, positions_width;
} Opened;

/* Compares the checksums of all pages on which the lists of a term are. Returns -1 with an
 * exception set if there is no such term or a page has changed. Needs the interpreter's lock. */
int lists_open(Lists *lists, Py_ssize_t number, int with_positions, Opened *opened);

/* Decode into arrays of at least `documents_room` and `count` items. Return -1 for damage, with
 * no exception set, because they run without the interpreter's lock. */
uint64_t documents_room(const Opened *list, uint32_t documents);
int decode_documents(const Opened *list, uint32_t documents, uint32_t *into);
int decode_frequencies(const Opened *list, uint32_t *into);

/* Raises the exception for lists that cannot have been written. */
PyObject *damaged(void);

/* ---- union.c: the lists of a few terms as one ---- */

/* The lists of a few terms, decoded one after the other. A row is a document that any of them
 * holds; rows ascend as documents do. */
typedef struct {
    Opened *lists;
    Py_ssize_t count;       /* of lists */
    uint32_t documents;     /* of the index segment */
    uint64_t postings, occurrences, longest;
    uint32_t *decoded;      /* the documents of all lists */
    uint32_t *frequencies;  /* of one list, as long as the longest */
    uint64_t *bits;         /* a bit a document, the lowest of a word first; NULL for one list */
    uint32_t *rows;         /* the number of bits before each word */
    int64_t total;          /* rows */
} Union;

/* Opens the lists of a tuple of terms and allocates memory to decode them. Returns -1 with an
 * exception set. `union_close` may be called either way. */
int union_open(Union *joined, Lists *lists, PyObject *terms, int with_positions);
/* Decodes documents and counts rows, without the lock if that is long. Returns -1 for damage,
 * with an exception set. */
int union_decode(Union *joined);
void union_close(Union *joined);

/* The row of a document that a list has at `posting`. */
static inline uint32_t union_row(const Union *joined, uint32_t posting, uint32_t document) {
    if (!joined->bits)
        return posting;
    uint64_t before = (UINT64_C(1) << (document & 63)) - 1;
    return joined->rows[document >> 6] + ones(joined->bits[document >> 6] & before);
}

/* Bytes objects for results, whose memory is filled afterwards. Returns NULL with an exception. */
PyObject *array_new(int64_t items, int width, void *memory);

/* ---- cursor.c: one list, looked up in ascending documents without decoding it whole ---- */

typedef struct {
    const Opened *list;
    /* Gaps: the items read, the postings among them, their sum, and whether the last is one.
     * A bitmap: the bytes whose bits are counted, and these bits. */
    uint32_t item, postings;
    uint64_t document;
    int is_posting;
    /* Frequencies: the bytes of flags passed, the frequencies over 1 that belong to them, and by
     * how much the occurrences of the postings passed exceed their number. */
    uint32_t flag_byte, passed;
    uint64_t excess;
} Cursor;

/* Returns whether the list holds `document`, and sets the number of its posting. Documents must
 * ascend from call to call and be below those of the index segment; -1 for damage. */
int cursor_seek(Cursor *cursor, uint32_t document, uint32_t *posting);
/* Sets the frequency at a posting and the row of its first position; postings must not descend.
 * Returns -1 for damage, otherwise the positions are inside the list. */
int cursor_occurrences(Cursor *cursor, uint32_t posting, uint32_t *frequency, uint64_t *row);

/* ---- the methods of Lists, one a file ---- */

PyObject *Lists_holding(Lists *lists, PyObject *arguments);   /* holding.c */
PyObject *Lists_occurrences(Lists *lists, PyObject *arguments); /* occurrences.c */
PyObject *Lists_positions(Lists *lists, PyObject *arguments); /* positions.c */
PyObject *Lists_phrase(Lists *lists, PyObject *arguments);    /* phrase.c */

/* ---- functions of the module ---- */

PyObject *kernel_near(PyObject *module, PyObject *arguments);    /* windows.c */
PyObject *kernel_windows(PyObject *module, PyObject *arguments); /* windows.c */

#endif
