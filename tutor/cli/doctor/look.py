"""What the checks look at, each thing looked at once and only when a check asks for it."""

import os
import shutil
import sys
from functools import cached_property, partial

from models.catalog import load_catalog
from models.locations import models_folder
from models.store import ModelFile, Store
from tutor.cli.doctor.build import check_build
from tutor.cli.doctor.capacity import check_bandwidth, check_fits, check_memory
from tutor.cli.doctor.finding import Check, Finding
from tutor.cli.doctor.graphics import check_graphics, see_gpus
from tutor.cli.doctor.installed import check_installed, check_presence, check_strays
from tutor.cli.doctor.rebuilding import needed_version, rebuild_command
from tutor.cli.doctor.surroundings import (
    check_checker,
    check_folder,
    check_processor,
    check_python,
    check_settings,
    check_terminal,
)
from tutor.engine.bandwidth import Bandwidth, measure_bandwidth
from tutor.engine.build import Build, ask_build
from tutor.engine.capacity import Fit, fit_catalogue
from tutor.engine.machine import Machine, inspect_machine
from tutor.engine.plan import granted_threads
from tutor.vocabulary.locations import config_file, log_folder

# measuring needs a buffer of 128 MB: not on a machine that has little left
_LEAST_TO_MEASURE_BYTES = 500_000_000


class Look:
    """This machine, as far as it has been looked at."""

    @cached_property
    def machine(self) -> Machine:
        """Cores and memory."""
        return inspect_machine()

    @cached_property
    def build(self) -> Build:
        """What llama.cpp says of itself."""
        return ask_build()

    @cached_property
    def bandwidth(self) -> Bandwidth | None:
        """Measured reading speed, None where memory is too short to measure it."""
        if self.machine.available_bytes < _LEAST_TO_MEASURE_BYTES:
            return None
        cores = min(self.machine.processor.physical_cores, granted_threads(self.machine))
        return measure_bandwidth(cores)

    @cached_property
    def installed(self) -> list[ModelFile]:
        """Models in the models folder."""
        return Store(models_folder()).installed()

    @cached_property
    def fits(self) -> tuple[Fit, ...]:
        """The catalogue against this machine."""
        return fit_catalogue(load_catalog(), self.machine, self.build.devices, self.bandwidth)

    @property
    def seen_fits(self) -> tuple[Fit, ...]:
        """`fits`, empty when no check got that far."""
        seen: tuple[Fit, ...] = self.__dict__.get("fits", ())
        return seen

    def checks(self) -> list[Check]:
        """All checks, in the order in which they are shown."""
        return [
            Check("Python", check_python),
            Check("processor", lambda: check_processor(self.machine)),
            Check("llama.cpp", self._check_build),
            Check("graphics", self._check_graphics),
            Check("memory", lambda: check_memory(self.machine)),
            Check("memory speed", lambda: check_bandwidth(self.bandwidth) if self.bandwidth else []),
            Check("room for models", lambda: check_fits(self.fits)),
            Check("models", self._check_presence),
            Check("installed models", self._check_installed),
            Check("other files", lambda: check_strays(models_folder(), self.installed)),
            Check("models folder", self._check_models_folder),
            Check("settings folder", partial(check_folder, "settings folder", config_file().parent)),
            Check("log folder", partial(check_folder, "log folder", log_folder())),
            Check("settings", check_settings),
            Check("checker", check_checker),
            Check("terminal", _check_this_terminal),
        ]

    def _check_build(self) -> list[Finding]:
        return check_build(self.build, self.machine.processor, needed_version(), rebuild_command())

    def _check_graphics(self) -> list[Finding]:
        return check_graphics(see_gpus(self.machine), self.build.devices, self.machine, rebuild_command)

    def _check_presence(self) -> list[Finding]:
        from tutor.vocabulary.settings import load_settings

        return check_presence(self.installed, load_catalog(), self.machine, load_settings().offline)

    def _check_installed(self) -> list[Finding]:
        return check_installed(self.installed, self.machine, self.build.devices, self.bandwidth)

    def _check_models_folder(self) -> list[Finding]:
        """A first model needs room; who has one may have no need of more."""
        smallest = min((fit.weights_bytes for fit in self.fits if fit.now), default=0)
        return check_folder("models folder", models_folder(), 0 if self.installed else smallest)


def _check_this_terminal() -> list[Finding]:
    width = shutil.get_terminal_size().columns
    return check_terminal(sys.stdout.encoding or "", width, os.environ, sys.stdout.isatty())
