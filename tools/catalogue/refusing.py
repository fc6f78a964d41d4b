"""Which refusals a command can come to, read from the source of its decider.

Invariant: a refusal is left out only where the kind of command alone rules it out. Conditions on the history are taken
to hold and not to hold, so a row may name a refusal that this command never meets, and never lacks one that it does.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, get_type_hints

from domain.context import Command
from domain.deciding.refusals import Refused


def refusals(decide: Callable[..., object], command: type[Command]) -> dict[str, type[Refused]]:
    """The refusals that *decide* can raise for *command*, by slug."""
    reading = _Reading(command)
    reading.function(decide)
    return {refused.SLUG: refused for refused in reading.found}


class _Reading:
    """Walks what runs for one command, each function once."""

    def __init__(self, command: type[Command]) -> None:
        self.command = command
        self.found: set[type[Refused]] = set()
        self._seen: set[object] = set()

    def function(self, function: Callable[..., object]) -> None:
        """Read *function*, unless it was read before."""
        if function in self._seen:
            return
        self._seen.add(function)
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        if isinstance(tree, ast.FunctionDef):
            # A parameter stands for its type, so that a method called on it is found.
            self._block(tree.body, vars(sys.modules[function.__module__]) | get_type_hints(function))

    def _block(self, statements: Sequence[ast.stmt], names: dict[str, Any]) -> bool:
        """Read *statements*; whether the command certainly goes no further."""
        return any(self._statement(statement, names) for statement in statements)

    def _statement(self, statement: ast.stmt, names: dict[str, Any]) -> bool:
        match statement:
            case ast.If(test=test, body=body, orelse=otherwise):
                return self._if(test, body, otherwise, names)
            case ast.Match(subject=subject, cases=cases):
                self._expression(subject, names)
                return self._match(cases, names)
            case ast.Raise(exc=raised):
                self._raised(raised, names)
                return True
            case ast.For(body=body):
                self._expression(statement.iter, names)
                self._block(body, names)
                return False
            case ast.Try(body=body, handlers=handlers, orelse=otherwise):
                for block in (body, *(handler.body for handler in handlers), otherwise):
                    self._block(block, names)
                return False
            case _:
                self._expression(statement, names)
                return isinstance(statement, ast.Return)

    def _if(
        self, test: ast.expr, body: Sequence[ast.stmt], otherwise: Sequence[ast.stmt], names: dict[str, Any]
    ) -> bool:
        self._expression(test, names)
        holds = self._holds(test, names)
        body_ends = holds is not False and self._block(body, names)
        else_ends = holds is not True and self._block(otherwise, names)
        return (body_ends or holds is False) and (else_ends or holds is True)

    def _match(self, cases: Sequence[ast.match_case], names: dict[str, Any]) -> bool:
        for case in cases:
            fits = self._fits(case.pattern, names)
            if fits is False:
                continue
            if case.guard is not None:
                self._expression(case.guard, names)
            self._block(case.body, names)
            if fits and case.guard is None:
                return False
        return False

    def _raised(self, raised: ast.expr | None, names: dict[str, Any]) -> None:
        if raised is None:
            return
        self._expression(raised, names)
        cls = _value(raised.func if isinstance(raised, ast.Call) else raised, names)
        if isinstance(cls, type) and issubclass(cls, Refused):
            self.found.add(cls)

    def _expression(self, node: ast.AST, names: dict[str, Any]) -> None:
        for call in ast.walk(node):
            called = _value(call.func, names) if isinstance(call, ast.Call) else None
            if inspect.isfunction(called) and called.__module__.startswith("domain."):
                self.function(called)

    def _holds(self, test: ast.expr, names: dict[str, Any]) -> bool | None:
        """Whether *test* holds for this kind of command; None where that depends on more."""
        match test:
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id="command"), kinds]):
                return issubclass(self.command, _value(kinds, names))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self._holds(operand, names)
                return None if inner is None else not inner
            case ast.BoolOp(op=ast.And(), values=parts):
                known = [self._holds(part, names) for part in parts]
                return False if False in known else None
            case _:
                return None

    def _fits(self, pattern: ast.pattern, names: dict[str, Any]) -> bool | None:
        """Whether *pattern* matches this kind of command; None where that depends on more, or it is about state."""
        match pattern:
            case ast.MatchOr(patterns=parts):
                fits = [self._fits(part, names) for part in parts]
                return True if True in fits else None if None in fits else False
            case ast.MatchClass(cls=cls, kwd_patterns=inner):
                kind = _value(cls, names)
                if not (isinstance(kind, type) and issubclass(kind, Command)):
                    return None
                whole = all(isinstance(part, ast.MatchAs) and part.pattern is None for part in inner)
                return whole or None if issubclass(self.command, kind) else False
            case _:
                return None


def _value(node: ast.expr, names: dict[str, Any]) -> Any:  # noqa: ANN401  whatever a module holds
    """What an expression of names stands for in its module; None for anything else."""
    match node:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=value, attr=attribute):
            return getattr(_value(value, names), attribute, None)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _value(left, names) | _value(right, names)
        case _:
            return None
