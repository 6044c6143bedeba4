"""Puts the policy packs and the protocol, which stand beside the package in the source tree, into the wheel."""

from pathlib import Path
from shutil import copytree

from setuptools import setup
from setuptools.command.build_py import build_py

BESIDE = ("policies", "protocol")


class WithFoldersBeside(build_py):
    """An editable installation reads them where they are (``linli/core/data.py``)."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for name in BESIDE:
                copytree(name, Path(self.build_lib) / "linli" / name, dirs_exist_ok=True)


setup(cmdclass={"build_py": WithFoldersBeside})
