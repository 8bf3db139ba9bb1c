"""CVs are never lost, and deletion really deletes (requirement 17)."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import LocalStore, MemoryStore

from portal.cabinet.storing import (
    Area,
    Cabinet,
    CabinetFull,
    CabinetUnavailable,
    FolderCabinet,
    NotInCabinet,
    ObjectCabinet,
    open_cabinet,
)

_ROOT = str(Path(__file__).parents[2])


@pytest.fixture(params=["folder", "objects"])
def cabinet(request: pytest.FixtureRequest, tmp_path: Path) -> Cabinet:
    return open_cabinet(tmp_path / "cabinet") if request.param == "folder" else ObjectCabinet(MemoryStore())


@pytest.fixture
def folder(tmp_path: Path) -> FolderCabinet:
    return FolderCabinet(tmp_path / "cabinet")


def _files(path: Path) -> Iterator[Path]:
    return (file for file in path.rglob("*") if file.is_file())


def test_what_is_put_in_is_read_back(cabinet: Cabinet) -> None:
    key = cabinet.put(b"cv")
    assert cabinet.read(key) == b"cv"
    assert list(cabinet.keys()) == [key]


def test_the_same_document_twice_has_two_keys_nobody_can_guess(cabinet: Cabinet) -> None:
    one, other = cabinet.put(b"cv"), cabinet.put(b"cv")
    assert one != other
    assert len(bytes.fromhex(one)) == 16


@pytest.mark.parametrize("key", ["0" * 32, "", "../../etc/passwd", "0" * 31 + "/", "A" * 32, "0" * 32 + "\n"])
def test_what_is_not_there_is_said_to_be_not_there(cabinet: Cabinet, key: str) -> None:
    cabinet.put(b"cv")
    with pytest.raises(NotInCabinet):
        cabinet.read(key)
    cabinet.shred(key)
    assert len(list(cabinet.keys())) == 1


def test_a_shredded_document_is_gone_and_shredding_again_does_no_harm(cabinet: Cabinet) -> None:
    key, kept = cabinet.put(b"weg"), cabinet.put(b"blijft")
    cabinet.shred(key)
    cabinet.shred(key)
    with pytest.raises(NotInCabinet):
        cabinet.read(key)
    assert list(cabinet.keys()) == [kept]


def test_a_whole_file_is_admitted_to_quarantine_where_nobody_reads_it(cabinet: Cabinet, tmp_path: Path) -> None:
    # req P8
    key, whole = "ab" * 16, tmp_path / "whole"
    whole.write_bytes(b"cv")
    cabinet.admit(whole, key)
    assert not whole.exists()
    assert (cabinet.holds(key, Area.QUARANTINE), cabinet.holds(key)) == (True, False)
    assert cabinet.read(key, Area.QUARANTINE) == b"cv"
    with pytest.raises(NotInCabinet):
        cabinet.read(key)


def test_only_documents_that_lie_long_enough_are_listed_as_old(cabinet: Cabinet) -> None:
    key = cabinet.put(b"cv")
    assert list(cabinet.keys(older_than_seconds=3600)) == []
    assert list(cabinet.keys()) == [key]


def test_a_document_in_quarantine_can_be_shredded(cabinet: Cabinet) -> None:
    key = cabinet.put(b"cv", Area.QUARANTINE)
    cabinet.shred(key)
    with pytest.raises(NotInCabinet):
        cabinet.read(key, Area.QUARANTINE)


def test_shredding_leaves_no_byte_behind(folder: FolderCabinet, tmp_path: Path) -> None:
    key = folder.put(b"kanarie-7431")
    (stored,) = _files(tmp_path)
    # A second name for the same bytes on the disk shows what is left of them.
    os.link(stored, tmp_path / "second-name")
    folder.shred(key)
    assert [file.read_bytes() for file in _files(tmp_path)] == [bytes(len(b"kanarie-7431"))]


def test_only_the_owner_of_the_process_may_look_in_the_folder(folder: FolderCabinet, tmp_path: Path) -> None:
    folder.put(b"cv")
    assert {file.stat().st_mode & 0o777 for file in _files(tmp_path)} == {0o600}
    assert {part.stat().st_mode & 0o777 for part in (tmp_path / "cabinet").glob("*")} == {0o700}


def test_a_key_is_given_only_after_the_bytes_and_the_name_are_on_the_disk(
    folder: FolderCabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order that survives a power cut: the file's bytes, its name, the folder that holds the name."""
    done: list[str] = []
    flush, rename = os.fsync, Path.rename

    def fsync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "bytes")
        flush(descriptor)

    def renamed(source: Path, place: Path) -> Path:
        done.append("name")
        return rename(source, place)

    (folder._folder / "clean" / "ab").mkdir()
    monkeypatch.setattr("portal.cabinet.storing.secrets.token_hex", lambda _: "ab" * 16)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "rename", renamed)
    folder.put(b"cv")
    assert done == ["bytes", "name", "folder"]


