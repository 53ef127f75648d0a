"""Builds a graph: read, check, emit, load, conclude, publish. Layer: the pipeline, above rules.

A build is a function of its input files and options: the same input gives the same graph, whatever the order of the
inputs. Nothing is published unless everything is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path

import pyoxigraph as ox

from . import __version__
from .emit.fragments import primary_nodes, second_nodes
from .emit.table import StatementTable, about_columns, statement_columns, write_about
from .emit.turtle import turtle_of_nodes, turtle_prefixes
from .errors import Problem
from .iris import DEFAULT_BASE, Curie, Names
from .model.node import Node
from .rules.checking import check_queries, check_shapes
from .rules.concluding import run_rules, shipped_rules
from .sources.annotated import Fragment
from .sources.inputs import Inputs, read_inputs
from .sources.problems import Mark, Problems
from .store.directory import check_output, publishing
from .store.manifest import Input, Manifest
