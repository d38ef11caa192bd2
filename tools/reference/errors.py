"""The page of refusals: every error of ours that the code raises, found where it is raised."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import gongkai.cli
import gongkai.law
import gongkai.report
from gongkai.law.errors import GongkaiError
from tools.reference.markdown import Line, grid, page
from tools.reference.modules import modules_of, packages_of_the_site


class Refusal(NamedTuple):
    """An error as the code raises it: its code, the templates of its message and hint, its article."""

    code: str
    message: str
    hint: str
    citation: str


@cache
def _errors() -> frozenset[str]:
    """Give the names of our errors, wherever they are declared."""
    declared = [each for module in _modules() for each in vars(module).values() if isinstance(each, type)]
    return frozenset(each.__name__ for each in declared if issubclass(each, GongkaiError))


def _template(node: ast.expr | None) -> str:
    """Give the templates of the messages within an expression, and nothing where none is written there."""
    if node is None:
        return ""
    found = [
        call.args[0].value
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and _name_of(call) == "Message"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    return "\n".join(map(str, found))


def _name_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


@cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(modules_of(gongkai.law, gongkai.report, gongkai.cli, *packages_of_the_site()))


@cache
def _nodes(module: ModuleType) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))))


def _calls_of(function: str, module: ModuleType) -> Iterator[ast.Call]:
    """Go through the calls of a function of a module, there and wherever it is imported."""
    own = getattr(module, function, None)
    for each in _modules():
        if each is module or (own is not None and getattr(each, function, None) is own):
            yield from (node for node in _nodes(each) if isinstance(node, ast.Call) and _name_of(node) == function)


def _refusals_in(module: ModuleType) -> Iterator[Refusal]:
    for error in _errors_in(_nodes(module)):
        code = _arguments(error)[0]
        if isinstance(code, ast.Constant):
            yield Refusal(str(code.value), *_said(error, module))
    for function in [node for node in _nodes(module) if isinstance(node, ast.FunctionDef)]:
        for error in _errors_in(ast.walk(function)):
            code, taken = _arguments(error)[0], [argument.arg for argument in function.args.args]
            if isinstance(code, ast.Name) and code.id in taken:
                # A function that words one refusal for several codes, each given by its callers.
                position = taken.index(code.id)
                for call in _calls_of(function.name, module):
                    if isinstance(call.args[position], ast.Constant):
                        yield Refusal(str(ast.literal_eval(call.args[position])), *_said(error, module))


def _errors_in(nodes: Iterable[ast.AST]) -> Iterator[ast.Call]:
    return (node for node in nodes if isinstance(node, ast.Call) and _name_of(node) in _errors() and node.args)


def _arguments(error: ast.Call) -> list[ast.expr]:
    """Give the arguments of an error from its code on: those of the API are raised with their status before it."""
    return error.args[1:] if _name_of(error) == "Refused" else error.args


def _said(error: ast.Call, module: ModuleType) -> tuple[str, str, str]:
    words = {keyword.arg: keyword.value for keyword in error.keywords}
    message = _arguments(error)[1] if len(_arguments(error)) > 1 else None
    return _template(message), _template(words.get("hint")), _citation(words.get("citation"), module)


def _citation(node: ast.expr | None, module: ModuleType) -> str:
    if isinstance(node, ast.Call) and _name_of(node) == "cite" and isinstance(node.args[0], ast.Constant):
        return str(node.args[0].value)
    if isinstance(node, ast.Name):
        return str(getattr(module, node.id, ""))
    return ""


def _refused_by_courses() -> Iterator[Refusal]:
    """Go through what courses of rows refuse (`agencies.doing`): their codes begin with the course's."""
    from gongkai.agencies import doing  # needs the site set up

    named = [(module, name) for module in _modules() for name in vars(module)]
    courses = {id(found): found for module, name in named if isinstance(found := vars(module)[name], doing.Course)}
    for module in _modules():
        for call in _nodes(module):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "refused":
                of = vars(module).get(ast.unparse(call.func.value))
                for course in courses.values() if module is doing else [of] if isinstance(of, doing.Course) else []:
                    code, message, hint = call.args
                    words = _template(message), _template(hint)
                    yield Refusal(f"{course.code}-{ast.literal_eval(code)}", *words, str(course.citation))


def _refused_by_statuses() -> Iterator[Refusal]:
    """Go through what the API says of a status where there is no more to say."""
    from gongkai.api.wording import STATUSES  # needs the site set up

    for code, message, hint in STATUSES.values():
        yield Refusal(code, message.template, hint.template if hint else "", "")


def refusals() -> list[Refusal]:
    """Give every error of ours that the code raises, by code."""
    raised = (each for module in _modules() for each in _refusals_in(module))
    return sorted({*raised, *_refused_by_courses(), *_refused_by_statuses()})


def errors() -> str:
    """Say with which words something is refused, and on what ground."""
    lines: list[Line] = []
    for code, same in groupby(refusals(), key=lambda each: each.code):
        said = zip(*(each[1:] for each in same))
        message, hint, citation = ("\n".join(dict.fromkeys(filter(None, words))) for words in said)
        lines.append((f"`{code}`", message or "（随情形而定）", hint, citation))
    return page(
        "拒绝办理的代码",
        "法规或程序此刻不允许、日历尚未公布、文件读不出来、设置或密钥不能用时给出的代码。花括号内为当时的数值；依据一栏空白的，依据随情形而定。",
        grid(("代码", "说明", "怎么办", "依据"), lines),
    )
