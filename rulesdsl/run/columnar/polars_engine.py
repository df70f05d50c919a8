"""A program on prepared tables, round by round: what crosses rows first, then each space on its own rows, by its tape."""

from __future__ import annotations

import polars as pl

from rulesdsl.run.columnar.accounts import YEAR
from rulesdsl.run.columnar.nodes import Link, Member, column_at_home
from rulesdsl.run.columnar.operations import COLUMNS, kind_of
from rulesdsl.run.columnar.places import Columns
from rulesdsl.run.columnar.polars_derived import derived_column
from rulesdsl.run.columnar.polars_links import Way, most_of
from rulesdsl.run.columnar.polars_tables import Prepared
from rulesdsl.run.columnar.program import CONSTANTS, Accounts, Program, Schedule
from rulesdsl.run.columnar.schema import KEY
from rulesdsl.run.columnar.steps import Step
from rulesdsl.run.columnar.tape_writing import name_of, way_name
from rulesdsl.run.columnar.tapes import Tape, play


def execute(program: Program, plan: Schedule, steps: tuple[Step, ...], prepared: Prepared) -> dict[str, pl.DataFrame]:
    """Compute the outputs: one frame a space, one row a row of it."""
    return _Run(program, plan, prepared).run(steps)


class _Run:
    """One execution: the frames of all spaces, to which kept nodes are added and from which they go after their last use."""

    def __init__(self, program: Program, plan: Schedule, prepared: Prepared) -> None:
        self.nodes = program.nodes
        self.plan = plan
        self.prepared = prepared
        self.homes = dict(program.homes)
        self.frames = dict(prepared.frames)
        self.heights = {space: len(frame) for space, frame in self.frames.items()}
        self.ways = dict(prepared.ways)

    def run(self, steps: tuple[Step, ...]) -> dict[str, pl.DataFrame]:
        """All rounds."""
        results: dict[str, list[pl.Series]] = {}
        for wanted in self.plan.derived:
            column = derived_column(self.prepared, wanted).alias(wanted.name)
            self.frames[wanted.space] = self.frames[wanted.space].with_columns(column)
        self._bring_home()
        self._link_columns()
        for step in steps:
            for accounts in step.accounts:
                self._open(accounts)
            self._cross(step.crossing)
            self._drop(step.crossed)
            for tape in step.tapes:
                for space, columns in self._played(tape).items():
                    results.setdefault(space, []).extend(columns)
            self._drop(step.played)
        return {space: pl.DataFrame(columns) for space, columns in results.items()}

    def _bring_home(self) -> None:
        """Spaces that share the rows of another one put their columns there."""
        for space, home in self.homes.items():
            frame = self.frames.pop(space)
            moved = frame.rename({name: column_at_home(space, home, name) for name in frame.columns})
            self.frames[home] = self.frames[home].hstack(moved.get_columns())

    def _home(self, space: str) -> str:
        return self.homes.get(space, space)

    # ---------- own rows

    def _played(self, tape: Tape) -> dict[str, list[pl.Series]]:
        """Compute the rows of a space: its new columns, and by space those of results."""
        columns = play(tape, self.frames[tape.space])
        count = len(tape.kept)
        self.frames[tape.space] = self.frames[tape.space].with_columns(columns[:count])
        shown: dict[str, list[pl.Series]] = {}
        for end, column in zip(tape.shown, columns[count:], strict=True):
            shown.setdefault(end.space, []).append(column)
        return shown

    def _drop(self, columns: Columns) -> None:
        gone: dict[str, list[str]] = {}
        for space, index in columns:
            gone.setdefault(space, []).append(name_of(index))
        for space, names in gone.items():
            self.frames[space] = self.frames[space].drop(names)

    # ---------- other rows

    def _link_columns(self) -> None:
        """A row's owners as row numbers, where it matters whether it has any."""
        for link in self.plan.links:
            rows = self._rows(link)
            home = self._home(link.child)
            self.frames[home] = self.frames[home].with_columns(rows.alias(way_name(link)))

    def _rows(self, link: Link) -> pl.Series:
        """The row of the parent for each child row; its own where the two spaces are row by row the same."""
        way = self.ways.get(link)
        if way is not None and way.rows is not None:
            return way.rows
        return pl.int_range(self.heights[link.child], dtype=pl.UInt32, eager=True)

    def _column(self, index: int, space: str) -> pl.Series:
        """A kept node or a constant as a column of a space."""
        node = self.nodes[index]
        if node.op in CONSTANTS:
            return pl.repeat(node.data[0], self.heights[space], dtype=self._type(index), eager=True)
        return self.frames[self._home(space)][name_of(index)]

    def _type(self, index: int) -> type[pl.DataType]:
        return COLUMNS[kind_of(self.nodes, index)]

    def _cross(self, crossing: tuple[int, ...]) -> None:
        gathered: dict[Link, list[int]] = {}
        running: dict[tuple[tuple[int, ...], tuple[Member, ...]], list[int]] = {}
        for index in crossing:
            node = self.nodes[index]
            if node.op == "lift":
                value = self._column(node.args[0], node.data[0].parent)
                self._add(index, self.ways[node.data[0]].lifted(value).cast(self._type(index)))
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
                self._add(index, found[place].cast(self._type(index)))

    def _add(self, index: int, column: pl.Series) -> None:
        space = self.nodes[index].space
        self.frames[space] = self.frames[space].with_columns(column.alias(name_of(index)))

    def _gather(self, link: Link, indices: list[int]) -> None:
        columns = []
        for index in indices:
            column = self._column(self.nodes[index].args[0], link.child)
            kind = self._type(index)
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
