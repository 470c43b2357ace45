"""The wheel: what is in it, and that it works where only it and the locked packages are."""

import os
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from treve import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    source = ROOT / "src"
    wanted = {
        path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == {name for name in wanted if not name.endswith((".pyc", ".pth"))}
    assert "treve/py.typed" in held
    for lang in ("fr", "ar", "ru"):
        assert f"treve/locale/{lang}/bulletins.po" in held
    assert any(name.endswith(".j2") for name in held)
    assert not any("test" in name.split("/")[0] for name in held)


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    info = f"treve-{__version__}.dist-info"
    metadata = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
    assert (metadata["Name"], metadata["Version"], metadata["Requires-Python"]) == ("treve", __version__, ">=3.12")
    assert metadata["License-Expression"] == "Apache-2.0"
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    assert wheel.read(f"{info}/entry_points.txt").decode().split() == ["[console_scripts]", "treve", "=", "treve.cli.app:main"]


def test_every_dependency_is_in_the_runtime_lock(wheel: zipfile.ZipFile) -> None:
    metadata = Parser().parsestr(wheel.read(f"treve-{__version__}.dist-info/METADATA").decode())
    lock = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    names = [one.split(">")[0].split("[")[0].strip() for one in metadata.get_all("Requires-Dist") or []]
    assert len(names) > 5
    for name in names:
        assert f"\n{name}==" in f"\n{lock}", name


def test_the_citation_has_the_version() -> None:
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV", "TREVE_NODE", "MAKEFLAGS")
    }


@pytest.mark.install
def test_pip_install_gives_a_command_that_makes_the_demonstration(tmp_path: Path) -> None:
    venv = tmp_path / "an environment"
    python = str(venv / "bin" / "python")
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "runtime.txt")], check=True, env=environment())
    copy = copied(tmp_path / "source")
    subprocess.run([*pip, "--no-deps", "."], cwd=copy, check=True, env=environment())
    subprocess.run([python, "-m", "pip", "check"], check=True, capture_output=True)
    for command in ([str(venv / "bin" / "treve")], [python, "-m", "treve"]):
        said = subprocess.run([*command, "--version"], cwd=tmp_path, check=True, capture_output=True, text=True)
        assert said.stdout == f"treve {__version__}\n"
    treve = str(venv / "bin" / "treve")
    first = subprocess.run([treve, "demo"], cwd=tmp_path, check=True, capture_output=True, text=True, env=environment())
    assert "25" in first.stdout.splitlines()[0]
    assert (tmp_path / "demo-node" / "bulletin-2017-03-25.en.html").exists()
    for lang in ("fr", "ar", "ru"):
        subprocess.run(
            [treve, "bulletin", "--date", "2017-03-25", "--lang", lang], cwd=tmp_path, check=True, capture_output=True
        )
    subprocess.run([treve, "log", "verify"], cwd=tmp_path, check=True, capture_output=True)


def copied(to: Path) -> Path:
    """The files of the repository, as a fresh clone has them, with what is not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for name in listed.stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    return to


@pytest.mark.install
def test_make_demo_in_a_fresh_copy_from_elsewhere_and_after_a_move(tmp_path: Path) -> None:
    copy = copied(tmp_path / "a fresh copy")
    done = subprocess.run(
        ["make", "-C", str(copy), "-j2", "demo"], cwd="/", check=False, capture_output=True, text=True, env=environment()
    )
    assert done.returncode == 0, done.stderr
    assert "What to try next" in done.stderr
    moved = copy.rename(tmp_path / "moved to another place")
    assert (
        subprocess.run([str(moved / ".venv" / "bin" / "treve"), "--version"], check=True, capture_output=True).returncode == 0
    )
    again = subprocess.run(["make", "demo"], cwd=moved, check=False, capture_output=True, text=True, env=environment())
    assert again.returncode == 0, again.stderr
    assert "moved or copied" in again.stderr
