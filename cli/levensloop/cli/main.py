"""The `levensloop` command. Everything that it prints is Dutch; what can go wrong is said in one message, without a traceback."""

import logging
import os
import sys

from typer import Abort
from typer.exceptions import TyperException

from levensloop.cli.application import application, named
from levensloop.cli.dutch import in_dutch, speak_dutch
from levensloop.contracts.os_errors import told
from levensloop.infra.messaging.logs import configure


def main() -> None:
    """Run the command. What a user can do something about ends with one message: status 2 for how it was given, else 1."""
    speak_dutch()
    configure(level=logging.CRITICAL)  # a command speaks for itself; who serves sets the operating log up anew
    try:
        status = application(named(sys.argv[1:]))(standalone_mode=False)
    except TyperException as error:
        print(in_dutch(error), file=sys.stderr)
        sys.exit(2)
    except Abort:
        sys.exit(130)
    except (KeyboardInterrupt, SystemExit):
        raise
    except _says_what_to_do() as error:
        sys.exit(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # who read it went away; nothing is left to say
        sys.exit(1)
    except OSError as error:
        sys.exit(told(error))
    sys.exit(status)


def _says_what_to_do() -> tuple[type[Exception], ...]:
    """Loaded when something is wrong: these errors are of every part there is."""
    from levensloop.cli.errors import SAYS_WHAT_TO_DO

    return SAYS_WHAT_TO_DO


if __name__ == "__main__":
    main()
