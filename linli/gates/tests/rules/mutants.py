"""Mutants of a module: each has one small change. Why our own: docs/adr/0005-own-mutants.md."""

import ast
import copy
from collections.abc import Iterator
from typing import Any

SWAPS: dict[type[ast.AST], list[type[ast.AST]]] = {
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.And: [ast.Or],
    ast.Or: [ast.And],
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Add],
    ast.Mod: [ast.Mult],
    ast.FloorDiv: [ast.Mult],
}


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that may stand in the place of ``node``."""
    if isinstance(node, ast.Compare):
        for other in SWAPS.get(type(node.ops[0]), []):
            yield _with(node, ops=[other(), *node.ops[1:]])
        if len(node.ops) > 1:
            for other in SWAPS.get(type(node.ops[1]), []):
                yield _with(node, ops=[node.ops[0], other(), *node.ops[2:]])
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        for other in SWAPS.get(type(node.op), []):
            yield _with(node, op=other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int):
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)
        elif isinstance(node.value, str):
            yield ast.Constant(node.value + "?")
    elif isinstance(node, ast.If | ast.IfExp):
        yield _with(node, test=ast.Constant(True))
        yield _with(node, test=ast.Constant(False))


def _with(node: ast.AST, **changes: Any) -> ast.AST:
    made = copy.copy(node)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def _code_of(tree: ast.Module) -> Iterator[ast.AST]:
    """Nodes that run when the rules decide: no docstrings, no annotations, no defaults."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    continue
                hidden = {
                    id(inner)
                    for part in ast.walk(statement)
                    if isinstance(part, ast.AnnAssign)
                    for inner in ast.walk(part.annotation)
                }
                yield from (node for node in ast.walk(statement) if id(node) not in hidden)


def mutants(source: str) -> Iterator[tuple[str, Any]]:
    """(what was changed, compiled module) for each mutant of ``source``."""
    tree = ast.parse(source)
    places = {id(child): (parent, name, index) for parent, name, index, child in _places(tree)}
    for node in list(_code_of(tree)):
        parent, name, index = places[id(node)]
        for variant in _variants(node):
            ast.copy_location(variant, node)
            _put(parent, name, index, variant)
            compiled = compile(ast.fix_missing_locations(tree), "mutant", "exec")
            yield f"line {getattr(node, 'lineno', 0)}: {ast.unparse(variant)[:90]}", compiled
            _put(parent, name, index, node)


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                yield parent, name, None, value
            elif isinstance(value, list):
                yield from (
                    (parent, name, index, item) for index, item in enumerate(value) if isinstance(item, ast.AST)
                )


def _put(parent: ast.AST, name: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[index] = node
