"""Where the files are that are neither code nor anybody's data: policy packs and the protocol."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def data_folder(name: str) -> Path:
    """The folder ``policies`` or ``protocol``: within an installed package, or else at the root of the source tree.

    ``setup.py`` copies both into the wheel. Raises FileNotFoundError where an installation lacks it.
    """
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"Linli is installed without its folder {name}; install it again.")
