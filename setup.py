"""The compiled kernels, which pyproject.toml cannot say without a warning yet.

The extension is optional: where no C compiler works, everything is installed without it, and
numpy does its work. Decision 0043.
"""

import sysconfig
from pathlib import Path

from setuptools import Extension, setup

NATIVE = Path("index/embedded/kernels/native")
# One extension serves every Python from 3.11 on; the free-threaded builds have no stable ABI.
IS_STABLE = not sysconfig.get_config_var("Py_GIL_DISABLED")
LIMITED: list[tuple[str, str | None]] = [("Py_LIMITED_API", "0x030B0000")]

setup(
    ext_modules=[
        Extension(
            "index.embedded.kernels._native",
            sources=sorted(path.as_posix() for path in NATIVE.glob("*.c")),
            depends=sorted(path.as_posix() for path in NATIVE.glob("*.h")),
            define_macros=LIMITED if IS_STABLE else [],
            py_limited_api=IS_STABLE,
            optional=True,
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if IS_STABLE else {},
)