@pytest.mark.parametrize(
    ("number", "raised"),
    [(errno.ENOSPC, CabinetFull), (errno.EDQUOT, CabinetFull), (errno.EROFS, CabinetUnavailable)],
)
def test_a_disk_that_cannot_take_it_says_so_and_nothing_is_half_written(
    folder: FolderCabinet,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    raised: type[Exception],
) -> None:
    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(raised):
        folder.put(b"cv" * 1000)
    monkeypatch.undo()
    assert list(_files(tmp_path)) == []


def test_a_file_larger_than_the_disk_allows_leaves_nothing(tmp_path: Path) -> None:
    """A real refusal by the system: the process may write 4,096 bytes to a file and not one more."""
    code = (
        "import resource, signal, sys; sys.path.insert(0, sys.argv[1])\n"
        "from portal.cabinet.storing import CabinetFull, FolderCabinet\n"
        "from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "cabinet = FolderCabinet(Path(sys.argv[2]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n    cabinet.put(bytes(100_000))\n"
        "except CabinetFull:\n    print('full')\n"
    )
    said = subprocess.run(
        [sys.executable, "-I", "-c", code, _ROOT, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert said.stdout == "full\n"
    assert list(_files(tmp_path)) == []


def test_a_crash_between_writing_and_naming_leaves_no_half_document(tmp_path: Path) -> None:
    """kill -9 at the worst moment: no key names it, and the sweep clears it."""
    code = (
        "import os, signal, sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from portal.cabinet.storing import FolderCabinet\n"
        "Path.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "FolderCabinet(Path(sys.argv[2])).put(b'half')\n"
    )
    died = subprocess.run([sys.executable, "-I", "-c", code, _ROOT, str(tmp_path)], check=False)
    assert died.returncode == -signal.SIGKILL
    cabinet = FolderCabinet(tmp_path)
    assert list(cabinet.keys()) == []
    assert [file.parent.name for file in _files(tmp_path)] == ["arriving"]
    assert cabinet.sweep() == 0  # it may still be on its way in
    assert cabinet.sweep(older_than_seconds=0) == 1
    assert list(_files(tmp_path)) == []


def test_every_key_given_before_a_kill_is_readable_after_it(tmp_path: Path) -> None:
    """P4: nothing acknowledged is lost, nothing is half written."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from portal.cabinet.storing import FolderCabinet\n"
        "cabinet = FolderCabinet(Path(sys.argv[2]))\n"
        "while True:\n    print(cabinet.put(b'k' * 50_000), flush=True)\n"
    )
    writing = subprocess.Popen(
        [sys.executable, "-I", "-c", code, _ROOT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert writing.stdout is not None
    given = [writing.stdout.readline().strip() for _ in range(20)]
    writing.kill()
    given += [line.strip() for line in writing.stdout if len(line) == 33]
    writing.stdout.close()
    writing.wait()
    cabinet = FolderCabinet(tmp_path)
    assert {len(cabinet.read(key)) for key in set(cabinet.keys())} == {50_000}
    assert set(given) <= set(cabinet.keys())


def test_a_store_that_fails_is_called_unavailable(tmp_path: Path) -> None:
    (tmp_path / "clean").write_bytes(b"a file where a folder should be")
    cabinet = ObjectCabinet(LocalStore(tmp_path))
    with pytest.raises(CabinetUnavailable):
        cabinet.put(b"cv")


def test_a_bucket_is_opened_from_its_address() -> None:
    cabinet = open_cabinet("s3://cvs/portaal?endpoint=http://127.0.0.1:9000&region=eu-west-1")
    assert isinstance(cabinet, ObjectCabinet)
    store = cabinet._store
    assert isinstance(store, obstore.store.S3Store)
    assert (store.prefix, store.config["bucket"], store.config["endpoint"]) == (
        "portaal",
        "cvs",
        "http://127.0.0.1:9000",
    )


def test_a_folder_is_opened_from_a_path_or_an_address(tmp_path: Path) -> None:
    key = open_cabinet(str(tmp_path / "met spatie")).put(b"cv")
    assert open_cabinet((tmp_path / "met spatie").as_uri()).read(key) == b"cv"


def test_another_address_is_refused() -> None:
    with pytest.raises(ValueError, match="ftp"):
        open_cabinet("ftp://example.org/x")
