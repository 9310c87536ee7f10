"""What Python needs to run inside a jail: files to be granted read-only, and an environment.

Nothing of ours is granted but the runner itself, and nothing of the system but its libraries.
"""

import sys
import sysconfig
from pathlib import Path

import sandbox.runner
from sandbox.contract import Limits

RUNNER = Path(sandbox.runner.__file__).parent
CODE_INSIDE = Path("/jail/code")
RUNNER_INSIDE = CODE_INSIDE / "sandbox" / "runner"
LOCALES_INSIDE = Path("/jail/locales")
SYSTEM_LOCALES = Path("/usr/lib/locale")
# Of the process itself no folder, for one shows the network cards too.
KERNEL_FILES = (
    "/proc/self/maps",
    "/proc/self/status",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/filesystems",
)


def executable() -> Path:
    """Return the real interpreter behind the virtual environment's link."""
    return Path(sys.executable).resolve()


def packages() -> list[Path]:
    """Return the folders that hold the installed packages."""
    return _distinct(sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))


def granted() -> list[Path]:
    """Return every file and folder of this machine that the interpreter and its packages need."""
    multiarch = sysconfig.get_config_var("MULTIARCH") or ""
    library = sysconfig.get_config_var("LDLIBRARY") or ""
    shared = sysconfig.get_config_var("Py_ENABLE_SHARED") and library
    wanted = [
        str(executable()),
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("platstdlib", vars={"platbase": sys.base_exec_prefix}),
        *map(str, packages()),
        "/etc/ld.so.cache",
        "/sys/devices/system/cpu",
        str(SYSTEM_LOCALES),
    ]
    if shared:
        wanted.append(str(Path(sysconfig.get_config_var("LIBDIR")) / library))
    narrow = [f"/usr/lib/{multiarch}", f"/lib/{multiarch}"] if multiarch else []
    if not any(Path(place).is_dir() for place in narrow):
        narrow = ["/usr/lib", "/lib"]
    return _distinct(*wanted, *narrow, "/usr/lib64", "/lib64")


def environment(limits: Limits, *, code: Path, locales: Path | None) -> dict[str, str]:
    """Return the only variables that exist inside the jail.

    `code` is the folder, as seen from inside, in which `sandbox/runner` lies; `locales` the one with
    the locales that were built, None where none could be.
    """
    threads = str(limits.threads)
    paths = [code, *packages()]
    return {
        "PYTHONPATH": ":".join(map(str, paths)),
        "LANG": "C.UTF-8",
        "LOCPATH": ":".join(map(str, filter(None, (locales, SYSTEM_LOCALES)))),
        "ORT_DISABLE_TELEMETRY": "1",
        # openpyxl would read with lxml where it is installed, past defusedxml.
        "OPENPYXL_LXML": "False",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "RAYON_NUM_THREADS": threads,
        "TOKENIZERS_PARALLELISM": "true",
        "LOKY_MAX_CPU_COUNT": threads,
    }


def command() -> list[str]:
    """Return what starts the runner: no start-up code of packages, no folder but ours, no bytecode."""
    return [str(executable()), "-s", "-S", "-P", "-B", "-X", "utf8", "-m", "sandbox.runner"]


def _distinct(*places: str | None) -> list[Path]:
    """Return existing places once each; a linked folder comes with what it links to."""
    found: dict[Path, None] = {}
    for place in places:
        if place and Path(place).exists():
            found[Path(place)] = None
            found[Path(place).resolve()] = None
    return list(found)
