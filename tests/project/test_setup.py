"""Set-up on any machine: what `tools/venv.sh` finds, refuses and says, with pretended Pythons."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

GOOD = """#!/bin/sh
# A Python that is new enough, has pip, and makes environments.
case "$1 $2" in "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; exit $?;; esac
case "$2" in *print*) echo 3.13;; esac
"""
OLD = "#!/bin/sh\nexit 1\n"
WITHOUT_VENV = GOOD.replace('mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; exit $?', "echo ensurepip is not available; exit 1")
WITHOUT_PIP = GOOD + 'case "$2" in *pip*) exit 1;; esac\n'


class Place:
    """A copy of the set-up in a folder, with a search path of its own."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "a check out"
        (self.checkout / "tools").mkdir(parents=True)
        shutil.copy(ROOT / "tools" / "venv.sh", self.checkout / "tools")
        shutil.copy(ROOT / ".python-version", self.checkout)
        self.path = folder / "bin"
        self.path.mkdir()
        for tool in ("bash", "sh", "cat", "rm", "ls", "sort", "mkdir", "cp"):
            os.symlink(str(shutil.which(tool)), self.path / tool)
        self.home = folder

    def put(self, name: str, text: str) -> None:
        """Put a pretended program on the search path, or at a path in the checkout."""
        file = self.checkout / name if "/" in name else self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)

    def run(self) -> subprocess.CompletedProcess[str]:
        """Run the set-up."""
        return subprocess.run(
            ["tools/venv.sh", ".venv"], cwd=self.checkout, capture_output=True, text=True, check=False,
            env={"PATH": str(self.path), "HOME": str(self.home), "PYENV_ROOT": str(self.home / "pyenv")},
        )  # fmt: skip

    def made(self) -> bool:
        """Whether a working environment stands there and says where it belongs."""
        python = self.checkout / ".venv" / "bin" / "python"
        place = self.checkout / ".venv" / ".place"
        return python.is_file() and place.read_text() == f"{self.checkout}\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.parametrize("name", ["python3.13", "python3.14", "python3.12", "python3", "python"])
def test_a_new_enough_python_is_found_under_any_of_its_names(place: Place, name: str) -> None:
    place.put("python3.11", GOOD)
    place.put(name, GOOD)
    assert place.run().returncode == 0
    assert place.made()


def test_without_python_it_says_what_to_type(place: Place) -> None:
    place.put("python3", OLD)
    done = place.run()
    assert done.returncode == 1
    assert "Python 3.12 or newer" in done.stderr
    for command in (
        "apt-get install -y python3 python3-venv",
        "pipx install uv",
        "uv python install 3.13",
        "pyenv install 3.13",
    ):
        assert command in done.stderr
    assert not (place.checkout / ".venv").exists()


def test_without_venv_it_names_the_package(place: Place) -> None:
    place.put("python3", WITHOUT_VENV)
    done = place.run()
    assert done.returncode == 1
    assert "apt-get install -y python3-venv || apt-get install -y python3.13-venv" in done.stderr
    assert "ensurepip is not available" in done.stderr


def test_another_python_serves_where_the_first_has_no_venv(place: Place) -> None:
    place.put("python3.13", WITHOUT_VENV)
    place.put("python3.12", GOOD)
    assert place.run().returncode == 0
    assert place.made()


def test_a_pyenv_that_refuses_is_asked_in_its_folder(place: Place) -> None:
    place.put("python3.12", OLD)
    hidden = place.home / "pyenv" / "versions" / "3.12.1" / "bin" / "python"
    hidden.parent.mkdir(parents=True)
    hidden.write_text(GOOD)
    hidden.chmod(0o755)
    assert place.run().returncode == 0
    assert place.made()


def test_uv_is_asked_to_bring_python(place: Place) -> None:
    python = place.path / "brought"
    place.put(
        "uv",
        f'#!/bin/sh\n[ "$*" = "python install 3.13" ] && cp "{place.home}/good" "{python}"\n[ -e "{python}" ] && echo "{python}"\n',
    )
    (place.home / "good").write_text(GOOD)
    (place.home / "good").chmod(0o755)
    done = place.run()
    assert done.returncode == 0, done.stderr
    assert place.made()


def test_an_environment_that_works_is_left_alone(place: Place) -> None:
    place.put(".venv/bin/python", GOOD)
    (place.checkout / ".venv" / "mine").touch()
    for _ in range(2):
        done = place.run()
        assert (done.returncode, done.stderr) == (0, "")
    assert place.made()
    assert (place.checkout / ".venv" / "mine").exists()


@pytest.mark.parametrize(
    ("python", "mark", "reason"),
    [
        (OLD, "", "older than 3.12"),
        (WITHOUT_PIP, "", "no pip"),
        (GOOD, ".installing", "interrupted"),
        (GOOD, ".place", "moved or copied"),
    ],
)
def test_an_environment_that_does_not_serve_is_made_anew(place: Place, python: str, mark: str, reason: str) -> None:
    place.put("python3.12", GOOD)
    place.put(".venv/bin/python", python)
    if mark:
        (place.checkout / ".venv" / mark).write_text("/elsewhere\n")
    done = place.run()
    assert done.returncode == 0
    assert reason in done.stderr
    assert place.made()
    assert not (place.checkout / ".venv" / ".installing").exists()


def test_a_link_that_leads_nowhere_is_replaced(place: Place) -> None:
    place.put("python3.12", GOOD)
    (place.checkout / ".venv" / "bin").mkdir(parents=True)
    os.symlink("/nowhere", place.checkout / ".venv" / "bin" / "python")
    assert place.run().returncode == 0
    assert place.made()
