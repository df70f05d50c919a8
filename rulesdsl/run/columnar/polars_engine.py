"""A program on prepared tables, round by round: what crosses rows first, then each space on its own rows, level by level."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from rulesdsl.run.columnar.accounts import YEAR
from rulesdsl.run.columnar.algebra import Link, Member, Node
from rulesdsl.run.columnar.polars_derived import derived_column
from rulesdsl.run.columnar.polars_expressions import Expressions, name_of, type_of, way_name
from rulesdsl.run.columnar.polars_links import Way, most_of
from rulesdsl.run.columnar.polars_tables import Prepared
from rulesdsl.run.columnar.program import Accounts, Output, Program, Schedule
from rulesdsl.run.columnar.schema import KEY


def execute(program: Program, plan: Schedule, prepared: Prepared) -> dict[str, pl.DataFrame]:
    """Compute the outputs: one frame a space, one row a row of it."""
    return _Run(program, plan, prepared).run()


class _Run:
    """One execution: the frames of all spaces, to which kept nodes are added and from which they go after their last use."""

    def __init__(self, program: Program, plan: Schedule, prepared: Prepared) -> None:
        self.program = program
        self.nodes = program.nodes
        self.plan = plan
        self.prepared = prepared
        self.frames = dict(prepared.frames)
        self.heights = {space: len(frame) for space, frame in self.frames.items()}
        self.ways = dict(prepared.ways)
        self.results: dict[str, list[pl.Series]] = {}
        self.waiting = _references(program, plan)
        self.there: set[int] = set()

    def run(self) -> dict[str, pl.DataFrame]:
        """All rounds."""
        self._link_columns()
        for wanted in self.plan.derived:
            column = derived_column(self.prepared, wanted).alias(wanted.name)
            self.frames[wanted.space] = self.frames[wanted.space].with_columns(column)
        for step, outputs in zip(self.plan.rounds, self.plan.outputs, strict=True):
            for accounts in step.accounts:
                self._open(accounts)
            self._cross(step.crossing)
            for space, levels in step.levels:
                for level in levels:
                    self._keep(space, level)
            self._output(outputs)
        return {space: pl.DataFrame(columns) for space, columns in self.results.items()}

    # ---------- own rows

    def _expressions(self, space: str) -> Expressions:
        frame = self.frames[space]
        nullable = {name for name in frame.columns if frame[name].null_count()}
        return Expressions(self.nodes, self.there.__contains__, nullable.__contains__)

    def _keep(self, space: str, level: tuple[int, ...]) -> None:
        """Compute one level of kept nodes."""
        written = self._expressions(space)
        found = [written.written(index).alias(name_of(index)) for index in level]
        self.frames[space] = self.frames[space].with_columns(found)
        self.there.update(level)
        self._done(level)

    def _output(self, outputs: tuple[Output, ...]) -> None:
        by_space: dict[str, list[Output]] = {}
        for output in outputs:
            by_space.setdefault(output.space, []).append(output)
        for space, items in by_space.items():
            written = self._expressions(space)
            found = []
            for item in items:
                value = written.of(item.node)
                if item.null >= 0:
                    value = pl.when(~written.of(item.null)).then(value)
                found.append(value.alias(item.name))
            # A constant alone would come out as one row.
            frame = self.frames[space].select(
                pl.col(KEY if KEY in self.frames[space].columns else YEAR).alias(""), *found
            )
            self.results.setdefault(space, []).extend(frame.drop("").get_columns())
            self._read(index for item in items for index in (item.node, item.null) if index >= 0)

    def _done(self, computed: Iterable[int]) -> None:
        self._read(arg for index in computed for arg in self.nodes[index].args)

    def _read(self, indices: Iterable[int]) -> None:
        """Count what was read, and drop what is not read any more."""
        gone: dict[str, list[str]] = {}
        for index in _kept_below(self.nodes, self.plan.kept, indices):
            self.waiting[index] -= 1
            if not self.waiting[index] and index in self.there:
                gone.setdefault(self.nodes[index].space, []).append(name_of(index))
                self.there.discard(index)
        for space, names in gone.items():
            self.frames[space] = self.frames[space].drop(names)

    # ---------- other rows

    def _link_columns(self) -> None:
        """A row's owners as row numbers, where it matters whether it has any."""
        for link in self.plan.links:
            rows = self._rows(link)
            self.frames[link.child] = self.frames[link.child].with_columns(rows.alias(way_name(link.parent)))

    def _rows(self, link: Link) -> pl.Series:
        """The row of the parent for each child row; its own where the two spaces are row by row the same."""
        way = self.ways.get(link)
        if way is not None and way.rows is not None:
            return way.rows
        return pl.int_range(self.heights[link.child], dtype=pl.UInt32, eager=True)

    def _column(self, index: int, space: str) -> pl.Series:
        """A kept node or a constant as a column of a space."""
        node = self.nodes[index]
        if node.op in ("integer", "truth"):
            return pl.repeat(node.data[0], self.heights[space], dtype=type_of(self.nodes, index)(), eager=True)
        return self.frames[space][name_of(index)]

    def _cross(self, crossing: tuple[int, ...]) -> None:
        gathered: dict[Link, list[int]] = {}
        running: dict[tuple[tuple[int, ...], tuple[Member, ...]], list[int]] = {}
        for index in crossing:
            node = self.nodes[index]
            if node.op == "lift":
                value = self._column(node.args[0], node.data[0].parent)
                self._add(index, self.ways[node.data[0]].lifted(value))
            elif node.op == "before":
                running.setdefault((node.args, node.data[1]), []).append(index)
            else:
                gathered.setdefault(node.data[0], []).append(index)
        for link, indices in gathered.items():
            self._gather(link, indices)
        for (args, members), indices in running.items():
            found = self._running(args, members)
            for index in indices:
                place = self.nodes[index].data[0]
                self._add(index, found[place].cast(type_of(self.nodes, index)))
        self._done(crossing)

    def _add(self, index: int, column: pl.Series) -> None:
        space = self.nodes[index].space
        self.frames[space] = self.frames[space].with_columns(column.alias(name_of(index)))
        self.there.add(index)

    def _gather(self, link: Link, indices: list[int]) -> None:
        columns = []
        for index in indices:
            column = self._column(self.nodes[index].args[0], link.child)
            kind = type_of(self.nodes, index)
            columns.append(column.cast(kind).alias(name_of(index)))
        found = self.ways[link].gathered(pl.DataFrame(columns))
        for index in indices:
            self._add(index, found[name_of(index)])

    def _open(self, accounts: Accounts) -> None:
        """Make the rows of an account space: the pairs of owner and year that occur."""
        pairs = []
        for link in accounts.links:
            rows = self._rows(Link(link.child, accounts.owner))
            year = self._column(link.year, link.child).cast(pl.Int64)
            pairs.append(pl.DataFrame({"owner": rows, YEAR: year}))
        every = pl.concat(pairs).drop_nulls().unique(maintain_order=True).with_row_index("account")
        owners, parents = every["owner"], self.heights[accounts.owner]
        self.frames[accounts.space] = every.select(YEAR)
        self.heights[accounts.space] = len(every)
        self.ways[Link(accounts.space, accounts.owner)] = Way(owners, parents, most_of(owners))
        for link, pair in zip(accounts.links, pairs, strict=True):
            place = pair.join(every, on=["owner", YEAR], how="left", maintain_order="left")["account"]
            self.ways[link] = Way(place, len(every), most_of(place))

    def _running(self, args: tuple[int, ...], members: tuple[Member, ...]) -> list[pl.Series]:
        """For each member, the sum of what stands before each of its rows in the account, in sharing order."""
        parts = [self._sharing(args[place], member, place) for place, member in enumerate(members)]
        ordered = pl.concat(parts).sort("account", "path", "clause", "key")
        ordered = ordered.with_columns(before=pl.col("amount").cum_sum().over("account") - pl.col("amount"))
        found = []
        for place, member in enumerate(members):
            mine = ordered.filter(pl.col("place") == place)
            zeros = pl.repeat(0, self.heights[member.space], dtype=pl.Int128(), eager=True)
            found.append(zeros.scatter(mine["row"], mine["before"]))
        return found

    def _sharing(self, amount: int, member: Member, place: int) -> pl.DataFrame:
        """The rows of a member that take a share, with their account and their place in its order."""
        frame, rows = (
            self.prepared.frames[member.space],
            pl.int_range(self.heights[member.space], dtype=pl.UInt32, eager=True),
        )
        keys = [self._owner_keys(member.space, name) for name in member.path]
        return (
            pl.DataFrame(
                {
                    "account": rows if member.link is None else self._rows(member.link),
                    "amount": self._column(amount, member.space).cast(pl.Int128),
                    "key": frame[KEY].cast(pl.String),
                    "row": rows,
                    **{f"owner{number}": column for number, column in enumerate(keys)},
                }
            )
            .filter(pl.col("amount") > 0, pl.col("account").is_not_null())
            .with_columns(
                path=pl.concat_str([f"owner{number}" for number in range(len(keys))], separator="/", ignore_nulls=True)
                if keys
                else pl.lit(""),
                clause=pl.lit(member.clause),
                place=pl.lit(place),
            )
            .select("account", "path", "clause", "key", "amount", "row", "place")
        )

    def _owner_keys(self, space: str, owner: str) -> pl.Series:
        keys = self.prepared.frames[owner][KEY].cast(pl.String)
        if owner == space:
            return keys
        return keys.gather(self._rows(Link(space, owner)))


def _kept_below(nodes: tuple[Node, ...], kept: frozenset[int], indices: Iterable[int]) -> list[int]:
    """The kept nodes that some nodes read, through what is written out; one entry for each way."""
    found, stack = [], list(indices)
    while stack:
        index = stack.pop()
        if index in kept:
            found.append(index)
        else:
            stack.extend(nodes[index].args)
    return found


def _references(program: Program, plan: Schedule) -> dict[int, int]:
    """How often each kept node is read in the whole run."""
    counts = dict.fromkeys(plan.kept, 0)
    reads = [arg for index in plan.kept for arg in program.nodes[index].args]
    for output in program.outputs:
        reads += [index for index in (output.node, output.null) if index >= 0]
    for index in _kept_below(program.nodes, plan.kept, reads):
        counts[index] += 1
    for accounts in program.accounts:
        for link in accounts.links:
            if link.year in counts:
                counts[link.year] += 1
    return counts
