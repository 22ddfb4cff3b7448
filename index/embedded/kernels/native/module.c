/* The module index.embedded.kernels._native. Its interface is typed in _native.pyi and documented
 * where Python calls it, in compiled.py. */
#include "kernels.h"

static int execute(PyObject *module) {
    PyObject *type = PyType_FromModuleAndSpec(module, &Lists_spec, NULL);
    if (!type)
        return -1;
    int added = PyModule_AddObjectRef(module, "Lists", type);
    Py_DECREF(type);
    return added;
}

static PyMethodDef functions[] = {
    {"near", kernel_near, METH_VARARGS, NULL},
    {"windows", kernel_windows, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, execute},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_native",
    .m_size = 0,
    .m_methods = functions,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__native(void) { return PyModuleDef_Init(&definition); }
