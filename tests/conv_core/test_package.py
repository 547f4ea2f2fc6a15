"""The package as a whole: its names, its examples, and that it needs NumPy only."""

import doctest
import importlib
import json
import pkgutil
import subprocess
import sys

import conv_core


def modules():
    names = [module.name for module in pkgutil.walk_packages(conv_core.__path__, "conv_core.")]
    assert len(names) > 5
    return [conv_core, *map(importlib.import_module, names)]


def test_every_example_in_a_docstring_runs():
    attempted = 0
    for module in modules():
        result = doctest.testmod(module)
        assert result.failed == 0, module.__name__
        attempted += result.attempted
    assert attempted > 20


def test_every_public_name_exists_and_has_an_example():
    for name in conv_core.__all__:
        thing = getattr(conv_core, name)
        assert thing.__doc__
        if name not in ("ForwardStep", "BackwardStep"):  # their example is that of the function
            assert ">>>" in thing.__doc__, name


def test_importing_the_core_loads_nothing_but_numpy():
    script = (
        "import sys, json, numpy; before = set(sys.modules); import conv_core;"
        "print(json.dumps(sorted({name.split('.')[0] for name in set(sys.modules) - before})))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    outside = set(json.loads(loaded.stdout)) - set(sys.stdlib_module_names)
    assert outside - {"numpy"} == {"conv_core"}
