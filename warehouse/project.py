"""Where everything of a project lies."""

from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import UsageError


@dataclass(frozen=True)
class Project:
    """A project folder: what people see at the top, what the pipeline keeps for itself in `state/`."""

    root: Path

    @property
    def settings_file(self) -> Path:
        return self.root / "voc.toml"

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def aspects(self) -> Path:
        return self.root / "aspects.toml"

    @property
    def plays(self) -> Path:
        return self.root / "plays.toml"

    @property
    def snapshot(self) -> Path:
        return self.root / "voc.duckdb"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def report(self) -> Path:
        return self.root / "report" / "index.html"

    @property
    def state(self) -> Path:
        return self.root / "state"

    def make_state(self) -> None:
        """Makes the pipeline's own folder, its owner's alone."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.state.mkdir(mode=0o700, exist_ok=True)

    @property
    def work(self) -> Path:
        return self.state / "work.duckdb"

    @property
    def private(self) -> Path:
        return self.state / "private.duckdb"

    @property
    def secret(self) -> Path:
        return self.state / "secret.key"

    @property
    def lock(self) -> Path:
        return self.state / "run.lock"

    @property
    def models(self) -> Path:
        return self.state / "models"

    @property
    def unpacked(self) -> Path:
        return self.state / "unpacked"

    @property
    def loaded(self) -> Path:
        return self.root / "loaded"

    @property
    def spill(self) -> Path:
        return self.state / "spill"

    @property
    def staging(self) -> Path:
        return self.state / "staging"

    def require(self) -> "Project":
        """This project, if it is one."""
        if not self.settings_file.is_file():
            raise UsageError(
                f"{self.root} is no project (it has no voc.toml): create one with `voc init {self.root}`"
            )
        return self

    def shown(self, path: Path) -> str:
        """A path as messages and tables write it: below the project where it is."""
        for whole, root in ((path.absolute(), self.root.absolute()), (path.resolve(), self.root.resolve())):
            if whole.is_relative_to(root) and ".." not in whole.relative_to(root).parts:
                return str(whole.relative_to(root))  # inbox/ may be a link to another disk
        return path.resolve().name
