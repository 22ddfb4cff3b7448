/* Arrays and budgets that callers pass. */
#include "kernels.h"

Py_ssize_t array_open(PyObject *given, Py_buffer *buffer, Py_ssize_t width) {
    if (PyObject_GetBuffer(given, buffer, PyBUF_SIMPLE) < 0)
        return -1;
    if (buffer->len % width || (uintptr_t)buffer->buf % (size_t)width) {
        PyErr_Format(PyExc_TypeError, "an array of items of %zd bytes is wanted", width);
        PyBuffer_Release(buffer);
        return -1;
    }
    return buffer->len / width;
}

int budget_open(Budget *budget, PyObject *given) {
    budget->left = NULL;
    if (given == Py_None)
        return 0;
    if (PyObject_GetBuffer(given, &budget->buffer, PyBUF_WRITABLE) < 0)
        return -1;
    if (budget->buffer.len != 8 || (uintptr_t)budget->buffer.buf % 8) {
        PyErr_SetString(PyExc_TypeError, "a budget is an array of one int64");
        PyBuffer_Release(&budget->buffer);
        return -1;
    }
    budget->left = budget->buffer.buf;
    return 0;
}

int budget_spend(Budget *budget, uint64_t units) {
    if (!budget->left)
        return 1;
    if (*budget->left < 0 || units > (uint64_t)*budget->left) {
        *budget->left = 0; /* the next kernel has nothing left either */
        return 0;
    }
    *budget->left -= (int64_t)units;
    return 1;
}

void budget_close(Budget *budget) {
    if (budget->left)
        PyBuffer_Release(&budget->buffer);
}

PyObject *array_new(int64_t items, int width, void *memory) {
    if (items > PY_SSIZE_T_MAX / width)
        return PyErr_NoMemory();
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)items * width);
    if (bytes)
        *(char **)memory = PyBytes_AsString(bytes);
    return bytes;
}
