"""How many small faults in the engine its tests notice: `python -m bench.mutation [MODULE ...]`.

Each mutant changes one thing in one function: a comparison, a truth, a number, an "and", a branch,
a filter, what is returned. The tests near it run until one fails; a mutant that none notices
survives and is printed. `--every=5` tries every fifth.

Tests are collected once. Each mutant is a forked process in which the functions of the module get
the code of the changed ones; one that takes more than twice the processor's time of the engine as it
is runs for ever, is stopped, and counts as noticed.
"""

import ast
import copy
import gc
import importlib
import io
import math
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parents[1]
ENGINE = (
    "procurement/conditions/evaluate.py",
    "procurement/conditions/passing.py",
    "procurement/conditions/result.py",
    "procurement/conditions/truth.py",
    "procurement/rulebook/evaluate.py",
    "procurement/rulebook/partly.py",
    "procurement/rulebook/computed.py",
    "procurement/rulebook/teacher_computed.py",
    "procurement/rulebook/transfer_facts.py",
    "procurement/rulebook/transfer_legs.py",
    "procurement/rulebook/transfer_tools.py",
)
TESTS = (
    "tests/procurement/conditions",
    "tests/procurement/rulebook/test_apply_rules.py",
    "tests/procurement/rulebook/test_transfer_legs.py",
    "tests/procurement/rulebook/test_computed.py",
    "tests/procurement/rulebook/test_dpia_signs.py",
    "tests/procurement/rulebook/test_contradictions.py",
    "tests/procurement/rulebook/test_cases.py",
    "tests/procurement/rulebook/test_good_vendors.py",
    "tests/procurement/test_screening.py",
    "tests/procurement/test_smallest_sets.py",
    "tests/procurement/test_statements.py",
    "tests/procurement/rulebook/test_situations.py",
    "tests/procurement/test_screening_properties.py",
    "tests/protection/transfers",
    "tests/procurement/rulebook/test_single_answer.py",
)
TIMES = 2  # as long as the engine as it is, and a mutant runs for ever
_OTHER_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_OTHER_SUM: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_OTHER_NAME = {
    "TRUE": "FALSE", "FALSE": "TRUE", "UNKNOWN": "TRUE", "RAISING": "CLEARING",
    "CLEARING": "RAISING", "some": "every", "every": "some", "any": "all", "all": "any",
    "min": "max", "max": "min", "raising": "clearing", "clearing": "raising",
}  # fmt: skip


def mutants(source: str) -> list[tuple[int, str, ast.Module]]:
    """Return each mutant: its line, what was changed, and the tree."""
    tree = ast.parse(source)
    found = []
    for number, node in enumerate(_places(tree)):
        for what in _changes(node):
            changed = copy.deepcopy(tree)
            _change(_places(changed)[number], what)
            ast.fix_missing_locations(changed)
            found.append((_line(node), f"{what}: {ast.unparse(node).splitlines()[0]}", changed))
    return found


def _places(tree: ast.Module) -> list[ast.AST]:
    """Return what may be changed: what stands in the bodies of functions."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {each for one in functions for part in one.body for each in ast.walk(part)}
    inside -= _asserted(tree)
    return [node for node in ast.walk(tree) if node in inside]


def _asserted(tree: ast.Module) -> set[ast.AST]:
    """Return the `strict=True` of each zip: what it guards against never happens."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "strict"
    }


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0))


def _changes(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _OTHER_COMPARISON:
            yield "another comparison"
        case ast.BoolOp():
            yield "the other of and, or"
        case ast.UnaryOp(op=ast.Not()):
            yield "no not"
        case ast.BinOp(op=op) if type(op) in _OTHER_SUM:
            yield "another sum"
        case ast.If() | ast.IfExp():
            yield "always"
            yield "never"
        case ast.Constant(value=bool()):
            yield "the other truth"
        case ast.Constant(value=int()):
            yield "one more"
        case ast.Attribute(attr=name) if name in _OTHER_NAME:
            yield "another name"
        case ast.Name(id=name, ctx=ast.Load()) if name in _OTHER_NAME:
            yield "another name"
        case ast.Return(value=value) if value is not None:
            yield "nothing returned"
        case ast.comprehension(ifs=[_, *_]):
            yield "no filter"


def _change(node: ast.AST, what: str) -> None:
    match node:
        case ast.Compare():
            node.ops = [_OTHER_COMPARISON[type(node.ops[0])]()]
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.BinOp():
            node.op = _OTHER_SUM[type(node.op)]()
        case ast.If() | ast.IfExp():
            node.test = ast.Constant(what == "always")
        case ast.Constant(value=bool() as said):
            node.value = not said
        case ast.Constant(value=int() as number):
            node.value = number + 1
        case ast.Attribute():
            node.attr = _OTHER_NAME[node.attr]
        case ast.Name():
            node.id = _OTHER_NAME[node.id]
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.comprehension():
            node.ifs = []


def changed_functions(module: object, tree: ast.Module, path: str) -> None:
    """Give every function of a module, also one made inside another, the code of that in a tree."""
    codes = _codes(compile(tree, path, "exec"))
    changed = {(code.co_qualname, code.co_firstlineno): code for code in codes}
    name = vars(module)["__name__"]
    gc.unfreeze()  # what was there before the tests began is looked through too
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__module__ == name:
            # Lambdas have no name of their own; their line tells them apart.
            place = (each.__code__.co_qualname, each.__code__.co_firstlineno)
            code = changed.get(place, each.__code__)
            if (
                code.co_freevars == each.__code__.co_freevars
            ):  # else no function made before takes it
                each.__code__ = code


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


class Trial:
    """Runs the collected tests once for the engine as it is, then once for each mutant."""

    def __init__(self, told: list[tuple[str, int, str, ast.Module]]) -> None:
        self.told = told
        self.killed = 0
        self.seconds = 3600

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        if self._fails(session, None):
            sys.exit("The tests fail on the engine as it is.")
        took = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.seconds = math.ceil(TIMES * (took.ru_utime + took.ru_stime))
        for number, mutant in enumerate(self.told, 1):
            path, line, what, _ = mutant
            if self._fails(session, mutant):
                self.killed += 1
            else:
                print(
                    f"{number}: survives {path}:{line}: {what[:90]}",
                    file=sys.__stdout__,
                    flush=True,
                )
        return True

    def _fails(
        self, session: pytest.Session, mutant: tuple[str, int, str, ast.Module] | None
    ) -> bool:
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            return status != 0
        # Time of the processor: a busy machine must not make a mutant look noticed.
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
        if mutant is not None:
            path, _, _, tree = mutant
            module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
            changed_functions(module, tree, path)
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            reports = runtestprotocol(item, nextitem=following, log=False)
            if any(report.failed for report in reports):
                if mutant is None:
                    print(item.nodeid, file=sys.__stdout__, flush=True)
                os._exit(1)
        os._exit(0)


def main() -> None:
    """Print each mutant that survives, and how many were noticed."""
    asked = [each for each in sys.argv[1:] if not each.startswith("--")] or list(ENGINE)
    step = next((int(each[8:]) for each in sys.argv[1:] if each.startswith("--every=")), 1)
    told = [
        (path, *mutant) for path in asked for mutant in mutants((ROOT / path).read_text("utf-8"))
    ]
    trial = Trial(told[::step])
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = pytest.main(["-q", "-n0", "--no-header", *TESTS], plugins=[trial])
    if code != pytest.ExitCode.OK:
        sys.exit(said.getvalue())
    tried = len(trial.told)
    print(f"{trial.killed} of {tried} mutants noticed ({trial.killed / tried:.1%})")


if __name__ == "__main__":
    main()
